"""Open answers: their languages, what most of them say, which are alike, a few in their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.explore.insights import Certainty, Column, Count, Estimate, Insight, Share
from probono_kit.explore.languages import OTHER, UNSURE, answer_languages
from probono_kit.explore.sample import Sample
from probono_kit.explore.similar_answers import AnswerGroup, similar_answers
from probono_kit.explore.terms import frequent_terms
from probono_kit.privacy import is_silent, masked
from probono_kit.privacy.persons import KnownNames

#: What is said by fewer people is not told; groups below `QUOTE_FROM` answers are not quoted.
FEWEST, QUOTE_FROM = 5, 10

#: A quote is long enough to say something and short enough for a page.
_SHORTEST, _LONGEST = 20, 240
_QUOTES = 2
#: Fewer answers are no ground for a finding.
_MANY = 20
_BARS = 6
#: So many of the most typical answers of a group are looked at for a quote.
_LOOKED_AT = 60


T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class OpenAnswers:
    """What the answers in free words to one question say.

    Parameters
    ----------
    column : str
        The column.
    answers : int
        How many there are; empty ones do not count.
    languages : pandas.DataFrame
        Columns ``language`` (``en``, ``fr``, ``es``, ``ar``, ``other``, ``unsure`` for those too
        short to tell), ``answers``, ``share``.
    terms : pandas.DataFrame
        As :func:`probono_kit.explore.terms.frequent_terms` returns them. Here and in `groups`,
        shares of a sample are those of the population, with columns ``low`` and ``high``.
    groups : pandas.DataFrame
        Columns ``group`` (its number), ``phrases`` (tuple), ``answers``, ``share``, ``quotes``
        (tuple, empty where nothing may be quoted).
    group_of : pandas.Series
        The number of its group for each answer, 0 for those like no other; same index.
    flagged : int
        Answers in which the privacy screen found something: none of them is quoted.
    """

    column: str
    answers: int
    languages: pd.DataFrame
    terms: pd.DataFrame
    groups: pd.DataFrame
    group_of: pd.Series
    flagged: int


def open_answers(
    answers: pd.Series,
    *,
    country: str = "",
    names: KnownNames | None = None,
    may_quote: bool = False,
    sample: Sample | None = None,
    fewest: int = FEWEST,
    quote_from: int = QUOTE_FROM,
) -> OpenAnswers:
    """Sum up open answers in English, French, Spanish and Arabic.

    Names, numbers and addresses are taken out before words are counted. An answer is quoted only
    if its column may leave, the privacy screen is silent, and at least `quote_from` answers say
    much the same.

    Parameters
    ----------
    answers : pandas.Series
        Texts; missing or blank where nothing was answered.
    country : str
        ISO 3166-1 alpha-3 code, for phone numbers.
    names : KnownNames, optional
        Names that the table lists elsewhere.
    may_quote : bool
        Whether the column may leave.
    sample : Sample, optional
        How the records were drawn: shares are then those of the population that was asked.
    fewest : int
        Words and groups are told from so many answers on.
    quote_from : int
        Groups of fewer answers are not quoted.

    Returns
    -------
    OpenAnswers
        Figures count answers, not words.

    Examples
    --------
    >>> said = pd.Series(["Il n'y a pas d'eau potable ici"] * 6 + ["L'école est trop loin"] * 5)
    >>> found = open_answers(said)
    >>> found.terms[["term", "answers"]].to_numpy().tolist()[0]
    ["pas d'eau potable", 6]
    >>> found.groups[["phrases", "answers"]].to_numpy().tolist()[1]
    [('école est trop loin',), 5]
    """
    filled = answers.dropna().astype(str)
    filled = filled[filled.str.strip().astype(bool)]
    told = answer_languages(filled)
    usual = _usual(told)
    languages = [usual if each in (UNSURE, OTHER) else each for each in told]
    calm = _each(filled, lambda text: masked(text, country=country, names=names))
    silent = _each(filled, lambda text: is_silent(text, country=country, names=names))
    weights = None if sample is None else sample.weights_of(filled.index)
    terms = frequent_terms(calm, languages, fewest=fewest, weights=weights)
    groups = similar_answers(calm, languages, fewest=fewest, weights=weights)
    group_of = pd.Series(0, index=filled.index)
    for number, group in enumerate(groups, 1):
        group_of.iloc[list(group.members)] = number
    texts = filled.tolist()
    quoted = [
        _quotes(group, texts, silent) if may_quote and group.answers >= quote_from else ()
        for group in groups
    ]
    return OpenAnswers(
        column="" if answers.name is None else str(answers.name),
        answers=len(filled),
        languages=_languages(told, weights),
        terms=_of_population(terms, filled.index, sample),
        groups=_of_population(_table(groups, quoted), filled.index, sample),
        group_of=group_of,
        flagged=len(silent) - sum(silent),
    )


def answer_insights(found: OpenAnswers) -> list[Insight]:
    """Return what to say of open answers: the word most use, the largest group.

    Parameters
    ----------
    found : OpenAnswers
        From :func:`open_answers`.

    Returns
    -------
    list of Insight
        None if there are few answers or none says what another says.
    """
    column, whole = Column(found.column), found.answers
    if whole < _MANY:
        return []
    if found.terms.empty:
        few = {"column": column, "count": Count(whole), "fewest": FEWEST}
        return [Insight("texts.nothing", (found.column,), few, whole, 0.0, Certainty.TOO_FEW)]
    made = []
    # A phrase says more than a word, even if fewer use it.
    weighed = found.terms["share"] * np.where(found.terms["words"] == 1, 0.3, 1.0)
    first = found.terms.iloc[int(weighed.to_numpy().argmax())]
    share = _share(first, whole)
    values = {"column": column, "term": str(first["term"]), "share": share}
    strength = 0.5 * share.value
    made.append(
        Insight(
            "texts.term",
            (found.column,),
            values,
            whole,
            strength,
            Certainty.FIRM,
            found.terms.rename(columns={"term": "label", "answers": "rows"}).head(_BARS),
            "bars",
        )
    )
    if len(found.groups):
        group = found.groups.iloc[0]
        share = _share(group, whole)
        named = {"column": column, "share": share, "phrases": tuple(group["phrases"])}
        strength = 0.4 * share.value
        made.append(Insight("texts.group", (found.column,), named, whole, strength, Certainty.WEAK))
    return made


def _usual(languages: pd.Series) -> str:
    """Return the language of most answers that tell one; words of short ones are read in it."""
    ours = languages[~languages.isin([UNSURE, OTHER])]
    return str(ours.value_counts(sort=False).sort_index().idxmax()) if len(ours) else OTHER


def _each(texts: pd.Series, look: Callable[[str], T]) -> list[T]:
    """Look at each different text once."""
    seen = {text: look(text) for text in texts.unique()}
    return [seen[text] for text in texts]


def _languages(languages: pd.Series, weights: Floats | None) -> pd.DataFrame:
    each = pd.Series(1.0 if weights is None else weights, index=languages.index)
    found = each.groupby(languages).agg(["size", "sum"]).sort_index()
    share = (found["sum"] / (float(each.sum()) or 1.0)).to_numpy()
    made = pd.DataFrame(
        {"language": found.index.astype(str), "answers": found["size"].to_numpy(), "share": share}
    )
    return made.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _of_population(table: pd.DataFrame, index: pd.Index, sample: Sample | None) -> pd.DataFrame:
    """Give shares of a sample their intervals; which answers they are of is not kept."""
    kept = table.drop(columns="members")
    if sample is None:
        return kept
    found = []
    for members in table["members"]:
        said = pd.Series(0.0, index=index)
        said.iloc[list(members)] = 1.0
        found.append(sample.mean(said, percent=True))
    return kept.assign(low=[each.low for each in found], high=[each.high for each in found])


def _share(row: pd.Series, whole: int) -> Share | Estimate:
    """Return the share of a term or a group, of a sample with its interval."""
    if "low" not in row.index:
        return Share(int(row["answers"]), whole)
    value, low, high = (float(row[key]) for key in ("share", "low", "high"))
    return Estimate(value, low, high, whole, percent=True)


def _quotes(group: AnswerGroup, texts: Sequence[str], silent: Sequence[bool]) -> tuple[str, ...]:
    chosen: list[str] = []
    for at in group.members[:_LOOKED_AT]:
        text = " ".join(texts[at].split())
        known = {quote.casefold() for quote in chosen}
        if silent[at] and _SHORTEST <= len(text) <= _LONGEST and text.casefold() not in known:
            chosen.append(text)
        if len(chosen) == _QUOTES:
            break
    return tuple(chosen)


def _table(groups: Sequence[AnswerGroup], quoted: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": range(1, len(groups) + 1),
            "phrases": [group.phrases for group in groups],
            "answers": [group.answers for group in groups],
            "share": [group.share for group in groups],
            "quotes": list(quoted),
            "members": [group.members for group in groups],
        }
    )
