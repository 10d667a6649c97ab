"""A workbook of figures, one per row, from which pivot tables and charts can be made at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from probono_kit.explore.area_groups import AreaGroups
from probono_kit.explore.insights import Certainty, Insight
from probono_kit.explore.page_parts import certainty_word, without_small
from probono_kit.explore.profile import ColumnProfile
from probono_kit.explore.report import FEWEST, Exploration, Words
from probono_kit.explore.space import AreaFigures
from probono_kit.explore.wordings import number_words
from probono_kit.findings import N_, Findings
from probono_kit.i18n import gettext as _
from probono_kit.tables.workbook import write_workbook

#: Columns of the sheet of figures, with what they hold.
_FIGURES = (
    ("about", N_("About"), N_("distribution, over time, by area, distance, words")),
    ("column", N_("Column"), N_("Column of the table")),
    ("value", N_("Value"), N_("Answer, class, period, word or phrase")),
    ("area", N_("Area"), N_("Area, where figures are by area")),
    ("measure", N_("Measure"), N_("What the figure is: records, share, median, kilometres")),
    ("figure", N_("Figure"), N_("The number; shares from 0 to 1")),
    ("records", N_("Records"), N_("Records that the figure is made of")),
)
_COLUMNS = (
    ("column", N_("Column"), N_("Column of the table")),
    ("kind", N_("Kind"), N_("What the column is for")),
    ("records", N_("Records"), N_("Rows of the table")),
    ("filled", N_("Filled"), N_("Cells that are filled")),
    ("missing", N_("Missing"), N_("Cells that are empty")),
)
_SAYINGS = (
    ("finding", N_("Finding"), N_("The sentence")),
    ("about", N_("About"), N_("Columns that it is about")),
    ("records", N_("Records"), N_("Records behind it")),
    ("strength", N_("Strength"), N_("Size of the difference or relation, 0 to 1")),
    ("sure", N_("How sure"), N_("solid, to be taken with care, too few to say")),
)


def write_pivot_workbook(
    found: Exploration,
    allowed: Sequence[str],
    path: Path,
    *,
    outcome: str = "",
    words: Words,
) -> Findings:
    """Write figures, columns, findings and a dictionary as tables of a workbook.

    Parameters
    ----------
    found : Exploration
        Everything; only what is about `allowed` columns gets into the workbook.
    allowed : sequence of str
        Columns that may leave.
    path : pathlib.Path
        An ``.xlsx`` file.
    outcome : str
        Column that the question is about.
    words : Words
        Language of headings and sentences, and what rows and columns are called.

    Returns
    -------
    Findings
        Cells that had to be cut.
    """
    shown, language = found.shared(allowed), words.language
    names = [
        (_("Figures", language), figures_frame(shown, language), _FIGURES),
        (_("Findings", language), _sayings(shown, outcome, words), _SAYINGS),
        (_("Columns", language), _columns(shown, language), _COLUMNS),
    ]
    sheets: dict[str, pd.DataFrame] = {}
    dictionary = []
    for title, frame, columns in names:
        heads = {key: _(head, language) for key, head, _about in columns}
        sheets[title] = frame[list(heads)].rename(columns=heads)
        dictionary += [(title, heads[key], _(about, language)) for key, _head, about in columns]
    heads_ = (_("Sheet", language), _("Column", language), _("What it holds", language))
    sheets[_("Data dictionary", language)] = pd.DataFrame(dictionary, columns=list(heads_))
    return write_workbook(sheets, path, language=language, as_tables=True)


def figures_frame(found: Exploration, language: str) -> pd.DataFrame:
    """Return every figure as one row.

    Parameters
    ----------
    found : Exploration
        What may be shown.
    language : str
        Of the words.

    Returns
    -------
    pandas.DataFrame
        Columns ``about``, ``column``, ``value``, ``area``, ``measure``, ``figure``, ``records``.
    """
    rows: list[dict[str, Any]] = []
    for column in found.profile.columns.values():
        if not column.is_bookkeeping and not column.parent:
            rows += _of_column(column, language)
    for figures in found.figures:
        rows += _of_areas(figures, language)
    if found.alike is not None:
        rows += _of_groups(found.alike, language)
    if found.coverage is not None:
        rows += _of_distances(found, language)
    for each in found.answers:
        for row in each.terms.to_dict("records"):
            about = {"about": _("words", language), "column": each.column, "value": row["term"]}
            rows += _counted(about, int(row["answers"]), float(row["share"]), language)
    keys = [key for key, _head, _about in _FIGURES]
    made = pd.DataFrame(rows, columns=keys)
    return made.astype({"figure": "float64", "records": "Int64"})


def _counted(
    about: dict[str, Any], count: int, share: float | None, language: str
) -> Iterator[dict[str, Any]]:
    yield {**about, "measure": _("records", language), "figure": count, "records": count}
    if share is not None:
        yield {**about, "measure": _("share", language), "figure": share, "records": count}


def _of_column(column: ColumnProfile, language: str) -> Iterator[dict[str, Any]]:
    about = {"about": _("distribution", language), "column": column.name}
    table = without_small(column.figures, language)
    if column.chart == "bars":
        for row in table.to_dict("records"):
            value = {**about, "value": str(row["label"])}
            yield from _counted(value, int(row["rows"]), float(row["share"]), language)
    elif column.chart == "histogram":
        for row in table.to_dict("records"):
            ends = (number_words(row[key], language) for key in ("low", "high"))
            yield from _counted(
                {**about, "value": "–".join(ends)}, int(row["rows"]), None, language
            )
    if len(column.over_time):
        measure = _("records", language) if column.role.value == "date" else _("median", language)
        for row in column.over_time.to_dict("records"):
            yield {
                "about": _("over time", language),
                "column": column.name,
                "value": str(row["period"]),
                "measure": measure,
                "figure": row["value"],
            }


def _of_areas(figures: AreaFigures, language: str) -> Iterator[dict[str, Any]]:
    about = {"about": _("by area", language), "column": figures.column, "value": figures.says}
    kinds = {"count": N_("records"), "median": N_("median"), "share": N_("share")}
    for row in figures.areas[figures.areas["value"].notna()].to_dict("records"):
        one = {**about, "area": row["area_name"], "records": int(row["rows"])}
        yield {**one, "measure": _(kinds[figures.kind], language), "figure": row["value"]}
        if figures.kind == "share":
            yield {**one, "measure": _("share, smoothed", language), "figure": row["smoothed"]}


def _of_groups(alike: AreaGroups, language: str) -> Iterator[dict[str, Any]]:
    """Yield the group of each area, where there are groups."""
    for row in alike.areas[alike.areas["group"].notna()].to_dict("records"):
        yield {
            "about": _("by area", language),
            "area": row["area_name"],
            "measure": _("group of areas that are alike", language),
            "figure": int(row["group"]),
            "records": int(row["rows"]),
        }


def _of_distances(found: Exploration, language: str) -> Iterator[dict[str, Any]]:
    if found.coverage is None:
        return
    about = {"about": _("distance", language)}
    by_area = found.coverage.by_area
    for row in by_area[by_area["points"] >= FEWEST].to_dict("records"):
        one = {**about, "area": row["area_name"], "records": int(row["points"])}
        far = _("share further than {radius} km", language)
        far = far.format(radius=number_words(found.coverage.radius_km, language))
        yield {**one, "measure": far, "figure": row["share"]}
        yield {**one, "measure": _("median, kilometres", language), "figure": row["median_km"]}


def _columns(found: Exploration, language: str) -> pd.DataFrame:
    rows = [
        (each.name, each.role.label(language), each.rows, each.filled, each.missing)
        for each in found.profile.columns.values()
    ]
    return pd.DataFrame(rows, columns=[key for key, _head, _about in _COLUMNS])


def _sayings(found: Exploration, outcome: str, words: Words) -> pd.DataFrame:
    rows = [
        (
            words.say(one),
            ", ".join(map(words.name, one.columns)),
            one.rows,
            round(float(one.strength), 3),
            certainty_word(one.certainty, words.language),
        )
        for one in _told(found.ranked(outcome))
    ]
    return pd.DataFrame(rows, columns=[key for key, _head, _about in _SAYINGS])


def _told(insights: Sequence[Insight]) -> list[Insight]:
    """Put what is too few to say last."""
    return sorted(insights, key=lambda one: one.certainty is Certainty.TOO_FEW)
