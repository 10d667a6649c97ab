"""Forms with one planted defect each: what is found, and what is said in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.form_defects import Result, check, planted
from probono_kit.forms import lint_form
from probono_kit.messages import form, form_choices, form_lint, form_logic, form_practice
from tests.forms.planted import CLEAN, KINDS

#: What no tool, or only ODK Validate, finds; our kinds of these.
HARD = {
    "misspelt columns": 20,
    "blank translations": 20,
    "languages missing": 4,
    "languages mixed with none": 6,
    "limits without a message": 6,
    "filters by a column that is not there": 8,
    "parents that do not exist": 12,
    "two choices with one label": 20,
    "quotation marks of word processors": 10,
    "choices that do not exist": 20,
    "= on several answers": 5,
    "spaces before and behind": 20,
    "defaults that cannot be an answer": 20,
    "appearances": 20,
    "required": 20,
    "number of repetitions": 6,
    "files that are missing": 9,
    "personal data without need": 20,
    "parentheses": 20,
    "operators of other languages": 20,
    "unknown functions": 10,
    "number of arguments": 6,
    "circles": 9,
    "into a repeat from outside": 6,
    "empty groups": 9,
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """Return what is said of up to five forms of each kind; the benchmark looks at all."""
    return list(check(planted(5), tmp_path_factory.mktemp("planted")))


def test_every_planted_defect_is_told_at_its_cell(results: list[Result]) -> None:
    """None is missed."""
    assert [str(each.defect) for each in results if not each.found] == []


def test_nothing_else_is_said_of_a_form_with_one_defect(results: list[Result]) -> None:
    """No false alarm, not even advice."""
    assert {str(r.defect): [str(f) for f in r.others] for r in results if r.others} == {}


@pytest.mark.parametrize("name", CLEAN)
def test_the_clean_twins_are_clean(name: str, tmp_path: Path) -> None:
    """Nothing is said of them, and servers take them."""
    assert lint_form(CLEAN[name].write(tmp_path)) == []


@pytest.mark.parametrize("kind", HARD)
def test_what_others_miss_is_planted_in_several_places(kind: str) -> None:
    """A kind with one form only would say little."""
    sites = [site for plant in KINDS[kind] for draft in CLEAN.values() for site in plant(draft)]
    assert len(sites) >= HARD[kind]
    assert len({(site.where, site.code, str(site.draft.sheets)) for site in sites}) >= 3


def test_the_same_defect_is_told_whatever_the_language(tmp_path: Path) -> None:
    """A French reader gets the sentence in French, with the same cell."""
    site = next(iter(KINDS["words without quotation marks"][0](CLEAN["household"])))
    found = lint_form(site.draft.write(tmp_path), language="fr", convert=False)[0]
    assert found.where == site.where
    assert "guillemets" in found.message("fr")
    assert found.message("fr") != found.message("en")


def test_all_codes_of_the_check_are_planted_or_tested_by_hand() -> None:
    """A rule that nothing triggers could be broken unseen."""
    here = {site.code for plants in KINDS.values() for plant in plants
            for draft in CLEAN.values() for site in plant(draft)}  # fmt: skip
    by_hand = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    codes = [
        code
        for module in (form, form_choices, form_lint, form_logic, form_practice)
        for code in module.MESSAGES
    ]
    assert [c for c in codes if c not in here and f'"{c}"' not in by_hand] == []
