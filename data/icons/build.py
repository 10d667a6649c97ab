"""Build the icons: OCHA's humanitarian icons as one outline each, in a file of our own.

Run it in the project's environment (``python data/icons/build.py``). The icons arrive as a pinned
package from PyPI, as the base layers do; the same package gives the same bytes.

    python data/icons/build.py [--packages FOLDER] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import SVGPath

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "base"))

from names_of_icons import ICONS  # noqa: E402
from sources import Package, unpack  # noqa: E402

PACKAGE = Package(
    client="pip",
    name="wagtail-humanitarian-icons",
    version="2.0.0",
    file="wagtail_humanitarian_icons-2.0.0-py3-none-any.whl",
    sha256="8eaf3691a4df05991bda61b1e58241fe11cc3c43034f5385d0901aa93be77e2c",
    source="OCHA humanitarian icons",
    licence="public domain (OCHA released the icons; the package around them is MIT)",
    vintage="set of 2018 with the additions of 2020",
    member="wagtailhumanitarianicons/templates/wagtailhumanitarianicons/icons",
)

#: An icon lies in a square of this many units, whole numbers: a tenth of those of the source.
GRID = 480

#: What an SVG of the set may hold beside its outlines; anything else would be lost.
_KNOWN = {"svg", "g", "path", "circle", "rect", "defs", "style", "title"}
_STEPS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z"}


def main() -> None:
    """Fetch, derive, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, help="folder that keeps the package file")
    parser.add_argument("--out", type=Path, default=HERE, help="where the file goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        packages = (options.packages or Path(scratch) / "packages").resolve()
        folder = unpack(PACKAGE, packages, Path(scratch) / "work")
        icons = {
            name: {"fr": french, "path": outline(folder / f"{file}.svg")}
            for name, (french, file) in sorted(ICONS.items())
        }
    record = {
        "source": PACKAGE.source,
        "licence": PACKAGE.licence,
        "vintage": PACKAGE.vintage,
        "package": PACKAGE.title,
        "package_sha256": PACKAGE.sha256,
        "grid": GRID,
        "icons": icons,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (options.out / "icons.json").write_text(text, encoding="utf-8")
    print(f"{len(icons)} icons, {len(text.encode())} bytes")


def outline(path: Path) -> str:
    """Return what an SVG of the set draws as one path: M, L, C, Q, Z and whole numbers.

    Raises
    ------
    SystemExit
        If the file holds what such a path cannot say.
    """
    root = ET.parse(path).getroot()
    strange = {
        each.tag.split("}")[-1]
        for each in root.iter()
        if each.tag.split("}")[-1] not in _KNOWN or "transform" in each.attrib
    }
    if strange:
        raise SystemExit(f"{path.name} holds {sorted(strange)}")
    left, top, wide, high = map(float, root.attrib["viewBox"].split())
    factor = GRID / max(wide, high)
    middle = Transform(
        factor, 0, 0, factor,
        (GRID - factor * wide) / 2 - left * factor, (GRID - factor * high) / 2 - top * factor,
    )  # fmt: skip
    recorded = RecordingPen()
    SVGPath(str(path)).draw(TransformPen(recorded, middle))
    return "".join(_written(recorded))


def _written(recorded: RecordingPen) -> list[str]:
    steps = []
    for name, points in recorded.value:
        if name == "endPath":
            continue
        numbers = " ".join(f"{round(x)} {round(y)}" for x, y in points)
        steps.append(_STEPS[name] + numbers)
    return steps


if __name__ == "__main__":
    main()
