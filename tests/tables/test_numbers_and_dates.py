"""Numbers and dates as people type them: one convention per column, doubt left to people."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.findings import Findings
from probono_kit.tables import TypedTable, type_columns
from probono_kit.tables.dates import read_date
from probono_kit.tables.numbers import (
    Mark,
    _read_any,
    is_plain_number,
    number_text,
    read_number,
)
from probono_kit.tables.tidy import _is_plain, tidy


def typed(name: str = "x", **columns: list[Any]) -> TypedTable:
    rows = max(map(len, columns.values()))
    index = pd.Index(range(2, rows + 2), name="row")
    return type_columns(pd.DataFrame(columns, index=index, dtype=object))


def values(table: TypedTable, column: str = "x") -> list[Any]:
    cells = table.frame[column].astype(object)
    return [None if pd.isna(cell) else cell for cell in cells]


def codes(findings: Findings) -> list[str]:
    return [found.code for found in findings]


# ---- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "numbers", "convention"),
    [
        (["1 234,5", "12,5", "7"], [1234.5, 12.5, 7], "1 234,5"),
        (["1\u00a0234,5", "12,5"], [1234.5, 12.5], "1 234,5"),
        (["1\u202f234\u202f567", "12"], [1234567, 12], ""),
        (["1.234,56", "0,5"], [1234.56, 0.5], "1 234,5"),
        (["1.234.567", "1.234"], [1234567, 1234], "1 234,5"),
        (["1,234.56", "0.5", "1,234"], [1234.56, 0.5, 1234], "1,234.5"),
        (["1'234.5", "2’000"], [1234.5, 2000], "1,234.5"),
        (["12", "-3", "− 4", "5-"], [12, -3, -4, -5], ""),
        (["(200)", "( 1 000 )", "300"], [-200, -1000, 300], ""),
        ([",5", "1,25"], [0.5, 1.25], "1 234,5"),
        (["+12,5", "3"], [12.5, 3], "1 234,5"),
    ],
)
def test_numbers_of_one_convention(texts: list[str], numbers: list[float], convention: str) -> None:
    """Should fail if a way of writing numbers is no longer read."""
    table = typed(x=texts)
    assert values(table) == numbers
    assert table.types["x"].convention == convention
    assert table.types["x"].kind in ("integer", "decimal")


def test_percentages_are_as_written() -> None:
    """Should fail if 45 % becomes 0.45 without a word, or loses its sign."""
    table = typed(x=["45 %", "12,5%", "100 %"])
    assert values(table) == [45, 12.5, 100]
    assert table.types["x"].unit == "%"
    assert table.findings == []


def test_a_number_without_percent_among_percentages_is_for_a_person() -> None:
    """Should fail if 0.45 and 45 % are mixed."""
    table = typed(x=["45 %", "12 %", "30 %", "20 %", 0.45])
    assert values(table) == [45, 12, 30, 20, None]
    assert table.findings[0].values["cells"] == ("A6 « 0.45 »",)


def test_doubtful_thousands_stay_text() -> None:
    """Should fail if 1,234 is guessed."""
    table = typed(x=["1,234", "5,678", "12"])
    assert values(table) == ["1,234", "5,678", "12"]
    assert codes(table.findings) == ["tables.number_ambiguous"]


def test_doubtful_thousands_follow_the_other_columns() -> None:
    """Should fail if the evidence of the table is not used, or not named."""
    table = typed(x=["1,234", "5,678"], Débit=["12,5", "0,75"])
    assert values(table) == [1.234, 5.678]
    found = table.findings[0]
    assert found.code == "tables.number_by_document"
    assert found.values["source"] == "Débit: 12,5"
    english = typed(x=["1,234", "5,678"], flow=["12.5", "0.75"])
    assert values(english) == [1234, 5678]


def test_columns_that_disagree_leave_the_doubt() -> None:
    """Should fail if one of two conventions of a table is preferred."""
    table = typed(x=["1,234", "5,678"], a=["12,5", "0,5"], b=["12.5", "0.75"])
    assert values(table) == ["1,234", "5,678"]


def test_a_column_with_both_marks_stays_text() -> None:
    """Should fail if 12.5 and 12,5 in one column are both believed."""
    table = typed(x=["12,5", "13.5", "14,5", "15.5"])
    assert values(table) == ["12,5", "13.5", "14,5", "15.5"]
    assert codes(table.findings) == ["tables.marks_disagree"]


def test_a_cell_that_contradicts_is_missing_and_reported() -> None:
    """Should fail if “environ 200” is guessed, or dropped in silence."""
    table = typed(x=["100", "150", "environ 200", "300", "250", "90"])
    assert values(table) == [100, 150, None, 300, 250, 90]
    found = table.findings[0]
    assert (found.code, found.severity) == ("tables.not_a_number", "warning")
    assert found.values["cells"] == ("A4 « environ 200 »",)
    assert found.values["share"] == 83


def test_a_column_of_words_with_some_numbers_stays_text() -> None:
    """Should fail if half a column is blanked."""
    table = typed(x=["1", "2", "3", "peu", "beaucoup"])
    assert values(table) == ["1", "2", "3", "peu", "beaucoup"]
    assert codes(table.findings) == ["tables.mixed_number"]
    assert typed(x=["1", "un", "deux", "trois"]).findings == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("x", ["01", "02", "10"]),
        ("x", ["0012", "123", "0456"]),
        ("Code commune", ["101", "102"]),
        ("P-Code", ["12", "14"]),
        ("x", ["12345678901234567", "2"]),
        ("Téléphone", ["771234567", "781234567"]),
        ("x", ["+221 77 123 45 67", "+221 781234567"]),
        ("x", ["SN01", "SN02"]),
        ("x", ["oui", "non"]),
    ],
)
def test_codes_phones_and_answers_stay_text(name: str, texts: list[str]) -> None:
    """Should fail if a leading zero or a digit of an identifier is lost."""
    table = typed(**{name: texts})
    assert values(table, name) == texts
    assert table.frame[name].dtype == "str"
    assert table.findings == []


def test_codes_that_excel_holds_as_numbers_become_text() -> None:
    """Should fail if the code 101 does not join the text 101."""
    assert values(typed(Code=[101, 102]), "Code") == ["101", "102"]


def test_numbers_of_the_file_itself_are_not_interpreted() -> None:
    """Should fail if a number of Excel is read as if it had been typed."""
    table = typed(x=[1.234, 5.678, 12.0])
    assert values(table) == [1.234, 5.678, 12.0]
    assert table.findings == []


def test_types_of_pandas() -> None:
    """Should fail if a gap turns whole numbers into decimals."""
    table = typed(a=["1", None], b=["1,5", None], c=["30/04/2025", None], d=[True, None], e=["x"])
    found = {name: str(dtype) for name, dtype in table.frame.dtypes.items()}
    assert found == {
        "a": "Int64",
        "b": "float64",
        "c": "datetime64[us]",
        "d": "boolean",
        "e": "str",
    }
    assert typed(x=[None, None]).types["x"].kind == "empty"


def test_columns_that_stay_text_when_asked() -> None:
    """Should fail if a person's word does not count."""
    frame = pd.DataFrame({"a": ["1", "2"]}, dtype=object)
    assert type_columns(frame, text_columns=["a"]).frame["a"].tolist() == ["1", "2"]


