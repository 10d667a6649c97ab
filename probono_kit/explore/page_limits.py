"""What the data cannot say, and how figures were made, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probono_kit.explore.insights import Certainty, Insight
from probono_kit.explore.report import FEWEST, Exploration, Words
from probono_kit.explore.roles import Role
from probono_kit.explore.wordings import percent_words
from probono_kit.findings import N_
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps.text import listed

_MANY_MISSING = 0.05
_MANY_NOWHERE = 0.05
_SHOWN = 4


def limits(found: Exploration, words: Words, given: Sequence[str]) -> list[str]:
    """Say what the data cannot say; `given` is what the brief knows of it."""
    return [
        *given,
        *_missing(found, words),
        *_too_few(found, words),
        *_areas(found, words.language),
        *_always(found, words.language),
    ]


def _missing(found: Exploration, words: Words) -> Iterator[str]:
    language = words.language
    gaps = [
        (each.missing / each.rows, each.name)
        for each in found.profile.columns.values()
        if each.rows
        and each.role not in (Role.CHOICES, Role.EMPTY)
        and not each.is_bookkeeping
        and not each.parent
        and not each.is_conditional
        and each.missing > _MANY_MISSING * each.rows
    ]
    worst = sorted(gaps, key=lambda gap: -gap[0])
    if worst:
        parts = [
            f"{words.name(name)} ({percent_words(share, language)})"
            for share, name in worst[:_SHOWN]
        ]
        text = ngettext(
            "Not filled everywhere: {columns}. Figures on it count only rows that are filled.",
            "Not filled everywhere: {columns}. Figures on them count only rows that are filled.",
            len(worst),
            language,
        )
        more = len(worst) - _SHOWN
        if more > 0:
            last = _("{columns} and {count} more", language)
            yield text.format(
                columns=last.format(columns=", ".join(parts), count=format_number(more, language))
            )
        else:
            yield text.format(columns=", ".join(parts))
    empty = [n for n, each in found.profile.columns.items() if each.role is Role.EMPTY]
    if empty:
        names = listed([words.name(name) for name in empty], language)
        yield _("Nothing is written in: {columns}.", language).format(columns=names)


#: Sentences on groups of records or areas, and that there are none.
_GROUPS = frozenset({"explore.cluster", "explore.area_group", "explore.area_group_among"})
_GROUPINGS = _GROUPS | {"explore.no_groups", "explore.no_area_groups"}


def _compares(one: Insight) -> bool:
    """Whether a finding is about two columns or more."""
    return one.code.startswith("explore.") and len(one.columns) > 1 and one.code not in _GROUPINGS


def _too_few(found: Exploration, words: Words) -> Iterator[str]:
    language = words.language
    if found.compared and not any(_compares(one) for one in found.relations):
        text = ngettext(
            "{count} comparison was made between columns: no difference beyond chance.",
            "{count} comparisons were made between columns: no difference beyond chance.",
            found.compared,
            language,
        )
        yield text.format(count=format_number(found.compared, language))
    few = [one for one in found.insights if one.certainty is Certainty.TOO_FEW]
    for one in few[:_SHOWN]:
        yield words.say(one)


def _areas(found: Exploration, language: str) -> Iterator[str]:
    nowhere = max((each.nowhere for each in found.figures), default=0)
    # An area may only seem empty where many records found none.
    if found.areas and found.empty_areas and nowhere <= _MANY_NOWHERE * found.profile.rows:
        text = ngettext(
            "{count} of {areas} areas has no record: {names}. That nothing was recorded there does"
            " not mean that there is nothing.",
            "{count} of {areas} areas have no record: {names}. That nothing was recorded there does"
            " not mean that there is nothing.",
            len(found.empty_areas),
            language,
        )
        yield text.format(
            count=format_number(len(found.empty_areas), language),
            areas=format_number(found.areas, language),
            names=listed(found.empty_areas, language),
        )
    if nowhere and found.maps:
        text = ngettext(
            "{count} record has no known area and is on no map.",
            "{count} records have no known area and are on no map.",
            nowhere,
            language,
        )
        yield text.format(count=format_number(nowhere, language))
    elif nowhere:
        text = ngettext(
            "{count} record has no known area: no map is drawn, and areas are not compared.",
            "{count} records have no known area: no map is drawn, and areas are not compared.",
            nowhere,
            language,
        )
        yield text.format(count=format_number(nowhere, language))


def _always(found: Exploration, language: str) -> Iterator[str]:
    if found.is_weighted:
        yield _(
            "Shares, means and medians stand for the population that the sample was drawn from, and"
            " for nobody else; numbers of records, of answers and of empty cells are those of the"
            " sample.",
            language,
        )
        yield _(
            "Rules that hold in most records were not looked for: a rule of the sample need not"
            " hold in the population.",
            language,
        )
    yield _(
        "Figures count what is in this table. Who was not reached, not asked or not written down"
        " is not in it.",
        language,
    )
    if found.relations:
        yield _("Two things that go together: neither need be the cause of the other.", language)
    yield _(
        "Groups of fewer than {count} records are not shown, so that nobody can be recognised.",
        language,
    ).format(count=format_number(FEWEST, language))


# ---- methods ----------------------------------------------------------------------------------

_METHODS = (
    (
        "spellings",
        N_(
            "Spellings that differ only by capitals, accents or spaces (Yes, YES) are counted"
            " together."
        ),
    ),
    (
        "amounts",
        N_(
            "The median is the middle value: half lie below, half above. It does not move when one"
            " record is very large."
        ),
    ),
    (
        "relations",
        N_(
            "“Solid” means that chance alone would hardly make such a difference, even with all the"
            " comparisons made here taken into account (false discovery rate of 5 %). “To be taken"
            " with care”: it may be chance, or the difference is small."
        ),
    ),
    (
        "groups",
        N_(
            "Groups of similar records or areas are told only if they stand apart more clearly than"
            " in 19 made-up tables of the same columns without groups; a record or area between two"
            " groups may be in either."
        ),
    ),
    (
        "weighted",
        N_(
            "Intervals say within which bounds the figure of the whole population lies, in 95 of"
            " 100 such samples; they follow the weights, strata and clusters of the sample."
        ),
    ),
    (
        "shares",
        N_(
            "Shares of areas with few records are drawn towards the share of all, so that chance"
            " does not make the map (empirical Bayes). The counts beside them are as they are."
        ),
    ),
    (
        "spots",
        N_(
            "“High, like its neighbours”: the values of an area and of those that touch it are"
            " higher together than in 9,999 maps with the same values mixed at random (Getis-Ord"
            " Gi*, false discovery rate of 5 %)."
        ),
    ),
    (
        "distances",
        N_("Distances are as the crow flies, on the ellipsoid: roads and rivers make them longer."),
    ),
    (
        "answers",
        N_(
            "Answers were read by a program: words without their endings and without small words,"
            " similar answers put together by the words they share. A person should read some."
        ),
    ),
)


def methods(found: Exploration, language: str) -> list[str]:
    """Say in plain words how figures were made; only of those that are on the page."""
    used = {
        "spellings": found.is_respelt,
        "amounts": bool(found.profile.named(Role.AMOUNT, Role.SHARE)),
        "relations": bool(found.relations),
        "groups": any(one.code in _GROUPS for one in found.insights),
        "weighted": found.is_weighted,
        "shares": any(each.kind == "share" and not each.is_partial for each in found.figures),
        "spots": found.spots is not None and bool(found.spots.insights),
        "distances": found.coverage is not None,
        "answers": bool(found.answers),
    }
    told = [_(text, language) for key, text in _METHODS if used[key]]
    if found.compared:
        text = _(
            "{count} comparisons were made; each row counts as independent of the others, which is"
            " not so where one organisation or family has many rows.",
            language,
        )
        told.append(text.format(count=format_number(found.compared, language)))
    return told
