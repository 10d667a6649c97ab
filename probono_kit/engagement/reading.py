"""Reading the brief: everything that is wrong with it, at once, with its line."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from probono_kit.engagement.brief import BRIEF_NAME, Brief, Ngo, Source, Task
from probono_kit.engagement.brief_checks import check_brief
from probono_kit.engagement.brief_context import BriefContext
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.yaml_files.explain import Explainer, Location, nearest
from probono_kit.yaml_files.source import YamlSource, read_yaml


class BriefRead(NamedTuple):
    """A valid brief, and what is to be said about it all the same.

    Parameters
    ----------
    brief : Brief
        What ``engagement.yml`` says.
    findings : Findings
        Warnings and notes; no errors.
    folder : pathlib.Path
        The engagement's folder.
    context : BriefContext
        The file, with its lines.
    """

    brief: Brief
    findings: Findings
    folder: Path
    context: BriefContext

    def place(self, task: str, name: str) -> str:
        """Return file and line of a parameter or input of a task, else those of the task."""
        index = next(i for i, each in enumerate(self.brief.tasks) if each.id == task)
        set_in = ("parameters", "matrix", "inputs")
        at = [self.context.in_task(index, part, name) for part in set_in]
        lines = self.context.source.lines
        return self.context.place(
            *next(filter(lines.__contains__, at), self.context.in_task(index))
        )


def read_brief(folder: Path | str) -> BriefRead:
    """Read and check the brief of an engagement.

    Parameters
    ----------
    folder : path
        The engagement's folder, or its ``engagement.yml``.

    Returns
    -------
    BriefRead
        Brief, warnings and folder.

    Raises
    ------
    ProbonoError
        With everything that is wrong, each with its line.

    Examples
    --------
    >>> from probono_kit.resources import share_path
    >>> read = read_brief(share_path("data/samples/water-points"))
    >>> read.brief.ngo.name, read.brief.languages
    ('Association Eau Vive (fictive)', ['fr', 'en'])
    """
    path = brief_path(Path(folder))
    source = read_yaml(path)
    if not isinstance(source.data, dict):
        refused = finding("engagement.not_a_brief", source.name)
        raise ProbonoError(Findings([*source.findings, refused]))
    found = Findings(source.findings)
    brief, context = _validated(source, path.parent, found)
    if brief is not None:
        found.extend(check_brief(brief, context))
    found = Findings(sorted(found, key=lambda each: _line(each.where)))
    found.raise_errors()
    if brief is None:
        raise AssertionError("a refused brief comes with an error")
    return BriefRead(brief, found.by_severity(), path.parent, context)


def brief_path(folder: Path) -> Path:
    """Return the path of the brief in `folder`, which may also be the brief itself.

    Raises
    ------
    ProbonoError
        If there is no folder or no brief in it.
    """
    if folder.is_file() and folder.suffix in (".yml", ".yaml"):
        return folder
    if not folder.is_dir():
        near = nearest(folder.name, _folders(folder.parent))
        code = "engagement.no_folder_near" if near else "engagement.no_folder"
        values = {"near": near} if near else {}
        raise ProbonoError(Findings([finding(code, folder, **values)]))
    path = folder / BRIEF_NAME
    if not path.exists():
        names = [p.name for p in folder.iterdir() if p.suffix in (".yml", ".yaml")]
        near = nearest(BRIEF_NAME, names)
        code = "engagement.no_brief_near" if near else "engagement.no_brief"
        values = {"near": near} if near else {}
        raise ProbonoError(Findings([finding(code, folder, **values)]))
    return path


def _folders(parent: Path) -> list[str]:
    return [p.parent.name for p in parent.glob(f"*/{BRIEF_NAME}")] if parent.is_dir() else []


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _keys(location: Location) -> list[str]:
    """Return the keys that are valid at `location`."""
    match location:
        case ():
            model: type[BaseModel] = Brief
        case ("ngo",):
            model = Ngo
        case ("sources", _):
            model = Source
        case ("tasks", _):
            model = Task
        case _:
            return []
    return list(model.model_fields)


def _validated(
    source: YamlSource, folder: Path, found: Findings
) -> tuple[Brief | None, BriefContext]:
    """Validate the data; where parts are wrong, say so and go on with the rest.

    The brief returned after errors is only good for looking for more errors.
    """
    data: dict[str, Any] = source.data
    context = BriefContext(source, folder, _positions(data), _ids(data))
    try:
        return Brief.model_validate(data), context
    except ValidationError as problem:
        explained = Explainer(source.place, _keys, source.written.get).explain(problem)
    found.extend(each for location, each in explained if location not in source.trapped)
    wrong = [location for location, _ in explained]
    mended = _mended(data, wrong)
    context = BriefContext(source, folder, _positions(mended), _ids(data), frozenset(wrong))
    mended["tasks"] = [task for task in mended["tasks"] if task is not None]
    try:
        return Brief.model_validate(mended), context
    except ValidationError:
        return None, context


def _positions(data: dict[str, Any]) -> tuple[int, ...]:
    """Return where the tasks that are looked at stand in the file."""
    tasks = data.get("tasks")
    if not isinstance(tasks, list):
        return ()
    return tuple(i for i, task in enumerate(tasks) if task is not None)


def _ids(data: dict[str, Any]) -> frozenset[str]:
    """Return all ids that the file uses, also those of parts that are wrong."""
    sources, tasks = data.get("sources"), data.get("tasks")
    ids = set(sources) if isinstance(sources, dict) else set()
    if isinstance(tasks, list):
        ids |= {str(task["id"]) for task in tasks if isinstance(task, dict) and "id" in task}
    return frozenset(ids)


_STAND_INS: dict[str, Any] = {
    "engagement": "engagement",
    "title": "…",
    "question": "…",
    "produced": datetime.date(2000, 1, 1),
}


def _mended(data: dict[str, Any], wrong: list[Location]) -> dict[str, Any]:
    """Return a copy of `data` without what is wrong and with stand-ins for what is missing."""
    rest = copy.deepcopy(data)
    for location in sorted(wrong, key=len, reverse=True):
        _forget(rest, location)
    rest = {**_STAND_INS, **rest}
    rest["ngo"] = {"name": "…", **rest.get("ngo", {})}
    rest["languages"] = [each for each in rest.get("languages", []) if each] or ["en"]
    sources = rest.get("sources", {})
    rest["sources"] = {key: each for key, each in sources.items() if each and "file" in each}
    rest["tasks"] = [
        task if task and "id" in task and "notebook" in task else None
        for task in rest.get("tasks", [])
    ]
    for key in ("columns_to_share", "limits"):
        rest[key] = [each for each in rest.get(key, []) if each is not None]
    for task in filter(None, rest["tasks"]):
        matrix = task.get("matrix", {})
        kept = {key: [v for v in values if v is not None] for key, values in matrix.items()}
        task["matrix"] = {key: values for key, values in kept.items() if values}
    return rest


def _forget(data: Any, location: Location) -> None:
    """Take the value at `location` out; an item of a list becomes ``None``."""
    for part in location[:-1]:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return
    last = location[-1] if location else None
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = None
