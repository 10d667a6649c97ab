"""Defects in choices, cascades, files, values of cells, and in what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from tests.forms.planted.defect import Site, kind
from tests.forms.planted.draft import Draft

_PARENTS = ("region", "gov")
#: Type, and answers that it cannot have.
_DEFAULTS = {
    "integer": ("four", "4.5", "1,000", "10 people"),
    "decimal": ("1,5", "many"),
    "date": ("31/05/2026", "2026-02-30", "today"),
    "time": ("8h30", "25:00"),
    "geopoint": ("Dakar", "95.0 10.0 0 0"),
    "range": ("50", "half"),
    "select_one": ("Yes", "nowhere"),
    "select_multiple": ("water, food", "nowhere"),
}
_APPEARANCES = {
    "text": ("multi-line", "signature", "quick"),
    "integer": ("number", "likert", "no-calendar"),
    "date": ("monthyear", "no_calendar", "minimall"),
    "select_one": ("minimall", "drop-down", "multiline"),
    "select_multiple": ("colums-2", "month-year"),
    "geopoint": ("placement_map", "annotate"),
    "image": ("anotate", "quick"),
    "note": ("bold",),
}


@kind("parents that do not exist")
def orphans(draft: Draft) -> Iterator[Site]:
    """Another word, a capital, the label, nothing."""
    for column in _PARENTS:
        for row, held in draft.rows("choices"):
            if column not in held:
                continue
            only = sum(other.get(column) == held[column] for _, other in draft.rows("choices")) == 1
            follow = ("form.childless",) if only else ()
            for new in ("nowhere", held[column].upper(), ""):
                code = "form.parent_unknown" if new else "form.parent_blank"
                cell = column if new else "name"
                where = draft.where(row, cell, "choices")
                yield Site(code, where, draft.put(row, column, new, "choices"), follow)


@kind("parents without children")
def childless(draft: Draft) -> Iterator[Site]:
    """A region more, without a place in it."""
    for list_name in ("region", "governorate"):
        rows = [row for row, held in draft.rows("choices") if held["list_name"] == list_name]
        labels = {head: "New" for head in draft.heads("choices") if head.startswith("label")}
        for row in rows:
            made = draft.with_row(row, "choices", list_name=list_name, name="new", **labels)
            yield Site("form.childless", made.where(row, "name", "choices"), made)


@kind("filters by a column that is not there")
def filters(draft: Draft) -> Iterator[Site]:
    """Misspelt in the filter, or renamed in the choices; a value that no choice has."""
    for row, held in draft.rows():
        text = held.get("choice_filter", "")
        column, sign, parent = text.partition(" = ")
        if not sign:
            continue
        where = draft.where(row, "choice_filter")
        for new in (column[:-1], column.title(), column + "_code", "admin1"):
            spoilt = draft.put(row, "choice_filter", f"{new} = {parent}")
            yield Site("form.filter_column", where, spoilt)
        made = draft.copy()
        heads = made.heads("choices")
        heads[heads.index(column)] = f"{column}_name"
        yield Site("form.filter_column", where, made)
        for value in ("nowhere", "THIES", "Ibb"):
            spoilt = draft.put(row, "choice_filter", f"{column} = '{value}'")
            yield Site("form.filter_value", where, spoilt)


@kind("two choices with one label")
def labels(draft: Draft) -> Iterator[Site]:
    """In one language, with other letters."""
    before: dict[str, dict[str, str]] = {}
    for row, held in draft.rows("choices"):
        other = before.get(held["list_name"])
        parents = [held.get(column) for column in _PARENTS]
        if other and parents == [other.get(column) for column in _PARENTS]:
            for head in held:
                if head.startswith("label"):
                    for text in (other[head], other[head].upper()):
                        spoilt = draft.put(row, head, text, "choices")
                        where = draft.where(row, head, "choices")
                        yield Site("form.choice_label_twice", where, spoilt)
        before[held["list_name"]] = held


@kind("names of choices")
def names(draft: Draft) -> Iterator[Site]:
    """Twice in a list, none, with a space where several are chosen."""
    several = {held["type"].split()[1] for _, held in draft.rows() if "multiple" in held["type"]}
    before: dict[str, str] = {}
    follow = (
        "form.childless",
        "form.choice_unknown",
        "form.default",
        "form.other_unasked",
        "form.parent_unknown",
        "form.exclusive",
    )
    for row, held in draft.rows("choices"):
        where = draft.where(row, "name", "choices")
        if held["list_name"] in before:
            spoilt = draft.put(row, "name", before[held["list_name"]], "choices")
            yield Site("form.choice_twice", where, spoilt, follow)
        spoilt = draft.put(row, "name", "", "choices")
        place = draft.where(row, "list_name", "choices")
        yield Site("form.choice_nameless", place, spoilt, follow)
        if held["list_name"] in several:
            spoilt = draft.put(row, "name", f"{held['name']} now", "choices")
            yield Site("form.choice_spaces", where, spoilt, follow)
        before[held["list_name"]] = held["name"]


@kind("lists that nobody uses")
def unused(draft: Draft) -> Iterator[Site]:
    """Left over from another form."""
    last = len(draft.sheets["choices"])
    for name in ("old", "yesno", "admin4"):
        labels_ = {head: "X" for head in draft.heads("choices") if head.startswith("label")}
        made = draft.with_row(last, "choices", list_name=name, name="x", **labels_)
        yield Site("form.list_unused", made.where(last, "list_name", "choices"), made)


@kind("defaults that cannot be an answer")
def defaults(draft: Draft) -> Iterator[Site]:
    """A word for a number, a day as people write it, a label for a name."""
    for row, held in draft.rows():
        for text in _DEFAULTS.get(held["type"].split()[0], ()):
            spoilt = draft.put(row, "default", text)
            yield Site("form.default", spoilt.where(row, "default"), spoilt)


@kind("appearances")
def appearances(draft: Draft) -> Iterator[Site]:
    """Misspelt, or for another type."""
    for row, held in draft.rows():
        for text in _APPEARANCES.get(held["type"].split()[0], ()):
            known = text in (
                "signature",
                "quick",
                "likert",
                "no-calendar",
                "multiline",
                "annotate",
                "month-year",
            )
            code = "form.appearance_unfit" if known else "form.appearance"
            spoilt = draft.put(row, "appearance", text)
            yield Site(code, spoilt.where(row, "appearance"), spoilt)


@kind("required")
def required(draft: Draft) -> Iterator[Site]:
    """Neither yes nor a condition."""
    for row, held in draft.rows():
        if "required" in held:
            for text in ("oui", "x", "required", "Y"):
                spoilt = draft.put(row, "required", text)
                yield Site("form.required", draft.where(row, "required"), spoilt)


@kind("files that are missing")
def files(draft: Draft) -> Iterator[Site]:
    """Not beside the form, or without the column."""
    last = len(draft.sheets["survey"])
    labels_ = {head: "X" for head in draft.heads() if head.startswith("label")}
    for sort in ("select_one_from_file", "select_multiple_from_file"):
        made = draft.with_row(last, type=f"{sort} towns.csv", name="towns", **labels_)
        yield Site("form.file_missing", made.where(last, "type"), made)
        made = made.copy()
        made.files["towns.csv"] = "id,title\n1,A\n"
        yield Site("form.file_column", made.where(last, "type"), made)
    look = "pulldata('prices', 'price', 'item', 'x')"
    made = draft.with_row(last, type="calculate", name="price", calculation=look)
    yield Site("form.file_missing", made.where(last, "calculation"), made)
    for heads in ("thing,price", "item,cost"):
        other = made.copy()
        other.files["prices.csv"] = f"{heads}\nx,1\n"
        yield Site("form.file_column", made.where(last, "calculation"), other)


@kind("personal data without need")
def personal(draft: Draft) -> Iterator[Site]:
    """Names, telephones, papers, days of birth, in four languages."""
    last = len(draft.sheets["survey"])
    asked = (
        ("phone_number", "Telephone number?"),
        ("q1", "What is the name of the respondent?"),
        ("q2", "Nom et prénom ?"),
        ("q3", "Numéro de téléphone ?"),
        ("q4", "Numéro de la CNI ?"),
        ("q5", "¿Cuál es su nombre completo?"),
        ("q6", "رقم الهاتف"),
        ("q7", "الاسم الكامل"),
        ("full_name", "Who?"),
        ("q8", "Passport number?"),
        ("date_of_birth", "When?"),
        ("q9", "Nom du chef de ménage ?"),
        ("email", "How can we write to you?"),
        ("q10", "Date de naissance ?"),
        ("q11", "Name of the household head?"),
        ("q12", "National ID number?"),
        ("q13", "Home address?"),
        ("q14", "Adresse du ménage ?"),
    )
    for name, label in asked:
        texts = {head: label for head in draft.heads() if head.startswith("label")}
        sort = "date" if "irth" in name + label or "naissance" in label else "text"
        made = draft.with_row(last, type=sort, name=name, **texts)
        follow = ("form.consent_missing",)
        yield Site("form.personal", made.where(last, "name"), made, follow)


@kind("“other” that nobody asks about")
def other(draft: Draft) -> Iterator[Site]:
    """The question behind it is gone."""
    for row, held in draft.rows():
        if held.get("name", "").endswith("_other"):
            asked = draft.place(held["name"].removesuffix("_other"))
            made = draft.put(row, "relevant", "")
            yield Site("form.other_unasked", draft.where(asked, "name"), made)


@kind("answers that exclude each other")
def exclusive(draft: Draft) -> Iterator[Site]:
    """“None” can be chosen with the rest."""
    for row, held in draft.rows():
        if held["type"].startswith("select_multiple") and "constraint" in held:
            made = draft
            for head in draft.heads():
                if head.startswith("constraint"):
                    made = made.put(row, head, "")
            yield Site("form.exclusive", draft.where(row, "name"), made)
