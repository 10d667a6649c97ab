"""Defects in conditions, limits, calculations and references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.forms.planted.defect import Site, kind
from tests.forms.planted.draft import Draft

COLUMNS = ("relevant", "constraint", "calculation", "choice_filter", "required")
_LITERAL = re.compile(r"'(?P<text>[^']+)'")
_CALL = re.compile(r"(?P<name>[a-z][a-z-]*)\(")


def cells(draft: Draft, *columns: str) -> Iterator[tuple[int, str, str]]:
    """Yield row, column and text of the expressions of a form."""
    for row, held in draft.rows():
        for column in columns or COLUMNS:
            text = held.get(column, "")
            if "(" in text or "$" in text or "." in text:
                yield row, column, text


def changed(draft: Draft, old: str, new: str, code: str, *columns: str) -> Iterator[Site]:
    """Yield the form with `new` for the first `old` in each expression that has it."""
    for row, column, text in cells(draft, *columns):
        if old in text:
            spoilt = draft.put(row, column, text.replace(old, new, 1))
            yield Site(code, draft.where(row, column), spoilt)


@kind("parentheses")
def never_closed(draft: Draft) -> Iterator[Site]:
    """The last one is gone."""
    for row, column, text in cells(draft):
        if text.endswith(")"):
            yield Site(
                "form.parenthesis_open", draft.where(row, column), draft.put(row, column, text[:-1])
            )


@kind("parentheses")
def one_too_many(draft: Draft) -> Iterator[Site]:
    """There is one more at the end."""
    for row, column, text in cells(draft):
        spoilt = draft.put(row, column, text + ")")
        yield Site("form.parenthesis_extra", draft.where(row, column), spoilt)


@kind("operators of other languages")
def operators(draft: Draft) -> Iterator[Site]:
    """As programmers, spreadsheets and people in a hurry write."""
    pairs = (
        " = | == ",
        " and | AND ",
        " or | Or ",
        " and | && ",
        " != | <> ",
        " >= | => ",
        " <= | ≤ ",
        " - | – ",
        " or | OR ",
    )
    for pair in pairs:
        old, new = pair.split("|")
        yield from changed(draft, old, new, "form.operator")


@kind("unknown functions")
def functions(draft: Draft) -> Iterator[Site]:
    """Capitals, underscores, names of spreadsheets."""
    other = {
        "if": "IF",
        "count": "COUNTA",
        "selected": "Selected",
        "today": "Today",
        "round": "Round",
        "not": "NOT",
        "max": "maximum",
        "coalesce": "ifempty",
        "string-length": "string_length",
        "regex": "matches",
        "pulldata": "vlookup",
        "count-selected": "count_selected",
        "concat": "concatenate",
    }
    for row, column, text in cells(draft):
        for match in _CALL.finditer(text):
            if match["name"] in other:
                new = text[: match.start()] + other[match["name"]] + text[match.end() - 1 :]
                follow = ("form.file_missing",)
                yield Site(
                    "form.function_unknown",
                    draft.where(row, column),
                    draft.put(row, column, new),
                    follow,
                )


@kind("number of arguments")
def arguments(draft: Draft) -> Iterator[Site]:
    """One too few, one too many."""
    for old, new in (
        ("today()", "today(1)"),
        ("selected(., ", "selected("),
        (", 1)", ", 1, 2)"),
        (", false())", ")"),
        ("coalesce(${doctors}, 0)", "coalesce(${doctors})"),
        ("regex(., ", "regex("),
        (", 'name', ${village}", ", ${village}"),
        ("selected(${needs}, 'water')", "selected(${needs})"),
        ("count-selected(.)", "count-selected()"),
    ):
        yield from changed(draft, old, new, "form.function_arguments")


@kind("quotation marks of word processors")
def curly(draft: Draft) -> Iterator[Site]:
    """Both, or one of the two."""
    for row, column, text in cells(draft):
        match = _LITERAL.search(text)
        for number, signs in enumerate(("‘’", "“”", "«»", "’’", "′′", "„“")):
            if match and (row + number) % 3 == 0:
                new = text[: match.start()] + signs[0] + match["text"] + signs[1]
                spoilt = draft.put(row, column, new + text[match.end() :])
                yield Site("form.curly_quote", draft.where(row, column), spoilt)


@kind("quotation marks never closed")
def quotes(draft: Draft) -> Iterator[Site]:
    """The last one of the cell is gone."""
    for row, column, text in cells(draft):
        if text.count("'") == 2:
            spoilt = draft.put(row, column, text.replace("'", "", 2).replace(" = ", " = '", 1))
            if spoilt.sheets["survey"][row] != draft.sheets["survey"][row] and " = " in text:
                yield Site("form.quote_open", draft.where(row, column), spoilt)


@kind("choices that do not exist")
def choices(draft: Draft) -> Iterator[Site]:
    """The label, a capital, a letter too many."""
    names = {held["name"] for _, held in draft.rows("choices")}
    for row, column, text in cells(draft, "relevant", "constraint", "calculation"):
        for match in _LITERAL.finditer(text):
            if match["text"] not in names or "pulldata" in text:
                continue
            for new in (match["text"].title() + "s", match["text"] + "_", "x"):
                spoilt = f"{text[: match.start()]}'{new}'{text[match.end() :]}"
                follow = ("form.other_unasked", "form.exclusive")
                yield Site(
                    "form.choice_unknown",
                    draft.where(row, column),
                    draft.put(row, column, spoilt),
                    follow,
                )


@kind("= on several answers")
def equals(draft: Draft) -> Iterator[Site]:
    """Instead of selected()."""
    for row, column, text in cells(draft, "relevant", "constraint"):
        for sign in ("=", "!="):
            new = re.sub(r"selected\((\.|\$\{\w+\}), ('\w+')\)", rf"\1 {sign} \2", text, count=1)
            if new != text:
                yield Site(
                    "form.equals_multiple", draft.where(row, column), draft.put(row, column, new)
                )


@kind("references to nothing")
def unknown(draft: Draft) -> Iterator[Site]:
    """A capital, a letter too few, in conditions and in texts."""
    places = [
        *cells(draft),
        *(
            (row, c, held[c])
            for row, held in draft.rows()
            for c in held
            if c.startswith("label") and "$" in held[c]
        ),
    ]
    for row, column, text in places:
        if match := re.search(r"\$\{(\w+)\}", text):
            for name in (match[1].upper(), match[1][:-1] + "_x"):
                spoilt = draft.put(row, column, text.replace(match[0], f"${{{name}}}", 1))
                yield Site(
                    "form.reference_unknown",
                    draft.where(row, column),
                    spoilt,
                    ("form.other_unasked",),
                )


@kind("into a repeat from outside")
def into(draft: Draft) -> Iterator[Site]:
    """Without saying which one."""
    inside = {"age": "member", "sex": "member", "tap_state": "tap"}
    for name in inside:
        if not any(held.get("name") == name for _, held in draft.rows()):
            continue
        last = len(draft.sheets["survey"])
        made = draft.with_row(last, type="calculate", name="x", calculation=f"${{{name}}}")
        yield Site("form.reference_into_repeat", made.where(last, "calculation"), made)
        for row, held in draft.rows():
            if held["type"] == "note" and "relevant" in held:
                new = draft.put(row, "relevant", f"{held['relevant']} and ${{{name}}} != ''")
                yield Site("form.reference_into_repeat", draft.where(row, "relevant"), new)
            label = next((c for c in held if c.startswith("label")), "")
            if held["type"] == "note":
                new = draft.put(row, label, f"{held[label]} ${{{name}}}")
                yield Site("form.reference_into_repeat", draft.where(row, label), new)
    yield from changed(draft, "max(${age})", "${age}", "form.reference_into_repeat")


@kind("circles")
def circles(draft: Draft) -> Iterator[Site]:
    """A condition on one's own answer, on what stands within, on a result."""
    for row, held in draft.rows():
        if "name" not in held or held["type"].startswith("begin"):
            continue
        if "relevant" in held and held["type"] not in ("note", "calculate"):
            new = draft.put(row, "relevant", f"{held['relevant']} or ${{{held['name']}}} = ''")
            yield Site("form.cycle", draft.where(row, "relevant"), new)
        if held["type"] == "calculate":
            new = draft.put(
                row, "calculation", f"concat({held['calculation']}, ${{{held['name']}}})"
            )
            yield Site("form.cycle", draft.where(row, "calculation"), new)
    for group, within in (("home", "size"), ("staff", "nurses"), ("place", "region")):
        if any(held.get("name") == group for _, held in draft.rows()):
            row = draft.place(group)
            new = draft.put(row, "relevant", f"${{{within}}} != ''")
            yield Site("form.cycle", draft.where(row, "relevant"), new)


