"""The notebooks that there are, with their typed parameters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from probono_kit.engagement.parameters import (
    BuildDatabase,
    CleanData,
    ExploreData,
    InteractiveMap,
    MatchPlaces,
    MonitorCollection,
    Parameter,
    Parameters,
    SetUpCollection,
    StaticMap,
    parameters_of,
)
from probono_kit.engagement.parameters.layers import FurtherLayer
from probono_kit.engagement.parameters.maps import MapParameters
from probono_kit.findings import Finding, Findings, finding
from probono_kit.i18n import LANGUAGES, gettext, set_country, set_language
from probono_kit.resources import share_path
from probono_kit.yaml_files.explain import Explainer, Location, nearest

#: Lists that every notebook has.
_SHELL = ("In", "Out")
#: So alike that a name in a notebook is rather a slip than a variable of its own.
_ALMOST = 0.75

_MODELS: dict[str, type[Parameters]] = {
    "clean_data": CleanData,
    "match_places": MatchPlaces,
    "explore_data": ExploreData,
    "static_map": StaticMap,
    "interactive_map": InteractiveMap,
    "build_database": BuildDatabase,
    "set_up_collection": SetUpCollection,
    "monitor_collection": MonitorCollection,
}


@dataclass(frozen=True, slots=True)
class NotebookEntry:
    """A notebook that tasks can name.

    Parameters
    ----------
    name : str
        As in the brief: the file name without its ending.
    model : type of Parameters
        Its typed parameters.
    """

    name: str
    model: type[Parameters]

    @property
    def path(self) -> Path:
        """The notebook's file.

        Raises
        ------
        FileNotFoundError
            If the installation lacks it.
        """
        return share_path(f"notebooks/{self.name}.ipynb")

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, by group and in the order of the cell."""
        return parameters_of(self.model)

    @property
    def inputs(self) -> tuple[Parameter, ...]:
        """Those that a task gives under ``inputs``."""
        return tuple(each for each in self.parameters if each.about.input)

    def title(self, language: str | None = None) -> str:
        """Return the title, in `language`."""
        return gettext(self.model.notebook_title, language)

    def description(self, language: str | None = None) -> str:
        """Return one sentence on what the notebook does, in `language`."""
        return gettext(self.model.notebook_description, language)


def notebooks() -> list[NotebookEntry]:
    """Return the notebooks that a task can name, in the order in which they are used.

    Returns
    -------
    list of NotebookEntry
        With title, description and typed parameters.

    Examples
    --------
    >>> [entry.name for entry in notebooks()]
    ['clean_data', 'match_places', 'explore_data', 'static_map', 'interactive_map',
     'build_database', 'set_up_collection', 'monitor_collection']
    """
    return [NotebookEntry(name, model) for name, model in _MODELS.items()]


def is_notebook(name: str) -> bool:
    """Say whether there is a notebook called `name`."""
    return name in _MODELS


def notebook(name: str) -> NotebookEntry:
    """Return the notebook called `name`.

    Parameters
    ----------
    name : str
        As a task names it.

    Returns
    -------
    NotebookEntry
        With title, description and typed parameters.

    Raises
    ------
    KeyError
        If there is none; a brief is checked before.

    Examples
    --------
    >>> notebook("static_map").title("fr")
    'Carte à imprimer'
    """
    return NotebookEntry(name, _MODELS[name])


def check_parameters(name: str, values: Mapping[str, object]) -> Parameters:
    """Check the parameters of a notebook from inside it, and make its language the current one.

    Parameters
    ----------
    name : str
        The notebook, such as ``"static_map"``.
    values : mapping
        ``globals()`` of the notebook: only the names of its parameters are used; a parameter
        without a value gets its default. A plain value whose name is almost that of a parameter
        is refused, since papermill alone would run on without it.

    Returns
    -------
    pydantic.BaseModel
        The notebook's own model, such as
        :class:`~probono_kit.engagement.parameters.StaticMap`.

    Raises
    ------
    ProbonoError
        With one finding per wrong value, all of them.

    Examples
    --------
    >>> p = check_parameters("static_map", {"value": "points", "classes": 4, "pd": object()})
    >>> p.value, p.classes, p.measure
    ('points', 4, 'value')
    >>> set_language("en")
    """
    entry = notebook(name)
    given = {each.name: values[each.name] for each in entry.parameters if each.name in values}
    if given.get("language") in _languages(entry):
        set_language(str(given["language"]))
    checked, found = validate_parameters(name, given)
    found.extend(_misspelt(entry, values))
    found.raise_errors()
    if checked is None:
        raise AssertionError("refused parameters come with an error")
    set_language(checked.language)
    # Where sentences stay English, numbers among them do so too: maps speak all languages.
    spoken = checked.language in LANGUAGES or isinstance(checked, MapParameters)
    country = checked.numbers_as_in or str(getattr(checked, "country", ""))
    set_country(country if spoken else "")
    return checked


