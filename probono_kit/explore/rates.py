"""Rates of small populations, drawn towards the rate of all as far as chance moves them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.findings import Findings

#: Columns of what :func:`smoothed_rates` returns.
RATE_COLUMNS = ("events", "population", "raw", "smoothed", "own_weight")

#: A smoothed rate that lies so much (of all populations' rate) from its raw one is worth saying.
_FAR = 0.25


def smoothed_rates(
    events: pd.Series, population: pd.Series, *, shares: bool = False, where: str = ""
) -> tuple[pd.DataFrame, Findings]:
    """Smooth rates: the smaller a population, the more its rate follows that of all.

    One case among ten people is no rate of 10 %. The rate of each area becomes the mean of its own
    rate and that of all areas, weighted by how much its own can be believed.

    Parameters
    ----------
    events : pandas.Series
        Cases per area.
    population : pandas.Series
        Of how many, same index.
    shares : bool
        Whether rates are shares that may be large, such as a half: chance then moves them as it
        moves draws (binomial), less than it moves rare events (Poisson).
    where : str
        File or column, for the findings.

    Returns
    -------
    rates : pandas.DataFrame
        Same index; columns :data:`RATE_COLUMNS`: ``raw`` (events by population), ``smoothed``,
        ``own_weight`` (0: the rate of all; 1: its own). Missing where events or population are,
        and where the population is 0.
    findings : Findings
        Areas with more events than population, or negative ones, which have no rate.

    Notes
    -----
    Empirical Bayes by the method of moments (R. Marshall 1991, Mapping disease and mortality rates
    using empirical Bayes estimators, J. R. Stat. Soc. C 40), for shares with the variance of
    draws. Where rates differ by no more than chance, each is that of all.

    Examples
    --------
    >>> rates, _ = smoothed_rates(pd.Series([30, 500, 900, 1]), pd.Series([1000, 5000, 10000, 2]))
    >>> rates[["raw", "smoothed"]].round(3).to_numpy().tolist()
    [[0.03, 0.045], [0.1, 0.099], [0.09, 0.09], [0.5, 0.092]]
    """
    findings = Findings()
    frame = pd.DataFrame(
        {
            "events": pd.to_numeric(events).astype("float64"),
            "population": pd.to_numeric(population).astype("float64"),
        }
    )
    e, n = frame["events"].to_numpy(), frame["population"].to_numpy()
    wrong = (e < 0) | (n < 0) | (e > n)
    if wrong.any():
        listed = tuple(str(name) for name in frame.index[wrong][:8])
        findings.add("space.more_than_all", where, areas=listed, count=int(wrong.sum()))
    good = np.isfinite(e) & np.isfinite(n) & (n > 0) & ~wrong
    raw, smoothed, weight = (np.full(len(frame), np.nan) for _ in range(3))
    raw[good] = e[good] / n[good]
    if good.any():
        smoothed[good], weight[good] = _marshall(e[good], n[good], shares=shares)
    return frame.assign(raw=raw, smoothed=smoothed, own_weight=weight), findings


def _marshall(events: Floats, population: Floats, *, shares: bool) -> tuple[Floats, Floats]:
    rates = events / population
    overall = events.sum() / population.sum()
    spread = float((population * (rates - overall) ** 2).sum() / population.sum())
    chance = overall * (1 - overall) if shares else overall
    between = max(0.0, spread - chance / population.mean())
    if between == 0.0:
        return np.full(len(rates), overall), np.zeros(len(rates))
    weight = between / (between + chance / population)
    return weight * rates + (1 - weight) * overall, weight


def moved_most(rates: pd.DataFrame) -> pd.DataFrame:
    """Return the areas whose rate smoothing moves far, the furthest first.

    Parameters
    ----------
    rates : pandas.DataFrame
        From :func:`smoothed_rates`.

    Returns
    -------
    pandas.DataFrame
        Its rows whose raw rate differs by more than a quarter of the rate of all.
    """
    overall = rates["events"].sum() / max(1.0, float(rates["population"].sum()))
    apart = (rates["raw"] - rates["smoothed"]).abs()
    order = apart[apart > _FAR * overall].sort_values(ascending=False, kind="stable").index
    return rates.loc[order]