@kind("words without quotation marks")
def bare(draft: Draft) -> Iterator[Site]:
    """A choice, or a question without its braces."""
    for row, column, text in cells(draft, "relevant"):
        for match in _LITERAL.finditer(text):
            if match["text"].isalpha():
                new = text[: match.start()] + match["text"] + text[match.end() :]
                yield Site(
                    "form.bare_word",
                    draft.where(row, column),
                    draft.put(row, column, new),
                    ("form.other_unasked",),
                )
        if match := re.search(r"\$\{(\w+)\}", text):
            new = text[: match.start()] + match[1] + text[match.end() :]
            yield Site(
                "form.bare_word",
                draft.where(row, column),
                draft.put(row, column, new),
                ("form.other_unasked",),
            )


@kind("nothing compared")
def alone(draft: Draft) -> Iterator[Site]:
    """As in: is it A or B."""
    for row, column, text in cells(draft, "relevant"):
        for value in ("'yes'", "2"):
            spoilt = draft.put(row, column, f"{text} or {value}")
            yield Site("form.always", draft.where(row, column), spoilt)


@kind("arguments exchanged")
def exchanged(draft: Draft) -> Iterator[Site]:
    """The choice first, the question second."""
    for row, column, text in cells(draft, "relevant"):
        new = re.sub(r"selected\((\$\{\w+\}), ('\w+')\)", r"selected(\2, \1)", text, count=1)
        if new != text:
            yield Site(
                "form.selected_swapped", draft.where(row, column), draft.put(row, column, new)
            )
    for row, held in draft.rows():
        if held["type"] == "note" and "relevant" in held:
            for name in ("needs", "troubles", "services"):
                if any(other.get("name") == name for _, other in draft.rows()):
                    new = f"{held['relevant']} and selected('x', ${{{name}}})"
                    yield Site(
                        "form.selected_swapped",
                        draft.where(row, "relevant"),
                        draft.put(row, "relevant", new),
                    )


