"""The parts of both APIs that forms are deployed with."""

from __future__ import annotations

import hashlib
import io
import json
import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import unquote

from openpyxl import load_workbook

from tests.forms.servers.central_web import PASSWORD, PROJECT, SESSION, USER
from tests.forms.servers.kobo_web import TOKEN, UID
from tests.forms.servers.web import Answer, Asked, Web, as_json, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def parts(asked: Asked) -> dict[str, tuple[str, bytes]]:
    """Return the parts of a multipart body: file name and content by field."""
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    found = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + asked.body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        found[str(name)] = (part.get_filename() or "", part.get_payload(decode=True))
    return found


def content_of(workbook: bytes) -> dict[str, Any]:
    """Return a workbook as the server of KoboToolbox keeps it."""
    book = load_workbook(io.BytesIO(workbook))
    content: dict[str, Any] = {"settings": {}, "translated": [], "translations": [None]}
    for sheet in book.worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        cells = [{str(h): v for h, v in zip(heads, r, strict=True) if v is not None} for r in rows]
        for row in cells:
            kind, _, listed = str(row.get("type", "")).partition(" ")
            if listed and kind.startswith("select"):
                row |= {"type": kind, "select_from_list_name": listed}
            if "type" in row:
                row["type"] = row["type"].replace("begin ", "begin_").replace("end ", "end_")
            row["$kuid"] = "x1"
        languages = sorted({h.partition("::")[2] for row in cells for h in row if "::" in h})
        if languages:
            content["translations"] = languages
            content["translated"] = ["label"]
            for row in cells:
                texts = [row.pop(f"label::{language}", None) for language in languages]
                row |= {"label": texts}
        content[sheet.title] = cells[0] if sheet.title == "settings" else cells
    return content


