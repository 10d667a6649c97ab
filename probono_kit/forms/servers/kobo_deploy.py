"""Deploying a form on KoboToolbox: the workbook replaces the draft, files follow, then deployed.

Source: the API's own pages (``/api/v2/docs/``): imports, assets, files, deployments.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from probono_kit.forms.model import Form
from probono_kit.forms.servers.connection import Connection
from probono_kit.forms.servers.credentials import Credentials
from probono_kit.forms.servers.deployment import XLSX, Standing, dicts
from probono_kit.forms.servers.kobo_content import form_of
from probono_kit.forms.servers.source import KOBO, Source

#: How often the server is asked whether it has read the workbook; longer apart each time.
_ASKED = 40


class KoboDeployer:
    """Deploys forms on a server of KoboToolbox.

    Parameters
    ----------
    connection : Connection
        To its server.
    credentials : Credentials
        The token of an account that may edit the form.
    """

    def __init__(self, connection: Connection, credentials: Credentials) -> None:
        self._connection = connection
        self._origin = connection.source.origin
        connection.sign("Token", credentials.secret)

    def close(self) -> None:
        """Nothing to close: a token has no session."""

    def standing(self, form: Form) -> Standing:
        """Return what is deployed now."""
        uid = self._connection.source.form
        if not uid:
            return Standing()
        asset = self._asset(uid)
        count = asset.get("deployment__submission_count")
        if not asset.get("has_deployment"):
            return Standing(submissions=0)
        content, deployed = asset.get("content"), asset.get("deployed_version_id")
        if deployed and deployed != asset.get("version_id"):
            # Somebody edited the form without deploying it: what counts is what was filled in.
            said = self._connection.json(f"/api/v2/assets/{uid}/versions/{deployed}.json")
            content = said.get("content") if isinstance(said, dict) else None
        if not isinstance(content, Mapping):
            raise self._connection.error("server.unexpected")
        count = count if isinstance(count, int) else None
        return Standing(form_of(content), count, deployed=True)

    def deploy(self, form: Form, media: Mapping[str, Path], standing: Standing) -> Source:
        """Replace the form, upload its files, deploy; return where it is."""
        uid = self._connection.source.form or self._new(form)
        self._import(form, uid)
        self._upload(uid, media)
        asset = self._asset(uid)
        path = f"/api/v2/assets/{uid}/deployment/"
        if asset.get("has_deployment"):
            version = str(asset.get("version_id") or "")
            self._connection.send("PATCH", path, json={"active": True, "version_id": version})
        else:
            self._connection.send("POST", path, json={"active": True})
        return Source(KOBO, self._origin, uid)

    def _asset(self, uid: str) -> dict[str, Any]:
        asset = self._connection.json(f"/api/v2/assets/{uid}.json")
        if not isinstance(asset, dict):
            raise self._connection.error("server.unexpected")
        return asset

    def _new(self, form: Form) -> str:
        title = form.settings.get("form_title") if form.settings else ""
        told = {"name": title or form.path.stem, "asset_type": "survey"}
        made = self._connection.send("POST", "/api/v2/assets/", json=told)
        if not isinstance(made, dict) or not isinstance(made.get("uid"), str):
            raise self._connection.error("server.unexpected")
        return str(made["uid"])

    def _import(self, form: Form, uid: str) -> None:
        """Let the server read the workbook; it does so in the background."""
        told = {
            "name": form.path.name,
            "library": "false",
            "destination": f"{self._origin}/api/v2/assets/{uid}/",
        }
        files = {"file": (form.path.name, form.path.read_bytes(), XLSX)}
        task = self._connection.send("POST", "/api/v2/imports/", data=told, files=files)
        for number in range(_ASKED):
            state = task.get("status") if isinstance(task, dict) else None
            if state == "complete":
                return
            if state == "error":
                reason = self._connection.words(task.get("messages"))
                raise self._connection.error("server.form_refused", reason=reason)
            if state not in ("processing", "created"):
                break
            self._connection.wait(min(1 + number / 4, 10))
            task = self._connection.json(f"/api/v2/imports/{task.get('uid')}/")
        raise self._connection.error("server.unexpected")

    def _upload(self, uid: str, media: Mapping[str, Path]) -> None:
        if not media:
            return
        path = f"/api/v2/assets/{uid}/files/"
        there = self._connection.json(path, {"file_type": "form_media", "limit": "1000"})
        known = there.get("results") if isinstance(there, dict) else None
        if not isinstance(known, list):
            raise self._connection.error("server.unexpected")
        old = {
            told.get("filename"): (each.get("uid"), told.get("hash"))
            for each in dicts(known)
            for told in dicts([each.get("metadata")])
        }
        for name, file in media.items():
            content = file.read_bytes()
            if name in old:
                same, digest = old[name]
                if digest == f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}":
                    continue
                # The server takes no second file of a name.
                self._connection.send("DELETE", f"{path}{same}/")
            told = {
                "file_type": "form_media",
                "description": name,
                "metadata": json.dumps({"filename": name}),
            }
            self._connection.send("POST", path, data=told, files={"content": (name, content)})
