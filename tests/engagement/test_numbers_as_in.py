"""Whose way of writing numbers a brief may name."""

from __future__ import annotations

import pytest

from probono_kit.engagement import check_parameters
from probono_kit.errors import ProbonoError


@pytest.mark.parametrize("code", ["ZZZ", "QMM", "sen", "SN"])
def test_a_country_that_there_is_not_is_told(code: str) -> None:
    """Should fail if numbers were silently written as the language alone has them."""
    with pytest.raises(ProbonoError) as refused:
        check_parameters("interactive_map", {"numbers_as_in": code})
    (found,) = refused.value.findings.errors
    assert found.code == "engagement.not_a_country"
    assert f"“{code}”" in found.message("en")


def test_a_country_and_none_are_fine() -> None:
    """Three letters of a country, or nothing."""
    for code in ("EGY", ""):
        assert check_parameters("interactive_map", {"numbers_as_in": code}).numbers_as_in == code
