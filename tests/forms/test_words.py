"""Conditions and limits in plain words, in the languages of forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.forms import read_form
from probono_kit.forms.papers.clauses import RELATIONS, Clause, Fact, deny, join
from probono_kit.forms.papers.saying import said
from probono_kit.forms.papers.wording import Speaker
from probono_kit.i18n import LOCALE_FOLDER

Make = Callable[..., Path]

SURVEY = """
type | name | label::English (en) | label::French (fr)
integer | age | How old are you? | Quel âge avez-vous ?
select_one yn | head | Are you the head? | Êtes-vous chef de ménage ?
select_multiple need | needs | Your needs? | Vos besoins ?
select_one lev | seeing | Difficulty seeing? | Difficultés à voir ?
date | born | Born on | Né le
begin repeat | member | Member | Membre
integer | m_age | Age of the member | Âge du membre
calculate | child | |
end repeat | | |
calculate | children | |
"""
CHOICES = """
list_name | name | label::English (en) | label::French (fr)
yn | yes | Yes | Oui
yn | no | No | Non
need | water | Water | Eau
need | food | Food | Nourriture
need | none | Nothing | Rien
lev | 1 | None | Aucune
lev | 2 | Some | Un peu
lev | 3 | A lot | Beaucoup
"""


@pytest.fixture
def speak(make_form: Make) -> Callable[..., str]:
    """Say a condition that stands at the question of a name."""
    survey = SURVEY.replace(
        "calculate | child | |", "calculate | child | | | if(${m_age} < 5, 1, 0)"
    )
    survey = survey.replace("calculate | children | |", "calculate | children | | | sum(${child})")
    lines = survey.strip().splitlines()
    path = make_form("\n".join([f"{lines[0]} | calculation", *lines[1:]]), CHOICES)

    def words(text: str, language: str = "en", at: str = "needs") -> str:
        form = read_form(path)
        written = {"en": "English (en)", "fr": "French (fr)"}.get(language)
        speaker = Speaker(form, written, language)
        worded = speaker.condition(text, form.by_name[at][0])
        assert worded.whole, worded.text
        return worded.text

    return words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("${head} = 'yes'", "the answer to “Are you the head?” is “Yes”"),
        ("not(selected(${head}, 'yes'))", "the answer to “Are you the head?” is not “Yes”"),
        ("${age} >= 18", "the answer to “How old are you?” is at least 18"),
        ("${age} > 4 and 18 > ${age}", "the answer to “How old are you?” is between 5 and 17"),
        ("${age} != ''", "the answer to “How old are you?” is given"),
        (
            "selected(${needs}, 'water') or selected(${needs}, 'food')",
            "the answer to “Your needs?” includes “Water” or “Food”",
        ),
        (
            "${head} != '' and ${head} != 'no' and ${age} > 17",
            (
                "the answer to “Are you the head?” is not “No” and the answer to “How old are "
                "you?” is at least 18"
            ),
        ),
        ("${seeing} >= 2", "the answer to “Difficulty seeing?” is “Some” or “A lot”"),
        ("${born} <= today()", "the answer to “Born on” is not after today"),
        ("${born} >= date('2020-05-01')", "the answer to “Born on” is not before May 1, 2020"),
        (
            "${children} > 0",
            (
                "the number of rows of “Member” (where the answer to “Age of the member” is at "
                "most 4) is more than 0"
            ),
        ),
        ("count(${member}) = 2", "the number of rows of “Member” is 2"),
        (
            (
                "not((selected(., 'none') or selected(., 'food')) and count-selected(.) > 1)"
                " and count-selected(.) < 4"
            ),
            (
                "“Nothing” or “Food” cannot be chosen together with other answers, and the number "
                "of choices is at most 3"
            ),
        ),
        (
            "if(${head} = 'yes', count-selected(.) = 1, true())",
            (
                "if the answer to “Are you the head?” is “Yes”: the number of choices is 1; "
                "otherwise always"
            ),
        ),
        (
            "${age} > 17 and (${head} = 'yes' or selected(${needs}, 'food'))",
            (
                "the answer to “How old are you?” is at least 18 and either the answer to “Are "
                "you the head?” is “Yes”, or the answer to “Your needs?” includes “Food”"
            ),
        ),
        (
            "${head} = 'yes' and not(${age} < 18 or ${seeing} = 3)",
            (
                "the answer to “Are you the head?” is “Yes”, the answer to “How old are you?” "
                "is more than 17 and the answer to “Difficulty seeing?” is not “A lot”"
            ),
        ),
        (
            "(${head} = 'yes' and ${age} > 60) or ${age} < 5 or selected(${needs}, 'food')",
            (
                "either the answer to “Are you the head?” is “Yes” and the answer to “How old are "
                "you?” is at least 61, or the answer to “How old are you?” is at most 4, or the "
                "answer to “Your needs?” includes “Food”"
            ),
        ),
        (
            "${age} < 5 or ${age} > 60",
            "the answer to “How old are you?” is at most 4 or is at least 61",
        ),
        (
            "${seeing} > 1 and selected(${needs}, 'food') and ${head} = 'no'",
            (
                "the answer to “Difficulty seeing?” is “Some” or “A lot”; the answer to “Your "
                "needs?” includes “Food”; and the answer to “Are you the head?” is “No”"
            ),
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(speak: Callable[..., str], text: str, words: str) -> None:
    """Labels stand for names, choices for codes, and one thing is said once."""
    assert speak(text) == words


def test_french_reads_as_french(speak: Callable[..., str]) -> None:
    """Quotes, spaces and articles are French."""
    said_in_french = speak("${head} = 'yes' or selected(${needs}, 'none')", "fr")
    assert said_in_french == (
        "la réponse à «\xa0Êtes-vous chef de ménage ?\xa0» est «\xa0Oui\xa0» ou la réponse à "
        "«\xa0Vos besoins ?\xa0» comprend «\xa0Rien\xa0»"
    )
    nested = speak("${age} > 4 and (${head} = 'no' or (${age} < 18 and ${seeing} = 3))", "fr")
    assert nested == (
        "la réponse à «\xa0Quel âge avez-vous ?\xa0» est au moins 5 et soit la réponse à "
        "«\xa0Êtes-vous chef de ménage ?\xa0» est «\xa0Non\xa0», soit la réponse à "
        "«\xa0Quel âge avez-vous ?\xa0» est au plus 17 et la réponse à "
        "«\xa0Difficultés à voir ?\xa0» est «\xa0Beaucoup\xa0»"
    )


def test_what_has_no_words_stands_as_it_is(make_form: Make) -> None:
    """A person who reads it is told; nothing is made up."""
    form = read_form(make_form(SURVEY, CHOICES))
    worded = Speaker(form, None, "en").condition("regex(${age}, '[^a]b?')", form.questions[0])
    assert (worded.whole, worded.text) == (False, "regex(${age}, '[^a]b?')")


@pytest.mark.parametrize("language", ["es", "ar"])
def test_words_of_paper_forms_are_in_spanish_and_arabic(language: str) -> None:
    """Every word around a question, with the same values in braces; nothing is left in English."""
    path = LOCALE_FOLDER / language / "LC_MESSAGES" / "form_papers.po"
    with path.open("rb") as file:
        known = {str(each.id): str(each.string) for each in read_po(file) if each.id}
    for text, _ in RELATIONS.values():
        assert known[text]
    for text, translated in known.items():
        braces = [part.split("}")[0] for part in text.split("{")[1:]]
        assert sorted(braces) == sorted(p.split("}")[0] for p in translated.split("{")[1:])


facts = st.builds(
    Fact,
    st.sampled_from(["a", "b"]),
    st.sampled_from(sorted(RELATIONS)),
    st.tuples(st.sampled_from(["x", "y"])),
)
clauses = st.recursive(
    facts,
    lambda inner: st.builds(
        join, st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@given(clauses)
def test_denying_twice_says_something_and_never_fails(clause: Clause) -> None:
    """Whatever a condition says, its opposite has words too."""
    once = deny(clause, "en")
    assert said(once, "en")
    assert said(deny(once, "en"), "en")


@given(facts)
def test_the_opposite_of_the_opposite_is_the_fact(fact: Fact) -> None:
    """Denying a single fact twice gives it back."""
    assert fact.denied().denied() == fact
