"""Spellings of one thing are proposed together; what only looks alike is not."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.tables.clusters import SPELLING_COLUMNS, propose_spellings


def proposals(counts: dict[str, int], **options: object) -> dict[str, str]:
    """Return what is proposed for which text."""
    column = pd.Series([text for text, count in counts.items() for _ in range(count)], dtype=object)
    found = propose_spellings(column, **options)  # type: ignore[arg-type]
    changed = found[found["value"] != found["proposal"]]
    return dict(zip(changed["value"], changed["proposal"], strict=True))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SANTE", "Santé"),
        ("croix rouge tchadienne ", "Croix-Rouge tchadienne"),
        ("Cartias Suisse", "Caritas Suisse"),
        ("Concern World Wide", "Concern Worldwide"),
        ("Programme Alimentaire Mondiale", "Programme Alimentaire Mondial"),
        (
            "Organisation Internationale pour les Migrations",
            "Organisation Internationale des Migrations",
        ),
        ("Banque d'eau, Lac", "Lac : banque d’eau"),
        ("Catholic Relief Service", "Catholic Relief Services"),
        ("Save the Childre", "Save the Children"),
        ("وزارة الصحه", "وزارة الصحة"),
        ("Ministerio de Educacion", "Ministerio de Educación"),
    ],
)
def test_a_spelling_is_put_beside_what_it_means(written: str, meant: str) -> None:
    """Case, accents, spaces, small words, order, and a typing error are seen through."""
    assert proposals({meant: 9, written: 1, "Autre chose": 4}) == {written: meant}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Site 1", "Site 2"),
        ("Projet 12", "Projet 21"),
        ("Phase II", "Phase III"),
        ("Lot 1 phase 2", "Lot 2 phase 1"),
        ("École A", "École B"),
        ("Nord-Kivu", "Sud-Kivu"),
        ("Kasaï", "Kasaï Oriental"),
        ("Haut-Uele", "Bas-Uele"),
        ("formel", "informel"),
        ("Réunion interne", "Réunion externe"),
        ("ACF", "CAF"),
        ("UNHCR", "UNCHR"),
        ("TD01", "TD10"),
        ("Gambia", "Zambia"),
        ("Femmes", "Hommes"),
        ("Mali", "Malo"),
    ],
)
def test_what_only_looks_alike_is_not_proposed(one: str, other: str) -> None:
    """Numbers, sides, contraries and acronyms are other things, however few letters differ."""
    assert not proposals({one: 9, other: 1})


def test_a_spelling_by_ear_is_heard_in_french_and_in_english() -> None:
    """The method is named, so that a person knows why."""
    french = propose_spellings(pd.Series(["Cellule phonétique"] * 5 + ["Selule fonetique"]))
    assert french["method"].tolist() == ["", "phonetic_fr"]
    english = propose_spellings(
        pd.Series(["Knowledge for Health"] * 5 + ["Nowledge for Helth"]), methods=["phonetic_en"]
    )
    assert english["method"].tolist() == ["", "phonetic_en"]


def test_two_words_that_other_texts_use_are_two_words() -> None:
    """Goma and Boma are towns: the other texts of the column say so."""
    texts = ["Femmes de Goma", "Femmes de Boma", "Jeunes de Goma", "Jeunes de Boma"]
    assert not proposals(dict.fromkeys([*texts, "Paix à Goma", "Paix à Boma"], 3))


def test_the_most_frequent_spelling_is_proposed_then_the_best_written() -> None:
    """A frequent spelling wins, unless a quarter as many wrote the accents."""
    assert proposals({"HOPITAL": 50, "Hôpital": 2}) == {"Hôpital": "HOPITAL"}
    assert proposals({"HOPITAL": 5, "Hôpital": 2}) == {"HOPITAL": "Hôpital"}
    assert proposals({"HOPITAL": 2, "hopital": 2, "Hôpital": 2}) == {
        "HOPITAL": "Hôpital",
        "hopital": "Hôpital",
    }


def test_pairs_that_a_person_keeps_apart_stay_apart_in_any_case() -> None:
    """Neither the pair itself nor another spelling of it comes back."""
    counts = {"Kafrine": 5, "Kaffrine": 20, "KAFRINE": 1}
    apart = proposals(counts, never_merge=[("Kaffrine", "Kafrine")])
    assert apart == {"KAFRINE": "Kafrine"}


def test_decisions_of_a_person_are_followed() -> None:
    """The dictionary wins over frequency, and what stays as it is stays."""
    counts = {"Unicef": 50, "UNICEF": 3, "Fonds pour l'enfance": 2}
    decided = {"Unicef": "UNICEF", "Fonds pour l'enfance": "UNICEF"}
    assert proposals(counts, dictionary=decided) == decided
    assert not proposals(
        {"Unicef": 50, "UNICEF": 3}, dictionary={"UNICEF": "UNICEF", "Unicef": "Unicef"}
    )


def test_decisions_may_lead_to_a_text_that_no_cell_holds() -> None:
    """A dictionary of last month serves a file that has only misspellings."""
    decided = {"Santee": "Santé et nutrition"}
    found = propose_spellings(pd.Series(["Santee", "Santee"]), dictionary=decided)
    assert found[["value", "count", "proposal", "method"]].values.tolist() == [
        ["Santé et nutrition", 0, "Santé et nutrition", ""],
        ["Santee", 2, "Santé et nutrition", "dictionary"],
    ]


def test_small_steps_do_not_chain() -> None:
    """Every member is compared with the proposal itself, never with another member only."""
    found = propose_spellings(pd.Series(["abcdefgh"] * 9 + ["abcdefgx", "abcdeyzx", "wbcdeyzx"]))
    assert "wbcdeyzx" not in found[found["proposal"] == "abcdefgh"]["value"].tolist()


def test_an_empty_column_has_no_proposals() -> None:
    """The table has its columns all the same."""
    for column in (pd.Series([], dtype=object), pd.Series([None, None], dtype=object)):
        found = propose_spellings(column)
        assert found.empty
        assert tuple(found.columns) == SPELLING_COLUMNS


def test_the_evidence_is_in_the_language_of_the_reader() -> None:
    """French to the quotation marks."""
    found = propose_spellings(pd.Series(["Santé", "Santé", "SANTE"]), language="fr")
    evidence = found["evidence"][1].replace("\u00a0", " ")
    assert evidence.startswith("Les mêmes mots que « Santé » (2)")


TEXTS = st.text(alphabet="aàbcdeés AB12-'", min_size=1, max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(texts: list[str], rng: random.Random) -> None:
    """Groups, proposals and scores are the same for any order."""
    mixed = list(texts)
    rng.shuffle(mixed)
    pd.testing.assert_frame_equal(
        propose_spellings(pd.Series(texts, dtype=object)),
        propose_spellings(pd.Series(mixed, dtype=object)),
    )


@given(st.lists(TEXTS, min_size=2, max_size=40), st.data())
def test_no_group_holds_two_that_are_kept_apart(texts: list[str], data: st.DataObject) -> None:
    """Whatever the pairs, and every text is in one group at most, its proposal among them."""
    pairs = data.draw(
        st.lists(st.tuples(st.sampled_from(texts), st.sampled_from(texts)), max_size=5)
    )
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    found = propose_spellings(pd.Series(texts, dtype=object), never_merge=pairs)
    assert found["value"].is_unique
    for _, group in found.groupby("group"):
        members = set(group["value"])
        assert set(group["proposal"]) <= members
        assert not [pair for pair in pairs if set(pair) <= members]


def test_a_spelling_with_accents_is_kept_though_a_few_more_dropped_them() -> None:
    """Should fail if an NGO is asked to write “motorise” because 30 of 58 cells do."""
    column = pd.Series(["forage motorise"] * 30 + ["Forage motorisé"] * 28)
    assert set(propose_spellings(column)["proposal"]) == {"Forage motorisé"}
    rare = pd.Series(["forage motorise"] * 30 + ["Forage motorisé"] * 2)
    assert set(propose_spellings(rare)["proposal"]) == {"forage motorise"}
