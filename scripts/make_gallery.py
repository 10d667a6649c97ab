"""The gallery of maps in ``docs``: ``python scripts/make_gallery.py``.

Draws every kind of map, every layout and every title block in English, French and Arabic, small,
and the page that shows them. ``--all FOLDER`` draws every kind on every layout in every language
into a folder and says what :func:`probono_kit.maps.lint_page` measures there; it takes minutes.
"""

from __future__ import annotations

import dataclasses
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
from gallery.icon_table import icon_table
from gallery.notebooks import LANGUAGES, NAMES, model, title_of
from PIL import Image

from probono_kit.findings import Findings
from probono_kit.maps import MapModel, Page, layout_names, lint_page
from probono_kit.maps.profiles import read_profile
from probono_kit.maps.static.draw import sheet_of
from probono_kit.maps.static.formats import settings, with_palette

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = DOCS / "images" / "gallery"

INTRODUCTION = (
    "Every kind of map in English, French and Arabic, on the regions of Senegal with invented"
    " figures. Each is drawn by a notebook of its own, to be opened in JupyterLab and tried with"
    " your data; which kind suits which data is in [Choose the kind of"
    " map](how-to/kinds-of-maps.md). Made by `python scripts/make_gallery.py`."
)

#: Pixels of one map in the gallery: width of a sheet of kinds, height of a row of layouts.
WIDTH, HEIGHT, GAP = 440, 300, 12

#: In the order of the gallery.
PROFILES = ("plain", "ocha-like", "mapaction-like")


def main(arguments: list[str]) -> int:
    """Run the notebooks and draw the gallery, or with ``--all FOLDER`` everything."""
    if "--all" in arguments:
        return _everything(Path(arguments[arguments.index("--all") + 1]))
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        _save(languages_of(name), name)
    _save(icon_table(), "icons")
    for language in LANGUAGES:
        base = model("choropleth", language)
        made = [picture(on_layout(base, name), WIDTH, HEIGHT) for name in layout_names()]
        rows = [beside(made[:4]), beside(made[4:7]), beside(made[7:])]
        _save(below(rows), f"layouts-{language}")
    base = model("symbols", "en")
    styled = [in_profile(base, name) for name in PROFILES]
    _save(beside([picture(each, WIDTH) for each in styled]), "profiles")
    (DOCS / "gallery.md").write_text(_page(), encoding="utf-8")
    return 0


def languages_of(name: str) -> Image.Image:
    """Return the map of a notebook in all languages, beside each other."""
    return beside([picture(model(name, language), WIDTH) for language in LANGUAGES])


def on_layout(made: MapModel, layout: str) -> MapModel:
    """Return the same map for another page."""
    spec = made.spec.model_copy(update={"page": Page(layout=layout)})
    return dataclasses.replace(made, spec=spec)


def in_profile(made: MapModel, name: str) -> MapModel:
    """Return the same map in another house style."""
    return dataclasses.replace(made, profile=read_profile(name, Findings()))


def picture(made: MapModel, width: int, height: int = 10_000) -> Image.Image:
    """Return a map as a small picture, at most so wide and high."""
    sheet = sheet_of(made)
    inches = sheet.figure.get_figwidth(), sheet.figure.get_figheight()
    share = min(width / inches[0], height / inches[1])
    written = BytesIO()
    with settings():
        sheet.figure.savefig(written, format="png", dpi=2 * share)
    size = round(inches[0] * share), round(inches[1] * share)
    return Image.open(written).convert("RGB").resize(size, Image.Resampling.LANCZOS)


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Return pictures in a row on grey."""
    width = sum(each.width for each in pictures) + GAP * (len(pictures) + 1)
    row = Image.new("RGB", (width, max(each.height for each in pictures) + 2 * GAP), "#d5d8da")
    x = GAP
    for each in pictures:
        row.paste(each, (x, GAP))
        x += each.width + GAP
    return row


def below(rows: list[Image.Image]) -> Image.Image:
    """Return rows below each other on grey."""
    size = max(row.width for row in rows), sum(row.height for row in rows)
    whole = Image.new("RGB", size, "#d5d8da")
    y = 0
    for row in rows:
        whole.paste(row, (0, y))
        y += row.height
    return whole


def _save(image: Image.Image, name: str) -> None:
    small = with_palette(np.ascontiguousarray(image))
    small.save(PICTURES / f"{name}.png", optimize=True)


def _everything(folder: Path) -> int:
    """Draw all; the exit code says whether any page has a text where it should not be."""
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for name in NAMES:
        for language in LANGUAGES:
            base = model(name, language)
            for layout in layout_names():
                made = on_layout(base, layout)
                picture(made, 1000, 1000).save(folder / f"{name}-{layout}-{language}.png")
                for found in lint_page(made):
                    print(f"{name} {layout} {language}: {found.code} {found.message('en')}")
                    wrong += found.code != "lint.cut_label"
    print(f"{len(NAMES) * len(LANGUAGES) * len(layout_names())} maps, {wrong} faults")
    return int(wrong > 0)


def _page() -> str:
    lines = [
        "# Gallery of maps",
        "",
        INTRODUCTION,
        "",
    ]
    for name in NAMES:
        said = _plain(model(name, "en"))
        lines += [f"## {title_of(name)}", "", f"![{said}](images/gallery/{name}.png)", ""]
        lines += [f"Notebook: [{name}](gallery/{name}.ipynb)", ""]
    lines += ["## Icons", "", "OCHA's humanitarian icons, by their English or French names.", ""]
    lines += ["![All icons with their names in English and French](images/gallery/icons.png)", ""]
    lines += ["## Layouts", "", "`" + "` · `".join(layout_names()) + "`", ""]
    for language in LANGUAGES:
        lines += [f"![All layouts, {language}](images/gallery/layouts-{language}.png)", ""]
    names = "` · `".join(PROFILES)
    lines += ["## Title blocks", "", f"`{names}`", ""]
    lines += ["![Three title blocks](images/gallery/profiles.png)"]
    return "\n".join(lines) + "\n"


def _plain(made: MapModel) -> str:
    return made.alt_text.replace("[", "(").replace("]", ")")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
