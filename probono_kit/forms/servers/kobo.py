"""KoboToolbox, version 2 of its API: the list of submissions, and their answers.

Source: https://support.kobotoolbox.org/api.html and the API's own pages (``/api/v2/docs/``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.forms.servers.attachments import Attachment
from probono_kit.forms.servers.connection import Connection, RefusedError
from probono_kit.forms.servers.credentials import Credentials
from probono_kit.forms.servers.store import Listed, Listing, Store, in_parts

#: Rows of a page; a server that gives fewer is asked more often.
PAGE = 1000
#: What tells whether a submission is new or was edited: editing changes its ``_uuid``.
_FIELDS = ("_id", "_uuid", "_submission_time", "_validation_status")
#: So many single submissions are asked for together: their numbers stand in the address.
_SINGLE = 100
#: How often the list is read again when it changes while it is read.
_PASSES = 6


class Kobo:
    """A form on a server of KoboToolbox.

    Parameters
    ----------
    connection : Connection
        To its server.
    credentials : Credentials
        The token of an account that may view its submissions.
    """

    file_name = "submissions.json"

    def __init__(self, connection: Connection, credentials: Credentials) -> None:
        self._connection = connection
        self._path = f"/api/v2/assets/{connection.source.form}/data.json"
        # Servers that do not know the parameter `fields` list whole submissions.
        self._whole: dict[str, str] = {}
        connection.sign("Token", credentials.secret)

    def close(self) -> None:
        """Nothing to close: a token has no session."""

    def listing(self) -> Listing:
        """Return every submission of the form, counted against the server's count."""
        for _ in range(_PASSES):
            rows = self._list_once()
            if rows is not None:
                return {str(row["_id"]): _listed(row) for row in rows}
        raise self._connection.error("server.list_changes", tries=_PASSES)

    def _list_once(self) -> Sequence[dict[str, Any]] | None:
        """Read all pages of the list; ``None`` if they do not fit together.

        Each page begins with the last row of the one before: if a submission was deleted in
        between, another row stands there, and one would be skipped.
        """
        rows: dict[int, dict[str, Any]] = {}
        last = None
        while True:
            page = self._page(max(len(rows) - 1, 0), fields=json.dumps(_FIELDS))
            results = page["results"]
            if last is not None:
                if not results or results[0]["_id"] != last:
                    return None
                results = results[1:]
            rows.update((row["_id"], row) for row in results)
            if not page["next"] or not results:
                break
            last = results[-1]["_id"]
        self._whole |= {
            str(row["_id"]): _text(row) for row in rows.values() if row.keys() - set(_FIELDS)
        }
        return list(rows.values()) if len(rows) == page["count"] else None

    def bodies(
        self, wanted: Sequence[str], listing: Listing, store: Store
    ) -> Iterator[dict[str, str]]:
        """Yield the answers of `wanted`, a page at a time."""
        known = {name: self._whole.pop(name) for name in wanted if name in self._whole}
        if known:
            yield known
        missing = {name for name in wanted if name not in known}
        for query in _queries(missing, listing):
            start = 0
            while missing:
                page = self._page(start, query=json.dumps(query, separators=(",", ":")))
                rows = {str(row["_id"]): _text(row) for row in page["results"]}
                got = {name: body for name, body in rows.items() if name in missing}
                missing -= got.keys()
                yield got
                start += len(rows)
                if not page["next"] or not rows:
                    break

    def attachments(self, store: Store) -> Iterator[Attachment]:
        """Yield the files of all submissions, as their answers name them."""
        form = self._connection.source.form
        for body in store.bodies():
            row = json.loads(body)
            for each in row.get("_attachments") or ():
                number = each.get("uid") or each.get("id")
                if each.get("is_deleted"):
                    continue
                name = each.get("media_file_basename") or each.get("filename") or str(number)
                path = f"/api/v2/assets/{form}/data/{row['_id']}/attachments/{number}/"
                yield Attachment(str(row["_id"]), str(name), path if number else "")

    def _page(self, start: int, **parameters: str) -> dict[str, Any]:
        asked = {"start": str(start), "limit": str(PAGE), "sort": '{"_id":1}', **parameters}
        try:
            page = self._connection.json(self._path, asked)
        except RefusedError as problem:
            if problem.status != 400 or self._is_deployed():
                raise
            raise self._connection.error("server.not_deployed") from None
        match page:
            case {"count": int(), "results": list(results)} if all(
                isinstance(row, dict) and isinstance(row.get("_id"), int) for row in results
            ):
                return {"next": None, **page}
        raise self._connection.error("server.unexpected")

    def _is_deployed(self) -> bool:
        asset = self._connection.json(f"/api/v2/assets/{self._connection.source.form}.json")
        return not isinstance(asset, dict) or asset.get("has_deployment", True) is not False

    def write(self, store: Store, path: Path, names: Iterable[str] | None = None) -> Findings:
        """Write submissions into one file, as the API answers them."""
        rows = list(store.bodies(names))
        head = f'{{"count": {len(rows)}, "next": null, "previous": null, "results": ['
        with write_aside(path) as aside, aside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(head + "\n" + ",\n".join(rows) + "\n]}\n")
        return Findings()


def _listed(row: dict[str, Any]) -> Listed:
    status = row.get("_validation_status")
    judged = status.get("uid", "") if isinstance(status, dict) else ""
    return Listed(f"{row['_id']:020d}", f"{row.get('_uuid', '')} {judged}")


def _text(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _queries(wanted: set[str], listing: Listing) -> Iterator[dict[str, Any]]:
    """Yield questions that together give all of `wanted`: ranges where most of one is wanted."""
    names = sorted(listing, key=lambda name: listing[name].place)
    at = {name: number for number, name in enumerate(names)}
    for numbers in in_parts(sorted(at[name] for name in wanted), PAGE):
        first, last = names[numbers[0]], names[numbers[-1]]
        if numbers[-1] - numbers[0] < 2 * len(numbers):
            yield {"_id": {"$gte": int(first), "$lte": int(last)}}
            continue
        for few in in_parts(numbers, _SINGLE):
            yield {"_id": {"$in": [int(names[number]) for number in few]}}
