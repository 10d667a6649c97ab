"""Parameters of the notebook that builds a database: what is refused before anything runs."""

from __future__ import annotations

import pytest

from probono_kit.engagement import validate_parameters


def codes(**given: object) -> list[str]:
    """Return the codes of what is wrong with parameters."""
    return [each.code for each in validate_parameters("build_database", given)[1]]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:secret@db.example/water",
        "postgresql://me@db.example/water?password=secret",
        "postgresql://me:@@[bad/water",
    ],
)
def test_a_password_is_never_kept_in_a_brief(address: str) -> None:
    """An address with a password is refused, and the password is in no message."""
    _, found = validate_parameters("build_database", {"server": address})
    assert "build.password_written" in [each.code for each in found]
    assert not any(
        "secret" in each.message(language) for each in found for language in ("en", "fr")
    )


def test_an_address_without_a_password_is_taken() -> None:
    """The password comes from the environment."""
    assert codes(server="postgresql://me@db.example/water?schema=sn") == []


@pytest.mark.parametrize("name", ["Points d'eau", "1st", "", "a" * 70, "../up"])
def test_the_name_is_one_that_databases_and_files_take(name: str) -> None:
    """Spaces, capitals, paths: no."""
    assert codes(name=name) == ["build.not_a_database_name"]
