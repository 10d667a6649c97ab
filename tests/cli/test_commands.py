"""The commands as they are typed: what is shown, where, and with which exit code."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from probono_kit.cli.entry import run
from probono_kit.cli.progress import ProgressView
from probono_kit.cli.show import show_findings, summary
from probono_kit.deliver import Bundle, GateRefusedError
from probono_kit.findings import Findings, finding
from probono_kit.resources import share_path
from probono_kit.run import Progress, Run, RunRecord, RunReport, RunResult, Status
from probono_kit.run.outputs import Outputs


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROBONO_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(arguments)
    streams = capsys.readouterr()
    assert "Traceback" not in streams.out
    return status, streams.out, streams.err


def result(name: str, status: Status, *found: Any, seconds: float = 2.1) -> RunResult:
    """Return the result of one run as the batch reports it."""
    made = Run(name, name, "static_map", "fr", True, {}, {}, ())
    record = RunRecord(
        name, name, "static_map", "fr", status, "", seconds, {}, Outputs(), {}, Findings(found)
    )
    return RunResult(made, status, Findings(found), record)


Reporting = Callable[..., None]


@pytest.fixture
def reporting(monkeypatch: pytest.MonkeyPatch) -> Reporting:
    """Let ``render`` report the given results without running anything."""

    def report(*results: RunResult, interrupted: bool = False) -> None:
        def render(folder: Path, **options: Any) -> RunReport:
            for number, each in enumerate(results, 1):
                options["progress"](Progress("began", each.run, 0, 5, number - 1, len(results)))
                step = Progress("ended", each.run, 5, 5, number, len(results), each)
                options["progress"](step)
            return RunReport(folder, results, Findings(), 3.0, interrupted)

        monkeypatch.setattr("probono_kit.run.render", render, raising=False)

    return report


# ---- new, notebooks ---------------------------------------------------------------------------


def test_new_lays_out_a_folder_and_says_what_is_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where to put files, what to fill in, what to run."""
    status, out, err = said(capsys, "new", "water-points")
    assert (status, err) == (0, "")
    assert (tmp_path / "water-points/engagement.yml").is_file()
    for piece in ("water-points/raw", "water-points/engagement.yml", "probono render water-points"):
        assert piece in out


def test_new_in_french_writes_a_french_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The language counts for what is said and for what is written."""
    _, out, _ = said(capsys, "new", "puits", "--language", "fr", "--folder", "missions")
    assert "Le dossier missions/puits est prêt." in out
    brief = (tmp_path / "missions/puits/engagement.yml").read_text(encoding="utf-8")
    assert "languages: [fr]" in brief
    assert "Toute la mission" in brief


def test_new_overwrites_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A second time is refused, with the way out."""
    said(capsys, "new", "wells")
    status, out, err = said(capsys, "new", "wells")
    assert (status, out) == (1, "")
    assert "1 thing to mend" in err
    assert "→" in err


