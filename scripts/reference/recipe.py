"""The page of recipes: every step and its fields, and the language of conditions."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.tables.expressions import FUNCTIONS
from probono_kit.tables.recipe import STEPS
from probono_kit.tables.recipe_schema import step_texts
from reference.markdown import NOTE, code, escaped, page, table

EXAMPLE = """\
read:
  sheet: Données
  header_rows: [3, 4]
types:
  Débit: {kind: decimal, convention: "1 234,5"}
  Téléphone: text
steps:
- fill: Région
- map: État
  values: {HS: en panne, Fonctionel: fonctionnel}
  why: glossary of the water ministry
  by: Awa
- derive: Total
  to: "[Nombre d'hommes] + [Nombre de femmes]"
- recode: Taille
  cases: {"Total < 50": petit, "Total < 200": moyen}
  otherwise: grand
- check: Débit
  between: [0, 50]
- check: Commune
  when: État = 'fonctionnel'
  then: Débit is filled
- remove: Total = 0
  why: nobody lives there any more
- deduplicate: [Région, Commune, Village]
"""

INTRODUCTION = """\
A recipe holds what a person decided about cleaning a table. It lies beside the brief, is read
aloud like a list, and is used again on next month's file. All parts may be left out: `read` says
where the table is in its file, `types` what columns hold, `steps` what to do, in this order, and
`seen` (written by probono-kit) which columns earlier files had.

Spaces, invisible characters and words for “no value” are mended before the first step. Columns
are read as numbers and dates before the first step that calculates (`derive`, `recode`, `remove`,
`check`), so that `map` still sees what people typed. Every changed cell is in the cleaning log
with its step and reason, every row that leaves in the deletion log: raw data + log = clean data."""

LANGUAGE = """\
`derive`, `recode`, `remove` and `check` take conditions and calculations. Columns stand in them by
their name, in square brackets unless it is one word: `[Nom du chef]`. Texts and days stand in
quotation marks: `'fonctionnel'`, `'2025-04-30'`. There are `+ - * /`, `&` to join texts,
`= != < <= > >=`, `and`, `or`, `not`, `in (…)`, `between … and …`, `is empty`, `is filled`,
`contains 'text'`, `matches 'regular expression'` (RE2). The French words `et ou non dans entre
contient est vide rempli vrai faux` mean the same.

Where a value is missing, what is calculated from it is missing too, and a condition is open:
neither met nor broken. Days subtracted give a number of days."""

MEANINGS = {
    "abs": "size of a number without its sign",
    "round": "round(x) to whole numbers, round(x, 1) to one decimal; halves away from zero",
    "min": "smallest of what is there",
    "max": "greatest of what is there",
    "sum": "sum of what is there",
    "first": "the first that is there",
    "if": "if(condition, value, other value)",
    "length": "number of characters",
    "lower": "in small letters",
    "upper": "in capital letters",
    "left": "left(text, 2): the first two characters",
    "right": "right(text, 2): the last two characters",
    "text": "a number or date as text",
    "number": "a text such as 12.5 as number",
    "year": "year of a date",
    "month": "month of a date, 1 to 12",
    "day": "day of a date, 1 to 31",
}


def recipe_page() -> str:
    """Return the page: a whole recipe, a table per step, and the language of conditions.

    Examples
    --------
    >>> "## deduplicate" in recipe_page()
    True
    """
    return page(_lines())


def _lines() -> Iterator[str]:
    yield from ("# Recipes", "", NOTE, "", INTRODUCTION, "", "## A recipe", "")
    yield from ("```yaml", EXAMPLE.rstrip(), "```", "")
    for word, model in STEPS.items():
        said, fields = step_texts(model)
        yield from (f"## {word}", "", escaped(said), "")
        rows = (
            (code(name), "yes" if field.is_required() else "", escaped(fields.get(name, "")))
            for name, field in model.model_fields.items()
        )
        ordered = sorted(rows, key=lambda row: (row[0] != code(word), row[0] in ("`why`", "`by`")))
        yield from table(("field", "required", "what it says"), ordered)
    yield from ("## Conditions and calculations", "", LANGUAGE, "")
    rows_of = ((code(name), escaped(MEANINGS[name])) for name in FUNCTIONS)
    yield from table(("function", "what it gives"), rows_of)
