"""What is wrong with the values of ``required``, ``appearance`` and ``default``."""

from __future__ import annotations

import re
from datetime import date

from probono_kit.findings import Findings
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.lint.appearances import APPEARANCES, fits
from probono_kit.forms.lint.logic import PLAIN, Sight, nearest, shortened
from probono_kit.forms.model import Question

_OWN = re.compile(r"columns-\d+|compact-\d+|quickcompact-\d+|w\d+|x-.*|bm-.*|.*\(.*|\$.*")
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
            place = row.where("appearance")
            if plain not in APPEARANCES and not _OWN.fullmatch(plain):
                near = nearest(plain, APPEARANCES)
                findings.add("form.appearance", place, value=word, near=near)
            elif not fits(plain, question):
                findings.add("form.appearance_unfit", place, value=word, kind=question.kind)
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
            return bool(re.match(r"(?:[01]?\d|2[0-3]):[0-5]\d", text))
        case "geopoint":
            return _is_point(text)
        case "range":
            return _in_range(question, text)
        case "acknowledge":
            return text == "OK"
        case "select_one" if known:
            return text in {choice.name for choice in known}
        case "select_multiple" if known:
            return set(text.split()) <= {choice.name for choice in known}
    return True


def _is_point(text: str) -> bool:
    try:
        parts = [float(part) for part in text.split()]
    except ValueError:
        return False
    return 2 <= len(parts) <= 4 and abs(parts[0]) <= 90 and abs(parts[1]) <= 180


def _in_range(question: Question, text: str) -> bool:
    told = dict(re.findall(r"(start|end)\s*=\s*([-+\d.]+)", question.row.get("parameters")))
    try:
        ends = sorted((float(told.get("start", 0)), float(told.get("end", 10))))
        return ends[0] <= float(text) <= ends[1]
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))
