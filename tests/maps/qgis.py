"""QGIS itself, for tests: what it finds in a project."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

_PYTHON = Path("/usr/bin/python3")
_BEFORE = """
import json, os, sys
from qgis.core import *
app = QgsApplication([], False); app.initQgis()
project = QgsProject.instance(); read = project.read(sys.argv[1])
layer = project.layerTreeRoot().layerOrder()[0]
"""
_AFTER = """
print('FOUND' + json.dumps(found), flush=True)
os._exit(0)
"""


def found_by_qgis(project: Path, script: str) -> Any:
    """Return what a script finds; it knows ``project``, ``read`` and the top ``layer``.

    Where QGIS is not installed the test is skipped.
    """
    environment = {
        "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(project.parent),
    }  # fmt: skip
    told = _PYTHON.exists() and subprocess.run(
        [_PYTHON, "-c", _BEFORE + script + _AFTER, project],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if not told or "No module named 'qgis'" in told.stderr:
        pytest.skip("QGIS IS NOT INSTALLED: what it makes of a project is not checked here")
    return json.loads(told.stdout.split("FOUND")[1])
