"""Sizes of samples for the estimate of a share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from probono_kit.findings import Findings


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many interviews are needed.

    Parameters
    ----------
    exact : float
        Result of the formula, not rounded.
    size : int
        Interviews to complete: rounded up, at most the population.
    contacts : int
        Households or persons to visit, so that `size` is reached though some do not answer.
    design_effect : float
        By how much the variance is larger than in a simple random sample.
    clusters : int
        Clusters to visit; 0 where there are none.
    """

    exact: float
    size: int
    contacts: int
    design_effect: float = 1.0
    clusters: int = 0


#: Between what the settings of a sample have to lie.
_LIMITS: dict[str, tuple[float, float]] = {
    "population": (1, 1e10),
    "size": (1, 1e10),
    "count": (1, 1e6),
    "share": (0.001, 0.999),
    "margin": (0.001, 0.5),
    "confidence": (0.5, 0.999),
    "effect": (0.1, 1000),
    "nonresponse": (0, 0.99),
    "per_cluster": (1, 1e6),
    "icc": (0, 1),
}


def check_numbers(**given: float | None) -> None:
    """Raise a finding for each setting that is outside of what is possible."""
    findings = Findings()
    for name, value in given.items():
        low, high = _LIMITS[name]
        if value is not None and not low <= value <= high:
            findings.add("sample.number", name, value=value, low=low, high=high)
    findings.raise_errors()


def rounded_up(exact: float) -> int:
    """Return the next whole number; what lies above one by a rounding error counts as it."""
    return math.ceil(round(exact, 9))


def _score(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)


def sample_size(
    population: int | None = None,
    *,
    share: float = 0.5,
    margin: float = 0.05,
    confidence: float = 0.95,
    effect: float = 1.0,
    nonresponse: float = 0.0,
) -> SampleSize:
    """Return how many to ask in order to estimate a share.

    Parameters
    ----------
    population : int, optional
        Households or persons in all; without it as if there were infinitely many.
    share : float
        What is expected, from 0 to 1; 0.5 needs the most.
    margin : float
        Half the width of the interval of confidence: 0.05 for ±5 percentage points.
    confidence : float
        Such as 0.95.
    effect : float
        Design effect, 1 for a simple random sample; see :func:`design_effect`.
    nonresponse : float
        Share of those visited who will not answer, from 0 to below 1.

    Returns
    -------
    SampleSize
        Interviews to complete, and visits to plan.

    Raises
    ------
    ProbonoError
        If a value is outside of what is possible.

    Notes
    -----
    ``n0 = z² p (1 - p) / e²``, with the finite population correction
    ``n = n0 / (1 + (n0 - 1) / N)``, times the design effect; visits are ``n / (1 - nonresponse)``.

    References
    ----------
    Cochran, W. G. (1977), Sampling Techniques, 3rd ed., section 4.4, equations 4.1 and 4.2.
    Krejcie, R. V., and Morgan, D. W. (1970), Determining Sample Size for Research Activities,
    Educational and Psychological Measurement 30, 607-610, whose table it gives. Kish, L. (1965),
    Survey Sampling, section 8.2, for the design effect.

    Examples
    --------
    >>> sample_size(1000).size
    278
    >>> asked = sample_size(12_000, effect=1.5, nonresponse=0.1)
    >>> asked.size, asked.contacts
    (559, 622)
    """
    check_numbers(population=population, share=share, margin=margin, confidence=confidence)
    check_numbers(effect=effect, nonresponse=nonresponse)
    exact = _score(confidence) ** 2 * share * (1 - share) / margin**2
    if population is not None:
        exact /= 1 + (exact - 1) / population
    exact *= effect
    size = rounded_up(exact if population is None else min(exact, population))
    contacts = rounded_up(size / (1 - nonresponse))
    if population is not None:
        contacts = min(contacts, population)
    return SampleSize(exact, size, contacts, effect)


