"""PostgreSQL with PostGIS for the tests: what is there, else Debian's."""

from __future__ import annotations

import sys
from pathlib import Path

from debian import install_from_debian
from progress import Step

PROGRAMS = Path("/usr/lib/postgresql")
SHARED = Path("/usr/share/postgresql")
DEBIAN_PACKAGES = ("postgresql", "postgresql-postgis")


def find_or_install_server() -> bool:
    """Install PostgreSQL and PostGIS if they are missing; say it loudly if they stay missing.

    Returns
    -------
    bool
        Whether the tests of databases on a server can run. They start one of their own.
    """
    if not has_server():
        with Step("PostgreSQL with PostGIS, for the tests of databases"):
            install_from_debian(DEBIAN_PACKAGES)
    if has_server():
        return True
    print(
        "\nNO DATABASE SERVER: the tests of PostgreSQL are skipped. To run them, install\n"
        f"  {' '.join(DEBIAN_PACKAGES)}  (Debian, Ubuntu), then try again.\n",
        file=sys.stderr,
    )
    return False


def has_server() -> bool:
    """Whether the programs of a server and PostGIS are where Debian keeps them."""
    return any(
        (folder / "bin" / "initdb").is_file()
        and (SHARED / folder.name / "extension" / "postgis.control").is_file()
        for folder in PROGRAMS.glob("*")
    )
