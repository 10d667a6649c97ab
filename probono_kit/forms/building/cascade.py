"""The question of the place: areas within areas, P-codes stored, names shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.building.description import Texts
from probono_kit.forms.building.phrases import phrase
from probono_kit.forms.building.plan import Node
from probono_kit.forms.building.rows import Row, Sheets, write_node
from probono_kit.places import AreasRead, PlaceList, read_place_list

#: What areas may be: a list of places, areas that were read, a frame, or a file.
Areas: TypeAlias = PlaceList | AreasRead | pd.DataFrame | Path | str

_LEVEL_WORDS: dict[int, Texts] = {
    1: {
        "en": "First-level area (region, state, governorate…)",
        "fr": "Région (premier niveau)",
        "es": "Área de primer nivel (región, departamento…)",
        "ar": "المنطقة (المستوى الأول)",
    },
    2: {
        "en": "Second-level area (district, department…)",
        "fr": "Département ou district (deuxième niveau)",
        "es": "Área de segundo nivel (provincia, municipio…)",
        "ar": "المنطقة (المستوى الثاني)",
    },
    3: {
        "en": "Third-level area (commune, municipality…)",
        "fr": "Commune (troisième niveau)",
        "es": "Área de tercer nivel (municipio, comuna…)",
        "ar": "المنطقة (المستوى الثالث)",
    },
    4: {
        "en": "Fourth-level area (village, neighbourhood…)",
        "fr": "Village ou quartier (quatrième niveau)",
        "es": "Área de cuarto nivel (aldea, barrio…)",
        "ar": "المنطقة (المستوى الرابع)",
    },
}


@dataclass(frozen=True)
class Place:
    """An area as a choice: its code, its names by language, the code of the area around it."""

    code: str
    names: Texts
    parent: str


@dataclass(frozen=True)
class Cascade:
    """Areas of all levels, every one of a lower level within one of the level above.

    Attributes
    ----------
    levels : tuple
        Number of the level and its places, the coarsest first.
    credit : str
        Where the areas come from.
    findings : Findings
        What was met in the list, and what was done about gaps.
    """

    levels: tuple[tuple[int, tuple[Place, ...]], ...]
    credit: str
    findings: Findings


def read_cascade(areas: Areas, languages: tuple[str, ...], country: str = "") -> Cascade:
    """Read areas as nested choices.

    Parameters
    ----------
    areas : PlaceList, AreasRead, pandas.DataFrame, or path
        The boundary layer or list of P-codes that the maps use.
    languages : tuple of str
        Languages of the form: names in each, where the list has them.
    country : str
        ISO 3166-1 alpha-3 code: only its areas.

    Returns
    -------
    Cascade
        Names are never empty, codes are text without spaces.

    Raises
    ------
    ProbonoError
        If there is no list of places in it.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"ADM1_FR": ["Lac", "Lac"], "ADM1_PCODE": ["TD07"] * 2,
    ...      "ADM2_FR": ["Mamdi", "Wayi"], "ADM2_PCODE": ["TD0702", "TD0703"]}
    ... )
    >>> cascade = read_cascade(table, ("fr",))
    >>> [(level, [place.names["fr"] for place in places]) for level, places in cascade.levels]
    [(1, ['Lac']), (2, ['Mamdi', 'Wayi'])]
    """
    frames = {each: _frame(areas, each, country) for each in languages}
    first = frames[languages[0]]
    findings = Findings(first.findings)
    names: dict[tuple[int, str], Texts] = {}
    for language, read in frames.items():
        for level, code, name in zip(
            read.frame["level"], read.frame["area_code"], read.frame["area_name"], strict=True
        ):
            names.setdefault((int(level), str(code)), {})[language] = str(name)
    levels: list[tuple[int, tuple[Place, ...]]] = []
    for level in first.levels:
        if level < 1:
            continue
        here = first.frame[first.frame["level"] == level]
        places = [
            Place(_code(code), names[level, str(code)], _code(parent))
            for code, parent in zip(here["area_code"], here["parent_code"], strict=True)
        ]
        places = _inside(places, levels, findings, first.credit) if levels else places
        if places:
            levels.append((level, tuple(_apart(places))))
    return Cascade(tuple(levels), first.credit, findings)


def _frame(areas: Areas, language: str, country: str) -> PlaceList:
    if isinstance(areas, PlaceList):
        return areas
    if isinstance(areas, AreasRead):
        return _of_areas(areas.frame, areas.credit, areas.findings)
    if isinstance(areas, pd.DataFrame) and {"area_code", "area_name"} <= set(areas.columns):
        return _of_areas(areas, "", Findings())
    return read_place_list(areas, country=country, language=language)


def _of_areas(frame: pd.DataFrame, credit: str, findings: Findings) -> PlaceList:
    """Return areas of one level, as maps have them, with the level above them."""
    if "level" in frame.columns:
        return PlaceList(frame, findings, credit)
    columns = ["area_code", "area_name", "parent_code", "parent_name"]
    own = pd.DataFrame(frame.reindex(columns=columns).fillna(""))
    own["parent_code"] = own["parent_code"].where(own["parent_code"].ne(""), own["parent_name"])
    above = own.loc[own["parent_code"].ne(""), ["parent_code", "parent_name"]].drop_duplicates(
        "parent_code"
    )
    parents = pd.DataFrame(
        {
            "level": 1,
            "area_code": above["parent_code"],
            "area_name": above["parent_name"].where(
                above["parent_name"].ne(""), above["parent_code"]
            ),
            "parent_code": "",
        }
    )
    children = own.assign(level=2 if len(parents) else 1)
    both = pd.concat([parents, children[[*parents.columns]]], ignore_index=True)
    return PlaceList(both.sort_values(["level", "area_code"], ignore_index=True), findings, credit)


def _code(code: Any) -> str:
    return "_".join(str(code).split())


def _inside(
    places: list[Place],
    levels: list[tuple[int, tuple[Place, ...]]],
    findings: Findings,
    where: str,
) -> list[Place]:
    """Keep places within one above; areas without any stand for themselves."""
    above = {each.code: each for each in levels[-1][1]}
    lost = tuple(each.code for each in places if each.parent not in above)
    if lost:
        findings.add("form.build_orphans", where, count=len(lost), codes=lost[:8])
    kept = [each for each in places if each.parent in above]
    if not kept:
        return []
    filled = {each.parent for each in kept}
    empty = [each for code, each in above.items() if code not in filled]
    if empty:
        names = tuple(each.code for each in empty)
        findings.add("form.build_childless", where, count=len(names), codes=names[:8])
    whole = phrase("whole_area", name="{name}")
    for each in empty:
        texts = {
            language: (whole.get(language) or whole["en"]).format(name=name)
            for language, name in each.names.items()
        }
        kept.append(Place(each.code, texts, each.code))
    order = {code: position for position, code in enumerate(above)}
    return sorted(kept, key=lambda each: (order[each.parent], each.code))


def _apart(places: Sequence[Place]) -> list[Place]:
    """Add the code to names that two places of one area share."""
    seen: dict[tuple[str, str, str], int] = {}
    for each in places:
        for language, name in each.names.items():
            key = (each.parent, language, name.casefold())
            seen[key] = seen.get(key, 0) + 1
    made = []
    for each in places:
        twins = any(
            seen[each.parent, language, name.casefold()] > 1
            for language, name in each.names.items()
        )
        texts = {k: f"{v} ({each.code})" for k, v in each.names.items()} if twins else each.names
        made.append(Place(each.code, texts, each.parent))
    return made


def write_places(
    node: Node, cascade: Cascade | None, sheets: Sheets, most: int, findings: Findings
) -> dict[str, pd.DataFrame]:
    """Add the questions of the place; return the files that go with the form.

    Parameters
    ----------
    node : Node
        The module ``location``; its own questions come after the areas.
    cascade : Cascade or None
        ``None``: the place is asked as text.
    sheets : Sheets
        Where rows are added.
    most : int
        A level with more choices goes into a file beside the form.
    findings : Findings
        Where it is said which levels do.
    """
    media: dict[str, pd.DataFrame] = {}
    begin = {
        "type": "begin group",
        "name": node.name,
        **sheets.text("label", node.texts),
        "relevant": node.when,
        "module": "location",
    }
    sheets.survey.append({key: text for key, text in begin.items() if text})
    above = ""
    for number, places in cascade.levels if cascade else ():
        name = f"admin{number}"
        file = f"{name}.csv" if len(places) > most else ""
        if file:
            findings.add("form.build_external", file, count=len(places), most=most)
            media[file] = _table(places, above, sheets.languages)
        else:
            sheets.choices += _choice_rows(name, places, above, sheets)
        sheets.survey += _rows(name, number, above, file, sheets)
        above = name
    for each in node.children:
        _rest(each, sheets, bool(above))
    sheets.survey.append({"type": "end group", "name": node.name})
    return media


def _rest(node: Node, sheets: Sheets, has_areas: bool) -> None:
    if not (has_areas and node.name == "area_name"):
        write_node(node, sheets)


def _rows(name: str, number: int, above: str, file: str, sheets: Sheets) -> list[Row]:
    label = _LEVEL_WORDS.get(number, _LEVEL_WORDS[4])
    kind = f"select_one_from_file {file}" if file else f"select_one {name}"
    row = {
        "type": kind,
        "name": name,
        **sheets.text("label", label),
        "required": "yes",
        **sheets.text("required_message", phrase("required")),
        "choice_filter": f"{above} = ${{{above}}}" if above else "",
        "appearance": "minimal" if not file else "autocomplete",
        "module": "location",
    }
    shown = (
        f"pulldata('{name}', 'label', 'name', ${{{name}}})"
        if file
        else f"jr:choice-name(${{{name}}}, '${{{name}}}')"
    )
    named = {
        "type": "calculate",
        "name": f"{name}_name",
        "calculation": shown,
        "module": "location",
    }
    return [{key: text for key, text in each.items() if text} for each in (row, named)]


def _choice_rows(name: str, places: Sequence[Place], above: str, sheets: Sheets) -> list[Row]:
    return [
        {
            "list_name": name,
            "name": each.code,
            **sheets.text("label", each.names),
            **({above: each.parent} if above else {}),
        }
        for each in places
    ]


def _table(places: Sequence[Place], above: str, languages: tuple[str, ...]) -> pd.DataFrame:
    """Return the file of a level: one label for all languages, since files have no others."""
    rows = [
        {
            "name": each.code,
            "label": " · ".join(
                dict.fromkeys(
                    each.names[language] for language in languages if language in each.names
                )
            ),
            **({above: each.parent} if above else {}),
        }
        for each in places
    ]
    return pd.DataFrame(rows, dtype=object)
