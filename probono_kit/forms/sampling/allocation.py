"""A sample shared out among strata."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.sampling.sizes import (
    check_numbers,
    margin_of_error,
    rounded_up,
    sample_size,
)

Allocation = Literal["proportional", "equal", "neyman", "each"]


def stratified_sample(
    strata: pd.DataFrame,
    *,
    population: str = "population",
    allocation: Allocation = "proportional",
    size: int | None = None,
    deviation: str = "deviation",
    share: float = 0.5,
    margin: float = 0.05,
    confidence: float = 0.95,
    effect: float = 1.0,
    nonresponse: float = 0.0,
    least: int = 1,
) -> pd.DataFrame:
    """Share a sample out among strata.

    Parameters
    ----------
    strata : pandas.DataFrame
        One row per stratum.
    population : str
        Column with the households or persons of each.
    allocation : str
        ``"proportional"`` to the population; ``"equal"`` numbers; ``"neyman"``: in proportion to
        population and deviation, which gives the best estimate for all strata together;
        ``"each"``: in each stratum as many as its own estimate needs.
    size : int, optional
        Interviews in all; default: what :func:`sample_size` says of all together.
    deviation : str
        Column with the standard deviation in each stratum, for ``"neyman"``.
    share : float
        What is expected, from 0 to 1.
    margin : float
        Half the width of the interval of confidence, of all strata together or of each.
    confidence : float
        Such as 0.95.
    effect : float
        Design effect.
    nonresponse : float
        Share of those visited who will not answer.
    least : int
        Interviews in each stratum at least.

    Returns
    -------
    pandas.DataFrame
        `strata` with ``size``, ``contacts``, ``weight`` (how many each interview stands for) and
        ``margin`` (of an estimate for the stratum alone).

    Raises
    ------
    ProbonoError
        If a column is missing, a population is not positive, or the sample is larger than it.

    References
    ----------
    Cochran, W. G. (1977), Sampling Techniques, 3rd ed., sections 5.5 (equation 5.26) and 5.9.
    Neyman, J. (1934), On the Two Different Aspects of the Representative Method, Journal of the
    Royal Statistical Society 97, 558-625. Fractions are rounded by largest remainders, so that the
    sizes add up.

    Examples
    --------
    >>> import pandas as pd
    >>> strata = pd.DataFrame({"zone": ["A", "B"], "population": [3000, 1000]})
    >>> stratified_sample(strata, size=200)["size"].tolist()
    [150, 50]
    """
    people = positive(strata, population)
    total = float(people.sum())
    fits = partial(sample_size, share=share, margin=margin, confidence=confidence, effect=effect)
    whole = fits(int(total), nonresponse=nonresponse)
    if allocation == "each":
        sizes = np.array([fits(int(n)).size for n in people])
    else:
        wished = whole.size if size is None else size
        check_numbers(size=wished)
        shares = people * positive(strata, deviation) if allocation == "neyman" else people
        shares = np.ones(len(people)) if allocation == "equal" else shares
        sizes = shared_out(wished, shares, people, least)
    made = strata.copy()
    made["size"] = sizes.astype(int)
    contacts = [min(rounded_up(n / (1 - nonresponse)), math.floor(most))
                for n, most in zip(sizes, people, strict=True)]  # fmt: skip
    made["contacts"] = contacts
    made["weight"] = people / sizes
    made["margin"] = [
        margin_of_error(int(n), int(most), share=share, confidence=confidence, effect=effect)
        for n, most in zip(sizes, people, strict=True)
    ]
    return made


def positive(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column of numbers above 0; a finding for each that is none."""
    findings = Findings()
    if column not in frame:
        columns = tuple(map(str, frame.columns)) or ("—",)
        findings.add("sample.column", column, value=column, columns=columns)
        findings.raise_errors()
    numbers = pd.to_numeric(frame[column], errors="coerce").astype(float)
    for place in np.flatnonzero(~(numbers > 0) | np.isinf(numbers))[:20]:
        text = str(frame[column].iloc[place])
        findings.add("sample.not_positive", f"{column} › {place + 1}", value=text)
    if frame.empty:
        findings.add("sample.empty", column)
    findings.raise_errors()
    return numbers.to_numpy()


def shared_out(
    size: int, shares: Sequence[float] | np.ndarray, most: np.ndarray, least: int = 1
) -> np.ndarray:
    """Return whole numbers in proportion to `shares` that add up to `size`.

    None is above `most` or below `least`, where that is possible; what is cut off goes to the
    others.
    """
    shares, ceiling = np.asarray(shares, float), np.floor(most)
    sizes = np.minimum(np.full(len(shares), float(least)), ceiling)
    low = sizes.copy()
    fixed = np.zeros(len(shares), bool)
    size = min(size, int(ceiling.sum()))
    ideal = sizes
    while not fixed.all():
        rest = size - sizes[fixed].sum()
        ideal = rest * shares / shares[~fixed].sum()
        over, under = ~fixed & (ideal > ceiling), ~fixed & (ideal < low)
        if not over.any() and not under.any():
            sizes[~fixed] = np.floor(ideal[~fixed] + 1e-9)
            break
        out = over if over.any() else under
        sizes[out] = np.where(over, ceiling, low)[out]
        fixed |= out
    missing = int(size - sizes.sum())
    if missing > 0:
        left = np.where(fixed, -1.0, (ideal - sizes).round(9))
        order = [
            place for place in np.argsort(-left, kind="stable") if sizes[place] < ceiling[place]
        ]
        sizes[order[:missing]] += 1
    whole: np.ndarray = sizes.astype(int)
    return whole
