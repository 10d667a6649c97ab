"""Reading the description of a form: YAML, or a workbook with a list of questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from probono_kit.errors import ProbonoError
from probono_kit.files import file_name
from probono_kit.findings import Findings, finding
from probono_kit.forms.building.description import (
    Choices,
    ChoiceText,
    Description,
    Item,
    Listed,
    OneText,
    SomeTexts,
    Texts,
)
from probono_kit.forms.building.question_list import read_question_list
from probono_kit.forms.building.words import (
    ITEM_WORDS,
    KEYS,
    TOP_KEYS,
    TOP_WORDS,
    folded,
    language_of,
)
from probono_kit.yaml_files.explain import Explainer, Location, unknown_key
from probono_kit.yaml_files.source import YamlSource, read_yaml

_MEANT = ("engagement.yaml_bool", "engagement.yaml_number")
Place = Callable[[Location], str]


def read_description(path: Path | str, *, language: str = "en") -> Description:
    """Read what a form asks, and say everything that is wrong with it at once.

    Parameters
    ----------
    path : path
        YAML (at most 256 kB), or a workbook with a list of questions; keys and headings in
        English or French.
    language : str
        Language of the texts where the description names none.

    Returns
    -------
    Description
        What :func:`build_form` takes; its warnings among the findings.

    Raises
    ------
    ProbonoError
        With the line or cell of every mistake.

    Examples
    --------
    >>> from pathlib import Path
    >>> path = Path(getfixture("tmp_path")) / "wells.yml"
    >>> _ = path.write_text(
    ...     "titre: Points d'eau\\nlangues: [fr]\\nquestions:\\n"
    ...     "- question: Le puits marche-t-il ?\\n  type: oui/non\\n", encoding="utf-8"
    ... )
    >>> read = read_description(path)
    >>> read.items[0].kind, read.languages, read.name
    ('yes/no', ('fr',), 'points_d_eau')
    >>> _ = path.write_text("title: Wells\\nquestions:\\n- question: Age?\\n  kind: nomber\\n")
    >>> read_description(path)
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR wells.yml:4: “nomber” is no kind of question. → ...
    """
    from probono_kit.forms.building.planning import plan_form

    description = draft_description(Path(path), language)
    description.findings.extend(plan_form(description).findings)
    description.findings.raise_errors()
    return description


def draft_description(path: Path, language: str = "en") -> Description:
    """Read as much of a description as can be understood, with findings about the rest."""
    if path.suffix.lower() in (".yml", ".yaml"):
        return _from_yaml(read_yaml(path), path, language)
    data, findings, place = read_question_list(path)
    return describe(data, findings, place, path, language)


def _from_yaml(source: YamlSource, path: Path, language: str) -> Description:
    data, findings = source.data, Findings(source.findings)
    if not isinstance(data, dict):
        findings.append(finding("form.describe_nothing", source.name))
        raise ProbonoError(findings)
    original: dict[Location, Location] = {}
    known = _with_keys(data, TOP_WORDS, (), (), original)
    if written := source.written.get(original.get(("version",), ())):
        known["version"] = written  # 1.10 is not 1.1
    raw, name = known.get("questions"), _written_key(original, ("questions",))
    known["questions"] = _items(raw, (name,), ("questions",), original)

    def place(location: Location) -> str:
        return source.place(original.get(location, location))

    # What YAML reads otherwise than people, no and 007, is a text or an answer here, as it is said.
    kept = [each for each in findings if each.code not in _MEANT]
    return describe(known, Findings(kept), place, path, language)


def _written_key(original: Mapping[Location, Location], location: Location) -> str | int:
    return original.get(location, location)[-1]


def _with_keys(
    data: Mapping[str, Any],
    words: Mapping[str, str],
    written: Location,
    here: Location,
    original: dict[Location, Location],
) -> dict[str, Any]:
    """Return a mapping with today's keys, and note where each was written."""
    made: dict[str, Any] = {}
    for key, value in data.items():
        name = words.get(folded(str(key)), str(key))
        if name in made:
            name = str(key)
        made[name] = value
        original[*here, name] = (*written, key)
    return made


def _items(raw: Any, written: Location, here: Location, original: dict[Location, Location]) -> Any:
    if not isinstance(raw, list):
        return raw
    made: list[Any] = []
    for number, value in enumerate(raw):
        at, now = (*written, number), (*here, number)
        original[now] = at
        if isinstance(value, dict):
            item = _with_keys(value, ITEM_WORDS, at, now, original)
            if "questions" in item:
                key = _written_key(original, (*now, "questions"))
                inner = _items(item["questions"], (*at, key), (*now, "questions"), original)
                item["questions"] = inner
            made.append(item)
        else:
            made.append({"question": value} if isinstance(value, str) else value)
    return made


