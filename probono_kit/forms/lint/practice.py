"""Good practice: “other” that is not asked, answers apart, what the settings should say."""

from __future__ import annotations

import re

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import Sight
from probono_kit.forms.model import REFERENCE
from probono_kit.forms.monitoring.words import DONT_KNOW, REFUSED
from probono_kit.forms.words import KNOWN_COLUMNS
from probono_kit.tables.cells import fold

_NONE_OF = frozenset(
    [
        "none",
        "dnk",
        "dk",
        "pnta",
        "dont_know",
        "do_not_know",
        "prefer_not",
        "refused",
        "refuse",
        "aucun",
        "nsp",
        "ninguno",
        "no_answer",
        "dont_know_prefer",
        "ne_sait_pas",
        "not_sure",
        "unknown",
    ]
)
#: Where “other” is an answer of its own, which nobody should have to explain.
_GENDER = re.compile(r"gender|genre|sex|genero|sexo")
_OTHER = frozenset(("other", "autre", "otro", "others", "autres", "oth"))


def other(sight: Sight, findings: Findings) -> None:
    """Find “other” that can be chosen without anybody asking what it is."""
    asked = {
        node.parts[0].text
        for each in sight.written
        if each.column.key == "relevant"
        for node in (*each.expression.nodes("operator"), *each.expression.nodes("call"))
        if len(node.parts) > 1 and node.parts[1].text in _OTHER
    }
    for each in sight.written:
        if each.column.key == "relevant" and each.expression.tree is None:
            asked |= {found["name"] for found in REFERENCE.finditer(each.expression.text)}
    for question in sight.form.questions:
        known = sight.form.lists.get(question.list_name, ())
        has_other = any(choice.name.lower() in _OTHER for choice in known)
        asks = question.is_select and not _GENDER.search(question.name.lower())
        if asks and has_other and question.name not in asked:
            findings.add("form.other_unasked", question.row.where("name"), name=question.name)


def exclusive(sight: Sight, findings: Findings) -> None:
    """Find “none” and “don't know” that may be chosen together with something else."""
    for question in sight.form.questions:
        if question.kind != "select_multiple" or question.row.get("constraint"):
            continue
        known = sight.form.lists.get(question.list_name, ())
        alone = tuple(choice.name for choice in known if choice.name.lower() in _NONE_OF)
        if alone and len(known) > len(alone):
            findings.add(
                "form.exclusive", question.row.where("name"), name=question.name, choices=alone
            )


def together(sight: Sight, findings: Findings) -> None:
    """Find one choice for “don't know” and for “no answer”, which mean different things."""
    for choice in sight.form.choices:
        texts = [text for column, text in choice.row.cells.items() if column.key == "label"]
        for text in texts:
            folded = fold(text)
            if DONT_KNOW.search(folded) and REFUSED.search(folded):
                findings.add("form.dont_know_together", choice.row.where("label"), name=choice.name)
                break


def unfiltered(sight: Sight, findings: Findings) -> None:
    """Find lists that name the parent of each choice, and a question that shows all of them."""
    known = KNOWN_COLUMNS["choices"]
    by_names = {
        name: frozenset(choice.name for choice in group) for name, group in sight.form.lists.items()
    }
    asked = {question.list_name for question in sight.form.questions if question.is_select}
    for question in sight.form.questions:
        group = sight.form.lists.get(question.list_name, ())
        if not question.kind.startswith("select_") or question.row.get("choice_filter"):
            continue
        if "search(" in question.row.get("appearance"):
            continue
        for column in sight.form.columns.get("choices", ()):
            held = (
                {choice.row.get(column.key) for choice in group}
                if column.key not in known
                else set()
            )
            parents = [
                n for n in asked & set(by_names) - {question.list_name} if held <= by_names[n]
            ]
            if len(held) > 1 and parents:
                values = {"name": question.name, "list": question.list_name}
                place = question.row.where("type")
                findings.add("form.filter_missing", place, column=column.written, **values)
                break


def settings(sight: Sight, findings: Findings) -> None:
    """Find forms without a version, or whose submissions all have the same name."""
    row = sight.form.settings
    for key, code in (("version", "form.version"), ("instance_name", "form.instance_name")):
        if row is None or not row.get(key):
            findings.add(code, row.sheet if row else "settings")
