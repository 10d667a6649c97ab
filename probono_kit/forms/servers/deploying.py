"""Deploying a form: what changes is shown first, and no data is lost without a word."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from probono_kit.findings import Findings
from probono_kit.forms.lint import lint_form
from probono_kit.forms.model import Form
from probono_kit.forms.papers.comparison import FormComparison, compare_forms
from probono_kit.forms.reading import read_form
from probono_kit.forms.servers.central_deploy import CentralDeployer
from probono_kit.forms.servers.connection import Connection, Wait
from probono_kit.forms.servers.credentials import credentials_of
from probono_kit.forms.servers.deployment import Deployer, Deployment, Standing
from probono_kit.forms.servers.kobo_deploy import KoboDeployer
from probono_kit.forms.servers.media import media_of
from probono_kit.forms.servers.source import CENTRAL, KOBO, Source, read_source

#: Is asked before anything changes: what is different (``None``: new there), and how many
#: submissions there are.
Agree = Callable[[FormComparison | None, Standing], bool]


def deploy_form(
    form_file: Path | str,
    source: str | Source,
    *,
    agree: Agree | None = None,
    lose_data: bool = False,
    wait: Wait = time.sleep,
) -> Deployment:
    """Deploy a form on KoboToolbox or ODK Central, or deploy it again.

    The form is checked, then compared with the one that is deployed. Where there are submissions
    and a change would lose data of them, nothing is done unless `lose_data` says so.

    Parameters
    ----------
    form_file : path
        The XLSForm; the files that it names lie beside it, in ``media`` or ``<form>-media``.
    source : str or Source
        Address of the form, as copied from the browser. For a form that is new there: the address
        of the server (KoboToolbox) or of the project (ODK Central).
    agree : callable, optional
        Called with the comparison (``None`` for a form that was not deployed) and what stands on
        the server before anything is changed; nothing is, unless it returns ``True``.
    lose_data : bool
        Whether changes that lose data are wanted.
    wait : callable
        Waits some seconds.

    Returns
    -------
    Deployment
        Where the form is and what changed.

    Raises
    ------
    ProbonoError
        Errors of the form (``form.…``), changes that lose data (``compare.…``) with
        ``server.would_lose``; ``server.…``, whatever stands in the way.

    Examples
    --------
    >>> from probono_kit import forms
    >>> forms.deploy_form("survey.xlsx", "https://example.org/survey")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR example.org: This is not the address of a form...
    """
    place = read_source(source)
    form = read_form(Path(form_file))
    checked = lint_form(form)
    checked.raise_errors()
    with _signed_in(place, wait) as server:
        standing = server.standing(form)
        findings = Findings(standing.findings)
        comparison = None
        if standing.form is not None:
            comparison = compare_forms(standing.form, form)
            _guard(comparison, standing, place, findings, lose_data=lose_data)
        elif standing.deployed:
            findings.add("server.not_comparable", place)
            if not lose_data and standing.submissions != 0:
                findings.add("server.would_lose", place, count=_counted(standing))
        findings.raise_errors()
        same = comparison is not None and not comparison.changes
        _check_version(form, place, standing, same=same, findings=findings)
        media = media_of(form)
        if agree is not None and not agree(comparison, standing):
            done, where = False, place
        else:
            done, where = True, server.deploy(form, media, standing)
        files = tuple(media) if done else ()
        return Deployment(where, done, comparison, standing.submissions, files, findings)


def _guard(
    comparison: FormComparison,
    standing: Standing,
    place: Source,
    findings: Findings,
    *,
    lose_data: bool,
) -> None:
    """Refuse changes that lose data, unless there is none or they are wanted."""
    if not comparison.findings.errors or lose_data or standing.submissions == 0:
        return
    findings += comparison.findings.errors
    findings.add("server.would_lose", place, count=_counted(standing))


def _counted(standing: Standing) -> str:
    return "?" if standing.submissions is None else str(standing.submissions)


def _check_version(
    form: Form, place: Source, standing: Standing, *, same: bool, findings: Findings
) -> None:
    """ODK Central keeps every version that was published: a new one needs a name of its own."""
    version = (form.settings.get("version") if form.settings else "") or ""
    if place.kind == CENTRAL and standing.deployed and standing.version == version:
        code = "server.version_deployed" if same else "server.same_version"
        findings.add(code, form.path, version=version or "—")
        findings.raise_errors()


@contextmanager
def _signed_in(source: Source, wait: Wait) -> Iterator[Deployer]:
    credentials = credentials_of(source)
    connection = Connection(source, wait)
    try:
        server: Deployer = (KoboDeployer if source.kind == KOBO else CentralDeployer)(
            connection, credentials
        )
        try:
            yield server
        finally:
            server.close()
    finally:
        connection.close()
