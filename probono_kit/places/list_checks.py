"""Lists of places settled, one row per place, and what in them contradicts itself."""

from __future__ import annotations

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.areas import other_names
from probono_kit.places.codes import alpha3_to_alpha2
from probono_kit.places.names import name_key

_SHOWN = 8
#: Codes of a level begin with those of their parents if at least this share of them does.
PREFIX_SHARE = 0.8


def settle_list(places: pd.DataFrame, findings: Findings, where: str) -> pd.DataFrame:
    """Return one row per place, with levels, codes and the names of parents filled in.

    Parameters
    ----------
    places : pandas.DataFrame
        ``level`` (-1: unknown, 0: country), ``area_code``, ``area_name``, ``other_names``,
        ``parent_code``, ``parent_name``, ``country``; places may repeat.
    findings : Findings
        Gets what was left out, and codes given twice.
    where : str
        The list, for findings.

    Returns
    -------
    pandas.DataFrame
        Without countries, with ``parent_other_names``.
    """
    said = places["area_code"].ne("") | places["area_name"].ne("")
    named = places[said & places["area_name"].ne("")]
    if len(named) < said.sum():
        codes = tuple(places.loc[said & places["area_name"].eq(""), "area_code"].unique())
        findings.add("gazetteer.nameless", where, codes=_shown(codes), count=len(codes))
    places = _with_levels(_with_parents(named.copy(), findings, where))
    countries = places[places["level"] == 0]
    areas = _with_codes(places[places["level"] > 0].copy(), findings, where)
    areas = _one_row_each(areas, findings, where)
    return _with_parent_names(areas, countries)


def check_list(places: pd.DataFrame, findings: Findings, where: str) -> None:
    """Say what in a settled list contradicts itself: parents, names, prefixes of codes.

    Parameters
    ----------
    places : pandas.DataFrame
        From :func:`settle_list`.
    findings : Findings
        Gets the warnings.
    where : str
        The list, for findings.
    """
    parents = set(zip(places["country"], places["level"], places["area_code"], strict=True))
    levels = set(zip(places["country"], places["level"], strict=True))
    below = places[places["parent_code"].ne("")]
    above = zip(below["country"], below["level"] - 1, below["parent_code"], strict=True)
    orphan = [key not in parents and key[:2] in levels for key in above]
    if any(orphan):
        _add("gazetteer.orphans", below[orphan], findings, where)
    keys = places["area_name"].map(name_key)
    twins = places.assign(key=keys).duplicated(
        ["country", "level", "parent_code", "parent_name", "key"], keep=False
    )
    if twins.any():
        _add("gazetteer.name_twice", places[twins], findings, where)
    inside = places[places["parent_code"].ne("") & (places["level"] > 1)]
    pairs = zip(inside["area_code"], inside["parent_code"], strict=True)
    begins = pd.Series([code.startswith(parent) for code, parent in pairs], index=inside.index)
    if len(inside):
        share = begins.groupby([inside["country"], inside["level"]]).transform("mean")
        strange = ~begins & (share >= PREFIX_SHARE)
        if strange.any():
            _add("gazetteer.prefix", inside[strange], findings, where)


def _add(code: str, rows: pd.DataFrame, findings: Findings, where: str) -> None:
    labels = rows["area_name"] + " (" + rows["area_code"] + ")"
    findings.add(code, where, names=_shown(tuple(labels)), count=len(rows))


def _with_parents(places: pd.DataFrame, findings: Findings, where: str) -> pd.DataFrame:
    """Derive parents from codes that begin with one another, where the list names none."""
    if places["parent_code"].ne("").any() or places["parent_name"].ne("").any():
        return places
    codes = set(places["area_code"]) - {""}
    parent = {code: _longest_start(code, codes) for code in codes}
    shortest = min(map(len, codes), default=0)
    longer = [code for code in codes if len(code) > shortest]
    if longer and all(parent[code] for code in longer):
        findings.add("gazetteer.parents_by_code", where, count=len(longer))
        places["parent_code"] = places["area_code"].map(parent).fillna("")
    return places


def _longest_start(code: str, codes: set[str]) -> str:
    starts = (code[:end] for end in range(len(code) - 1, 1, -1))
    return next((start for start in starts if start in codes), "")


