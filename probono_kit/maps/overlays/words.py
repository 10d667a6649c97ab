"""What the text alternative of a map says of its further layers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.text import extremes, listed

#: Classes that a sentence names before it says how many more there are.
_MOST = 12


def sentence_of(
    kind: LayerKind,
    heading: str,
    rows: pd.DataFrame,
    classes: Sequence[LegendClass],
    language: str,
) -> str:
    """Say what one further layer shows.

    Parameters
    ----------
    kind : LayerKind
        How it is drawn.
    heading : str
        Its title.
    rows : pandas.DataFrame
        ``name``, ``value`` and ``value_text`` of each feature, without what may not leave.
    classes : sequence of LegendClass
        Its legend.
    language : str
        Of the sentence.

    Examples
    --------
    >>> rows = pd.DataFrame({"name": ["A", "B"], "value": [1.0, 2.0], "value_text": ["1", "2"]})
    >>> sentence_of(LayerKind.POINTS, "Health posts", rows, (), "en")
    'Health posts: 2 points.'
    """
    if kind is LayerKind.SYMBOLS:
        return _of_circles(heading, rows, language)
    if len([line for line in classes if line.key != NO_DATA]) > 1:
        number = kind is LayerKind.POINTS
        parts = [_class(line, language) if number else line.label for line in classes]
        text = _("{heading}: {classes}.", language)
        return text.format(heading=heading, classes=listed(parts, language, _MOST))
    if kind is LayerKind.LINES:
        return _("{heading}, as lines.", language).format(heading=heading)
    count = len(rows)
    text = ngettext("{heading}: {count} point.", "{heading}: {count} points.", count, language)
    if kind is LayerKind.OUTLINES:
        text = ngettext(
            "{heading}: outline of {count} area.",
            "{heading}: outlines of {count} areas.",
            count,
            language,
        )
    return text.format(heading=heading, count=format_number(count, language))


def _of_circles(heading: str, rows: pd.DataFrame, language: str) -> str:
    values = rows["value"].dropna() if rows["value"].dtype == float else rows["value"][:0]
    if len(values) and values.min() < values.max() and (rows["name"] != "").all():
        return extremes(heading, rows, language)
    text = ngettext(
        "{heading}: {count} circle in proportion.",
        "{heading}: {count} circles in proportion.",
        len(rows),
        language,
    )
    return text.format(heading=heading, count=format_number(len(rows), language))


def _class(line: LegendClass, language: str) -> str:
    count = format_number(line.count, language)
    return _("{label} ({count})", language).format(label=line.label, count=count)
