"""One file as tables of texts: keys first, each column named after its question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.choices import Named, names_for, position_from, texts_from
from probono_kit.forms.received.headings import Headings, Place
from probono_kit.forms.received.matching import Reading
from probono_kit.forms.received.raw import Kind, RawExport, RawTable
from probono_kit.forms.received.repeats import repeats_of, table_name
from probono_kit.forms.received.sheets import KEYS
from probono_kit.forms.submission_model import MAIN

SHOWN = 8


@dataclass(eq=False, slots=True)
class FileTables:
    """The tables of one file.

    Parameters
    ----------
    name : str
        Of the file.
    frames : dict
        Texts and keys by table.
    places : dict
        What each column is about, by table and column.
    written : dict
        The heading of each column in the file.
    roots : list of str
        What each interview was called when it was first sent; edited ones get another key.
    is_keyed : bool
        Whether the file names its interviews.
    """

    name: str
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    written: dict[tuple[str, str], str] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    is_keyed: bool = True


@dataclass(eq=False)
class Teller:
    """Turns the tables of a file into those of its interviews.

    Parameters
    ----------
    raw : RawExport
        The file.
    form : Form or None
        The form.
    reading : Reading
        Whether headings are names or labels.
    findings : Findings
        What is met.
    """

    raw: RawExport
    form: Form | None
    reading: Reading
    findings: Findings

    def tables(self, first_row: int) -> FileTables:
        """Return the tables; without keys, interviews are numbered from `first_row`."""
        made = FileTables(self.raw.name)
        keys = self._main_keys(made, first_row)
        roots = self.raw.main.get("meta/rootUuid", "rootUuid")
        found = _plain_keys(roots) if roots is not None else pd.Series([None] * len(keys))
        pairs = zip(found, keys, strict=True)
        made.roots = [key if pd.isna(root) else str(root) for root, key in pairs]
        self._add(made, MAIN, self.raw.main, None, {"_key": keys})
        unknown = self._repeats(made, keys)
        unknown |= {p.column for p in made.places.values() if p.kind == "unknown"}
        if unknown:
            shown = sorted(unknown)
            shown = [*shown[:SHOWN], "…"][: len(shown)]
            self.findings.add(
                "submissions.unknown_columns",
                self.raw.name,
                count=len(unknown),
                columns=tuple(shown),
            )
        return made

    def _main_keys(self, made: FileTables, first_row: int) -> list[str]:
        for name in KEYS:
            texts = self.raw.main.get(name)
            if texts is not None and len(texts) and texts.notna().all():
                return [str(key) for key in _plain_keys(texts)]
        rows = self.raw.main.height
        if rows:
            self.findings.add("submissions.no_key", self.raw.name)
            made.is_keyed = False
        return [f"row-{number}" for number in range(first_row, first_row + rows)]

    def _repeats(self, made: FileTables, keys: list[str]) -> set[str]:
        """Add the tables of repeats, each after that above it; return tables of no repeat."""
        rows = {own: (key, key) for own, key in zip(self.raw.main.own, keys, strict=True)}
        known = set(keys)
        repeats = repeats_of(self.form, self.raw.repeats)
        waiting = list(zip(self.raw.repeats, repeats, strict=True))
        unknown: set[str] = set()
        while waiting:
            ready = [each for each in waiting if all(at in rows for at in each[0].above or ())]
            for raw, repeat in ready or waiting[:1]:
                waiting = [each for each in waiting if each[0] is not raw]
                if self.form is not None and repeat is None:
                    unknown.add(raw.name)
                table = table_name(self.form, repeat, raw.name)
                short = repeat.name if repeat is not None else raw.name
                self._add(made, table, raw, repeat, self._keys_below(raw, short, rows, known))
        return unknown

    def _keys_below(
        self, raw: RawTable, short: str, rows: dict[str, tuple[str, str]], known: set[str]
    ) -> dict[str, list[object]]:
        """Return the key columns of a repeat; its rows must have one above."""
        above = [rows.get(at) for at in raw.above or ()]
        parents = []
        for found, stated in zip(above, raw.stated or [None] * raw.height, strict=True):
            whole = stated if stated in known else None
            fits = found is not None and whole in (None, found[1])
            parents.append(found if fits else (whole, whole) if whole else None)
        lost = sum(parent is None for parent in parents)
        if lost:
            where = f"{self.raw.name} › {raw.name}"
            self.findings.add("submissions.lost_rows", where, count=lost)
        pairs = [parent or ("", "") for parent in parents]
        counts: dict[str, int] = {}
        keys, positions = [], []
        for parent, _ in pairs:
            counts[parent] = counts.get(parent, 0) + 1
            positions.append(counts[parent])
            keys.append(f"{parent}/{short}[{counts[parent]}]")
        for own, key, (_, submission) in zip(raw.own, keys, pairs, strict=True):
            rows[own] = (key, submission)
        return {
            "_key": list(keys),
            "_parent": [parent for parent, _ in pairs],
            "_submission": [submission for _, submission in pairs],
            "_position": list(positions),
        }

    def _add(
        self,
        made: FileTables,
        table: str,
        raw: RawTable,
        repeat: Question | None,
        keys: dict[str, list[object]] | dict[str, list[str]],
    ) -> None:
        """Add a table: of columns about the same, what one lacks the other may have."""
        columns: dict[str, pd.Series] = {
            name: pd.Series(list(values), dtype="int64" if name == "_position" else "str")
            for name, values in keys.items()
        }
        language = self.reading.language if self.reading.labels else None
        matcher = Headings(self.form, repeat, self.raw.kind, language)
        headings = [heading for heading, _ in raw.columns]
        places, unsure = matcher.places(headings)
        where = f"{self.raw.name} › {raw.name}"
        if unsure:
            self.findings.add("submissions.unsure_headings", where, columns=_few(unsure))
        for (heading, cells), place in zip(raw.columns, places, strict=True):
            if place is None or place.column in keys:
                continue
            texts = self._named(cells, place, heading, where)
            if place.column in columns:
                first = columns[place.column]
                differ = int((first.notna() & texts.notna() & (first != texts)).sum())
                columns[place.column] = first.where(first.notna(), texts)
                if differ:
                    self.findings.add(
                        "submissions.two_columns", where, column=place.column, count=differ
                    )
                continue
            columns[place.column] = texts
            made.places[table, place.column] = place
            made.written[table, place.column] = heading
        self._central(columns, made, table)
        self._whole(columns, made, table)
        frame = pd.DataFrame(columns)
        made.frames[table] = (
            pd.concat([made.frames[table], frame], ignore_index=True)
            if table in made.frames
            else frame
        )

    def _central(self, columns: dict[str, pd.Series], made: FileTables, table: str) -> None:
        """Empty the marks of what was not answered: Central writes 0 there too."""
        if self.raw.kind is not Kind.ARCHIVE:
            return
        for name, column in columns.items():
            place = made.places.get((table, name))
            if place is not None and place.choice:
                whole = columns.get(name.removesuffix(f"/{place.choice}"))
                if whole is not None:
                    columns[name] = column.where(whole.notna())

    def _whole(self, columns: dict[str, pd.Series], made: FileTables, table: str) -> None:
        """Add the answers of which a file has the parts only: positions, several choices."""
        parts: dict[str, dict[str, pd.Series]] = {}
        first: dict[str, Place] = {}
        for name, column in columns.items():
            place = made.places.get((table, name))
            if place is not None and (place.part or place.choice):
                whole = name.removesuffix(f":{place.part}" if place.part else f"/{place.choice}")
                if place.question and whole not in columns:
                    parts.setdefault(whole, {})[place.part or place.choice] = column
                    first.setdefault(whole, place)
        for whole, found in parts.items():
            place = first[whole]
            columns[whole] = position_from(found) if place.part else texts_from(found)
            made.places[table, whole] = replace(place, column=whole, choice="", part="")

    def _named(self, texts: pd.Series, place: Place, heading: str, where: str) -> pd.Series:
        """Return answers by names of choices, where they are written by labels."""
        is_select = place.kind.startswith(("select_", "rank")) and not place.choice
        if self.form is None or not is_select or self.raw.kind is not Kind.SHEETS:
            return texts
        question = next(each for each in self.form.questions if each.path == place.question)
        languages: Sequence[str] = self.form.languages
        if self.reading.labels:
            languages = list(dict.fromkeys([self.reading.language, *languages]))
        named = names_for(
            texts, self.form, question, languages, labels_first=bool(self.reading.labels)
        )
        self._tell_named(named, heading, where)
        return named.texts

    def _tell_named(self, named: Named, heading: str, where: str) -> None:
        if named.unsure:
            self.findings.add(
                "submissions.unsure_labels", where, column=heading, labels=_few(named.unsure)
            )
        if self.reading.labels and named.unknown:
            self.findings.add(
                "submissions.unknown_labels", where, column=heading, labels=_few(named.unknown)
            )
        elif named.count and not self.reading.labels:
            self.findings.add(
                "submissions.labels_in_cells", where, column=heading, count=named.count
            )


def _few(texts: Iterable[str]) -> tuple[str, ...]:
    listed = list(texts)
    return tuple(listed) if len(listed) <= SHOWN else (*listed[:SHOWN], "…")


def _plain_keys(texts: Sequence[object] | pd.Series) -> pd.Series:
    """Return keys without what OpenRosa puts before them."""
    return pd.Series(texts, dtype="str").str.removeprefix("uuid:")
