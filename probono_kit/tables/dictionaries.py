"""Dictionaries of values beside a recipe: CSV files that say what becomes of a value."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding
from probono_kit.tables.steps.base import Step

#: A dictionary of values is a small file.
MAX_DICTIONARY = 4 * 1024 * 1024


def dictionaries(
    steps: tuple[Step, ...], folder: Path, lines: tuple[int, ...], name: str, found: Findings
) -> dict[str, dict[str, str]]:
    """Read the dictionaries that steps name.

    Parameters
    ----------
    steps : tuple of Step
        The steps.
    folder : pathlib.Path
        Where the recipe lies.
    lines : tuple of int
        The line of each step.
    name : str
        Name of the recipe.
    found : Findings
        Gets what is wrong.
    """
    read: dict[str, dict[str, str]] = {}
    for step, line in zip(steps, lines, strict=True):
        for file in step.files():
            inside = Path(file).name == file
            if not inside or not file.lower().endswith(".csv"):
                found.add("recipe.dictionary_beside", f"{name}:{line}", file=file)
                continue
            try:
                read[file] = read_dictionary(folder / file)
            except ProbonoError as problem:
                found.extend(problem.findings)
    return read


def read_dictionary(path: Path) -> dict[str, str]:
    """Read what becomes of values from the first two columns of a CSV file with a header.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8, separated by ``;`` or ``,``; at most 4 MB.

    Returns
    -------
    dict of str to str
        Value → what becomes of it.

    Raises
    ------
    ProbonoError
        If it is not there, too large, or says two things about one value.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "communes.csv"
    >>> _ = path.write_text("value;becomes\\nThies;Thiès\\n", encoding="utf-8")
    >>> read_dictionary(path)
    {'Thies': 'Thiès'}
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_DICTIONARY + 1)
        text = raw.decode("utf-8-sig")
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise ProbonoError(
            Findings([finding("engagement.not_utf8", f"{path.name}:{line}")])
        ) from problem
    found = Findings()
    if len(raw) > MAX_DICTIONARY:
        raise ProbonoError(Findings([finding("recipe.dictionary_too_big", path.name)]))
    separator = ";" if ";" in text.partition("\n")[0] else ","
    entries: dict[str, str] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
        if number == 1 or not any(row):
            continue
        if len(row) < 2:
            found.add("recipe.dictionary_row", f"{path.name}:{number}")
        elif entries.get(row[0], row[1]) != row[1]:
            found.add("recipe.dictionary_twice", f"{path.name}:{number}", value=row[0])
        else:
            entries[row[0]] = row[1]
    found.raise_errors()
    return entries
