"""What is wrong with the tasks of a brief: names, inputs, parameters, circles."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.engagement.brief import Brief, Task
from probono_kit.engagement.brief_context import BriefContext
from probono_kit.engagement.catalogue import (
    NotebookEntry,
    notebook,
    notebooks,
    validate_parameters,
)
from probono_kit.engagement.filling import OUTPUT_FOLDER, fill_parameters, run_language
from probono_kit.engagement.matrix import MAX_RUNS, Combination, combinations, matching, size
from probono_kit.engagement.parameters.common import InputKind
from probono_kit.engagement.paths import find_file
from probono_kit.engagement.references import (
    BASE_PREFIX,
    Origin,
    cycles,
    possible,
    refer,
    upstream,
)
from probono_kit.findings import Finding, Findings, finding
from probono_kit.yaml_files.explain import Location, nearest, unknown_key


def check_tasks(brief: Brief, context: BriefContext) -> Findings:
    """Return everything that is wrong with the tasks of a well-formed brief."""
    found = Findings()
    names = [entry.name for entry in notebooks()]
    seen: dict[str, int] = {}
    for index, task in enumerate(brief.tasks):
        where = context.place(*context.in_task(index, "id"))
        if task.id in seen:
            found.add("engagement.id_twice", where, id=task.id, line=seen[task.id])
        elif task.id in brief.sources:
            found.add("engagement.id_of_source", where, id=task.id)
        seen.setdefault(task.id, context.source.lines[context.in_task(index, "id")])
        if task.notebook not in names:
            place = context.place(*context.in_task(index, "notebook"))
            near = nearest(task.notebook, names)
            found.append(_unknown_notebook(task.notebook, near, names, place))
            continue
        checked = _TaskCheck(brief, context, index)
        found.extend(checked.inputs())
        found.extend(checked.layers())
        found.extend(checked.misplaced())
        found.extend(checked.runs())
    found.extend(_circles(brief, context))
    return found


def _unknown_notebook(name: str, near: str | None, names: list[str], where: str) -> Finding:
    if near:
        return finding("engagement.unknown_notebook", where, given=name, near=near)
    choices = tuple(names)
    return finding("engagement.unknown_notebook_listed", where, given=name, choices=choices)


def _circles(brief: Brief, context: BriefContext) -> Iterator[Finding]:
    ids = [task.id for task in brief.tasks]
    for circle in cycles(brief):
        where = context.place(*context.in_task(ids.index(circle[0]), "inputs"))
        yield finding("engagement.circle", where, circle=" → ".join(circle))


class _TaskCheck:
    """The checks of one task whose notebook is known."""

    def __init__(self, brief: Brief, context: BriefContext, index: int) -> None:
        self.brief = brief
        self.context = context
        self.index = index
        self.task: Task = brief.tasks[index]
        self.entry: NotebookEntry = notebook(self.task.notebook)

    def place(self, *location: int | str) -> str:
        return self.context.place(*self.context.in_task(self.index, *location))

    def inputs(self) -> Iterator[Finding]:
        known = {each.name: each for each in self.entry.inputs}
        for name, written in self.task.inputs.items():
            where = self.place("inputs", name)
            if name not in known:
                yield unknown_key(name, list(known), where)
                continue
            if len(written) > 1 and known[name].kind is not list:
                yield finding("engagement.one_input", where, key=name, given=tuple(written))
            for one in dict.fromkeys(written):
                if written.count(one) > 1:
                    yield finding("engagement.input_twice", where, key=name, given=one)
                yield from self._input(name, one, where, known[name].about.input or "file")
        if self.context.in_task(self.index, "inputs") in self.context.wrong:
            return
        if set(self.task.inputs) - set(known):
            # A misspelt input is not missing as well.
            return
        for name, each in known.items():
            if each.needed and name not in self.task.inputs:
                yield finding("engagement.input_missing", self.place("inputs"), key=name)

    def layers(self) -> Iterator[Finding]:
        """Yield what is wrong with the number of further layers."""
        said = self.task.parameters.get("layers", [])
        files = self.task.inputs.get("layer_files", [])
        if isinstance(said, list) and len(said) > len(files):
            where = self.place("parameters", "layers")
            counts = {"layers": len(said), "files": len(files)}
            yield finding("engagement.layers_without_files", where, **counts)

    def _input(self, name: str, written: str, where: str, kind: InputKind) -> Iterator[Finding]:
        """Yield what is wrong with one thing that goes in."""
        reference = refer(self.brief, written, kind)
        if reference is None:
            if written not in self.context.ids:
                yield self._unknown_input(name, written, where)
            elif written in self.brief.sources or self._is_task(written):
                yield finding("engagement.input_of_other_kind", where, given=written, key=name)
        elif reference.origin is Origin.FILE:
            yield from find_file(self.context.folder, written, where)[1]

    def _is_task(self, name: str) -> bool:
        return any(task.id == name for task in self.brief.tasks)

    def _unknown_input(self, name: str, written: str, where: str) -> Finding:
        kind = next(each.about.input for each in self.entry.inputs if each.name == name)
        choices = possible(self.brief, kind or "file", self.task)
        near = nearest(written, choices)
        if near is None and kind in ("areas", "layer"):
            near = nearest(BASE_PREFIX + written, choices)
        if near:
            return finding("engagement.unknown_input", where, key=name, given=written, near=near)
        return finding(
            "engagement.unknown_input_listed",
            where,
            key=name,
            given=written,
            choices=tuple(choices) or ("—",),
        )

    def misplaced(self) -> Iterator[Finding]:
        """Yield what does not belong under ``parameters`` or ``matrix``."""
        inputs = {each.name for each in self.entry.inputs}
        for part, given in (("parameters", self.task.parameters), ("matrix", self.task.matrix)):
            for name in given:
                where = self.place(part, name)
                if name in inputs:
                    yield finding("engagement.input_in_parameters", where, key=name)
                elif name == OUTPUT_FOLDER:
                    yield finding("engagement.reserved_parameter", where, key=name)
                elif part == "matrix" and name in self.task.parameters:
                    yield finding("engagement.set_twice", where, key=name)
                elif name == "logo" and isinstance(given[name], str):
                    yield from find_file(self.context.folder, str(given[name]), where)[1]

    def runs(self) -> Iterator[Finding]:
        """Yield what is wrong in one or several runs of the task, each once."""
        count = size(self.task)
        if count > MAX_RUNS:
            where = self.place("matrix")
            yield finding("engagement.too_many_runs", where, count=count, limit=MAX_RUNS)
            return
        found: dict[tuple[str, str], Finding] = {}
        ids: set[str] = set()
        for combination in combinations(self.task):
            if combination.run_id in ids:
                where = self.place("matrix")
                clash = finding("engagement.run_twice", where, id=combination.run_id)
                found.setdefault((clash.code, clash.where), clash)
            ids.add(combination.run_id)
            for each in self._run(combination):
                found.setdefault((each.code, f"{each.where} {each.message('en')}"), each)
        yield from found.values()

    def _run(self, combination: Combination) -> Iterator[Finding]:
        filled = fill_parameters(self.brief, self.task, combination)
        skipped = self._skipped()
        values = {name: value for name, value in filled.items() if name not in skipped}
        yield from validate_parameters(
            self.entry.name, values, lambda location: self._spot(location, combination)
        )[1]
        yield from self._languages(combination)
        for other in upstream(self.brief, self.task):
            if other.id != self.task.id and len(matching(other, combination)) != 1:
                where = self.place("inputs")
                names = tuple(name for name in other.matrix if name not in combination.values)
                yield finding("engagement.which_run", where, id=other.id, keys=names)

    def _skipped(self) -> set[str]:
        """Return the parameters of which something was said already."""
        inputs = {each.name for each in self.entry.inputs} | {OUTPUT_FOLDER}
        here = self.context.in_task(self.index)
        trapped = {
            str(location[3])
            for location in self.context.source.trapped
            if location[:2] == here and len(location) > 3
        }
        return inputs | trapped

    def _spot(self, location: Location, combination: Combination) -> str:
        name = str(location[0]) if location else ""
        if name in combination.values:
            value = combination.values[name]
            return self.place("matrix", name, self.task.matrix[name].index(value))
        if name in self.task.parameters:
            return self.place("parameters", *location)
        return self.place("parameters")

    def _languages(self, combination: Combination) -> Iterator[Finding]:
        language = run_language(self.brief, self.task, combination)
        several = len(self.task.matrix.get("language", [])) > 1
        for each in self.entry.parameters:
            text = self.task.parameters.get(each.name)
            if not each.about.localised or not text:
                continue
            where = self.place("parameters", each.name)
            if isinstance(text, dict) and language not in text:
                yield finding(
                    "engagement.text_not_in_language", where, key=each.name, languages=(language,)
                )
            elif isinstance(text, str) and several and each.name != "unit":
                yield finding("engagement.one_text_for_all", where, key=each.name)
