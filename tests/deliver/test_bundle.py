"""The bundle as the NGO gets it: files, names, zip, manifest, and never half of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.deliver import Bundle, GateRefusedError, make_bundle
from probono_kit.deliver.archive import put_in_place
from probono_kit.deliver.collect import Deliverable, _named
from probono_kit.errors import ProbonoError
from probono_kit.files import files_of, write_zip
from probono_kit.run import Output, Role
from tests.deliver.conftest import TITLE, Engagement, draw, page

NAME = "points-d-eau-par-region-avril-2025"


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return contents and times of all files in `folder`."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def delivered(engagement: Engagement) -> Bundle:
    return make_bundle(engagement.make())


def test_files_have_tidy_names(engagement: Engagement) -> None:
    """A map has one name in all its formats, taken from its title."""
    bundle = delivered(engagement)
    assert files_of(bundle.path) == [
        "index.html",
        "manifest.json",
        f"maps/{NAME}.html",
        f"maps/{NAME}.pdf",
        f"maps/{NAME}.png",
        f"maps/{NAME}.svg",
        "tables/points-d-eau-tableau-nettoye.csv",
    ]
    assert bundle.index == bundle.path / "index.html"


def test_the_zip_holds_the_same_in_one_folder(engagement: Engagement) -> None:
    """Unzipping makes one folder, with names that every system can read."""
    bundle = delivered(engagement)
    with zipfile.ZipFile(bundle.zip) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [f"water-points/{name}" for name in files_of(bundle.path)]
        for info in archive.infolist():
            assert info.date_time == (2026, 11, 22, 12, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert archive.read(info) == (bundle.path / info.filename[13:]).read_bytes()


def test_a_second_delivery_changes_no_byte_and_no_file(engagement: Engagement) -> None:
    """Whoever synchronises the folder sends nothing again."""
    folder = engagement.make()
    make_bundle(folder)
    before = snapshot(folder)
    make_bundle(folder)
    assert snapshot(folder) == before


def test_the_same_bytes_on_another_day_and_machine(engagement: Engagement) -> None:
    """Hash seed, time zone, language and folder of the machine leave no trace."""
    folder = engagement.make()
    expected = hashlib.sha256(make_bundle(folder).zip.read_bytes()).hexdigest()
    code = (
        "import hashlib, sys; from probono_kit.deliver import make_bundle;"
        "print(hashlib.sha256(make_bundle(sys.argv[1]).zip.read_bytes()).hexdigest())"
    )
    moved = folder.parent / "elsewhere"
    folder.rename(moved)
    (moved / "water-points.zip").unlink()
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "PROBONO_LANGUAGE": "en",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(moved)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == expected


def test_the_manifest_ties_every_file_to_its_origin(engagement: Engagement) -> None:
    """Checksums of files and inputs, parameters and versions; no path of this machine."""
    bundle = delivered(engagement)
    text = (bundle.path / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    listed = {entry["path"]: entry for entry in manifest["files"]}
    assert set(listed) == set(files_of(bundle.path)) - {"manifest.json"}
    for name, entry in listed.items():
        data = (bundle.path / name).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["bytes"] == len(data)
    assert listed[f"maps/{NAME}.pdf"]["run"] == "carte"
    (clean, drawn) = manifest["runs"]
    raw = engagement.folder / "raw/points.xlsx"
    assert clean["inputs"][0]["sha256"] == hashlib.sha256(raw.read_bytes()).hexdigest()
    assert drawn["parameters"]["title"] == TITLE
    assert "probono-kit" in drawn["versions"]
    assert str(engagement.folder) not in text


def test_a_refused_delivery_leaves_the_old_bundle(engagement: Engagement) -> None:
    """What was good yesterday is still there, whole; nothing else is left behind."""
    folder = engagement.make()
    make_bundle(folder)
    before = {name: content for name, (content, _) in snapshot(folder / "bundle").items()}
    engagement.put("carte", "report.html", page("<p>Awa Ndiaye</p>"))
    made = Output("report.html", Role.REPORT, "Rapport", language="fr")
    engagement.ran("carte", [made])
    with pytest.raises(GateRefusedError) as refused:
        make_bundle(folder)
    assert "deliver.private_value" in {each.code for each in refused.value.findings}
    after = {name: content for name, (content, _) in snapshot(folder / "bundle").items()}
    assert after == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "bundle", "engagement.yml", "raw", "water-points.zip", "work"
    ]  # fmt: skip


def test_a_new_delivery_takes_the_place_of_the_old_one(engagement: Engagement) -> None:
    """Files that no task makes any more are gone."""
    folder = engagement.make()
    make_bundle(folder)
    engagement.brief["tasks"][1]["parameters"]["title"] = "Points d'eau"
    engagement.save()
    engagement.map(title="Points d'eau")
    bundle = make_bundle(folder)
    assert "maps/points-d-eau.pdf" in files_of(bundle.path)
    assert not any(NAME in name for name in files_of(bundle.path))
    with zipfile.ZipFile(bundle.zip) as archive:
        assert "water-points/maps/points-d-eau.pdf" in archive.namelist()


def test_a_bundle_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to move a folder while a file in it is open: the old bundle stays whole."""
    old, new = tmp_path / "bundle", tmp_path / "new"
    for folder, text in ((old, "old"), (new, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError(13, "file in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ProbonoError) as problem:
        put_in_place(new, old)
    assert [each.code for each in problem.value.findings] == ["deliver.bundle_in_use"]
    assert (old / "index.html").read_text() == "old"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_a_finding(engagement: Engagement) -> None:
    """Nothing may be written: that is said, and nothing is half-written."""
    folder = engagement.make()
    folder.chmod(0o500)
    try:
        with pytest.raises(ProbonoError) as problem:
            make_bundle(folder)
    finally:
        folder.chmod(0o700)
    assert [each.code for each in problem.value.findings] == ["file.not_writable"]


def test_no_space_is_a_finding(engagement: Engagement, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk while copying: the old bundle stays, and nothing is left beside it."""
    folder = engagement.make()
    make_bundle(folder)
    before = snapshot(folder)
    engagement.save()

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("probono_kit.deliver.bundle.shutil.copyfile", full)
    with pytest.raises(ProbonoError) as problem:
        make_bundle(folder)
    assert [each.code for each in problem.value.findings] == ["file.no_space"]
    assert snapshot(folder).keys() == before.keys()


def test_a_task_that_is_not_delivered_stays_at_home(engagement: Engagement) -> None:
    """``deliver: false`` in the brief, or said by the notebook of one file."""
    engagement.brief["tasks"][0]["deliver"] = False
    engagement.make()
    engagement.put("carte", "inner.csv", "Région\nThiès\n")
    draw(engagement.put("carte", "map.pdf", ""))
    made = [
        Output("map.pdf", Role.MAP, TITLE, "Une carte.", language="fr"),
        Output("inner.csv", Role.TABLE, "Interne", deliver=False, language="fr"),
    ]
    engagement.ran("carte", made)
    bundle = make_bundle(engagement.folder)
    assert files_of(bundle.path) == ["index.html", "manifest.json", f"maps/{NAME}.pdf"]


def deliverable(title: str, run: str, path: str, language: str = "fr", **more: str) -> Deliverable:
    made = Output(path, Role.MAP, title, language=language)
    return Deliverable("", Path(path), made, run, more.get("task", run), more.get("variant", ""))


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (
            [deliverable("Carte", "a", "m.pdf"), deliverable("Carte", "a", "m.png")],
            ["maps/carte.pdf", "maps/carte.png"],
        ),
        (
            [deliverable("Carte", "a", "m.pdf"), deliverable("Carte", "b", "m.html")],
            ["maps/carte.pdf", "maps/carte.html"],
        ),
        (
            [
                deliverable("Carte", "c-dakar", "m.pdf", task="c", variant="Dakar"),
                deliverable("Carte", "c-thies", "m.pdf", task="c", variant="Thiès"),
            ],
            ["maps/carte-dakar.pdf", "maps/carte-thies.pdf"],
        ),
        (
            [
                deliverable("Dakar", "c-fr", "m.pdf", "fr", task="c"),
                deliverable("Dakar", "c-en", "m.pdf", "en", task="c"),
            ],
            ["maps/dakar-fr.pdf", "maps/dakar-en.pdf"],
        ),
        (
            [deliverable("Carte", "a", "m.pdf"), deliverable("Carte", "b", "m.pdf")],
            ["maps/carte-a.pdf", "maps/carte-b.pdf"],
        ),
        (
            [deliverable("Carte", "a", "m.pdf"), deliverable("Carte", "a", "n.pdf")],
            ["maps/a-m.pdf", "maps/a-n.pdf"],
        ),
        ([deliverable("خريطة", "carte-ar", "m.pdf", "ar")], ["maps/carte-ar.pdf"]),
    ],
)
def test_names_say_only_what_is_needed(files: list[Deliverable], paths: list[str]) -> None:
    """The title; then area, language and task, as far as they tell one map from another."""
    assert [each.path for each in _named(files)] == paths


FILES = st.lists(
    st.tuples(
        st.sampled_from(["Carte", "carte", "Région: 1", "🗺", "a" * 90]),
        st.sampled_from(["r1", "r-1", "r-2"]),
        st.sampled_from(["m.pdf", "m.PDF", "a/m.pdf", "a-m.pdf", "m.png"]),
        st.sampled_from(["fr", "en"]),
    ),
    max_size=12,
    unique=True,
)


@given(FILES)
def test_no_two_files_have_one_name(drawn: list[tuple[str, str, str, str]]) -> None:
    """Also on systems where capital letters do not count."""
    files = [deliverable(title, run, path, language) for title, run, path, language in drawn]
    paths = [each.path.lower() for each in _named(files)]
    assert len(set(paths)) == len(paths)
    assert [each.path for each in _named(files)] == [each.path for each in _named(files)]


CONTENTS = st.dictionaries(
    st.text("abcé", min_size=1, max_size=6), st.binary(max_size=50), min_size=1, max_size=5
)


@given(contents=CONTENTS)
def test_a_zip_depends_on_contents_alone(
    contents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Order of writing, times and rights of the files do not matter."""
    packed = []
    for order in (list(contents), list(reversed(contents))):
        root = tmp_path_factory.mktemp("zip") / "bundle"
        root.mkdir()
        for number, name in enumerate(order):
            path = root / name
            path.write_bytes(contents[name])
            path.chmod(0o600 + number)
            os.utime(path, (number, number))
        archive = root.parent / "x.zip"
        write_zip(root, archive, datetime.date(2026, 11, 22))
        packed.append(archive.read_bytes())
    assert packed[0] == packed[1]
