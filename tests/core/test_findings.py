"""Findings: one shape, two languages, one table."""

from __future__ import annotations

import string

import pytest

from probono_kit.errors import ProbonoError
from probono_kit.findings import FINDINGS_MIME, Finding, Findings, finding, findings_table
from probono_kit.i18n import gettext, use_language
from probono_kit.messages import CATALOGUE


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_message_has_a_french_text_with_the_same_values(code: str) -> None:
    """A message that is shown in English to a French reader is a defect."""
    for text in (CATALOGUE[code].text, CATALOGUE[code].fix):
        french = gettext(text, "fr")
        assert text.strip(), code
        assert french != text, f"{code}: no French for {text!r}"
        assert placeholders(french) == placeholders(text), code


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_messages_are_sentences(code: str) -> None:
    """Text and fix start like a sentence and end with a full stop."""
    for text in (CATALOGUE[code].text, CATALOGUE[code].fix):
        assert text[0].isupper() or text[0] in "{\"'“", text
        assert text.rstrip().endswith((".", "!", "?", "…")), text


def test_a_finding_survives_json() -> None:
    """The executed notebook carries findings as JSON: nothing of them is lost."""
    found = finding("file.os_error", "a.csv", reason="x")
    assert Finding.from_json(found.to_json()) == found


def test_numbers_are_written_as_the_reader_does() -> None:
    """The same finding in another language has that language's numbers."""
    found = Finding("file.os_error", finding("file.empty").severity, "", {"reason": 1234.5})
    assert "1,234.5" in found.message("en")
    assert "1\u202f234,5" in found.message("fr")


def test_braces_in_a_value_are_text() -> None:
    """A value such as ``{0.__class__}`` is shown, never interpreted."""
    assert "{0.__class__}" in finding("file.os_error", reason="{0.__class__}").message("en")


def test_all_findings_are_raised_at_once_errors_first() -> None:
    """One error is enough to stop, and then everything is said."""
    found = Findings([finding("file.empty", "b"), finding("file.missing", "a")])
    with pytest.raises(ProbonoError) as caught:
        found.raise_errors()
    assert [f.where for f in caught.value.findings] == ["b", "a"]


def test_no_error_raises_nothing() -> None:
    """Without an error the work goes on."""
    Findings().raise_errors()


def test_a_notebook_shows_a_table_in_the_current_language() -> None:
    """JupyterLab gets HTML, the run gets JSON."""
    with use_language("fr"):
        shown = Findings([finding("file.empty", "<a>.csv")])._repr_mimebundle_()
    assert "Le fichier est vide." in str(shown["text/html"])
    assert "&lt;a&gt;.csv" in str(shown["text/html"])
    assert shown[FINDINGS_MIME][0]["code"] == "file.empty"  # type: ignore[index]


def test_an_empty_list_says_so() -> None:
    """No table without rows."""
    assert findings_table([], "fr") == "<p>✓ Rien à signaler.</p>"


def test_the_same_finding_is_shown_once() -> None:
    """Two cells that show the same list do not double it."""
    twice = Findings([finding("file.empty", "a"), finding("file.empty", "a")])
    assert len(twice.by_severity()) == 1
