"""Reading a list of questions from a workbook: one row per question, in the words of its author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.forms.building.description import ChoiceText
from probono_kit.forms.building.words import (
    ITEM_WORDS,
    KEYS,
    TOP_WORDS,
    folded,
    language_of,
)
from probono_kit.tables.cells import column_letter
from probono_kit.tables.sheets import Book, Sheet
from probono_kit.yaml_files.explain import Location, nearest

#: How many rows a heading may stand below the top: a title, a logo, a line of instructions.
_HEADING_WITHIN = 15
_FORM_SHEETS = ("form", "formulaire", "settings", "parametres", "about", "a propos")
_BEGIN = re.compile(
    r"(?:begin|start|debut(?: de| du)?)?\s*(group|groupe|section|repeat|repetition)"
)
_END = re.compile(r"(?:end|fin)(?: de| du)?\s*(?:group|groupe|section|repeat|repetition)?")
_LANGUAGE = re.compile(r"(.+?)\s*(?:::\s*(.+)|\(\s*([^()]+?)\s*\)|\s+-\s+(\S+))\s*")
_TRANSLATED = ("question", "hint", "choices", "message", "purpose", "seen_by", "kept")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the list: what it says, in which language, and where it stands."""

    key: str
    language: str
    position: int


Read = tuple[dict[str, Any], Findings, Callable[[Location], str]]


def read_question_list(path: Path) -> Read:
    """Read a workbook with a list of questions.

    Parameters
    ----------
    path : Path
        A workbook; the headings may stand below a title. A second sheet called *form* or
        *formulaire* may give title, languages, version… in two columns.

    Returns
    -------
    tuple
        Data with the keys of a description, findings, and a function that returns the cell of a
        location.

    Raises
    ------
    ProbonoError
        If the file is no workbook, or no sheet of it lists questions.
    """
    book = Book(path)
    findings = Findings()
    found = _list_sheet(book)
    if found is None:
        findings.add(
            "form.describe_no_list",
            path.name,
            sheets=tuple(filter(None, book.sheet_names)) or ("—",),
        )
        raise ProbonoError(findings)
    sheet, line, headings = found
    data: dict[str, Any] = {}
    places: dict[Location, str] = {}
    for name in book.sheet_names:
        if folded(name) in _FORM_SHEETS and name != sheet.name:
            _settings(book.sheet(name), data, places, findings)
    _unknown_headings(sheet, line, headings, findings)
    data["questions"] = _questions(sheet, line, headings, places, findings)

    def place(location: Location) -> str:
        while location and location not in places:
            location = location[:-1]
        return places.get(location, sheet.name)

    return data, findings, place


def _list_sheet(book: Book) -> tuple[Sheet, int, list[Heading]] | None:
    """Return the sheet with the best row of headings, the row and what its columns say."""
    best: tuple[int, Sheet, int, list[Heading]] | None = None
    for name in book.sheet_names:
        sheet = book.sheet(name)
        for line in range(1, min(sheet.height, _HEADING_WITHIN) + 1):
            headings = list(_headings(sheet, line))
            keys = {each.key for each in headings}
            if "question" in keys and len(keys) > 1 and (best is None or len(keys) > best[0]):
                best = (len(keys), sheet, line, headings)
    return best[1:] if best else None


def _headings(sheet: Sheet, line: int) -> Iterator[Heading]:
    for position, cell in enumerate(sheet.row(line)):
        text = str(cell).strip() if cell is not None else ""
        if not text:
            continue
        key, language = ITEM_WORDS.get(folded(text)), ""
        if key is None and (parts := _LANGUAGE.fullmatch(text)):
            named = next(filter(None, parts.groups()[1:]))
            key, language = ITEM_WORDS.get(folded(parts[1])), language_of(named) or ""
            key = key if language else None
        if key is None and " " in text:
            first, _, last = text.rpartition(" ")
            key, language = ITEM_WORDS.get(folded(first)), language_of(last) or ""
            key = key if language else None
        if key:
            yield Heading(key, language, position)


def _unknown_headings(sheet: Sheet, line: int, headings: list[Heading], findings: Findings) -> None:
    """Say which columns are not understood: nothing of them gets into the form."""
    known = {each.position for each in headings}
    for position, cell in enumerate(sheet.row(line)):
        text = str(cell).strip() if cell is not None else ""
        if text and position not in known:
            near = nearest(folded(text), KEYS)
            where = f"{sheet.name} › {column_letter(position)}{line}"
            findings.add("form.describe_column", where, given=text[:60], near=near or "—")


