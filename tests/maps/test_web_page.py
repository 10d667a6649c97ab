"""The page of a map, read as text: what it says, what it must not hold, what it weighs."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import string
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from probono_kit.errors import ProbonoError
from probono_kit.maps import Credits, MapModel, MapSpec, draw_static, resolve
from probono_kit.maps.offline_markup import remaining, scripts_of
from probono_kit.maps.web import write_page
from probono_kit.resources import share_path
from tests.maps.web_models import choropleth, country, point_map, symbols


class _Reader(HTMLParser):
    """What stands in the page: rows of the table, lines of the legend, attributes of tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
        if tag not in ("meta", "br", "img", "link"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._open):
            self.words.append(data)
        if {"th", "td"} & set(self._open):
            self.rows[-1][-1] += data


def read(path: Path) -> _Reader:
    return _Reader(path.read_text(encoding="utf-8"))


def layers(path: Path) -> dict[str, dict[str, object]]:
    """The numbers and texts that the page gives to the script which draws."""
    text = path.read_text(encoding="utf-8")
    calls = re.findall(r"probono\.(\w+)\(map_\d+, (\{.*\})\);", text)
    return {name: json.loads(code) for name, code in calls}


def kinds_of(spots: dict[str, Any]) -> list[int]:
    """What each point is, read from the letters that say where it is."""
    letters = string.digits + string.ascii_uppercase + string.ascii_lowercase
    letters += "!#$%.()*+-;,=]?@^_/:|[~"
    number, kinds = 0, []
    for at, letter in enumerate(spots["letters"], 1):
        number = number * 85 + letters.index(letter)
        if at % 5 == 0:
            kinds.append(number // spots["wide"] // spots["high"])
            number = 0
    return kinds


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG of A4 in landscape, as the static renderer makes it."""
    path = tmp_path / "map.png"
    Image.linear_gradient("L").resize((877, 620)).save(path)
    return path


def test_the_page_says_what_the_model_says(tmp_path: Path) -> None:
    """Legend, colours, labels, counts, notes and table are those of the model, in its order."""
    model = choropleth()
    page = read(write_page(model, tmp_path / "map.html"))
    text = " ".join(" ".join(page.words).split())
    notes = (*model.notes, model.projection, model.disclaimer)
    for expected in (model.title, model.subtitle, model.alt_text, *notes):
        assert expected in text
    assert "Mercator" not in text
    keys = [tag["data-class"] for name, tag in page.tags if "data-class" in tag]
    assert keys == [entry.key for entry in model.classes]
    legend = text[text.index("Wells per 1,000 people", 60) :]
    places = [legend.index(entry.label) for entry in model.classes]
    assert places == sorted(places)
    colours = [tag["fill"] for name, tag in page.tags if name == "rect" and "rx" not in tag]
    swatches = [colour for colour in colours if colour in {c.colour for c in model.classes}]
    assert swatches[-len(model.classes) :] == [entry.colour for entry in model.classes]
    assert page.rows == [list(model.table.columns), *model.table.astype(str).to_numpy().tolist()]


def test_every_area_has_the_colour_of_its_class(tmp_path: Path) -> None:
    """The drawing script gets, area by area, the fill of the model; no data is hatched."""
    model = choropleth()
    drawn = layers(write_page(model, tmp_path / "map.html"))["areas"]
    assert [drawn["palette"][i] for i in drawn["fills"]] == list(model.areas["fill"])
    hatched = [fill in drawn["hatched"] for fill in drawn["fills"]]
    assert hatched == [key == "none" for key in model.areas["class_key"]]
    assert [html.unescape(n) for n in drawn["names"]] == list(model.areas["name"])


def test_circles_have_the_radius_of_the_model(tmp_path: Path) -> None:
    """A millimetre on paper is 3.78 pixels; areas without a circle have none, and land's colour."""
    model = symbols()
    drawn = layers(write_page(model, tmp_path / "map.html"))["areas"]
    expected = np.nan_to_num(model.areas["radius"]) * 96 / 25.4
    assert np.allclose(drawn["radii"], expected, atol=0.01)
    land = [drawn["palette"][i] for i in drawn["fills"]]
    assert set(land[:-2]) == {"#f7f4ec"}
    assert land[-2:] == ["#e6e6e6"] * 2
    page = read(tmp_path / "map.html")
    assert [size.label for size in model.sizes] == ["50", "20", "5"]
    assert " ".join(" ".join(page.words).split()).count("50 20 5") == 1


def test_points_carry_their_category(tmp_path: Path) -> None:
    """Each point has the colour of its class, and its name and columns in the pop-up."""
    model = point_map()
    drawn = layers(write_page(model, tmp_path / "map.html"))["points"]
    assert [drawn["palette"][i] for i in kinds_of(drawn["spots"])] == list(model.points["fill"])
    assert drawn["values"][:2] == ["working", "broken"]
    assert drawn["headings"] == ["Wells", "People served"]


def test_a_value_that_may_not_leave_is_told_by_its_class(tmp_path: Path) -> None:
    """Where the model gives no text for values, pop-ups give the class."""
    model = choropleth()
    model.areas["value_text"] = ""
    drawn = layers(write_page(model, tmp_path / "map.html"))["areas"]
    labels = {entry.key: entry.label for entry in model.classes}
    assert [html.unescape(v) for v in drawn["values"]] == [
        labels[key] for key in model.areas["class_key"]
    ]


def test_only_columns_that_may_leave_are_in_the_file(tmp_path: Path, picture: Path) -> None:
    """A column of telephone numbers beside the shown ones is nowhere in the bytes."""
    model = choropleth(shown=(("wells", "Wells"),))
    data = write_page(model, tmp_path / "map.html", picture=picture).read_bytes()
    assert b"77 000" not in data
    assert b"secret" not in data
    assert b"People served" not in data
    for people in model.areas["people"].iloc[5:]:
        assert f">{people}<".encode() not in data
        assert f'"{people}"'.encode() not in data


def test_areas_without_permission_to_be_counted_have_no_numbers(tmp_path: Path) -> None:
    """Exact values never ride along: only texts of values are embedded, and here are none."""
    model = choropleth(shown=())
    secret = [str(value) for value in model.areas["value"].dropna()]
    model.areas["value_text"] = ""
    model.table["Rate"] = ""
    text = (write_page(model, tmp_path / "map.html")).read_text(encoding="utf-8")
    embedded = json.dumps(layers(tmp_path / "map.html")["areas"]["values"])
    bounds = {str(edge) for c in model.classes for edge in (c.lower, c.upper)}
    assert not [v for v in secret if v not in bounds and f">{v}<" in text]
    assert not [v for v in secret if v not in bounds and f'"{v}"' in embedded]


def test_nothing_in_the_page_asks_for_anything(tmp_path: Path, picture: Path) -> None:
    """No address that a browser follows; a policy that forbids the rest."""
    text = write_page(choropleth(), tmp_path / "map.html", picture=picture).read_text("utf-8")
    assert remaining(text) == []
    assert "default-src 'none'" in text
    assert "unsafe-inline' 'unsafe" not in text


def test_only_the_scripts_of_the_page_may_run(tmp_path: Path) -> None:
    """The policy names each script by the checksum of its text, and allows no other."""
    text = write_page(choropleth(), tmp_path / "map.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]  # type: ignore[index]
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    sums = [hashlib.sha256(code.encode()).digest() for code in scripts_of(text)]
    assert allowed == [base64.b64encode(checksum).decode() for checksum in sums]
    assert len(allowed) == 3
    assert "script-src 'unsafe" not in policy


def test_the_frame_of_the_page_is_whole(tmp_path: Path, picture: Path) -> None:
    """Language, direction, title, width, text alternative, caption, scopes."""
    model = choropleth(language="ar")
    page = read(write_page(model, tmp_path / "map.html", picture=picture))
    tags = page.tags
    assert ("html", {"lang": "ar", "dir": "rtl"}) in tags
    names = [name for name, _ in tags]
    for once in ("title", "h1", "main", "table", "caption", "thead", "details"):
        assert names.count(once) == 1, once
    image = next(tag for name, tag in tags if name == "img")
    assert image["alt"] == model.alt_text
    assert image["src"].startswith("data:image/png;base64,")
    scopes = [tag.get("scope") for name, tag in tags if name == "th"]
    assert scopes == ["col"] * 4 + ["row"] * 14
    assert "user-scalable" not in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_the_picture_is_made_smaller(tmp_path: Path) -> None:
    """A picture of A3 at 300 dots per inch arrives with 1754 pixels and a palette."""
    large = tmp_path / "large.png"
    Image.linear_gradient("L").resize((4960, 3508)).convert("RGBA").save(large)
    page = read(write_page(choropleth(), tmp_path / "map.html", picture=large))
    image = next(tag for name, tag in page.tags if name == "img")
    assert (image["width"], image["height"]) == ("1754", "1241")
    data = base64.b64decode(image["src"].partition(",")[2])
    assert len(data) < 60_000


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"<svg/>"])
def test_a_picture_that_is_none_is_a_finding(tmp_path: Path, content: bytes) -> None:
    """An empty file, another format, a broken one: a finding, and no page half-written."""
    path = tmp_path / "map.png"
    path.write_bytes(content)
    with pytest.raises(ProbonoError) as caught:
        write_page(choropleth(), tmp_path / "page.html", picture=path)
    assert [found.code for found in caught.value.findings] == ["web.picture_unreadable"]
    assert not (tmp_path / "page.html").exists()