def _with_levels(places: pd.DataFrame) -> pd.DataFrame:
    """Give each place its level by the chain of parents, where the list does not."""
    if places["level"].ge(0).all():
        return places
    parent = dict(zip(places["area_code"], places["parent_code"], strict=True))
    countries = set(alpha3_to_alpha2()) | set(alpha3_to_alpha2().values())
    depth = {}
    for code in parent:
        level, seen, above = (0 if code in countries else 1), {code}, parent[code]
        while above in parent and above not in seen and above not in countries:
            seen.add(above)
            level, above = level + 1, parent[above]
        depth[code] = level
    known = places["level"].where(places["level"] >= 0, places["area_code"].map(depth))
    return places.assign(level=known.fillna(1).astype(int))


def _with_codes(areas: pd.DataFrame, findings: Findings, where: str) -> pd.DataFrame:
    """Let names stand for missing codes; homonyms carry their parent."""
    missing = areas["area_code"].eq("")
    if not missing.any():
        return areas
    names = areas.loc[missing, "area_name"]
    if missing.all():
        findings.add("gazetteer.no_codes", where)
    else:
        findings.add("gazetteer.codes_missing", where, names=_shown(tuple(names)), count=len(names))
    by_name = areas.groupby(["country", "level", "area_name"])["parent_name"].transform("nunique")
    labels = areas["area_name"] + " (" + areas["parent_name"] + ")"
    stand_in = areas["area_name"].where(by_name <= 1, labels)
    areas["area_code"] = areas["area_code"].where(~missing, stand_in)
    no_parent = areas["parent_code"].eq("") & areas["parent_name"].ne("")
    areas["parent_code"] = areas["parent_code"].where(~no_parent, _parents_by_name(areas))
    return areas


def _parents_by_name(areas: pd.DataFrame) -> pd.Series:
    """Return the codes of parents known by name; of homonyms, that cannot be told, none."""
    codes: dict[tuple[str, int, str], set[str]] = {}
    for country, level, name, code in zip(
        *(areas[c] for c in ("country", "level", "area_name", "area_code")), strict=True
    ):
        codes.setdefault((country, level + 1, name), set()).add(code)
    keys = zip(areas["country"], areas["level"], areas["parent_name"], strict=True)
    found = [codes.get(key, {key[2]}) for key in keys]
    alone = [next(iter(known)) if len(known) == 1 else "" for known in found]
    return pd.Series(alone, index=areas.index, dtype=object)


def _one_row_each(areas: pd.DataFrame, findings: Findings, where: str) -> pd.DataFrame:
    """Merge what a list says of one place in several rows; contradictions are said."""
    keys = ["country", "level", "area_code"]
    areas = areas.drop_duplicates([*keys, "area_name", "parent_code", "parent_name", "other_names"])
    again = areas.duplicated(keys, keep=False)
    if not again.any():
        return areas
    merged, two_names, two_parents = [], [], []
    for _, rows in areas[again].groupby(keys, sort=False):
        first = rows.iloc[0].copy()
        names = list(dict.fromkeys(rows["area_name"]))
        if len({name_key(name) for name in names}) > 1:
            two_names.append(f"{first['area_code']}: {' / '.join(names)}")
        written = [name for row in rows["other_names"] for name in row]
        first["other_names"] = other_names(first["area_name"], [*names, *written])
        parents = list(dict.fromkeys(filter(None, rows["parent_code"])))
        first["parent_code"] = next(iter(parents), "")
        first["parent_name"] = next(filter(None, rows["parent_name"]), "")
        if len(parents) > 1:
            two_parents.append(f"{first['area_name']} ({first['area_code']}): {', '.join(parents)}")
            first["parent_code"] = first["parent_name"] = ""
        merged.append(first)
    for code, listed in (("code_twice", two_names), ("two_parents", two_parents)):
        if listed:
            findings.add(f"gazetteer.{code}", where, names=_shown(tuple(listed)), count=len(listed))
    return pd.concat([areas[~again], pd.DataFrame(merged)])


def _with_parent_names(areas: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Fill in the names of parents from the list itself."""
    above = pd.concat([areas, countries]).drop_duplicates(["country", "level", "area_code"])
    index = pd.MultiIndex.from_frame(above[["country", "level", "area_code"]])
    wanted = pd.MultiIndex.from_arrays([areas["country"], areas["level"] - 1, areas["parent_code"]])
    place = index.get_indexer(wanted)
    names, others = above["area_name"].to_list(), above["other_names"].to_list()
    found = [names[at] if at >= 0 else "" for at in place]
    own = areas["parent_name"]
    filled = own.where(own.ne(""), pd.Series(found, index=areas.index, dtype=object))
    tuples = [others[at] if at >= 0 else () for at in place]
    return areas.assign(
        parent_name=filled, parent_other_names=pd.Series(tuples, index=areas.index, dtype=object)
    )


def _shown(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else []))
