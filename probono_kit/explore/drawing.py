"""The pieces of a small picture: an SVG of one width, mirrored where text runs right to left."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.i18n import direction

#: Width of every picture in its own units; a page shows it as wide as its place.
WIDTH = 320.0
#: Height of a line of text, and what one character takes of its width, about.
LINE, CHARACTER = 16.0, 6.6

#: Colours where no style sheet says otherwise, by class.
_PLAIN = {
    "mark": "#0b6b7a",
    "weak": "#9cc3ca",
    "track": "#e6eaed",
    "axis": "#8a97a0",
    "ink": "#1c2730",
    "soft": "#55636e",
    "on": "#ffffff",
    "gap": "#ffffff",
}

#: What a page puts into its style sheet, so that pictures follow its theme, dark or printed.
STYLE = """\
.pk-chart { display: block; width: 100%; max-width: 24rem; height: auto; }
.pk-chart text { font: 12px/1 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Naskh Arabic", \
Arial, sans-serif; fill: var(--ink, #1c2730); }
.pk-chart .soft { fill: var(--soft, #55636e); }
.pk-chart .mark { fill: var(--accent, #0b6b7a); }
.pk-chart .weak { fill: var(--accent, #0b6b7a); opacity: .45; }
.pk-chart .track { fill: var(--line, #e6eaed); }
.pk-chart .gap { fill: var(--paper, #fff); }
.pk-chart .on { fill: var(--paper, #fff); }
.pk-chart line.axis, .pk-chart path.axis { stroke: var(--soft, #8a97a0); }
.pk-chart path.mark { fill: none; stroke: var(--accent, #0b6b7a); }
.pk-chart line.ink { stroke: var(--ink, #1c2730); }
@media print { .pk-chart { break-inside: avoid; print-color-adjust: exact; } }
"""


@dataclass(slots=True)
class Drawing:
    """A picture being drawn, from top to bottom.

    Parameters
    ----------
    language : str
        Decides the side on which lines begin.
    parts : list of Markup
        What is drawn.
    height : float
        So far.
    """

    language: str
    parts: list[Markup] = field(default_factory=list)
    height: float = 0.0

    @property
    def mirrored(self) -> bool:
        """Whether lines begin on the right."""
        return direction(self.language) == "rtl"

    def x(self, at: float, width: float = 0.0) -> float:
        """Return the left edge of something `at` from where lines begin."""
        return WIDTH - at - width if self.mirrored else at

    def box(
        self, at: float, top: float, width: float, height: float, kind: str, opacity: float = 1.0
    ) -> None:
        """Draw a filled rectangle."""
        shade = Markup(' opacity="{}"').format(number(opacity)) if opacity < 1 else Markup("")
        self.parts.append(
            Markup(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1" fill="{}"{}/>'
            ).format(
                kind,
                number(self.x(at, width)),
                number(top),
                number(width),
                number(height),
                _PLAIN[kind],
                shade,
            )
        )

    def line(self, at: float, top: float, to: float, bottom: float, kind: str = "axis") -> None:
        """Draw a straight line."""
        self.parts.append(
            Markup(
                '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="1.5"/>'
            ).format(
                kind,
                number(self.x(at)),
                number(top),
                number(self.x(to)),
                number(bottom),
                _PLAIN[kind],
            )
        )

    def path(self, points: list[tuple[float, float]]) -> None:
        """Draw a line through points."""
        steps = " ".join(
            f"{'L' if i else 'M'}{number(self.x(at))} {number(top)}"
            for i, (at, top) in enumerate(points)
        )
        self.parts.append(
            Markup(
                '<path class="mark" d="{}" fill="none" stroke="{}" stroke-width="2"'
                ' stroke-linejoin="round"/>'
            ).format(steps, _PLAIN["mark"])
        )

    def dot(self, at: float, top: float, radius: float = 3.5) -> None:
        """Draw a point."""
        self.parts.append(
            Markup('<circle class="mark" cx="{}" cy="{}" r="{}" fill="{}"/>').format(
                number(self.x(at)), number(top), number(radius), _PLAIN["mark"]
            )
        )

    def text(
        self,
        text: str,
        at: float,
        base: float,
        *,
        place: str = "start",
        kind: str = "ink",
        room: float = WIDTH,
    ) -> None:
        """Write a text whose start, middle or end is `at`; shortened to the room there is."""
        self.parts.append(
            Markup(
                '<text class="{}" x="{}" y="{}" text-anchor="{}" direction="{}" fill="{}"'
                ' font-size="12" font-family="sans-serif">{}</text>'
            ).format(
                kind,
                number(self.x(at)),
                number(base),
                place,
                direction(self.language),
                _PLAIN[kind],
                encode(shortened(text, room)),
            )
        )

    def svg(self, title: str, description: str) -> Markup:
        """Return the picture with its text alternative."""
        told = f"{title.rstrip('.')}. {description}" if description else title
        return Markup(
            '<svg class="pk-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"'
            ' role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>'
        ).format(
            number(WIDTH),
            number(self.height),
            encode(told),
            encode(title),
            encode(description),
            Markup("").join(self.parts),
        )


def number(value: float) -> str:
    """Write a length with one decimal at most, the same on every machine.

    Examples
    --------
    >>> number(12.04), number(-0.01)
    ('12', '0')
    """
    text = f"{float(value):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def shortened(text: str, room: float) -> str:
    """Cut a text to the width there is for it.

    Examples
    --------
    >>> shortened("a long name of a village", 80)
    'a long name…'
    """
    text = " ".join(str(text).split())
    most = max(2, int(room / CHARACTER))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def text_width(text: str) -> float:
    """Return the width that a text takes, about."""
    return len(text) * CHARACTER