@kind("dates as texts or sums")
def dates(draft: Draft) -> Iterator[Site]:
    """Quoted where a number is compared, or not quoted at all."""
    for new, code in (("'2026-05-31'", "form.text_ordered"), ("date(2026-05-31)", "form.date_sum")):
        yield from changed(draft, "today()", new, code)
    for row, held in draft.rows():
        if held["type"] == "date":
            for sign in ("<", ">="):
                new = draft.put(row, "constraint", f". {sign} '31/05/2026'")
                yield Site("form.text_ordered", draft.where(row, "constraint"), new)


@kind("groups compared")
def groups(draft: Draft) -> Iterator[Site]:
    """As if a group had an answer."""
    named = [held["name"] for _, held in draft.rows() if held["type"] == "begin group"]
    last = len(draft.sheets["survey"])
    for name in named:
        for test in (f"${{{name}}} = 'yes'", f"${{{name}}} > 1"):
            cells_ = {"type": "calculate", "name": "x", "calculation": f"if({test}, 1, 0)"}
            made = draft.with_row(last, **cells_)
            yield Site("form.group_value", made.where(last, "calculation"), made)


@kind("number of repetitions")
def repetitions(draft: Draft) -> Iterator[Site]:
    """A text, a date, a word."""
    for row, held in draft.rows():
        if held["type"] == "begin repeat":
            for new in (
                "${shelter_other}",
                "${arrival}",
                "many",
                "${kind_other}",
                "${built}",
                "'3'",
                "${shelter}",
                "${kind}",
            ):
                name = new.strip("${}")
                if new[0] != "$" or any(other.get("name") == name for _, other in draft.rows()):
                    yield Site(
                        "form.repeat_count",
                        draft.where(row, "repeat_count"),
                        draft.put(row, "repeat_count", new),
                    )


@kind("how submissions are named")
def instance(draft: Draft) -> Iterator[Site]:
    """The expression in the settings sheet."""
    text = draft.sheets["settings"][1][draft.heads("settings").index("instance_name")]
    spoilt = {
        "form.parenthesis_open": f"concat({text}",
        "form.reference_unknown": "${nobody}",
        "form.operator": f"if({text} == '', 'x', 'y')",
    }
    for code, new in spoilt.items():
        made = draft.put(1, "instance_name", new, "settings")
        yield Site(code, draft.where(1, "instance_name", "settings"), made)
