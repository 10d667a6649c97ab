"""Defects that only an experienced colleague minds."""

from __future__ import annotations

from collections.abc import Iterator

from tests.forms.planted.defect import Site, kind
from tests.forms.planted.draft import Draft


def texts(draft: Draft, text: str, sheet: str = "survey") -> dict[str, str]:
    """Return a label in each language."""
    return {head: text for head in draft.heads(sheet) if head.startswith("label")}


def added(draft: Draft, **cells: str) -> tuple[int, Draft]:
    """Return the form with one more row at its end, and the place of the row."""
    last = len(draft.sheets["survey"])
    return last, draft.with_row(last, **{**texts(draft, "X"), **cells})


@kind("numbers without plausible limits")
def unlimited(draft: Draft) -> Iterator[Site]:
    """No limit, or only one, or one too wide."""
    for row, held in draft.rows():
        if held["type"] not in ("integer", "decimal"):
            continue
        made = draft
        for head in draft.heads():
            if head.startswith("constraint"):
                made = made.put(row, head, "")
        yield Site("form.unlimited", draft.where(row, "name"), made)
        wide = draft.put(row, "constraint", ". > -10 and . < 9999")
        yield Site("form.unlimited", draft.where(row, "constraint"), wide)
        upper = draft.put(row, "constraint", ". >= 0")
        is_known = held["name"] in ("age", "size")
        code = "form.unlimited" if is_known else "form.no_upper"
        yield Site(code, draft.where(row, "constraint"), upper)


@kind("positions of any accuracy")
def accuracy(draft: Draft) -> Iterator[Site]:
    """Taken in a cellar."""
    for row, held in draft.rows():
        if held["type"] == "geopoint":
            spoilt = draft.put(row, "parameters", "")
            yield Site("form.accuracy", draft.where(row, "type"), spoilt)
    for name in ("where", "spot"):
        row, made = added(draft, type="geopoint", name=name, purpose="To map", kept="Until May")
        follow = ("form.personal_place", "form.name_reserved")
        yield Site("form.accuracy", made.where(row, "type"), made, follow)


@kind("no record of times")
def times(draft: Draft) -> Iterator[Site]:
    """The beginning, the end."""
    for name in ("start", "end"):
        made = draft.without_row(draft.place(name))
        if not any(held["type"] == "audit" for _, held in made.rows()):
            yield Site("form.duration", "survey", made)


@kind("settings that are missing")
def settings(draft: Draft) -> Iterator[Site]:
    """Version, name of the submissions."""
    for head in ("version", "instance_name"):
        where = "settings"
        yield Site(f"form.{head}", where, draft.without_column(head, "settings"))
        yield Site(f"form.{head}", where, draft.put(1, head, "", "settings"))


@kind("notes that have to be answered")
def notes(draft: Draft) -> Iterator[Site]:
    """With and without a condition."""
    for row, held in draft.rows():
        if held["type"] == "note":
            code = "form.note_stops" if "relevant" in held else "form.note_required"
            spoilt = draft.put(row, "required", "yes")
            yield Site(code, draft.where(row, "required"), spoilt)


@kind("cells that do nothing")
def useless(draft: Draft) -> Iterator[Site]:
    """Limits of notes, required calculations and groups, filters of numbers."""
    columns = {
        "note": ("constraint",),
        "calculate": ("required", "constraint"),
        "begin group": ("required", "constraint"),
        "begin repeat": ("required",),
        "start": ("required",),
        "integer": ("choice_filter", "repeat_count"),
        "text": ("repeat_count",),
    }
    for row, held in draft.rows():
        for column in columns.get(held["type"], ()):
            text = "yes" if column == "required" else "1 = 1"
            spoilt = draft.put(row, column, text)
            follow = ("form.constraint_silent",)
            yield Site("form.no_effect", spoilt.where(row, column), spoilt, follow)


@kind("nothing required")
def required(draft: Draft) -> Iterator[Site]:
    """The column is gone, or empty."""
    yield Site("form.none_required", "survey", draft.without_column("required"))
    made = draft
    for row, held in draft.rows():
        if "required" in held:
            made = made.put(row, "required", "")
    yield Site("form.none_required", "survey", made)


@kind("consent")
def consent(draft: Draft) -> Iterator[Site]:
    """Missing, too late, without consequences."""
    asked = {
        "type": "text",
        "name": "phone",
        **texts(draft, "Telephone number?"),
        "purpose": "To call back",
        "kept": "Until the call",
    }
    places = [row for row, held in draft.rows() if held.get("name") == "consent"]
    if not places:
        row, made = added(draft, **asked)
        follow = ("form.personal",)
        yield Site("form.consent_missing", made.where(row, "name"), made, follow)
        yes_no = {"type": "select_one answer", "name": "agree"}
        if any(held["list_name"] == "answer" for _, held in draft.rows("choices")):
            late = len(made.sheets["survey"])
            made = made.with_row(late, **yes_no, **texts(draft, "Do you consent?"))
            made = made.with_row(
                late + 1,
                type="text",
                name="more",
                relevant="${agree} = '1'",
                **texts(draft, "More?"),
            )
            yield Site("form.consent_late", made.where(row, "name"), made, follow)
        return
    made = draft.with_row(places[0], **asked)
    yield Site("form.consent_late", made.where(places[0], "name"), made)
    made = draft
    for row, held in draft.rows():
        if "consent" in held.get("relevant", ""):
            made = made.put(row, "relevant", "")
    yield Site("form.consent_unused", draft.where(places[0], "name"), made)


