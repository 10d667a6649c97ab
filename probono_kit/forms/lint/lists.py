"""What is wrong with lists of choices, cascades and the files that a form needs."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.findings import Findings
from probono_kit.forms.cascades import cascade_of
from probono_kit.forms.grammar import Node
from probono_kit.forms.lint.logic import Sight, Written, nearest, shortened
from probono_kit.forms.lint.media import FROM_FILE, beside, column_names, lookup, plain_name
from probono_kit.forms.model import Choice, Form
from probono_kit.forms.words import KNOWN_COLUMNS


def choices(sight: Sight, findings: Findings) -> None:
    """Find choices without a name, twice in a list, or with spaces that tear answers apart."""
    multiple = {q.list_name for q in sight.form.questions if q.kind in ("select_multiple", "rank")}
    allowed = sight.form.settings and sight.form.settings.get("allow_choice_duplicates").lower()
    for name, group in sight.form.lists.items():
        seen: dict[str, Choice] = {}
        for choice in group:
            if not choice.name:
                findings.add(
                    "form.choice_nameless", choice.row.where("name", "list_name"), list=name
                )
                continue
            first = seen.setdefault(choice.name, choice)
            if first is not choice and allowed not in ("yes", "true"):
                values = {"value": choice.name, "list": name, "line": str(first.row.number)}
                findings.add("form.choice_twice", choice.row.where("name"), **values)
            if name in multiple and len(choice.name.split()) > 1:
                findings.add("form.choice_spaces", choice.row.where("name"), value=choice.name)


def labels(sight: Sight, findings: Findings) -> None:
    """Find choices of a list that a person cannot tell apart."""
    named = [c for c in sight.form.columns.get("choices", ()) if c.key == "label"]
    for name, group in sight.form.lists.items():
        for column in named:
            seen: dict[tuple[str, ...], Choice] = {}
            for choice in group:
                text = choice.row.cells.get(column, "").strip()
                if not text:
                    continue
                shown = [
                    value
                    for c, value in choice.row.cells.items()
                    if c.key not in KNOWN_COLUMNS["choices"] or c.key == "image"
                ]
                first = seen.setdefault((text.casefold(), *shown), choice)
                if first.name != choice.name:
                    values = {"value": shortened(text), "list": name, "line": str(first.row.number)}
                    findings.add("form.choice_label_twice", choice.row.cell(column), **values)


def filters(sight: Sight, findings: Findings) -> None:
    """Find filters by a column that does not exist; children whose parent does not exist."""
    known = {column.key for column in sight.form.columns.get("choices", ())}
    written = {column.written.strip() for column in sight.form.columns.get("choices", ())}
    judged: set[tuple[str, str, str]] = set()
    for each in sight.written:
        question = each.question
        if each.column.key != "choice_filter" or each.expression.tree is None:
            continue
        if question.list_name not in sight.form.lists:
            continue
        for node in _columns(each.expression.tree):
            if node.text not in known and node.text not in written:
                columns = tuple(sorted(known - KNOWN_COLUMNS["choices"])) or ("—",)
                findings.add("form.filter_column", each.where, value=node.text, columns=columns)
        _literals(sight, each, known, findings)
        for column, parent in cascade_of(each.expression.tree, sight.target):
            pair = (question.list_name, column, parent.list_name)
            if pair not in judged and (column in written or column.lower() in known):
                judged.add(pair)
                _orphans(sight, *pair, findings)


def _columns(tree: Node) -> Iterator[Node]:
    """Yield the bare names of a filter: they mean columns of the choices."""
    if tree.kind == "path" and tree.text.isidentifier():
        yield tree
    if tree.kind in ("operator", "call"):
        for part in tree.parts:
            yield from _columns(part)


def _literals(sight: Sight, each: Written, known: set[str], findings: Findings) -> None:
    """Find a column compared with a text that it never holds."""
    group = sight.form.lists[each.question.list_name]
    for node in each.expression.nodes("operator"):
        if node.text not in ("=", "!=") or len(node.parts) != 2:
            continue
        left, right = node.parts
        if left.kind in ("string", "number"):
            left, right = right, left
        if left.kind != "path" or left.text.lower() not in known or not right.text:
            continue
        held = {choice.row.get(left.text.lower()) for choice in group}
        if right.kind in ("string", "number") and right.text not in held:
            near = nearest(right.text, held - {""})
            values = {"value": right.text, "column": left.text, "list": each.question.list_name}
            findings.add("form.filter_value", each.where, near=near, **values)


def _orphans(sight: Sight, name: str, column: str, parent: str, findings: Findings) -> None:
    parents = sight.form.lists.get(parent)
    if parents is None:
        return
    known, met = {choice.name for choice in parents}, set()
    for choice in sight.form.lists[name]:
        value = choice.row.get(column.lower())
        if not value:
            values = {"name": choice.name, "column": column}
            findings.add("form.parent_blank", choice.row.where("name"), **values)
        elif value not in known and value not in met:
            findings.add(
                "form.parent_unknown",
                choice.row.where(column.lower()),
                value=value,
                name=choice.name,
                list=parent,
            )
        met.add(value)
    for choice in parents:
        if choice.name and choice.name not in met:
            findings.add(
                "form.childless",
                choice.row.where("name"),
                name=choice.name,
                list=name,
                column=column,
            )


def unused(sight: Sight, findings: Findings) -> None:
    """Find lists that no question uses."""
    used = {question.list_name for question in sight.form.questions}
    searched = any("search(" in q.row.get("appearance") for q in sight.form.questions)
    text = " ".join(each.expression.text for each in sight.written)
    for name, group in sight.form.lists.items():
        if name not in used and not searched and f"'{name}'" not in text:
            findings.add("form.list_unused", group[0].row.where("list_name"), list=name)


def files(sight: Sight, findings: Findings) -> None:
    """Find files that do not lie beside the form, and columns that they do not have."""
    for question in sight.form.questions:
        if question.kind in FROM_FILE and question.list_name:
            place = question.row.where("type")
            _look_for(sight.form, question.list_name, place, column_names(question), findings)
    for each in sight.written:
        for node in each.expression.nodes("call"):
            if node.text != "pulldata" or not node.parts or node.parts[0].kind != "string":
                continue
            name = node.parts[0].text
            name = name if name.endswith(".csv") else f"{name}.csv"
            wanted = tuple(part.text for part in node.parts[1:3] if part.kind == "string")
            _look_for(sight.form, name, each.where, wanted, findings)


def _look_for(
    form: Form, name: str, where: str, wanted: tuple[str, ...], findings: Findings
) -> None:
    plain = plain_name(name)
    if "\0" in plain or not plain or len(plain) > 200 or "${" in plain:
        return
    path = beside(form, name)
    if path is None:
        findings.add("form.file_missing", where, file=plain)
        return
    found = lookup(path)
    for column in wanted if found is not None else ():
        if found is not None and not any(h.split("::")[0] == column for h in found.heads):
            heads = tuple(found.heads[:20]) or ("—",)
            findings.add("form.file_column", where, file=plain, value=column, columns=heads)
