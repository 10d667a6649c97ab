"""``probono form fetch``, ``deploy``, ``token`` as they are typed."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from probono_kit.cli.entry import ExitCode, run
from tests.forms.servers.central_web import PASSWORD, USER, CentralWeb
from tests.forms.servers.conftest import MemoryKeyring
from tests.forms.servers.deploy_web import KoboForms
from tests.forms.servers.kobo_web import TOKEN, UID, KoboWeb
from tests.forms.servers.test_deploy import write
from tests.forms.servers.web import Web, as_json

Said = pytest.CaptureFixture[str]


class Typed(io.StringIO):
    """What a person types, at a terminal."""

    def isatty(self) -> bool:
        return True


def test_fetching(kobo: KoboWeb, tmp_path: Path, capsys: Said) -> None:
    """How many came and where they are; the next time what is new."""
    typed = ["--language", "fr", "form", "fetch", kobo.address, str(tmp_path / "raw")]
    assert run(typed) == ExitCode.GOOD
    said = capsys.readouterr().out
    assert f"250 soumissions\u00a0: {tmp_path / 'raw' / 'submissions.json'}" in said
    assert "Nouvelles\u00a0: 250, modifiées\u00a0: 0, disparues du serveur\u00a0: 0." in said
    del kobo.rows[1000]
    assert run(typed) == ExitCode.GOOD
    said = capsys.readouterr().out
    assert "Elles ont été mises à part dans submissions-removed-1.json." in said
    assert "Nouvelles\u00a0: 0, modifiées\u00a0: 0, disparues du serveur\u00a0: 1." in said


def test_what_goes_wrong_is_said_without_traceback(
    kobo: KoboWeb, tmp_path: Path, capsys: Said
) -> None:
    """The exit code says it too."""
    kobo.faults = [lambda asked: as_json({"detail": "Invalid token."}, 401)]
    assert run(["form", "fetch", kobo.address, str(tmp_path / "raw")]) == ExitCode.FAILED
    said = capsys.readouterr()
    assert "does not accept this token" in said.err
    assert "Traceback" not in said.err + said.out
    assert TOKEN not in said.err + said.out


def test_waiting_is_told(
    kobo: KoboWeb, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody wonders why nothing happens."""
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    kobo.faults = [lambda asked: as_json({}, 429, Retry_After="25")]
    assert run(["form", "fetch", kobo.address, str(tmp_path / "raw")]) == ExitCode.GOOD
    assert "asking again in 25 s" in capsys.readouterr().err
    assert 25 in slept


def test_a_token_is_stored_by_prompt_and_used(
    kobo: KoboWeb,
    ring: MemoryKeyring,
    tmp_path: Path,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked for, shown nowhere, and serves from then on; then it is forgotten."""
    monkeypatch.delenv("PROBONO_KOBO_TOKEN")
    asked: list[str] = []
    monkeypatch.setattr(sys, "stdin", Typed())
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or TOKEN)
    assert run(["form", "token", kobo.address]) == ExitCode.GOOD
    assert asked == [f"Token or password for {kobo.url}: "]
    assert run(["form", "fetch", kobo.address, str(tmp_path / "raw")]) == ExitCode.GOOD
    assert run(["form", "token", kobo.address, "--forget"]) == ExitCode.GOOD
    assert not ring.kept
    said = capsys.readouterr()
    assert TOKEN not in said.out + said.err
    written = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert TOKEN.encode() not in written


def test_a_password_comes_through_a_pipe(
    central: CentralWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Without the e-mail address nothing is asked."""
    monkeypatch.delenv("PROBONO_CENTRAL_PASSWORD")
    assert run(["form", "token", central.address]) == ExitCode.FAILED
    assert "--user" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    assert run(["form", "token", central.address, "--user", USER]) == ExitCode.GOOD
    assert run(["form", "fetch", central.address, str(tmp_path / "raw")]) == ExitCode.GOOD


@pytest.fixture
def forms(
    serve: Callable[[Web], Web], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> KoboForms:
    """An account with one form that has 12 submissions."""
    monkeypatch.setenv("PROBONO_KOBO_TOKEN", TOKEN)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    web = KoboForms()
    serve(web)
    monkeypatch.setenv("PROBONO_KOBO_SERVER", web.url)
    web.add(UID, write(tmp_path / "old.xlsx").read_bytes(), submissions=12)
    return web


@pytest.mark.parametrize(("answer", "done"), [("o\n", True), ("oui\n", True), ("\n", False)])
def test_deploying_asks_first(
    forms: KoboForms,
    tmp_path: Path,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    done: bool,
) -> None:
    """What changes, how many submissions there are; then it is for the person to say."""
    new = write(tmp_path / "new.xlsx", extra="pourquoi", version="2")
    monkeypatch.setattr(sys, "stdin", Typed(answer))
    typed = ["--language", "fr", "form", "deploy", str(new), f"{forms.url}/#/forms/{UID}"]
    assert run(typed) == (ExitCode.GOOD if done else ExitCode.FAILED)
    said = capsys.readouterr().out
    assert "pourquoi" in said
    assert "Il y a 12 soumissions." in said
    assert "Déployer\u00a0? [o/N]" in said
    assert ("Déployé\u00a0: " in said, "Rien n'a été déployé" in said) == (done, not done)
    assert bool(forms.changes) is done


def test_without_a_terminal_nothing_is_deployed_unless_said(
    forms: KoboForms, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script has to say --yes; losing data has to be said as such."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    new = write(tmp_path / "new.xlsx", people=False, version="2")
    typed = ["form", "deploy", str(new), f"{forms.url}/#/forms/{UID}"]
    assert run([*typed, "--yes"]) == ExitCode.FAILED
    assert "would lose data" in capsys.readouterr().err
    assert run([*typed, "--lose-data"]) == ExitCode.FAILED
    assert forms.changes == []
    assert run([*typed, "--lose-data", "--yes"]) == ExitCode.GOOD
    assert "Deployed: " in capsys.readouterr().out
