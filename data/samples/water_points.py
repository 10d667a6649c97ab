"""The sheet of the sample ``water-points``: invented figures for real communes of Senegal.

It holds, on purpose, what sheets from the field hold: title rows above the header, line breaks in
the header, numbers and dates as text in French writings, names of regions as people type them,
blank lines, a totals row, notes under the table, and columns with personal data.
"""

from __future__ import annotations

import datetime
import io
import random
from dataclasses import dataclass
from typing import Any

import xlsxwriter

SEED = 20250430
#: A space that French typography puts between thousands, and two that people type instead.
NARROW, WIDE, PLAIN = "\u202f", "\xa0", " "

#: Region → its spellings in the sheet, inhabitants per working water point, share that works,
#: communes (name, and latitude and longitude of a few).
REGIONS: dict[str, tuple[tuple[str, ...], int, float, tuple[str, ...]]] = {
    "Thiès": (
        ("Thiès", "THIES", "Thiès", "Région de Thiès", "Thies"),
        245,
        0.86,
        (
            *("Mbour", "Tivaouane", "Joal-Fadiouth", "Khombole", "Pout", "Nguékhokh", "Mékhé"),
            *("Kayar", "Fissel", "Ndiaganiao", "Sessène", "Notto", "Méouane", "Taïba Ndiaye"),
        ),
    ),
    "Diourbel": (
        ("Diourbel", "DIOURBEL", "Diourbel", "région de Diourbel"),
        312,
        0.78,
        (
            *("Diourbel", "Bambey", "Mbacké", "Ndindy", "Ndoulo", "Ngoye", "Lambaye"),
            *("Baba Garage", "Kaël", "Taïf", "Ndankh Sène"),
        ),
    ),
    "Fatick": (
        ("Fatick", "Fatick", "FATICK", "Fatick "),
        276,
        0.81,
        (
            *("Fatick", "Gossas", "Foundiougne", "Sokone", "Passy", "Diofior", "Niakhar"),
            *("Tattaguine", "Djilor", "Toubacouta", "Diakhao", "Fimela"),
        ),
    ),
    "Kaolack": (
        ("Kaolack", "Kaolack", "KAOLACK", "Région de Kaolack"),
        334,
        0.74,
        (
            *("Nioro du Rip", "Guinguinéo", "Kahone", "Gandiaye", "Ndoffane", "Ndiédieng"),
            *("Keur Madiabel", "Wack Ngouna", "Paoskoto", "Latmingué", "Keur Baka"),
        ),
    ),
    "Kaffrine": (
        ("Kaffrine", "Kafrine", "KAFFRINE", "Kaffrine", "Kafrine"),
        528,
        0.58,
        (
            *("Kaffrine", "Birkelane", "Koungheul", "Malem Hodar", "Nganda", "Mabo", "Gniby"),
            *("Kathiote", "Ida Mouride", "Lour Escale", "Boulel", "Kahi"),
        ),
    ),
    "Louga": (
        ("Louga", "LOUGA", "Louga", "Région de Louga"),
        262,
        0.83,
        (
            *("Louga", "Kébémer", "Linguère", "Dahra", "Sakal", "Ndiagne", "Coki"),
            *("Keur Momar Sarr", "Darou Mousty", "Barkédji", "Labgar", "Guéoul"),
        ),
    ),
    "Saint-Louis": (
        ("Saint-Louis", "St Louis", "SAINT LOUIS", "St-Louis", "Saint-Louis"),
        231,
        0.88,
        (
            *("Dagana", "Podor", "Richard-Toll", "Ross Béthio", "Ndioum", "Golléré", "Mbane"),
            *("Gandon", "Mpal", "Fanaye", "Pété", "Démette"),
        ),
    ),
    "Matam": (
        ("Matam", "MATAM", "Matam", "Région de Matam"),
        418,
        0.66,
        (
            *("Matam", "Kanel", "Ranérou", "Ourossogui", "Thilogne", "Agnam Civol", "Waoundé"),
            *("Semmé", "Orkadiéré", "Bokidiawé", "Sinthiou Bamambé"),
        ),
    ),
    "Tambacounda": (
        ("Tambacounda", "Tamba counda", "TAMBACOUNDA", "Tambacounda"),
        563,
        0.55,
        (
            *("Tambacounda", "Bakel", "Goudiry", "Koumpentoum", "Kidira", "Missirah"),
            *("Dialacoto", "Koussanar", "Makacolibantang", "Maléme Niani", "Kothiary", "Moudéry"),
        ),
    ),
    "Kédougou": (
        ("Kédougou", "Kedougou", "KEDOUGOU", "Région de Kédougou"),
        684,
        0.47,
        (
            *("Kédougou", "Saraya", "Salémata", "Bandafassi", "Dindéfélo", "Fongolimbi"),
            *("Tomboronkoto", "Khossanto", "Sabodala", "Bembou"),
        ),
    ),
    "Kolda": (
        ("Kolda", "KOLDA", "Kolda", "Région de Kolda"),
        607,
        0.52,
        (
            *("Kolda", "Vélingara", "Médina Yoro Foulah", "Dabo", "Salikégné", "Kounkané"),
            *("Pakour", "Paroumba", "Bonconto", "Mampatim", "Dioulacolon", "Pata", "Fafacourou"),
        ),
    ),
    "Sédhiou": (
        ("Sédhiou", "Sedhiou", "SEDHIOU", "Région de Sédhiou"),
        471,
        0.61,
        (
            *("Sédhiou", "Bounkiling", "Goudomp", "Marsassoum", "Diattacounda", "Samine"),
            *("Tanaff", "Madina Wandifa", "Diendé", "Sakar", "Djirédji"),
        ),
    ),
    "Ziguinchor": (
        ("Ziguinchor", "ZIGUINCHOR", "ziguinchor", "Région de Ziguinchor"),
        287,
        0.79,
        (
            *("Ziguinchor", "Bignona", "Oussouye", "Thionck-Essyl", "Diouloulou", "Kafountine"),
            *("Adéane", "Niaguis", "Nyassia", "Sindian", "Mlomp", "Diembéring"),
        ),
    ),
}

