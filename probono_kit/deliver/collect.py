"""What goes into the bundle: the outputs of the runs that went well, under tidy names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from probono_kit.engagement import Brief, BriefRead
from probono_kit.files import file_name
from probono_kit.findings import N_
from probono_kit.i18n import gettext as _
from probono_kit.run import Output, Role, Run, RunRecord, RunReport

#: Where each kind of file goes. A web map lies beside its printed form, under the same name.
_FOLDERS = {
    Role.MAP: "maps",
    Role.PAGE: "maps",
    Role.TABLE: "tables",
    Role.LOG: "tables",
    Role.FORM: "forms",
    Role.REPORT: "reports",
}
_SHOWN_AS_MAPS = (Role.MAP, Role.PAGE)
_LONGEST_NAME = 72


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One file of the bundle.

    Parameters
    ----------
    path : str
        In the bundle, with ``/``.
    source : pathlib.Path
        The output in ``work``.
    output : Output
        What the task said about it.
    run, task : str
        Which run of which task made it.
    variant : str
        The values of the matrix but the language: what tells one map of a task from the next.
    """

    path: str
    source: Path
    output: Output
    run: str
    task: str
    variant: str = ""

    @property
    def language(self) -> str:
        """Of its contents."""
        return self.output.language


#: Files that are the same thing in several formats.
Group = list[Deliverable]


@dataclass(frozen=True)
class Collection:
    """Everything that the bundle is made from.

    Attributes
    ----------
    folder : pathlib.Path
        The engagement's folder.
    brief : Brief
        What ``engagement.yml`` says.
    runs : sequence of Run
        What the brief asks for.
    records : mapping
        What is known of the runs that ended, by their id.
    files : sequence of Deliverable
        In the order of the tasks.
    """

    folder: Path
    brief: Brief
    runs: Sequence[Run]
    records: dict[str, RunRecord]
    files: Sequence[Deliverable]

    def maps(self, language: str) -> Iterator[tuple[str, list[Group]]]:
        """Yield the maps of each task for readers of `language`, with a heading for many.

        Maps of several tasks that show the same (one printed, one interactive) are one group.
        """
        groups = self._groups(language, lambda each: each.output.role in _SHOWN_AS_MAPS)
        by_task: dict[str, list[Group]] = {}
        for group in groups:
            by_task.setdefault(group[0].task, []).append(group)
        for task, together in by_task.items():
            yield self._heading(task, together, language), together

    def documents(self, language: str) -> list[Group]:
        """Return tables, logs, forms and reports for readers of `language`."""
        return self._groups(language, lambda each: each.output.role not in _SHOWN_AS_MAPS)

    def _groups(self, language: str, wanted: Callable[[Deliverable], bool]) -> list[Group]:
        families: dict[tuple[str, str], dict[str, Group]] = {}
        for each in filter(wanted, self.files):
            family = families.setdefault((each.task, each.variant), {})
            family.setdefault(each.language, []).append(each)
        groups: dict[tuple[str, str, str], Group] = {}
        for family in families.values():
            # What was made in one language only is shown to everyone, and its language is named.
            for each in family.get(language) or next(iter(family.values())):
                key = (each.output.title, each.variant, each.language)
                groups.setdefault(key, []).append(each)
        return list(groups.values())

    def _heading(self, task: str, groups: list[Group], language: str) -> str:
        titles = {group[0].output.title for group in groups}
        if len(titles) == 1:
            return titles.pop()
        matrix = self.brief.task(task).matrix
        return _(N_("Area by area") if "area" in matrix else N_("In detail"), language)


def collect(read: BriefRead, report: RunReport) -> Collection:
    """Return what there is to deliver of an engagement.

    Parameters
    ----------
    read : BriefRead
        The brief and its folder.
    report : RunReport
        From :func:`probono_kit.run.review` or :func:`probono_kit.run.render`. Outdated outputs
        are collected too: the gate says that they are.

    Returns
    -------
    Collection
    """
    records = {each.run.id: each.record for each in report.results if each.record is not None}
    runs = [each.run for each in report.results]
    files = deliverables(read.folder, runs, records)
    there = [each for each in files if each.source.is_file()]
    return Collection(read.folder, read.brief, runs, records, there)


def deliverables(folder: Path, runs: Iterable[Run], records: dict[str, RunRecord]) -> Group:
    """Return the files of the bundle, with their names in it.

    Parameters
    ----------
    folder : pathlib.Path
        The engagement's folder.
    runs : iterable of Run
        Only those whose outputs may be delivered are looked at.
    records : dict
        By the id of the run; runs without one, or that failed, have no outputs.

    Returns
    -------
    list of Deliverable
        In the order of `runs`; every path once.
    """
    found = []
    for run in runs:
        record = records.get(run.id)
        if record is None or not run.deliver:
            continue
        variant = ", ".join(str(v) for key, v in run.combination.items() if key != "language")
        found += [
            Deliverable("", folder / run.folder / made.path, made, run.id, run.task, variant)
            for made in record.outputs
            if made.deliver
        ]
    return _named(found)


def _named(files: Group) -> Group:
    """Give each file a name in the bundle: its title, and as little more as tells it apart."""
    names = [_candidates(each, number) for number, each in enumerate(files)]
    # Formats of one map keep one name: a pair that collides lengthens the names of both families.
    families = [(each.task, each.variant, each.language, each.output.title) for each in files]
    level = dict.fromkeys(families, 0)
    while True:
        paths = [
            _path(each, name[level[family]])
            for each, name, family in zip(files, names, families, strict=True)
        ]
        counts = Counter(paths)
        twice = {f for path, f in zip(paths, families, strict=True) if counts[path] > 1}
        if not twice:
            break
        for family in twice:
            level[family] = min(level[family] + 1, len(names[0]) - 1)
    return [
        Deliverable(path, each.source, each.output, each.run, each.task, each.variant)
        for each, path in zip(files, paths, strict=True)
    ]


def _candidates(file: Deliverable, number: int) -> list[str]:
    """Return possible names of `file`, from the tidiest to one that no other file has."""
    title = _shortened(file_name(re.sub("[‐-―]", "-", file.output.title)))
    if title == "file":  # nothing that a file name may hold, such as a title in Arabic
        title = file_name(file.run)
    variant = file_name(file.variant) if file.variant else ""
    stem = file_name(PurePosixPath(file.output.path).with_suffix("").as_posix())
    parts = [
        [title],
        [title, variant],
        [title, variant, file.language],
        [title, file.run],
        [file.run, stem],
        [file.run, stem, str(number + 1)],
    ]
    return ["-".join(filter(None, part)) for part in parts]


def _shortened(name: str) -> str:
    """Return `name`, cut between words where it is too long."""
    if len(name) <= _LONGEST_NAME:
        return name
    whole = name[: _LONGEST_NAME + 1].rpartition("-")[0]
    return whole or name[:_LONGEST_NAME]


def _path(file: Deliverable, name: str) -> str:
    suffix = PurePosixPath(file.output.path).suffix.lower()
    return f"{_FOLDERS[file.output.role]}/{name}{suffix}"