@given(st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda v: round(v, 3)))
def test_a_number_written_plainly_reads_as_itself(number: float) -> None:
    """Should fail if writing and reading a number are not inverse."""
    text = number_text(number)
    assert float(text) == number
    reading = read_number(text)
    if reading and is_plain_number(text):
        assert reading.value(Mark.POINT) == number


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_french_and_english_numbers_read_as_themselves(whole: int, cents: int) -> None:
    """Should fail if a group of thousands or a cent is lost."""
    sign = "-" if whole < 0 else ""
    number = float(f"{whole}.{cents:02d}")
    english = f"{sign}{abs(whole):,}.{cents:02d}"
    french = english.replace(",", "\u202f").replace(".", ",")
    assert read_number(english).value(Mark.POINT) == number  # type: ignore[union-attr]
    assert read_number(french).value(Mark.COMMA) == number  # type: ignore[union-attr]


@given(st.text("0123456789.,' ()%-+", max_size=14))
def test_no_text_breaks_the_reader_of_numbers(text: str) -> None:
    """Should fail if an odd text raises, or a digit is dropped."""
    reading = read_number(text)
    if reading:
        digits = [c for c in text if c.isdigit()]
        for value in (reading.comma, reading.point):
            if isinstance(value, int):
                assert str(abs(value)) == "".join(digits)