#: Latitude and longitude of some of the communes, to the hundredth of a degree.
POSITIONS = {
    "Mbour": (14.42, -16.96),
    "Tivaouane": (14.95, -16.82),
    "Diourbel": (14.65, -16.23),
    "Bambey": (14.70, -16.45),
    "Fatick": (14.34, -16.41),
    "Nioro du Rip": (13.75, -15.78),
    "Kaffrine": (14.11, -15.55),
    "Koungheul": (13.98, -14.80),
    "Louga": (15.62, -16.22),
    "Linguère": (15.39, -15.12),
    "Richard-Toll": (16.45, -15.70),
    "Ourossogui": (15.61, -13.32),
    "Ranérou": (15.30, -13.96),
    "Tambacounda": (13.77, -13.67),
    "Goudiry": (14.18, -12.72),
    "Kédougou": (12.56, -12.18),
    "Saraya": (12.83, -11.76),
    "Kolda": (12.89, -14.95),
    "Vélingara": (13.15, -14.11),
    "Sédhiou": (12.71, -15.56),
    "Bounkiling": (13.04, -15.69),
    "Bignona": (12.81, -16.23),
    "Oussouye": (12.48, -16.54),
}

TITLES = (
    "ASSOCIATION EAU VIVE (organisation fictive)",
    "Inventaire des points d'eau – visites de mars et avril 2025",
    "Document de travail – ne pas diffuser les noms ni les téléphones",
)
HEADER = (
    *("N°", "Région", "Commune", "Type de\npoint d'eau", "Points d'eau\nrecensés"),
    *("Points d'eau\nfonctionnels", "Population desservie\n(hab.)", "Débit moyen\n(m³/h)"),
    *("Date de\nla visite", "Responsable du comité", "Téléphone", "Latitude", "Longitude"),
    "Observations",
)
NOTES = (
    "ND : donnée non disponible au jour de la visite. Population : estimation du comité.",
    "Source : équipes mobiles de l'association, mars et avril 2025. Région de Dakar non visitée.",
)
_KINDS = ("Forage motorisé", "Puits moderne", "Pompe manuelle", "forage motorise", "Borne-fontaine")
_FIRST_NAMES = ("Awa", "Mamadou", "Fatou", "Ousmane", "Aïssatou", "Ibrahima", "Khady", "Cheikh")
_LAST_NAMES = ("Diop", "Ndiaye", "Fall", "Sarr", "Diallo", "Ba", "Sow", "Faye", "Badji", "Cissé")
_REMARKS = ("", "", "", "Pompe en panne depuis février", "", "Eau salée", "", "Comité à relancer")
_MONTHS = {3: ("mars", "mars"), 4: ("avril", "avr.")}