@kind("personal data that nobody may refuse")
def refused(draft: Draft) -> Iterator[Site]:
    """A name that has to be given."""
    for label in ("Full name?", "Numéro de téléphone ?"):
        row, made = added(draft, type="text", name="q", required="yes", **texts(draft, label))
        follow = ("form.personal", "form.consent_missing")
        yield Site("form.personal_required", made.where(row, "required"), made, follow)


@kind("what harms people if it is known")
def sensitive(draft: Draft) -> Iterator[Site]:
    """Belief, origin, opinion."""
    for label in ("Which religion?", "Quelle ethnie ?", "¿Afiliación política?", "ما هي القبيلة؟"):
        row, made = added(draft, type="text", name="q", **texts(draft, label))
        yield Site("form.sensitive", made.where(row, "name"), made)


@kind("names that exports break")
def exports(draft: Draft) -> Iterator[Site]:
    """Capitals, signs, words and columns of programs, more than they keep."""
    long = "number_of_people_who_fetch_water_here"
    for name, code in (
        ("_id", "form.name_taken"),
        ("_index", "form.name_taken"),
        ("instanceID", "form.name_taken"),
        ("if", "form.name_reserved"),
        ("using", "form.name_reserved"),
        ("function", "form.name_reserved"),
        ("water-point", "form.name_signs"),
        ("âge_du_puits", "form.name_signs"),
        ("q.1", "form.name_signs"),
        (long, "form.name_long"),
    ):
        row, made = added(draft, type="text", name=name)
        yield Site(code, made.where(row, "name"), made)
    row, made = added(draft, type="text", name=long)
    row, made = added(made, type="text", name=long + "_twice")
    yield Site("form.name_cut", made.where(row, "name"), made, ("form.name_long",))
    for number, held in draft.rows():
        if number % 4 == 0 and held.get("name", "").islower():
            row, made = added(draft, type="text", name=held["name"].title())
            yield Site("form.name_case", made.where(row, "name"), made)
    row, made = added(draft, type="begin group", name="extra")
    row, made = added(made, type="text", name="start")
    made = made.with_row(row + 1, type="end group")
    yield Site("form.name_again", made.where(row, "name"), made)


@kind("choices that exports break")
def choices(draft: Draft) -> Iterator[Site]:
    """Capitals only, a slash, a comma."""
    for row, held in draft.rows("choices"):
        if row % 3 == 0 and held["name"].isalpha():
            made = draft.with_row(
                row + 1,
                "choices",
                **{**held, "name": held["name"].upper(), **texts(draft, "X", "choices")},
            )
            where = made.where(row + 1, "name", "choices")
            follow = ("form.childless",)
            yield Site("form.choice_case", where, made, follow)
            for sign in "/,":
                made = draft.with_row(
                    row + 1,
                    "choices",
                    **{**held, "name": f"a{sign}b", **texts(draft, "X", "choices")},
                )
                yield Site("form.choice_signs", where, made, follow)


@kind("don't know and no answer in one")
def together(draft: Draft) -> Iterator[Site]:
    """Nobody can tell them apart afterwards."""
    named = sorted(
        {held["list_name"] for _, held in draft.rows("choices")} - {"region", "governorate"}
    )
    for list_name in named:
        last = len(draft.sheets["choices"])
        label = texts(draft, "Don't know / prefer not to answer", "choices")
        made = draft.with_row(last, "choices", list_name=list_name, name="dk_na", **label)
        if list_name not in ("district", "town"):
            where = made.where(last, next(iter(label)), "choices")
            yield Site("form.dont_know_together", where, made)


@kind("filters that are missing")
def filters(draft: Draft) -> Iterator[Site]:
    """The cascade shows everything."""
    for row, held in draft.rows():
        if "choice_filter" in held:
            spoilt = draft.put(row, "choice_filter", "")
            yield Site("form.filter_missing", draft.where(row, "type"), spoilt)


@kind("too long")
def long(draft: Draft) -> Iterator[Site]:
    """Three hundred questions."""
    made = draft
    for number in range(300):
        _, made = added(made, type="select_one x", name=f"more_{number}")
    row = len(made.sheets["choices"])
    for name in ("a", "b"):
        made = made.with_row(
            row, "choices", list_name="x", name=name, **texts(draft, name, "choices")
        )
    yield Site("form.long", "survey", made)