class KoboForms(Web):
    """An account of KoboToolbox with forms."""

    def __init__(self) -> None:
        super().__init__()
        self.assets: dict[str, dict[str, Any]] = {}
        self.versions: dict[str, Any] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.tasks: dict[str, list[dict[str, Any]]] = {}
        self.number = 0

    def add(self, uid: str, workbook: bytes, submissions: int = 0) -> None:
        """Have a form that is deployed already."""
        self.assets[uid] = {"uid": uid, "has_deployment": False, "asset_type": "survey"}
        self.assets[uid] |= {"name": "Water", "deployment__submission_count": submissions}
        self.save(uid, content_of(workbook))
        self.deploy(uid)

    def save(self, uid: str, content: dict[str, Any]) -> None:
        """Keep another draft."""
        self.number += 1
        version = f"v{self.number}"
        self.versions[version] = content
        self.assets[uid] |= {"version_id": version, "content": content}

    def deploy(self, uid: str) -> None:
        """Deploy the draft."""
        asset = self.assets[uid]
        asset |= {"has_deployment": True, "deployed_version_id": asset["version_id"]}

    def deployed(self, uid: str) -> dict[str, Any]:
        """Return what people fill in."""
        found: dict[str, Any] = self.versions[self.assets[uid]["deployed_version_id"]]
        return found

    @property
    def changes(self) -> list[str]:
        """What was asked for that changes something."""
        return [f"{e.method} {e.path}" for e in self.asked if e.method != "GET"]

    def answer(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"Token {TOKEN}":
            return as_json({"detail": "Invalid token."}, 401)
        path = asked.path
        if path == "/api/v2/assets/" and asked.method == "POST":
            self.assets[UID] = {"uid": UID, "has_deployment": False, **asked.json}
            return as_json({"uid": UID, **asked.json}, 201)
        if path.startswith("/api/v2/imports/"):
            return self._imports(asked)
        found = re.fullmatch(r"/api/v2/assets/([A-Za-z0-9]+)(\.json|/.*)", path)
        if found is None or found[1] not in self.assets:
            return as_json({"detail": "Not found."}, 404) if found else page(404)
        uid, rest = found[1], found[2]
        if rest == ".json":
            return as_json(self.assets[uid])
        if rest.startswith("/versions/"):
            version = rest.removeprefix("/versions/").removesuffix(".json")
            return as_json({"uid": version, "content": self.versions[version]})
        if rest == "/deployment/":
            return self._deployment(uid, asked)
        return self._files(rest, asked)

    def _imports(self, asked: Asked) -> Answer:
        if asked.method == "POST":
            given = parts(asked)
            uid = given["destination"][1].decode().rstrip("/").rpartition("/")[2]
            assert given["library"][1] == b"false"
            try:
                self.save(uid, content_of(given["file"][1]))
                end = {"status": "complete", "messages": {"updated": [{"uid": uid}]}}
            except Exception as problem:
                end = {"status": "error", "messages": {"error": str(problem)}}
            self.tasks["i1"] = [{"status": "processing"}, {"status": "processing"}, end]
            return as_json({"uid": "i1", "status": "processing"}, 201)
        states = self.tasks["i1"]
        state = states.pop(0) if len(states) > 1 else states[0]
        return as_json({"uid": "i1", **state})

    def _deployment(self, uid: str, asked: Asked) -> Answer:
        asset = self.assets[uid]
        if asked.method == "POST" and asset["has_deployment"]:
            return as_json({"detail": "Use PATCH to update an existing deployment"}, 405)
        if asked.method == "PATCH":
            assert asked.json["version_id"] == asset["version_id"]
        assert asked.json["active"] is True
        self.deploy(uid)
        return as_json({"active": True, "asset": asset})

    def _files(self, rest: str, asked: Asked) -> Answer:
        if asked.method == "GET":
            told = [{"uid": k, "metadata": each["metadata"]} for k, each in self.files.items()]
            return as_json({"count": len(told), "next": None, "results": told})
        if asked.method == "DELETE":
            del self.files[rest.rstrip("/").rpartition("/")[2]]
            return Answer(b"", 204)
        given = parts(asked)
        name, content = given["content"]
        assert given["file_type"][1] == b"form_media"
        if name in {each["metadata"]["filename"] for each in self.files.values()}:
            return as_json({"content": ["File already exists"]}, 400)
        metadata = json.loads(given["metadata"][1]) | {"filename": name}
        metadata["hash"] = f"md5:{hashlib.md5(content).hexdigest()}"
        self.files[f"f{self.number}{name}"] = {"metadata": metadata, "content": content}
        return as_json({"uid": f"f{self.number}{name}"}, 201)


class CentralForms(Web):
    """A project of ODK Central with forms."""

    def __init__(self) -> None:
        super().__init__()
        self.published: dict[str, dict[str, Any]] = {}
        self.drafts: dict[str, dict[str, Any]] = {}
        self.needs: list[str] = []
        self.submissions = 0
        self.reads_workbooks = True

    def add(self, name: str, workbook: bytes, version: str = "", submissions: int = 0) -> None:
        """Have a form that is published already."""
        self.published[name] = {"workbook": workbook, "version": version, "files": {}}
        self.submissions = submissions

    @property
    def changes(self) -> list[str]:
        """What was asked for that changes something, but signing in and out."""
        asked = [e for e in self.asked if e.method != "GET" and "/sessions" not in e.path]
        return [f"{e.method} {unquote(e.path)}" for e in asked]

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/v1/sessions":
            assert asked.json == {"email": USER, "password": PASSWORD}
            return as_json({"token": SESSION})
        if asked.headers.get("authorization") != f"Bearer {SESSION}":
            return as_json({"code": 401.2, "message": "no"}, 401)
        if asked.path == "/v1/sessions/current":
            return as_json({"success": True})
        base = f"/v1/projects/{PROJECT}/forms"
        if asked.path == base and asked.method == "POST":
            return self._draft(asked, asked.headers["x-xlsform-formid-fallback"])
        rest = unquote(asked.path.removeprefix(f"{base}/"))
        name = rest.split("/")[0].removesuffix(".svc").removesuffix(".xlsx").removesuffix(".xls")
        if name not in self.published and name not in self.drafts:
            return as_json({"code": 404.1, "message": "Could not find the resource."}, 404)
        return self._form(name, rest.removeprefix(name), asked)

    def _form(self, name: str, rest: str, asked: Asked) -> Answer:
        form = self.published.get(name)
        if rest == "" and asked.method == "GET":
            version = form["version"] if form else ""
            when = "2026-01-01T00:00:00.000Z" if form else None
            return as_json({"xmlFormId": name, "version": version, "publishedAt": when})
        if rest == ".xlsx" and form and form["workbook"]:
            return Answer(form["workbook"], kind=XLSX)
        if rest == ".svc/Submissions":
            return as_json({"value": [], "@odata.count": self.submissions})
        if rest == "/draft" and asked.method == "POST":
            return self._draft(asked, name)
        draft = self.drafts.get(name)
        if draft is None:
            return as_json({"code": 404.1, "message": "Could not find the resource."}, 404)
        if rest == "/draft":
            return as_json({"xmlFormId": name, "draftToken": "x"})
        if rest == "/draft/attachments":
            old = (form or {"files": {}})["files"]
            return as_json([{"name": n, "type": "file", "exists": n in old} for n in self.needs])
        if rest.startswith("/draft/attachments/"):
            draft["files"][rest.rpartition("/")[2]] = asked.body
            return as_json({"success": True})
        assert rest == "/draft/publish", rest
        self.published[name] = self.drafts.pop(name)
        return as_json({"success": True})

    def _draft(self, asked: Asked, name: str) -> Answer:
        assert asked.headers["content-type"] == XLSX
        assert asked.query["ignoreWarnings"] == "true"
        if not self.reads_workbooks:
            details = {"error": "There is no such list: yn", "warnings": None}
            told = {"message": "The given XLSForm file was not valid.", "details": details}
            return as_json({"code": 400.15, **told}, 400)
        settings = content_of(asked.body)["settings"]
        version = str(settings.get("version", ""))
        name = unquote(name)
        self.drafts[name] = {"workbook": asked.body, "version": version, "files": {}}
        return as_json({"xmlFormId": name, "version": version})
