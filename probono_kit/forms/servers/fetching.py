"""Fetching the submissions of a form: nothing lost, nothing twice, only what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.forms.servers.attachments import bring_attachments
from probono_kit.forms.servers.central import Central
from probono_kit.forms.servers.connection import Connection, Wait
from probono_kit.forms.servers.credentials import credentials_of
from probono_kit.forms.servers.kobo import Kobo
from probono_kit.forms.servers.source import KOBO, Source, read_source
from probono_kit.forms.servers.store import Listing, Store, open_store

#: How often the list is compared again while submissions keep coming in.
ROUNDS = 5

Progress = Callable[[int, int], None]
Server = Kobo | Central


@dataclass(frozen=True)
class Fetched:
    """What came of fetching.

    Parameters
    ----------
    path : pathlib.Path
        The file with all submissions, which :func:`probono_kit.forms.read_submissions` reads.
    count : int
        How many it holds: as many as the server counts.
    new, changed, removed : int
        How many came since the last time, were edited or judged, are no longer on the server.
    attachments, size : int
        How many of their files lie beside them, and how many bytes these have.
    findings : Findings
        Warnings and notes.
    """

    path: Path
    count: int
    new: int = 0
    changed: int = 0
    removed: int = 0
    attachments: int = 0
    size: int = 0
    findings: Findings = field(default_factory=Findings)


def fetch_submissions(
    source: str | Source,
    folder: Path | str,
    *,
    everything: bool = False,
    attachments: bool = False,
    progress: Progress | None = None,
    wait: Wait = time.sleep,
) -> Fetched:
    """Fetch the submissions of a form from KoboToolbox or ODK Central into a folder.

    What the folder has already is not fetched again: the server's list of submissions is compared
    with it, and only what is new or was edited comes over the line. It may stop at any moment; the
    next time goes on from there. At the end the list is read again, and everything in it is there.

    Parameters
    ----------
    source : str or Source
        Address of the form, as copied from the browser.
    folder : path
        A folder of its own for this form. It gets ``submissions.json`` (KoboToolbox) or
        ``submissions.zip`` (ODK Central), and ``fetched.sqlite``, which remembers what came.
    everything : bool
        Fetch all again, also what has not changed.
    attachments : bool
        Fetch photographs, recordings and other files of submissions as well, into the folder
        ``attachments``: one folder for each submission, by its ``_id`` (KoboToolbox) or ``_key``
        (ODK Central). They show people, and a finding says so.
    progress : callable, optional
        Called with how many came and how many are wanted.
    wait : callable
        Waits some seconds, before a question is asked again.

    Returns
    -------
    Fetched
        The file and what is new in it. Submissions deleted on the server leave it, into a
        file ``submissions-removed-N``, and are told.

    Raises
    ------
    ProbonoError
        ``server.…``, whatever stands in the way; the file that was there stays as it was.

    Notes
    -----
    The token comes from the environment (``PROBONO_KOBO_TOKEN``; ``PROBONO_CENTRAL_USER`` and
    ``PROBONO_CENTRAL_PASSWORD``, or ``PROBONO_CENTRAL_TOKEN``) or from the system's keyring, where
    ``probono form token`` puts it for its server; it is written nowhere. That of the environment
    goes to the server which ``PROBONO_KOBO_SERVER`` or ``PROBONO_CENTRAL_SERVER`` names and to no
    other; unnamed, to the public servers of KoboToolbox only. The list holds of each submission
    only its identifiers, time and validation status.

    Examples
    --------
    >>> from probono_kit import forms
    >>> forms.fetch_submissions("http://odk.example.org/projects/3/forms/water", "raw/water")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR odk.example.org: This address does not begin with...
    """
    place = read_source(source)
    if not place.form:
        raise ProbonoError(Findings([finding("server.form_missing", place)]))
    folder = Path(folder)
    # Who cannot sign in leaves nothing in the folder.
    with connected(place, wait) as (connection, server), open_store(folder, place) as store:
        if everything:
            store.clear()
        findings = Findings()
        listing, new, changed = _bring(server, store, findings, progress)
        gone = store.names() - listing.keys()
        if gone:
            kept = _free_name(folder, server.file_name)
            server.write(store, kept, gone)
            store.drop(gone)
            findings.add("server.removed", folder, count=len(gone), file=kept.name)
        path = folder / server.file_name
        findings += server.write(store, path)
        if not len(store):
            findings.add("server.none_yet", place)
        count = size = 0
        if attachments:
            brought = bring_attachments(server, connection, store, folder, progress)
            count, size = brought.count, brought.size
            findings += brought.findings
        return Fetched(path, len(store), new, changed, len(gone), count, size, Findings(findings))


@contextmanager
def signed_in(source: Source, wait: Wait) -> Iterator[Server]:
    """Give the server of a form, and sign out of it at the end."""
    with connected(source, wait) as (_, server):
        yield server


@contextmanager
def connected(source: Source, wait: Wait) -> Iterator[tuple[Connection, Server]]:
    """Give the connection as well."""
    credentials = credentials_of(source)
    connection = Connection(source, wait)
    try:
        made = Kobo if source.kind == KOBO else Central
        server = made(connection, credentials)
        try:
            yield connection, server
        finally:
            server.close()
    finally:
        connection.close()


def _bring(
    server: Server, store: Store, findings: Findings, progress: Progress | None
) -> tuple[Listing, int, int]:
    """Bring what the list has and the store has not, until nothing is missing."""
    new = changed = 0
    lost: list[str] = []
    listing = server.listing()
    for _ in range(ROUNDS):
        wanted = store.wanted(listing)
        if not wanted:
            return listing, new, changed
        done = 0
        for bodies in server.bodies(wanted, listing, store):
            more, other = store.put(bodies, listing)
            new, changed, done = new + more, changed + other, done + len(bodies)
            if progress is not None:
                progress(done, len(wanted))
        before, listing = listing, server.listing()
        lost = [name for name in store.wanted(listing) if listing[name] == before.get(name)]
        if lost and not done:
            break
    if lost:
        findings.add("server.incomplete", store.source, count=len(lost), listed=len(listing))
        findings.raise_errors()
    # They come in faster than they can be fetched: what came meanwhile is for the next time.
    if later := store.wanted(listing):
        findings.add("server.still_arriving", store.source, count=len(later))
    return listing, new, changed


def _free_name(folder: Path, name: str) -> Path:
    """Return where submissions go that left the server: a file that is not there yet."""
    stem, _, ending = name.rpartition(".")
    number = 1
    while (path := folder / f"{stem}-removed-{number}.{ending}").exists():
        number += 1
    return path
