"""Example queries: each question gets its answer from a real database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from probono_kit.database import Design, Query, Table, example_queries
from tests.database import handed


@pytest.fixture
def opened() -> Iterator[sqlite3.Connection]:
    """The small database in SQLite, with a history."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, frame in handed.rows().items():
            plain = frame.drop(columns="geom", errors="ignore")
            if "jour" in plain:
                plain = plain.assign(jour=plain["jour"].dt.strftime("%Y-%m-%d"))
            plain.to_sql(name, connection, index=False)
        connection.execute("UPDATE visite SET jour = date('now') WHERE id = 3")
        connection.executescript(
            "CREATE TABLE probono_loads (load, day, table_name);"
            "INSERT INTO probono_loads VALUES (1, '2025-04-01', 'visite'), (2, NULL, 'visite');"
            "CREATE TABLE probono_history (id, load, table_name, identity, what, old_values);"
            "INSERT INTO probono_history VALUES (1, 1, 'visite', '[1]', 'changed', '{}'),"
            " (2, 2, 'visite', '[2]', 'changed', '{}');"
        )
        yield connection


def answers(connection: sqlite3.Connection, language: str = "fr") -> dict[str, list[Any]]:
    """Ask every question."""
    return {
        query.question: connection.execute(query.sql).fetchall()
        for query in example_queries(handed.design(), language=language)
    }


def test_each_question_has_the_right_answer(opened: sqlite3.Connection) -> None:
    """How many, which have none, what goes with what, how much, what is new."""
    told = answers(opened)
    for_each = "Combien y a-t-il de lignes de « {} » pour chaque ligne de « {} » ?".format
    assert told[for_each("Points d'eau", "Villages")] == [
        ("Diofior", 2),
        ("Ndangane", 1),
        ("Fatick", 0),
    ]
    assert told[for_each("Visites", "Points d'eau")] == [
        ("Forage nord", 2),
        ("Puits de l'école", 1),
        ("Forage sud", 0),
    ]
    none = "Quelles lignes de « {} » n'en ont aucune dans « {} » ?".format
    assert told[none("Villages", "Points d'eau")] == [("Fatick",)]
    assert told[none("Points d'eau", "Visites")] == [("Forage sud",)]
    assert ("Pompe cassée",) in [row[-1:] for row in told[pairs_question()]]
    least = "Minimum, moyenne et maximum de « Débit » pour chaque ligne de « Villages » ?"
    assert told[least] == [("Diofior", 2, 1.25, 2.375, 3.5), ("Ndangane", 0, None, None, None)]
    assert told["Qu'a changé le dernier chargement ?"] == [("visite", "[2]", "changed", "{}")]


def pairs_question() -> str:
    return "Quelles lignes de « Panne » vont avec chaque ligne de « Visites » ?"


def test_records_of_this_month_are_of_this_month(opened: sqlite3.Connection) -> None:
    """Two visits are of last year's spring, one is of today."""
    rows = answers(opened)["Quelles lignes de « Visites » sont de ce mois-ci (« Jour ») ?"]
    assert [row[0] for row in rows] == [3]


def test_questions_speak_the_readers_language() -> None:
    """The same queries in English."""
    english = example_queries(handed.design(), language="en")
    french = example_queries(handed.design(), language="fr")
    assert [query.sql for query in english] == [query.sql for query in french]
    assert english[0].question == (
        "How many rows of “Points d'eau” are there for each row of “Villages”?"
    )


def test_reserved_words_are_quoted() -> None:
    """A table may be called ``order``, a field ``group``; PostgreSQL finds them in their schema."""
    day = handed.field("group", "date", "Jour")
    order = Table(name="order", title="Commandes", fields=(day,), key=("group",))
    design = Design(name="x", tables=(order,))
    queries = example_queries(design, language="fr", dialect="postgresql", schema="user")
    month, changes = [query.sql.splitlines() for query in queries]
    assert month[1] == 'FROM "user"."order"'
    assert month[2].startswith("WHERE \"group\" >= date_trunc('month', CURRENT_DATE) AND ")
    assert changes == [
        "SELECT table_name, identity, what, old_values",
        'FROM "user".probono_history',
        'WHERE load = (SELECT max(load) FROM "user".probono_loads)',
        "ORDER BY id",
    ]


def test_an_unknown_dialect_is_refused() -> None:
    """A typing mistake does not end in SQL that nothing understands."""
    with pytest.raises(ValueError, match="mysql"):
        example_queries(handed.design(), dialect="mysql")


def test_nothing_but_reading(opened: sqlite3.Connection) -> None:
    """Every query runs on a database that may only be read, and changes nothing."""
    opened.execute("PRAGMA query_only = ON")
    queries: list[Query] = example_queries(handed.design(), language="en")
    assert len(queries) == len({query.question for query in queries})
    for query in queries:
        assert query.sql.startswith("SELECT ")
        opened.execute(query.sql).fetchall()