def test_a_missing_picture_and_a_full_folder_are_findings(tmp_path: Path) -> None:
    """What the system refuses is said in the reader's words."""
    with pytest.raises(ProbonoError) as caught:
        write_page(choropleth(), tmp_path / "page.html", picture=tmp_path / "no.png")
    assert caught.value.findings[0].code == "file.missing"
    (tmp_path / "file").write_text("x")
    with pytest.raises(ProbonoError) as caught:
        write_page(choropleth(), tmp_path / "file" / "page.html")
    assert caught.value.findings[0].code.startswith("file.")


def test_a_country_of_200_areas_stays_small(tmp_path: Path) -> None:
    """Detailed borders, a table, a picture as heavy as pictures get: at most 700 kB."""
    model = choropleth(200, detail=6)
    picture = tmp_path / "noise.png"
    Image.effect_noise((1754, 1240), 8).convert("RGB").save(picture)
    path = write_page(model, tmp_path / "map.html", picture=picture)
    assert path.stat().st_size <= 700_000
    assert len(read(path).rows) == 201


def test_without_a_picture_the_page_draws_one(tmp_path: Path) -> None:
    """An SVG with every area, name and circle, and the text alternative."""
    for model in (choropleth(), symbols(), point_map()):
        page = read(write_page(model, tmp_path / "map.html"))
        drawing = next(tag for name, tag in page.tags if tag.get("role") == "img")
        assert drawing["aria-label"] == model.alt_text
        fills = {tag.get("fill") for name, tag in page.tags if name in ("path", "circle")}
        shown = {c.colour for c in model.classes if c.count and c.key not in ("none", "zero")}
        assert shown <= fills
        assert {"Area 1", "Area 2"} <= set(page.words)