@dataclass
class Visit:
    """One line of the sheet, as it is typed; and the numbers that it stands for."""

    cells: list[Any]
    counted: int | None
    working: int | None
    served: int | None


class Draw:
    """Numbers that are the same on every version of Python: only ``random()`` is promised to be."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def between(self, low: float, high: float) -> float:
        """Return a number between two."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return int(self.between(low, high + 1))

    def one_of(self, choices: tuple[Any, ...]) -> Any:
        """Return one of several."""
        return choices[self.whole(0, len(choices) - 1)]


def visits() -> list[list[Visit]]:
    """Return the lines of the table, a group per region."""
    draw = Draw(SEED)
    groups, number = [], 0
    for spellings, per_point, share, communes in REGIONS.values():
        group = []
        for position, commune in enumerate(communes):
            number += 1
            spelling = spellings[position % len(spellings)]
            group.append(_visit(draw, number, spelling, commune, per_point, share))
        groups.append(group)
    # What no rule can settle, and a person has to: an old province, and a cell left empty.
    groups[2][9].cells[1] = "Sine Saloum"
    groups[7][6].cells[1] = None
    return groups


def _visit(
    draw: Draw, number: int, region: str, commune: str, per_point: int, share: float
) -> Visit:
    counted = draw.whole(5, 34)
    working = min(counted, max(1, round(counted * draw.between(share - 0.15, share + 0.12))))
    served = round(working * per_point * draw.between(0.8, 1.25) / 10) * 10
    day = datetime.date(2025, 3, 3) + datetime.timedelta(days=draw.whole(0, 56))
    flow = draw.between(0.8, 14.0)
    latitude, longitude = POSITIONS.get(commune, (None, None))
    visit = Visit([], counted, working, served)
    missing = number % 17 == 5
    if missing:
        visit.served = None
    if number % 41 == 13:
        visit.working = visit.served = None
    visit.cells = [
        *(number, region, commune, draw.one_of(_KINDS), counted),
        working if visit.working is not None else "ND",
        _people(served, number) if visit.served is not None else ("ND", "-", "n.d.")[number % 3],
        _flow(flow, number),
        _day(day, number),
        f"{draw.one_of(_FIRST_NAMES)} {draw.one_of(_LAST_NAMES)}",
        _telephone(draw, number),
        *(_degrees(latitude, number), _degrees(longitude, number)),
        _REMARKS[number % len(_REMARKS)] or None,
    ]
    return visit


def _people(number: int, line: int) -> Any:
    """Write a number, or text with one of the spaces that people put between thousands."""
    space = (None, NARROW, None, WIDE, NARROW, None, PLAIN)[line % 7]
    return number if space is None else f"{number:,}".replace(",", space)


