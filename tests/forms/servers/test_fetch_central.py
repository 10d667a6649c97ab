"""Submissions of ODK Central: the export that the server would give, brought up to date."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from probono_kit.errors import ProbonoError
from probono_kit.forms import Fetched
from probono_kit.forms.servers.central_tables import joined, put_together, take_apart
from tests.forms.servers.central_web import PASSWORD, SESSION, CentralWeb
from tests.forms.servers.conftest import Fetch
from tests.forms.servers.web import Answer, Asked, as_json, half

Tables = dict[str, list[dict[str, str]]]


def tables(content: bytes) -> Tables:
    """Return the tables of an export."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def heads(content: bytes) -> list[list[str]]:
    """Return the columns of the tables of an export."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(n).decode().split("\n")[0].split(",") for n in archive.namelist()]


def holds(fetched: Fetched, web: CentralWeb) -> bool:
    """Tell whether the file has exactly what the server would export now."""
    content = fetched.path.read_bytes()
    assert heads(content) == heads(web.zip())
    return tables(content) == tables(web.zip()) and fetched.count == len(web.rows)


def test_the_file_is_the_export_of_the_server(central: CentralWeb, fetch: Fetch) -> None:
    """Though it came in three parts: tables, columns, rows and their order."""
    fetched = fetch(central)
    assert (fetched.count, fetched.new, fetched.changed, fetched.removed) == (250, 250, 0, 0)
    assert len(central.exports()) == 3
    assert holds(fetched, central)
    assert not fetched.findings


def test_the_second_time_only_what_is_new_comes(central: CentralWeb, fetch: Fetch) -> None:
    """New, edited, deleted; the people of an edited submission are replaced with it."""
    fetch(central)
    central.add("uuid:late", water="tap")
    central.edit("uuid:0007", water="well")
    central.rows["uuid:0007"]["people"] = ["one", "two", "three"]
    central.rows["uuid:0008"]["people"] = []
    central.edit("uuid:0008")
    del central.rows["uuid:0009"]
    central.asked.clear()
    fetched = fetch(central)
    assert (fetched.new, fetched.changed, fetched.removed) == (1, 2, 1)
    assert holds(fetched, central)
    [export] = central.exports()
    sent = tables(central.answer(export).content)
    assert len(sent["water points.csv"]) == 3
    kept = tables((fetched.path.parent / "submissions-removed-1.zip").read_bytes())
    assert [row["KEY"] for row in kept["water points.csv"]] == ["uuid:0009"]


def test_the_bytes_do_not_depend_on_how_they_came(
    central: CentralWeb, fetch: Fetch, tmp_path: Path
) -> None:
    """In two goes, or at once into another folder: the same file."""
    from probono_kit.forms import fetch_submissions

    fetch(central)
    for number in range(30):
        central.add(f"uuid:more-{number}", water=f"spring{number % 12} tap")
    central.edit("uuid:0001", water="well")
    in_two = fetch(central).path.read_bytes()
    at_once = fetch_submissions(central.address, tmp_path / "other").path.read_bytes()
    assert in_two == at_once


def test_a_question_that_was_added_later_gets_its_column(central: CentralWeb, fetch: Fetch) -> None:
    """Empty where it was not asked yet, as in an export of everything."""
    fetch(central)
    central.add("uuid:late", water="tap", litres="20")
    assert holds(fetch(central), central)


def test_approving_is_a_change(central: CentralWeb, fetch: Fetch) -> None:
    """The review state comes with the next fetch, though no answer changed."""
    fetch(central)
    central.rows["uuid:0003"] |= {"reviewState": "approved", "updatedAt": central.now()}
    fetched = fetch(central)
    assert fetched.changed == 1
    assert holds(fetched, central)


def test_an_old_server_that_cannot_choose_gives_everything(
    central: CentralWeb, fetch: Fetch
) -> None:
    """It refuses the condition: one export of all is taken instead."""
    central.knows_filter = False
    assert holds(fetch(central), central)
    assert sum("$filter" not in each.query for each in central.exports()) == 1


@pytest.mark.parametrize("keyset", [True, False])
@pytest.mark.parametrize("at", range(2, 10))
def test_what_happens_between_two_pages_loses_and_doubles_nothing(
    central: CentralWeb, fetch: Fetch, at: int, keyset: bool
) -> None:
    """At any question, with the paging of today and that of old servers."""
    central.keyset = keyset

    def meanwhile(asked: Asked) -> None:
        if len(central.asked) == at:
            del central.rows["uuid:0050"]
            central.edit("uuid:0120", water="well")
            central.add("uuid:meanwhile", water="tap")

    central.before = meanwhile
    fetched = fetch(central)
    assert len(central.asked) >= at, "all was fetched before that"
    assert holds(fetched, central)


def test_rate_limits_and_broken_lines_are_sat_out(
    central: CentralWeb, fetch: Fetch, waited: list[float]
) -> None:
    """Also when the session is opened, and in the middle of a zip."""
    central.fault(
        lambda asked: "reset",
        lambda asked: as_json({"message": "Too many requests"}, 429, Retry_After="5"),
        half(central),
    )

    def spoil_a_zip(asked: Asked) -> None:
        if len(central.exports()) == 2 and asked.path.endswith(".zip"):
            whole = central.answer(asked).content
            central.faults = [lambda asked: Answer(whole[:-30], kind="application/zip")]

    central.before = spoil_a_zip
    assert holds(fetch(central), central)
    assert waited == [1, 5, 4, 1]


def test_after_a_broken_line_it_goes_on_from_there(central: CentralWeb, fetch: Fetch) -> None:
    """Exports that came are kept."""

    def fail_later(asked: Asked) -> None:
        if len(central.exports()) > 1:
            central.faults = [lambda asked: "reset"]

    central.before = fail_later
    with pytest.raises(ProbonoError):
        fetch(central)
    central.before, central.faults = (lambda asked: None), []
    fetched = fetch(central)
    assert fetched.new == 150
    assert holds(fetched, central)


def test_a_submission_that_is_listed_and_not_given_is_told(
    central: CentralWeb, fetch: Fetch
) -> None:
    """The list has 250, the exports 249."""

    def hide_one(asked: Asked) -> None:
        if asked.path.endswith(".zip"):
            left = {n: row for n, row in central.rows.items() if n != "uuid:0100"}
            central.faults = [lambda asked: Answer(central.zip(left), kind="application/zip")]

    central.before = hide_one
    with pytest.raises(ProbonoError) as caught:
        fetch(central)
    [told] = caught.value.findings
    assert (told.code, told.values) == ("server.incomplete", {"count": 1, "listed": 250})


def test_the_session_is_closed(central: CentralWeb, fetch: Fetch) -> None:
    """Also after a mistake."""
    fetch(central)
    assert central.open_sessions == 0
    central.before = lambda asked: (
        setattr(central, "faults", [lambda a: as_json({"code": 403.1, "message": "no"}, 403)])
        if "Submissions" in asked.path
        else None
    )
    with pytest.raises(ProbonoError) as caught:
        fetch(central)
    assert [found.code for found in caught.value.findings] == ["server.no_rights"]
    assert central.open_sessions == 0


def test_a_token_serves_too(
    central: CentralWeb, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where people sign in elsewhere, there is no password: a session's token does."""
    monkeypatch.delenv("PROBONO_CENTRAL_PASSWORD")
    monkeypatch.setenv("PROBONO_CENTRAL_TOKEN", SESSION)
    assert holds(fetch(central), central)
    assert all(each.path != "/v1/sessions" for each in central.asked)


