"""Whether the headings of a file are names or labels, and whether they are those of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from probono_kit.findings import Findings
from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.headings import Headings
from probono_kit.forms.received.raw import Kind, RawExport, RawTable
from probono_kit.forms.received.repeats import repeats_of
from probono_kit.forms.received.server_words import COMMON

#: Below this share of its columns a file is not one of the form.
LEAST = 0.5
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """How headings are read, and how many of them are the form's.

    Parameters
    ----------
    labels : bool
        Whether they are labels.
    language : str
        Of the labels, as the form writes it.
    matched, total : int
        Columns that are questions of the form, of all that may be.
    asked : int
        Questions of the form in the tables of the file.
    unknown : tuple of str
        Headings that are no question.
    """

    labels: bool = False
    language: str = ""
    matched: int = 0
    total: int = 0
    asked: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Share of the file's columns in the form, or of the form's questions in the file."""
        most = min(self.total, self.asked)
        return self.matched / most if most else 1.0


def best_reading(
    raw: RawExport,
    form: Form | None,
    findings: Findings,
    *,
    language: str | None = None,
    labels: bool | None = None,
) -> Reading:
    """Return how the headings of a file are to be read: as most of them are questions of the form.

    Parameters
    ----------
    raw : RawExport
        The file.
    form : Form or None
        The form.
    findings : Findings
        A file of another form is an error; labels are told.
    language : str, optional
        The language of labels, where it is known.
    labels : bool, optional
        Whether headings are labels, where it is known.
    """
    if form is None:
        return Reading()
    readings: list[Reading] = []
    if not labels:
        readings.append(_reading(raw, form, None))
    if raw.kind is Kind.SHEETS and labels is not False:
        languages = [language] if language is not None else list(form.languages)
        readings += [_reading(raw, form, each) for each in languages]
    best = max(readings, key=lambda each: each.matched, default=Reading())
    if best.share < LEAST and best.total:
        findings.add(
            "submissions.other_form",
            raw.name,
            form=form.path.name,
            share=f"{best.matched / best.total:.0%}",
            matched=best.matched,
            total=best.total,
            columns=(*best.unknown[:_SHOWN], "…")[: len(best.unknown)],
            questions=tuple(_examples(form)),
        )
    elif best.labels:
        findings.add(
            "submissions.by_labels",
            raw.name,
            language=best.language or "label",
            matched=best.matched,
            total=best.total,
        )
    return best


def language_named(form: Form | None, language: str | None, findings: Findings) -> str | None:
    """Return a language of the form as it writes it: ``fr`` is ``French (fr)``."""
    if form is None or not language:
        return None if language is None else language
    wanted = language.casefold()
    for found in form.languages:
        name, _, code = found.casefold().removesuffix(")").partition("(")
        if wanted in (found.casefold(), name.strip(), code.strip()):
            return found
    known = tuple(each or "label" for each in form.languages)
    findings.add("submissions.no_language", form.path.name, language=language, known=known)
    return language


def _reading(raw: RawExport, form: Form, language: str | None) -> Reading:
    matched: set[str] = set()
    unknown: list[str] = []
    asked = 0
    for table, repeat in _tables(raw, form):
        headings = [heading for heading, _ in table.columns]
        places, _ = Headings(form, repeat, raw.kind, language).places(headings)
        for place, heading in zip(places, headings, strict=True):
            if place is not None and place.kind == "unknown":
                unknown.append(heading)
            elif place is not None and place.question and place.kind not in COMMON:
                matched.add(place.question)
        asked += sum(_counts(question, repeat) for question in form.questions)
    others = tuple(dict.fromkeys(unknown))
    total = len(matched) + len(others)
    return Reading(language is not None, language or "", len(matched), total, asked, others)


def _tables(raw: RawExport, form: Form) -> Iterator[tuple[RawTable, Question | None]]:
    yield raw.main, None
    for table, repeat in zip(raw.repeats, repeats_of(form, raw.repeats), strict=True):
        if repeat is not None:
            yield table, repeat


def _counts(question: Question, repeat: Question | None) -> bool:
    innermost = question.repeats[-1] if question.repeats else None
    is_common = question.kind in COMMON or question.kind in ("note", "group", "repeat")
    return innermost is repeat and bool(question.name) and not is_common


def _examples(form: Form) -> Iterable[str]:
    asked = [each.name for each in form.questions if each.name and each.kind not in COMMON]
    named = [name for name in asked if name][:_SHOWN]
    return (*named, "…") if len(asked) > _SHOWN else named
