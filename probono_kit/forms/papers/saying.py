"""Clauses as sentences: lists with commas, nested conditions with “either … or …”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from probono_kit.findings import N_
from probono_kit.forms.papers.clauses import RELATIONS, Clause, Fact, Joined, Text
from probono_kit.forms.papers.tongue import all_of, one_of
from probono_kit.i18n import gettext

_PLAIN = {"and": N_("{first} and {second}"), "or": N_("{first} or {second}")}
_AFTER_COMMA = {"and": N_("{first}, and {second}"), "or": N_("{first}, or {second}")}
_AFTER_STOP = {"and": N_("{first}; and {second}"), "or": N_("{first}; or {second}")}
_COMMA, _STOP = N_("{first}, {second}"), N_("{first}; {second}")
_EITHER, _OR = N_("either {clause}"), N_("or {clause}")
#: What begins with its subject may leave it out after another clause about the same.
_SUBJECT = "{subject} "


def said(clause: Clause, language: str) -> str:
    """Return a clause in words.

    Parameters
    ----------
    clause : Clause
        What holds.
    language : str
        Code of the language of the words.

    Examples
    --------
    >>> said(Fact("“Age”", "between", ("5", "17")), "en")
    '“Age” is between 5 and 17'
    >>> a, b, c = (Fact(each, "filled") for each in "ABC")
    >>> said(Joined("or", (a, Joined("and", (b, c)))), "en")
    'either A is given, or B is given and C is given'
    >>> said(Joined("and", (Joined("or", (a, b)), c)), "en")
    'C is given and either A is given, or B is given'
    """
    if isinstance(clause, Text):
        return clause.text
    if isinstance(clause, Fact):
        return _fact(clause, language)
    nested = any(isinstance(each, Joined) for each in clause.parts)
    if clause.how == "or":
        return _either(clause, language) if nested else _listed(clause, "or", language)
    # What is put together with others comes last: nothing after it can be taken for a part of it.
    parts = sorted(clause.parts, key=lambda each: isinstance(each, Joined))
    return _listed(Joined("and", tuple(parts)), "and", language)


def _fact(fact: Fact, language: str) -> str:
    every = fact.every or fact.relation in ("between", "outside")
    value = (all_of if every else one_of)(fact.values, language) if fact.values else ""
    template = gettext(RELATIONS[fact.relation][0], language)
    subject = fact.subject
    if fact.together:
        each = N_("each answer to {names}")
        pattern = N_("an answer to {names}") if fact.together == "or" else each
        listed = (one_of if fact.together == "or" else all_of)(fact.of, language)
        subject = gettext(pattern, language).format(names=listed)
    return template.format(subject=subject, value=value)


def _texts(parts: Sequence[Clause], language: str) -> Iterator[str]:
    """Yield clauses in words; the same subject is named once."""
    before = ""
    for each in parts:
        if isinstance(each, Joined):
            before = ""
            yield _either(each, language) if each.how == "or" else said(each, language)
            continue
        text = said(each, language)
        subject = each.subject if isinstance(each, Fact) and not each.together else ""
        starts = isinstance(each, Fact) and _starts_with_subject(each, language)
        if subject and subject == before and starts:
            text = text.removeprefix(subject).strip()
        before = subject if starts else ""
        yield text


def _starts_with_subject(fact: Fact, language: str) -> bool:
    return gettext(RELATIONS[fact.relation][0], language).startswith(_SUBJECT)


def _either(clause: Joined, language: str) -> str:
    """Return alternatives so that each is seen to end."""
    first, *others = _texts(clause.parts, language)
    text = gettext(_EITHER, language).format(clause=first)
    for each in others:
        other = gettext(_OR, language).format(clause=each)
        text = gettext(_COMMA, language).format(first=text, second=other)
    return text


def _listed(clause: Joined, how: Literal["and", "or"], language: str) -> str:
    """Return a list with its word before the last, after a comma or semicolon where it is long."""
    texts = list(_texts(clause.parts, language))
    *heads, last = texts
    two = len(heads) == 1
    if any(map(_is_list, clause.parts[:1] if two else filter(_is_no_range, clause.parts))):
        between, end = _STOP, (_AFTER_COMMA if two else _AFTER_STOP)[how]
    else:
        between, end = _COMMA, _PLAIN[how]
    text = heads[0]
    for each in heads[1:]:
        text = gettext(between, language).format(first=text, second=each)
    return gettext(end, language).format(first=text, second=last)


def _is_list(clause: Clause) -> bool:
    """Tell whether a clause has words such as “and” of its own, or commas."""
    if isinstance(clause, Fact):
        return len(clause.values) > 1 or (bool(clause.together) and len(clause.of) > 1)
    return isinstance(clause, Joined) or any(sign in clause.text for sign in ",;،؛")


def _is_no_range(clause: Clause) -> bool:
    return not (isinstance(clause, Fact) and clause.relation in ("between", "outside"))
