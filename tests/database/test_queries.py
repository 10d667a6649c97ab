"""Example queries: each question gets its answer from a real database of every kind."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from probono_kit.database import (
    Design,
    Split,
    Table,
    example_queries,
    open_database,
    save_database,
    split_sources,
)
from probono_kit.i18n import spaced
from tests.database import handed, households

SCHEMA = "eau"


def dialect(target: str) -> dict[str, str]:
    """Return how the queries for a database are asked for."""
    server = target.startswith("postgresql")
    return {"dialect": "postgresql", "schema": SCHEMA} if server else {"dialect": "sqlite"}


def answers(target: str, design: Design) -> dict[str, list[tuple[Any, ...]]]:
    """Ask every question of a database that may only be read."""
    queries = example_queries(design, language="fr", **dialect(target))
    with open_database(target).connect() as connection:
        return {
            query.question: [tuple(row) for row in connection.exec_driver_sql(query.sql)]
            for query in queries
        }


@pytest.fixture
def told(target: str) -> dict[str, list[tuple[Any, ...]]]:
    """Answers of the small database after a second load, with a visit of today."""
    rows = handed.rows()
    save_database(handed.design(), Split(rows, {}), target)
    today = pd.Timestamp(datetime.datetime.now(tz=datetime.UTC).date())
    visits = rows["visite"].assign(remarque=["réparée", None, None])
    visits["jour"] = visits["jour"].where(visits["id"] != 3, today).astype("datetime64[us]")
    save_database(handed.design(), Split({**rows, "visite": visits}, {}), target)
    return answers(target, handed.design())


def test_each_question_has_the_right_answer(told: dict[str, list[tuple[Any, ...]]]) -> None:
    """How many, which have none, what goes with what, how much, what is new."""
    for_each = spaced(
        "Combien y a-t-il de lignes de « {} » pour chaque ligne de « {} » ?", "fr"
    ).format
    assert told[for_each("Points d'eau", "Villages")] == [
        ("Diofior", 2),
        ("Ndangane", 1),
        ("Fatick", 0),
    ]
    assert told[for_each("Visites", "Points d'eau")] == [
        ("Forage nord", 2),
        ("Puits de l'école", 2),
        ("Forage sud", 0),
    ]
    none = "Quelles lignes de «\u00a0{}\u00a0» n'en ont aucune dans «\u00a0{}\u00a0»\u00a0?".format
    assert told[none("Villages", "Points d'eau")] == [("Fatick",)]
    assert told[none("Points d'eau", "Visites")] == [("Forage sud",)]
    assert ("Pompe cassée",) in [row[-1:] for row in told[pairs_question()]]
    least = spaced(
        "Minimum, moyenne et maximum de « Débit » pour chaque ligne de « Villages » ?", "fr"
    )
    assert told[least] == [("Diofior", 2, 1.25, 2.375, 3.5), ("Ndangane", 0, None, None, None)]
    changes = told["Qu'a changé le dernier chargement\u00a0?"]
    assert {name for name, _identity, _what, _old in changes} == {"visite"}
    assert sorted(what for _name, _identity, what, _old in changes) == [
        "changed",
        "changed",
        "inserted",
        "vanished",
    ]


def pairs_question() -> str:
    return spaced("Quelles lignes de « Panne » vont avec chaque ligne de « Visites » ?", "fr")


def test_records_of_this_month_are_of_this_month(
    told: dict[str, list[tuple[Any, ...]]],
) -> None:
    """Three visits are of another year, one is of today."""
    rows = told[
        "Quelles lignes de «\u00a0Visites\u00a0» sont de ce mois-ci («\u00a0Jour\u00a0»)\u00a0?"
    ]
    assert [row[0] for row in rows] == [4]


def test_the_flat_table_is_a_question_too(target: str) -> None:
    """One line of SQL gives back the cleaned table that filled the database."""
    design = households.design()
    split = split_sources(design, [households.households(), households.visits()])
    save_database(design, split, target)
    told = answers(target, design)
    for source in ("households", "visits"):
        assert len(told[f"À quoi ressemble le tableau nettoyé «\u00a0{source}\u00a0»\u00a0?"]) == 3


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


def test_no_question_comes_twice() -> None:
    """Every query only reads, and every question is another one."""
    queries = example_queries(handed.design(), language="en")
    assert len(queries) == len({query.question for query in queries})
    assert all(query.sql.startswith("SELECT ") for query in queries)
