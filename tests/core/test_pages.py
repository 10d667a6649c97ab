"""The environment in which every page is rendered."""

from __future__ import annotations

import datetime
import json

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from probono_kit.pages import json_text, page_environment, source


def rendered(template: str, language: str = "en", **values: object) -> str:
    return page_environment(language).from_string(template).render(**values)


def test_whatever_a_template_prints_is_encoded() -> None:
    """Texts, attributes, what a macro prints, what a filter gives; numbers are left as they are."""
    assert rendered("{{ a }}", a="<b>{{7*7}}`$\\%") == (
        "&lt;b&gt;&#123;&#123;7*7&#125;&#125;&#96;&#36;&#92;&#37;"
    )
    assert rendered('<a title="{{ a }}">', a='" onclick="x') == (
        '<a title="&quot; onclick=&quot;x">'
    )
    assert rendered("{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('{') }}") == "<i>&#123;</i>"
    assert rendered("{{ a | upper }} {{ 4.5 }}", a="<b>") == "&lt;B&gt; 4.5"


def test_markup_is_taken_as_it_is_and_nothing_is_encoded_twice() -> None:
    """What is encoded already stays so."""
    assert rendered("{{ a }}", a=Markup("<b>&amp;</b>")) == "<b>&amp;</b>"


def test_a_name_that_is_not_given_is_an_error() -> None:
    """A page with a hole is never written."""
    with pytest.raises(UndefinedError):
        rendered("{{ title }}")


def test_texts_come_in_the_language_of_the_page_and_are_filled_in() -> None:
    """Values in a translated sentence are encoded with it."""
    assert rendered("{{ _('Whole map') }}", "fr") == "Toute la carte"
    assert rendered("{{ _('No text like this: {name}.', name='<b>') }}", "fr") == (
        "No text like this: &lt;b&gt;."
    )
    counted = "{{ ngettext('{count} area', '{count} areas', n) }}"
    assert rendered(counted, "fr", n=1) == "1 zone"
    assert rendered(counted, "fr", n=1200) == "1\u202f200 zones"


def test_numbers_days_and_languages_are_written_as_readers_do() -> None:
    """The filters follow the language of the page."""
    day = datetime.date(2026, 11, 22)
    template = "{{ a | number }} {{ b | percent }} {{ day | date }} {{ c | language_name }}"
    values = {"a": 1234.5, "b": 0.25, "c": "en", "day": day}
    assert rendered(template, "en", **values) == "1,234.5 25&#37; November 22, 2026 English"
    french = rendered(template, "fr", **values).replace("\u202f", "_").replace("\xa0", "_")
    assert french == "1_234,5 25_&#37; 22 novembre 2026 anglais"
    assert rendered("{{ language }} {{ direction }}", "ar") == "ar rtl"


@pytest.mark.parametrize(
    "value", ["</script>", "<!--", "\u2028\u2029", "&amp;", {"b": 1, "a": [None, True, "é"]}]
)
def test_json_in_a_script_element_says_the_same_and_cannot_end_it(value: object) -> None:
    """Read back it is equal; no letter of it means anything to HTML."""
    text = str(json_text(value))
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_json_refuses_what_browsers_cannot_read() -> None:
    """NaN is no JSON."""
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


def test_style_sheets_and_scripts_are_given_as_they_are() -> None:
    """They are ours."""
    assert rendered("{{ source('map/page.css') }}") == source("map/page.css")
    with pytest.raises(FileNotFoundError):
        source("no.css")
