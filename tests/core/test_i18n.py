"""Catalogues are whole, and numbers and dates are written as readers do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from probono_kit.i18n import (
    LANGUAGES,
    LOCALE_FOLDER,
    direction,
    format_date,
    format_number,
    format_percent,
    gettext,
    translations,
)
from probono_kit.resources import share_path

PACKAGE = LOCALE_FOLDER.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "NN_": (1, 2)}


@cache
def extracted() -> list[tuple[str, str]]:
    """Return (place, text) of every text marked for translation."""
    return list(_extracted())


def _extracted() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, text, *_ in extract_from_file("python", path, keywords=KEYWORDS):
            yield f"{path.relative_to(PACKAGE)}:{line}", text if isinstance(text, str) else text[0]
    pages = share_path("templates/pages")
    for name, line, text, *_ in extract_from_dir(
        pages, method_map=[("**.html", "jinja2")], keywords=KEYWORDS
    ):
        yield f"{name}:{line}", text if isinstance(text, str) else text[0]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_text_is_translated(language: str) -> None:
    """A reader never meets a sentence in another language."""
    known = translations(language)._catalog  # type: ignore[attr-defined]
    missing = {f"{where}: {text}" for where, text in extracted() if text and not _has(known, text)}
    assert not missing, "\n".join(sorted(missing))


def _has(known: dict[object, str], text: str) -> bool:
    return bool(known.get(text) or known.get((text, 0)))


@pytest.mark.parametrize("path", sorted(LOCALE_FOLDER.rglob("*.po")), ids=lambda p: p.stem)
def test_catalogues_have_no_fuzzy_double_or_dead_texts(path: Path) -> None:
    """A catalogue holds what the product says, once."""
    used = {text for _, text in extracted()}
    with path.open("rb") as file:
        catalogue = read_po(file)
    messages = [m for m in catalogue if m.id]
    assert not [m.id for m in messages if m.fuzzy]
    assert not catalogue.obsolete
    ids = [m.id if isinstance(m.id, str) else m.id[0] for m in messages]
    assert not sorted(set(ids) - used), "texts that nothing says"


def test_catalogues_agree() -> None:
    """A text that stands in two catalogues has one translation."""
    for language in LANGUAGES:
        seen: dict[str, tuple[str, str]] = {}
        for path in sorted((LOCALE_FOLDER / language).rglob("*.po")):
            with path.open("rb") as file:
                for message in read_po(file):
                    if not message.id:
                        continue
                    name, text = seen.setdefault(str(message.id), (path.stem, str(message.string)))
                    assert text == str(message.string), f"{message.id!r}: {name} and {path.stem}"


def test_numbers_dates_and_shares_follow_the_language() -> None:
    """French: narrow no-break spaces, decimal commas, months in words."""
    assert format_number(12345.678, "fr", decimals=1) == "12\u202f345,7"
    assert format_percent(0.256, "fr", 1).replace("\u202f", "\u00a0") == "25,6\u00a0%"
    assert format_date(datetime.date(2026, 11, 22), "en") == "November 22, 2026"
    assert direction("ar") == "rtl"


def test_an_unknown_language_gives_the_source_text() -> None:
    """Spanish readers get English until there is a Spanish catalogue."""
    assert gettext("warning", "es") == "warning"