def _flow(flow: float, line: int) -> Any:
    if line % 11 == 4:
        return "ND"
    return round(flow, 1) if line % 3 == 0 else f"{flow:.1f}".replace(".", ",")


def _day(day: datetime.date, line: int) -> Any:
    long, short = _MONTHS[day.month]
    first = "1er" if day.day == 1 else str(day.day)
    return (
        day,
        f"{day:%d/%m/%Y}",
        day,
        f"{first} {long} {day.year}",
        day,
        f"le {first} {long} {day.year}",
        f"{day.day} {short} {day.year}",
        day,
        day.isoformat(),
    )[line % 9]


def _telephone(draw: Draw, line: int) -> str:
    """Write a number of no one, in the ranges 000 of the mobile networks."""
    last = f"{draw.whole(0, 99):02d}", f"{draw.whole(0, 99):02d}"
    network = draw.one_of(("70", "76", "77", "78"))
    return (
        f"{network} 000 {last[0]} {last[1]}",
        f"+221 {network} 000 {last[0]} {last[1]}",
        f"{network}-000-{last[0]}-{last[1]}",
        f"00221{network}000{last[0]}{last[1]}",
    )[line % 4]


def _degrees(value: float | None, line: int) -> Any:
    if value is None or line % 3:
        return value
    return f"{value:.2f}".replace(".", ",")


def workbook() -> bytes:
    """Return the workbook, as its bytes."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": "Inventaire des points d'eau (données fictives)",
            "author": "Association Eau Vive (fictive)",
            "created": datetime.datetime(2025, 4, 30),  # noqa: DTZ001  no clock, no zone
        }
    )
    _write_table(book, book.add_worksheet("Inventaire"))
    read_me = book.add_worksheet("Lisez-moi")
    read_me.set_column(0, 0, 90)
    for row, text in enumerate(
        (
            "Données d'exercice",
            "L'Association Eau Vive, les personnes et tous les chiffres sont inventés.",
            "Les régions et les communes existent ; leurs coordonnées sont approchées.",
        )
    ):
        read_me.write_string(row, 0, text)
    book.close()
    return content.getvalue()


def _write_table(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCEBF3"})
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    last = len(HEADER) - 1
    for row, text in enumerate(TITLES):
        sheet.merge_range(row, 0, row, last, text, bold)
    row = len(TITLES) + 1
    for column, text in enumerate(HEADER):
        sheet.write_string(row, column, text, heading)
    groups = visits()
    for position, group in enumerate(groups):
        for visit in group:
            row += 1
            write_line(sheet, row, visit.cells, as_day)
        if position in (2, 6, 9):
            row += 1  # a blank line between regions, where the page was full
    row += 1
    write_line(sheet, row, _total(groups), as_day, bold)
    for text in NOTES:
        row += 2
        sheet.merge_range(row, 0, row, last, text)
    for column, width in enumerate((5, 20, 20, 17, 11, 13, 15, 11, 15, 20, 20, 9, 9, 30)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(len(TITLES) + 2, 0)


def write_line(sheet: Any, row: int, cells: list[Any], as_day: Any, style: Any = None) -> None:
    """Write one line: days as days, texts as texts, numbers as numbers."""
    for column, cell in enumerate(cells):
        match cell:
            case None:
                continue
            case datetime.date():
                moment = datetime.datetime.combine(cell, datetime.time())
                sheet.write_datetime(row, column, moment, as_day)
            case str():
                sheet.write_string(row, column, cell, style)
            case _:
                sheet.write_number(row, column, cell, style)


def _total(groups: list[list[Visit]]) -> list[Any]:
    lines = [visit for group in groups for visit in group]
    counted = sum(visit.counted or 0 for visit in lines)
    working = sum(visit.working or 0 for visit in lines)
    served = sum(visit.served or 0 for visit in lines)
    return [None, "TOTAL", None, None, counted, working, f"{served:,}".replace(",", NARROW)]
