"""Files of submissions: fetched when asked for only, each whole, under names that do no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from probono_kit.errors import ProbonoError
from probono_kit.forms import Fetched
from probono_kit.forms.servers.attachments import safe_name
from tests.forms.servers.central_web import CentralWeb
from tests.forms.servers.conftest import Fetch
from tests.forms.servers.kobo_web import KoboWeb
from tests.forms.servers.web import Answer, Asked, Web, half

PHOTO = bytes(range(256)) * 400


def attach(kobo: KoboWeb, submission: int, *names: str) -> None:
    """Let a submission have files."""
    kobo.rows[submission]["_attachments"] = [
        {"uid": f"att{number}", "media_file_basename": name, "mimetype": "image/jpeg"}
        for number, name in enumerate(names)
    ]
    kobo.files |= {(str(submission), f"att{n}"): PHOTO + name.encode() for n, name in
                   enumerate(names)}  # fmt: skip


def files(fetched: Fetched) -> dict[str, bytes]:
    """Return the files that lie beside the submissions."""
    root = fetched.path.parent / "attachments"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def asked_files(web: Web) -> list[Asked]:
    """Return the questions for the bytes of a file."""
    return [each for each in web.asked if "/attachments/" in each.path]


def test_files_come_only_if_they_are_asked_for(kobo: KoboWeb, fetch: Fetch) -> None:
    """By default there are none: they show people."""
    attach(kobo, 1000, "pump.jpg")
    assert files(fetch(kobo)) == {}
    assert asked_files(kobo) == []


def test_files_of_kobotoolbox_are_counted_and_named(kobo: KoboWeb, fetch: Fetch) -> None:
    """All that are there, and what they are is said; the second time nothing comes again."""
    attach(kobo, 1000, "pump.jpg", "Pump.JPG")
    attach(kobo, 1007, "../../../etc/cron.d/x")
    kobo.rows[1007]["_attachments"].append({"uid": "gone", "is_deleted": True})
    fetched = fetch(kobo, attachments=True)
    assert files(fetched) == {
        "1000/pump.jpg": PHOTO + b"pump.jpg",
        "1000/Pump-2.JPG": PHOTO + b"Pump.JPG",
        "1007/x": PHOTO + b"../../../etc/cron.d/x",
    }
    assert fetched.attachments == 3
    assert fetched.size == sum(map(len, files(fetched).values()))
    [said] = fetched.findings
    assert said.code == "server.attachments"
    assert "people" in said.message("en")
    assert "personnes" in said.message("fr")
    kobo.asked.clear()
    assert fetch(kobo, attachments=True).attachments == 3
    assert asked_files(kobo) == []


def test_a_line_that_breaks_half_way_goes_on_from_there(kobo: KoboWeb, fetch: Fetch) -> None:
    """The second half is asked for, and the file is whole."""
    attach(kobo, 1000, "pump.jpg")
    fetch(kobo)
    kobo.before = lambda asked: (
        kobo.fault(half(kobo)) if asked.path.endswith("/att0/") and not seen(kobo) else None
    )
    fetched = fetch(kobo, attachments=True)
    assert files(fetched) == {"1000/pump.jpg": PHOTO + b"pump.jpg"}
    ranges = [each.headers.get("range") for each in asked_files(kobo)]
    assert ranges[0] is None
    assert int(str(ranges[1]).removeprefix("bytes=").removesuffix("-")) > 0.8 * len(PHOTO) / 2


def seen(web: Web) -> bool:
    """Tell whether a file was asked for before this time."""
    return len(asked_files(web)) > 1


def test_what_stopped_goes_on_the_next_day(kobo: KoboWeb, fetch: Fetch, tmp_path: Path) -> None:
    """A part that lies there is kept; one of another file is not."""
    attach(kobo, 1000, "pump.jpg", "well.jpg")
    place = tmp_path / "raw" / "attachments" / "1000"
    place.mkdir(parents=True)
    (place / "pump.jpg.part").write_bytes(PHOTO[:1000])
    (place / "well.jpg.part").write_bytes(PHOTO * 2)
    fetched = fetch(kobo, attachments=True)
    assert files(fetched) == {
        f"1000/{n}.jpg": PHOTO + f"{n}.jpg".encode() for n in ("pump", "well")
    }
    assert "bytes=1000-" in [each.headers.get("range") for each in asked_files(kobo)]


def test_a_line_that_stays_broken_leaves_no_half_file(kobo: KoboWeb, fetch: Fetch) -> None:
    """The submissions are there, the file is not under its name; the next time it is."""
    attach(kobo, 1000, "pump.jpg")

    def broken(asked: Asked) -> None:
        if asked.path.endswith("/att0/"):
            kobo.fault(lambda _: "reset")

    kobo.before = broken
    with pytest.raises(ProbonoError) as caught:
        fetch(kobo, attachments=True)
    assert [each.code for each in caught.value.findings] == ["server.cut"]
    kobo.before = lambda asked: None
    assert files(fetch(kobo, attachments=True)) == {"1000/pump.jpg": PHOTO + b"pump.jpg"}


def test_files_that_are_missing_or_left_over_are_told(kobo: KoboWeb, fetch: Fetch) -> None:
    """One is not on the server; the submission of another was deleted there."""
    attach(kobo, 1000, "pump.jpg")
    attach(kobo, 1007, "well.jpg")
    fetch(kobo, attachments=True)
    del kobo.rows[1000]
    attach(kobo, 1014, "late.jpg")
    kobo.rows[1014] |= {"_uuid": "edited"}
    kobo.files.clear()
    fetched = fetch(kobo, attachments=True)
    told = {each.code: each.values for each in fetched.findings}
    assert set(told) == {
        *("server.removed", "server.attachments"),
        *("server.attachments_missing", "server.attachments_left"),
    }
    assert told["server.attachments_missing"]["names"] == ("1014/late.jpg",)
    assert told["server.attachments_left"]["names"] == ("1000",)


def test_files_of_odk_central_come_too(central: CentralWeb, fetch: Fetch) -> None:
    """Of submissions that have any; what a telephone has not sent yet is told."""
    central.files = {
        "uuid:0001": {"pump 1.jpg": PHOTO, "later.jpg": None},
        "uuid:0002": {"audit.csv": b"event,node\n"},
    }
    fetched = fetch(central, attachments=True)
    assert files(fetched) == {"0001/pump 1.jpg": PHOTO, "0002/audit.csv": b"event,node\n"}
    codes = [each.code for each in fetched.findings]
    assert codes == ["server.attachments", "server.attachments_missing"]
    lists = [each for each in central.asked if each.path.endswith("/attachments")]
    assert len(lists) == 2


def test_a_store_elsewhere_does_not_get_the_token(kobo: KoboWeb, fetch: Fetch) -> None:
    """Another server without https is not followed, one with https without our secret."""
    attach(kobo, 1000, "pump.jpg")
    fetch(kobo)
    kobo.before = lambda asked: (
        kobo.fault(lambda _: Answer(b"", 302, headers={"Location": "http://store.example.org/x"}))
        if "/attachments/" in asked.path
        else None
    )
    with pytest.raises(ProbonoError) as caught:
        fetch(kobo, attachments=True)
    assert [each.code for each in caught.value.findings] == ["server.moved"]


def test_a_store_with_https_is_asked_without_our_secret(
    kobo: KoboWeb, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers that keep files elsewhere send us there: the file comes, the token stays."""
    attach(kobo, 1000, "pump.jpg")
    fetch(kobo)
    plain = requests.Session.request
    elsewhere: list[requests.PreparedRequest] = []

    def request(self: requests.Session, method: str, url: str, **asked: Any) -> requests.Response:
        if url.startswith("https://store.example.org/"):
            elsewhere.append(requests.Request(method, url, auth=asked["auth"]).prepare())
            url = f"{kobo.url}/store"
        return plain(self, method, url, **asked)

    def move(asked: Asked) -> None:
        if "/attachments/" in asked.path:
            there = {"Location": "https://store.example.org/pump.jpg?signed=x"}
            kobo.fault(lambda _: Answer(b"", 302, headers=there))
        if asked.path == "/store":
            kobo.fault(lambda _: Answer(PHOTO, kind="image/jpeg"))

    monkeypatch.setattr(requests.Session, "request", request)
    kobo.before = move
    assert files(fetch(kobo, attachments=True)) == {"1000/pump.jpg": PHOTO}
    [sent] = elsewhere
    assert "Authorization" not in sent.headers


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/../../b.jpg", "b.jpg"),
        ("..", "_"),
        ("", "file"),
        ("CON.jpg", "_CON.jpg"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        ("x.jpg.part", "x.jpg.part_"),
        ("صورة.jpg", "صورة.jpg"),
        ("é" * 200 + ".jpeg", "é" * 115 + ".jpeg"),
        ("trailing. ", "trailing"),
        ('a:b*c?"<>|.png', "a_b_c_____.png"),
    ],
)
def test_names_of_files_do_no_harm(name: str, safe: str) -> None:
    """No path, no device, no sign that hides what it is; readable in every script."""
    assert safe_name(name) == safe