def test_a_map_without_surroundings_or_labels(tmp_path: Path) -> None:
    """Both are the spec's to decide."""
    model = choropleth(context=None)
    spec = model.spec.model_copy(update={"labels": False})
    made = layers(write_page(choropleth(context=None, spec=spec), tmp_path / "map.html"))
    assert set(made) == {"map", "areas"} - {"map"}
    assert made["areas"]["labels"] == 0


def test_the_model_is_not_changed(tmp_path: Path) -> None:
    """Frames in, a file out."""
    model = choropleth()
    areas, table = model.areas.copy(deep=True), model.table.copy(deep=True)
    write_page(model, tmp_path / "map.html")
    assert model.areas.equals(areas)
    assert model.table.equals(table)


def test_the_same_model_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    """Independent of hash seed, time zone and language of the machine."""
    code = (
        "import sys; from pathlib import Path; from tests.maps.web_models import *;"
        "from probono_kit.maps.web import write_page;"
        "write_page(choropleth(20, language='fr'), Path(sys.argv[1]));"
        "write_page(point_map(1200), Path(sys.argv[1] + '.many'))"
    )
    root = Path(__file__).resolve().parents[2]
    sums = set()
    for seed, zone, language in (("1", "UTC", "C.UTF-8"), ("77", "Asia/Tokyo", "fr_FR.UTF-8")):
        path = tmp_path / f"{seed}.html"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        subprocess.run(
            [sys.executable, "-c", code, str(path)], check=True, cwd=root, env=environment
        )
        many = Path(f"{path}.many").read_bytes()
        sums.add(hashlib.sha256(path.read_bytes() + many).hexdigest())
    assert len(sums) == 1


