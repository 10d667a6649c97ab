"""What the page of the brief says beside its tables."""

from __future__ import annotations

from probono_kit.engagement.matrix import MAX_RUNS
from probono_kit.engagement.references import BASE_LAYERS, BASE_PREFIX
from probono_kit.i18n import SCRIPT_LANGUAGES

INTRODUCTION = f"""\
`engagement.yml` holds the whole mission: with the files in `raw/`, it reproduces everything.
`probono new NAME` writes one full of explanations, and beside it `engagement.schema.json`, from
which editors complete, explain and underline. `probono check` says all that is missing or wrong,
with its line; nothing runs while there is an error.

- **Text, or one per language**: `title: Water points`, or
  `title: {{fr: Points d'eau, en: Water points}}`. Languages: {", ".join(SCRIPT_LANGUAGES)}.
- **Short name**: lower-case letters without accents, digits, hyphens; at most 60 characters.
- **Day**: year, month and day, such as `2026-11-22`, without quotation marks or with them.
- A key without a value counts as not written, so that `sources:` alone is no mistake; an unknown
  key is one."""

EXAMPLE = """\
engagement: water-points
title: {fr: Points d'eau en avril 2025, en: Water points in April 2025}
ngo:
  name: Eau Vive
  contact: maps desk (maps@eau-vive.example)
  logo: raw/logo.png
  profile: ocha-like
  website: www.eau-vive.example
question:
  fr: Quelles régions ont le moins de points d'eau ?
  en: Which regions have the fewest water points?
audience: {fr: Équipe de terrain, en: Field team}
languages: [fr, en]
deadline: 2026-12-15
time_box_hours: 12
produced: 2026-11-22
disclaimer:
  fr: Les limites dessinées n'engagent pas Eau Vive.
  en: The boundaries shown do not bind Eau Vive.
country: SEN
numbers_as_in: SEN
sources:
  inventory:
    file: raw/water_points.xlsx
    title: {fr: Inventaire des points d'eau, en: Inventory of water points}
    provider: Regional water authority
    licence: CC BY 4.0
    date: {fr: avril 2025, en: April 2025}
    url: www.water.example/inventory
columns_to_share: [Region, Water points]
limits:
  - fr: Les points d'eau privés ne sont pas comptés.
    en: Private water points are not counted.
tasks:
  - id: cleaning
    notebook: clean_data
    inputs: {table: inventory}
    parameters: {place_column: Region}
    deliver: true
  - id: map
    notebook: static_map
    inputs: {table: cleaning, areas: "base:admin1"}
    parameters:
      place_column: Region
      value: Water points
      title: {fr: Points d'eau en avril 2025, en: Water points in April 2025}
      legend_title: {fr: Points d'eau, en: Water points}
    matrix: {area: [Dakar, Thiès], language: [fr, en]}
"""

_LAYERS = " or ".join(f"`{BASE_PREFIX}{layer}`" for layer in BASE_LAYERS)

#: Heading of each part's chapter, and what is said before its table.
PARTS = {
    "brief": ("Keys of the brief", "At the left edge of the file."),
    "ngo": ("ngo", "Below `ngo`."),
    "source": (
        "sources",
        (
            "Below `sources`, each under an id that you choose: what tasks call it. Title, "
            "provider, licence and date are printed on every map made from the file."
        ),
    ),
    "task": (
        "tasks",
        (
            "Below `tasks`, each begins with a hyphen. The order does not matter: a task waits for "
            "those whose tables it takes.\n\n"
            "What an input takes: a **table**, the id of a source or of a task (its first table); "
            f"**areas**, the id of a source, or {_LAYERS}; another **file**, its path, such as "
            "`decisions/places.csv`. Which inputs and parameters there are: "
            "[the notebooks](notebooks.md).\n\n"
            "With a **matrix** the task runs once per combination, each run in its own folder of "
            "`work/`, named after the task and the values, the language last: `map-dakar-fr`."
        ),
    ),
}

#: What people run into, and the code of what they are told.
TRAPS = (
    (
        'YAML reads `NO`, `yes` and `off` without quotation marks as true or false: write `"NO"`.',
        "engagement.yaml_bool",
    ),
    (
        'It reads `12:30`, `007` and `1_000` as other numbers: write `"007"` for a code.',
        "engagement.yaml_number",
    ),
    ("A text with `: ` in it goes between straight quotation marks.", "engagement.yaml_colon"),
    ("A `#` after a space begins a comment, and the text ends before it.", "engagement.text_cut"),
    ("Typographic quotation marks become part of the text.", "engagement.curly_quotes"),
    ("Indent with spaces, never with tabs.", "engagement.yaml_tab"),
    (
        'A column whose name is a number goes between quotation marks: `value: "2024"`.',
        "engagement.text_needed",
    ),
    (
        "Without `columns_to_share` nothing leaves: maps show no values, tables stay here.",
        "engagement.no_columns_to_share",
    ),
    (
        "`produced` is never today by itself: the same brief gives the same bytes on any day.",
        "engagement.missing_key",
    ),
    (
        "Paths are written with `/` and stay inside the folder of the engagement.",
        "engagement.path_backslash",
    ),
    (
        "A source does not lie in `work/` or `bundle/`: name the task that makes the table.",
        "engagement.path_made",
    ),
    (
        "Inputs stand under `inputs`, not under `parameters` or `matrix`.",
        "engagement.input_in_parameters",
    ),
    ("Only tables come from tasks; areas do not.", "engagement.input_of_other_kind"),
    ("A task and a source cannot have the same id.", "engagement.id_of_source"),
    (
        "A parameter stands under `matrix` or under `parameters`, not under both.",
        "engagement.set_twice",
    ),
    (
        f"A matrix multiplies: at most {MAX_RUNS} runs per task.",
        "engagement.too_many_runs",
    ),
    (
        (
            "A task that takes the table of a task with a matrix needs the same parameters in its "
            "own matrix, so that each run knows which table is meant."
        ),
        "engagement.which_run",
    ),
    (
        "A task made in several languages needs its title in each of them.",
        "engagement.one_text_for_all",
    ),
    (
        (
            "The kit's own texts are in English and French; in other languages yours stay, and the "
            "kit's are English."
        ),
        "engagement.language_not_ready",
    ),
)
