"""Files of one form put together: typed, choices and positions complete, columns in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.cells import typed
from probono_kit.forms.received.choices import MANY, chosen_in, marks, names_of
from probono_kit.forms.received.headings import Place
from probono_kit.forms.received.names import is_multiple, labels_of
from probono_kit.forms.received.server_words import META, PARTS
from probono_kit.forms.received.tables import SHOWN, FileTables
from probono_kit.forms.received.twice import Together, once
from probono_kit.forms.submission_model import MAIN, TOLD_COLUMNS, Submissions
from probono_kit.forms.synthesis.frames import NO_COLUMN, column_of, table_of

_KEYS = ("_key", "_parent", "_submission", "_position")
_META = tuple(META.values())
_EMPTY = Place("", "unknown")


def submissions_of(
    files: Sequence[FileTables], form: Form | None, findings: Findings, *, complete: bool
) -> Submissions:
    """Return the submissions of several files.

    Parameters
    ----------
    files : sequence of FileTables
        As texts.
    form : Form or None
        The form.
    findings : Findings
        What was met, and is.
    complete : bool
        Whether questions of the form that no file has a column for get one: pages of the API
        leave out what nobody answered.
    """
    if form is not None and complete:
        files = [*files, _all_questions(form)]
    places: dict[tuple[str, str], Place] = {}
    written: dict[tuple[str, str], str] = {}
    for file in files:
        places = {**file.places, **places}
        written = {**file.written, **written}
    tables: dict[str, pd.DataFrame] = {}
    for name in _tables(files, form):
        frame = pd.concat(
            [
                file.frames[name].assign(_file=number)
                for number, file in enumerate(files)
                if name in file.frames
            ],
            ignore_index=True,
        )
        tables[name] = _typed(frame, name, files, places, form, findings)
    tables[MAIN]["_root"] = [root for file in files for root in file.roots]
    rows = {name: len(frame) for name, frame in tables.items()}
    assert rows[MAIN] == sum(len(file.frames[MAIN]) for file in files)
    held = {
        (number, table): frozenset(frame.columns)
        for number, file in enumerate(files)
        for table, frame in file.frames.items()
    }
    tables = once(Together(tables, held, [file.name for file in files]), findings)
    told: list[tuple[str, ...]] = []
    made = {}
    for name, frame in tables.items():
        made[name], rows_told = _complete(frame, name, form, places, written, findings)
        told += rows_told
    return Submissions(made, pd.DataFrame(told, columns=list(TOLD_COLUMNS)), form, findings)


def _tables(files: Sequence[FileTables], form: Form | None) -> list[str]:
    """Return the names of all tables, in the order of the form."""
    asked = () if form is None else form.questions
    repeats = [column_of(form, q) for q in asked if form and q.kind == "repeat" and q.name]
    found = dict.fromkeys(table for file in files for table in file.frames)
    known = (MAIN, *repeats)
    return [*(name for name in known if name in found), *(n for n in found if n not in known)]


def _all_questions(form: Form) -> FileTables:
    """Return a file without rows that has a column for every question."""
    made = FileTables("")
    made.frames[MAIN] = pd.DataFrame({"_key": pd.Series(dtype="str")})
    for question in (each for each in form.questions if each.name):
        table, name = table_of(form, question), column_of(form, question)
        if question.kind == "repeat":
            keys: dict[str, pd.Series] = {key: pd.Series(dtype="str") for key in _KEYS[:3]}
            keys["_position"] = pd.Series(dtype="int64")
            made.frames[name] = pd.DataFrame(keys)
        elif question.kind not in NO_COLUMN and name not in META:
            made.places[table, name] = Place(
                name, question.kind, question.path, "", question.label()
            )
    for table, frame in made.frames.items():
        names = [name for where, name in made.places if where == table]
        empty = {name: pd.Series(dtype="str") for name in names}
        made.frames[table] = frame.assign(**empty)
    return made


def _typed(
    frame: pd.DataFrame,
    table: str,
    files: Sequence[FileTables],
    places: Mapping[tuple[str, str], Place],
    form: Form | None,
    findings: Findings,
) -> pd.DataFrame:
    """Return a table in the types of its questions; what cannot be read is told by file."""
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        place = places.get((table, name))
        if place is None:
            columns[name] = frame[name]
            continue
        texts = frame[name].astype("str")
        made = typed(texts, place, has_form=form is not None)
        columns[name] = made.cells
        unread = texts.notna() & made.cells.isna()
        for number in frame.loc[unread, "_file"].unique() if unread.any() else ():
            cells = texts[unread & (frame["_file"] == number)]
            shown = tuple(map(str, cells.unique()[:SHOWN]))
            heading = files[number].written.get((table, name), name)
            findings.add(
                "submissions.unread_cells",
                f"{files[number].name} › {table}",
                column=heading,
                count=len(cells),
                cells=shown,
            )
        if made.offsets is not None and len(made.offsets.dropna().unique()) > 1:
            columns[f"{name}:offset"] = made.offsets
    return pd.DataFrame(columns)


def _complete(
    frame: pd.DataFrame,
    table: str,
    form: Form | None,
    places: Mapping[tuple[str, str], Place],
    written: Mapping[tuple[str, str], str],
    findings: Findings,
) -> tuple[pd.DataFrame, list[tuple[str, ...]]]:
    """Return a table with all its columns in order, and what they are."""
    columns = {str(name): frame[name] for name in frame.columns}
    keys = [name for name in _KEYS if name in columns]
    made: dict[str, pd.Series] = {name: columns.pop(name) for name in keys}
    told: list[tuple[str, ...]] = [(table, name, "", "", "key", "", "") for name in keys]

    def take(name: str, column: pd.Series, place: Place) -> None:
        made[name] = column
        columns.pop(name, None)
        kind = "meta" if place.kind == "unknown" else place.kind
        heading = written.get((table, name), "")
        told.append((table, name, place.question, place.choice, kind, place.label, heading))

    for question in form.questions if form is not None else ():
        assert form is not None
        if question.name and not question.is_container and question.kind != "note":
            name = column_of(form, question)
            for each, column, place in _of(form, question, name, columns, table, findings):
                take(each, column, place)
    for name in [each for each in columns if each not in _META]:
        place = places.get((table, name), _EMPTY)
        if place.kind == "note" and not columns[name].notna().any():
            columns.pop(name)
            continue
        take(name, columns[name], place)
    for name in [each for each in _META if each in columns]:
        take(name, columns[name], places.get((table, name), _EMPTY))
    return pd.DataFrame(made).reset_index(drop=True), told


def _of(
    form: Form,
    question: Question,
    name: str,
    columns: Mapping[str, pd.Series],
    table: str,
    findings: Findings,
) -> Iterator[tuple[str, pd.Series, Place]]:
    """Yield the columns of a question: its answer, then its parts or choices."""
    whole = columns.get(name)
    place = Place(name, question.kind, question.path, "", question.label())
    if question.kind in ("geopoint", "start-geopoint"):
        yield from _position(name, columns, place)
        return
    if not is_multiple(question):
        if whole is not None:
            yield name, whole, place
            if f"{name}:offset" in columns:
                yield f"{name}:offset", columns[f"{name}:offset"], place
        return
    before = f"{name}/"
    given = {each[len(before) :]: columns[each] for each in columns if each.startswith(before)}
    if whole is None:
        return
    listed = names_of(form, question)
    chosen = chosen_in(whole)
    if len(listed) > MANY:
        used = {*given, *chosen}
        listed = tuple(each for each in listed if each in used)
    choices = list(dict.fromkeys([*listed, *given, *chosen]))
    made = marks(whole, choices)
    differ = np.zeros(len(whole), dtype=bool)
    for choice, column in given.items():
        both = column.notna() & made[choice].notna()
        differ |= (both & (column != made[choice])).fillna(False).to_numpy(bool)
        made[choice] = column.where(column.notna(), made[choice])
        differ |= (whole.isna() & (column == 1).fillna(False)).to_numpy(bool)
    if differ.any():
        findings.add("submissions.choices_differ", table, column=name, count=int(differ.sum()))
    yield name, whole, place
    labels = labels_of(form, question, None)
    for choice in choices:
        label = labels.get(choice, "")
        about = Place(f"{name}/{choice}", question.kind, question.path, choice, label)
        yield about.column, made[choice], about


def _position(
    name: str, columns: Mapping[str, pd.Series], place: Place
) -> Iterator[tuple[str, pd.Series, Place]]:
    """Yield a position as text and its parts; each is made of the other where it is missing."""
    given = {part: columns.get(f"{name}:{part}") for part in PARTS}
    whole = columns.get(name)
    if whole is None:
        return
    words = whole.str.split(expand=True) if whole.notna().any() else pd.DataFrame()
    yield name, whole, place
    for at, part in enumerate(PARTS):
        nothing = pd.Series(np.nan, index=whole.index, dtype="float64")
        found = pd.to_numeric(words[at], errors="coerce") if at in words else nothing
        column = given[part]
        made = found.astype("float64") if column is None else column.where(column.notna(), found)
        about = Place(f"{name}:{part}", place.kind, place.question, "", place.label, part)
        yield about.column, made.astype("float64"), about
