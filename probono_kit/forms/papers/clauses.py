"""What a condition says, as facts about answers, before it is put in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from probono_kit.findings import N_
from probono_kit.i18n import gettext

#: Relation of a fact → its words, and the relation that denies it.
RELATIONS: dict[str, tuple[str, str]] = {
    "is": (N_("{subject} is {value}"), "isnt"),
    "isnt": (N_("{subject} is not {value}"), "is"),
    "has": (N_("{subject} includes {value}"), "hasnt"),
    "hasnt": (N_("{subject} does not include {value}"), "has"),
    "filled": (N_("{subject} is given"), "blank"),
    "blank": (N_("{subject} is missing"), "filled"),
    ">": (N_("{subject} is more than {value}"), "<="),
    "<": (N_("{subject} is less than {value}"), ">="),
    ">=": (N_("{subject} is at least {value}"), "<"),
    "<=": (N_("{subject} is at most {value}"), ">"),
    "after": (N_("{subject} is after {value}"), "not_after"),
    "before": (N_("{subject} is before {value}"), "not_before"),
    "not_before": (N_("{subject} is not before {value}"), "before"),
    "not_after": (N_("{subject} is not after {value}"), "after"),
    "between": (N_("{subject} is between {value}"), "outside"),
    "outside": (N_("{subject} is not between {value}"), "between"),
    "digits": (N_("{subject} has {value} digits"), "not_digits"),
    "not_digits": (N_("{subject} does not have {value} digits"), "digits"),
    "starts": (N_("{subject} begins with {value}"), "not_starts"),
    "not_starts": (N_("{subject} does not begin with {value}"), "starts"),
    "alone": (N_("{value} cannot be chosen together with other answers"), "not_alone"),
    "not_alone": (N_("{value} is chosen together with other answers"), "alone"),
    "always": (N_("always"), "never"),
    "never": (N_("never"), "always"),
}
_DENIALS = ("isnt", "hasnt")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about an answer.

    Parameters
    ----------
    subject : str
        What it is about, in words; of several, the first.
    relation : str
        A key of :data:`RELATIONS`.
    values : tuple of str
        What it is compared with, in words; several are joined.
    whole : bool
        Whether everything was put in words.
    every : bool
        Whether several values hold together, and not one of them.
    of : tuple of str
        Names of the questions whose answers it is about, where it may be said of several.
    together : str
        ``"or"`` if it is said of one of several questions, ``"and"`` of each.
    """

    subject: str
    relation: str
    values: tuple[str, ...] = ()
    whole: bool = True
    every: bool = False
    of: tuple[str, ...] = ()
    together: str = ""

    def denied(self) -> Fact:
        """Return the opposite."""
        together = {"or": "and", "and": "or"}.get(self.together, "")
        relation = RELATIONS[self.relation][1]
        return replace(self, relation=relation, every=False, together=together)


@dataclass(frozen=True, slots=True)
class Text:
    """A condition that is a sentence already, or that could not be put in words.

    Parameters
    ----------
    text : str
        What is shown.
    whole : bool
        Whether it is in words.
    """

    text: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Joined:
    """Facts that hold together, or of which one holds.

    Parameters
    ----------
    how : str
        ``"and"`` or ``"or"``.
    parts : tuple
        What is joined.
    """

    how: Literal["and", "or"]
    parts: tuple[Clause, ...]


Clause: TypeAlias = "Fact | Text | Joined"


def join(how: Literal["and", "or"], parts: Sequence[Clause]) -> Clause:
    """Join clauses: nested ones of the same sort are opened, facts about the same are put together.

    Examples
    --------
    >>> a, b = Fact("x", "is", ("a",)), Fact("x", "is", ("b",))
    >>> join("or", [a, b]).values
    ('a', 'b')
    """
    flat: list[Clause] = []
    for part in parts:
        flat += part.parts if isinstance(part, Joined) and part.how == how else [part]
    kept: list[Clause] = []
    for each in flat:
        if isinstance(each, Fact) and each.relation in ("always", "never"):
            if (each.relation == "always") == (how == "and"):
                continue
            return each
        if each in kept:
            continue
        for place, other in enumerate(kept):
            merged = _merged(other, each, how)
            if merged is not None:
                kept[place] = merged
                break
        else:
            kept.append(each)
    kept = _shared(kept, how)
    if not kept:
        return Fact("", "always" if how == "and" else "never")
    return kept[0] if len(kept) == 1 else Joined(how, tuple(kept))


def _shared(clauses: Sequence[Clause], how: Literal["and", "or"]) -> list[Clause]:
    """Say once what several answers have in common."""
    groups: dict[object, list[Fact]] = {}
    for each in clauses:
        if isinstance(each, Fact) and each.of and not each.together:
            groups.setdefault((each.relation, each.values, each.every), []).append(each)
    done: list[Clause] = []
    for each in clauses:
        if not isinstance(each, Fact):
            done.append(each)
            continue
        alike = groups.get((each.relation, each.values, each.every), [])
        if len(alike) < 2 or each not in alike:
            done.append(each)
        elif each == alike[0]:
            names = tuple(name for fact in alike for name in fact.of)
            whole = all(fact.whole for fact in alike)
            done.append(replace(each, of=names, together=how, whole=whole))
    return done


def _merged(one: Clause, two: Clause, how: str) -> Clause | None:
    if not (isinstance(one, Fact) and isinstance(two, Fact) and one.subject == two.subject):
        return None
    if one.together or two.together:
        return None
    pair = one.relation, two.relation
    whole = one.whole and two.whole
    together = (*one.values, *(each for each in two.values if each not in one.values))
    joins = {"or": ("is", "has"), "and": _DENIALS}[how]
    plain = not (one.every or two.every)
    if pair[0] == pair[1] and pair[0] in joins and plain:
        return replace(one, values=together, whole=whole)
    if pair == ("has", "has") and how == "and" and (one.every or len(one.values) == 1):
        return replace(one, values=together, whole=whole, every=True)
    lower, upper = (">=", "not_before"), ("<=", "not_after")
    if how == "and" and pair[0] in lower and pair[1] in upper:
        return replace(one, relation="between", values=(one.values[0], two.values[0]), whole=whole)
    if how == "and" and pair[0] in upper and pair[1] in lower:
        return replace(one, relation="between", values=(two.values[0], one.values[0]), whole=whole)
    # An answer that is not one of these was given anyway.
    if how == "and" and "filled" in pair and set(pair) & {"is", "has", *_DENIALS}:
        return two if one.relation == "filled" else one
    return None


def deny(clause: Clause, language: str) -> Clause:
    """Return the opposite of a clause.

    Parameters
    ----------
    clause : Clause
        What is denied.
    language : str
        Of the words.
    """
    if isinstance(clause, Fact):
        if clause.every:
            parts = (
                replace(clause, relation="hasnt", values=(v,), every=False) for v in clause.values
            )
            return Joined("or", tuple(parts))
        return clause.denied()
    if isinstance(clause, Joined):
        other: Literal["and", "or"] = "or" if clause.how == "and" else "and"
        return join(other, [deny(each, language) for each in clause.parts])
    text = gettext("it is not so that {condition}", language).format(condition=clause.text)
    return Text(text, clause.whole)


def is_whole(clause: Clause) -> bool:
    """Tell whether everything was put in words."""
    if isinstance(clause, Joined):
        return all(is_whole(each) for each in clause.parts)
    return clause.whole
