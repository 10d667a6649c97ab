"""Deploying a form on ODK Central: a draft with its files, then published.

Source: https://docs.getodk.org/central-api-form-management/.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from probono_kit.findings import Findings
from probono_kit.forms.model import Form
from probono_kit.forms.reading import read_form
from probono_kit.forms.servers.central import Session
from probono_kit.forms.servers.connection import Connection, RefusedError
from probono_kit.forms.servers.credentials import Credentials
from probono_kit.forms.servers.deployment import XLSX, Standing, dicts
from probono_kit.forms.servers.source import CENTRAL, Source

_MISSING = 404


class CentralDeployer(Session):
    """Deploys forms on a server of ODK Central.

    Parameters
    ----------
    connection : Connection
        To its server.
    credentials : Credentials
        User and password, or the token of a session.
    """

    def __init__(self, connection: Connection, credentials: Credentials) -> None:
        super().__init__(connection, credentials)
        self._project = f"/v1/projects/{connection.source.project}/forms"

    def standing(self, form: Form) -> Standing:
        """Return what is published now."""
        source, name = self._connection.source, form_id(form)
        findings = Findings()
        if source.form and source.form != name:
            findings.add("server.other_form_id", form.path, id=name, wanted=source.form)
            findings.raise_errors()
        path = self._path(name)
        told = self._get(path)
        if told is None:
            if source.form:
                raise self._connection.error("server.unknown_form")
            return Standing()
        if not source.form:
            raise self._connection.error("server.form_exists", id=name)
        if self._get(f"{path}/draft") is not None:
            findings.add("server.draft_replaced", source)
        if not told.get("publishedAt"):
            return Standing(submissions=0, findings=findings)
        version = str(told.get("version") or "")
        listed = {"$select": "__id", "$count": "true", "$top": "0"}
        counted = self._connection.json(f"{path}.svc/Submissions", listed)
        count = counted.get("@odata.count") if isinstance(counted, dict) else None
        submissions = count if isinstance(count, int) else None
        old = self._published(path)
        return Standing(old, submissions, version, deployed=True, findings=findings)

    def deploy(self, form: Form, media: Mapping[str, Path], standing: Standing) -> Source:
        """Make a draft, upload its files, publish it; return where it is."""
        source, name = self._connection.source, form_id(form)
        path = self._path(name)
        self._draft(form, path, is_new=not source.form)
        missing = []
        for each in dicts(self._connection.json(f"{path}/draft/attachments")):
            wanted = str(each.get("name"))
            if wanted in media:
                self._connection.send(
                    "POST",
                    f"{path}/draft/attachments/{quote(wanted, safe='')}",
                    data=media[wanted].read_bytes(),
                    headers={"Content-Type": _kind(wanted)},
                )
            elif not each.get("exists"):
                missing.append(wanted)
        if missing:
            raise self._connection.error("server.media_missing", files=tuple(sorted(missing)))
        self._connection.send("POST", f"{path}/draft/publish")
        return Source(CENTRAL, source.origin, name, source.project)

    def _draft(self, form: Form, path: str, *, is_new: bool) -> None:
        told = {"Content-Type": XLSX, "X-XlsForm-FormId-Fallback": quote(form_id(form))}
        asked = {"ignoreWarnings": "true"} | ({"publish": "false"} if is_new else {})
        where = self._project if is_new else f"{path}/draft"
        content = form.path.read_bytes()
        try:
            self._connection.send("POST", where, params=asked, data=content, headers=told)
        except RefusedError as problem:
            if problem.status != 400:
                raise
            reason = str(problem.findings[0].values.get("reason", ""))
            raise self._connection.error("server.form_refused", reason=reason) from None

    def _published(self, path: str) -> Form | None:
        """Return the published form; ``None`` if it was not uploaded as a workbook."""
        for ending in (".xlsx", ".xls"):
            try:
                content = self._connection.data(f"{path}{ending}", {}, bytes)
            except RefusedError as problem:
                if problem.status != _MISSING:
                    raise
                continue
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / f"form{ending}"
                file.write_bytes(content)
                form = read_form(file)
            return None if form.findings.errors else form
        return None

    def _get(self, path: str) -> dict[str, Any] | None:
        try:
            told = self._connection.json(path)
        except RefusedError as problem:
            if problem.status != _MISSING:
                raise
            return None
        if not isinstance(told, dict):
            raise self._connection.error("server.unexpected")
        return told

    def _path(self, name: str) -> str:
        return f"{self._project}/{quote(name, safe='')}"


def form_id(form: Form) -> str:
    """Return the identifier of a form: of its settings, else the name of its file."""
    return (form.settings.get("form_id") if form.settings else "") or form.path.stem


def _kind(name: str) -> str:
    return "text/csv" if name.lower().endswith(".csv") else "application/octet-stream"
