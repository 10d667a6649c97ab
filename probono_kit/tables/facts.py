"""What the cells of a column may mean, and what the clear columns of a table say for the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from probono_kit.tables.cells import CellKind, fold
from probono_kit.tables.dates import (
    DateEvidence,
    DateReading,
    Order,
    date_evidence,
    is_date_name,
    is_like_a_date,
    read_date,
)
from probono_kit.tables.distinct import Column
from probono_kit.tables.forms import Forms
from probono_kit.tables.money import without_currency
from probono_kit.tables.numbers import Mark, NumberEvidence, Reading, number_evidence, read_number

#: A column made of numbers, or of dates, in at least this share tells how the table writes them.
MIXED = 0.5

#: Words of column names that only French, or only English, has (folded).
_FRENCH = re.compile(
    r"\b(?:de|du|des|la|le|les|et|nombre|nom|lieu|commune|annee|mois|jour|sexe|debut|fin"
    r"|departement|localite|organisation|secteur|activite|beneficiaires|hommes|femmes|filles"
    r"|garcons|menages|taux|ouvrage|etat|fonctionnel|prenom|adresse|pays|ville|quartier|ecole"
    r"|sante|eau)\b"
)
_ENGLISH = re.compile(
    r"\b(?:of|the|and|number|name|year|month|day|gender|start|end|district|activity"
    r"|beneficiaries|men|women|girls|boys|households|rate|status|functional|comments|address"
    r"|country|town|city|school|health|water|organization|people)\b"
)


@dataclass(slots=True)
class ColumnFacts:
    """What the distinct texts of a column may mean.

    Parameters
    ----------
    column : Column
        The column.
    forms : Forms
        How its texts are written.
    numbers : list
        For each form its reading as a number, ``None`` where it has none.
    dates : list
        For each distinct text its reading as a date, likewise.
    number_evidence, date_evidence
        The readings weighed by the cells.
    plain : bool
        All texts are numbers that every program reads alike; they were not read one by one.
    words : bool
        Many different texts, and hardly any with a number or a date; likewise.
    unit : str
        The currency that its numbers are written with.
    currencies : tuple of str
        Several, of which none prevails.
    """

    column: Column
    forms: Forms
    numbers: list[Reading | None] = field(default_factory=list)
    dates: list[DateReading | None] = field(default_factory=list)
    number_evidence: NumberEvidence = field(default_factory=lambda: number_evidence(()))
    date_evidence: DateEvidence = field(default_factory=DateEvidence)
    plain: bool = False
    words: bool = False
    unit: str = ""
    currencies: tuple[str, ...] = ()

    @classmethod
    def of(cls, column: Column, *, every: bool = False) -> ColumnFacts:
        """Read every distinct text as a number and as a date; `every` allows no short cut."""
        forms = Forms.of(column)
        if not every and not is_date_name(column.name) and _all_plain_numbers(column, forms):
            return cls(column, forms, plain=True)
        unit, currencies, amounts = without_currency(column)
        if not every and not unit and _are_words(column):
            return cls(column, forms, words=True, currencies=currencies)
        typed = column.kinds == CellKind.TEXT
        if amounts or not typed.all():
            forms = Forms.by_text(column)
        texts = amounts or forms.texts
        if forms.each:
            texts = [text if ok else "" for text, ok in zip(texts, typed.tolist(), strict=True)]
        numbers = [read_number(text) if _may_be_number(text) else None for text in texts]
        first = texts if forms.each else column.some(forms.first)
        dates, date_found = _dates(column, forms, texts)
        return cls(
            column,
            forms,
            numbers,
            dates,
            number_evidence(zip(first, numbers, forms.counts.tolist(), strict=True)),
            date_found,
            unit=unit,
            currencies=currencies,
        )

    def readings(self) -> Iterable[Reading | None]:
        """Return for each distinct text its reading as a number."""
        if self.forms.each:
            return self.numbers
        texts = self.column.texts
        return (read_number(text) if _may_be_number(text) else None for text in texts)

    def native(self, *kinds: CellKind) -> int:
        """Count the cells that the file itself says are of one of `kinds`."""
        return int(self.column.counts[np.isin(self.column.kinds, kinds)].sum())

    @property
    def filled(self) -> int:
        """Cells that hold something."""
        return int(self.column.counts.sum())


#: From this many distinct texts on, a column is first looked at in this many places.
_MANY, _PLACES = 5000, 500


def _are_words(column: Column) -> bool:
    """Recognise a long column of words by texts from all over it."""
    if len(column) < _MANY or not (column.kinds == CellKind.TEXT).all():
        return False
    sample = column.some(np.linspace(0, len(column) - 1, _PLACES).astype(int))
    odd = sum(
        bool(_MOSTLY_DIGITS.fullmatch(text) or read_number(text) or read_date(text))
        for text in sample
    )
    return odd <= 0.02 * _PLACES


_MOSTLY_DIGITS = re.compile(r"[\d\s+().,/:%-]+")


def _may_be_number(text: str) -> bool:
    return 0 < len(text) <= 40 and (
        text[-1].isdecimal() or text[-1] in "%)-−" or text[-1].isspace()
    )


def _may_be_date(text: str) -> bool:
    return 5 < len(text) <= 40 and (text[-1].isdigit() or text[-1] in "mM")


_NOT_PLAIN = re.compile(
    r"(?:\A|\x1f)-?(?:0\d|\.)|\.(?:\x1f|\Z)|\.\d*\.|\d-|--|-\x1f|-\Z|[\d.]{16,}|\x1f\x1f|\A\Z"
)
_TELLING_POINT = re.compile(r"\.(?:\d{1,2}|\d{4,})(?:\x1f|\Z)|(?:\A|\x1f)-?0\.")


def _dates(
    column: Column, forms: Forms, texts: Sequence[str]
) -> tuple[list[DateReading | None], DateEvidence]:
    """Read as dates the texts whose form allows it."""
    if forms.each:
        dates = [read_date(text) if _may_be_date(text) else None for text in texts]
        return dates, date_evidence(zip(texts, dates, column.counts.tolist(), strict=True))
    allowed = [_may_be_date(form) and is_like_a_date(form) for form in forms.texts]
    places = np.flatnonzero(forms.spread(allowed))
    some = column.some(places)
    read = [read_date(text) for text in some]
    found: list[DateReading | None] = [None] * len(column)
    for place, reading in zip(places.tolist(), read, strict=True):
        found[place] = reading
    return found, date_evidence(zip(some, read, column.counts[places].tolist(), strict=True))


def _all_plain_numbers(column: Column, forms: Forms) -> bool:
    """Recognise at once a column that only a machine can have written: ``12``, ``-3.5``."""
    joined = "\x1f".join(forms.texts)
    if joined.encode("utf-8", "surrogatepass").translate(None, b"0123456789.-\x1f"):
        return False
    if len(column) < 2 or not np.isin(column.kinds, (CellKind.TEXT, CellKind.NUMBER)).all():
        return False
    if _NOT_PLAIN.search(joined):
        return False
    return "." not in joined or bool(_TELLING_POINT.search(joined))


# ---- the whole table --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """What the clear columns of a table say for the doubtful ones.

    Parameters
    ----------
    mark : Mark, optional
        The decimal mark of all columns that have a clear one.
    mark_from, order_from : str
        A column that shows it, with an example.
    order : Order, optional
        The order of dates of all columns that have a clear one.
    language : str
        ``"fr"`` or ``"en"`` when the column names tell, else empty.
    """

    mark: Mark | None = None
    mark_from: str = ""
    order: Order | None = None
    order_from: str = ""
    language: str = ""


def document_facts(facts: Sequence[ColumnFacts]) -> Document:
    """Ask all columns of a table how it writes numbers and dates."""
    marks: dict[Mark, str] = {}
    orders: dict[Order, str] = {}
    for fact in facts:
        numbers, dates = fact.number_evidence, fact.date_evidence
        if fact.plain and (example := _typed_with_point(fact)):
            marks.setdefault(Mark.POINT, f"{fact.column.name}: {example}")
        if numbers.decided and numbers.total >= MIXED * fact.filled:
            example = (numbers.examples or {})[numbers.decided]
            marks.setdefault(numbers.decided, f"{fact.column.name}: {example}")
        if dates.decided and dates.total >= MIXED * fact.filled:
            example = dates.examples[dates.decided]
            orders.setdefault(dates.decided, f"{fact.column.name}: {example}")
    mark = next(iter(marks)) if len(marks) == 1 else None
    order = next(iter(orders)) if len(orders) == 1 else None
    return Document(
        mark,
        marks[mark] if mark else "",
        order,
        orders[order] if order else "",
        names_language([fact.column.name for fact in facts]),
    )


def _typed_with_point(fact: ColumnFacts) -> str:
    """Return a text with a decimal point; what the file itself holds as a number shows nothing."""
    column, forms = fact.column, fact.forms
    if not forms.each:
        telling = forms.spread([bool(_TELLING_POINT.search(form)) for form in forms.texts])
        typed = np.flatnonzero(telling & (column.kinds == CellKind.TEXT))
        return column.text(int(typed[0])) if len(typed) else ""
    pairs = zip(column.texts, column.kinds == CellKind.TEXT, strict=True)
    return next((text for text, typed in pairs if typed and _TELLING_POINT.search(text)), "")


def names_language(names: Sequence[str]) -> str:
    """Tell the language of column names, empty when they do not tell.

    Examples
    --------
    >>> names_language(["Région", "Nombre de ménages", "Date de début"])
    'fr'
    >>> names_language(["Region", "Total"])
    ''
    """
    words = fold(" ".join(names).replace("_", " "))
    french, english = len(_FRENCH.findall(words)), len(_ENGLISH.findall(words))
    if french >= 2 and french > 2 * english:
        return "fr"
    return "en" if english >= 2 and english > 2 * french else ""
