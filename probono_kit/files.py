"""Writing so that a reader never finds half a file, and naming what was written."""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import re
import stat
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding

_CODES = {
    errno.ENOSPC: "file.no_space",
    errno.EDQUOT: "file.no_space",
    errno.EACCES: "file.not_writable",
    errno.EPERM: "file.not_writable",
    errno.EROFS: "file.not_writable",
    errno.ENOTDIR: "file.not_a_folder",
    errno.EISDIR: "file.is_a_folder",
    errno.ENOENT: "file.missing",
}


def error_from_os(problem: OSError, path: Path) -> ProbonoError:
    """Return the operating system's complaint about `path` as a finding.

    Examples
    --------
    >>> print(error_from_os(OSError(28, "No space left on device"), Path("maps/a.pdf")))
    ERROR maps/a.pdf: There is no space left on this disk. → Free some space, then run again:...
    """
    code = _CODES.get(problem.errno or 0, "file.os_error")
    reason = problem.strerror or type(problem).__name__
    return ProbonoError(Findings([finding(code, path, reason=reason)]))


@contextmanager
def write_aside(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; rename it to `path` when the block ends well.

    An exception inside the block leaves what was at `path` as it was, and nothing beside it.

    Parameters
    ----------
    path : pathlib.Path
        The file to write. Missing parent folders are made.

    Yields
    ------
    pathlib.Path
        Write here; it has the same suffix as `path`.

    Raises
    ------
    ProbonoError
        ``file.not_writable``, ``file.no_space``… when the operating system refuses.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with write_aside(folder / "a.txt") as aside:
    ...     _ = aside.write_text("whole")
    >>> sorted(p.name for p in folder.iterdir())
    ['a.txt']
    """
    path = Path(path)
    aside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=f".part{path.suffix}", dir=path.parent)
        os.close(handle)
        aside = Path(name)
        yield aside
        aside.chmod(0o644)
        aside.replace(path)
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    finally:
        if aside is not None:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 with ``\\n`` line ends, whole or not at all."""
    with write_aside(path) as aside:
        aside.write_bytes(text.encode("utf-8"))


def files_of(root: Path) -> list[str]:
    """Return the paths of all files in `root`, with ``/``, in an order that no machine changes."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def write_zip(root: Path, path: Path, day: datetime.date, *, top: bool = True) -> None:
    """Write the files of `root` into a zip, the same bytes every time.

    Parameters
    ----------
    root : pathlib.Path
        Folder whose files go in.
    path : pathlib.Path
        The zip.
    day : datetime.date
        Shown as the date of every file: the clock of the machine stays out.
    top : bool
        Whether everything lies in one folder with the name of the zip.
    """
    folder = f"{path.stem}/" if top else ""
    noon = (max(day.year, 1980), day.month, day.day, 12, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in files_of(root):
            info = zipfile.ZipInfo(f"{folder}{name}", noon)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, also when made on Windows: it says how to read the next
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, (root / name).read_bytes(), compresslevel=9)


def sha256(path: Path) -> str:
    """Return the SHA-256 of the bytes of `path`, in hexadecimal.

    Raises
    ------
    ProbonoError
        If the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise error_from_os(problem, Path(path)) from problem


def file_name(text: str) -> str:
    """Turn `text` into a file name that every system and mail program accepts.

    Parameters
    ----------
    text : str
        Any text, in any script.

    Returns
    -------
    str
        Lower case ASCII letters, digits and hyphens, at most 80 characters; ``"file"`` when
        nothing is left.

    Examples
    --------
    >>> file_name("Points d'eau : Région de Thiès")
    'points-d-eau-region-de-thies'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-") or "file"
