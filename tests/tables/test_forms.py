"""Long columns are read by the forms of their texts: as if each text had been read."""

from __future__ import annotations

import random
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.tables import TypeGiven, forms, type_columns
from probono_kit.tables.distinct import Column
from probono_kit.tables.types import TypedTable

NUMBERS = [
    *("9", "99", "999", "9.999", "9,999", "9 999", "9\u202f999,99", "9'999.99", "99,9", "99,90"),
    *("99.99", "0,9", "0.0009", "0,00099", "0,0", "00,9", ",99", ".99", "-99,9", "(99)", "(9,99)"),
    *("99 %", "9,99%", "+9,99", "99-", "−9 999", "-0,0", "9.999.999,99", "9,999,999.9", "12.0"),
    *("9999999999999999", "99999,99999999999", "0099", "٩٩", "٩,9", "99 km", "ND", "n/a", "- 9"),
]
DATES = [
    *("99/99/9999", "9/9/99", "9999-99-99", "99/99/9999 99:99", "9999-99-99T99:99:99", "99999"),
    *("99999.0", "9 avr 9999", "mai-99", "99/99/9999 99h99", "99.99.9999 9:99 pm"),
]
PLACES = [
    *("9.999999", "-99.99999", "99,9999", "-9,99", "199.99", "0.9", "-0,0", "99°99'99\"N", "9"),
    *("99,9999999999", "0,00009", "099.9", "W 9.99", "12.5", "-0.000009"),
]
CODES = ["TD9999", "TD9999ZZ", "00226 99 99 99 99", "+226 99999999", "099", "9999", "a9b9"]


def written(templates: list[str], seed: int, size: int = 60) -> list[str]:
    """Write texts of a few forms with other digits in each."""
    drawn = random.Random(seed)
    return [
        re.sub("9", lambda _: drawn.choice("0123456789"), drawn.choice(templates))
        for _ in range(size)
    ]


def typed(texts: list[str], name: str, many: int, **more: object) -> TypedTable:
    """Type a column beside one that says how the table writes its numbers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "MANY", many)
        patch.setattr(forms, "FEW", 1.0)
        frame = pd.DataFrame({name: texts, "autre": ["1,5"] * len(texts)})
        return type_columns(frame, **more)  # type: ignore[arg-type]


def assert_alike(texts: list[str], name: str, **more: object) -> None:
    """Assert that the forms say what the texts say."""
    one, other = (typed(texts, name, many, **more) for many in (10**9, 1))
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert one.types == other.types
    assert [str(each) for each in one.findings] == [str(each) for each in other.findings]


@settings(max_examples=150, deadline=None)
@given(
    templates=st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=6, unique=True),
    usual=st.sampled_from(NUMBERS[:20]),
    seed=st.integers(0, 10**6),
)
def test_numbers_by_their_forms_are_those_of_their_texts(
    templates: list[str], usual: str, seed: int
) -> None:
    """Whatever digits a form holds, its numbers are read and written as one by one."""
    assert_alike(written([*[usual] * 20, *templates], seed), "Montant")


@settings(max_examples=60, deadline=None)
@given(
    templates=st.lists(
        st.sampled_from([*DATES, *NUMBERS[:8]]), min_size=1, max_size=3, unique=True
    ),
    usual=st.sampled_from(DATES),
    name=st.sampled_from(["Date", "Valeur"]),
    seed=st.integers(0, 10**6),
)
def test_dates_by_their_forms_are_those_of_their_texts(
    templates: list[str], usual: str, name: str, seed: int
) -> None:
    """Dates, days that Excel numbers and months are the same, and so is what does not fit."""
    assert_alike(written([*[usual] * 15, *templates], seed), name)


@settings(max_examples=60, deadline=None)
@given(
    templates=st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True),
    usual=st.sampled_from(PLACES[:6]),
    name=st.sampled_from(["Latitude", "Longitude", "lat"]),
    seed=st.integers(0, 10**6),
)
def test_coordinates_by_their_forms_are_those_of_their_texts(
    templates: list[str], usual: str, name: str, seed: int
) -> None:
    """Degrees are kept, written plainly, or go to review, whichever way they are looked at."""
    assert_alike(written([*[usual] * 15, *templates], seed), name)


@settings(max_examples=40, deadline=None)
@given(
    templates=st.lists(st.sampled_from([*CODES, *NUMBERS[:6]]), min_size=1, max_size=3),
    name=st.sampled_from(["Code", "Numéro", "Téléphone"]),
    seed=st.integers(0, 10**6),
)
def test_codes_are_told_from_numbers_by_their_forms(
    templates: list[str], name: str, seed: int
) -> None:
    """Leading zeros, P-codes and telephone numbers show in the form."""
    assert_alike(written(templates, seed), name)


@pytest.mark.parametrize("kind", ["decimal", "integer", "date", "latitude", "text"])
def test_a_given_type_is_read_alike(kind: str) -> None:
    """Also where a person says what a column holds."""
    texts = written(["99,99", "9 999", "99/99/9999", "99", "abc"], 3)
    assert_alike(texts, "x", given={"x": TypeGiven(kind)})


def test_a_million_amounts_have_a_handful_of_forms() -> None:
    """Digits are alike; zeros that begin a run of them are not."""
    texts = [f"{number},{number % 100:02d}" for number in range(1000, 9000)]
    column = Column.of(pd.Series([*texts, "00226"], dtype="str"))
    found = forms.Forms.of(column)
    assert found.texts == ["9999,00", "9999,09", "9999,99", "00999"]
    assert found.counts.sum() == len(column)
