"""The workbook of the sample ``village-water``: three sheets that belong together, all invented.

Villages, their water points and visits of these, as a small NGO keeps them side by side: names
retyped on every sheet, codes with leading zeros, several choices in one cell, numbered columns for
what repeats, a totals row. The villages of Fatick and Foundiougne exist; figures, codes and persons
do not.
"""

from __future__ import annotations

import datetime
import io
from typing import Any

import xlsxwriter
from water_points import Draw, write_line

SEED = 20250514

#: Village → its commune, latitude and longitude to the hundredth of a degree.
VILLAGES = {
    "Diofior": ("Diofior", 14.18, -16.67),
    "Fimela": ("Fimela", 14.13, -16.68),
    "Ndangane": ("Fimela", 14.10, -16.69),
    "Djilor": ("Fimela", 14.15, -16.65),
    "Simal": ("Fimela", 14.16, -16.64),
    "Loul Sessène": ("Loul Sessène", 14.24, -16.62),
    "Niakhar": ("Niakhar", 14.47, -16.40),
    "Diohine": ("Diarère", 14.50, -16.50),
    "Tattaguine": ("Tattaguine", 14.42, -16.56),
    "Diakhao": ("Diakhao", 14.46, -16.29),
    "Toubacouta": ("Toubacouta", 13.78, -16.48),
    "Missirah": ("Toubacouta", 13.68, -16.52),
    "Soukouta": ("Toubacouta", 13.80, -16.46),
    "Sokone": ("Sokone", 13.88, -16.37),
    "Passy": ("Passy", 13.98, -16.26),
    "Djirnda": ("Djirnda", 13.98, -16.64),
}
#: Commune → department.
DEPARTMENTS = {
    **dict.fromkeys(("Diofior", "Fimela", "Loul Sessène", "Niakhar"), "Fatick"),
    **dict.fromkeys(("Diarère", "Tattaguine", "Diakhao"), "Fatick"),
    **dict.fromkeys(("Toubacouta", "Sokone", "Passy", "Djirnda"), "Foundiougne"),
}
_CODES = {"Fatick": "0911", "Foundiougne": "0921"}

TITLES = ("COLLECTIF PUITS ET VILLAGES (organisation fictive)", "Suivi des points d'eau, 2025")
VILLAGE_HEADER = ("Code village", "Village", "Commune", "Département", "Population")
VILLAGE_HEADER += ("Latitude", "Longitude")
POINT_HEADER = ("Code point", "Code village", "Village", "Type", "Année", "Débit (m³/h)", "Usages")
VISIT_HEADER = ("Date", "Code point", "Agent", "Fonctionne", "Pièce 1", "Coût 1 (FCFA)")
VISIT_HEADER += ("Pièce 2", "Coût 2 (FCFA)", "Pièce 3", "Coût 3 (FCFA)", "Observations")

_TYPES = ("Forage motorisé", "Puits moderne", "Pompe manuelle", "Puits moderne", "FORAGE MOTORISÉ")
_USES = ("boisson", "bétail", "maraîchage", "lessive")
_PARTS = (("Joint", 2_500), ("Câble", 15_000), ("Robinet", 6_000), ("Pompe", 185_000))
_AGENTS = ("Awa Faye", "Mamadou Sarr", "Khady Diouf", "awa faye")
_REMARKS = (None, None, "Eau salée", None, "Comité absent", None, "À revoir après les pluies")


def village_lines() -> list[list[Any]]:
    """Return the lines of the sheet of villages, without its totals."""
    draw, lines, numbers = Draw(SEED), [], dict.fromkeys(_CODES, 0)
    for place, (name, (commune, latitude, longitude)) in enumerate(VILLAGES.items()):
        department = DEPARTMENTS[commune]
        numbers[department] += 1
        code = f"{_CODES[department]}{numbers[department]:02}"
        population = draw.whole(38, 720) * 10
        shown = department.upper() if place in (4, 12) else department
        lines.append([code, name, commune, shown, population, latitude, longitude])
    lines[5][4] = "ND"
    return lines


def point_lines() -> list[list[Any]]:
    """Return the lines of the sheet of water points: villages retyped beside their codes."""
    draw, lines = Draw(SEED + 1), []
    for place, village in enumerate(village_lines()):
        if place == 11:
            continue  # one village has none
        for _ in range(draw.whole(1, 3)):
            number = len(lines)
            name = (village[1].upper(), f"{village[1]} ", village[1], village[1])[number % 4]
            flow = f"{draw.between(0.8, 9.5):.1f}".replace(".", ",")
            uses = [use for position, use in enumerate(_USES) if draw.between(0, 1) > position / 4]
            kind = _TYPES[draw.whole(0, len(_TYPES) - 1)]
            year = draw.whole(1994, 2023)
            code = f"{number + 1:03}"
            lines.append([code, village[0], name, kind, year, flow, "; ".join(uses)])
    lines[6][5] = None
    lines[9][4] = None
    return lines


def visit_lines() -> list[list[Any]]:
    """Return the lines of the sheet of visits: up to three changed parts, side by side."""
    draw, lines = Draw(SEED + 2), []
    start = datetime.date(2025, 2, 3)
    codes = [line[0] for line in point_lines()]
    for number in range(44):
        day = start + datetime.timedelta(days=2 * number + draw.whole(0, 1))
        works = draw.between(0, 1) < 0.7
        count = 0 if works and draw.between(0, 1) < 0.7 else draw.whole(1, 3)
        first = draw.whole(0, len(_PARTS) - 1)
        parts: list[Any] = []
        for place in range(3):
            name, price = _PARTS[(first + place) % len(_PARTS)]
            parts += [name, price] if place < count else [None, None]
        agent = _AGENTS[number % 3] if number != 17 else _AGENTS[3]
        answer = "Oui" if works else "Non"
        shown: Any = day if number % 5 else day.strftime("%d/%m/%Y")
        code = codes[draw.whole(0, len(codes) - 1)]
        lines.append([shown, code, agent, answer, *parts, _REMARKS[number % len(_REMARKS)]])
    return lines


def workbook() -> bytes:
    """Return the workbook, as its bytes."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": "Suivi des points d'eau (données fictives)",
            "author": "Collectif Puits et Villages (fictif)",
            "created": datetime.datetime(2025, 5, 14),  # noqa: DTZ001  no clock, no zone
        }
    )
    villages = village_lines()
    total = sum(line[4] for line in villages if isinstance(line[4], int))
    _sheet(book, "Villages", VILLAGE_HEADER, villages, [None, "TOTAL", None, None, total])
    _sheet(book, "Points d'eau", POINT_HEADER, point_lines())
    _sheet(book, "Visites", VISIT_HEADER, visit_lines())
    book.close()
    return content.getvalue()


def _sheet(
    book: Any, name: str, header: tuple[str, ...], lines: list[list[Any]], total: Any = None
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCEBF3"})
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, text in enumerate(TITLES):
        sheet.write_string(row, 0, text, bold)
    first = len(TITLES) + 1
    for column, text in enumerate(header):
        sheet.write_string(first, column, text, heading)
        sheet.set_column(column, column, max(11, min(26, len(text) + 4)))
    for row, line in enumerate(lines, first + 1):
        write_line(sheet, row, line, as_day)
    if total:
        write_line(sheet, first + 1 + len(lines), total, as_day, bold)
    sheet.freeze_panes(first + 1, 0)