# ---- dates ------------------------------------------------------------------------------------

APRIL_30 = datetime.datetime.fromisoformat("2025-04-30")


@pytest.mark.parametrize(
    "text",
    [
        *("2025-04-30", "2025/04/30", "30/04/2025", "30.04.2025", "30-4-25", "30 avril 2025"),
        *("30 avr. 2025", "mercredi 30 avril 2025", "April 30, 2025", "30-Apr-25", "30 abril 2025"),
        *("le 30 avril 2025", "Wed 30 April 2025", "30 de abril de 2025", "30th of April 2025"),
    ],
)
def test_ways_of_writing_a_day(text: str) -> None:
    """Should fail if a way of writing dates is no longer read."""
    table = typed(x=[text, "2025-04-30"])
    assert values(table) == [APRIL_30, APRIL_30]


def test_times_go_with_their_day() -> None:
    """Should fail if the time of day is lost."""
    table = typed(x=["30/04/2025 08:15", "30/04/2025 17h30", "2025-04-30T23:59:59"])
    assert [moment.strftime("%H:%M:%S") for moment in values(table)] == [
        *("08:15:00", "17:30:00", "23:59:59")
    ]
    assert table.types["x"].kind == "datetime"


def test_one_day_beyond_12_decides_for_all() -> None:
    """Should fail if each cell is read for itself."""
    table = typed(x=["05/04/2025", "30/04/2025", "01/02/2025"])
    assert [moment.month for moment in values(table)] == [4, 4, 2]
    assert table.types["x"].convention == "dd/mm"
    american = typed(x=["04/05/2025", "04/30/2025"])
    assert [moment.day for moment in values(american)] == [5, 30]


def test_a_month_13_is_no_guess_but_a_contradiction() -> None:
    """Should fail if 4/25/2023 passes as a day-first date."""
    days = ["30/04/2025", "28/04/2025", "27/04/2025", "26/04/2025", "15/04/2025", "4/25/2023"]
    table = typed(x=days)
    assert values(table)[-1] is None
    assert table.findings[0].values["cells"] == ("A7 « 4/25/2023 »",)


def test_doubtful_days_stay_text_in_an_english_table() -> None:
    """Should fail if 04/05/2025 is guessed."""
    table = typed(x=["04/05/2025", "01/02/2025"])
    assert values(table) == ["04/05/2025", "01/02/2025"]
    assert codes(table.findings) == ["tables.date_ambiguous"]


def test_doubtful_days_follow_another_column_or_the_language() -> None:
    """Should fail if the evidence of the table is not used, or not named."""
    table = typed(x=["04/05/2025", "01/02/2025"], fin=["30/05/2025", "28/02/2025"])
    assert [moment.month for moment in values(table)] == [5, 2]
    assert table.findings[0].values["source"] == "fin: 30/05/2025"
    french = type_columns(
        pd.DataFrame({"Nom du village": ["a", "b"], "Date de visite": ["04/05/2025", "01/02/2025"]})
    )
    assert [moment.month for moment in values(french, "Date de visite")] == [5, 2]
    assert codes(french.findings) == ["tables.date_by_language"]


