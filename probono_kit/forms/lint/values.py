"""What is wrong with the values of ``required``, ``appearance`` and ``default``."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from probono_kit.findings import Findings
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.lint.logic import PLAIN, Sight, shortened
from probono_kit.forms.model import Question

#: Appearances of ODK Collect, Enketo and KoboCollect.
#: Source: https://docs.getodk.org/form-question-types/ and https://xlsform.org/en/#appearance
APPEARANCES = frozenset(
    [
        "multiline",
        "numbers",
        "url",
        "signature",
        "draw",
        "annotate",
        "new",
        "new-front",
        "new-rear",
        "masked",
        "bearing",
        "printer",
        "selfie",
        "no-calendar",
        "month-year",
        "year",
        "ethiopian",
        "coptic",
        "islamic",
        "bikram-sambat",
        "myanmar",
        "persian",
        "buddhist",
        "placement-map",
        "maps",
        "hide-input",
        "quick",
        "minimal",
        "autocomplete",
        "search",
        "columns",
        "columns-pack",
        "columns-flex",
        "no-buttons",
        "horizontal",
        "horizontal-compact",
        "compact",
        "quickcompact",
        "likert",
        "image-map",
        "map",
        "label",
        "list-nolabel",
        "list",
        "table-list",
        "field-list",
        "accordion",
        "summary",
        "vertical",
        "picker",
        "rating",
        "distress",
        "thousands-sep",
        "counter",
        "comments",
        "textarea",
        "hidden-answer",
        "no-ticks",
        "front",
        "annotate",
        "pages",
        "theme-grid",
        "randomized",
        "hide",
        "streetmap",
        "satellite",
        "w1",
        "w2",
        "w3",
        "w4",
        "w5",
        "w6",
        "w7",
        "w8",
        "w9",
        "w10",
        "w11",
        "w12",
        "one-time",
        "numbers-decimal",
        "text",
        "no-label",
        "labelled",
        "bearing",
        "scanner",
        "nolabel",
        "dynamic",
        "other",
    ]
)
_APPEARANCE_CALL = re.compile(r"\b(?:ex:|search\(|printer:|intent).*", re.DOTALL | re.IGNORECASE)


def values(sight: Sight, findings: Findings) -> None:
    """Find values of ``required``, ``appearance`` and ``default`` that mean nothing."""
    for question in sight.form.questions:
        row = question.row
        for key in ("required", "read_only"):
            text = row.get(key)
            tree = parse_expression(text).tree if text and text.lower() not in PLAIN else None
            if (
                tree is not None and tree.kind in ("path", "string", "number") and tree.text != "."
            ) or (
                text
                and text.lower() not in PLAIN
                and tree is None
                and "(" not in text
                and "$" not in text
            ):
                findings.add("form.required", row.where(key), value=text, column=key)
        for word in _APPEARANCE_CALL.sub("", row.get("appearance")).split():
            plain = word.strip(",").lower()
            if plain not in APPEARANCES and not re.fullmatch(
                r"columns-\d+|compact-\d+|quickcompact-\d+|w\d+|x-.*|bm-.*|.*\(.*|\$.*", plain
            ):
                near = get_close_matches(plain, sorted(APPEARANCES), 1, 0.6)
                findings.add(
                    "form.appearance",
                    row.where("appearance"),
                    value=word,
                    near=near[0] if near else "—",
                )
        default = row.get("default")
        if (
            default
            and "${" not in default
            and "(" not in default
            and not _fits(sight, question, default)
        ):
            findings.add(
                "form.default", row.where("default"), value=shortened(default), kind=question.kind
            )


def _fits(sight: Sight, question: Question, text: str) -> bool:
    known = sight.form.lists.get(question.list_name)
    match question.kind:
        case "integer":
            return bool(re.fullmatch(r"[-+]?\d+", text))
        case "decimal":
            return bool(re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", text))
        case "date":
            return _is_date(text)
        case "datetime":
            return _is_date(text[:10])
        case "time":
            return bool(re.match(r"\d{1,2}:\d{2}", text))
        case "geopoint":
            return bool(re.fullmatch(r"[-+\d.]+\s+[-+\d.]+(\s+[-+\d.]+){0,2}", text))
        case "select_one" if known:
            return text in {choice.name for choice in known}
        case "select_multiple" if known:
            return set(text.split()) <= {choice.name for choice in known}
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))
