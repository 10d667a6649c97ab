"""The same interview in several files: it counts once, as the newest file has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.submission_model import MAIN

_HIDDEN = ("_file", "_root")


@dataclass(frozen=True, eq=False, slots=True)
class Together:
    """Tables of several files one below the other.

    Parameters
    ----------
    tables : dict
        Typed tables with the columns ``_file``, the number of the file, and in the main table
        ``_root``, what an interview was called when it was first sent.
    held : mapping
        The columns that each file has, by file and table.
    names : sequence of str
        Of the files.
    """

    tables: dict[str, pd.DataFrame]
    held: Mapping[tuple[int, str], frozenset[str]]
    names: Sequence[str]


def once(together: Together, findings: Findings) -> dict[str, pd.DataFrame]:
    """Return the tables with each interview as often as one file has it.

    What only an older file holds of it, a column or the rows of a repeat, is kept from there.

    Parameters
    ----------
    together : Together
        The tables.
    findings : Findings
        What stood in several files is told.
    """
    main = together.tables[MAIN]
    if len(main["_file"].unique()) < 2:
        return {name: frame.drop(columns=_hidden(frame)) for name, frame in together.tables.items()}
    newest = _rank(main, together.names)
    pairs = main[["_root", "_file"]].drop_duplicates()
    pairs = pairs[pairs["_root"].duplicated(keep=False)]
    shared: dict[str, set[int]] = {}
    for root, file in zip(pairs["_root"], pairs["_file"], strict=True):
        shared.setdefault(root, set()).add(file)
    if not shared:
        return {name: frame.drop(columns=_hidden(frame)) for name, frame in together.tables.items()}
    best = {root: max(files, key=newest.__getitem__) for root, files in shared.items()}
    tables, edited = _renamed(together.tables, best), set[str]()
    roots = dict(zip(tables[MAIN]["_key"], main["_root"], strict=True))
    made: dict[str, pd.DataFrame] = {}
    for name, frame in tables.items():
        own = frame["_key" if name == MAIN else "_submission"].map(roots)
        with_table = {file for file, table in together.held if table == name}
        wanted = {
            root: max(files & with_table or files, key=newest.__getitem__)
            for root, files in shared.items()
        }
        keep = own.map(wanted).fillna(frame["_file"]) == frame["_file"]
        made[name] = _filled(frame, keep, together.held, name)
        edited |= _differing(frame, own, shared, together.held, name)
    if len(shared) > len(edited):
        findings.add("submissions.same_twice", MAIN, count=len(shared) - len(edited))
    if edited:
        files = tuple(sorted({together.names[best[root]] for root in edited}))
        findings.add("submissions.edited", MAIN, count=len(edited), files=files)
    return {name: frame.drop(columns=_hidden(frame)) for name, frame in made.items()}


def _hidden(frame: pd.DataFrame) -> list[str]:
    return [name for name in _HIDDEN if name in frame]


def _rank(main: pd.DataFrame, names: Sequence[str]) -> dict[int, tuple[pd.Timestamp, int]]:
    """Return what sorts files by their last interview, and as they were named."""
    first = pd.Timestamp(0)
    if "_submission_time" not in main:
        return {file: (first, file) for file in range(len(names))}
    last = main.groupby("_file")["_submission_time"].max()
    return {
        file: (first if pd.isna(last.get(file)) else last[file], file) for file in range(len(names))
    }


def _renamed(
    tables: Mapping[str, pd.DataFrame], best: Mapping[str, int]
) -> dict[str, pd.DataFrame]:
    """Give an interview that was edited its newest key, in all files and tables."""
    main = tables[MAIN]
    shared = main[main["_root"].isin(list(best))]
    newest = shared[shared["_root"].map(best) == shared["_file"]]
    key_of = dict(zip(newest["_root"], newest["_key"], strict=True))
    keys = dict(zip(shared["_key"], shared["_root"].map(key_of), strict=True))
    changed = {old: new for old, new in keys.items() if old != new}
    if not changed:
        return dict(tables)
    made = {}
    for name, frame in tables.items():
        own = frame["_key" if name == MAIN else "_submission"]
        rows = own.isin(list(changed))
        new = frame.copy()
        for column in [each for each in ("_key", "_parent", "_submission") if each in frame]:
            pairs = zip(frame.loc[rows, column], own[rows], strict=True)
            new.loc[rows, column] = [changed[old] + text[len(old) :] for text, old in pairs]
        made[name] = new
    return made


def _filled(
    frame: pd.DataFrame,
    keep: pd.Series,
    held: Mapping[tuple[int, str], frozenset[str]],
    name: str,
) -> pd.DataFrame:
    """Return the rows that stay, with what only rows that go have a column for."""
    made = frame[keep].copy()
    gone = frame[~keep].drop_duplicates("_key", keep="last").set_index("_key")
    for column in [each for each in frame.columns if each not in _HIDDEN]:
        files = made["_file"].unique()
        without = {file for file in files if column not in held.get((file, name), ())}
        rows = made["_file"].isin(list(without)) & made["_key"].isin(gone.index)
        if without and rows.any() and column in gone and column != "_key":
            made.loc[rows, column] = gone[column].reindex(made.loc[rows, "_key"]).to_numpy()
    return made.reset_index(drop=True)


def _differing(
    frame: pd.DataFrame,
    roots: pd.Series,
    shared: Mapping[str, set[int]],
    held: Mapping[tuple[int, str], frozenset[str]],
    name: str,
) -> set[str]:
    """Return the interviews that files which have this table have different answers of."""
    rows = frame[roots.isin(list(shared))]
    if not len(rows):
        return set()
    files = [file for file, table in held if table == name]
    files = [file for file in files if any(file in found for found in shared.values())]
    common = frozenset.intersection(*(held.get((file, name), frozenset()) for file in files))
    columns = ["_key", *(each for each in frame.columns if each in common)]
    each = rows.assign(_root=roots)[["_root", "_file", *columns]]
    times = each.drop_duplicates(["_root", "_file", *columns])
    distinct = times.drop_duplicates(["_root", *columns]).groupby("_root").size()
    expected = times.groupby("_root")["_file"].agg(lambda found: found.value_counts().max())
    files_of = times.groupby("_root")["_file"].nunique()
    there = pd.Series({root: len(shared[root] & set(files)) for root in distinct.index})
    differs = (distinct != expected.reindex(distinct.index)) | (files_of != there)
    return set(differs[differs].index)
