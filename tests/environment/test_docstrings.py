"""Every public name says what it takes, what it gives back and how it is used."""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pydantic
import pytest
from numpydoc.validate import validate

import probono_kit

#: What numpydoc finds that no public function may have.
FAULTS = {
    "GL03": "double blank lines",
    "GL07": "sections in the wrong order",
    "GL08": "no docstring",
    "SS01": "no summary",
    "SS03": "the summary does not end with a full stop",
    "PR01": "parameters that are not documented",
    "PR02": "parameters that do not exist",
    "PR03": "parameters in the wrong order",
    "PR04": "a parameter without its type",
    "PR07": "a parameter without a description",
    "RT01": "what it returns is not documented",
    "YD01": "what it yields is not documented",
}


@dataclass(frozen=True)
class Public:
    """A public name and where it is defined."""

    name: str
    value: object

    def __str__(self) -> str:
        return self.name


def modules() -> tuple[dict[str, types.ModuleType], dict[str, str]]:
    """Return the modules of the package, and those that cannot be imported with the reason."""
    good, broken = {"probono_kit": probono_kit}, {}
    for name in sorted(found.name for found in _walk(probono_kit.__path__, "probono_kit.")):
        try:
            good[name] = importlib.import_module(name)
        except Exception as problem:
            broken[name] = repr(problem)
    return good, broken


def _walk(path: Iterable[str], prefix: str) -> Iterator[pkgutil.ModuleInfo]:
    for found in pkgutil.iter_modules(path, prefix):
        if not found.name.rpartition(".")[2].startswith("_"):
            yield found
            folder = [f"{one}/{found.name.rpartition('.')[2]}" for one in path]
            yield from _walk(folder, f"{found.name}.") if found.ispkg else ()


MODULES, BROKEN = modules()


def public_names() -> Iterator[Public]:
    """Yield what the ``__all__`` of the package and of the packages in it list, once each."""
    seen = set()
    for module in (value for name, value in MODULES.items() if name.count(".") < 2):
        for name in (one for one in getattr(module, "__all__", ()) if one != "N_"):
            value = getattr(module, name)
            home = getattr(value, "__module__", module.__name__)
            full = f"{home}.{getattr(value, '__qualname__', name)}"
            if not isinstance(value, types.ModuleType) and full not in seen:
                seen.add(full)
                yield Public(full, value)


PUBLIC = list(public_names())
FUNCTIONS = [one for one in PUBLIC if inspect.isroutine(one.value)]
CLASSES = [one for one in PUBLIC if inspect.isclass(one.value)]


def faults(name: str, codes: set[str]) -> list[str]:
    """Return the faults of a name's docstring, as numpydoc words them."""
    return [f"{name}: {text}" for code, text in validate(name)["errors"] if code in codes]


def methods(one: Public) -> Iterator[str]:
    """Yield the public methods and properties that a class of ours defines itself."""
    for name, member in vars(one.value).items():
        is_code = isinstance(
            member, types.FunctionType | property | classmethod | staticmethod
        ) or hasattr(member, "wrapped")
        if is_code and not name.startswith("_"):
            yield name


def test_the_list_of_public_names_is_not_empty() -> None:
    """The tests below have something to look at."""
    assert FUNCTIONS
    assert CLASSES


def test_every_module_can_be_imported() -> None:
    """No module waits for a name that nobody wrote; what fails here is not looked at below."""
    assert not BROKEN


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_module_says_what_it_is_for(module: str) -> None:
    """The first line of a module is its line in the reference's index."""
    assert (MODULES[module].__doc__ or "").strip()


@pytest.mark.parametrize("one", FUNCTIONS, ids=str)
def test_a_function_documents_its_signature(one: Public) -> None:
    """Parameters in their order, each described; what comes back; nothing that is not there."""
    assert not faults(one.name, FAULTS.keys())


@pytest.mark.parametrize(
    "one", [one for one in FUNCTIONS if not one.name.startswith("probono_kit.cli.")], ids=str
)
def test_a_function_shows_how_it_is_used(one: Public) -> None:
    """The example is short and runs with the tests (doctest)."""
    assert ">>> " in (inspect.getdoc(one.value) or ""), f"{one} has no example"


@pytest.mark.parametrize("one", CLASSES, ids=str)
def test_a_class_documents_itself_and_its_methods(one: Public) -> None:
    """A class says what it is; a method what it does, and names no parameter that is not there."""
    found = faults(one.name, {"GL08", "SS01", "SS03", "PR02"})
    if issubclass(one.value, enum.Enum | BaseException | pydantic.BaseModel):
        found = faults(one.name, {"GL08", "SS01", "SS03"})
    for name in methods(one):
        found += faults(f"{one.name}.{name}", {"GL08", "SS01", "PR02"})
    assert not found


@pytest.mark.parametrize(
    "one", [c for c in CLASSES if issubclass(c.value, pydantic.BaseModel)], ids=str
)
def test_every_field_of_a_model_is_described(one: Public) -> None:
    """What a person may write in a brief is explained: in the class or beside the field."""
    model: type[pydantic.BaseModel] = one.value
    text = inspect.getdoc(model) or ""
    bare = [
        name
        for name, field in model.model_fields.items()
        # Parameters of notebooks carry their help, in two languages, in an annotation.
        if not (field.description or any(getattr(note, "help", "") for note in field.metadata))
        and name not in text
    ]
    assert not bare, f"{one}: {bare}"
