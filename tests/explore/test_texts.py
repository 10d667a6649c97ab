"""Open answers in four languages; all are made up."""

from __future__ import annotations

import pandas as pd
import pytest

from probono_kit.explore.languages import answer_languages
from probono_kit.explore.sample import Sample
from probono_kit.explore.similar_answers import similar_answers
from probono_kit.explore.terms import frequent_terms
from probono_kit.explore.texts import answer_insights, open_answers
from probono_kit.privacy.persons import KnownNames

WATER = {
    "en": [
        "There is no drinking water in the village",
        "no drinking water here",
        "We have no drinking water",
        "No drinking water since the pump broke",
        "no drinking water for the children",
    ],
    "fr": [
        "Il n'y a pas d'eau potable au village",
        "pas d'eau potable ici",
        "Nous n’avons pas d’eau potable",
        "Pas d'eau potable depuis que la pompe est en panne",
        "pas d'eau potable pour les enfants",
    ],
    "es": [
        "No hay agua potable en el pueblo",
        "no hay agua potable aquí",
        "Aquí nunca hay agua potable",
        "No tenemos agua potable desde marzo",
        "falta el agua potable para los niños",
    ],
    "ar": [
        "لا توجد مياه صالحة للشرب في القرية",
        "مياه الشرب غير متوفرة",
        "نحتاج إلى مياه الشرب",
        "المياه بعيدة عن القرية",
        "لا يوجد عندنا مياه",
    ],
}
SCHOOL = {
    "en": ["The school is too far away", "school too far", "The schools are far from us"] * 2,
    "fr": ["L'école est trop loin", "école trop loin", "Les écoles sont loin de chez nous"] * 2,
    "es": ["La escuela está muy lejos", "escuela lejos", "Las escuelas quedan lejos"] * 2,
    "ar": ["المدرسة بعيدة جدا", "المدرسة بعيدة عن البيت", "مدرسة بعيدة"] * 2,
}


@pytest.mark.parametrize("language", sorted(WATER))
def test_the_language_of_a_sentence_is_told(language: str) -> None:
    """A sentence of some words is told in each of the four languages."""
    texts = pd.Series(WATER[language] + SCHOOL[language])
    sentences = texts[texts.str.split().str.len() >= 4]
    told = answer_languages(sentences)
    assert (told == language).mean() >= 0.85, dict(zip(sentences, told, strict=True))
    assert set(told) <= {language, "unsure"}


def test_other_languages_are_called_so_and_short_texts_are_not_guessed() -> None:
    """Swahili and Hausa are no French, and one word is no language."""
    texts = pd.Series(
        ["maji ni mbali sana na si safi", "ruwan sha ba shi da kyau", "eau", "???", None]
    )
    assert answer_languages(texts).fillna("").tolist() == ["other", "other", "unsure", "unsure", ""]


@pytest.mark.parametrize(
    ("language", "term", "least"),
    [
        ("en", "no drinking water", 5),
        ("fr", "pas d'eau potable", 5),
        ("es", "agua potable", 5),
        ("ar", "مياه", 5),
    ],
)
def test_what_most_say_comes_first_as_most_write_it(language: str, term: str, least: int) -> None:
    """Small words do not count, endings and accents do not matter, the phrase can be read."""
    texts = WATER[language] + SCHOOL[language]
    found = frequent_terms(texts, [language] * len(texts), fewest=4).set_index("term")
    assert term in found.index, list(found.index)
    assert found.loc[term, "answers"] == least
    assert found.loc[term, "share"] == pytest.approx(least / len(texts))


def test_no_water_is_not_water() -> None:
    """What denies stays with what it denies; numbers count answers, not words."""
    texts = ["no water, no water at all, no water"] * 3 + ["the water is good"] * 2
    found = frequent_terms(texts, ["en"] * 5, fewest=2).set_index("term")["answers"]
    assert found["no water"] == 3
    assert found["water"] == 5


def test_a_term_of_few_answers_is_not_told() -> None:
    """Four answers out of a thousand may be four neighbours."""
    texts = ["rare disease"] * 4 + ["common cold"] * 5
    assert frequent_terms(texts, ["en"] * 9)["term"].tolist() == ["common cold"]


