"""What of the rows of a layer may leave: names, values, columns, and the table for all to read."""

from __future__ import annotations

import pandas as pd

from probono_kit.i18n import gettext as _
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.units import is_short
from probono_kit.maps.values import as_words


def may_leave(spec: MapSpec, kind: Kind, subject: Subject) -> bool:
    """Tell whether exact amounts may be written: a class shows a category in any case."""
    if kind in (Kind.CATEGORIES, Kind.POINTS):
        column = spec.category or spec.value if subject.points else spec.value
        return not column or column in spec.columns
    return all(name in spec.columns for name in (spec.value, spec.denominator) if name)


def shown_columns(spec: MapSpec, kind: Kind, subject: Subject) -> tuple[tuple[str, str], ...]:
    """Return the further columns that may be shown, with their headings."""
    told = {spec.label} if subject.points else {"area_name"}
    if not spec.denominator:
        told.add(spec.value)
    if kind is Kind.POINTS:
        told.add(spec.category or spec.value)
    names = dict.fromkeys(name for name in spec.columns if name in subject.cells)
    return tuple((name, name.replace("_", " ")) for name in names if name not in told)


def leaving_names(spec: MapSpec, subject: Subject) -> pd.Series:
    """Return the names, empty where those of points may not leave."""
    if subject.points and spec.label not in spec.columns:
        return pd.Series([""] * len(subject.names), dtype=object)
    return subject.names


def leaving_cells(spec: MapSpec, subject: Subject) -> pd.DataFrame:
    """Return the columns that may leave, as they were given."""
    names = [name for name in dict.fromkeys(spec.columns) if name in subject.cells]
    return subject.cells[names].reset_index(drop=True)


def rows_of(
    subject: Subject,
    names: pd.Series,
    looks: Symbology,
    shown: tuple[tuple[str, str], ...],
    language: str,
) -> pd.DataFrame:
    """Return what renderers know of each row, but for its shape."""
    keys = names if not subject.points else [str(i + 1) for i in range(len(names))]
    rows = pd.DataFrame({name: as_words(subject.cells[name], language) for name, _h in shown})
    return rows.assign(
        key=subject.frame["key"].to_numpy() if "key" in subject.frame else keys,
        name=names.to_numpy(),
        value=looks.value,
        value_text=looks.value_text,
        class_key=looks.class_key,
        fill=looks.fill,
        radius=looks.radius,
    )


def heading_of(spec: MapSpec, kind: Kind, subject: Subject) -> str:
    """Return the heading of the legend, with the unit unless every label carries it."""
    column = spec.value
    if kind is Kind.POINTS and subject.points:
        column = spec.category or spec.value
    title = spec.legend_title.strip() or column.replace("_", " ")
    if spec.denominator and not spec.legend_title.strip():
        title = f"{title} / {spec.denominator.replace('_', ' ')}"
    if spec.unit.strip() and not is_short(spec.unit):
        return _("{title} ({unit})", spec.language).format(title=title, unit=spec.unit.strip())
    return title


def table_of(
    spec: MapSpec,
    rows: pd.DataFrame,
    looks: Symbology,
    heading: str,
    shown: tuple[tuple[str, str], ...],
    *,
    points: bool,
) -> pd.DataFrame:
    """Return what readers without a map read, headings as columns."""
    language = spec.language
    labels = {line.key: line.label for line in looks.classes}
    columns: dict[str, object] = {}
    if not points and (rows["name"] != "").any():
        columns[_("Area", language)] = rows["name"]
    elif spec.label in spec.columns:
        columns[_("Name", language)] = rows["name"]
    texts = [
        text or labels.get(key, "")
        for text, key in zip(rows["value_text"], rows["class_key"], strict=True)
    ]
    if heading:
        columns[heading] = texts
    for name, title in shown:
        columns[title if title not in columns else name] = rows[name]
    return pd.DataFrame(columns)
