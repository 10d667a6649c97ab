"""The house: imports point one way, every module has its place, nothing undeclared is imported."""

from __future__ import annotations

import ast
import graphlib
import importlib.metadata
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "probono_kit"

#: From the ground up; what stands in one row does not know its neighbours.
ROWS: list[set[str]] = [
    {
        "findings",
        "errors",
        "messages",
        "i18n",
        "number_style",
        "encoding",
        "files",
        "resources",
        "pages",
        "qgis",
        "yaml_files",
    },
    {"places"},
    {"tables"},
    {"maps", "database", "forms", "privacy"},
    {"explore"},
    {"engagement"},
    {"run"},
    {"deliver"},
    {"cli", "ui"},
    {"__init__", "__main__"},
]
#: The ground is one row whose stones lean on each other (a finding speaks a language).
GROUND = ROWS[0]
LEVEL = {name: level for level, row in enumerate(ROWS) for name in row}

#: What knows nothing of engagements may not bring in what only notebooks or the terminal need.
FIELD = GROUND | ROWS[1] | ROWS[2] | ROWS[3] | ROWS[4]
NOT_IN_THE_FIELD = {"typer", "ipywidgets", "papermill", "nbclient", "jupyter_client", "jupyterlab"}
#: One home each: where the library is wrapped, or the only place that is about it.
HOMES = {
    "folium": {"maps"},
    "branca": {"maps"},
    "offlinefolium": {"maps"},
    "papermill": {"engagement", "run", "cli"},
    "ipywidgets": {"ui"},
    "typer": {"cli"},
}
#: Half a second and more of each command that imports them.
LONG = {"folium", "scipy.signal", "scipy.stats", "sklearn", "statsmodels", "esda"}
#: Parts of another package, released with it and named in its documentation.
PARTS = {"pydantic-core": "pydantic", "annotated-types": "pydantic"}


@dataclass(frozen=True)
class Import:
    """One import statement's one target."""

    module: str
    line: int
    target: str
    at_start: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def modules() -> dict[str, Path]:
    """Return the modules of the package by dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "_share" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(module: str, path: Path) -> Iterator[Import]:
    """Yield what a module imports, also inside functions, but not what only type checkers read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    # Pairs of a node and whether it runs when the module is imported.
    waiting: list[tuple[ast.AST, bool]] = [(node, True) for node in tree.body]
    while waiting:
        node, at_start = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend((child, at_start) for child in node.orelse)
            continue
        if isinstance(node, ast.Import):
            for name in (name for name in node.names if not _only_asks(tree, name.name)):
                yield Import(module, node.lineno, name.name, at_start)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import"
            # The version, which the first lines of the package state, is known on every floor.
            for name in (name for name in node.names if name.name != "__version__"):
                yield Import(module, node.lineno, _resolved(node.module or "", name.name), at_start)
        inside = at_start and not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        )
        waiting.extend((child, inside) for child in ast.iter_child_nodes(node))


def _only_asks(tree: ast.AST, name: str) -> bool:
    """Tell whether a module imports the package only for its version or the place of its files."""
    if name != "probono_kit":
        return False
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "probono_kit"
    }
    return used <= {"__version__", "__file__", "__path__"}


def _resolved(module: str, name: str) -> str:
    """Return the module that ``from module import name`` names: a submodule or `module` itself."""
    return f"{module}.{name}" if f"{module}.{name}" in MODULES else module


MODULES = modules()


@cache
def all_imports() -> list[Import]:
    """Return what the modules import; read by the first test that asks, not by every worker."""
    return [found for name, path in MODULES.items() for found in imports(name, path)]


def room(module: str) -> str:
    """Return the part of the house that a module belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def is_ours(target: str) -> bool:
    """Tell whether an import stays in the house."""
    return target.split(".")[0] == "probono_kit"


def test_every_module_has_its_place_in_the_house() -> None:
    """A new package is put into ROWS on purpose, so that its imports are held to a direction."""
    homeless = sorted({room(name) for name in MODULES} - LEVEL.keys())
    assert not homeless, f"say in ROWS where these belong: {homeless}"


def test_imports_point_one_way() -> None:
    """cli, ui → deliver → run → engagement → maps, forms… → tables → places → findings, errors."""
    wrong = []
    for found in all_imports():
        if not is_ours(found.target) or room(found.module) == room(found.target):
            continue
        importer, target = room(found.module), room(found.target)
        both_ground = importer in GROUND and target in GROUND
        if LEVEL[target] >= LEVEL[importer] and not both_ground:
            wrong.append(str(found))
    assert not wrong


def test_no_module_needs_itself() -> None:
    """Modules can be read, and imported, in an order: none waits for one that waits for it."""
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for found in all_imports():
        if found.at_start and found.target in graph and found.target != found.module:
            graph[found.module].add(found.target)
    graphlib.TopologicalSorter(graph).prepare()


def test_what_takes_long_to_import_waits_until_it_is_needed() -> None:
    """Drawing on paper, checking and delivering begin without folium and the larger of scipy."""
    wants: dict[str, set[str]] = {name: set() for name in MODULES}
    for found in all_imports():
        if found.at_start:
            parts = found.target.split(".")
            wants[found.module] |= {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    waiting, seen = ["probono_kit.maps", "probono_kit.deliver"], set()
    while waiting:
        module = waiting.pop()
        seen.add(module)
        assert not wants[module] & LONG, f"{module} imports {wants[module] & LONG} at once"
        waiting += [name for name in wants[module] & wants.keys() if name not in seen]


def test_the_fields_packages_work_alone() -> None:
    """A volunteer can use probono_kit.maps in any notebook, without engagement or terminal."""
    wrong = [
        str(found)
        for found in all_imports()
        if room(found.module) in FIELD and found.target.split(".")[0] in NOT_IN_THE_FIELD
    ]
    assert not wrong


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_stays_in_its_home(library: str) -> None:
    """What has to be handled with care is handled in one place."""
    users = {room(found.module) for found in all_imports() if found.target.split(".")[0] == library}
    assert users <= HOMES[library]


def test_the_private_names_of_folium_offline_are_used_in_one_module() -> None:
    """They may change with any release: one small module wraps them."""
    users = {f.module for f in all_imports() if f.target.split(".")[0] == "offlinefolium"}
    assert len(users) <= 1, users


def test_everything_imported_is_declared() -> None:
    """No import works only because some other package happened to bring it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {canonicalize_name(Requirement(d).name) for d in project["project"]["dependencies"]}
    providers = importlib.metadata.packages_distributions()
    undeclared = []
    for found in all_imports():
        top = found.target.split(".")[0]
        if is_ours(found.target) or top in sys.stdlib_module_names:
            continue
        names = {canonicalize_name(name) for name in providers.get(top, [top])}
        names |= {PARTS[name] for name in names & PARTS.keys()}
        if not names & declared:
            undeclared.append(f"{found}, of {' or '.join(sorted(names))}")
    assert not undeclared


def test_modules_stay_small() -> None:
    """A module that does not fit in a head is split by what people do; lists of texts may grow."""
    code = {name: path for name, path in MODULES.items() if room(name) != "messages"}
    sizes = {name: len(path.read_text("utf-8").splitlines()) for name, path in code.items()}
    assert not {name: lines for name, lines in sizes.items() if lines > 400}


def test_functions_fit_on_a_screen() -> None:
    """What cannot be seen at once is not understood at once."""
    long = {}
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                if lines > 60:
                    long[f"{name}.{node.name}"] = lines
    assert not long
