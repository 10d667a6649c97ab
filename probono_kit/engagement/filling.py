"""The parameters of a run: what the task says, else the brief, else the notebook's default."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from probono_kit.engagement.brief import Brief, Source, Task
from probono_kit.engagement.catalogue import is_notebook, notebook
from probono_kit.engagement.matrix import Combination
from probono_kit.engagement.parameters.layers import LOCALISED
from probono_kit.engagement.references import upstream
from probono_kit.engagement.texts import LocalisedText

#: Set by the run itself.
OUTPUT_FOLDER = "output_folder"


def fill_parameters(brief: Brief, task: Task, combination: Combination) -> dict[str, Any]:
    """Return the parameters of one run that are known before anything ran.

    Parameters
    ----------
    brief : Brief
        Fills what the task leaves open.
    task : Task
        Its own parameters come first.
    combination : Combination
        Values of the matrix come before both.

    Returns
    -------
    dict
        Name and value; a text per language became the text in the run's language. Inputs and the
        output folder are not among them.
    """
    language = run_language(brief, task, combination)
    known = {each.name: each for each in notebook(task.notebook).parameters}
    given = {**task.parameters, **combination.values}
    for name, value in given.items():
        if isinstance(value, dict) and name in known and known[name].about.localised:
            given[name] = in_language(value, language)
    if "layers" in known:
        given["layers"] = _layers(brief, task, given.get("layers", []), language)
    from_brief = _from_brief(brief, task, combination, language)
    filled = {
        name: from_brief[name]
        for name, each in known.items()
        if each.about.brief and name in from_brief
    }
    defaults = {
        name: each.default
        for name, each in known.items()
        if not each.about.input and name != OUTPUT_FOLDER
    }
    return {**defaults, **filled, **given}


def _layers(brief: Brief, task: Task, given: Any, language: str) -> Any:
    """Complete what is said of further layers: texts in the language, title and credit."""
    files = task.inputs.get("layer_files", [])
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        return given
    made = []
    for i in range(max(len(files), len(given))):
        each = dict(given[i]) if i < len(given) else {}
        for key in LOCALISED:
            if isinstance(each.get(key), dict):
                each[key] = in_language(each[key], language)
        source = brief.sources.get(files[i]) if i < len(files) else None
        if source is not None:
            title = source.title.in_language(language)
            own = {"title": title, "source": _areas_credit(source, language)}
            each = {**{key: text for key, text in own.items() if text}, **each}
        made.append(each)
    return made


def run_language(brief: Brief, task: Task, combination: Combination) -> str:
    """Return the language of a run: that of its matrix, else of the task, else of the bundle."""
    for said in (combination.values, task.parameters):
        language = said.get("language")
        if isinstance(language, str):
            return language
    return brief.language


def in_language(texts: Mapping[Any, Any], language: str) -> Any:
    """Return the text in `language`, else the first one; what is no text stays as it is."""
    if all(isinstance(text, str) for text in texts.values()) and texts:
        return LocalisedText.of(texts).in_language(language)
    return dict(texts)


def _from_brief(
    brief: Brief, task: Task, combination: Combination, language: str
) -> dict[str, Any]:
    tables = sources_of(brief, task)
    areas = [brief.sources[name] for name in _named(brief, task, "areas")]
    return {
        "language": language,
        "ngo": brief.ngo.name,
        "contact": brief.ngo.contact,
        "logo": brief.ngo.logo,
        "profile": brief.ngo.profile,
        "source": _joined(credit(source, language) for source in tables),
        "licence": _joined(source.licence for source in tables),
        "data_date": _joined(source.date.in_language(language) for source in tables),
        "produced": brief.produced.isoformat(),
        "disclaimer": brief.disclaimer.in_language(language),
        "columns": list(brief.columns_to_share),
        "country": brief.country,
        "numbers_as_in": brief.numbers_as_in,
        "areas_source": _joined(_areas_credit(source, language) for source in areas),
        "map_id": combination.run_id,
        "question": brief.question.in_language(language),
        "limits": [each.in_language(language) for each in brief.limits],
    }


def sources_of(brief: Brief, task: Task) -> list[Source]:
    """Return the sources of the tables that go into `task`, also through other tasks."""
    found: dict[str, Source] = {}
    waiting, seen = [task], set()
    while waiting:
        each = waiting.pop(0)
        if each.id in seen:
            continue
        seen.add(each.id)
        for name in _named(brief, each, "table"):
            found[name] = brief.sources[name]
        waiting += upstream(brief, each)
    return list(found.values())


def _named(brief: Brief, task: Task, kind: str) -> list[str]:
    """Return the ids of the sources that are inputs of `kind` of `task`."""
    if not is_notebook(task.notebook):
        return []
    inputs = [each for each in notebook(task.notebook).inputs if each.about.input == kind]
    written = chain.from_iterable(task.inputs.get(each.name, []) for each in inputs)
    return [name for name in written if name in brief.sources]


def credit(source: Source, language: str) -> str:
    """Return how `source` is named on a map: title and provider, else the file."""
    parts = [source.title.in_language(language), source.provider]
    return ", ".join(filter(None, parts)) or source.file.rpartition("/")[2]


def _areas_credit(source: Source, language: str) -> str:
    return ", ".join(filter(None, [credit(source, language), source.date.in_language(language)]))


def _joined(texts: Any) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
