"""KoboToolbox as its API documents it, for one form."""

from __future__ import annotations

import json
import operator
from typing import Any

from tests.forms.servers.web import Answer, Asked, Web, as_json, page, part_of

UID = "aBcDeFgHiJkLmNoPqRsTuV"
TOKEN = "0123456789abcdef0123456789abcdef01234567"

_COMPARE = {
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
    "$in": lambda value, among: value in among,
}


class KoboWeb(Web):
    """A form with submissions."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        super().__init__()
        self.rows = {row["_id"]: row for row in rows}
        self.largest_page = 1000
        self.knows_fields = True
        self.deployed = True
        self.files: dict[tuple[str, str], bytes] = {}

    @property
    def address(self) -> str:
        """What the browser shows."""
        return f"{self.url}/#/forms/{UID}/summary"

    def edit(self, number: int, **answers: Any) -> None:
        """Edit a submission: its uuid changes, its number and time stay."""
        row = self.rows[number]
        old = row["_uuid"]
        self.rows[number] = row | answers | {"_uuid": f"{old}-edited", "meta/deprecatedID": old}

    def questions(self) -> list[Asked]:
        """The pages that were asked for."""
        return [each for each in self.asked if each.path.endswith("/data.json")]

    def answer(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"Token {TOKEN}":
            return as_json({"detail": "Invalid token."}, 401)
        if not asked.path.startswith("/api/v2/assets/"):
            return page(404)
        if not asked.path.startswith(f"/api/v2/assets/{UID}"):
            return as_json({"detail": "Not found."}, 404)
        if "/attachments/" in asked.path:
            *_, submission, _, number, _ = asked.path.split("/")
            content = self.files.get((submission, number))
            return (
                as_json({"detail": "Not found."}, 404)
                if content is None
                else part_of(content, asked)
            )
        if asked.path == f"/api/v2/assets/{UID}.json":
            return as_json({"uid": UID, "has_deployment": self.deployed})
        if not self.deployed:
            return as_json({"detail": "The specified asset has not been deployed"}, 400)
        return self._data(asked)

    def _data(self, asked: Asked) -> Answer:
        query = json.loads(asked.query.get("query", "{}"))
        found = [row for row in self.rows.values() if self._fits(row, query)]
        for name, way in json.loads(asked.query.get("sort", "{}")).items():
            found.sort(key=lambda row: row[name], reverse=way < 0)
        start = int(asked.query.get("start", 0))
        limit = min(int(asked.query.get("limit", 100)), self.largest_page)
        rows = found[start : start + limit]
        if "fields" in asked.query and self.knows_fields:
            fields = json.loads(asked.query["fields"])
            rows = [{name: row[name] for name in fields if name in row} for row in rows]
        link = (
            f"http://kf.invalid/api/v2/assets/{UID}/data.json?limit={limit}&start={start + limit}"
        )
        more = start + limit < len(found)
        said = {"count": len(found), "next": link if more else None, "previous": None}
        return as_json(said | {"results": rows})

    def _fits(self, row: dict[str, Any], query: dict[str, Any]) -> bool:
        return all(
            _COMPARE[how](row[name], value)
            for name, conditions in query.items()
            for how, value in conditions.items()
        )
