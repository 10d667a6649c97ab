"""Amounts of money: the currency that a column writes beside its numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np

from probono_kit.tables.cells import CellKind
from probono_kit.tables.distinct import Column

_SIGNS = r"US\s?\$|\$\s?US|A\$|C\$|[$€£¥₦₵₣₱₴₹₺₽₲₡]"
_WORDS = (
    r"F\s?\.?\s?CFA|FCFA|CFA|XOF|XAF|EUR|euros?|USD|dollars?|dollars? US|GBP|CHF|CDF|FC|GNF|MGA|Ar"
    r"|HTG|gourdes?|COP|VES|Bs|PEN|GTQ|HNL|BIF|FBu|RWF|FRw|KES|KSh|UGX|USh|TZS|TSh|ETB|birrs?|SDG"
    r"|SSP|SOS|YER|LBP|LL|SYP|IQD|JOD|TND|DT|MAD|DH|dirhams?|DZD|DA|MRU|MRO|NGN|naira|GHS|SLL|SLE"
    r"|LRD|GMD|MWK|MK|MZN|MT|ZAR|ZWL|PKR|Rs\.?|INR|AFN|NPR|BDT|MMK|PHP|UAH|TRY|francs?|pesos?"
    r"|د\.?\s?ج|د\.?\s?م|د\.?\s?ت|د\.?\s?ع|ل\.?\s?س|ل\.?\s?ل|ر\.?\s?ي|دينار|دولار|ريال|ليرة|جنيه|يورو|درهم"
)
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGNS}|(?:{_WORDS})(?=[\s\d(+\-−]))?\s*(?P<number>[(+\-−]?[\d٠-٩۰-۹]"
    rf"[\d٠-٩۰-۹.,٫٬'’\s]*\)?)\s*(?P<after>{_SIGNS}|{_WORDS})?",
    re.I,
)

#: Share of the cells with a number that must name the same currency.
_SUPPORT = 0.8
_LOOKED = 500


def without_currency(column: Column) -> tuple[str, tuple[str, ...], list[str]]:
    """Take the currency off the numbers of a column.

    Parameters
    ----------
    column : Column
        Texts.

    Returns
    -------
    unit : str
        The currency as most cells write it; empty where the column is not about money, or where
        none is named by at least four in five of its cells.
    others : tuple of str
        All currencies, where there are several and none prevails.
    texts : list of str
        The distinct texts without it. Another currency stays: such a cell contradicts its column.

    Examples
    --------
    >>> import pandas as pd
    >>> prices = ["1 200 FCFA", "900 FCFA", "800 FCFA", "500 fcfa", "700"]
    >>> without_currency(Column.of(pd.Series(prices, name="Prix", dtype=object)))
    ('FCFA', (), ['1 200', '900', '800', '500', '700'])
    """
    if not _may_be_money(column):
        return "", (), []
    found = [_AMOUNT.fullmatch(text.strip()) for text in column.texts]
    cells: dict[str, int] = defaultdict(int)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    counts = column.counts.tolist()
    for match, count in zip(found, counts, strict=True):
        name = _currency(match)
        if name:
            cells[_key(name)] += count
            written[_key(name)][name] += count
    total = sum(counts)
    if sum(cells.values()) < _SUPPORT * total:
        return "", (), []
    best = max(cells, key=lambda key: (cells[key], key))
    if cells[best] < _SUPPORT * total:
        return "", tuple(sorted(_usual(written[key]) for key in cells)), []
    texts = [
        match["number"].strip() if match and _key(_currency(match)) in ("", best) else text
        for match, text in zip(found, column.texts, strict=True)
    ]
    return _usual(written[best]), (), texts


def _usual(forms: Counter[str]) -> str:
    """Return how most cells write a currency, whatever their order."""
    return min(forms, key=lambda form: (-forms[form], form))


def _may_be_money(column: Column) -> bool:
    """Tell by texts from all over a column whether it is worth reading all of them."""
    total = len(column)
    if not total or not (column.kinds == CellKind.TEXT).all():
        return False
    looked = np.unique(np.linspace(0, total - 1, min(total, _LOOKED)).astype(int)).tolist()
    named = sum(bool(_currency(_AMOUNT.fullmatch(column.text(i).strip()))) for i in looked)
    return named >= 0.5 * len(looked)


def _currency(match: re.Match[str] | None) -> str:
    if match is None or (match["before"] and match["after"]):
        return ""
    return (match["before"] or match["after"] or "").strip()


def _key(name: str) -> str:
    return re.sub(r"[\s.]", "", name).casefold()
