"""Appearances of ODK Collect, Enketo and KoboCollect, and the types that they are for.

Source: https://docs.getodk.org/form-question-types/ and https://xlsform.org/en/#appearance
"""

from __future__ import annotations

from probono_kit.forms.model import Question

_MEDIA = ("image", "audio", "video", "file")
_CALENDARS = ("date", "datetime")
_MAPS = ("geopoint", "geotrace", "geoshape", "start-geopoint")
_SELECTS = (
    *("select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file"),
    *("select_one_external", "rank"),
)
_CONTAINERS = ("group", "repeat")
_NUMBERS = ("integer", "decimal")

#: Words that do something for these types only.
_FOR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("multiline", "textarea", "url"), ("text", "note")),
    "numbers": ("text", *_NUMBERS),
    "masked": ("text", *_NUMBERS),
    "thousands-sep": ("text", *_NUMBERS),
    "bearing": ("text", *_NUMBERS),
    "counter": ("integer",),
    **dict.fromkeys(("signature", "draw", "annotate", "selfie"), _MEDIA),
    **dict.fromkeys(("new", "new-front", "new-rear"), _MEDIA),
    **dict.fromkeys(("no-calendar", "month-year", "year", "ethiopian", "coptic"), _CALENDARS),
    **dict.fromkeys(("islamic", "bikram-sambat", "myanmar", "persian", "buddhist"), _CALENDARS),
    **dict.fromkeys(("placement-map", "maps", "hide-input", "streetmap", "satellite"), _MAPS),
    **dict.fromkeys(("quick", "autocomplete", "columns", "columns-pack"), _SELECTS),
    **dict.fromkeys(("columns-flex", "no-buttons", "horizontal-compact", "compact"), _SELECTS),
    **dict.fromkeys(("quickcompact", "likert", "image-map", "map", "list-nolabel"), _SELECTS),
    **dict.fromkeys(("field-list", "accordion", "summary"), _CONTAINERS),
    **dict.fromkeys(("picker", "rating", "no-ticks", "distress"), ("range", *_NUMBERS)),
    "minimal": (*_SELECTS, *_CONTAINERS, *_CALENDARS, "range", "time"),
}
#: Words for several types, or that some clients only know.
_ANYWHERE = (
    *("printer", "search", "horizontal", "vertical", "label", "list", "table-list", "comments"),
    *("hidden-answer", "front", "pages", "theme-grid", "randomized", "hide", "one-time", "text"),
    *("numbers-decimal", "no-label", "labelled", "scanner", "nolabel", "dynamic", "other"),
    *(f"w{number}" for number in range(1, 13)),
)
#: All that have a meaning somewhere.
APPEARANCES = frozenset(_FOR) | frozenset(_ANYWHERE)


def fits(word: str, question: Question) -> bool:
    """Tell whether an appearance does something for a question of this type."""
    return word not in _FOR or question.kind in _FOR[word]