def _misspelt(entry: NotebookEntry, values: Mapping[str, object]) -> Iterator[Finding]:
    """Yield the plain values in a notebook that are parameters but for a letter or two."""
    known = [each.name for each in entry.parameters]
    for name, value in values.items():
        own = name in known or name in _SHELL or name.startswith("_")
        if not own and isinstance(value, str | int | float | list):
            near = nearest(name, known, _ALMOST)
            if near:
                where = f"{entry.name} › {name}"
                yield finding("engagement.unknown_key", where, key=name, near=near)


def _languages(entry: NotebookEntry) -> tuple[str, ...]:
    return next(each.choices for each in entry.parameters if each.name == "language")


def validate_parameters(
    name: str,
    given: Mapping[str, object],
    place: Callable[[Location], object] | None = None,
) -> tuple[Parameters | None, Findings]:
    """Check parameters for a notebook before a kernel starts; unknown names are refused.

    Parameters
    ----------
    name : str
        The notebook.
    given : mapping
        Name and value of the parameters that are set.
    place : callable, optional
        Gives the place to show for a location such as ``("classes",)``; by default the notebook
        and the parameter.

    Returns
    -------
    model : Parameters or None
        ``None`` if there are errors.
    findings : Findings
        All that is wrong, at once.

    Examples
    --------
    >>> _, found = validate_parameters("static_map", {"clases": 4, "per": "5"})
    >>> for each in found:
    ...     print(each.where, "|", each.message("en"))
    static_map › per | “per” needs a number, and “5” is not one.
    static_map › clases | There is no “clases” here.
    """
    model = _MODELS[name]
    place = place or (lambda location: " › ".join([name, *map(_called, location[:2])]))
    valid = [each.name for each in parameters_of(model)]
    found = Findings()
    wrong: set[str] = set()
    try:
        checked: Parameters | None = model.model_validate(dict(given))
    except ValidationError as problem:
        explained = Explainer(place, lambda location: _keys(location, valid)).explain(problem)
        found.extend(each for _, each in explained)
        wrong = {str(location[0]) for location, _ in explained if location}
        checked = None
    rest = checked or _without(model, given, wrong)
    if rest is not None:
        found.extend(
            finding(conflict.code, place((conflict.parameter,)), **conflict.values)
            for conflict in rest.conflicts()
            if not wrong.intersection(conflict.involved)
        )
    return (None if found.errors else checked), found


def _keys(location: Location, valid: list[str]) -> list[str]:
    """Return the keys that can stand at a place: those of a further layer, or parameters."""
    return list(FurtherLayer.model_fields) if location[:1] == ("layers",) else valid


def _called(part: int | str) -> str:
    """Count the items of a list as people do."""
    return str(part + 1) if isinstance(part, int) else part


def _without(
    model: type[Parameters], given: Mapping[str, object], wrong: set[str]
) -> Parameters | None:
    try:
        return model.model_validate({k: v for k, v in given.items() if k not in wrong})
    except ValidationError:
        return None


def parameter_cell(name: str) -> str:
    """Return the source of the notebook's cell tagged ``parameters``.

    Parameters
    ----------
    name : str
        The notebook.

    Returns
    -------
    str
        Lines ``name: type = literal  # help`` under one comment per group: what papermill's
        ``inspect_notebook`` understands.

    Examples
    --------
    >>> print(parameter_cell("clean_data").splitlines()[2])
    sheet: str = ""  # Name of the sheet; empty for the one with the data
    """
    lines: list[str] = []
    group = ""
    for each in notebook(name).parameters:
        if each.about.group != group:
            group = each.about.group
            lines += [""] * bool(lines) + [f"# {group}"]
        literal = _literal(each.cell_value)
        lines.append(f"{each.name}: {each.kind.__name__} = {literal}  # {each.about.help}")
    return "\n".join(lines)


def _literal(value: object) -> str:
    match value:
        case bool() | int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(map(_literal, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)
