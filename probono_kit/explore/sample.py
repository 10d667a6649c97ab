"""How a sample was drawn, and what it tells of the population: estimates with their intervals.

Ratio estimators with variance by linearisation, clusters as drawn with replacement within strata
unless the size of the population is known (W. Cochran 1977, "Sampling Techniques"; K. Wolter 2007,
"Introduction to Variance Estimation").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.explore.insights import Estimate
from probono_kit.explore.sample_intervals import mean_ends, share_ends, size_of_share, wald
from probono_kit.explore.sample_reading import (
    MOST_NAMES,
    Places,
    places_in,
    population_of,
    tell_shared,
    weights_of,
)
from probono_kit.explore.sample_variance import design_covariance
from probono_kit.findings import Findings

#: Fewer sampled clusters (or rows) give no interval that can be trusted.
FEWEST_CLUSTERS = 20


class Domains(NamedTuple):
    """Means of groups of a sample, and how sure they are together.

    Parameters
    ----------
    estimates : mapping of str to Estimate
        By group.
    p : float
        How likely such differences are where all groups of the population are alike; Wald test
        with the degrees of freedom of the design (D. Thomas and J. Rao 1987).
    """

    estimates: Mapping[str, Estimate]
    p: float


@dataclass(frozen=True, eq=False)
class Sample:
    """The design of a sample, row by row of its table.

    Parameters
    ----------
    weights : numpy.ndarray
        How many each row stands for.
    strata, clusters : numpy.ndarray of int
        Place of the stratum and of the cluster of each row; clusters are counted within strata.
    population : numpy.ndarray or None
        Clusters (or rows, without clusters) that the stratum of each row has in all.
    index : pandas.Index
        Of the table.
    findings : Findings
        What a person should know of the design.
    """

    weights: Floats
    strata: Places
    clusters: Places
    population: Floats | None
    index: pd.Index
    findings: Findings

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        *,
        weights: str = "",
        strata: str = "",
        clusters: str = "",
        population: str = "",
        where: str = "",
    ) -> Sample:
        """Read the design from columns of the table.

        Parameters
        ----------
        frame : pandas.DataFrame
            The sample, a row per unit.
        weights, strata, clusters, population : str
            Names of columns; empty for none.
        where : str
            For the findings.

        Returns
        -------
        Sample
            Checked; ``findings`` tell strata of a single cluster, and clusters in several strata.

        Raises
        ------
        ProbonoError
            For weights that are none, empty strata or clusters, impossible populations; all at
            once.

        Examples
        --------
        >>> rows = pd.DataFrame({"w": [2, 2, 1], "s": ["n", "n", "s"], "y": [1, 0, 1]})
        >>> sample = Sample.of(rows, weights="w", strata="s")
        >>> [found.code for found in sample.findings], round(sample.mean(rows["y"]).value, 2)
        (['explore.one_cluster'], 0.6)
        """
        findings = Findings()
        w = np.ones(len(frame))
        if weights:
            w = weights_of(frame[weights], where, findings)
        level, names = places_in(frame, strata, where, findings)
        one = np.arange(len(frame))
        if clusters:
            one, units = places_in(frame, clusters, where, findings)
            tell_shared(one, units, level, where, findings)
        findings.raise_errors()
        # The same name in two strata is two clusters.
        of_cluster = pd.factorize(pd.MultiIndex.from_arrays([level, one]))[0]
        sizes = pd.Series(of_cluster).groupby(level).nunique()
        total = None
        if population:
            total = population_of(frame[population], level, names, sizes, where, findings)
        findings.raise_errors()
        single = [str(names[at]) for at in sizes.index[sizes == 1]] if strata else []
        if single:
            findings.add("explore.one_cluster", where, strata=tuple(single[:MOST_NAMES]))
        return cls(w, level, np.asarray(of_cluster), total, frame.index, findings)

    def part(self, index: pd.Index) -> Floats:
        """Return weights of the rows of `index`, 0 for all others: a part of the population."""
        return np.where(self.index.isin(index), self.weights, 0.0)

    def weights_of(self, index: pd.Index) -> Floats:
        """Return the weights of the rows of `index`, in its order."""
        own = pd.Series(self.weights, index=self.index).reindex(index)
        return np.asarray(own, dtype=np.float64)

    def mean(self, values: pd.Series, *, percent: bool | None = None) -> Estimate:
        """Estimate the mean of the population, or a share of it.

        Parameters
        ----------
        values : pandas.Series
            Numbers, the index of the table; 0 and 1 for a share. Missing ones are a part of the
            population that is not asked about.
        percent : bool, optional
            Whether it is a share (default: whether all values are 0 or 1).

        Returns
        -------
        Estimate
            With a 95 % interval, t with clusters less strata degrees of freedom; for shares that
            of C. Clopper and E. Pearson (1934) at the effective size (E. Korn and B. Graubard
            1998), which holds for rare answers too.
        """
        y, w = self._known(values)
        total = w.sum()
        mean = float((w * y).sum() / total) if total else float("nan")
        rows = int((w > 0).sum())
        if percent is None:
            percent = bool(np.isin(y[w > 0], (0.0, 1.0)).all())
        variance = float(self._covariance((w * (y - mean) / total if total else w)[:, None])[0, 0])
        return self._interval(mean, variance, rows, self.effective(w), percent=percent)

    def quantiles(self, values: pd.Series, shares: tuple[float, ...]) -> tuple[float, ...]:
        """Return the values below which these shares of the population lie.

        Parameters
        ----------
        values : pandas.Series
            Numbers, the index of the table.
        shares : tuple of float
            Such as ``(0.5,)`` for the median.

        Returns
        -------
        tuple of float
            Midway between two values where a share falls exactly between them.

        Examples
        --------
        >>> rows = pd.DataFrame({"w": [1, 1, 4], "y": [1.0, 2.0, 9.0]})
        >>> Sample.of(rows, weights="w").quantiles(rows["y"], (0.5,))
        (9.0,)
        """
        y, w = self._known(values)
        order = np.argsort(y[w > 0], kind="stable")
        y, w = y[w > 0][order], w[w > 0][order]
        if not len(y):
            return tuple(float("nan") for _ in shares)
        up_to = np.cumsum(w) / w.sum()
        found = []
        for share in shares:
            at = min(int(np.searchsorted(up_to, share - 1e-12)), len(y) - 1)
            exact = abs(up_to[at] - share) < 1e-12 and at + 1 < len(y)
            found.append(float((y[at] + y[at + 1]) / 2 if exact else y[at]))
        return tuple(found)

    def groups(
        self, values: pd.Series, labels: pd.Series, *, percent: bool | None = None
    ) -> Domains:
        """Estimate the mean of each group of the population, and test whether all are alike.

        Parameters
        ----------
        values : pandas.Series
            Numbers, the index of the table.
        labels : pandas.Series
            The group of each row, the same index; missing ones belong to none.
        percent : bool, optional
            As in :meth:`mean`.

        Returns
        -------
        Domains
            In the order of the labels.
        """
        y, w = self._known(values)
        texts = labels.reindex(self.index)
        names = sorted(map(str, texts[values.reindex(self.index).notna()].dropna().unique()))
        scores = np.zeros((len(y), len(names)))
        means, rows, sizes = [], [], []
        for at, name in enumerate(names):
            inside = (texts.astype("str") == name).to_numpy() & texts.notna().to_numpy()
            own = np.where(inside, w, 0.0)
            total = own.sum()
            means.append(float((own * y).sum() / total) if total else float("nan"))
            scores[:, at] = own * (y - means[-1]) / total if total else 0.0
            rows.append(int((inside & (w > 0)).sum()))
            sizes.append(self.effective(own))
        matrix = self._covariance(scores)
        if percent is None:
            percent = bool(np.isin(y[w > 0], (0.0, 1.0)).all())
        told = {
            name: self._interval(
                means[at], float(matrix[at, at]), rows[at], sizes[at], percent=percent
            )
            for at, name in enumerate(names)
        }
        return Domains(told, wald(np.array(means), matrix, self.freedom))

    @property
    def freedom(self) -> int:
        """Degrees of freedom: clusters less strata."""
        sampled = pd.Series(self.clusters).groupby(self.strata).nunique()
        return int((sampled - 1).sum())

    @cached_property
    def sampled(self) -> int:
        """Clusters, or rows without clusters."""
        return len(np.unique(self.clusters))

    def effective(self, weights: Floats) -> float:
        """Return how many records of equal weight would say as much (L. Kish 1965).

        Examples
        --------
        >>> rows = pd.DataFrame({"w": [3.0, 1.0, 1.0, 1.0]})
        >>> sample = Sample.of(rows, weights="w")
        >>> sample.effective(sample.weights)
        3.0
        """
        squares = float((weights**2).sum())
        return float(weights.sum() ** 2 / squares) if squares else 0.0

    def _known(self, values: pd.Series) -> tuple[Floats, Floats]:
        series = values.reindex(self.index)
        y = np.asarray(series.astype("float64").fillna(0.0), dtype=np.float64)
        known = np.asarray(series.notna(), dtype=bool)
        return y, np.asarray(np.where(known, self.weights, 0.0), dtype=np.float64)

    def _covariance(self, scores: Floats) -> Floats:
        """Return the covariance of sums of scores, a column each."""
        return design_covariance(scores, self.clusters, self.strata, self.population)

    def _interval(
        self, mean: float, variance: float, rows: int, effective: float, *, percent: bool
    ) -> Estimate:
        freedom = self.freedom
        if freedom < 1 or not np.isfinite(mean):
            return Estimate(mean, mean, mean, rows, percent)
        if not percent:
            return Estimate(mean, *mean_ends(mean, variance, freedom), rows, percent)
        if self._is_whole:
            return Estimate(mean, mean, mean, rows, percent)
        # Hardly any spread seen of a rare answer is no reason to be so sure.
        most = float(rows) if self.population is None else np.inf
        if 0 < mean < 1:
            effective = min(most, size_of_share(mean, variance, rows, freedom))
        return Estimate(mean, *share_ends(mean, effective), rows, percent)

    @property
    def _is_whole(self) -> bool:
        """Whether every unit of the population is in the sample."""
        if self.population is None:
            return False
        sampled = pd.Series(self.clusters).groupby(self.strata).nunique()
        whole = pd.Series(self.population).groupby(self.strata).first()
        return bool((sampled >= whole).all())