def describe(
    data: Mapping[str, Any], findings: Findings, place: Place, path: Path, language: str = "en"
) -> Description:
    """Check data with the keys of a description.

    Parameters
    ----------
    data : mapping
        Keys of :data:`~probono_kit.forms.building.words.TOP_KEYS`.
    findings : Findings
        What reading met; more is added.
    place : callable
        Returns file and line of a location in `data`.
    path : Path
        Names the form where nothing else does.
    language : str
        Of texts without a language.
    """
    for key in data:
        if key not in TOP_KEYS:
            findings.append(unknown_key(key, list(TOP_KEYS), place((key,))))
    check = _Check(findings, place)
    title = check.one(SomeTexts, data, "title", {"": path.stem.replace("_", " ")})
    items = check.items(data.get("questions"), ("questions",))
    lists = check.lists(data.get("lists", {}))
    languages = check.languages(data.get("languages"), items, title, language)
    name = check.one(OneText, data, "name", "") or _identifier(title, languages)
    most = check.one(TypeAdapter(int), data, "most_choices", 500)
    return Description(
        title=title,
        name=re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "form",
        version=check.one(OneText, data, "version", "1"),
        languages=languages,
        items=tuple(items),
        metadata=check.metadata(data.get("metadata")),
        instance_name=", ".join(check.one(Listed, data, "instance_name", []))
        if "(" not in str(data.get("instance_name", ""))
        else str(data["instance_name"]),
        areas=_beside(path, check.one(OneText, data, "areas", "")),
        country=check.one(OneText, data, "country", ""),
        most_choices=int(most),
        lists=lists,
        file=path.name,
        findings=findings,
    )


def _identifier(title: Texts, languages: tuple[str, ...]) -> str:
    text = title.get("en") or title.get(languages[0]) or next(iter(title.values()))
    return file_name(text).replace("-", "_")


def _beside(path: Path, areas: str) -> str:
    """Return the file of areas, looked for beside the description."""
    return areas if not areas or ":" in areas else str(path.parent / areas)


class _Check:
    """Checks parts of a description; what is wrong becomes findings."""

    def __init__(self, findings: Findings, place: Place) -> None:
        self.findings, self.place = findings, place

    def one(self, kind: Any, data: Mapping[str, Any], key: str, default: Any) -> Any:
        if key not in data:
            return default
        try:
            adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
            return adapter.validate_python(data[key])
        except ValidationError as problem:
            self._explain(problem, (key,))
            return default

    def _explain(self, problem: ValidationError, at: Location) -> None:
        explainer = Explainer(
            lambda location: self.place((*at, *location)),
            lambda _location: list(KEYS),
        )
        self.findings.extend(found for _, found in explainer.explain(problem))

    def items(self, raw: Any, at: Location) -> list[Item]:
        if not isinstance(raw, list) or not raw:
            self.findings.add("form.describe_nothing", self.place(at))
            return []
        made: list[Item] = []
        for number, value in enumerate(raw):
            here = (*at, number)
            if not isinstance(value, dict):
                self.findings.add("form.describe_item", self.place(here))
                continue
            try:
                made.append(Item.model_validate(self._placed(value, here)))
            except ValidationError as problem:
                self._explain(problem, here)
        return made

    def _placed(self, value: dict[str, Any], at: Location) -> dict[str, Any]:
        inner = value.get("questions")
        if isinstance(inner, list):
            inner = [
                self._placed(each, (*at, "questions", n)) if isinstance(each, dict) else each
                for n, each in enumerate(inner)
            ]
            value = value | {"questions": inner}
        return value | {"where": self.place(at)}

    def lists(self, raw: Any) -> dict[str, list[ChoiceText]]:
        made: dict[str, list[ChoiceText]] = {}
        if not isinstance(raw, dict):
            return made
        for name in raw:
            found = self.one(Choices, raw, name, [])
            made[str(name)] = found if isinstance(found, list) else []
        return made

    def languages(
        self, raw: Any, items: list[Item], title: Texts, language: str
    ) -> tuple[str, ...]:
        if raw is None:
            texts = [title, *(each.texts for item in items for each in item.walk())]
            named = dict.fromkeys(code for each in texts for code in each if code)
            return tuple(named) or (language,)
        given = raw if isinstance(raw, list) else re.split(r"[,;\s]+", str(raw).strip())
        known = [language_of(str(each)) for each in given]
        for text, code in zip(given, known, strict=True):
            if code is None:
                self.findings.add(
                    "form.describe_language", self.place(("languages",)), given=str(text)
                )
        return tuple(dict.fromkeys(code for code in known if code)) or (language,)

    def metadata(self, raw: Any) -> dict[str, Texts]:
        if raw is None:
            return {"start": {}, "end": {}, "today": {}}
        if isinstance(raw, dict):
            return {str(key): self.one(SomeTexts, raw, key, {}) for key in raw}
        given = raw if isinstance(raw, list) else re.split(r"[,;\s]+", str(raw))
        return {str(each): {} for each in given if each}


def described_module(path: Path, own: tuple[str, ...]) -> tuple[Description, dict[str, Any]]:
    """Read a module: a description with a few keys of its own."""
    source = read_yaml(path)
    kept = {key: source.data[key] for key in own if key in source.data}
    rest = {key: value for key, value in source.data.items() if key not in own}
    plain = YamlSource(
        source.name, rest, source.lines, source.written, source.findings, source.trapped
    )
    return _from_yaml(plain, path, "en"), kept
