"""Debian's packages, where they can be installed without asking for a password."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence


def install_from_debian(packages: Sequence[str]) -> bool:
    """Install packages; say whether they are there now.

    Parameters
    ----------
    packages : sequence of str
        Their names.

    Returns
    -------
    bool
        ``False`` where there is no apt, where we are not root, or where it failed: what it said is
        on the screen then.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root or shutil.which("apt-get") is None:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages]
    return all(call_quietly(command, quiet) for command in (["apt-get", "update", "-qq"], install))


def call_quietly(command: list[str], variables: dict[str, str]) -> bool:
    """Run a command; show the end of what it says only if it fails."""
    answer = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=variables,
        check=False,
    )
    if answer.returncode:
        print(f"\n{answer.stdout[-2000:]}", file=sys.stderr)
    return answer.returncode == 0
