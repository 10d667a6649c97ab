"""Defects in columns, languages, names, types, groups."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.forms.planted.defect import Site, kind
from tests.forms.planted.draft import Draft

_SILENT = ("start", "end", "today", "audit", "calculate", "end group", "end repeat")
_TEXTS = ("label", "hint", "constraint_message")


def misspelt(word: str, random: Random) -> str:
    """Return a word with two letters exchanged, one left out, or one doubled."""
    place = random.randrange(1, len(word) - 1)
    if random.random() < 0.4 and word[place] != word[place + 1]:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return (
        word[:place] + word[place + 1 :]
        if random.random() < 0.5
        else word[:place] + word[place - 1 :]
    )


def questions(draft: Draft) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows that ask or show something."""
    for row, held in draft.rows():
        if held["type"] not in _SILENT and not held["type"].startswith("begin"):
            yield row, held


@kind("misspelt columns")
def columns(draft: Draft) -> Iterator[Site]:
    """Headings of all sheets that nothing else hangs on."""
    random = Random(3)
    for sheet in draft.sheets:
        for head in draft.heads(sheet):
            key, mark, language = head.partition("::")
            if key in (
                "type",
                "name",
                "label",
                "list_name",
                "region",
                "gov",
                "purpose",
                "kept",
                "hint",
            ):
                continue
            for _ in range(3):
                new = misspelt(key, random)
                if new != key:
                    made = draft.copy()
                    made.heads(sheet)[draft.heads(sheet).index(head)] = new + mark + language
                    yield Site(
                        "form.column_misspelt",
                        draft.where(0, head, sheet),
                        made,
                        (
                            "form.version",
                            "form.column_language",
                            "form.constraint_silent",
                            "form.exclusive",
                            "form.other_unasked",
                            "form.instance_name",
                            "form.unlimited",
                            "form.accuracy",
                            "form.filter_missing",
                            "form.none_required",
                            "form.consent_unused",
                            "form.long",
                        ),
                    )


@kind("other words for columns")
def synonyms(draft: Draft) -> Iterator[Site]:
    """As people call them who come from another tool."""
    for head, new in (
        ("relevant", "Skip logic"),
        ("required", "mandatory"),
        ("relevant", "Condition"),
        ("constraint", "validation"),
        ("required", "Obligatoire"),
    ):
        made = draft.copy()
        made.heads()[draft.heads().index(head)] = new
        yield Site(
            "form.column_misspelt",
            draft.where(0, head),
            made,
            (
                "form.constraint_silent",
                "form.exclusive",
                "form.other_unasked",
                "form.unlimited",
                "form.consent_unused",
                "form.none_required",
                "form.no_upper",
            ),
        )


@kind("blank translations")
def translations(draft: Draft) -> Iterator[Site]:
    """A label, a hint, a message; a choice."""
    for sheet in ("survey", "choices"):
        heads = [head for head in draft.heads(sheet) if head.split("::")[0] in _TEXTS]
        for row, held in draft.rows(sheet):
            for head in heads:
                if head in held and "::" in head:
                    spoilt = draft.put(row, head, "", sheet)
                    yield Site("form.translation_blank", draft.where(row, head, sheet), spoilt)


@kind("languages missing")
def languages(draft: Draft) -> Iterator[Site]:
    """From the choices, or from one kind of texts."""
    for head in draft.heads("choices"):
        if head.startswith("label::"):
            yield Site("form.language_missing", "choices", draft.without_column(head, "choices"))
    for head in draft.heads():
        key = head.split("::")[0]
        if "::" in head and key in _TEXTS[1:]:
            made = draft.without_column(head)
            first = next(other for other in made.heads() if other.startswith(key))
            yield Site("form.column_language", made.where(0, first), made)


@kind("languages mixed with none")
def mixed(draft: Draft) -> Iterator[Site]:
    """One heading has lost its language."""
    for sheet in ("survey", "choices"):
        for head in draft.heads(sheet):
            if "::" in head:
                made = draft.copy()
                made.heads(sheet)[draft.heads(sheet).index(head)] = head.partition("::")[0]
                follow = ("form.default_language",)
                yield Site("form.label_mixed", draft.where(0, head, sheet), made, follow)


@kind("languages written in two ways")
def unlike(draft: Draft) -> Iterator[Site]:
    """Without the code, with a capital less, misspelt."""
    for sheet in ("survey", "choices"):
        for head in draft.heads(sheet):
            key, mark, language = head.partition("::")
            if mark and (sheet == "choices" or key != "label"):
                for new in (language.partition(" (")[0], language.lower(), language + "x"):
                    made = draft.copy()
                    made.heads(sheet)[draft.heads(sheet).index(head)] = key + mark + new
                    if new != language:
                        yield Site("form.language_unlike", draft.where(0, head, sheet), made)
    if "default_language" in draft.heads("settings"):
        for new in ("french", "Español (es)", "Frnch (fr)"):
            where = draft.where(1, "default_language", "settings")
            yield Site(
                "form.default_language", where, draft.put(1, "default_language", new, "settings")
            )


