"""The pages that a map can be printed on: data in ``templates/layouts``, read and checked here."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from probono_kit.maps.spec import Page
from probono_kit.resources import share_path

#: Pages that only say their paper, as `Page.paper` does: the shape of the territory turns them.
AUTO = "auto"

#: Area of A4 in square millimetres, to which sizes refer.
_A4 = 210.0 * 297.0


class PageFormat(BaseModel):
    """One page that a map can be printed on.

    Sizes are given as they are on paper. A page is laid out on a smaller sheet, and that is then
    enlarged as a whole: texts, lines and signs grow together.

    Parameters
    ----------
    paper : str
        Name of the paper, printed beside the scale; empty where a scale means nothing (screens).
    width, height : float
        Millimetres.
    enlarge : float
        How many times larger than on A4 texts, lines and signs are. The smallest text of A4 has 6.2
        points, so that with 1 and more none is below 6.
    resolution : int
        Pixels per inch of a PNG.
    panel : str
        Where the legend may stand: ``beside``, ``below``, or ``either``.
    notes : str
        ``all``, or ``short`` where there is no room for all of them.
    margin : float
        Millimetres around everything, before the enlargement.
    locator : bool
        A small map may say where the large one lies.
    signs : bool
        Ordinary lines and signs are explained too; a disputed border always is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    paper: str
    width: Annotated[float, Field(gt=0)]
    height: Annotated[float, Field(gt=0)]
    enlarge: Annotated[float, Field(ge=1)] = 1.0
    resolution: Annotated[int, Field(ge=72, le=300)] = 200
    panel: Literal["either", "beside", "below"] = "either"
    notes: Literal["all", "short"] = "all"
    margin: Annotated[float, Field(ge=4)] = 8.0
    locator: bool = True
    signs: bool = True

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of the sheet on which the page is laid out before it is enlarged."""
        return self.width / self.enlarge, self.height / self.enlarge

    @property
    def factor(self) -> float:
        """How much larger than on A4 circles and panels are on that sheet, along an edge."""
        return math.sqrt(self.sheet[0] * self.sheet[1] / _A4)


@lru_cache(maxsize=1)
def layout_names() -> tuple[str, ...]:
    """Return the names of the layouts, in the order of the alphabet.

    Returns
    -------
    tuple of str
        What ``layout`` of :class:`~probono_kit.maps.Page` takes besides ``auto``.

    Examples
    --------
    >>> layout_names()[:3], layout_names()[-2:]
    (('a0-landscape', 'a0-portrait', 'a1-landscape'), ('slide', 'square'))
    """
    return tuple(sorted(path.stem for path in share_path("templates/layouts").glob("*.yml")))


@lru_cache(maxsize=32)
def read_layout(name: str) -> PageFormat:
    """Return the layout `name`.

    Parameters
    ----------
    name : str
        One of :func:`layout_names`.

    Returns
    -------
    PageFormat
        What the file says.

    Examples
    --------
    >>> slide = read_layout("slide")
    >>> round(slide.width / slide.height * 9), slide.enlarge
    (16, 1.6)
    """
    text = share_path(f"templates/layouts/{name}.yml").read_text(encoding="utf-8")
    return PageFormat.model_validate(yaml.safe_load(text))


def formats_of(page: Page) -> tuple[PageFormat, ...]:
    """Return the pages among which a map chooses the one that suits its territory.

    Parameters
    ----------
    page : Page
        Its layout, or paper and orientation.

    Returns
    -------
    tuple of PageFormat
        One for a named layout or orientation, else both ways to turn the paper.

    Examples
    --------
    >>> [form.width for form in formats_of(Page(paper="A3"))]
    [420.0, 297.0]
    """
    if page.layout != AUTO:
        return (read_layout(page.layout),)
    turns = [turn for turn in ("landscape", "portrait") if page.orientation in ("auto", turn)]
    return tuple(_plain(page.paper, turn) for turn in turns)


@lru_cache(maxsize=8)
def _plain(paper: str, turn: str) -> PageFormat:
    """Return a sheet of paper on which texts keep the size that they have on A4."""
    return read_layout(f"{paper.lower()}-{turn}").model_copy(update={"enlarge": 1.0})
