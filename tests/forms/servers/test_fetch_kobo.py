"""Submissions of KoboToolbox: all of them, once, and afterwards only what is new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from probono_kit.errors import ProbonoError
from probono_kit.forms import Fetched
from tests.forms.servers.conftest import Fetch, survey
from tests.forms.servers.kobo_web import KoboWeb
from tests.forms.servers.web import Answer, Asked, as_json, half


def rows(fetched: Fetched) -> list[dict[str, Any]]:
    """Return what is in the file."""
    said = json.loads(fetched.path.read_text("utf-8"))
    assert said["count"] == len(said["results"]) == fetched.count
    found: list[dict[str, Any]] = said["results"]
    return found


def holds(fetched: Fetched, web: KoboWeb) -> bool:
    """Tell whether the file has exactly what the server has, in its order."""
    return rows(fetched) == sorted(web.rows.values(), key=lambda row: row["_id"])


def given(web: KoboWeb) -> int:
    """Count the submissions whose answers were asked for."""
    return sum("fields" not in each.query for each in web.questions())


def test_all_pages_are_fetched(kobo: KoboWeb, fetch: Fetch) -> None:
    """250 submissions in pages of 100, verbatim, repeats included, sorted by their number."""
    fetched = fetch(kobo)
    assert (fetched.count, fetched.new, fetched.changed, fetched.removed) == (250, 250, 0, 0)
    assert holds(fetched, kobo)
    assert not fetched.findings


def test_the_second_time_only_what_is_new_comes(kobo: KoboWeb, fetch: Fetch) -> None:
    """One new, one edited, one approved, one deleted: three are asked for, all four are told."""
    fetch(kobo)
    kobo.rows[5000] = survey(1)[0] | {"_id": 5000, "_uuid": "late"}
    kobo.edit(1007, **{"home/water": "river"})
    kobo.rows[1014] |= {"_validation_status": {"uid": "validation_status_approved"}}
    deleted = kobo.rows.pop(1021)
    kobo.asked.clear()
    fetched = fetch(kobo)
    assert (fetched.count, fetched.new, fetched.changed, fetched.removed) == (250, 1, 2, 1)
    assert holds(fetched, kobo)
    asked = [json.loads(e.query["query"]) for e in kobo.questions() if "query" in e.query]
    assert asked == [{"_id": {"$in": [1007, 1014, 5000]}}]
    [told] = fetched.findings
    assert (told.code, told.values["count"]) == ("server.removed", 1)
    kept = json.loads((fetched.path.parent / str(told.values["file"])).read_text("utf-8"))
    assert kept["results"] == [deleted]


def test_without_changes_nothing_but_the_list_is_asked(kobo: KoboWeb, fetch: Fetch) -> None:
    """The file keeps its bytes."""
    before = fetch(kobo).path.read_bytes()
    kobo.asked.clear()
    fetched = fetch(kobo)
    assert (fetched.new, fetched.changed, given(kobo)) == (0, 0, 0)
    assert fetched.path.read_bytes() == before


def test_everything_can_be_fetched_again(kobo: KoboWeb, fetch: Fetch) -> None:
    """Then all 250 are asked for, though none has changed."""
    fetch(kobo)
    fetched = fetch(kobo, everything=True)
    assert (fetched.count, fetched.changed) == (250, 250)


def test_a_file_that_was_spoilt_is_written_again(kobo: KoboWeb, fetch: Fetch) -> None:
    """What somebody did to the file does not last: it is what the server has."""
    path = fetch(kobo).path
    path.write_text("{}", encoding="utf-8")
    assert holds(fetch(kobo), kobo)


def test_rate_limits_and_broken_lines_are_sat_out(
    kobo: KoboWeb, fetch: Fetch, waited: list[float]
) -> None:
    """429 waits as long as it asks; 502, half answers and a reset wait longer each time."""
    kobo.fault(
        lambda asked: as_json({"detail": "Request was throttled."}, 429, Retry_After="17"),
        lambda asked: Answer(b"<html>Bad Gateway</html>", 502, "text/html"),
        half(kobo),
        lambda asked: "reset",
    )
    assert holds(fetch(kobo), kobo)
    assert waited == [17, 2, 4, 8]


def test_an_answer_that_ends_early_without_saying_so_is_asked_again(
    kobo: KoboWeb, fetch: Fetch
) -> None:
    """Some proxies end the answer properly, in the middle of the JSON."""

    def short(asked: Asked) -> Answer:
        said = kobo.answer(asked)
        return Answer(said.content[: len(said.content) // 2])

    kobo.fault(short)
    assert holds(fetch(kobo), kobo)


def test_a_date_to_wait_for_is_understood(kobo: KoboWeb, fetch: Fetch, waited: list[float]) -> None:
    """Counted from the server's own clock: that of this machine may be wrong."""
    late = {"Date": "Sun, 01 Mar 2026 10:00:00 GMT", "Retry-After": "Sun, 01 Mar 2026 10:01:30 GMT"}

    def busy(asked: Asked) -> Answer:
        return Answer(b"{}", 503, headers=late)

    kobo.fault(busy)
    fetch(kobo)
    assert waited[0] in (90, 1)  # http.server writes a Date of its own before ours