def test_scripts_and_styles_of_ours_are_fit_for_a_page() -> None:
    """Nothing that ends an element, that Jinja reads, or that browsers of 2017 do not know."""
    folder = share_path("templates/pages/map")
    assert len(list(folder.glob("*.[cj]s*"))) >= 11
    for path in sorted(folder.glob("*.[cj]s*")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"</(script|style)|\{\{|\{%|\{#", text), path
        assert text.isascii(), path
        if path.suffix == ".js":
            newer = r"\?\.|\?\?|replaceAll|\.at\(|\bclass\s|#\w+\s*=|\basync\b|\.\.\.|=>"
            code = re.sub(r"^ *//[^\n]*$|/\*.*?\*/", "", text, flags=re.MULTILINE | re.DOTALL)
            assert "function" in code, path
            assert not re.search(newer, code), path


def resolved(kind: str, *, base: bool = False) -> MapModel:
    """A model made as a notebook makes it: spec and frames in, everything decided by resolve."""
    land = country(9)
    areas = land.rename(columns={"name": "area_name", "key": "area_code"})
    table = pd.DataFrame(
        {
            "area_code": areas["area_code"],
            "wells": [12, 40, None, 7, 0, 55, 31, 28, 19],
            "people": range(1000, 10_000, 1000),
            "state": ["good", "poor", "good", "", "poor", "good", "good", "bad", "bad"],
            "telephone": [f"+221 77 000 {i:04}" for i in range(9)],
        }
    )
    middle = gpd.GeoDataFrame(table, geometry=land.representative_point().to_numpy(), crs=land.crs)
    wanted: dict[str, dict[str, Any]] = {
        "choropleth": {"value": "wells", "denominator": "people", "per": 1000},
        "symbols": {"value": "wells"},
        "categories": {"value": "state"},
        "points": {"category": "state", "label": "area_code"},
    }
    spec = MapSpec(
        kind=kind, title="Wells, Saloum, 2025", language="fr",
        columns=("wells", "people", "state", "area_code"),
        credits=Credits(organisation="Eau Vive", source="Survey", data_date="2025"),
        **wanted[kind],
    )  # fmt: skip
    if kind == "points":
        return resolve(spec, areas=areas, points=middle, base=base)
    return resolve(spec, areas=areas, table=table, base=base)


@pytest.mark.parametrize("kind", ["choropleth", "symbols", "categories", "points"])
def test_print_and_web_say_the_same(kind: str, tmp_path: Path) -> None:
    """From one resolved model: legend, counts, colours, texts and table of the page are its own."""
    model = resolved(kind)
    picture = draw_static(model, tmp_path, "map", ["png"])[0]
    page = read(write_page(model, tmp_path / "map.html", picture=picture))
    keys = [tag["data-class"] for _, tag in page.tags if "data-class" in tag]
    circles = {"0"} if kind == "symbols" else set()
    assert keys == [entry.key for entry in model.classes if entry.key not in circles]
    words = " ".join(" ".join(page.words).split())
    for entry in model.classes:
        assert entry.key in circles or entry.label in words
    colours = {tag.get("fill") for name, tag in page.tags if name in ("rect", "circle")}
    assert {entry.colour for entry in model.classes} <= colours
    assert page.rows == [list(model.table.columns), *model.table.astype(str).to_numpy().tolist()]
    drawn = layers(tmp_path / "map.html")
    frame = model.points if kind == "points" else model.areas
    layer = drawn["points" if kind == "points" else "areas"]
    part = "symbolPalette", "symbolFills"
    palette, fills = part if kind == "symbols" else ("palette", "fills")
    numbers = kinds_of(layer["spots"]) if kind == "points" else layer[fills]
    assert [layer[palette][i] for i in numbers] == list(frame["fill"])
    assert "77 000" not in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_real_surroundings_fit_into_the_page(tmp_path: Path) -> None:
    """With the base layers: neighbours by name, rivers, capitals, and their credit in the notes."""
    model = resolved("choropleth", base=True)
    path = write_page(model, tmp_path / "map.html")
    around = layers(path)["surroundings"]
    assert "Mauritanie" in around["countryNames"]
    assert "Dakar" in around["placeNames"]
    assert len(around["rivers"]) > 100
    assert path.stat().st_size < 400_000
    assert any("Natural Earth" in note for note in model.notes)
