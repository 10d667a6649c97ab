"""Lists of places without shapes: P-codes and names of all levels in one frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.areas import other_names
from probono_kit.places.base import base_layer
from probono_kit.places.base_areas import BASE, read_base_areas
from probono_kit.places.codes import alpha3_to_alpha2
from probono_kit.places.columns import COUNTRY_CODES, Level
from probono_kit.places.list_checks import check_list, settle_list
from probono_kit.places.list_columns import ListRoles, list_roles
from probono_kit.places.list_files import distinct_names, read_list_tables
from probono_kit.places.names import cell_text, name_key
from probono_kit.places.refusals import refusal

#: Columns of a list of places, in order.
LIST_COLUMNS = (
    *("level", "area_code", "area_name", "other_names"),
    *("parent_code", "parent_name", "parent_other_names", "country"),
)


@dataclass(frozen=True)
class PlaceList:
    """Places of all levels, ready for matching.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per area, ordered by country, level and code. ``level`` (1 for the first below
        the country), ``area_code`` (never empty: the name where there is no code), ``area_name``,
        ``other_names`` (tuple), ``parent_code``, ``parent_name`` (empty if unknown),
        ``parent_other_names`` (tuple), ``country`` (ISO 3166-1 alpha-3, empty if unknown).
    findings : Findings
        What was chosen, left out, and what contradicts itself.
    credit : str
        The source.
    """

    frame: pd.DataFrame
    findings: Findings
    credit: str

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that there are, coarsest first."""
        return tuple(sorted(int(level) for level in self.frame["level"].unique()))

    def at(self, level: int) -> pd.DataFrame:
        """Return the places of one level: what :func:`probono_kit.places.match_areas` takes."""
        return self.frame[self.frame["level"] == level].reset_index(drop=True)


def read_place_list(
    source: str | Path | pd.DataFrame,
    *,
    country: str = "",
    level: int = 0,
    language: str = "en",
    where: str = "",
) -> PlaceList:
    """Read a list of places: P-codes and names, one or all levels, without shapes.

    Tables as OCHA publishes them are recognised (COD-AB with one set of columns per level, in all
    spellings of their headers; the global list of P-codes with ``Admin Level`` and ``Parent
    P-Code``), tables of ministries with columns such as *Code région*, *Région*, *Commune*, and
    plain lists of codes and names. Of a boundary file the fields are read.

    Parameters
    ----------
    source : path or pandas.DataFrame
        CSV, Excel (all sheets), OpenDocument, boundary file (all layers); ``base:admin1``; or a
        frame that :func:`probono_kit.tables.read_table` has read, for any other encoding or layout.
    country : str
        ISO 3166-1 alpha-3 code: only places of this country, where the list says; else the
        country of all of them.
    level : int
        Only this level; 0: all. Parents keep their names.
    language : str
        ISO 639-1 code of the names wanted; names in other languages become other names.
    where : str
        Name of the list for findings; of a file its name.

    Returns
    -------
    PlaceList
        Places, findings (orphans, codes and names given twice, codes that contradict their
        parents), credit.

    Raises
    ------
    ProbonoError
        If the file cannot be read, or nothing in it is a list of places.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"ADM1_FR": ["Lac", "Lac"], "ADM1_PCODE": ["TD07"] * 2,
    ...      "ADM2_FR": ["Mamdi", "Wayi"], "ADM2_PCODE": ["TD0702", "TD0703"]}
    ... )
    >>> read = read_place_list(table, country="TCD", language="fr")
    >>> read.frame[["level", "area_code", "area_name", "parent_name"]].values.tolist()
    [[1, 'TD07', 'Lac', ''], [2, 'TD0702', 'Mamdi', 'Lac'], [2, 'TD0703', 'Wayi', 'Lac']]
    """
    if isinstance(source, str) and source.startswith(BASE):
        return _of_base(source, country, language)
    findings = Findings()
    if isinstance(source, pd.DataFrame):
        fields = [column for column in source.columns if column != _geometry(source)]
        table = pd.DataFrame(source.loc[:, [column in fields for column in source.columns]])
        tables = [table.set_axis(distinct_names(list(map(str, table.columns))), axis=1)]
        tables = [each.map(cell_text) for each in tables]
    else:
        tables = read_list_tables(Path(source), findings)
        where = where or str(source)
    parts = [
        _unfolded(table, roles, language, findings, where)
        for table in tables
        if (roles := list_roles(table)) and len(table)
    ]
    if not parts:
        seen = tuple(str(column) for table in tables for column in table.columns)
        raise refusal("gazetteer.no_list", where, columns=seen[:12])
    places = _of_country(pd.concat(parts, ignore_index=True), country, where)
    places = settle_list(places, findings, where)
    check_list(places, findings, where)
    if level:
        there = tuple(str(known) for known in sorted(places["level"].unique()))
        places = places[places["level"] == level]
        if places.empty:
            raise refusal("gazetteer.no_such_level", where, level=level, levels=there)
    ordered = places.sort_values(["country", "level", "area_code"], kind="stable")
    credit = "" if isinstance(source, pd.DataFrame) else Path(source).name
    return PlaceList(ordered[list(LIST_COLUMNS)].reset_index(drop=True), findings, credit)


