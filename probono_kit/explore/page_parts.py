"""The parts of the page about an exploration, in words: findings, limits, columns, methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from probono_kit.explore.charts import picture
from probono_kit.explore.insights import Certainty, Condition, Insight
from probono_kit.explore.languages import OTHER, UNSURE
from probono_kit.explore.profile import ColumnProfile
from probono_kit.explore.report import FEWEST, Words, is_of_few
from probono_kit.explore.roles import Role
from probono_kit.explore.texts import OpenAnswers
from probono_kit.explore.wordings import number_words, percent_words, worded
from probono_kit.findings import N_
from probono_kit.i18n import format_number, language_name, ngettext
from probono_kit.i18n import gettext as _

_MOST_ROWS = 12

_CERTAINTY = {
    Certainty.FIRM: N_("solid"),
    Certainty.WEAK: N_("to be taken with care"),
    Certainty.TOO_FEW: N_("too few to say"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with how sure it is, and a small picture where there is one."""

    text: str
    sure: str
    care: bool
    picture: Markup


@dataclass(frozen=True, slots=True)
class Figures:
    """A small table."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """What the page says of one column."""

    label: str
    role: str
    filled: str
    sentences: tuple[str, ...]
    pictures: tuple[Markup, ...]
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class AnswersPart:
    """What the page says of open answers."""

    label: str
    sentences: tuple[str, ...]
    terms: Figures | None
    groups: tuple[tuple[str, str, tuple[str, ...]], ...]


def certainty_word(certainty: Certainty, language: str) -> str:
    """Return how sure a finding is, in words."""
    return _(_CERTAINTY[certainty], language)


def said(insight: Insight, words: Words) -> Said:
    """Return a finding in words, with its picture."""
    drawn = Markup("")
    if insight.chart and insight.table is not None:
        table = without_small(_labelled(insight.table, words), words.language)
        title = " · ".join(words.name(name) for name in insight.columns)
        drawn = picture(insight.chart, table, title=title, language=words.language)
    care = insight.certainty is not Certainty.FIRM
    # A count is what it is; what compares may be chance.
    compares = len(insight.columns) > 1
    word = certainty_word(insight.certainty, words.language) if compares or care else ""
    return Said(words.say(insight), word, care, drawn)


def _labelled(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Write labels that are conditions in words."""
    if "label" not in table.columns:
        return table
    labels = [
        worded(each, words.language, labels=words.labels) if isinstance(each, Condition) else each
        for each in table["label"]
    ]
    return table.assign(label=labels)


def without_small(table: pd.DataFrame, language: str, fewest: int = FEWEST) -> pd.DataFrame:
    """Put the groups of a table of bars that are too small to show into one line."""
    if not {"label", "rows", "share"} <= set(table.columns):
        return table
    small = table["rows"] < fewest
    if not small.any():
        return table
    kept = table[~small]
    rows = int(table.loc[small, "rows"].sum())
    if rows < fewest:
        return kept
    text = _("groups of fewer than {count}", language)
    other = {
        "label": text.format(count=format_number(fewest, language)),
        "rows": rows,
        "share": round(float(table.loc[small, "share"].sum()), 9),
    }
    return pd.concat([kept, pd.DataFrame([other])], ignore_index=True)


# ---- columns ----------------------------------------------------------------------------------


def column_part(column: ColumnProfile, words: Words) -> ColumnPart:
    """Return what is said of one column."""
    language = words.language
    figures = without_small(column.figures, language)
    shown = tuple(each for each in _pictures(column, figures, words) if each)
    return ColumnPart(
        words.name(column.name),
        column.role.label(language),
        _filled(column, language),
        tuple(words.say(one) for one in column.insights if not is_of_few(one)),
        shown,
        _figures(column, figures, words),
    )


def _pictures(column: ColumnProfile, figures: pd.DataFrame, words: Words) -> Iterator[Markup]:
    label, language = words.name(column.name), words.language
    if column.chart:
        yield picture(column.chart, figures, title=label, language=language)
    if len(column.over_time):
        title = _("{column} over time", language).format(column=label)
        yield picture("line", column.over_time, title=title, language=language)


def _filled(column: ColumnProfile, language: str) -> str:
    if column.role is Role.CHOICES and column.asked:
        text = ngettext(
            "{count} answer from those who were asked; a person may choose several.",
            "{count} answers from those who were asked; a person may choose several.",
            column.asked,
            language,
        )
        return text.format(count=format_number(column.asked, language))
    text = _("{filled} of {rows} filled ({share}).", language)
    return text.format(
        filled=format_number(column.filled, language),
        rows=format_number(column.rows, language),
        share=percent_words(column.filled / max(1, column.rows), language),
    )


def _figures(column: ColumnProfile, table: pd.DataFrame, words: Words) -> Figures | None:
    caption, language = words.name(column.name), words.language
    cut = table.head(_MOST_ROWS)
    rows: list[tuple[str, ...]] = []
    if column.chart == "bars":
        heads = (_("Value", language), _("Records", language), _("Share", language))
        rows = [
            (
                str(row["label"]),
                format_number(int(row["rows"]), language),
                percent_words(float(row["share"]), language),
            )
            for row in cut.to_dict("records")
        ]
    elif column.chart == "histogram":
        heads = (_("From", language), _("to", language), _("Records", language))
        for row in table.to_dict("records"):
            ends = (number_words(row["low"], language), number_words(row["high"], language))
            rows.append((*ends, format_number(int(row["rows"]), language)))
    else:
        return None
    return Figures(caption, heads, tuple(rows)) if rows else None


# ---- open answers -----------------------------------------------------------------------------


def answers_part(found: OpenAnswers, words: Words) -> AnswersPart:
    """Return what is said of open answers."""
    language = words.language
    sentences = [_languages(found, language)]
    if found.flagged:
        text = ngettext(
            "{count} answer names a person, a number or an address: it was counted, never quoted.",
            "{count} answers name a person, a number or an address: counted, never quoted.",
            found.flagged,
            language,
        )
        sentences.append(text.format(count=format_number(found.flagged, language)))
    if found.terms.empty:
        sentences.append(_("No word or phrase comes back often enough to be told.", language))
    terms = tuple(
        (
            str(row["term"]),
            format_number(int(row["answers"]), language),
            percent_words(float(row["share"]), language),
        )
        for row in found.terms.head(_MOST_ROWS).to_dict("records")
    )
    heads = (_("Word or phrase", language), _("Answers", language), _("Share", language))
    caption = _("Most frequent in the answers", language)
    groups = tuple(
        (
            " · ".join(row["phrases"]),
            _("{count} answers ({share})", language).format(
                count=format_number(int(row["answers"]), language),
                share=percent_words(float(row["share"]), language),
            ),
            tuple(row["quotes"]),
        )
        for row in found.groups.to_dict("records")
    )
    return AnswersPart(
        words.name(found.column),
        tuple(sentences),
        Figures(caption, heads, terms) if terms else None,
        groups,
    )


def _languages(found: OpenAnswers, language: str) -> str:
    words = {UNSURE: _("too short to tell", language), OTHER: _("another language", language)}
    parts = [
        f"{words.get(str(row['language'])) or language_name(str(row['language']), language)}"
        f" {percent_words(float(row['share']), language)}"
        for row in found.languages.to_dict("records")
        if row["answers"] >= FEWEST
    ]
    text = ngettext("{count} answer", "{count} answers", found.answers, language)
    head = text.format(count=format_number(found.answers, language))
    return f"{head} ({', '.join(parts)})." if parts else f"{head}."
