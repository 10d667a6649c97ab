"""The page of findings: every message of the catalogue, in English and French."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.i18n import gettext
from probono_kit.maps.linter import PAGE_RULES, RULES
from probono_kit.messages import CATALOGUE, Message
from reference.markdown import NOTE, code, escaped, page, table

#: Prefix of the codes, and what they are about.
GROUPS = {
    "file": "files and folders",
    "engagement": "the brief and the parameters of its tasks",
    "tables": "reading and cleaning tables",
    "sheets": "readings kept and replayed, several tables on a sheet, geo files",
    "types": "types of columns",
    "recipe": "recipes, reviews and decisions",
    "clean": "cleaned tables handed on, the command that cleans one file",
    "save": "files of a cleaned table",
    "load": "loading a database",
    "places": "boundary files, names and codes of areas",
    "privacy": "what in a table points to persons",
    "space": "figures by area",
    "area": "a map of one area",
    "coordinates": "points",
    "gazetteer": "lists of places, towns",
    "map": "maps",
    "lint": "what a cartographer would object to",
    "web": "interactive maps",
    "explore": "mining of cleaned tables",
    "propose": "the design of a database, proposed from the tables",
    "build": "building a database in an engagement",
    "run": "running notebooks",
    "document": "databases handed on: packages, copies, entry workbooks, browsing",
    "deliver": "the checks before a bundle leaves",
    "form": "forms of a data collection",
    "compare": "two versions of a form",
    "papers": "what comes with a form: codebook, translation, paper, plan, register",
    "translation": "translator's sheets of forms",
    "sample": "samples: sizes, clusters, points",
    "submissions": "submissions of a form, real or invented",
    "server": "servers of KoboToolbox and ODK Central",
    "monitor": "monitoring of a data collection",
    "design": "designs of databases, rows that do not fit them",
}

INTRODUCTION = """\
A finding says where something is, what is the matter, and how to mend it, in the language of the
reader. Words in braces stand for what was found. Behind the arrow is the fix.

An **error** stops: what it concerns is neither made nor delivered before it is mended. A
**warning** is for a person to decide; work goes on. A **note** says what was done.

Une *erreur* (error) arrête ce qu'elle concerne tant qu'elle n'est pas corrigée ; un
*avertissement* (warning) demande une décision ; une *note* dit ce qui a été fait."""


def findings_page() -> str:
    """Return the page: one table per prefix, codes in alphabetical order.

    Examples
    --------
    >>> "`file.missing`" in findings_page()
    True
    """
    return page(_lines())


def _lines() -> Iterator[str]:
    codes: dict[str, list[str]] = {prefix: [] for prefix in GROUPS}
    for name in sorted(CATALOGUE):
        codes[name.partition(".")[0]].append(name)
    yield from ("# What findings say", "", NOTE, "", INTRODUCTION, "")
    yield from table(
        ("codes", "about", "how many"),
        ((f"[`{key}.…`](#{key})", GROUPS[key], str(len(codes[key]))) for key in GROUPS),
    )
    for prefix, names in codes.items():
        yield from (f"## {prefix}", "", f"About {GROUPS[prefix]}.", "")
        yield from _sources(prefix)
        heads = ("code", "severity", "English", "français")
        yield from table(heads, (_row(name, CATALOGUE[name]) for name in names))


def _row(name: str, message: Message) -> tuple[str, ...]:
    texts = [_said(message, language) for language in ("en", "fr")]
    return (code(name), message.severity.value, *texts)


def _said(message: Message, language: str) -> str:
    text, fix = (escaped(gettext(part, language)) for part in (message.text, message.fix))
    return f"{text}<br>→ {fix}"


def _sources(prefix: str) -> Iterator[str]:
    """Name the paper or guideline behind each rule of the map linter."""
    if prefix == "lint":
        sources = [(f"`{rule.code}`", rule.source) for rule in RULES]
        sources += [(f"`{rule.code}`", rule.source) for rule in PAGE_RULES]
        yield from table(("rule", "source"), sources)
        yield ""