def test_day_numbers_of_excel_among_dates() -> None:
    """Should fail if 45777 among dates is blanked, or read without a word."""
    table = typed(x=["30/04/2025", "28/04/2025", "45777", 45778])
    assert values(table)[2:] == [APRIL_30, APRIL_30 + datetime.timedelta(days=1)]
    assert codes(table.findings) == ["tables.date_serials"]
    named = typed(**{"Date de visite": [45777, 45778]})
    assert values(named, "Date de visite")[0] == APRIL_30
    assert values(typed(Budget=[45777, 45778]), "Budget") == [45777, 45778]


def test_years_of_two_digits_follow_the_rule_of_spreadsheets() -> None:
    """Should fail if a date of birth in 1930 becomes 2030 without a word."""
    table = typed(x=["30/04/25", "30/04/30", "30/04/29"])
    assert [moment.year for moment in values(table)] == [2025, 1930, 2029]
    assert codes(table.findings) == ["tables.short_years"]


def test_months_are_no_days() -> None:
    """Should fail if avr-23 becomes a day of April."""
    table = typed(x=["avr-23", "mai-23"])
    assert values(table) == ["avr-23", "mai-23"]
    assert codes(table.findings) == ["tables.month_ambiguous"]
    assert values(typed(x=["avril 2023", "mai 2023"])) == ["2023-04", "2023-05"]
    assert values(typed(x=["avr-99", "mai-23"])) == ["1999-04", "2023-05"]


def test_times_with_an_offset_stay_to_the_letter() -> None:
    """Should fail if the offset of a submission's time is dropped."""
    stamp = "2024-07-30T15:50:17+0200"
    assert values(typed(x=[stamp, stamp])) == [stamp, stamp]


@given(st.dates(datetime.date(1931, 1, 1), datetime.date(2029, 12, 31)))
def test_any_day_reads_as_itself(day: datetime.date) -> None:
    """Should fail if a day is shifted, whatever the way of writing it."""
    assert read_date(day.isoformat()).day_first == day  # type: ignore[union-attr]
    assert read_date(f"{day:%d/%m/%Y}").day_first == day  # type: ignore[union-attr]
    assert read_date(f"{day:%m/%d/%Y}").month_first == day  # type: ignore[union-attr]
    assert read_date(f"{day:%d %B %Y}").day_first == day  # type: ignore[union-attr]
    assert read_date(f"{day:%d.%m.%y}").day_first == day  # type: ignore[union-attr]


@given(st.text(max_size=25))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    """Should fail if an odd text raises."""
    read_date(text)


def test_impossible_days_are_no_dates() -> None:
    """Should fail if the 31st of February is moved to March."""
    assert read_date("31/02/2024") is None
    assert read_date("2024-13-01") is None
    assert read_date("12 mars") is None


@pytest.mark.parametrize("word", ["vers", "avant", "depuis", "after", "hasta", "courant"])
def test_a_word_before_a_date_that_is_no_weekday_is_not_read_over(word: str) -> None:
    """Should fail if “vers 30 avril 2025” becomes the 30th of April without a word."""
    assert read_date(f"{word} 30 avril 2025") is None
    assert read_date("mercredi 30 avril 2025") == read_date("Wednesday, April 30, 2025")


@given(st.from_regex(r"-?\d{0,8}[.,]?\d{0,8}", fullmatch=True))
def test_the_short_way_to_read_a_number_reads_it_as_the_long_one(text: str) -> None:
    """Should fail if a plain number means something else read at a glance."""
    assert read_number(text) == _read_any(text)


@given(st.text(st.sampled_from("aé\u0301 \u00a0\u200b\n\t\u200f_x0D.-"), max_size=8))
def test_what_is_taken_for_tidy_at_a_glance_is(text: str) -> None:
    """Should fail if a text with stray spaces or split accents is passed over."""
    if _is_plain(text):
        assert tidy(text) == text