@pytest.mark.parametrize("language", sorted(WATER))
def test_answers_that_say_the_same_are_one_group(language: str) -> None:
    """Water and school are two groups in each language, named by their own words."""
    texts = WATER[language] + SCHOOL[language]
    groups = similar_answers(texts, [language] * len(texts), fewest=3)
    water, school = set(range(5)), set(range(5, 11))
    for group in groups:
        assert set(group.members) <= water or set(group.members) <= school
        assert group.answers == len(group.members) >= 3
        assert group.phrases
    assert any(set(group.members) <= school and group.answers >= 5 for group in groups)


def test_every_figure_can_be_counted_again() -> None:
    """Groups and terms add up to what the answers say."""
    texts = pd.Series(WATER["fr"] * 3 + SCHOOL["fr"] * 2 + ["rien", " ", None], name="besoin")
    found = open_answers(texts, may_quote=True)
    assert found.answers == 28
    assert found.languages["answers"].sum() == 28
    for row in found.groups.to_dict("records"):
        assert (found.group_of == row["group"]).sum() == row["answers"]
        assert row["share"] == pytest.approx(row["answers"] / 28)
    for row in found.terms[found.terms["words"] == 1].to_dict("records"):
        stem = row["term"][:4].casefold()
        assert texts.dropna().str.casefold().str.contains(stem).sum() >= row["answers"]


def test_nothing_is_quoted_that_points_to_a_person() -> None:
    """Neither a name nor a number is ever quoted, nor counted among the frequent words."""
    private = ["Pas d'eau potable, appeler Mme Exemple au 77 000 57 08 ou chez Kalidou"] * 12
    texts = pd.Series(private + WATER["fr"] * 3, name="besoin")
    found = open_answers(
        texts, country="SEN", names=KnownNames(["Kalidou Exemple"]), may_quote=True
    )
    quotes = [quote for row in found.groups["quotes"] for quote in row]
    assert quotes
    said = " ".join([*quotes, *found.terms["term"], *map(" ".join, found.groups["phrases"])])
    for secret in ("exemple", "77", "kalidou"):
        assert secret not in said.casefold()
    assert found.flagged == 12


def test_without_leave_nothing_is_quoted() -> None:
    """A column that the brief does not name gives counts, never a sentence."""
    texts = pd.Series(WATER["fr"] * 5)
    assert not any(open_answers(texts).groups["quotes"])
    assert any(open_answers(texts, may_quote=True).groups["quotes"])
    assert not any(open_answers(texts, may_quote=True, quote_from=50).groups["quotes"])


@pytest.mark.parametrize("texts", [[], [None, None], ["oui"], ["?", "!"], ["xqzt wvk", "plmk bvn"]])
def test_little_or_nothing_to_read_is_no_error(texts: list[str | None]) -> None:
    """No answer, one answer, or noise: no terms, no groups, and no sentence."""
    found = open_answers(pd.Series(texts, dtype="str"))
    assert found.terms.empty
    assert found.groups.empty


def test_thousands_of_different_answers_are_grouped_by_the_frequent_ones() -> None:
    """Rare wordings join the group they are nearest to."""
    many = [f"pas d'eau potable puits {'abcdefghij'[n % 10] * 5} {n:04d}x" for n in range(2300)]
    groups = similar_answers([*many, *SCHOOL["fr"]], ["fr"] * (len(many) + 6))
    assert sum(group.answers for group in groups) > 2000


def test_shares_of_a_sample_are_those_of_the_population_that_answered() -> None:
    """Few rows that stand for many weigh more; who did not answer is not among the whole."""
    said = pd.Series(["pas d'eau potable ici"] * 10 + ["école trop loin"] * 30 + [None] * 10)
    rows = pd.DataFrame({"said": said, "w": [6.0] * 10 + [1.0] * 30 + [50.0] * 10})
    found = open_answers(rows["said"], sample=Sample.of(rows, weights="w"))
    first = found.terms.iloc[0]
    assert (first["term"], first["answers"]) == ("pas d'eau potable", 10)
    assert first["share"] == pytest.approx(60 / 90)
    assert first["low"] < 60 / 90 < first["high"]
    group = found.groups.iloc[0]
    assert "pas d'eau potable" in group["phrases"][0]
    assert (group["answers"], group["share"]) == (10, pytest.approx(60 / 90))
    assert found.group_of[:10].eq(1).all()
    assert found.languages["share"].sum() == pytest.approx(1.0)
    (named, largest) = answer_insights(found)
    assert "67% (95% interval" in named.text("en")
    assert "67% (95% interval" in largest.text("en")
    plain = open_answers(rows["said"])
    assert plain.terms.iloc[0]["term"] == "école trop loin"
