"""Values of private columns are recognised however they are written, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.deliver.leaks import LeakScan, PrivateColumn
from probono_kit.privacy.words import phone_tail

WHERE = "points.xlsx › Gestionnaire"


def scan(*values: str, public: tuple[str, ...] = ()) -> LeakScan:
    return LeakScan([PrivateColumn(WHERE, dict.fromkeys(values, 1))], public)


@pytest.mark.parametrize(
    "text",
    [
        "Awa Ndiaye",
        "géré par AWA NDIAYE depuis 2019",
        "awa-ndiaye.jpg",
        "Awa\n Ndiaye",
        "Áwa  Ndiayé",
    ],
)
def test_a_name_is_found(text: str) -> None:
    """Case, accents, spaces and what stands around do not hide a name."""
    assert scan("Awa Ndiaye").find([text])[0].distinctive == 1


@pytest.mark.parametrize("text", ["Awa", "Ndiaye Awa", "Awana Ndiayeen", "Awa (chef) Ndiaye"])
def test_a_part_of_a_name_is_not_the_name(text: str) -> None:
    """Only whole words in their order count."""
    assert scan("Awa Ndiaye").find([text]) == []


@pytest.mark.parametrize(
    "text",
    [
        "771234567",
        "77 123 45 67",
        "tél. +221 77.123.45.67",
        "00221-77-123-45-67",
        "(221) 77 123 45 67",
        "77\u00a0123\u202f45\u00a067",
        "12 771234567 8",
    ],
)
def test_a_telephone_number_is_found(text: str) -> None:
    """A number is the same number with and without prefix and separators."""
    assert scan("77 123 45 67").find([text])[0].distinctive == 1


@pytest.mark.parametrize("text", ["771234568", "77.1234567", "0.771234567", "9771234567123456789"])
def test_another_number_is_not_the_telephone_number(text: str) -> None:
    """Coordinates, sums and codes are no telephone numbers."""
    assert scan("77 123 45 67").find([text]) == []


@pytest.mark.parametrize(
    "value", ["2025-04-23", "23/04/2025", "20250423", "14.692778", "-17,446686", "1234567", "12"]
)
def test_dates_and_measures_are_not_looked_for(value: str) -> None:
    """They say nothing about a person, and stand everywhere."""
    assert phone_tail(value) == ""
    assert scan(value).find([value, f"x {value} y"]) == []


def test_short_values_are_not_looked_for() -> None:
    """ "Oui" and "F" are in every text."""
    assert scan("Oui", "F", "abcd").find(["oui F abcd"]) == []


def test_what_may_be_public_is_not_looked_for() -> None:
    """The name of a region in a private column is no secret: it is printed on the map."""
    found = scan("Saint-Louis", "Awa Ndiaye", public=("Région de Saint-Louis",))
    assert found.find(["Saint-Louis"]) == []
    assert found.find(["Awa Ndiaye"]) != []


def test_a_word_that_the_column_repeats_is_reported_as_a_word() -> None:
    """A category may be there by chance: a person looks, with the word at hand."""
    column = PrivateColumn(WHERE, {"Forage": 40, "Awa Ndiaye": 40})
    (leak,) = LeakScan([column]).find(["Carte des forage", "Awa Ndiaye"])
    assert leak.words == ("forage",)
    assert leak.distinctive == 1


def test_a_long_text_is_known_by_its_beginning() -> None:
    """A comment that was cut short on the way is still that comment."""
    comment = "le comité refuse de payer la pompe depuis que le trésorier est parti"
    (leak,) = scan(comment).find([comment[:60] + "…"])
    assert leak.distinctive == 1


def test_each_value_counts_once() -> None:
    """The count says how many people are concerned, not how often they are named."""
    (leak,) = scan("Awa Ndiaye", "Moussa Fall").find(["Awa Ndiaye, Awa Ndiaye", "Moussa Fall"])
    assert leak.distinctive == 2


NAMES = st.lists(st.text("abcdefghijklmnop", min_size=2, max_size=9), min_size=2, max_size=4)


@given(NAMES.map(" ".join).filter(lambda text: len(text) >= 5), st.text(max_size=30))
def test_a_planted_value_is_always_found(name: str, around: str) -> None:
    """Wherever a value stands, and whatever is around it, it is found."""
    assert scan(name).find([f"{around} ; {name.upper()} ; {around}"])


@given(st.integers(10**8, 10**9 - 1).filter(lambda n: not str(n).startswith(("19", "20"))))
def test_a_planted_number_is_always_found(number: int) -> None:
    """Any grouping of the digits of a number is that number."""
    digits = str(number)
    grouped = f"{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}"
    assert scan(digits).find([f"tél : {grouped}."])
    assert scan(grouped).find([digits])
