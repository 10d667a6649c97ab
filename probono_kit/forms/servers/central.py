"""ODK Central: the list of submissions by OData, and their answers as exports.

Source: https://docs.getodk.org/central-api-odata-endpoints/ and
https://docs.getodk.org/central-api-submission-management/.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.forms.servers.attachments import Attachment
from probono_kit.forms.servers.central_tables import (
    Headings,
    joined,
    put_together,
    take_apart,
)
from probono_kit.forms.servers.connection import Connection, RefusedError
from probono_kit.forms.servers.credentials import Credentials
from probono_kit.forms.servers.store import Listed, Listing, Store, in_parts

#: Rows of a page of the list, and submissions of an export.
PAGE = 1000
_PASSES = 6
#: All that was ever asked, choices in columns of their own, without photographs.
_EXPORT = {
    "attachments": "false",
    "groupPaths": "true",
    "splitSelectMultiples": "true",
    "deletedFields": "true",
}
_HEADINGS = "headings"


class Session:
    """Signs in at a server of ODK Central, and out.

    Parameters
    ----------
    connection : Connection
        To its server.
    credentials : Credentials
        User and password, for a session that is closed at the end; or the token of a session.
    """

    def __init__(self, connection: Connection, credentials: Credentials) -> None:
        self._connection = connection
        self._has_session = bool(credentials.user)
        if self._has_session:
            connection.log_in(credentials.user, credentials.secret)
        else:
            connection.sign("Bearer", credentials.secret)

    def close(self) -> None:
        """Close the session that was opened here."""
        if self._has_session:
            # A server that does not know this lets the session end by itself.
            with suppress(ProbonoError):
                self._connection.send("DELETE", "/v1/sessions/current")


class Central(Session):
    """A form on a server of ODK Central.

    Parameters
    ----------
    connection : Connection
        To its server.
    credentials : Credentials
        User and password, or the token of a session.
    """

    file_name = "submissions.zip"

    def __init__(self, connection: Connection, credentials: Credentials) -> None:
        super().__init__(connection, credentials)
        source = connection.source
        self._path = f"/v1/projects/{source.project}/forms/{quote(source.form, safe='')}"

    def listing(self) -> Listing:
        """Return every submission of the form, counted against the server's count."""
        for _ in range(_PASSES):
            rows, count = self._list_once()
            listing = {row["__id"]: _listed(row) for row in rows}
            if len(listing) == count:
                return listing
        raise self._connection.error("server.list_changes", tries=_PASSES)

    def _list_once(self) -> tuple[list[dict[str, Any]], int]:
        path = f"{self._path}.svc/Submissions"
        asked = {"$select": "__id,__system", "$count": "true", "$top": str(PAGE)}
        rows: list[dict[str, Any]] = []
        while True:
            page = self._connection.json(path, asked)
            match page:
                case {"value": list(value), "@odata.count": int(count)} if all(
                    isinstance(row, dict) and isinstance(row.get("__id"), str) for row in value
                ):
                    rows += value
                case _:
                    raise self._connection.error("server.unexpected")
            link = page.get("@odata.nextLink")
            if not link or not value:
                return rows, count
            # Only what the link asks for counts: the question goes to the same server and form.
            asked = dict(parse_qsl(urlsplit(str(link)).query))

    def bodies(
        self, wanted: Sequence[str], listing: Listing, store: Store
    ) -> Iterator[dict[str, str]]:
        """Yield the answers of `wanted`, an export at a time."""
        missing = set(wanted)
        moments = {name: _moment(listing[name]) for name in wanted}
        for names in in_parts(sorted(wanted, key=lambda name: (moments[name], name)), PAGE):
            if missing.isdisjoint(names):
                continue
            headings, submissions = self._export(moments[names[0]], moments[names[-1]])
            known: Headings = json.loads(store.note(_HEADINGS) or "{}")
            store.keep(_HEADINGS, json.dumps(joined(known, headings), ensure_ascii=False))
            got = {
                name: json.dumps(rows, ensure_ascii=False)
                for name, rows in submissions.items()
                if name in missing
            }
            missing -= got.keys()
            yield got

    def attachments(self, store: Store) -> Iterator[Attachment]:
        """Yield the files that submissions name; what the server has not got has no path."""
        kept = store.names()
        rows, _ = self._list_once()
        for name, told in sorted((row["__id"], row.get("__system")) for row in rows):
            if name not in kept or (told or {}).get("attachmentsExpected") == 0:
                continue
            path = f"{self._path}/submissions/{quote(name, safe='')}/attachments"
            for each in self._connection.json(path):
                there = f"{path}/{quote(each['name'], safe='')}" if each.get("exists") else ""
                yield Attachment(name, each["name"], there)

    def _export(self, first: str, last: str) -> Any:
        """Return the submissions that came or were changed between two moments."""
        path = f"{self._path}/submissions.csv.zip"
        between = _between(first, last)
        if between:
            try:
                asked = {**_EXPORT, "$filter": between}
                return self._connection.data(path, asked, take_apart)
            except RefusedError as problem:
                if problem.status != 501:
                    raise
        # An old server cannot choose by moments: it gives everything.
        return self._connection.data(path, _EXPORT, take_apart)

    def write(self, store: Store, path: Path, names: Iterable[str] | None = None) -> Findings:
        """Write submissions into one export, as the server would give it."""
        headings: Headings = json.loads(store.note(_HEADINGS) or "{}")
        chosen = None if names is None else set(names)
        put_together(headings, lambda: store.bodies(chosen), path)
        findings = Findings()
        main = [name for name, columns in headings.items() if "PARENT_KEY" not in columns]
        closed = sum(
            bool(row.get("Status"))
            for body in store.bodies(chosen)
            for name in main
            for row in json.loads(body).get(name, ())
        )
        if closed:
            findings.add("server.encrypted", path, count=closed)
        return findings


def _listed(row: dict[str, Any]) -> Listed:
    told = row.get("__system")
    told = told if isinstance(told, dict) else {}
    came = str(told.get("submissionDate") or "")
    marks = (came, told.get("updatedAt"), told.get("reviewState"), told.get("edits"))
    return Listed(came, json.dumps(marks))


def _moment(listed: Listed) -> str:
    """Return when a submission came or, if later, was changed."""
    came, changed, *_ = json.loads(listed.mark)
    return str(changed or came)


def _between(first: str, last: str) -> str:
    """Return the OData condition; the server writes moments without their microseconds."""
    try:
        end = dt.datetime.fromisoformat(last) + dt.timedelta(milliseconds=1)
        dt.datetime.fromisoformat(first)
    except ValueError:
        return ""
    until = end.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return " or ".join(
        f"(__system/{when} ge {first} and __system/{when} le {until})"
        for when in ("submissionDate", "updatedAt")
    )
