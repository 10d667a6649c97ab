"""What goes on the page about an exploration: only columns that may leave, no small groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from probono_kit.explore.area_groups import AreaGroups
from probono_kit.explore.distances import Coverage
from probono_kit.explore.insights import Insight, Share
from probono_kit.explore.profile import Profile
from probono_kit.explore.ranking import pick, rank
from probono_kit.explore.space import AreaFigures
from probono_kit.explore.spots import Spots
from probono_kit.explore.texts import OpenAnswers, answer_insights
from probono_kit.explore.wordings import column_label
from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.maps import MapModel

#: Groups of fewer records are not shown.
FEWEST = 5
#: Findings at the top of the page.
MOST_FINDINGS = 5

#: Columns that exploring adds: they leave with the column that places were found by.
AREA_COLUMNS = frozenset({"area_name", "area_code"})
#: Sentences about what the table lacks.
_LIMITS = frozenset({"explore.missing", "explore.gap", "explore.partial"})
#: Not a column of anybody: distances between two tables.
_DERIVED = frozenset({"distance_km"})


#: What exploring adds, as readers call it.
_CALLED = {"area_name": N_("Area"), "distance_km": N_("Kilometres")}


@dataclass(frozen=True, slots=True)
class Words:
    """How a reader is spoken to.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    unit : str
        What a row of the table is, in the plural; empty for rows.
    labels : mapping of str to str
        What columns are called; others by their name.
    """

    language: str
    unit: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def say(self, one: Insight) -> str:
        """Return a finding as a sentence."""
        return one.text(self.language, labels=self.labels, unit=self.unit)

    def name(self, column: str) -> str:
        """Return what a column is called."""
        if column in _CALLED:
            return gettext(_CALLED[column], self.language)
        return self.labels.get(column) or column_label(column)


@dataclass(frozen=True)
class Exploration:
    """All that was found in a table.

    Parameters
    ----------
    profile : Profile
        Column by column.
    relations : list of Insight
        Between columns.
    answers : list of OpenAnswers
        Open answers.
    figures : list of AreaFigures
        By area.
    spots : Spots, optional
        Hot and cold ones.
    alike : AreaGroups, optional
        Groups of areas whose records are alike.
    coverage : Coverage, optional
        Distances to another table.
    maps : list of MapModel
        In the order in which they are shown.
    areas : int
        Areas of the boundary layer; 0 without one.
    empty_areas : tuple of str
        Names of those without any record.
    compared : int
        How many comparisons were made between columns.
    is_weighted : bool
        Whether figures are weighted.
    is_respelt : bool
        Whether spellings were counted together.
    """

    profile: Profile
    relations: list[Insight] = field(default_factory=list)
    answers: list[OpenAnswers] = field(default_factory=list)
    figures: list[AreaFigures] = field(default_factory=list)
    spots: Spots | None = None
    alike: AreaGroups | None = None
    coverage: Coverage | None = None
    maps: list[MapModel] = field(default_factory=list)
    areas: int = 0
    empty_areas: tuple[str, ...] = ()
    compared: int = 0
    is_weighted: bool = False
    is_respelt: bool = False

    @property
    def insights(self) -> list[Insight]:
        """Everything that there is to say."""
        found = [*self.profile.insights, *self.relations]
        for figures in self.figures:
            found += figures.insights
        if self.spots is not None:
            found += self.spots.insights
        if self.alike is not None:
            found += self.alike.insights
        if self.coverage is not None:
            found += self.coverage.insights
        return [*found, *(one for each in self.answers for one in answer_insights(each))]

    def shared(self, allowed: Sequence[str]) -> Exploration:
        """Return what is about columns that may leave, and nothing else.

        Parameters
        ----------
        allowed : sequence of str
            Columns that the brief names, and :data:`AREA_COLUMNS` where places may leave.

        Returns
        -------
        Exploration
            A cut copy.
        """
        may = {*allowed, *_DERIVED}
        columns = {
            name: each
            for name, each in self.profile.columns.items()
            if name in may and (not each.parent or each.parent in may)
        }
        profile = Profile(
            self.profile.rows,
            columns,
            self.profile.findings,
            self.profile.date if self.profile.date in may else "",
        )
        placed = may >= AREA_COLUMNS
        return Exploration(
            profile=profile,
            relations=[one for one in self.relations if {*one.columns} <= may],
            answers=[each for each in self.answers if each.column in may],
            figures=[each for each in self.figures if placed and each.column in {"", *may}],
            spots=self.spots if placed else None,
            alike=self.alike if placed and self.alike and {*self.alike.columns} <= may else None,
            coverage=self.coverage if placed else _without_areas(self.coverage),
            maps=self.maps if placed else [],
            areas=self.areas if placed else 0,
            empty_areas=self.empty_areas if placed else (),
            compared=self.compared,
            is_weighted=self.is_weighted,
            is_respelt=self.is_respelt,
        )

    def top(self, outcome: str, most: int = MOST_FINDINGS) -> list[Insight]:
        """Return the findings for the top of the page.

        Parameters
        ----------
        outcome : str
            The column that the question is about; empty for none.
        most : int
            How many at most.

        Returns
        -------
        list of Insight
            What matters most first.
        """
        return pick(self._told(), most, outcome=outcome, rows=self.profile.rows)

    def _told(self) -> list[Insight]:
        """Return what is a finding; what is missing is told among the limits."""
        return [one for one in self.insights if one.code not in _LIMITS and not is_of_few(one)]

    def ranked(self, outcome: str) -> list[Insight]:
        """Return every finding, what matters most first.

        Parameters
        ----------
        outcome : str
            As in :meth:`top`.

        Returns
        -------
        list of Insight
            All of them.
        """
        return rank(self._told(), outcome=outcome, rows=self.profile.rows)


def _without_areas(found: Coverage | None) -> Coverage | None:
    """Return distances without the names of areas, where places may not leave."""
    if found is None:
        return None
    told = [one for one in found.insights if not AREA_COLUMNS & {*one.columns}]
    return replace(found, by_area=found.by_area.iloc[:0], insights=told)


def is_of_few(insight: Insight, fewest: int = FEWEST) -> bool:
    """Tell whether a sentence on values of a column speaks of fewer records than may be shown."""
    shares = (value for value in insight.values.values() if isinstance(value, Share))
    return insight.code.startswith("explore.") and any(0 < each.part < fewest for each in shares)