@kind("limits without a message")
def silent(draft: Draft) -> Iterator[Site]:
    """In no language."""
    for row, held in draft.rows():
        if "constraint" in held:
            made = draft
            for head in draft.heads():
                if head.startswith("constraint_message"):
                    made = made.put(row, head, "")
            yield Site("form.constraint_silent", draft.where(row, "constraint"), made)


@kind("spaces before and behind")
def spaces(draft: Draft) -> Iterator[Site]:
    """In names, types, lists, headings, values of filters."""
    for sheet, heads in (("survey", ("type", "name")), ("choices", ("name", "region", "gov"))):
        for row, held in draft.rows(sheet):
            for head in heads:
                if head in held and not held[head].startswith("end "):
                    for new in (held[head] + " ", " " + held[head]):
                        spoilt = draft.put(row, head, new, sheet)
                        yield Site("form.spaces", draft.where(row, head, sheet), spoilt)
    for sheet in draft.sheets:
        for head in draft.heads(sheet):
            made = draft.copy()
            made.heads(sheet)[draft.heads(sheet).index(head)] = head + " "
            yield Site("form.spaces", draft.where(0, head, sheet), made)


@kind("signs that nobody sees")
def unseen(draft: Draft) -> Iterator[Site]:
    """Copied along from a web page."""
    for row, held in draft.rows("choices"):
        spoilt = draft.put(row, "name", held["name"] + "\u200b", "choices")
        follow = (
            "form.choice_unknown",
            "form.parent_unknown",
            "form.childless",
            "form.default",
            "form.other_unasked",
            "form.exclusive",
        )
        yield Site("form.unseen", draft.where(row, "name", "choices"), spoilt, follow)


@kind("empty groups")
def empty(draft: Draft) -> Iterator[Site]:
    """A group, a repeat, a group in a group."""
    for row, _ in questions(draft):
        if row % 2:
            sort = ("group", "repeat")[row // 2 % 2]
            made = draft.with_row(row, type=f"end {sort}")
            label = {head: "X" for head in draft.heads() if head.startswith("label")}
            made = made.with_row(row, type=f"begin {sort}", name="void", **label)
            yield Site("form.group_empty", made.where(row, "type"), made)


@kind("groups not closed, or twice")
def groups(draft: Draft) -> Iterator[Site]:
    """An end is missing, or stands where nothing is open, or is that of another kind."""
    ends = [(row, held["type"]) for row, held in draft.rows() if held["type"].startswith("end ")]
    opened = {row: held for row, held in draft.rows() if held["type"].startswith("begin")}
    for row, sort in ends:
        start = max(other for other in opened if other < row)
        follow = (
            "form.reference_into_repeat",
            "form.reference_any",
            "form.cycle",
            "form.closes_nothing",
            "form.closes_other",
            "form.group_empty",
        )
        spoilt = draft.without_row(row)
        yield Site("form.never_closed", draft.where(start, "type"), spoilt, follow)
        other = "end repeat" if sort == "end group" else "end group"
        yield Site(
            "form.closes_other",
            draft.where(row, "type"),
            draft.put(row, "type", other),
            (*follow, "form.never_closed"),
        )
        yield Site(
            "form.closes_nothing",
            draft.where(row + 1, "type"),
            draft.with_row(row + 1, type=sort),
            follow,
        )


@kind("names")
def names(draft: Draft) -> Iterator[Site]:
    """None, twice, with signs that cannot stand in one."""
    last = len(draft.sheets["survey"])
    label = {head: "X" for head in draft.heads() if head.startswith("label")}
    made = draft.with_row(last, type="text", **label)
    yield Site("form.nameless", made.where(last, "type"), made)
    for bad in ("how many", "1st", "age?", "a/b", "q#1"):
        made = draft.with_row(last, type="text", name=bad, **label)
        yield Site("form.name", made.where(last, "name"), made)
    outside = [held["name"] for row, held in questions(draft) if row < 8 and "name" in held]
    for name in outside[:3]:
        row = draft.place(name) + 1
        made = draft.with_row(row, type="date", name=name, **label)
        yield Site("form.name_twice", made.where(row, "name"), made)


@kind("types and labels")
def types(draft: Draft) -> Iterator[Site]:
    """A type that does not exist; a question that shows nothing; a list that is not there."""
    for row, held in questions(draft):
        if held["type"] in (
            "integer",
            "text",
            "date",
            "note",
            "geopoint",
            "decimal",
            "image",
            "time",
        ):
            spoilt = draft.put(row, "type", held["type"][:-1] + "x")
            yield Site("form.type", draft.where(row, "type"), spoilt, ("form.appearance_unfit",))
        if held["type"].startswith("select") and "file" not in held["type"]:
            spoilt = draft.put(row, "type", held["type"] + "s")
            follow = ("form.list_unused", "form.other_unasked", "form.childless")
            yield Site("form.list_missing", draft.where(row, "type"), spoilt, follow)
        made = draft
        for head in held:
            if head.startswith(("label", "hint")):
                made = made.put(row, head, "")
        yield Site("form.label_missing", draft.where(row, "type"), made)
