"""The gallery: every kind on every layout is free of clipped, small and overlapping texts."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

from probono_kit.maps import layout_names, lint_page
from probono_kit.maps.layouts import read_layout
from probono_kit.maps.spec import Kind

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from gallery.notebooks import FOLDER, LANGUAGES, NAMES, model, run  # noqa: E402
from make_gallery import PICTURES, languages_of, on_layout  # noqa: E402

#: Pages of the same proportions, whose letters grow with them.
ENLARGED = ("a3", "a1", "a0")


def test_large_pages_are_one_page_enlarged():
    """Should fail if a poster were no longer laid out as the sheet that is looked at below."""
    for way in ("landscape", "portrait"):
        pages = [read_layout(f"{size}-{way}") for size in ENLARGED]
        wide = [page.width / page.enlarge for page in pages]
        high = [page.height / page.enlarge for page in pages]
        assert max(wide) / min(wide) < 1.005
        assert max(high) / min(high) < 1.005


def test_every_kind_has_its_notebook():
    """Should fail if a new kind of map has no notebook and no picture in the gallery."""
    assert set(Kind) - {Kind.AUTO} <= set(NAMES)
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(NAMES)
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"images/gallery/{name}.png" in page
        assert f"(gallery/{name}.ipynb)" in page
    missing = [p for p in page.split("](")[1:] if "images/" in p[:7]
               and not (ROOT / "docs" / p.split(")")[0]).is_file()]  # fmt: skip
    assert missing == []


def test_notebooks_hold_no_results():
    """Should fail if results were saved with a notebook: they are made again, not kept."""
    for path in FOLDER.glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        assert not any(cell.get("outputs") for cell in cells), path.name
        assert [c.metadata.tags for c in cells if "parameters" in c.metadata.get("tags", ())]


@pytest.mark.slow
def test_a_notebook_writes_print_and_web_page(tmp_path):
    """With a folder, the last cell leaves what an NGO gets."""
    run("sectors", "fr", str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} >= {"sectors-fr.pdf", "sectors-fr.html"}


def test_pictures_are_small():
    """Should fail if the repository grew by pictures."""
    sizes = [path.stat().st_size for path in PICTURES.glob("*.png")]
    assert max(sizes) < 260_000
    assert sum(sizes) < 2_400_000


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_draws_its_picture_and_fits_its_layouts(name):
    """Should fail if a notebook stops working, its picture is of another version, a layout breaks.

    Every other layout, each with one language, all languages in turn. A3, A1 and A0 are one page,
    enlarged: each kind is on one of them.
    """
    models = [model(name, language) for language in LANGUAGES]
    assert [found.code for made in models for found in made.findings.errors] == []
    with Image.open(PICTURES / f"{name}.png") as shown:
        picture = np.asarray(shown.convert("RGB"), dtype=float)
    drawn = np.asarray(languages_of(name), dtype=float)
    assert drawn.shape == picture.shape
    difference = np.abs(drawn - picture).max(axis=2)
    # The picture has 256 colours.
    assert difference.mean() < 2.0
    assert (difference > 60).mean() < 0.002
    turn = NAMES.index(name)
    large = {size for i, size in enumerate(ENLARGED) if i != turn % len(ENLARGED)}
    layouts = [layout for layout in layout_names() if layout.split("-")[0] not in large]
    # Two kinds that follow each other share the layouts between them.
    layouts = layouts[turn % 2 :: 2]
    for i, layout in enumerate(layouts):
        made = on_layout(models[(i + turn) % len(models)], layout)
        faults = [f.message("en") for f in lint_page(made) if f.code != "lint.cut_label"]
        assert faults == [], f"{name} on {layout} in {made.language}"