def design_effect(per_cluster: float, icc: float) -> float:
    """Return by how much asking in clusters widens the variance.

    Parameters
    ----------
    per_cluster : float
        Interviews in each cluster.
    icc : float
        Intra-cluster correlation: how alike neighbours are, 0 for not at all, 1 for the same.

    Returns
    -------
    float
        ``1 + (m - 1) icc``.

    Raises
    ------
    ProbonoError
        If a value is outside of what is possible.

    References
    ----------
    Kish, L. (1965), Survey Sampling, section 5.4.

    Examples
    --------
    >>> design_effect(10, 0.05)
    1.45
    """
    check_numbers(per_cluster=per_cluster, icc=icc)
    return 1 + (per_cluster - 1) * icc


def cluster_sample(
    population: int | None = None,
    *,
    per_cluster: int = 10,
    icc: float | None = None,
    effect: float | None = None,
    share: float = 0.5,
    margin: float = 0.05,
    confidence: float = 0.95,
    nonresponse: float = 0.0,
) -> SampleSize:
    """Return how many clusters to visit, and how many to ask in all.

    Parameters
    ----------
    population : int, optional
        Households or persons in all; without it as if there were infinitely many.
    per_cluster : int
        Interviews to complete in each cluster.
    icc : float, optional
        Intra-cluster correlation, from which the design effect follows; default 0.05.
    effect : float, optional
        The design effect itself, such as 1.5; instead of `icc`.
    share : float
        What is expected, from 0 to 1.
    margin : float
        Half the width of the interval of confidence.
    confidence : float
        Such as 0.95.
    nonresponse : float
        Share of those visited who will not answer.

    Returns
    -------
    SampleSize
        Its size is that of all clusters together, each with `per_cluster` interviews; visits
        include the reserve of each cluster.

    Raises
    ------
    ProbonoError
        If a value is outside of what is possible.

    References
    ----------
    Kish, L. (1965), Survey Sampling, section 5.4. World Health Organization (2018), Vaccination
    Coverage Cluster Surveys: Reference Manual, annex B.

    Examples
    --------
    >>> plan = cluster_sample(margin=0.1, per_cluster=7, icc=1 / 6)
    >>> plan.design_effect, plan.clusters, plan.size
    (2.0, 28, 196)
    """
    check_numbers(per_cluster=per_cluster, nonresponse=nonresponse)
    if effect is None:
        effect = round(design_effect(per_cluster, 0.05 if icc is None else icc), 12)
    asked = sample_size(
        population, share=share, margin=margin, confidence=confidence, effect=effect,
        nonresponse=nonresponse,
    )  # fmt: skip
    clusters = rounded_up(asked.size / per_cluster)
    visits = rounded_up(per_cluster / (1 - nonresponse))
    return SampleSize(asked.exact, clusters * per_cluster, clusters * visits, effect, clusters)


def margin_of_error(
    size: int,
    population: int | None = None,
    *,
    share: float = 0.5,
    confidence: float = 0.95,
    effect: float = 1.0,
) -> float:
    """Return half the width of the interval of confidence of a share.

    Parameters
    ----------
    size : int
        Interviews completed.
    population : int, optional
        Households or persons in all; without it as if there were infinitely many.
    share : float
        What was found or is expected, from 0 to 1.
    confidence : float
        Such as 0.95.
    effect : float
        Design effect.

    Returns
    -------
    float
        0.05 for ±5 percentage points.

    Raises
    ------
    ProbonoError
        If a value is outside of what is possible.

    References
    ----------
    Cochran, W. G. (1977), Sampling Techniques, 3rd ed., section 3.6, equation 3.8, with ``S²``
    of the population.

    Examples
    --------
    >>> round(margin_of_error(278, 1000), 3)
    0.05
    """
    check_numbers(size=size, population=population, share=share)
    check_numbers(confidence=confidence, effect=effect)
    variance = share * (1 - share) * effect / size
    if population is not None and population > 1:
        variance *= max(0.0, (population - size / effect) / (population - 1))
    return _score(confidence) * math.sqrt(variance)
