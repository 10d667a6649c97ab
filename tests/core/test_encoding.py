"""The one encoding function: every text is shown to the letter, none of it runs."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup

from probono_kit.encoding import encode

# "\0" cannot stand in HTML at all: it is shown as U+FFFD.
texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))


@given(texts)
def test_a_browser_shows_exactly_the_text(text: str) -> None:
    """Decoding the entities gives the text back."""
    assert html.unescape(str(encode(text))) == text


@given(texts)
def test_nothing_of_jinja_or_javascript_is_left(text: str) -> None:
    """No character that starts a tag, a template expression, a template literal or an escape."""
    assert not set("<>`${}\\%\"'") & set(str(encode(text)))


@given(texts)
def test_a_second_jinja_pass_changes_nothing(text: str) -> None:
    """folium renders text as a template a second time: what was encoded comes out as it was."""
    once = str(encode(f"{text} {{{{7*7}}}} {{% raw %}}"))
    template = Environment(keep_trailing_newline=True, newline_sequence="\n").from_string(once)
    assert template.render() == once.replace("\r\n", "\n").replace("\r", "\n")


def test_encoded_text_is_not_encoded_twice() -> None:
    """Markup passes unchanged, so that a template can encode whatever it is given."""
    assert encode(encode("a & b")) == Markup("a &amp; b")


def test_numbers_and_none_become_text() -> None:
    """Cells of any type can be given."""
    assert (str(encode(3.5)), str(encode(None))) == ("3.5", "None")
