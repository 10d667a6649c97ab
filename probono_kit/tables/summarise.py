"""From rows to one number per area, without inventing a zero."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.tables.cells import cell_text, shorten
from probono_kit.tables.columns import require_columns

_SHOWN = 6


class Measure(StrEnum):
    """How the rows of an area become one number."""

    VALUE = "value"
    ROWS = "rows"
    DISTINCT = "distinct"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"


_WITH_DENOMINATOR = (Measure.VALUE, Measure.ROWS, Measure.DISTINCT, Measure.SUM)
_COUNTS = (Measure.ROWS, Measure.DISTINCT)


def summarise(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "",
    measure: str = "value",
    denominator: str = "",
    *,
    where: str = "",
) -> tuple[pd.DataFrame, Findings]:
    """Make one row per area.

    Missing values are left out, never counted as zero; an area that has rows but no value stays in
    the result without one. With a `denominator`, `value` and `denominator` are summed over the
    rows that have both, so that their quotient is a rate of the same rows; counts (``rows``,
    ``distinct``) need one denominator per area. A denominator that is the same on every row of
    each area, and not in all areas, is the area's own (its population) and is taken once.

    Parameters
    ----------
    frame : pandas.DataFrame
        Typed rows, several per area. Not changed.
    by : str or sequence of str
        Columns that say which area a row belongs to.
    value : str
        Column with the amount; not needed for ``rows``.
    measure : str
        ``value`` (the one value of the area), ``rows``, ``distinct``, ``sum``, ``mean``,
        ``median``, ``min`` or ``max``.
    denominator : str
        Column to divide by, for rates.
    where : str
        File and sheet, for the findings.

    Returns
    -------
    summary : pandas.DataFrame
        Columns of `by`, ``value`` (int64, or float64 with NaN where there is none; text stays
        text), ``denominator`` (NaN without one), ``rows``; areas in the order of their first row.
    findings : Findings
        Rows without area or value.

    Raises
    ------
    ProbonoError
        When a column is missing or text, or an area has several values and `measure` does not say
        how they become one.

    Examples
    --------
    >>> rows = pd.DataFrame({"area": ["Thiès", "Thiès", "Dakar"], "points": [3, 4, 5]})
    >>> summary, findings = summarise(rows, "area", "points", "sum")
    >>> summary[["area", "value", "rows"]].values.tolist()
    [['Thiès', 7, 2], ['Dakar', 5, 1]]
    """
    columns = [by] if isinstance(by, str) else list(by)
    findings = Findings()
    chosen = _check(frame, columns, value, measure, denominator, findings, where)
    rows = _with_area(frame, columns, findings, where)
    groups = rows.groupby(columns, sort=False, dropna=True)
    codes = groups.ngroup()
    summary = rows.loc[~codes.duplicated(), columns].reset_index(drop=True)
    areas = [", ".join(map(str, row)) for row in summary.itertuples(index=False)]
    one = _One(codes.to_numpy(), areas, where)
    numbers, divisors = _numbers(rows, value, chosen, denominator, one, findings)
    findings.raise_errors()
    summary["value"] = _as_whole(numbers) if _is_numeric(numbers) else numbers
    summary["denominator"] = divisors
    summary["rows"] = np.bincount(one.codes, minlength=len(areas)).astype(np.int64)
    if value and chosen is not Measure.ROWS:
        _report_missing(rows, value, summary, areas, findings, where)
    return summary, findings


# ---- checks -----------------------------------------------------------------------------------


def _check(
    frame: pd.DataFrame,
    columns: Sequence[str],
    value: str,
    measure: str,
    denominator: str,
    findings: Findings,
    where: str,
) -> Measure:
    if measure not in list(Measure):
        findings.add("tables.unknown_measure", where, measure=measure, measures=tuple(Measure))
        findings.raise_errors()
    chosen = Measure(measure)
    if not columns or not all(columns):
        findings.add("tables.no_area_column", where)
    if chosen is not Measure.ROWS and not value:
        findings.add("tables.no_value_column", where, measure=measure)
    if denominator and chosen not in _WITH_DENOMINATOR:
        findings.add("tables.rate_of_that_measure", where, measure=measure)
    for column in columns:
        if column in ("value", "denominator", "rows"):
            findings.add("tables.reserved_name", where, column=column)
    findings.raise_errors()
    used = "" if chosen is Measure.ROWS else value
    require_columns(frame, [*columns, used, denominator], where=where)
    numeric = [denominator]
    if chosen not in (*_COUNTS, Measure.VALUE) or (chosen is Measure.VALUE and denominator):
        numeric.append(value)
    for name in dict.fromkeys(numeric):
        if name and not _is_numeric(frame[name]):
            findings.add("tables.text_value", where, column=name, cells=_examples(frame[name]))
    findings.raise_errors()
    return chosen


def _is_numeric(series: pd.Series) -> bool:
    dtype = series.dtype
    numeric = pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
    return bool(numeric or series.isna().all())


def _examples(series: pd.Series) -> tuple[str, ...]:
    """Show cells that are no numbers, else any; with their row when the index knows it."""
    texts = series.dropna().astype(object)
    strange = texts[pd.to_numeric(texts.map(cell_text), errors="coerce").isna()]
    shown = (strange if len(strange) else texts).iloc[:_SHOWN]
    return tuple(f"{row} « {shorten(str(text))} »" for row, text in shown.items())


def _with_area(
    frame: pd.DataFrame, columns: Sequence[str], findings: Findings, where: str
) -> pd.DataFrame:
    has_area = frame[list(columns)].notna().all(axis=1)
    names = tuple(columns)
    if not has_area.any():
        findings.add("tables.no_rows_left", where, columns=names)
        findings.raise_errors()
    if not has_area.all():
        without = int((~has_area).sum())
        findings.add(
            "tables.rows_without_area", where, count=without, rows=len(frame), columns=names
        )
    return frame[has_area]


def _report_missing(
    rows: pd.DataFrame,
    value: str,
    summary: pd.DataFrame,
    areas: Sequence[str],
    findings: Findings,
    where: str,
) -> None:
    without = int(rows[value].isna().sum())
    if without:
        findings.add(
            "tables.rows_without_value", where, count=without, rows=len(rows), column=value
        )
    empty = [area for area, gone in zip(areas, summary["value"].isna(), strict=True) if gone]
    if empty:
        shown = _some(empty)
        findings.add("tables.areas_without_value", where, count=len(empty), areas=shown)


def _some(texts: Sequence[str]) -> tuple[str, ...]:
    return (*texts[:_SHOWN], "…") if len(texts) > _SHOWN else tuple(texts)


# ---- numbers ----------------------------------------------------------------------------------


class _One:
    """Groups of rows: position of each row's area, and the areas' names."""

    def __init__(self, codes: np.ndarray, areas: Sequence[str], where: str) -> None:
        self.codes = codes
        self.areas = areas
        self.where = where

    def reduce(self, series: pd.Series, how: str) -> pd.Series:
        """Return one value per area; NaN where no row has any."""
        keyed = pd.Series(series.to_numpy(dtype=float, na_value=np.nan)).groupby(self.codes)
        reduced = keyed.sum(min_count=1) if how == "sum" else getattr(keyed, how)()
        return reduced.reindex(range(len(self.areas)))

    def distinct(self, series: pd.Series) -> pd.Series:
        """Return how many different values each area has."""
        keyed = pd.Series(series.to_numpy()).groupby(self.codes)
        return keyed.nunique().reindex(range(len(self.areas)), fill_value=0)

    def only(self, series: pd.Series, code: str, findings: Findings) -> pd.Series:
        """Return the one value of each area; areas that have several make a finding."""
        several = self.distinct(series) > 1
        if several.any():
            wrong = several[several].index
            examples = [f"{self.areas[i]} ({self._values(series, i)})" for i in wrong[:_SHOWN]]
            findings.add(
                code,
                self.where,
                column=str(series.name),
                count=int(several.sum()),
                areas=(*examples, "…") if len(wrong) > _SHOWN else tuple(examples),
                measures=tuple(Measure)[1:],
            )
        values = series.reset_index(drop=True)
        first = values.groupby(self.codes).first()
        return first.reindex(range(len(self.areas)))

    def _values(self, series: pd.Series, area: int) -> str:
        values = series[self.codes == area].dropna().unique()[:3]
        return " / ".join(shorten(cell_text(value) or "", 20) for value in values)


def _numbers(
    rows: pd.DataFrame,
    value: str,
    measure: Measure,
    denominator: str,
    one: _One,
    findings: Findings,
) -> tuple[pd.Series, pd.Series]:
    nothing = pd.Series(np.nan, index=range(len(one.areas)))
    if measure in _COUNTS:
        counted = (
            pd.Series(np.bincount(one.codes, minlength=len(one.areas)))
            if measure is Measure.ROWS
            else one.distinct(rows[value])
        )
        if not denominator:
            return counted, nothing
        divisor = one.only(rows[denominator], "tables.several_denominators", findings)
        return counted, divisor.astype("float64")
    if not denominator:
        if measure is Measure.VALUE:
            return one.only(rows[value], "tables.several_values", findings), nothing
        return one.reduce(rows[value], measure.value), nothing
    both = rows[value].notna() & rows[denominator].notna()
    above, below = rows[value].where(both), rows[denominator].where(both)
    if measure is Measure.VALUE:
        return (
            one.only(above, "tables.several_values", findings).astype("float64"),
            one.only(below, "tables.several_denominators", findings).astype("float64"),
        )
    if _belongs_to_area(below, one):
        examples = _some(
            [area for area, n in zip(one.areas, np.bincount(one.codes), strict=True) if n > 1]
        )
        findings.add("tables.denominator_repeated", one.where, column=denominator, areas=examples)
        return one.reduce(above, "sum"), one.reduce(below, "max")
    if repeated := _repeating(below, one):
        findings.add("tables.denominator_summed", one.where, column=denominator, areas=repeated)
    return one.reduce(above, "sum"), one.reduce(below, "sum")


def _belongs_to_area(series: pd.Series, one: _One) -> bool:
    """Tell whether every row of an area repeats one number, other areas having other numbers."""
    counts = np.bincount(one.codes[series.notna().to_numpy()], minlength=len(one.areas))
    distinct = one.distinct(series)
    several = counts > 1
    repeated = bool(several.any() and (distinct[several] == 1).all())
    return repeated and len(series.dropna().unique()) > 1 and int(several.sum()) > 1


def _repeating(series: pd.Series, one: _One) -> tuple[str, ...]:
    """Name the areas all of whose rows have one number: theirs, perhaps, and not each row's."""
    counts = np.bincount(one.codes[series.notna().to_numpy()], minlength=len(one.areas))
    alike = (counts > 1) & (one.distinct(series).to_numpy() == 1)
    return _some([area for area, repeats in zip(one.areas, alike, strict=True) if repeats])


def _as_whole(numbers: pd.Series) -> pd.Series:
    """Return plain int64 when all numbers are whole and none is missing, else float64."""
    values = numbers.to_numpy(dtype=float, na_value=np.nan)
    if np.isfinite(values).all() and (values == np.trunc(values)).all():
        return numbers.astype("int64")
    return numbers.astype("float64")
