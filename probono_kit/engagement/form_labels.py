"""Questions and answers in the words of the form, for readers who never saw its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd
from babel import Locale

from probono_kit import forms
from probono_kit.engagement.distinct_labels import LONGEST, distinct_labels
from probono_kit.explore import Profile, column_label
from probono_kit.forms.model import REFERENCE
from probono_kit.tables import ColumnKind, ColumnType

#: Between answers in a cell once they are words, which have spaces of their own.
MARK = ";"
_TAGS = re.compile(r"<[^<>]*>|[*_#`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


@dataclass(frozen=True, slots=True)
class FormLabels:
    """What a form calls its questions and answers in one language.

    Parameters
    ----------
    columns : mapping of str to str
        By the name of the question, and by its path with ``/`` or ``-``.
    answers : mapping of str to mapping of str to str
        By the same names: the label of each choice.
    several : frozenset of str
        The same names of those that take several choices.
    conditional : frozenset of str
        The same names of those that only some are asked.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    conditional: frozenset[str] = frozenset()


def form_labels(path: str, language: str) -> FormLabels:
    """Read the labels of a form.

    Parameters
    ----------
    path : str
        An XLSForm; empty for none.
    language : str
        Of the page. A form that lacks it gives its first language.

    Returns
    -------
    FormLabels
        Without markup and references to other questions.

    Raises
    ------
    ProbonoError
        If the file is no form.

    Examples
    --------
    >>> form_labels("", "fr").columns
    {}
    """
    return _read(path, language) if path else FormLabels()


@lru_cache(maxsize=4)
def _read(path: str, language: str) -> FormLabels:
    form = forms.read_form(Path(path))
    form.findings.raise_errors()
    spoken = _language_of(form.languages, language)
    keys_of: dict[str, set[str]] = {}
    full: dict[str, str] = {}
    after: dict[str, str] = {}
    answers: dict[str, dict[str, str]] = {}
    several: set[str] = set()
    conditional: set[str] = set()
    for question in form.questions:
        if question.is_container or not question.name:
            continue
        keys = {question.name, question.path, question.path.replace("/", "-")}
        keys_of[question.path] = keys
        label = _plain(question.label(spoken) or question.label())
        said = {
            choice.name: _plain(choice.label(spoken) or choice.label())
            for choice in form.lists.get(question.list_name, ())
        }
        if label:
            full[question.path] = label
        asked = REFERENCE.search(str(question.row.get("relevant", "")))
        if asked:
            after[question.path] = asked["name"]
        for key in keys:
            if any(each.row.get("relevant") for each in (*question.parents, question)):
                conditional.add(key)
            if question.is_select and said:
                answers[key] = {name: text for name, text in said.items() if text}
            if question.kind in ("select_multiple", "rank"):
                several.add(key)
    paths = {path.rpartition("/")[2]: path for path in full}
    shown = distinct_labels(
        full,
        {path: _short(label) for path, label in full.items()},
        {path: paths.get(name, "") for path, name in after.items()},
    )
    columns = {key: label for path, label in shown.items() for key in keys_of[path]}
    return FormLabels(columns, answers, frozenset(several), frozenset(conditional))


def _language_of(languages: tuple[str, ...], language: str) -> str | None:
    """Return the form's own word for a language: “French (fr)”, “Français”, “fr”."""
    names = {language, Locale.parse(language).get_display_name("en") or ""}
    names.add(Locale.parse(language).get_display_name(language) or "")
    wanted = {name.casefold() for name in names if name}
    for spoken in languages:
        parts = re.split(r"[()\[\]:_\s-]+", spoken.casefold())
        if wanted & {part for part in parts if part}:
            return spoken
    return None


def _plain(label: str) -> str:
    """Return a label without markup, numbers of questions kept, references as an ellipsis."""
    text = _TAGS.sub("", REFERENCE.sub("…", label))
    return re.sub(r"\s+", " ", text).strip()


def _short(label: str) -> str:
    """Return a label as a heading can bear it: of a long text the question that it ends with."""
    if len(label) <= LONGEST:
        return label
    asked = re.split(r"(?<=[.!?…:])\s+|\)\s*(?=[A-ZÀ-Ý])", label)
    question = next((part for part in reversed(asked) if part.rstrip().endswith("?")), "")
    return question if 8 <= len(question) <= LONGEST else column_label(label, LONGEST)


def with_labels(
    frame: pd.DataFrame, types: Mapping[str, ColumnType], labels: FormLabels
) -> tuple[pd.DataFrame, dict[str, ColumnType]]:
    """Put the words of the form in place of the names of answers.

    Parameters
    ----------
    frame : pandas.DataFrame
        Typed submissions: several answers in a cell stand between spaces, as an export has them.
    types : mapping of str to ColumnType
        Types of its columns.
    labels : FormLabels
        From :func:`form_labels`.

    Returns
    -------
    frame : pandas.DataFrame
        Answers in words; what is no name of a choice stays. Columns of single choices
        (``needs/water``) are left out where their question is there: it says the same.
    types : dict of str to ColumnType
        Of its columns.
    """
    made, known = frame.copy(), dict(types)
    for name in frame.columns:
        answers = labels.answers.get(str(name))
        if not answers:
            continue
        if name in labels.several:
            texts = {cell: _several(cell, answers) for cell in frame[name].dropna().unique()}
            made[name] = frame[name].map(texts).astype("object")
            old = known.get(str(name), ColumnType(str(name), ColumnKind.CHOICES))
            choices = tuple(dict.fromkeys(answers.values()))
            known[str(name)] = replace(
                old, kind=ColumnKind.CHOICES, convention=MARK, choices=choices
            )
        elif not pd.api.types.is_numeric_dtype(frame[name].dtype):
            cells = frame[name].astype("object")
            made[name] = cells.map(lambda cell, said=answers: said.get(str(cell).strip(), cell))
    single = [
        name
        for name in map(str, frame.columns)
        if "/" in name and name.rpartition("/")[0] in {*frame.columns} & labels.several
    ]
    return made.drop(columns=single), {n: t for n, t in known.items() if n not in single}


def without_unasked(profile: Profile, labels: FormLabels) -> Profile:
    """Return a profile that does not call missing what the form did not ask.

    Parameters
    ----------
    profile : Profile
        Of submissions.
    labels : FormLabels
        From :func:`form_labels`.

    Returns
    -------
    Profile
        Without sentences on empty cells of questions that only some are asked.
    """
    columns = {
        name: replace(
            column,
            is_conditional=True,
            insights=tuple(one for one in column.insights if one.code != "explore.missing"),
        )
        if name in labels.conditional
        else column
        for name, column in profile.columns.items()
    }
    return replace(profile, columns=columns)


def _several(cell: object, answers: Mapping[str, str]) -> str:
    words = [answers.get(part, part) for part in str(cell).split()]
    # The mark stands between answers, never in one.
    return f"{MARK} ".join(word.replace(MARK, ",") for word in words)
