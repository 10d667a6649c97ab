"""What each heading of a table is about: a question, one of its parts, or what the server adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.names import Names, is_multiple, labels_of, plain
from probono_kit.forms.received.raw import Kind
from probono_kit.forms.received.server_words import (
    CENTRAL_DROPPED,
    CENTRAL_META,
    DROPPED,
    FILES,
    META,
    PART,
    SEPARATORS,
    WRITTEN_PARTS,
)
from probono_kit.forms.synthesis.frames import column_of


@dataclass(frozen=True, slots=True)
class Place:
    """What a heading is about."""

    column: str
    kind: str
    question: str = ""
    choice: str = ""
    label: str = ""
    part: str = ""


class Headings:
    """The headings of one table.

    Parameters
    ----------
    form : Form or None
        The form.
    repeat : Question or None
        The repeat whose table it is.
    kind : Kind
        Who wrote the file.
    language : str or None
        The language of the labels; ``None`` where headings are names.
    """

    def __init__(
        self, form: Form | None, repeat: Question | None, kind: Kind, language: str | None = None
    ) -> None:
        self.form, self.kind, self.language = form, kind, language
        self._names = Names(form, repeat, kind, language)
        self._known: dict[str, dict[str, str]] = {}

    def candidates(self, heading: str) -> Sequence[Question]:
        """Return the questions that a heading may mean, in the order of the form."""
        return self._names.candidates(heading)

    def places(self, headings: Sequence[str]) -> tuple[list[Place | None], list[str]]:
        """Return what each heading is about, and those that may be several questions.

        ``None`` is what is left out. The same heading several times, as often as there are
        questions that it may mean, means them in the order of the form.
        """
        told = [self._of(heading, at, headings) for at, heading in enumerate(headings)]
        places: list[Place | None] = []
        unsure: list[str] = []
        seen: dict[str, int] = {}
        times = {heading: headings.count(heading) for heading in set(headings)}
        for heading, found in zip(headings, told, strict=True):
            if isinstance(found, Place) or not found:
                places.append(found if isinstance(found, Place) else None)
                continue
            turn = seen[heading] = seen.get(heading, -1) + 1
            if len(found) == 1 or len(found) == times[heading]:
                places.append(found[min(turn, len(found) - 1)])
            else:
                unsure.append(heading)
                places.append(Place(heading, "unknown"))
        return places, list(dict.fromkeys(unsure))

    def _of(self, heading: str, at: int, headings: Sequence[str]) -> Place | list[Place] | None:
        """Return what a heading is about; several where it may be one of several questions."""
        if added := self._meta(heading, at, headings):
            return Place(added, "meta")
        if self._is_central(at, headings) and heading in CENTRAL_DROPPED:
            return None
        if found := self._names.exactly(heading):
            return [self._place(question) for question in found]
        if DROPPED.fullmatch(heading):
            return None
        sure, other = self._choice(heading)
        match = PART.fullmatch(heading)
        parts = list(self._part(match)) if match else []
        moved = [self._place(question) for question in self._names.moved(heading)]
        return sure or parts or moved or other or self._beside(heading)

    def _meta(self, heading: str, at: int, headings: Sequence[str]) -> str:
        """Return the column of what the server adds, ``""`` for all else."""
        if self.kind is Kind.ARCHIVE:
            return CENTRAL_META.get(heading, "") if self._is_central(at, headings) else ""
        if heading == "_version_" and "__version__" not in headings:
            return META["__version__"]
        return META.get(heading, "")

    def _is_central(self, at: int, headings: Sequence[str]) -> bool:
        """Whether a column is one that Central adds: they stand first and behind the key."""
        behind = "KEY" in headings and at > headings.index("KEY")
        return self.kind is Kind.ARCHIVE and (at == 0 or behind)

    def _beside(self, heading: str) -> Place | None:
        """Return what a column is that stands beside a question: “other” in words, an address."""
        group, _, word = heading.rpartition("_")
        asked = (
            next(iter(self._names.candidates(group)), None) if word in ("other", "URL") else None
        )
        if asked is not None and word == "other" and asked.or_other:
            base = self._place(asked)
            return Place(f"{base.column}_other", "text", f"{base.question}_other")
        if asked is not None and word == "URL" and asked.kind in FILES:
            return None
        return Place(heading, "text" if self.form is None else "unknown")

    def _place(self, question: Question) -> Place:
        assert self.form is not None
        column = column_of(self.form, question)
        return Place(column, question.kind, question.path, "", question.label())

    def _choice(self, heading: str) -> tuple[list[Place], list[Place]]:
        """Return what a column of 0 and 1 may be of: with a choice of the form, with another."""
        sure: list[Place] = []
        other: list[Place] = []
        for separator in SEPARATORS:
            for at in (m.start() for m in re.finditer(re.escape(separator), heading)):
                written = heading[at + 1 :].strip()
                for question in filter(is_multiple, self._names.candidates(heading[:at].strip())):
                    name = self._choice_named(question, written)
                    base = self._place(question)
                    column = f"{base.column}/{name or written}"
                    label = self._choices(question).get(name, "") or base.label
                    place = replace(base, column=column, choice=name or written, label=label)
                    (sure if name else other).append(place)
            if sure or (other and separator == "/"):
                break
        return sure, other[-1:]

    def _choice_named(self, question: Question, written: str) -> str:
        labels = self._choices(question)
        if written in labels or (question.or_other and written == "other"):
            return written
        if self.language is None:
            return ""
        named = [name for name, label in labels.items() if plain(label) == plain(written)]
        return named[0] if len(named) == 1 else ""

    def _choices(self, question: Question) -> dict[str, str]:
        assert self.form is not None
        name = question.list_name
        if name not in self._known:
            self._known[name] = labels_of(self.form, question, self.language)
        return self._known[name]

    def _part(self, match: re.Match[str]) -> Iterator[Place]:
        written = match["odk"] or f"{match['before'] or ''}{match['last']}"
        part = WRITTEN_PARTS[(match["kobo"] or match["part"]).lower()]
        if self.form is None:
            yield Place(f"{written}:{part}", "geopoint", part=part)
            return
        for question in self._names.candidates(written):
            base = self._place(question)
            yield replace(base, column=f"{base.column}:{part}", part=part)
