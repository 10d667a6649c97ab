"""The gallery: every kind on every layout is free of clipped, small and overlapping texts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from probono_kit.maps import layout_names, lint_page
from probono_kit.maps.layouts import read_layout
from probono_kit.maps.spec import Kind

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from gallery.stacked import stacked  # noqa: E402
from gallery.subjects import KINDS, LANGUAGES, model  # noqa: E402
from make_gallery import PICTURES, on_layout  # noqa: E402

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


def test_every_kind_is_shown():
    """Should fail if a new kind of map has no picture in the gallery."""
    assert set(KINDS) == set(Kind) - {Kind.AUTO}
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"images/gallery/{kind.value}.png" in page
    missing = [p for p in page.split("](")[1:] if "images/" in p[:7]
               and not (ROOT / "docs" / p.split(")")[0]).is_file()]  # fmt: skip
    assert missing == []


def test_pictures_are_small():
    """Should fail if the repository grew by pictures."""
    sizes = [path.stat().st_size for path in PICTURES.glob("*.png")]
    assert max(sizes) < 260_000
    assert sum(sizes) < 2_400_000


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_no_text_of_a_page_is_clipped_small_or_on_another(kind):
    """Should fail if a kind breaks on a layout: each with one language, all languages in turn.

    A3, A1 and A0 are one page, enlarged: each kind is on one of them.
    """
    turn = KINDS.index(kind)
    large = {size for i, size in enumerate(ENLARGED) if i != turn % len(ENLARGED)}
    layouts = [name for name in layout_names() if name.split("-")[0] not in large]
    models = [model(kind, language) for language in LANGUAGES]
    for i, layout in enumerate(layouts):
        made = on_layout(models[(i + turn) % len(models)], layout)
        faults = [f.message("en") for f in lint_page(made) if f.code != "lint.cut_label"]
        assert faults == [], f"{kind.value} on {layout} in {made.language}"


@pytest.mark.slow
def test_no_text_of_a_map_of_several_layers_is_clipped_small_or_on_another():
    """Should fail if the longer legend of several layers breaks a layout."""
    for i, layout in enumerate(layout_names()):
        made = on_layout(stacked(LANGUAGES[i % len(LANGUAGES)]), layout)
        faults = [f.message("en") for f in lint_page(made) if f.code != "lint.cut_label"]
        assert faults == [], f"{layout} in {made.language}"
