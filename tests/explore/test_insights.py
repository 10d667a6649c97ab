"""Insights: the sentence a reader sees, and the order in which they stand."""

from __future__ import annotations

import string

import pandas as pd
import pytest

from probono_kit.explore import (
    Certainty,
    Column,
    Count,
    Estimate,
    Insight,
    Month,
    Share,
    column_label,
    pick,
    rank,
)
from probono_kit.i18n import gettext
from probono_kit.messages import SENTENCES


def insight(
    *columns: str, strength: float = 0.5, code: str = "explore.cross", rows: int = 100
) -> Insight:
    """Return a firm finding about some columns."""
    return Insight(code, columns, {}, rows, strength, Certainty.FIRM)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_needs_the_same_figures_in_both_languages(code: str) -> None:
    """No figure is lost in translation; every sentence ends with a full stop and names a figure."""
    said = SENTENCES[code]
    for text in filter(None, (said.text, said.plural)):
        french = gettext(text, "fr") if text == said.text and not said.plural else ""
        english = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert text.endswith(".")
        assert english
        if french:
            assert english == {name for _, name, _, _ in string.Formatter().parse(french) if name}


def test_a_share_names_its_whole() -> None:
    """A percentage without its denominator says little; French has its spaces and its “sur”."""
    values = {"column": Column("état"), "share": Share(1030, 1510)}
    one = Insight("explore.missing", ("état",), values, 1510, 0.7, Certainty.FIRM)
    assert one.text("en") == "“état” is empty in 68% (1,030 of 1,510 rows)."
    french = one.text("fr", unit="points d'eau", labels={"état": "état du point"})
    assert french.replace("\u202f%", "\u00a0%") == (
        "«\u00a0état du point\u00a0» est vide dans 68\u00a0% "
        "(1\u202f030 sur 1\u202f510 points d'eau)."
    )


def test_few_are_never_none_and_many_never_all() -> None:
    """1 of 10,000 is not “0 %”, and 9,999 of 10,000 is not “100 %”."""
    values = {"column": Column("a"), "share": Share(1, 10_000)}
    one = Insight("explore.missing", ("a",), values, 1, 0.7, Certainty.FIRM)
    assert "0.01% (1 of" in one.text("en")
    values = {"column": Column("a"), "share": Share(9_999, 10_000)}
    one = Insight("explore.missing", ("a",), values, 1, 0.7, Certainty.FIRM)
    assert "99.9% (9,999 of" in one.text("en")


def test_the_form_follows_the_number() -> None:
    """One value lies, several lie; in French too."""
    values = {"column": Column("a"), "number": 1, "low": 0, "high": 12.25}
    one = Insight("explore.far", ("a",), values, 1, 0.1, Certainty.FIRM)
    assert one.text("en") == "1 value of “a” lies far from the others: outside 0 to 12.2."
    assert "1 valeur de" in one.text("fr")
    several = Insight("explore.far", ("a",), values | {"number": 2}, 1, 0.1, Certainty.FIRM)
    assert "2 valeurs de" in several.text("fr")


def test_an_estimate_tells_its_interval_and_a_month_its_name() -> None:
    """What was sampled is not said as if everybody had been asked."""
    values = {"column": Column("a"), "estimate": Estimate(0.4, 0.31, 0.49, 90, percent=True)}
    one = Insight(
        "explore.estimated_chosen", ("a",), values | {"value": "x"}, 90, 0.4, Certainty.FIRM
    )
    assert "40% (95% interval: 31% to 49%; 90 rows)" in one.text("en")
    values = {
        "date": Column("day"),
        "number": 3,
        "first": Month(2025, 1),
        "last": Month(2025, 8),
    }
    gap = Insight("explore.gap", ("day",), values, 90, 0.4, Certainty.FIRM)
    assert gap.text("en").endswith("in 3 months between January 2025 and August 2025.")
    assert "entre janvier 2025 et août 2025" in gap.text("fr")


def test_texts_from_the_data_cannot_break_a_sentence() -> None:
    """Braces in a cell or a column's name are shown as they are."""
    values = {"column": Column("{0}"), "value": "{column}", "share": Share(1, 2)}
    one = Insight("explore.most_frequent", ("{0}",), values, 2, 0.5, Certainty.WEAK)
    assert one.text("en") == "“{0}”: most often “{column}”, 50% (1 of 2 rows)."


def test_what_the_question_is_about_comes_first() -> None:
    """A weak finding about the outcome stands before a strong one about something else."""
    found = rank(
        [insight("a", "b", strength=0.9), insight("works", "c", strength=0.2)], outcome="works"
    )
    assert found[0].columns == ("works", "c")


def test_five_findings_do_not_say_the_same_thing() -> None:
    """Ten strong findings about one pair of columns leave room for the others."""
    same = [insight("a", "b", strength=0.9 - i / 100) for i in range(10)]
    other = [insight("c", "d", strength=0.4), insight("e", strength=0.3, code="explore.missing")]
    chosen = pick([*same, *other])
    assert [one.columns for one in chosen] == [("a", "b"), ("c", "d"), ("e",)]


def test_too_few_is_never_picked_and_nothing_is_lost() -> None:
    """What is too few to say stays in the details."""
    few = Insight("explore.too_few", ("a", "b"), {}, 3, 1.0, Certainty.TOO_FEW)
    found = [few, insight("c", "d")]
    assert pick(found) == [found[1]]
    assert set(map(id, rank(found))) == set(map(id, found))


def test_labels_have_no_instructions() -> None:
    """A heading with its instructions is shortened, never emptied."""
    assert column_label("DATE\nDEBUT") == "DATE DEBUT"
    assert (
        column_label("(Choisir dans la liste déroulante)") == "(Choisir dans la liste déroulante)"
    )
    assert column_label("Eau (m3)") == "Eau (m3)"
    assert len(column_label("mot " * 100)) <= 81


def test_days_are_written_out() -> None:
    """A date is a day in words."""
    days = {
        "first": "2025-01-02",
        "first_end": "2025-03-01",
        "last_start": "2025-10-05",
        "last": "2025-12-31",
    }
    values = {"column": Column("litres"), "date": Column("d"), "low": 4, "high": 9, "r": 0.4}
    values |= {name: pd.Timestamp(day) for name, day in days.items()} | {"count": Count(90)}
    one = Insight("explore.change_of_median", ("litres", "d"), values, 90, 0.4, Certainty.FIRM)
    text = one.text("fr").replace("\u00a0", " ")
    assert "2 janvier 2025" in text
    assert "1er mars 2025" in text
