"""How the values of one column are spread: counts, bins, choices, and what to say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.bins import make_bins
from probono_kit.explore.estimated import estimated_table, say_largest, say_middle, weighted_bins
from probono_kit.explore.insights import Certainty, Column, Count, Insight, Share
from probono_kit.explore.roles import Role
from probono_kit.explore.sample import Sample
from probono_kit.tables import outlier_rule
from probono_kit.tables.outliers import OutlierRule

#: Below so many filled cells a column's figures are shown, but nothing is said about them.
FEWEST = 10
#: So many values of a category are listed; the others are counted together in the last line.
MOST_VALUES = 50
#: Half of the sum in a smaller share of the rows than this is worth a sentence.
_CONCENTRATED = 0.15


class Spread(NamedTuple):
    """Figures of a column, the kind of their picture, and what to say."""

    figures: pd.DataFrame
    chart: str
    insights: list[Insight]
    asked: int


def spread(
    name: str,
    role: Role,
    series: pd.Series,
    *,
    mark: str = "",
    indicators: Mapping[str, pd.Series] | None = None,
    sample: Sample | None = None,
) -> Spread:
    """Return the figures of one column in the words of its kind.

    Parameters
    ----------
    name : str
        Name of the column.
    role : Role
        What it is for.
    series : pandas.Series
        Its cells.
    mark : str
        What stands between several choices in a cell.
    indicators : mapping of str to pandas.Series, optional
        For multiple choice: 0/1 columns by choice, blank where the question was not asked.
    sample : Sample, optional
        How the rows were drawn: shares, medians and pictures are then of the population.

    Returns
    -------
    Spread
        Figures by role: ``label``, ``rows``, ``share`` for what is counted; ``low``, ``high``,
        ``rows`` for numbers; empty for texts and codes.
    """
    filled = int(series.notna().sum())
    match role:
        case Role.AMOUNT | Role.SHARE:
            return _numbers(name, series, sample)
        case Role.CATEGORY | Role.YES_NO | Role.PLACE if not _is_number(series) or (
            role is Role.YES_NO
        ):
            return _counted(name, role, series, sample)
        case Role.CHOICES:
            return _choices(name, series, mark, indicators or {}, sample)
        case _:
            return Spread(pd.DataFrame(), "", [], filled)


def choice_frame(series: pd.Series, mark: str, indicators: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return one column of 1, 0 and missing (not asked) per choice of a multiple-choice question.

    Parameters
    ----------
    series : pandas.Series
        Cells with several choices; a blank cell was not asked.
    mark : str
        What stands between choices.
    indicators : mapping of str to pandas.Series
        0/1 columns by choice, where the form made them: they know better who was asked.

    Returns
    -------
    pandas.DataFrame
        Floats, the index of `series`; the choices as columns, in order of first use.

    Examples
    --------
    >>> choice_frame(pd.Series(["a b", "b", None]), " ", {}).fillna(-1).values.tolist()
    [[1.0, 1.0], [0.0, 1.0], [-1.0, -1.0]]
    """
    if indicators:
        made = {
            choice: pd.to_numeric(cells, errors="coerce").astype("float64")
            for choice, cells in indicators.items()
        }
        return pd.DataFrame(made, index=series.index)
    kept = series.astype("object").where(series.notna(), None)
    codes, texts = pd.factorize(kept)
    parts = [
        [part.strip() for part in (str(text).split(mark) if mark else [str(text)])]
        for text in texts
    ]
    choices = list(dict.fromkeys(part for own in parts for part in own if part))
    at = {choice: i for i, choice in enumerate(choices)}
    table = np.zeros((len(texts) + 1, len(choices)))
    table[-1] = np.nan
    for row, own in enumerate(parts):
        table[row, [at[part] for part in own if part]] = 1.0
    return pd.DataFrame(table[codes], index=series.index, columns=choices)


def counts_table(counts: pd.Series, whole: int) -> pd.DataFrame:
    """Return counts as ``label``, ``rows``, ``share``, the most frequent first, ties by name."""
    order = sorted(counts.items(), key=lambda one: (-int(one[1]), str(one[0])))
    table = pd.DataFrame(order, columns=["label", "rows"])
    table["label"] = table["label"].astype(str)
    table["rows"] = table["rows"].astype("int64")
    return table.assign(share=table["rows"] / max(1, whole))


def _counted(name: str, role: Role, series: pd.Series, sample: Sample | None) -> Spread:
    filled = int(series.notna().sum())
    values = series.dropna()
    if pd.api.types.is_numeric_dtype(values) or isinstance(values.dtype, pd.BooleanDtype):
        values = values.astype("float64").map(lambda number: f"{number:g}")
    texts = values.astype(str)
    table = counts_table(texts.value_counts(), filled)
    if sample is not None:
        asked = series.notna()
        table = table.head(MOST_VALUES)
        says = {n: (texts == n).reindex(series.index).where(asked) for n in table["label"]}
        table = estimated_table(table, says, sample)
    if filled < FEWEST:
        return Spread(table, "bars", [], filled)
    label, rows = str(table["label"][0]), int(table["rows"][0])
    given: dict[str, object] = {"column": Column(name), "value": label}
    if len(table) == 1:
        told = given | {"count": Count(filled)}
        said = Insight("explore.all_same", (name,), told, filled, 0.05, Certainty.FIRM, table)
        return Spread(table, "bars", [said], filled)
    code = "explore.says_yes" if role is Role.YES_NO and len(table) == 2 else ""
    told = given | {"share": Share(rows, filled)}
    if sample is not None:
        return Spread(table, "bars", say_largest(name, table, filled), filled)
    # Far from an even split is worth more than what nobody would ask about.
    uneven = (rows / filled - 1 / len(table)) / (1 - 1 / len(table))
    said = Insight(
        code or "explore.most_frequent",
        (name,),
        told,
        filled,
        round(0.5 * float(uneven), 4),
        Certainty.FIRM,
        table,
        "bars",
    )
    speaks = rows > 1 and (len(table) <= MOST_VALUES or rows / filled >= 0.05)
    return Spread(table, "bars", [said] if speaks else [], filled)


