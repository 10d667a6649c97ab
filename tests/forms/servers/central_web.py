"""ODK Central as its API documents it, for one form with one repeat."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from tests.forms.servers.web import Answer, Asked, Web, as_json, page, part_of

USER = "ada@example.org"
PASSWORD = "correct horse battery staple"
SESSION = "lSpAIeksRu1CNZs7!qjAot2T17dPzkrw9B4iTtpj7OoIJBmXvnHM8z8Ka4QPEjR7"
PROJECT, FORM = "3", "water points"

_CONDITION = re.compile(r"__system/(submissionDate|updatedAt) (ge|le) (\S+?)(?=\)| |$)")
_SYSTEM = ("submissionDate", "updatedAt", "reviewState", "edits")


class CentralWeb(Web):
    """A form with submissions, each with answers and people."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Any]] = {}
        self.seconds = 0
        self.keyset = True
        self.knows_filter = True
        self.knows_sessions_end = True
        self.open_sessions = 0
        #: By submission and name; ``None`` for what has not arrived.
        self.files: dict[str, dict[str, bytes | None]] = {}
        for number in range(count):
            self.add(f"uuid:{number:04d}", water="tap" if number % 2 else "river tap")

    @property
    def address(self) -> str:
        """What the browser shows."""
        return f"{self.url}/projects/{PROJECT}/forms/water%20points/submissions"

    def now(self) -> str:
        """Return the next moment of the server's clock, finer than it shows it."""
        self.seconds += 1
        minutes, seconds = divmod(self.seconds, 60)
        return f"2026-03-{1 + minutes // 60:02d}T10:{minutes % 60:02d}:{seconds:02d}.123Z"

    def add(self, name: str, **answers: str) -> None:
        """Let a submission come in."""
        told = {"submissionDate": self.now(), "updatedAt": None, "reviewState": None, "edits": 0}
        people = [f"{name}-{n}" for n in range(len(self.rows) % 3)]
        self.rows[name] = told | {"answers": {"name": name, **answers}, "people": people}

    def edit(self, name: str, **answers: str) -> None:
        """Let somebody edit a submission."""
        row = self.rows[name]
        changed = {"updatedAt": self.now(), "reviewState": "edited", "edits": row["edits"] + 1}
        self.rows[name] = row | changed | {"answers": row["answers"] | answers}

    def exports(self) -> list[Asked]:
        """The exports that were asked for."""
        return [each for each in self.asked if each.path.endswith(".csv.zip")]

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/v1/sessions":
            if asked.json != {"email": USER, "password": PASSWORD}:
                return as_json({"code": 401.2, "message": "Could not authenticate."}, 401)
            self.open_sessions += 1
            return as_json({"token": SESSION, "csrf": "x", "expiresAt": "2026-04-01T00:00:00Z"})
        if not asked.path.startswith("/v1/"):
            return page()
        if asked.headers.get("authorization") != f"Bearer {SESSION}":
            return as_json({"code": 401.2, "message": "Could not authenticate."}, 401)
        if asked.path == "/v1/sessions/current" and asked.method == "DELETE":
            self.open_sessions -= 1
            return as_json({"success": True})
        base = f"/v1/projects/{PROJECT}/forms/{FORM}"
        if unquote(asked.path) == f"{base}.svc/Submissions":
            return self._list(asked)
        if unquote(asked.path) == f"{base}/submissions.csv.zip":
            return self._export(asked)
        if "/attachments" in asked.path:
            return self._file(asked)
        return as_json({"code": 404.1, "message": "Could not find the resource."}, 404)

    def _file(self, asked: Asked) -> Answer:
        before, _, name = unquote(asked.path).partition("/attachments")
        files = self.files.get(before.rpartition("/")[2], {})
        if not name:
            return as_json([{"name": n, "exists": each is not None} for n, each in files.items()])
        content = files.get(name.removeprefix("/"))
        return (
            as_json({"detail": "Not found."}, 404) if content is None else part_of(content, asked)
        )

    def _list(self, asked: Asked) -> Answer:
        names = sorted(self.rows, key=lambda n: self.rows[n]["submissionDate"], reverse=True)
        top = int(asked.query["$top"])
        start = int(asked.query.get("$skip", 0))
        token = asked.query.get("$skiptoken")
        if token is not None:
            names = [n for n in names if self.rows[n]["submissionDate"] < token]
        chosen = names[start : start + top]
        value = [
            {
                "__id": n,
                "__system": {
                    **{key: self.rows[n][key] for key in _SYSTEM},
                    "attachmentsExpected": len(self.files.get(n, {})),
                },
            }
            for n in chosen
        ]
        said = {"value": value, "@odata.context": "x", "@odata.count": len(self.rows)}
        if names[start + top :]:
            last = self.rows[chosen[-1]]["submissionDate"]
            more = f"%24skiptoken={last}" if self.keyset else f"%24skip={start + top}"
            rest = "%24select=__id%2C__system&%24count=true"
            where = f"https://central.invalid{asked.path}"
            said["@odata.nextLink"] = f"{where}?{rest}&%24top={top}&{more}"
        return as_json(said)

    def _export(self, asked: Asked) -> Answer:
        condition = asked.query.get("$filter", "")
        if condition and not self.knows_filter:
            return as_json({"code": 501.5, "message": "updatedAt is not supported."}, 501)
        chosen = {n: row for n, row in self.rows.items() if _fits(row, condition)}
        return Answer(self.zip(chosen), kind="application/zip")

    def zip(self, chosen: dict[str, dict[str, Any]] | None = None) -> bytes:
        """Return the export of some submissions, of all by default, the oldest first."""
        rows = self.rows if chosen is None else chosen
        # Columns of choices are those that occur in the export.
        seen = sorted({c for r in rows.values() for c in r["answers"].get("water", "").split()})
        more = sorted({k for r in self.rows.values() for k in r["answers"]} - {"name", "water"})
        choices = [f"water/{choice}" for choice in seen]
        head = ["SubmissionDate", "name", "water", *choices, *more, "meta-instanceID", "KEY"]
        main = [[*head, "Status", "ReviewState", "Edits"]]
        people = [["person", "PARENT_KEY", "KEY"]]
        for name, row in sorted(rows.items(), key=lambda item: item[1]["submissionDate"]):
            answers = row["answers"]
            water = answers.get("water", "")
            marks = [str(int(choice in water.split())) for choice in seen]
            cells = [row["submissionDate"], answers["name"], water, *marks]
            cells += [answers.get(key, "") for key in more]
            state = [row.get("status", ""), row["reviewState"] or "", str(row["edits"])]
            main.append([*cells, name, name, *state])
            for at, person in enumerate(row["people"], 1):
                people.append([person, name, f"{name}/people[{at}]"])
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for title, table in ((f"{FORM}.csv", main), (f"{FORM}-people.csv", people)):
                text = io.StringIO()
                csv.writer(text, lineterminator="\n").writerows(table)
                archive.writestr(title, text.getvalue())
        return made.getvalue()


def _fits(row: dict[str, Any], condition: str) -> bool:
    if not condition:
        return True
    for part in condition.split(" or "):
        tests = _CONDITION.findall(part)
        assert len(tests) == 2, condition
        if all(_holds(row[name], how, value) for name, how, value in tests):
            return True
    return False


def _holds(moment: str | None, how: str, value: str) -> bool:
    """Compare moments; the server's own clock is finer than what it shows."""
    if moment is None:
        return False
    exact = f"{moment[:-1]}456"
    return exact >= value[:-1] if how == "ge" else exact <= value[:-1]