def test_a_name_that_cannot_be_one_is_mended(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest good name is proposed."""
    status, _, err = said(capsys, "new", "Points d'eau")
    assert status == 1
    assert "points-d-eau" in err


def test_notebooks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what it does."""
    status, out, _ = said(capsys, "notebooks")
    assert status == 0
    for name in ("clean_data", "static_map", "interactive_map"):
        assert re.search(rf"^{name} +\w+", out, re.M)


def test_the_parameters_of_a_notebook_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Name, kind, what happens if it is left out, meaning; under headings."""
    status, out, _ = said(capsys, "notebooks", "static_map")
    assert status == 0
    lines = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()]
    assert ["classes", "whole number", "5", "At most this many classes, 2 to 12"] in lines
    assert ["Classes and colours"] in lines
    assert next(line for line in lines if line[0] == "table")[2] == "must be given"
    assert next(line for line in lines if line[0] == "ngo")[2] == "from the brief"


def test_an_unknown_notebook_is_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest one is named."""
    status, out, err = said(capsys, "notebooks", "statc_map")
    assert (status, out) == (2, "")
    assert "Did you mean static_map" in err


# ---- render -----------------------------------------------------------------------------------


def test_render_says_what_was_done(
    reporting: Reporting, capsys: pytest.CaptureFixture[str]
) -> None:
    """Progress in plain lines beside the results, counts at the end."""
    reporting(result("clean", Status.UNCHANGED), result("map", Status.DONE))
    status, out, err = said(capsys, "render")
    assert status == 0
    assert err.splitlines() == ["[1/2] clean: unchanged", "[2/2] map: done (2.1 s)"]
    assert out.splitlines() == ["2 notebooks in 3.0 s: 1 done, 1 unchanged."]


def test_the_last_lines_say_which_failed_and_why(
    reporting: Reporting, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads only the end knows where to look."""
    broken = finding("file.missing", "raw/points.xlsx")
    waiting = finding("run.blocked", "map", other="clean")
    reporting(result("clean", Status.FAILED, broken), result("map", Status.BLOCKED, waiting))
    done, out, err = said(capfd, "render")
    assert done == 1
    assert "2 things to mend" in out
    assert err.splitlines()[-2:] == [
        "clean: failed (2.1 s). This file does not exist. → work/clean/clean.ipynb",
        f"map: waits for a task that failed. {waiting.message('en')}",
    ]


def test_render_for_scripts(reporting: Reporting, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output holds JSON and nothing else; the exit code says the same."""
    broken = finding("file.missing", "raw/points.xlsx")
    reporting(result("clean", Status.DONE), result("map", Status.FAILED, broken))
    status, out, _ = said(capsys, "render", "--json")
    assert status == 1
    report = json.loads(out)
    assert report["ok"] is False
    assert [(each["run"], each["status"]) for each in report["runs"]] == [
        ("clean", "done"), ("map", "failed")
    ]  # fmt: skip
    assert report["runs"][1]["findings"][0]["code"] == "file.missing"


def test_options_reach_the_batch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is typed is what runs."""
    asked: dict[str, Any] = {}

    def render(folder: Path, **options: Any) -> RunReport:
        asked.update(folder=folder, **options)
        return RunReport(folder, (), Findings())

    monkeypatch.setattr("probono_kit.run.render", render, raising=False)
    said(capsys, "render", "here", "--only", "a", "--only", "b", "--jobs", "3", "--force")
    asked.pop("progress")
    expected = {"folder": Path("here"), "only": ["a", "b"], "jobs": 3, "force": True}
    assert asked == expected
    said(capsys, "render")
    assert (asked["folder"], asked["only"], asked["jobs"]) == (Path(), None, 1)


def test_an_interruption_is_told(reporting: Reporting, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C gives 130, whether the batch noticed it or not."""
    reporting(result("map", Status.STOPPED), interrupted=True)
    assert said(capsys, "render")[0] == 130


def test_an_interruption_anywhere_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and a word of comfort."""

    def interrupted(folder: Path) -> Findings:
        raise KeyboardInterrupt

    monkeypatch.setattr("probono_kit.deliver.check", interrupted)
    status, _, err = said(capsys, "check")
    assert status == 130
    assert "Nothing was half-written" in err


@pytest.mark.parametrize("command", ["render", "check", "deliver"])
def test_a_folder_that_is_not_there_is_a_finding(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command says so in the same words."""
    status, out, err = said(capsys, command, "nowhere")
    assert (status, out) == (1, "")
    assert "There is no such folder." in err


# ---- check, deliver ---------------------------------------------------------------------------

WRONG = Findings(
    [
        finding("deliver.checked", "bundle", files=7, values=14),
        finding("deliver.no_policy", "bundle/a.html"),
        finding("deliver.request", "bundle/a.html", address="https://example.org/[b]"),
        finding("deliver.no_licence", "engagement.yml › sources › s", source="s"),
    ]
)


def test_findings_are_listed_errors_first() -> None:
    """Where, what, how to mend it; a place once; nothing is taken for markup."""
    stream = io.StringIO()
    show_findings([*WRONG, WRONG[1]], stream)
    assert stream.getvalue() == (
        "2 things to mend\n"
        "  bundle/a.html\n"
        "    The file asks the network for https://example.org/[b].\n"
        "    → Put it inside the file, or take it out: deliverables work without a network.\n"
        "  engagement.yml › sources › s\n"
        "    The source “s” has no licence.\n"
        "    → Ask the NGO under which terms it may be shown, and write it after “licence:”.\n"
        "\n"
        "1 warning\n"
        "  bundle/a.html\n"
        "    The page runs scripts, and no rule in it forbids them the network.\n"
        "    → Add a Content-Security-Policy with “default-src 'none'” to its head.\n"
        "\n"
        "1 note\n"
        "  bundle\n"
        "    7 files checked; 14 private values looked for in each.\n"
        "    → Nothing to do.\n"
        "\n"
    )
    assert summary(WRONG) == "2 things to mend, 1 warning"


def test_check_shows_everything_and_says_whether_it_would_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 with errors, 0 with warnings alone; JSON for scripts."""
    found = Findings(WRONG)
    monkeypatch.setattr("probono_kit.deliver.check", lambda folder: found)
    status, out, _ = said(capsys, "check")
    assert status == 1
    assert out.splitlines()[-1] == "2 things to mend, 1 warning"
    content = json.loads(said(capsys, "check", "--json")[1])
    assert content["ok"] is False
    assert [each["code"] for each in content["findings"]] == [each.code for each in WRONG]
    found = Findings(WRONG[:2])
    assert said(capsys, "check")[0] == 0
    assert json.loads(said(capsys, "check", "--json")[1])["ok"] is True


def test_a_refused_delivery_has_its_own_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """3: scripts can tell the gate from a mistake in the brief."""

    def refuse(folder: Path) -> Bundle:
        raise GateRefusedError(WRONG)

    monkeypatch.setattr("probono_kit.deliver.make_bundle", refuse)
    status, out, err = said(capsys, "deliver")
    assert (status, out) == (3, "")
    assert "https://example.org/[b]" in err


def test_deliver_ends_with_the_page_to_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The last line can be pasted into a browser, or read by a script."""
    archive = tmp_path / "wells.zip"
    archive.write_bytes(b"x" * 1_500_000)
    bundle = Bundle(tmp_path, tmp_path / "bundle/index.html", archive, Findings())
    monkeypatch.setattr("probono_kit.deliver.make_bundle", lambda folder: bundle)
    status, out, _ = said(capsys, "deliver")
    assert status == 0
    assert f"{archive} (1.5 MB)" in out
    assert out.splitlines()[-1] == str(bundle.index)


# ---- our own mistakes -------------------------------------------------------------------------


def test_a_bug_is_one_line_and_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A volunteer gets a sentence, a maintainer the traceback."""

    def broken(folder: Path) -> Findings:
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr("probono_kit.deliver.check", broken)
    status, out, err = said(capsys, "check")
    assert (status, out) == (4, "")
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError: one" in err
    log = Path(err.rpartition(": ")[2].strip())
    assert "Traceback" in log.read_text(encoding="utf-8")
    log.unlink()


def test_debug_shows_the_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever --debug stands."""

    def broken(folder: Path) -> Findings:
        raise ZeroDivisionError

    monkeypatch.setattr("probono_kit.deliver.check", broken)
    for arguments in (["check", "--debug"], ["--debug", "check"]):
        status, _, err = said(capsys, *arguments)
        assert status == 4
        assert "Traceback" in err
        Path(err.rpartition(": ")[2].strip()).unlink()


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    """``probono notebooks | head -1`` ends quietly."""
    command = f"{shlex.quote(sys.executable)} -m probono_kit notebooks static_map | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("static_map")
    assert done.stderr == ""


# ---- progress ---------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names what is running and how much is done, and goes away."""
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    ended = result("map", Status.DONE)
    with ProgressView(stream) as view:
        view(Progress("began", ended.run, 0, 4, 0, 2))
        view(Progress("cell", ended.run, 2, 4, 0, 2))
        assert view._bar is not None
        (bar,) = view._bar.tasks
        assert (bar.description, bar.completed, bar.total) == ("map", 0.5, 2)
        view(Progress("ended", ended.run, 4, 4, 1, 2, ended))
        assert (bar.completed, bar.fields["counted"]) == (1, "1/2")
    assert "map: done" not in stream.getvalue()


# ---- demo -------------------------------------------------------------------------------------


def test_the_demo_takes_no_folder_of_somebody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with other things in it is left alone."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    status, _, err = said(capsys, "demo", "mine")
    assert status == 2
    assert "mine holds something else" in err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_the_demo_takes_no_other_engagement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor an engagement of one's own."""
    said(capsys, "new", "wells")
    before = (tmp_path / "wells/engagement.yml").read_bytes()
    assert said(capsys, "demo", "wells")[0] == 2
    assert (tmp_path / "wells/engagement.yml").read_bytes() == before


@pytest.mark.slow
def test_the_demo_makes_a_bundle(tmp_path: Path) -> None:
    """From nothing to a page to open; again, and nothing is made twice; the sample is untouched."""
    sample = share_path("data/samples/water-points")
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}

    def demo() -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", "probono_kit", "demo", "try"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    index = tmp_path / "try/bundle/index.html"
    assert demo()[-1] == str(index)
    archive = (tmp_path / "try/water-points.zip").read_bytes()
    shutil.rmtree(tmp_path / "try/bundle")
    lines = demo()
    assert re.search(r"(\d+) notebooks in .*: \1 unchanged\.", "\n".join(lines))
    assert index.is_file()
    assert (tmp_path / "try/water-points.zip").read_bytes() == archive
    after = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    assert after == before