def _questions(
    sheet: Sheet,
    line: int,
    headings: list[Heading],
    places: dict[Location, str],
    findings: Findings,
) -> list[dict[str, Any]]:
    top: list[dict[str, Any]] = []
    open_: list[tuple[list[dict[str, Any]], Location, str]] = [(top, ("questions",), "")]
    for number in range(line + 1, sheet.height + 1):
        row = sheet.row(number)
        item: dict[str, Any] = {}
        cells: dict[str, str] = {}
        for each in headings:
            text = _cell(row, each.position)
            if text:
                cells.setdefault(each.key, f"{sheet.name} › {column_letter(each.position)}{number}")
                _put(item, each, text)
        if not item:
            continue
        kind = folded(str(item.get("kind", "")))
        where = f"{sheet.name} › {number}"
        if _END.fullmatch(kind):
            if len(open_) == 1:
                findings.add("form.describe_end", cells["kind"])
            else:
                open_.pop()
            continue
        listed, at, _ = open_[-1]
        here = (*at, len(listed))
        places[here] = where
        places.update({(*here, key): cell for key, cell in cells.items()})
        if begin := _BEGIN.fullmatch(kind):
            key = "repeat" if begin[1].startswith("rep") else "group"
            item[key] = item.pop("question", "")
            del item["kind"]
            places[*here, key] = where
            item["questions"] = []
            open_.append((item["questions"], (*here, "questions"), where))
        elif kind == "module":
            item["module"] = _plain(item.pop("question", ""))
            del item["kind"]
        if "choices" in item:
            _share_out(item, cells["choices"], findings)
        listed.append(item)
    for _, _, where in open_[1:]:
        findings.add("form.describe_open", where)
    return top


def _cell(row: list[Any], position: int) -> str:
    value = row[position] if position < len(row) else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _put(item: dict[str, Any], heading: Heading, text: str) -> None:
    if heading.key in _TRANSLATED:
        texts = item.setdefault(heading.key, {})
        texts.setdefault(heading.language, text)
    else:
        item.setdefault(heading.key, text)


def _plain(texts: Any) -> str:
    return next(iter(texts.values()), "") if isinstance(texts, dict) else str(texts)


def _share_out(item: dict[str, Any], where: str, findings: Findings) -> None:
    """Turn cells such as ``river; well; tap`` or one choice per line into a list of choices."""
    columns = {language: _split(text) for language, text in item["choices"].items()}
    first = next(iter(columns.values()))
    if len(first) == 1 and len(columns) == 1 and re.fullmatch(r"\w+", first[0], re.ASCII):
        item["choices"] = first[0]  # the name of a list
        return
    made: list[dict[str, Any]] = [{} for _ in first]
    for language, texts in columns.items():
        if len(texts) != len(first):
            counts = {"language": language or "—", "count": len(texts), "first": len(first)}
            findings.add("form.describe_choices_count", where, **counts)
            continue
        for choice, text in zip(made, texts, strict=True):
            name, equals, label = (part.strip() for part in text.partition("="))
            is_named = equals and label and re.fullmatch(r"[\w-]+", name, re.ASCII)
            if is_named:
                choice["name"] = name
            choice.setdefault("texts", {})[language] = label if is_named else text
    item["choices"] = [_as_choice(each) for each in made]


def _as_choice(choice: dict[str, Any]) -> Any:
    return ChoiceText(name=choice.get("name", ""), texts=choice["texts"])


def _split(text: str) -> list[str]:
    for sign in ("\n", ";", "|", " / ", ","):
        if sign in text:
            return [part.strip(" -•\t") for part in text.split(sign) if part.strip(" -•\t")]
    return [text]


def _settings(
    sheet: Sheet, data: dict[str, Any], places: dict[Location, str], findings: Findings
) -> None:
    """Read a sheet of two columns: what, and its value."""
    for number in range(1, sheet.height + 1):
        row = sheet.row(number)
        key, value = _cell(row, 0), _cell(row, 1)
        name = TOP_WORDS.get(folded(key))
        language = ""
        if name is None and (parts := _LANGUAGE.fullmatch(key)):
            name = TOP_WORDS.get(folded(parts[1]))
            language = language_of(next(filter(None, parts.groups()[1:]))) or ""
        if name is None or not value:
            if key and value:
                near = nearest(folded(key), sorted(set(TOP_WORDS.values()))) or "—"
                where = f"{sheet.name} › A{number}"
                findings.append(finding("form.describe_column", where, given=key[:60], near=near))
            continue
        places[(name,)] = f"{sheet.name} › B{number}"
        if name == "title":
            data.setdefault("title", {})[language] = value
        else:
            data[name] = int(value) if name == "most_choices" and value.isdigit() else value