def _of_base(source: str, country: str, language: str) -> PlaceList:
    """Return the first level of the base layer in the shape of a list."""
    read = read_base_areas(source, country, language)
    frame = pd.DataFrame(read.frame.drop(columns="geometry"))
    places = frame.assign(level=1, country=frame["parent_code"])
    return PlaceList(places[list(LIST_COLUMNS)], read.findings, read.credit)


def _unfolded(
    table: pd.DataFrame, roles: ListRoles, language: str, findings: Findings, where: str
) -> pd.DataFrame:
    """Return one row per place and source row, whatever the layout."""
    if roles.long:
        return _from_long(table, roles.long)
    if roles.by_kind:
        chain = tuple(level.names[""] for level in roles.levels.values())
        findings.add("gazetteer.levels_by_words", where, columns=chain)
    return _from_wide(table, roles.levels, language)


def _from_long(table: pd.DataFrame, roles: dict[str, str]) -> pd.DataFrame:
    empty = pd.Series("", index=table.index, dtype=object)
    text = {role: table[column] for role, column in roles.items()}
    level = pd.to_numeric(
        text.get("level", empty).str.extract(r"(\d)", expand=False), errors="coerce"
    )
    names = text["name"]
    return pd.DataFrame(
        {
            "level": level.fillna(-1).astype(int),
            "area_code": text.get("code", empty),
            "area_name": names,
            "other_names": [
                other_names(name, [other])
                for name, other in zip(names, text.get("other", empty), strict=True)
            ],
            "parent_code": text.get("parent_code", empty),
            "parent_name": text.get("parent_name", empty),
            "country": text.get("country", empty),
        }
    )


def _from_wide(table: pd.DataFrame, levels: dict[int, Level], language: str) -> pd.DataFrame:
    coded = [column for column in table.columns if column.casefold() in COUNTRY_CODES]
    country = _first_filled(table, [*levels.get(0, Level()).codes, *coded])
    parts = []
    for number in sorted(levels):
        own, parent = levels[number], levels.get(number - 1, Level())
        columns = own.ordered_names(language)
        part = pd.DataFrame(
            {
                "level": number,
                "area_code": _first_filled(table, own.codes),
                "area_name": _first_filled(table, columns),
                "parent_code": _first_filled(table, parent.codes),
                "parent_name": _first_filled(table, parent.ordered_names(language)),
                "country": country,
            }
        )
        spellings = [*columns, *own.others]
        part[spellings_ := [f"_{n}" for n in range(len(spellings))]] = table[spellings].to_numpy()
        part = part.drop_duplicates()
        written = part[spellings_].to_numpy().tolist()
        part["other_names"] = [
            other_names(name, row) for name, row in zip(part["area_name"], written, strict=True)
        ]
        parts.append(part.drop(columns=spellings_))
    return pd.concat(parts, ignore_index=True)


def _first_filled(table: pd.DataFrame, columns: list[str]) -> pd.Series:
    result = pd.Series("", index=table.index, dtype=object)
    for column in columns:
        result = result.where(result.ne(""), table[column])
    return result


def _of_country(places: pd.DataFrame, country: str, where: str) -> pd.DataFrame:
    """Give countries as alpha-3 codes, and keep those asked for."""
    alpha3 = {two: three for three, two in alpha3_to_alpha2().items()}
    known = set(alpha3_to_alpha2())
    wanted = {alpha3.get(c, c) for part in country.split(",") if (c := part.strip().upper())}
    if places["country"].eq("").all():
        return places.assign(country=next(iter(wanted)) if len(wanted) == 1 else "")
    said = {text: _country_code(text, known, alpha3) for text in places["country"].unique()}
    codes = places["country"].map(said)
    unsaid = places["country"].eq("")
    if len(alone := set(codes[~unsaid])) == 1:  # one sheet names the country, another does not
        codes = codes.mask(unsaid, next(iter(alone)))
    places = places.assign(country=codes)
    if not wanted:
        return places
    chosen = places[places["country"].isin(wanted)]
    if chosen.empty:
        there = tuple(sorted(set(codes) - {""}))[:12]
        raise refusal("places.other_country", where, country=country, there=there)
    return chosen


def _country_code(text: str, known: set[str], alpha3: dict[str, str]) -> str:
    """Return the alpha-3 code of a country's code or name, empty if there is none such."""
    code = text.upper()
    if code in known or not text:
        return code
    return alpha3.get(code) or _country_names().get(name_key(text), "")


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Return alpha-3 codes by the names of countries in five languages, as keys of names."""
    countries = base_layer("countries")
    columns = [c for c in countries.columns if c == "name" or c.startswith("name_")]
    return {
        name_key(name): code
        for column in columns
        for name, code in zip(countries[column].map(cell_text), countries["iso_a3"], strict=True)
        if name and isinstance(code, str)
    }


def _geometry(frame: pd.DataFrame) -> object:
    return getattr(frame, "_geometry_column_name", None)
