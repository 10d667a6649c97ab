"""What databases complain of, as findings: no traceback, and no password in any of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from probono_kit.database.targets import Target, TargetKind
from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Finding, Findings, finding

_SQLITE = {
    "SQLITE_BUSY": "load.locked",
    "SQLITE_LOCKED": "load.locked",
    "SQLITE_READONLY": "file.not_writable",
    "SQLITE_PERM": "file.not_writable",
    "SQLITE_CANTOPEN": "file.not_writable",
    "SQLITE_FULL": "file.no_space",
    "SQLITE_NOTADB": "load.not_a_database",
    "SQLITE_CORRUPT": "load.damaged",
    "SQLITE_IOERR": "load.damaged",
}
#: By SQLSTATE, longest first: https://www.postgresql.org/docs/15/errcodes-appendix.html
_STATES = {
    "42501": "load.no_rights",
    "25006": "load.read_only",
    "55P03": "load.locked",
    "40P01": "load.locked",
    "57P01": "load.connection_lost",
    "57P02": "load.connection_lost",
    "53100": "file.no_space",
    "28": "load.wrong_password",
    "3D": "load.no_such_database",
    "08": "load.connection_lost",
    "23": "load.constraint",
}
#: When a connection is refused, there is no SQLSTATE: parts of what servers say (en, fr).
_SAID = {
    "password authentication": "load.wrong_password",
    "authentification par mot de passe": "load.wrong_password",
    "no password supplied": "load.wrong_password",
    "role ": "load.wrong_password",
    "does not exist": "load.no_such_database",
    "n'existe pas": "load.no_such_database",
    "translate host": "load.no_such_host",
    "resolve host": "load.no_such_host",
    "Name or service not known": "load.no_such_host",
    "refused": "load.no_answer",
    "timeout": "load.no_answer",
    "No such file": "load.no_answer",
    "unreachable": "load.no_answer",
}


@contextmanager
def refusals(target: Target) -> Iterator[None]:
    """Turn what the database complains of inside the block into findings.

    Parameters
    ----------
    target : Target
        Which database; its password is taken out of every text.

    Raises
    ------
    ProbonoError
        ``load.…`` or ``file.…``, without the database's own exception attached.
    """
    try:
        yield
    except DBAPIError as problem:
        lost = problem.connection_invalidated
        told = _explain(problem.orig or problem, target, lost=lost)
    except (sqlite3.Error, psycopg.Error) as problem:
        told = _explain(problem, target, lost=False)
    except OSError as problem:
        raise error_from_os(problem, target.path or target) from None  # type: ignore[arg-type]
    else:
        return
    raise ProbonoError(Findings([told]))


def _explain(problem: BaseException, target: Target, *, lost: bool) -> Finding:
    reason = _said(problem, target)
    if target.kind is not TargetKind.POSTGRESQL:
        name = getattr(problem, "sqlite_errorname", "") or ""
        code = next((c for start, c in _SQLITE.items() if name.startswith(start)), "load.refused")
        if isinstance(problem, sqlite3.IntegrityError):
            code = "load.constraint"
        return finding(code, target, reason=reason)
    state = getattr(problem, "sqlstate", None) or ""
    code = next((c for start, c in _STATES.items() if start and state.startswith(start)), "")
    if not code and not state and isinstance(problem, psycopg.OperationalError):
        code = next((c for part, c in _SAID.items() if part in reason), "")
        lost = lost or "closed" in reason or "lost" in reason
    return finding(
        code or ("load.connection_lost" if lost else "load.refused"), target, reason=reason
    )


def _said(problem: BaseException, target: Target) -> str:
    """Return the first line of what the database said, without secrets."""
    text = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
    for secret in target.secrets():
        text = text.replace(secret, "***")
    return text