def test_a_server_that_asks_for_an_hour_is_left_alone(
    kobo: KoboWeb, fetch: Fetch, waited: list[float]
) -> None:
    """The command does not sit there for an hour; it says when to come back."""
    kobo.fault(lambda asked: as_json({}, 429, Retry_After="3600"))
    with pytest.raises(ProbonoError) as caught:
        fetch(kobo)
    assert [found.code for found in caught.value.findings] == ["server.wait"]
    assert "60" in str(caught.value)
    assert waited == []


def test_after_a_broken_line_it_goes_on_from_there(
    kobo: KoboWeb, fetch: Fetch, tmp_path: Path
) -> None:
    """Pages that came are kept, and not asked for again."""
    answers = 0

    def fail_later(asked: Asked) -> None:
        nonlocal answers
        answers += "query" in asked.query
        if answers >= 2:
            kobo.faults = [lambda asked: "reset"]

    kobo.before = fail_later
    with pytest.raises(ProbonoError) as caught:
        fetch(kobo)
    assert [found.code for found in caught.value.findings] == ["server.cut"]
    assert not (tmp_path / "raw" / "submissions.json").exists()
    kobo.before, kobo.faults = (lambda asked: None), []
    kobo.asked.clear()
    fetched = fetch(kobo)
    assert fetched.new == 150
    assert holds(fetched, kobo)


@pytest.mark.parametrize("at", range(1, 9))
def test_what_happens_between_two_pages_loses_and_doubles_nothing(
    kobo: KoboWeb, fetch: Fetch, at: int
) -> None:
    """At any question: one is deleted, one edited, one comes in. The file is the server's state."""

    def meanwhile(asked: Asked) -> None:
        if len(kobo.asked) == at:
            del kobo.rows[1000 + 7 * 50]
            kobo.edit(1000 + 7 * 120, **{"home/water": "well"})
            kobo.rows[9000] = survey(1)[0] | {"_id": 9000, "_uuid": "meanwhile"}

    kobo.before = meanwhile
    fetched = fetch(kobo)
    assert len(kobo.asked) >= at, "all was fetched before that"
    assert holds(fetched, kobo)
    assert fetched.count == 250


def test_a_server_that_never_agrees_with_its_count_is_not_believed(
    kobo: KoboWeb, fetch: Fetch, tmp_path: Path
) -> None:
    """It counts one more than it gives: no file is written, and the old one would stay."""

    def more(asked: Asked) -> Answer:
        said = json.loads(kobo.answer(asked).content)
        return as_json(said | {"count": said["count"] + 1})

    kobo.faults = [more] * 100
    with pytest.raises(ProbonoError) as caught:
        fetch(kobo)
    assert [found.code for found in caught.value.findings] == ["server.list_changes"]
    assert not (tmp_path / "raw" / "submissions.json").exists()


def test_a_submission_that_is_listed_and_not_given_is_told(kobo: KoboWeb, fetch: Fetch) -> None:
    """The server names 250 and gives 249: that is an error, with both numbers."""

    def hide_one(asked: Asked) -> None:
        if "query" in asked.query:
            said = json.loads(kobo.answer(asked).content)
            left = [row for row in said["results"] if row["_id"] != 1007]
            kobo.faults = [lambda asked: as_json(said | {"results": left})]

    kobo.before = hide_one
    with pytest.raises(ProbonoError) as caught:
        fetch(kobo)
    [told] = caught.value.findings
    assert (told.code, told.values) == ("server.incomplete", {"count": 1, "listed": 250})


def test_a_server_without_the_parameter_fields_is_asked_no_more_than_needed(
    kobo: KoboWeb, fetch: Fetch
) -> None:
    """Its list holds the answers already."""
    kobo.knows_fields = False
    fetched = fetch(kobo)
    assert holds(fetched, kobo)
    assert given(kobo) == 0


def test_the_link_to_the_next_page_is_not_followed_blindly(kobo: KoboWeb, fetch: Fetch) -> None:
    """It may name another server; the token only ever goes to the one that was named."""
    fetch(kobo)
    assert {each.headers["host"] for each in kobo.asked} == {kobo.url.removeprefix("http://")}


def test_a_form_without_submissions(kobo: KoboWeb, fetch: Fetch) -> None:
    """The file is there, and empty; a note says so."""
    kobo.rows.clear()
    fetched = fetch(kobo)
    assert rows(fetched) == []
    assert [found.code for found in fetched.findings] == ["server.none_yet"]


def test_another_form_needs_another_folder(kobo: KoboWeb, fetch: Fetch, tmp_path: Path) -> None:
    """Submissions of two forms never end up in one file."""
    from probono_kit.forms import fetch_submissions

    fetch(kobo)
    other = f"{kobo.url}/#/forms/aXcDeFgHiJkLmNoPqRsTuV"
    with pytest.raises(ProbonoError) as caught:
        fetch_submissions(other, tmp_path / "raw")
    assert [found.code for found in caught.value.findings] == ["server.other_form"]


def test_progress_is_told(kobo: KoboWeb, fetch: Fetch) -> None:
    """How many came, of how many."""
    told: list[tuple[int, int]] = []
    fetch(kobo, progress=lambda done, wanted: told.append((done, wanted)))
    assert told == [(100, 250), (200, 250), (250, 250)]