def test_encrypted_answers_are_told(central: CentralWeb, fetch: Fetch) -> None:
    """They are empty in the export; nobody should take them for unanswered."""
    central.rows["uuid:0001"]["status"] = "not decrypted"
    [told] = fetch(central).findings
    assert (told.code, told.values["count"]) == ("server.encrypted", 1)


def test_password_and_session_are_in_no_file(
    central: CentralWeb, fetch: Fetch, tmp_path: Path
) -> None:
    """Neither in the export nor in what remembers it."""
    fetch(central)
    written = [path.read_bytes() for path in (tmp_path / "raw").iterdir()]
    assert len(written) == 2
    assert not any(text.encode() in c for c in written for text in (PASSWORD, SESSION))


def test_texts_of_any_kind_survive(tmp_path: Path) -> None:
    """Line breaks, quotes, commas, Arabic and very long texts, taken apart and put together."""
    odd = 'يوم "الماء",\r\nline\n' + "x" * 200_000
    lone = "one\rtwo"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        text = io.StringIO()
        csv.writer(text).writerows(
            [["why", "KEY"], [odd, "uuid:1"], ["", "uuid:2"], [lone, "uuid:3"]]
        )
        archive.writestr("f.csv", text.getvalue())
    headings, submissions = take_apart(made.getvalue())
    bodies = [json.dumps(rows) for rows in submissions.values()]
    put_together(joined({}, headings), lambda: bodies, tmp_path / "a.zip")
    again, same = take_apart((tmp_path / "a.zip").read_bytes())
    assert (again, same) == (headings, submissions)
    assert same["uuid:1"]["f.csv"][0]["why"] == odd
    assert same["uuid:3"]["f.csv"][0]["why"] == lone
