"""What each heading of a table is about: a question, one of its parts, or what the server adds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from probono_kit.forms.evaluation.tables import rows_of
from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.raw import Kind
from probono_kit.forms.synthesis.frames import column_of

#: What the server adds: heading → column, in the order of the columns.
META = {
    "_id": "_id",
    "_submission_time": "_submission_time",
    "_validation_status": "_validation_status",
    "_submitted_by": "_submitted_by",
    "__version__": "_version",
}
#: The same where ODK Central writes it.
CENTRAL_META = {
    "SubmissionDate": "_submission_time",
    "ReviewState": "_validation_status",
    "SubmitterName": "_submitted_by",
    "FormVersion": "_version",
}
#: Bookkeeping that says nothing of its own.
_DROPPED = re.compile(
    r"_(?:notes|status|tags|index|uuid|attachments|geolocation|xform_id_string|xform_id"
    r"|bamboo_dataset_id|supplementalDetails|edit|links|parent_table_name|parent_index"
    r"|submission__.*|version_|version__\d+)|SET-OF-.*"
    r"|(?:meta[/-])?(?:rootUuid|instanceID|instanceName|deprecatedID|audit|audit_URL)"
    r"|(?:PARENT_)?KEY|uuid|formhub[/-]uuid"
)
_CENTRAL_DROPPED = frozenset(
    (
        *("SubmitterID", "AttachmentsPresent", "AttachmentsExpected", "Status", "DeviceID"),
        *("Edits", "instanceID", "Created At"),
    )
)
#: What every form may have, so that it says nothing of which form it is.
COMMON = frozenset(
    (
        *("start", "end", "today", "deviceid", "username", "phonenumber", "subscriberid"),
        *("simserial", "email", "audit", "background-audio", "start-geopoint"),
    )
)
#: Parts of a position.
PARTS = ("latitude", "longitude", "altitude", "accuracy")
_WRITTEN_PARTS = {"precision": "accuracy"} | {part: part for part in PARTS}
_PART = re.compile(
    r"(?P<before>.*[/.:-])?_(?P<last>.+)_(?P<kobo>latitude|longitude|altitude|precision|accuracy)"
    r"|(?P<odk>.+)[-:](?P<part>Latitude|Longitude|Altitude|Accuracy)",
    re.DOTALL,
)
#: What stands between a group and what is in it; Central writes the hyphen.
SEPARATORS = ("/", "-", ".", ":")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FILES = ("image", "audio", "video", "file", "background-audio", "audit")


@dataclass(frozen=True, slots=True)
class Place:
    """What a heading is about."""

    column: str
    kind: str
    question: str = ""
    choice: str = ""
    label: str = ""
    part: str = ""


def plain(label: str) -> str:
    """Return a label as it is compared: without marks of style, doubled spaces and case.

    Examples
    --------
    >>> plain("<b>How  many</b> **people** ?"), plain("Âge\\u00a0?")
    ('how many people ?', 'âge ?')
    """
    text = html.unescape(_TAG.sub("", label)).replace("**", "").replace("__", "")
    return " ".join(text.split()).lstrip("# ").casefold()


def is_multiple(question: Question) -> bool:
    """Whether its answer is several choices."""
    return question.kind.startswith(("select_multiple", "rank"))


def labels_of(form: Form, question: Question, language: str | None) -> dict[str, str]:
    """Return the label of each choice of a question by its name."""
    listed = form.lists.get(question.list_name)
    if listed is not None:
        named = {each.name: each.label(language) for each in listed}
    else:
        named = {
            row.get("name", ""): row.get(f"label::{language}") or row.get("label", "")
            for row in rows_of(form, question.list_name) or ()
        }
    return {name: label or name for name, label in named.items() if name}


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
        self.form, self.repeat, self.kind, self.language = form, repeat, kind, language
        asked = [] if form is None else [each for each in form.questions if each.name]
        self._asked = [each for each in asked if not each.is_container]
        self._known: dict[str, dict[str, str]] = {}

    @cached_property
    def _levels(self) -> list[dict[str, list[Question]]]:
        """What a heading may be, the surest first."""
        own = [each for each in self._asked if innermost(each) is self.repeat]
        levels: list[dict[str, list[Question]]] = [{}, {}, {}]
        for question in own:
            for separator in SEPARATORS:
                _add(levels[0], _joined((*question.parents, question), separator), question)
                inside = (*_inside(question), question)
                _add(levels[1], _joined(inside, separator), question)
            _add(levels[2], question.name, question)
        if self.language is not None:
            levels.insert(0, self._labels(own))
        elsewhere: dict[str, list[Question]] = {}
        for question in self._asked:
            if innermost(question) is not self.repeat:
                _add(elsewhere, question.path, question)
                _add(elsewhere, question.name, question)
        return [*levels, elsewhere]

    def _labels(self, own: Iterable[Question]) -> dict[str, list[Question]]:
        level: dict[str, list[Question]] = {}
        for question in own:
            label = plain(self._label(question))
            _add(level, label, question)
            for around in (question.parents, _inside(question)):
                groups = [plain(self._label(each)) for each in around]
                for separator in SEPARATORS:
                    _add(level, separator.join((*groups, label)), question)
        return level

    def _label(self, question: Question) -> str:
        return question.label(self.language) or question.name

    def candidates(self, heading: str) -> Sequence[Question]:
        """Return the questions that a heading may mean, in the order of the form."""
        return self._exactly(heading) or self._moved(heading)

    def _exactly(self, heading: str) -> Sequence[Question]:
        """Return the questions that a heading calls by their path, name or label."""
        for number, level in enumerate(self._levels):
            is_label = self.language is not None and number == 0
            found = level.get(plain(heading) if is_label else heading)
            if found:
                return found
        return ()

    def _moved(self, heading: str) -> Sequence[Question]:
        """Return the question that was in another group when the form had another version."""
        names = [heading.rpartition("/")[2]]
        if self.kind is Kind.ARCHIVE:
            parts = heading.split("-")
            names = ["-".join(parts[at:]) for at in range(1, len(parts))]
        for level in self._levels[-2:]:
            for name in names:
                found = level.get(name, ()) if name != heading else ()
                if len(found) == 1:
                    return found
        return ()

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
        if self._is_central(at, headings) and heading in _CENTRAL_DROPPED:
            return None
        if found := self._exactly(heading):
            return [self._place(question) for question in found]
        if _DROPPED.fullmatch(heading):
            return None
        sure, other = self._choice(heading)
        match = _PART.fullmatch(heading)
        parts = list(self._part(match)) if match else []
        moved = [self._place(question) for question in self._moved(heading)]
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
        asked = next(iter(self.candidates(group)), None) if word in ("other", "URL") else None
        if asked is not None and word == "other" and asked.or_other:
            base = self._place(asked)
            return Place(f"{base.column}_other", "text", f"{base.question}_other")
        if asked is not None and word == "URL" and asked.kind in _FILES:
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
                for question in filter(is_multiple, self.candidates(heading[:at].strip())):
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
        part = _WRITTEN_PARTS[(match["kobo"] or match["part"]).lower()]
        if self.form is None:
            yield Place(f"{written}:{part}", "geopoint", part=part)
            return
        for question in self.candidates(written):
            base = self._place(question)
            yield replace(base, column=f"{base.column}:{part}", part=part)


def innermost(question: Question) -> Question | None:
    """Return the repeat that a question stands in, the inner one of several."""
    return question.repeats[-1] if question.repeats else None


def _inside(question: Question) -> tuple[Question, ...]:
    """Return the groups around a question, those within its repeat only."""
    around = list(question.parents)
    while any(each.kind == "repeat" for each in around):
        around.pop(0)
    return tuple(around)


def _joined(questions: Iterable[Question], separator: str) -> str:
    return separator.join(each.name for each in questions)


def _add(level: dict[str, list[Question]], key: str, question: Question) -> None:
    found = level.setdefault(key, [])
    if not any(each is question for each in found):
        found.append(question)
