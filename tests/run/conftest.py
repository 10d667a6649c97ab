"""Engagements of tiny notebooks, each of which does one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar

import nbformat
import pytest
import yaml

from probono_kit.engagement import catalogue
from probono_kit.engagement.parameters import About, Group, Parameters
from probono_kit.engagement.parameters.common import InputPath
from probono_kit.i18n import set_language
from probono_kit.resources import share_path
from probono_kit.run import engine

PARAMETERS = """
table: str = ""  # input
text: str = "nothing"  # a text
number: int = 1  # a number
language: str = "fr"  # language
output_folder: str = "."  # folder
"""
MADE = "from probono_kit.run import Output, Outputs, Role\n"

#: Name of a tiny notebook and the sources of its cells after the parameters.
NOTEBOOKS: dict[str, list[str]] = {
    # Writes one table and says so.
    "write_table": [
        "from pathlib import Path\nfolder = Path(output_folder)",
        "rows = Path(table).read_text()",
        "_ = (folder / 'table.csv').write_text(rows + f'\\n{text},{number}')",
        MADE + "Outputs([Output('table.csv', Role.TABLE, 'Table', language=language)])",
    ],
    # Says what kind of process it runs in.
    "look_around": [
        "import os, random, sys\nimport numpy as np",
        "seen = [os.getcwd(), hash('a'), random.random(), float(np.random.rand())]\nseen",
        "import matplotlib.pyplot as plt\n_, axes = plt.subplots(figsize=(1, 1))\naxes.plot([1]);",
        "import probono_kit\nprobono_kit.seen = getattr(probono_kit, 'seen', 0) + 1",
        "print('seen', probono_kit.seen, os.environ.get('LEAK'))",
        "os.environ['LEAK'] = 'yes'\nos.chdir('/')\nnp.set_printoptions(precision=1)",
    ],
    # Wider than a terminal: pandas shows it differently there.
    "show_frame": ["import pandas as pd", "pd.DataFrame([range(1000, 1019)])"],
    # Writes a file that it does not call an output.
    "write_more": [
        "from pathlib import Path\n_ = (Path(output_folder) / 'more.txt').write_text('more')",
        "_ = (Path(output_folder) / 'table.csv').write_text('region')",
        MADE + "Outputs([Output('table.csv', Role.TABLE, 'Table')])",
    ],
    "raise_error": ["print('before')", "1 / 0", "print('after')"],
    "raise_findings": [
        "from probono_kit.errors import ProbonoError",
        "from probono_kit.findings import Findings, finding",
        "raise ProbonoError(Findings([finding('file.empty', 'raw/list.csv')]))",
    ],
    "die": ["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "print('after')"],
    "be_slow": ["import time\ntime.sleep(600)"],
    "spawn": [
        "import subprocess, sys",
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])",
        "from pathlib import Path\n_ = Path('pid').write_text(str(child.pid))",
    ],
    "write_outside": [
        "from pathlib import Path\n_ = (Path(output_folder) / '../../stray.csv').write_text('a')",
        MADE + "Outputs([Output('../../stray.csv', Role.TABLE, 'Stray')])",
    ],
    "claim": [MADE + "Outputs([Output('nothing.pdf', Role.MAP, 'Nothing')])"],
    "change_raw": ["from pathlib import Path\n_ = Path(table).write_text('changed')"],
}


class TinyParameters(Parameters):
    """Parameters of the tiny notebooks."""

    notebook_title: ClassVar[str] = "Tiny"
    notebook_description: ClassVar[str] = "Does one thing."

    table: Annotated[InputPath, About("Table", "Input", Group.INPUTS, input="table")] = ""
    text: Annotated[str, About("Text", "A text", Group.MAP, localised=True)] = "nothing"
    number: Annotated[int, About("Number", "A number", Group.MAP)] = 1


Make = Callable[..., Path]


def install_tiny_notebooks(shared: Path, patch: pytest.MonkeyPatch) -> None:
    """Make the tiny notebooks the ones that tasks can name."""
    # They import next to nothing, so their kernels can begin soon.
    patch.setattr(engine, "MODULES", ("ipykernel.ipkernel", "ipykernel.debugger", "numpy"))
    patch.setattr(catalogue, "_MODELS", dict.fromkeys(NOTEBOOKS, TinyParameters))
    patch.setattr(
        catalogue,
        "share_path",
        lambda name: shared / name if name.startswith("notebooks/") else share_path(name),
    )
    for name, cells in NOTEBOOKS.items():
        write_notebook(shared / "notebooks" / f"{name}.ipynb", cells)


def write_engagement(folder: Path, *tasks: dict[str, Any], **keys: Any) -> Path:
    """Write an engagement with the given tasks; their input is a list unless they say so."""
    (folder / "raw").mkdir(parents=True, exist_ok=True)
    (folder / "raw" / "list.csv").write_text("region", encoding="utf-8")
    source = {"file": "raw/list.csv", "title": "Liste", "provider": "Eau Vive"}
    brief: dict[str, Any] = {
        "engagement": "wells",
        "title": "Puits",
        "question": "Où ?",
        "ngo": {"name": "Eau Vive", "contact": "contact@example.org"},
        "languages": ["fr"],
        "produced": "2026-11-22",
        "sources": {"list": {**source, "licence": "CC BY 4.0", "date": "avril 2025"}},
        "columns_to_share": ["region"],
        "limits": ["Rien"],
        "tasks": [{"inputs": {"table": "list"}, **task} for task in tasks],
    }
    text = yaml.safe_dump({**brief, **keys}, allow_unicode=True, sort_keys=False)
    (folder / "engagement.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def make_engagement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Give a function that makes an engagement with the given tasks and returns its folder."""
    install_tiny_notebooks(tmp_path / "share", monkeypatch)
    yield partial(write_engagement, tmp_path / "engagement")
    set_language("en")


def write_notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook with a cell of parameters and `cells`."""
    made = nbformat.v4.new_notebook()
    first = nbformat.v4.new_code_cell(
        PARAMETERS.strip(), id="parameters", metadata={"tags": ["parameters"]}
    )
    rest = [nbformat.v4.new_code_cell(cell, id=f"cell-{i}") for i, cell in enumerate(cells)]
    made.cells = [first, *rest]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)
