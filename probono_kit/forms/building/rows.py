"""The rows of an XLSForm: what is planned, written in its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from probono_kit.forms.building.description import ChoiceText, Item, Texts, said
from probono_kit.forms.building.limits import is_today
from probono_kit.forms.building.phrases import phrase
from probono_kit.forms.building.plan import Node
from probono_kit.forms.building.words import KINDS, heading_language

#: Columns of the survey sheet in their order; translated ones have one per language.
SURVEY = (
    *("type", "name", "label", "hint", "required", "required_message", "relevant"),
    *("constraint", "constraint_message", "calculation", "choice_filter", "repeat_count"),
    *("appearance", "parameters", "default", "read_only"),
    *("personal", "purpose", "seen_by", "kept", "module", "source"),
)
TRANSLATED = ("label", "hint", "required_message", "constraint_message")
#: Metres: what a telephone under an open sky reaches, and beyond which it warns.
_CAPTURE, _WARN = 10, 50
_UNASKED = ("note", "calculation")
_OPTIONAL = ("photo", "sound", "video", "file", "signature", "line", "outline")
_TELEPHONE = r"regex(., '^\+?[0-9 ]{6,20}$')"
_EMAIL = r"regex(., '^[^@ ]+@[^@ ]+\.[^@ ]+$')"

Row = dict[str, str]


@dataclass
class Sheets:
    """Rows of the survey and of the choices, in the order in which they are written."""

    languages: tuple[str, ...]
    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    lists: dict[tuple[tuple[str, ...], ...], str] = field(default_factory=dict)

    def text(self, column: str, texts: Mapping[str, str]) -> Row:
        """Return the cells of a translated column."""
        if not any(texts.values()):
            return {}
        shown = said(texts, self.languages)
        return {heading(column, each): shown[each] for each in self.languages if shown[each]}

    def add_choices(self, name: str, choices: list[ChoiceText]) -> str:
        """Add a list, once if it is the same; return what it is called."""
        rows = [{"name": c.name, **self.text("label", c.texts)} for c in choices]
        key = tuple(tuple(row.values()) for row in rows)
        if key not in self.lists:
            taken, free, number = set(self.lists.values()), name, 1
            while free in taken:
                number += 1
                free = f"{name}_{number}"
            self.lists[key] = free
            self.choices += [{"list_name": free, **row} for row in rows]
        return self.lists[key]


def heading(column: str, language: str) -> str:
    """Return the heading of a translated column.

    Examples
    --------
    >>> heading("label", "fr")
    'label::French (fr)'
    """
    return f"{column}::{heading_language(language)}"


def write_node(node: Node, sheets: Sheets, inside: Callable[[Node], None] | None = None) -> None:
    """Add the rows of a part of the form.

    Parameters
    ----------
    node : Node
        A question, a group or a repeat with what it holds; not a place.
    sheets : Sheets
        Where the rows are added.
    inside : callable, optional
        Adds what a group holds; default: this function.
    """
    if node.sort == "question":
        _question(node, sheets)
        return
    begin = {
        "type": f"begin {node.sort}",
        "name": node.name,
        **sheets.text("label", node.texts),
        "relevant": node.when,
        "repeat_count": node.count,
        "appearance": node.item.appearance or ("field-list" if node.item.together else ""),
        "module": node.module if node.item.module else "",
    }
    sheets.survey.append({key: text for key, text in begin.items() if text})
    for each in node.children:
        if inside is not None:
            inside(each)
        else:
            write_node(each, sheets)
    sheets.survey.append({"type": f"end {node.sort}", "name": node.name})


def _question(node: Node, sheets: Sheets) -> None:
    item = node.item
    asked = item.kind not in _UNASKED
    blank = asked and not node.choices and (item.dont_know or item.refused)
    must = item.required if item.required is not None else item.kind not in _OPTIONAL
    constraint, message = _limits(node, sheets.languages)
    row = {
        "type": _type(node, sheets),
        "name": node.name,
        **sheets.text("label", item.question),
        **sheets.text("hint", item.hint or _hint(item)),
        **({"required": "yes"} if asked and must and not blank else {}),
        **(sheets.text("required_message", phrase("required")) if asked and must else {}),
        "relevant": node.when,
        "constraint": constraint,
        **(sheets.text("constraint_message", item.message or message) if constraint else {}),
        "calculation": node.calculation,
        "appearance": item.appearance or _appearance(item),
        "parameters": _parameters(item),
        "default": item.default,
        "module": node.module,
        "source": item.source,
        **_register(item, sheets.languages),
    }
    if blank:
        row = {key: text for key, text in row.items() if not key.startswith("required_message")}
    sheets.survey.append({key: text for key, text in row.items() if text})
    if item.other and node.choices:
        _specify(node, sheets)
    if blank:
        _why_blank(node, sheets)


def _register(item: Item, languages: tuple[str, ...]) -> Row:
    """Return the cells that the register of personal data is made from."""
    made = {"personal": item.personal}
    for key in ("purpose", "seen_by", "kept"):
        texts: Texts = getattr(item, key)
        made[key] = said(texts, languages)[languages[0]] if texts else ""
    return made


def _type(node: Node, sheets: Sheets) -> str:
    kind = KINDS[node.item.kind][0]
    if not node.choices:
        return kind
    given = node.item.choices
    name = given if isinstance(given, str) else node.name
    if node.item.kind == "yes/no" and len(node.choices) == 2:
        name = "yes_no"
    return f"{kind} {sheets.add_choices(name, node.choices)}"


def _appearance(item: Item) -> str:
    return {
        "long text": "multiline",
        "signature": "signature",
        "telephone": "numbers",
    }.get(item.kind, "")


def _hint(item: Item) -> Texts:
    return phrase("position") if item.kind == "position" else {}


def _parameters(item: Item) -> str:
    if item.kind == "position":
        best = item.accuracy if item.accuracy.isdigit() else str(_CAPTURE)
        worst = str(max(int(best) * 2, _WARN))
        return f"capture-accuracy={best} warning-accuracy={worst}"
    return "max-pixels=1600" if item.kind in ("photo", "signature") else ""


def _limits(node: Node, languages: tuple[str, ...]) -> tuple[str, Texts]:
    """Return what limits an answer, and why another one is refused."""
    item = node.item
    if node.constraint:
        parts, message = [node.constraint], phrase("invalid")
    else:
        parts, message = [], {}
    range_, said_ = _range(item)
    if range_:
        parts, message = [*parts, range_], said_ if not parts else message
    if item.kind == "telephone":
        parts, message = [*parts, _TELEPHONE], message or phrase("telephone")
    if item.kind == "e-mail":
        parts, message = [*parts, _EMAIL], message or phrase("email")
    if item.kind == "position" and item.accuracy.isdigit():
        parts.append(f"number(selected-at(., 3)) <= {item.accuracy}")
        message = message or phrase("inaccurate", accuracy=item.accuracy)
    if node.alone:
        chosen = " or ".join(f"selected(., '{name}')" for name in node.alone)
        parts.append(f"not(({chosen}) and count-selected(.) > 1)")
        message = message or _alone(node, languages)
    return " and ".join(parts), message


def _alone(node: Node, languages: tuple[str, ...]) -> Texts:
    """Say which answers stand alone, each language with the texts that it shows."""
    texts = [said(each.texts, languages) for each in node.choices if each.name in node.alone]
    made = {}
    for language in languages:
        names = ", ".join(f"“{text[language]}”" for text in texts)
        told = phrase("alone", choices=names)
        made[language] = told.get(language) or told["en"]
    return made


def _range(item: Item) -> tuple[str, Texts]:
    low, high = item.minimum, item.maximum
    if item.kind == "percentage":
        low, high = low or "0", high or "100"
    if not (low or high):
        return "", {}
    if item.kind in ("date", "date and time"):
        values = {
            "minimum": phrase("today") if is_today(low) else low,
            "maximum": phrase("today") if is_today(high) else high,
        }
        name = "between" if low and high else "not_before" if low else "not_after"
    else:
        values = {"minimum": low, "maximum": high}
        name = "between" if low and high else "at_least" if low else "at_most"
    parts = [f". >= {_bound(low)}"] if low else []
    parts += [f". <= {_bound(high)}"] if high else []
    return " and ".join(parts), phrase(name, **values)


def _bound(text: str) -> str:
    if is_today(text):
        return "today()"
    return f"date('{text}')" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text


def _specify(node: Node, sheets: Sheets) -> None:
    """Ask what “other” is."""
    ref = f"${{{node.name}}}"
    several = node.item.kind == "several choices"
    row = {
        "type": "text",
        "name": f"{node.name}_other",
        **sheets.text("label", phrase("specify")),
        "required": "yes",
        **sheets.text("required_message", phrase("required")),
        "relevant": f"selected({ref}, 'other')" if several else f"{ref} = 'other'",
        "module": node.module,
    }
    sheets.survey.append({key: text for key, text in row.items() if text})


def _why_blank(node: Node, sheets: Sheets) -> None:
    """Ask why there is no answer: not knowing and not wanting to say stay apart."""
    names = [each for each in ("dont_know", "refused") if getattr(node.item, each)]
    choices = [ChoiceText(name=each, texts=phrase(each)) for each in names]
    unanswered = f"${{{node.name}}} = ''"
    row = {
        "type": f"select_one {sheets.add_choices('no_answer', choices)}",
        "name": f"{node.name}_why",
        **sheets.text("label", phrase("why_blank")),
        "required": "yes",
        **sheets.text("required_message", phrase("required")),
        "relevant": f"({node.when}) and {unanswered}" if node.when else unanswered,
        "module": node.module,
    }
    sheets.survey.append({key: text for key, text in row.items() if text})
