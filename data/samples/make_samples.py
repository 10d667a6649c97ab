"""Write the sample engagements' raw files: ``python data/samples/make_samples.py``.

Everything in them is invented but the geography: the NGO, its people, its figures. The same script
gives the same bytes, so that the samples can be compared, and nobody "tidies" them by hand: they
are messy on purpose, in the ways that sheets from the field are.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path

import household_survey
import numpy as np
import village_water
import water_points
from PIL import Image

HERE = Path(__file__).resolve().parent

_TIME = (1980, 1, 1, 0, 0, 0)
_LOGO_SIZE = 480
_FINER = 4  # the logo is drawn so many times larger, then made smaller: smooth edges


def main() -> None:
    """Write all samples below the folder of this script, or below ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE, help="where the samples go")
    out = parser.parse_args().out
    for name, file, content in (
        ("water-points", "points_eau.xlsx", water_points.workbook()),
        ("village-water", "suivi_eau.xlsx", village_water.workbook()),
        ("household-survey", "formulaire.xlsx", household_survey.form_workbook()),
        ("household-survey", "menages.xlsx", household_survey.export_workbook()),
    ):
        folder = out / name / "raw"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(plain_zip(content))
    draw_logo().save(out / "water-points" / "raw" / "logo.png", optimize=True)


def plain_zip(content: bytes) -> bytes:
    """Pack a zip again without compression: compressed bytes differ between zlib's versions."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def draw_logo() -> Image.Image:
    """Draw the NGO's logo: a drop whose lower part is the water that it shares out."""
    size = _LOGO_SIZE * _FINER
    y, x = np.mgrid[0:size, 0:size] / (size / 2) - 1
    drop = _drop(x, y)
    water = drop & (y > 0.22 + 0.07 * np.sin(2.6 * np.pi * x))
    pixels = np.zeros((size, size, 4), dtype=np.uint8)
    pixels[drop] = (0x2A, 0x9D, 0xC8, 255)
    pixels[water] = (0x0B, 0x5C, 0x8A, 255)
    # Transparent pixels get the colour beside them, or the edge would turn dark when made smaller.
    pixels[~drop, :3] = (0x2A, 0x9D, 0xC8)
    return Image.fromarray(pixels, "RGBA").reduce(_FINER)


def _drop(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Say where the drop is: a disc below, and its tangents to a point above."""
    radius, centre, tip = 0.58, 0.30, -0.92
    disc = x**2 + (y - centre) ** 2 <= radius**2
    sine = radius / (centre - tip)
    touch = centre - radius * sine
    slope = np.tan(np.arcsin(sine))
    cone = (y >= tip) & (y <= touch) & (np.abs(x) <= (y - tip) * slope)
    return disc | cone


if __name__ == "__main__":
    main()
