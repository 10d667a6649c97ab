"""The diagram of a database as a picture (SVG) that any browser shows, on paper and on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probono_kit.database.diagram_boxes import (
    HEAD,
    MARKS,
    PADDING,
    ROW,
    Box,
    Row,
    box_of,
    text_width,
)
from probono_kit.database.diagram_layers import place
from probono_kit.database.diagram_parts import Item, Line, Placed, Step
from probono_kit.database.diagram_routes import (
    FOOT,
    TRACK,
    Trunk,
    distinct,
    rounded,
    track_count,
    trunks,
)
from probono_kit.database.model import Design
from probono_kit.database.words import link_sentences, links_of, title_of
from probono_kit.encoding import encode
from probono_kit.findings import N_
from probono_kit.i18n import current_language, direction, gettext
from probono_kit.resources import share_path
from probono_kit.tables.cells import shorten

_MARGIN = 16.0
_TITLE = 40.0
_LEGEND = 34.0
_GAP = 26.0
_LOOP = 18.0
_LEAST_WIDTH = 328.0


def draw_diagram(design: Design, *, language: str | None = None, standalone: bool = True) -> str:
    """Draw tables, their fields and how they hang together.

    Parents stand left of their children (right of them where one reads from right to left). A
    crow's foot stands where there may be many rows; the line near it is dashed where a row need
    not belong to any. Letters have the size that a phone shows well: a wide diagram is scrolled,
    not shrunk. It has colours for light and dark screens, runs no script, asks for nothing, and
    tells the relations in sentences to those who cannot see it.

    Parameters
    ----------
    design : Design
        The database.
    language : str, optional
        Of words that are not the design's own (default: the current one).
    standalone : bool
        Whether the picture brings its style; ``False`` for a page that has
        :func:`diagram_style` in its own style sheet.

    Returns
    -------
    str
        An ``<svg>`` element; same design, same text.

    Examples
    --------
    >>> from probono_kit.database.model import Field, Table
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> draw_diagram(Design(name="wells", tables=(region,)), language="en")[:4]
    '<svg'
    """
    language = language or current_language()
    drawing = _Drawing.of(design, language)
    return drawing.svg(diagram_style() if standalone else "")


def diagram_style() -> str:
    """Return the style of diagrams, for the style sheet of a page.

    Returns
    -------
    str
        CSS; its rules concern nothing but elements of class ``diagram`` and what is in them.

    Examples
    --------
    >>> "prefers-color-scheme: dark" in diagram_style()
    True
    """
    return share_path("templates/pages/diagram.css").read_text(encoding="utf-8")


@dataclass(slots=True)
class _Drawing:
    design: Design
    language: str
    boxes: dict[str, Box]
    corners: dict[str, tuple[float, float]]
    items: list[list[Item]]
    gaps: list[list[Trunk]]
    lefts: list[float]
    rights: list[float]
    width: float
    height: float

    @classmethod
    def of(cls, design: Design, language: str) -> _Drawing:
        boxes = {table.name: box_of(design, table, language) for table in design.tables}
        lines = [
            Line(
                parent.name,
                child.name,
                boxes[parent.name].port(parent.key[0]),
                boxes[child.name].port(link.fields[0]),
            )
            for child, link, parent in links_of(design)
        ]
        joined = {name for line in lines for name in (line.parent, line.child)}
        heights = {name: box.height for name, box in boxes.items() if name in joined}
        placed = place(heights, [line for line in lines if line.parent != line.child])
        loops = {line.parent for line in lines if line.parent == line.child}
        drawing = cls(design, language, boxes, {}, placed.columns, trunks(placed), [], [], 0, 0)
        drawing._set_columns(placed, loops)
        drawing._set_alone([box for name, box in boxes.items() if name not in joined])
        legend = sum(text_width(text, 11) + 46 for text in drawing._legend_texts())
        drawing.width = max(drawing.width + _MARGIN, min(legend, 620.0), _LEAST_WIDTH)
        return drawing

    def _set_columns(self, placed: Placed, loops: set[str]) -> None:
        x = _MARGIN
        for layer, column in enumerate(placed.columns):
            wide = [self.boxes[item.name].width for item in column if item.is_box]
            self.lefts.append(x)
            self.rights.append(x + max(wide, default=0.0))
            for item in column:
                if item.is_box:
                    self.corners[item.name] = (x, _TITLE + item.y)
                    self.height = max(self.height, _TITLE + item.y + item.height)
            x = self.rights[-1]
            if loops & {item.name for item in column}:
                x += _LOOP
            self.width = x
            if layer < len(self.gaps):
                x += 2 * FOOT + TRACK * (track_count(self.gaps[layer]) + 1)

    def _set_alone(self, alone: Sequence[Box]) -> None:
        """Put tables without links in rows below the others."""
        x, y, tallest = _MARGIN, max(self.height + _GAP, _TITLE), 0.0
        limit = max(self.width, 900.0)
        for box in alone:
            if x > _MARGIN and x + box.width > limit:
                x, y, tallest = _MARGIN, y + tallest + _GAP, 0.0
            self.corners[box.table.name] = (x, y)
            x += box.width + _GAP
            tallest = max(tallest, box.height)
            self.width = max(self.width, x - _GAP)
            self.height = max(self.height, y + tallest)

    # ---- drawing ------------------------------------------------------------------------------

    def svg(self, style: str) -> str:
        title = title_of(self.design)
        text = gettext(N_("Diagram of the database “{name}”"), self.language).format(name=title)
        legend = list(self._legend())
        height = self.height + _LEGEND + 18 * (self._legend_lines() - 1) + _MARGIN / 2
        size = f'width="{self.width:.0f}" height="{height:.0f}"'
        view = f'viewBox="0 0 {self.width:.0f} {height:.0f}"'
        name = f"diagram-{self.design.name}"
        named = f'role="img" aria-labelledby="{name}-title {name}-text"'
        reading = f'lang="{encode(self.language)}" direction="{direction(self.language)}"'
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" {size} {view}',
            f"{named} {reading}>",
            f'<title id="{name}-title">{encode(text)}</title>',
            f'<desc id="{name}-text">{encode(self._told())}</desc>',
        ]
        if style:
            parts.append(f"<style>{style}</style>")
        parts.append('<rect class="paper" width="100%" height="100%"/>')
        longest = int((self.width - 2 * _MARGIN) / 10)
        parts.append(self._text(_MARGIN, 24, shorten(title, longest), "name"))
        parts += [*self._lines(), *self._loops()]
        for box in self.boxes.values():
            parts += self._box(box)
        return "\n".join([part for part in [*parts, *legend] if part]) + "\n</svg>\n"

    def _told(self) -> str:
        tables = ", ".join(title_of(table) for table in self.design.tables)
        text = gettext(N_("Tables: {tables}."), self.language).format(tables=tables)
        return " ".join([text, *link_sentences(self.design, self.language)])

    @property
    def _mirrored(self) -> bool:
        return direction(self.language) == "rtl"

    def _x(self, x: float, width: float = 0.0) -> float:
        return self.width - x - width if self._mirrored else x

    def _text(self, x: float, y: float, text: str, css: str, *, anchor: str = "start") -> str:
        end = f' text-anchor="{anchor}"' if anchor != "start" else ""
        return f'<text class="{css}" x="{self._x(x):.1f}" y="{y:.1f}"{end}>{encode(text)}</text>'

    def _path(self, points: Sequence[tuple[float, float]], css: str) -> str:
        turned = [(self._x(x), y) for x, y in distinct(points)]
        return f'<path class="{css}" d="{rounded(turned)}"/>' if len(turned) > 1 else ""

    def _rect(self, x: float, y: float, size: tuple[float, float], css: str) -> str:
        place = f'x="{self._x(x, size[0]):.1f}" y="{y:.1f}"'
        return f'<rect class="{css}" {place} width="{size[0]:.1f}" height="{size[1]:.1f}" rx="4"/>'

    def _box(self, box: Box) -> Iterator[str]:
        x, y = self.corners[box.table.name]
        yield f'<g class="table {box.table.kind.value}">'
        yield f"<title>{encode(f'{title_of(box.table)} ({box.table.name})')}</title>"
        yield self._rect(x, y, (box.width, box.height), "box")
        yield self._rect(x, y, (box.width, HEAD - 4), "head")
        yield self._text(x + PADDING, y + 19, box.shown, "title")
        yield self._text(x + PADDING, y + 35, shorten(box.table.name, 34), "code")
        for number, row in enumerate(box.rows):
            yield from self._row(row, x, y + HEAD + PADDING / 2 + ROW * number, box.width)
        yield "</g>"

    def _row(self, row: Row, x: float, y: float, width: float) -> Iterator[str]:
        full = f"{row.full} ({row.name})" if row.name else row.full
        kinds = " ".join(
            word for word, is_so in (("key", row.is_key), ("link", row.is_link)) if is_so
        )
        yield f"<g><title>{encode(full)}</title>"
        if row.is_key:
            yield self._mark(x + 7, y + ROW / 2, "key")
        if row.is_link:
            yield self._mark(x + 22, y + ROW / 2, "link")
        yield self._text(x + MARKS, y + 14, row.shown, f"field {kinds}".strip())
        if row.kind:
            yield self._text(x + width - PADDING, y + 14, row.kind, "kind", anchor="end")
        yield "</g>"

    def _mark(self, x: float, y: float, mark: str) -> str:
        """Draw a small key, or an arrow that leads to the parent."""
        if mark == "key":
            turned = self._x(x + 3)
            side = -1 if self._mirrored else 1
            shaft = f"M{turned + side * 2.5:.1f} {y:.1f}h{side * 6}m{-side * 1.5} 0v3"
            ring = f'<circle class="mark" cx="{turned:.1f}" cy="{y:.1f}" r="2.5"/>'
            return f'{ring}<path class="mark" d="{shaft}"/>'
        points = [(x + 8, y), (x, y)]
        head = f"M{self._x(x + 3):.1f} {y - 3:.1f}L{self._x(x):.1f} {y:.1f}"
        head += f"L{self._x(x + 3):.1f} {y + 3:.1f}"
        return self._path(points, "mark") + f'<path class="mark" d="{head}"/>'

    # ---- lines --------------------------------------------------------------------------------

    def _lines(self) -> Iterator[str]:
        optional = {
            (parent.name, child.name, self.boxes[child.name].port(link.fields[0]))
            for child, link, parent in links_of(self.design)
            if not all(child.field(name).required for name in link.fields)
        }
        for layer, gap in enumerate(self.gaps):
            first = self._gap_start(layer)
            for trunk in gap:
                upright = first + TRACK * max(trunk.track, 0)
                for step in trunk.steps:
                    line = step.line
                    loose = (line.parent, line.child, line.child_port) in optional
                    yield from self._step(layer, step, upright, loose)

    def _gap_start(self, layer: int) -> float:
        return self.lefts[layer + 1] - FOOT - TRACK * track_count(self.gaps[layer]) - TRACK / 2

    def _step(self, layer: int, step: Step, upright: float, loose: bool) -> Iterator[str]:
        start, stop = (_TITLE + y for y in step.ends)
        left, right = self.lefts[layer], self.lefts[layer + 1]
        if step.left.is_box:
            left += self.boxes[step.left.name].width
        child_right = step.right.name == step.line.child
        child_left = step.left.name == step.line.child
        end = right - FOOT if child_right else right
        begin = left + FOOT if child_left else left
        points = [(begin, start), (upright, start), (upright, stop), (end, stop)]
        yield self._path(points, "line")
        if not step.right.is_box:  # through the column that it passes
            yield self._path([(right, stop), (self.rights[layer + 1], stop)], "line")
        if child_right:
            yield self._foot(right, stop, -1, loose)
        if child_left:
            yield self._foot(left, start, 1, loose)
        if step.left.name == step.line.parent:
            yield self._bar(left + 6, start)
        if step.right.name == step.line.parent:
            yield self._bar(right - 6, stop)

    def _foot(self, x: float, y: float, side: int, loose: bool) -> str:
        """Draw a crow's foot at a child; the toe is dashed where a row need not belong."""
        heel = x + side * (FOOT - 5)
        toes = "".join(
            f"M{self._x(heel):.1f} {y:.1f}L{self._x(x):.1f} {y + spread:.1f}"
            for spread in (-6, 0, 6)
        )
        stub = self._path([(x + side * FOOT, y), (heel, y)], "line")
        return stub + f'<path class="line{" loose" if loose else ""}" d="{toes}"/>'

    def _bar(self, x: float, y: float) -> str:
        return f'<path class="line" d="M{self._x(x):.1f} {y - 5:.1f}v10"/>'

    def _loops(self) -> Iterator[str]:
        for child, link, parent in links_of(self.design):
            if child.name != parent.name:
                continue
            box = self.boxes[child.name]
            x, y = self.corners[child.name]
            right = x + box.width
            start, stop = y + box.port(parent.key[0]), y + box.port(link.fields[0])
            points = [(right, start), (right + _LOOP + 2, start)]
            points += [(right + _LOOP + 2, stop), (right + FOOT, stop)]
            yield self._path(points, "line")
            yield self._bar(right + 6, start)
            loose = not all(child.field(name).required for name in link.fields)
            yield self._foot(right, stop, 1, loose)

    # ---- legend -------------------------------------------------------------------------------

    def _legend_texts(self) -> list[str]:
        texts = (N_("key"), N_("link"), N_("many rows"), N_("may belong to none"))
        return [gettext(text, self.language) for text in texts]

    def _legend_places(self) -> list[tuple[float, float]]:
        places, x, y = [], _MARGIN, self.height + _LEGEND - 6
        for text in self._legend_texts():
            size = 30 + text_width(text, 11)
            if x > _MARGIN and x + size > self.width - _MARGIN:
                x, y = _MARGIN, y + 18
            places.append((x, y))
            x += size + 16
        return places

    def _legend_lines(self) -> int:
        return len({y for _x, y in self._legend_places()})

    def _legend(self) -> Iterator[str]:
        key, link, many, loose = self._legend_places()
        yield self._mark(key[0] + 10, key[1] - 4, "key")
        yield self._mark(link[0] + 12, link[1] - 4, "link")
        yield self._foot(many[0] + 22, many[1] - 4, -1, False)
        yield self._foot(loose[0] + 22, loose[1] - 4, -1, True)
        for (x, y), text in zip((key, link, many, loose), self._legend_texts(), strict=True):
            yield self._text(x + 28, y, text, "kind")
