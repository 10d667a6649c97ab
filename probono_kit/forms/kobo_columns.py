"""What a column of an export is about, and its cells in the type of its question."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from probono_kit.forms.model import Form, Question

#: What the server adds: heading → column.
META = {
    "_submission_time": "_submission_time",
    "_submitted_by": "_submitted_by",
    "__version__": "_version",
    "_validation_status": "_validation_status",
    "_id": "_id",
}


#: Bookkeeping of the export that says nothing of its own.
DROPPED = frozenset(
    (
        *("_notes", "_status", "_tags", "_index", "meta/rootUuid", "_uuid", "meta/instanceID"),
        *("_parent_table_name", "_parent_index", "instanceID", "KEY", "uuid", "formhub/uuid"),
    )
)


_PARTS = {
    "latitude": "latitude",
    "longitude": "longitude",
    "altitude": "altitude",
    "precision": "accuracy",
    "accuracy": "accuracy",
}


_MOMENTS = ("start", "end", "datetime")


@dataclass(frozen=True, slots=True)
class Place:
    """What a heading is about."""

    column: str
    kind: str
    question: str = ""
    choice: str = ""
    label: str = ""


class Matcher:
    """Finds the question behind a heading."""

    def __init__(self, form: Form | None) -> None:
        questions = form.questions if form is not None else ()
        self.form = form
        self.by_path = {question.path: question for question in questions if question.name}
        names: dict[str, list[Question]] = {}
        for question in questions:
            if question.name and not question.is_container:
                names.setdefault(question.name, []).append(question)
        self.unique = {name: found[0] for name, found in names.items() if len(found) == 1}

    def question(self, heading: str) -> Question | None:
        """Return the question of a path or of a name that is its only one."""
        found = self.by_path.get(heading) or self.unique.get(heading.rpartition("/")[2])
        return None if found is None or found.is_container else found

    def place(self, heading: str) -> Place | None:
        """Return what a heading is about, ``None`` for what is left out."""
        if heading in META:
            return Place(META[heading], "meta")
        if heading in DROPPED or heading.startswith("_submission__"):
            return None
        whole = self.by_path.get(heading)
        group, _, last = heading.rpartition("/")
        select = self.question(group) if group else None
        if whole is None and select is not None and select.kind in ("select_multiple", "rank"):
            column = f"{self.column(select)}/{last}"
            return Place(column, select.kind, select.path, last, select.label())
        part = _PARTS.get(last.rpartition("_")[2])
        if last.startswith("_") and part:
            name = last[1:].rpartition("_")[0]
            point = self.question(f"{group}/{name}" if group else name)
            column = self.column(point) if point is not None else f"{group}/{name}".strip("/")
            path = point.path if point is not None else ""
            return Place(f"{column}:{part}", "geopoint", path)
        question = self.question(heading)
        if question is None:
            return Place(heading, "text" if self.form is None else "unknown")
        return Place(self.column(question), question.kind, question.path, "", question.label())

    def column(self, question: Question) -> str:
        """Return the name of the column of a question."""
        return question.name if question.name in self.unique else question.path


def typed_column(texts: pd.Series, place: Place, *, has_form: bool) -> pd.Series:
    """Return cells in the type of their question; missing where they are not of it."""
    kind = place.kind
    if ":" in place.column and kind == "geopoint":
        return pd.to_numeric(texts, errors="coerce").astype("float64")
    if place.choice:
        return pd.to_numeric(texts, errors="coerce").astype("Int64")
    if (
        kind in _MOMENTS
        or place.column == "_submission_time"
        or (not has_form and place.column in _MOMENTS)
    ):
        # Wall time where the interview was made: the zone behind it is left out.
        return pd.to_datetime(
            texts.str.slice(0, 23).str.rstrip("Z"), errors="coerce", format="ISO8601"
        )
    if kind in ("date", "today"):
        return pd.to_datetime(texts.str.slice(0, 10), errors="coerce", format="ISO8601")
    if kind == "time":
        return texts.str.slice(0, 5).astype("str")
    if kind == "integer":
        numbers = pd.to_numeric(texts, errors="coerce").astype("float64")
        # What is no whole number is not made one.
        return numbers.where(numbers == numbers.round()).astype("Int64")
    if kind in ("decimal", "range"):
        return pd.to_numeric(texts, errors="coerce").astype("float64")
    numbers = pd.to_numeric(texts, errors="coerce")
    if (
        not has_form
        and kind == "text"
        and texts.notna().any()
        and numbers.notna().eq(texts.notna()).all()
    ):
        return numbers
    return texts.astype("str")
