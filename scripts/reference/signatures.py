"""Signatures as they stand in the source: the same whatever the version of Python."""

from __future__ import annotations

import ast
import enum
import inspect
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

WIDTH = 88

_EMPTY = {"list": "[]", "dict": "{}", "tuple": "()"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def signature(name: str, thing: Any) -> str:
    """Return how `thing` is called.

    Parameters
    ----------
    name : str
        Its public name.
    thing : function, class or str
        A class is shown with its fields or the arguments of its ``__init__``; an enumeration and
        a class without either, with its bases; a text as a constant.

    Returns
    -------
    str
        Python, one parameter per line where it is long.

    Examples
    --------
    >>> from probono_kit.places import focus_on
    >>> print(signature("focus_on", focus_on))
    focus_on(areas: gpd.GeoDataFrame, area: str, *, where: str = '') -> gpd.GeoDataFrame
    """
    if isinstance(thing, str):
        return f"{name} = {thing!r}"
    if not isinstance(thing, type):
        function = inspect.unwrap(thing)
        node = _node(function)
        if not isinstance(node, _Function):
            raise TypeError(f"{name} is no function")
        result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
        return _call(name, list(_arguments(node.args, function.__globals__)), result)
    if not issubclass(thing, enum.Enum):
        parts = list(_fields(thing)) or _of_init(thing)
        if parts is not None:
            return _call(name, ["*", *parts] if issubclass(thing, BaseModel) else parts, "")
    bases = ", ".join(map(ast.unparse, _class(thing).bases))
    return f"class {name}({bases})"


def values(thing: object) -> list[str]:
    """Return the values of an enumeration; none for anything else."""
    if isinstance(thing, type) and issubclass(thing, enum.Enum):
        return [str(member.value) for member in thing]
    return []


def _call(name: str, parts: list[str], result: str) -> str:
    line = f"{name}({', '.join(parts)}){result}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {part}," for part in parts), f"){result}"])


@lru_cache(maxsize=256)
def _tree(path: str) -> ast.Module:
    return ast.parse(Path(path).read_text(encoding="utf-8"))


def _node(thing: type | Callable[..., Any]) -> ast.stmt:
    for node in _tree(inspect.getfile(thing)).body:
        if isinstance(node, _Function | ast.ClassDef) and node.name == thing.__name__:
            return node
    raise LookupError(f"{thing.__name__} is not at the top of its module")


def _class(thing: type) -> ast.ClassDef:
    node = _node(thing)
    if not isinstance(node, ast.ClassDef):
        raise TypeError(f"{thing.__name__} is no class")
    return node


def _ours(thing: type) -> Iterator[type]:
    """Yield `thing` and its bases that are of the kit."""
    return (each for each in thing.__mro__ if each.__module__.startswith("probono_kit."))


def _fields(thing: type) -> Iterator[str]:
    """Yield the fields of a data class, model or named tuple, those of its bases first."""
    for each in reversed(list(_ours(thing))):
        for node in _class(each).body:
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            kind = ast.unparse(_bare(node.annotation))
            if not kind.startswith("ClassVar") and not node.target.id.startswith("_"):
                yield _parameter(node.target.id, kind, _default(node.value))


def _bare(annotation: ast.expr) -> ast.expr:
    """Return what ``Annotated`` annotates."""

    class Strip(ast.NodeTransformer):
        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            if ast.unparse(node.value) == "Annotated" and isinstance(node.slice, ast.Tuple):
                return self.visit(node.slice.elts[0])  # type: ignore[no-any-return]
            return self.generic_visit(node)

    copy = ast.parse(ast.unparse(annotation), mode="eval")
    return Strip().visit(copy).body  # type: ignore[no-any-return]


def _default(value: ast.expr | None) -> str:
    """Return the default of a field, empty if it has none."""
    if value is None:
        return ""
    if isinstance(value, ast.Call) and ast.unparse(value.func) in ("field", "Field"):
        given = {each.arg: ast.unparse(each.value) for each in value.keywords}
        if "default_factory" in given:
            return _EMPTY.get(given["default_factory"], f"{given['default_factory']}()")
        return given.get("default", "")
    return ast.unparse(value)


def _of_init(thing: type) -> list[str] | None:
    for each in _ours(thing):
        for node in _class(each).body:
            if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                return list(_arguments(node.args, {}))[1:]
    return None


def _arguments(given: ast.arguments, names: dict[str, Any]) -> Iterator[str]:
    """Yield the parameters; a default that is one of the module's `names` is shown as its value."""
    positional = [*given.posonlyargs, *given.args]
    without = len(positional) - len(given.defaults)
    defaults = [*[None] * without, *given.defaults]
    for each, default in zip(positional, defaults, strict=True):
        yield _argument(each, default, names)
    if given.vararg:
        yield "*" + _argument(given.vararg, None, names)
    elif given.kwonlyargs:
        yield "*"
    for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield _argument(each, default, names)
    if given.kwarg:
        yield "**" + _argument(given.kwarg, None, names)


def _argument(argument: ast.arg, default: ast.expr | None, names: dict[str, Any]) -> str:
    kind = ast.unparse(argument.annotation) if argument.annotation else ""
    if isinstance(default, ast.Name) and default.id in names:
        return _parameter(argument.arg, kind, repr(names[default.id]))
    return _parameter(argument.arg, kind, ast.unparse(default) if default else "")


def _parameter(name: str, kind: str, default: str) -> str:
    if not kind:
        return f"{name}={default}" if default else name
    return f"{name}: {kind} = {default}" if default else f"{name}: {kind}"
