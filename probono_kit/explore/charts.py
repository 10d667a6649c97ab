"""Small pictures of figures: bars, histogram, line, dots with intervals, cross table, gaps.

They are SVG without scripts or styles of their own, so that a page's policy lets them in. A page
puts :data:`CHART_STYLE` into its style sheet for its colours, dark mode and print.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from markupsafe import Markup

from probono_kit.explore.drawing import CHARACTER, LINE, STYLE, WIDTH, Drawing, text_width
from probono_kit.explore.wordings import number_words, percent_words
from probono_kit.findings import N_
from probono_kit.i18n import current_language, format_number, gettext, ngettext

CHART_STYLE = STYLE

#: More than so many bars, or rows and columns of a cross table, are no picture any more.
MOST_BARS, MOST_CELLS = 8, 7
#: Bars are drawn as parts of the whole where the longest is more of it than this.
_OF_WHOLE = 0.3


def picture(kind: str, table: pd.DataFrame, *, title: str, language: str | None = None) -> Markup:
    """Draw figures.

    Parameters
    ----------
    kind : str
        ``bars`` (columns ``label``, ``rows``, ``share``; ``low`` and ``high`` of the share where it
        is an estimate), ``histogram`` (``low``, ``high``, ``rows``), ``line`` (``period``,
        ``value``), ``dots`` (``label``, ``value``, ``low``, ``high``), ``heat`` (a cross table of
        counts: groups down, values across), ``strip`` (``share`` filled, along the rows).
    table : pandas.DataFrame
        The figures.
    title : str
        What is shown; read aloud, not drawn.
    language : str, optional
        Of numbers and texts, and the side on which lines begin (default: the current one).

    Returns
    -------
    markupsafe.Markup
        One ``<svg>`` with a text alternative that says its figures; empty if there are none.

    Raises
    ------
    KeyError
        If `kind` is none of these (a programmer's mistake).

    Examples
    --------
    >>> table = pd.DataFrame({"label": ["well", "tap"], "rows": [3, 1], "share": [0.75, 0.25]})
    >>> svg = picture("bars", table, title="Kind of water point", language="en")
    >>> svg.count("<rect"), "well: 75" in svg
    (4, True)
    """
    draw = _KINDS[kind]
    if not len(table):
        return Markup("")
    drawing = Drawing(language or current_language())
    description = draw(drawing, table)
    return drawing.svg(title, description)


def _bars(drawing: Drawing, table: pd.DataFrame) -> str:
    language, said = drawing.language, []
    shown = table.head(MOST_BARS)
    top = float(shown["share"].max())
    if "high" in shown:
        top = max(top, float(shown["high"].fillna(0).max()))
    # Small shares are compared with each other, large ones with the whole, which is drawn.
    has_whole = top > _OF_WHOLE
    top = 1.0 if has_whole else max(top, 1e-6)
    for row in shown.to_dict("records"):
        rows = format_number(int(row["rows"]), language)
        value = f"{percent_words(float(row['share']), language)} ({rows})"
        said.append(f"{row['label']}: {value}")
        base = drawing.height + LINE - 4
        room = WIDTH - text_width(value) - 10
        drawing.text(str(row["label"]), 0, base, room=room)
        drawing.text(value, WIDTH, base, place="end", kind="soft")
        bar = drawing.height + LINE + 1
        if has_whole:
            drawing.box(0, bar, WIDTH, 8, "track")
        drawing.box(0, bar, WIDTH * min(1.0, float(row["share"]) / top), 8, "mark")
        if "high" in shown and np.isfinite(row["high"]):
            low, high = (
                WIDTH * min(1.0, max(0.0, float(x)) / top) for x in (row["low"], row["high"])
            )
            drawing.line(low, bar + 4, high, bar + 4, "ink")
        drawing.height += LINE + 15
    return "; ".join([*said, *_more(drawing, len(table) - len(shown))]) + "."


def _more(drawing: Drawing, others: int) -> list[str]:
    """Say how many bars are not drawn."""
    if others <= 0:
        return []
    text = ngettext("and {count} more", "and {count} others", others, drawing.language)
    text = text.format(count=format_number(others, drawing.language))
    drawing.text(text, 0, drawing.height + LINE - 4, kind="soft")
    drawing.height += LINE
    return [text]


def _histogram(drawing: Drawing, table: pd.DataFrame) -> str:
    language = drawing.language
    tall, top = 84.0, max(1.0, float(table["rows"].max()))
    width = WIDTH / len(table)
    for at, rows in enumerate(table["rows"].tolist()):
        height = tall * rows / top
        if rows:
            height = max(1.0, height)
        drawing.box(at * width + 0.5, tall - height + 2, max(1.0, width - 1), height, "mark")
    drawing.line(0, tall + 2, WIDTH, tall + 2)
    base = tall + 2 + LINE
    drawing.text(number_words(table["low"].iloc[0], language), 0, base, kind="soft")
    last, end = (number_words(table[key].iloc[-1], language) for key in ("low", "high"))
    drawing.text(f"≥ {last}" if _has_tail(table) else end, WIDTH, base, place="end", kind="soft")
    drawing.height = base + 5
    parts = [
        f"{number_words(row['low'], language)}–{number_words(row['high'], language)}: "
        f"{format_number(int(row['rows']), language)}"
        for row in table.to_dict("records")
        if row["rows"]
    ]
    return "; ".join(parts) + "."


def _has_tail(table: pd.DataFrame) -> bool:
    """Whether the last bin holds all that lies beyond the others."""
    widths = (table["high"] - table["low"]).to_numpy()
    return len(widths) > 2 and bool(widths[-1] > 1.5 * max(widths[0], 0.1))


def _line(drawing: Drawing, table: pd.DataFrame) -> str:
    language = drawing.language
    values = table["value"].astype(float).to_numpy()
    known = np.isfinite(values)
    top = max(float(values[known].max()), 1e-12) if known.any() else 1.0
    bottom = min(0.0, float(values[known].min())) if known.any() else 0.0
    tall, first = 84.0, LINE
    step = (WIDTH - 12) / max(1, len(values) - 1)
    run: list[tuple[float, float]] = []
    for at, value in enumerate(values.tolist()):
        if not np.isfinite(value):
            _finish(drawing, run)
            run = []
            continue
        run.append((6 + at * step, first + tall * (1 - (value - bottom) / (top - bottom))))
    _finish(drawing, run)
    zero = first + tall * (1 - (0 - bottom) / (top - bottom))
    drawing.line(0, zero, WIDTH, zero)
    drawing.text(number_words(top, language), 0, LINE - 6, kind="soft")
    base = first + tall + LINE
    drawing.text(str(table["period"].iloc[0]), 0, base, kind="soft", room=WIDTH / 2)
    if len(table) > 1:
        last = str(table["period"].iloc[-1])
        drawing.text(last, WIDTH, base, place="end", kind="soft", room=WIDTH / 2)
    drawing.height = base + 5
    pairs = zip(table["period"], values.tolist(), strict=True)
    return "; ".join(f"{period}: {number_words(value, language)}" for period, value in pairs) + "."


def _finish(drawing: Drawing, run: list[tuple[float, float]]) -> None:
    if len(run) > 1:
        drawing.path(run)
    for at, top in run if len(run) <= 24 else run[-1:]:
        drawing.dot(at, top, 2.5)


def _dots(drawing: Drawing, table: pd.DataFrame) -> str:
    language, said = drawing.language, []
    shown = table.head(MOST_BARS)
    low = min(0.0, float(shown["low"].min()))
    high = max(float(shown["high"].max()), low + 1e-12)

    def place(value: float) -> float:
        return 4 + (WIDTH - 8) * (value - low) / (high - low)

    for row in shown.to_dict("records"):
        value = number_words(row["value"], language)
        ends = f"{number_words(row['low'], language)}–{number_words(row['high'], language)}"
        said.append(f"{row['label']}: {value} ({ends})")
        base = drawing.height + LINE - 4
        drawing.text(str(row["label"]), 0, base, room=WIDTH - text_width(value) - 10)
        drawing.text(value, WIDTH, base, place="end", kind="soft")
        middle = drawing.height + LINE + 5
        drawing.box(0, middle - 1, WIDTH, 2, "track")
        drawing.line(place(float(row["low"])), middle, place(float(row["high"])), middle, "ink")
        drawing.dot(place(float(row["value"])), middle)
        drawing.height += LINE + 15
    return "; ".join([*said, *_more(drawing, len(table) - len(shown))]) + "."


def _heat(drawing: Drawing, table: pd.DataFrame) -> str:
    language = drawing.language
    shown = table.iloc[:MOST_CELLS, :MOST_CELLS]
    totals = table.sum(axis=1).reindex(shown.index).to_numpy(dtype=float)
    shares = shown.to_numpy(dtype=float) / np.maximum(totals, 1)[:, None]
    wide = min(44.0, 200.0 / shown.shape[1])
    start = WIDTH - wide * shown.shape[1]
    said = []
    for at, name in enumerate(shown.columns):
        drawing.text(f"{at + 1}\u2002{name}", 0, drawing.height + LINE - 4, kind="soft")
        drawing.height += LINE
    for at in range(shown.shape[1]):
        middle = start + (at + 0.5) * wide
        drawing.text(str(at + 1), middle, drawing.height + LINE - 4, place="middle", kind="soft")
    drawing.height += LINE
    for row, name in enumerate(shown.index):
        drawing.text(str(name), 0, drawing.height + 17, room=start - CHARACTER)
        for at, share in enumerate(shares[row].tolist()):
            place = start + at * wide
            drawing.box(place + 1, drawing.height + 1, wide - 2, 22, "track")
            drawing.box(place + 1, drawing.height + 1, wide - 2, 22, "mark", max(0.02, share))
            kind = "on" if share > 0.6 else "ink"
            text = format_number(round(100 * share), language)
            middle = place + wide / 2
            drawing.text(text, middle, drawing.height + 17, place="middle", kind=kind)
            said.append(f"{name}, {shown.columns[at]}: {percent_words(share, language)}")
        drawing.height += 24
    return "; ".join(said) + "."


def _strip(drawing: Drawing, table: pd.DataFrame) -> str:
    shares = table["share"].astype(float).tolist()
    width = WIDTH / len(shares)
    drawing.box(0, 2, WIDTH, 12, "track")
    for at, share in enumerate(shares):
        if share > 0:
            drawing.box(at * width, 2, width + 0.2, 12, "mark", max(0.05, share))
    drawing.height = 16
    text = gettext(N_("Filled: {percent}."), drawing.language)
    return text.format(percent=percent_words(float(np.mean(shares)), drawing.language))


_KINDS: dict[str, Callable[[Drawing, pd.DataFrame], str]] = {
    "bars": _bars,
    "histogram": _histogram,
    "line": _line,
    "dots": _dots,
    "heat": _heat,
    "strip": _strip,
}
