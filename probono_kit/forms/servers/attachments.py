"""Photographs, recordings and other files of submissions: only when asked for, each whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.forms.servers.connection import Connection, RefusedError
from probono_kit.forms.servers.store import Store

#: Their folder beside the submissions; in it one folder for each submission that has any.
FOLDER = "attachments"
#: Ends the name of what came half so far.
PART = ".part"
_LONGEST, _NAMED = 120, 5
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
#: Names that stand for devices on some systems, whatever ending they have.
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a submission.

    Parameters
    ----------
    submission : str
        What names the submission.
    name : str
        As the answer names the file.
    path : str
        Where it is on the server; empty if it never arrived there.
    """

    submission: str
    name: str
    path: str


class HasAttachments(Protocol):
    """A server whose submissions may have files."""

    def attachments(self, store: Store) -> Iterator[Attachment]:
        """Yield the files of the submissions in `store`."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of fetching files.

    Parameters
    ----------
    count, size : int
        How many lie in the folder now, and their bytes.
    findings : Findings
        That they show people; which are missing; of which the submission is gone.
    """

    count: int
    size: int
    findings: Findings


def bring_attachments(
    server: HasAttachments,
    connection: Connection,
    store: Store,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
) -> Brought:
    """Fetch the files of all submissions that are not there yet.

    A file gets its name when it is whole; what came of it before the line broke is kept, and the
    rest is asked for.

    Parameters
    ----------
    server : Kobo or Central
        Where they are.
    connection : Connection
        To it.
    store : Store
        The submissions.
    folder : pathlib.Path
        That of the form.
    progress : callable, optional
        Called with how many are there and how many there are.
    """
    place = folder / FOLDER
    wanted = list(_placed(server.attachments(store), place))
    missing: list[str] = []
    count = size = 0
    for number, (attachment, path) in enumerate(wanted, 1):
        if not attachment.path or not _is_there(attachment, path, connection):
            missing.append(f"{path.parent.name}/{path.name}")
            continue
        count, size = count + 1, size + path.stat().st_size
        if progress is not None:
            progress(number, len(wanted))
    findings = Findings()
    if count:
        findings.add("server.attachments", place, count=count, megabytes=round(size / 1e6, 1))
    if missing:
        names = tuple(missing[:_NAMED])
        findings.add("server.attachments_missing", place, count=len(missing), names=names)
    known = {safe_name(name) for name in store.names()}
    left = sorted(each.name for each in place.glob("*") if each.name not in known)
    if left:
        findings.add("server.attachments_left", place, count=len(left), names=tuple(left[:_NAMED]))
    return Brought(count, size, findings)


def _placed(attachments: Iterator[Attachment], place: Path) -> Iterator[tuple[Attachment, Path]]:
    """Yield each file with where it goes: no two into one, also where case does not count."""
    taken: set[str] = set()
    for each in attachments:
        folder = place / safe_name(each.submission)
        path, number = folder / safe_name(each.name), 1
        first = path
        while str(path).casefold() in taken:
            number += 1
            path = first.with_name(f"{first.stem}-{number}{first.suffix}")
        taken.add(str(path).casefold())
        yield each, path


def _is_there(attachment: Attachment, path: Path, connection: Connection) -> bool:
    """Fetch a file if it is not there; tell whether it is now."""
    if path.exists():
        return True
    part = path.with_name(path.name + PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection.save(attachment.path, part)
        part.replace(path)
    except RefusedError as problem:
        if problem.status != 404:
            raise
        return False
    except OSError as problem:
        raise _unwritable(problem, path) from problem
    return True


def _unwritable(problem: OSError, path: Path) -> ProbonoError:
    return error_from_os(problem, path)


def safe_name(name: str) -> str:
    """Return the name of a file as every system takes it, still readable; never a path.

    Parameters
    ----------
    name : str
        As somebody's telephone named it.

    Examples
    --------
    >>> safe_name("../../etc/photo 1.jpg"), safe_name("C:\\\\x\\\\Pompe.jpg"), safe_name("nul.txt")
    ('photo 1.jpg', 'Pompe.jpg', '_nul.txt')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = _FORBIDDEN.sub("_", last.removeprefix("uuid:")).strip(" ")
    clean = re.sub(r"^\.+", "_", clean).rstrip(". ")
    if len(clean) > _LONGEST:
        stem, dot, ending = clean.rpartition(".")
        ending = f"{dot}{ending}" if dot and len(ending) <= 8 else ""
        clean = (stem if ending else clean)[: _LONGEST - len(ending)] + ending
    if _DEVICES.match(clean) or clean.lower().endswith(PART):
        clean = f"_{clean}" if _DEVICES.match(clean) else f"{clean}_"
    return clean or "file"
