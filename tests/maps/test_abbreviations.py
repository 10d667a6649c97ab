"""Names that find no room are abbreviated as people do, and never taken for another."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.maps import MapSpec, Page, resolve
from probono_kit.maps.abbreviations import abbreviated, unmistakable
from tests.maps.made import TEXTS, squares
from tests.maps.test_static import compose


def test_usual_words_are_abbreviated_in_the_language_of_the_map():
    """Should fail if a word were cut, or the abbreviation were that of another language."""
    cases = {
        ("Saint-Louis", "fr"): "St-Louis",
        ("Logone Occidental", "fr"): "Logone Occ.",
        ("NORTH KIVU", "en"): "N. KIVU",
        ("North Kivu", "fr"): "North Kivu",
        ("Santa Cruz", "es"): "Sta. Cruz",
        ("محافظة حلب", "ar"): "حلب",
        ("Dakar", "fr"): "Dakar",
        ("Ouest", "fr"): "Ouest",
        ("Nord-Kivu", "fr"): "N-Kivu",
        ("Région du Nord", "fr"): "Rég. du N.",
        ("", "en"): "",
        ("West", "sw"): "West",
    }
    assert {key: abbreviated(*key) for key in cases} == cases


@given(st.text(max_size=30), st.sampled_from(["en", "fr", "es", "ar", "sw"]))
def test_an_abbreviation_is_shorter_or_the_name_itself(name, language):
    """Should fail if a name got longer, or vanished."""
    short = abbreviated(name, language)
    assert short == name or 0 < len(short) < len(name)


def test_two_areas_never_read_alike():
    """Should fail if the same abbreviation stood on two areas, or were the name of a third."""
    assert unmistakable(["North Kivu", "Northern Kivu"], "en") == {}
    assert unmistakable(["Saint Louis", "St Louis"], "en") == {}
    assert unmistakable(["Saint Louis", "Louga"], "en") == {"Saint Louis": "St Louis"}


def named(names: list[str]) -> list[str]:
    """Return what is written on an upright map of squares side by side."""
    table = pd.DataFrame({"area_name": names, "v": [1.5 + i for i in range(len(names))]})
    spec = MapSpec(
        language="fr", value="v", kind="choropleth", page=Page(orientation="portrait"), **TEXTS
    )
    model = resolve(spec, areas=squares(*names), table=table, base=False)
    return [w.text for w in compose(model).written if w.part == "map"]


def test_a_name_without_room_is_abbreviated_and_one_with_room_is_not():
    """Should fail if a name that fits were abbreviated, or one that does not got a leader first."""
    assert "Lac Occidental" in named(["Lac Occidental", "B"])
    crowded = named(["Lac Occidental", *[f"A{i}" for i in range(17)]])
    assert "Lac Occ." in crowded
    assert "Lac Occidental" not in crowded