def _choices(
    name: str,
    series: pd.Series,
    mark: str,
    indicators: Mapping[str, pd.Series],
    sample: Sample | None,
) -> Spread:
    chosen = choice_frame(series, mark, indicators)
    asked = int(chosen.notna().any(axis=1).sum()) if len(chosen.columns) else 0
    rows = chosen.sum(axis=0)
    table = counts_table(rows[rows > 0], asked)
    if asked < FEWEST or not len(table):
        return Spread(table, "bars", [], asked)
    if sample is not None:
        says = {str(one): chosen[one] for one in chosen}
        table = estimated_table(table.head(MOST_VALUES), says, sample)
        said_ = say_largest(name, table, asked, "explore.estimated_chosen")
        return Spread(table, "bars", said_, asked)
    top = table.iloc[0]
    told = {
        "column": Column(name),
        "value": str(top["label"]),
        "share": Share(int(top["rows"]), asked),
    }
    strength = round(0.5 * float(top["share"]), 4)
    said = Insight(
        "explore.chosen_most", (name,), told, asked, strength, Certainty.FIRM, table, "bars"
    )
    return Spread(table, "bars", [said], asked)


def _numbers(name: str, series: pd.Series, sample: Sample | None) -> Spread:
    numbers = pd.to_numeric(series, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return Spread(pd.DataFrame(), "", [], 0)
    rule = outlier_rule(pd.Series(numbers))
    table = make_bins(numbers)
    if len(numbers) < FEWEST:
        return Spread(table, "histogram", [], len(numbers))
    if sample is not None:
        values = pd.to_numeric(series, errors="coerce").astype("float64")
        values = values.where(np.isfinite(values))
        table = weighted_bins(table, values, sample)
        told = say_middle(name, values, table, sample)
        return Spread(table, "histogram", [told, *_far(name, numbers, rule)], len(numbers))
    insights = [_middle(name, numbers, table), *_concentrated(name, numbers, table)]
    return Spread(table, "histogram", [*insights, *_far(name, numbers, rule)], len(numbers))


def _middle(name: str, numbers: npt.NDArray[np.float64], table: pd.DataFrame) -> Insight:
    low, median, high = (float(x) for x in np.percentile(numbers, [25, 50, 75]))
    column, size = Column(name), len(numbers)
    if low == high:
        same = int((numbers == median).sum())
        told: dict[str, object] = {"column": column, "value": median, "share": Share(same, size)}
        return Insight(
            *("explore.one_number", (name,), told, size, round(0.4 * same / size, 4)),
            Certainty.FIRM,
            table,
            "histogram",
        )
    told = {"column": column, "median": median, "low": low, "high": high, "count": Count(size)}
    return Insight("explore.middle", (name,), told, size, 0.2, Certainty.FIRM, table, "histogram")


def _concentrated(
    name: str, numbers: npt.NDArray[np.float64], table: pd.DataFrame
) -> list[Insight]:
    """Say that few rows hold half of a sum, where that is so."""
    if numbers.min() < 0 or numbers.sum() <= 0 or len(numbers) < 5 * FEWEST:
        return []
    falling = np.sort(numbers)[::-1]
    few = int(np.searchsorted(np.cumsum(falling), falling.sum() / 2 - 1e-9)) + 1
    share = few / len(numbers)
    if share > _CONCENTRATED:
        return []
    told = {
        "column": Column(name),
        "share": Share(few, len(numbers)),
        "largest": float(falling[0]),
    }
    strength = round(0.6 * (1 - share / 0.5), 4)
    return [
        Insight(
            *("explore.half_of_all", (name,), told, len(numbers), strength, Certainty.FIRM),
            table,
            "histogram",
        )
    ]


def _far(name: str, numbers: npt.NDArray[np.float64], rule: OutlierRule | None) -> list[Insight]:
    if rule is None:
        return []
    far = (numbers > rule.upper) | ((numbers < rule.lower) & ~(rule.is_log & (numbers == 0)))
    number = int(far.sum())
    if not number:
        return []
    told = {"column": Column(name), "number": number, "low": rule.lower, "high": rule.upper}
    return [Insight("explore.far", (name,), told, len(numbers), 0.1, Certainty.WEAK)]


def _is_number(series: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(series))


def filled_strip(series: pd.Series, parts: int = 64) -> pd.DataFrame:
    """Return the share of filled cells in equal runs of rows, for the strip of gaps."""
    is_filled = series.notna().to_numpy(dtype=float)
    pieces: Sequence[npt.NDArray[np.float64]] = np.array_split(
        is_filled, max(1, min(parts, len(is_filled)))
    )
    return pd.DataFrame({"share": [float(piece.mean()) if len(piece) else 0.0 for piece in pieces]})
