"""Sheets as people send them, made from a seed, with the truth about every row."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

REGIONS = [
    "Dakar",
    "Diourbel",
    "Fatick",
    "Kaffrine",
    "Kaolack",
    "Kédougou",
    "Kolda",
    "Louga",
    "Matam",
    "Saint-Louis",
    "Sédhiou",
    "Tambacounda",
    "Thiès",
    "Ziguinchor",
]
VILLAGES = [
    "Mbour",
    "Joal",
    "Tivaouane",
    "Khombole",
    "Dagana",
    "Podor",
    "Linguère",
    "Kébémer",
    "Bakel",
    "Goudiry",
    "Vélingara",
]
PARTNERS = ["ACF", "Croix-Rouge", "Eau Vive", "PAM", "UNICEF", "Caritas", "Plan", "Oxfam"]
TITLES = [
    "Suivi des points d'eau",
    "LISTE DES OUVRAGES HYDRAULIQUES",
    "Water points inventory – final version",
    "Ministère de l'Hydraulique et de l'Assainissement",
    "3W – Qui fait quoi où",
]
FACTS = [("Pays :", "Sénégal"), ("Période", "avril 2025"), ("Date", "12/03/2024"), ("Page", 1)]
NOTES = [
    "Source : Direction régionale de l'hydraulique, mars 2024",
    "* Données provisoires",
    "NB : les forages en panne depuis plus d'un an ne sont pas comptés.",
    "Note: figures may not add up because of rounding.",
    "Mise à jour : 30/04/2025",
]


@dataclass
class Messy:
    """One sheet and the truth about it: ``roles`` has the role of each row."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def add(self, role: str, *cells: Any) -> int:
        self.rows.append(list(cells))
        self.roles.append(role)
        return len(self.rows) - 1

    def rows_of(self, role: str) -> list[int]:
        return [number for number, each in enumerate(self.roles, 1) if each == role]

    def save_xlsx(self, folder: Path) -> Path:
        path = folder / f"{self.name}.xlsx"
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
        page = book.add_worksheet("Feuil1")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for i, row in enumerate(self.rows):
            for j, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(i, j, cell)
                elif hasattr(cell, "year"):
                    page.write_datetime(i, j, cell, day)
                elif cell is not None:
                    page.write(i, j, cell)
        for top, left, bottom, right in self.merges:
            page.merge_range(top, left, bottom, right, "")
            first = self.rows[top][left]
            page.write_string(top, left, first) if isinstance(first, str) else None
        book.close()
        return path

    def save_csv(self, folder: Path, separator: str = ";", encoding: str = "utf-8") -> Path:
        path = folder / f"{self.name}.csv"
        width = max(map(len, self.rows))
        lines = []
        for row in self.rows:
            cells = ["" if c is None else str(c) for c in row] + [""] * (width - len(row))
            lines.append(
                separator.join(f'"{c}"' if separator in c or "\n" in c else c for c in cells)
            )
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
        return path


def french(number: float, decimals: int = 0) -> str:
    """Write a number as a French typist does."""
    return f"{number:,.{decimals}f}".replace(",", " ").replace(".", ",")


def make(seed: int) -> Messy:
    """Make sheet number `seed`; every way of being messy comes up among the first sixty."""
    rng = random.Random(seed)
    sheet = Messy(f"messy-{seed:03d}")
    left = rng.choice([0, 0, 0, 1, 2])
    kind = rng.choice(["counts", "counts", "texts", "pairs", "years", "register"])
    as_text = rng.random() < 0.4
    header, columns, record, numeric = _shape(rng, kind, as_text)
    pad = [None] * left

    def put(role: str, *cells: Any) -> int:
        return sheet.add(role, *pad, *cells)

    _above(rng, put, len(columns), kind)
    _header(rng, sheet, put, header, left)
    sheet.columns = columns
    if rng.random() < 0.2:
        put("hxl", *[f"#adm{i + 1}+name" if i < 2 else "" for i in range(len(columns))])
    _body(rng, sheet, put, record, numeric, as_text, len(columns))
    if rng.random() < 0.4:
        for _ in range(rng.choice([0, 1, 2])):
            put("empty")
        for note in rng.sample(NOTES, rng.choice([1, 2])):
            put("note", note)
    while sheet.roles[-1] == "empty":
        sheet.rows.pop()
        sheet.roles.pop()
    return sheet


def _shape(rng: random.Random, kind: str, as_text: bool) -> tuple[Any, list[str], Any, list[int]]:
    """Return header lines, column names, a maker of records, and the numeric columns."""

    def count(high: int = 900) -> Any:
        number = rng.randint(1, high)
        return french(number * 7) if as_text else number * 7

    region = lambda i: REGIONS[i % len(REGIONS)]  # noqa: E731
    if kind == "texts":
        names = ["Région", "Département", "Organisation", "Secteur d'activité", "Statut"]
        return (
            [names],
            names,
            lambda i: [
                region(i),
                rng.choice(VILLAGES),
                rng.choice(PARTNERS),
                rng.choice(["Santé", "EHA", "Nutrition"]),
                rng.choice(["En cours", "Terminé", ""]),
            ],
            [],
        )
    if kind == "pairs":
        names = ["Région", "Nombre de points d'eau"]
        return [names], names, lambda i: [region(i), count()], [1]
    if kind == "years":
        years = [2021, 2022, 2023, 2024]
        names = ["Région", *map(str, years)]
        heads = ["Région", *(map(str, years) if rng.random() < 0.5 else years)]
        return [heads], names, lambda i: [region(i), *(count() for _ in years)], [1, 2, 3, 4]
    if kind == "register":
        names = ["N°", "Nom du village", "Code", "Date de visite", "Débit (m³/h)", "Observations"]
        breaks = [
            "N°",
            "Nom du\nvillage",
            "Code",
            "Date de\nvisite",
            "Débit\n(m³/h)",
            "Observations",
        ]
        return (
            [breaks],
            names,
            lambda i: [
                i + 1,
                f"{rng.choice(VILLAGES)} {i}",
                f"0{rng.randint(1000, 9999)}",
                f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2024",
                french(rng.random() * 9, 1),
                rng.choice(["", "", "Pompe à réparer", "RAS"]),
            ],
            [],
        )
    if rng.random() < 0.5:
        top = ["Région", "Population", None, "Points d'eau", None]
        low = [None, "Hommes", "Femmes", "Fonctionnels", "En panne"]
        names = [
            "Région",
            "Population / Hommes",
            "Population / Femmes",
            "Points d'eau / Fonctionnels",
            "Points d'eau / En panne",
        ]
        return [top, low], names, lambda i: [region(i), *(count() for _ in range(4))], [1, 2, 3, 4]
    names = ["Région", "Ménages", "Points d'eau", "Forages"]
    return [names], names, lambda i: [region(i), count(), count(90), count(20)], [1, 2, 3]


def _above(rng: random.Random, put: Any, width: int, kind: str) -> None:
    for _ in range(rng.choice([0, 0, 1, 2])):
        put("title", rng.choice(TITLES))
    if width > 2 and rng.random() < 0.4:
        for fact in rng.sample(FACTS, rng.choice([1, 2])):
            put("title", *fact)
    if rng.random() < 0.5:
        for _ in range(rng.choice([1, 2])):
            put("empty")


def _header(rng: random.Random, sheet: Messy, put: Any, header: Any, left: int) -> None:
    first = len(sheet.rows)
    for line in header:
        put("header", *line)
    if len(header) == 2 and rng.random() < 0.7:
        top = header[0]
        sheet.merges.append((first, left, first + 1, left))
        starts = [i for i, cell in enumerate(top) if cell and i]
        for a, b in zip(starts, [*starts[1:], len(top)], strict=True):
            sheet.merges.append((first, left + a, first, left + b - 1))
    if len(header) == 1 and rng.random() < 0.1:
        put("header", *[f"({i + 1})" for i in range(len(header[0]))])


def _number(cell: Any) -> float:
    return float(cell.replace(" ", "").replace(",", ".")) if isinstance(cell, str) else cell


def _body(
    rng: random.Random,
    sheet: Messy,
    put: Any,
    record: Any,
    numeric: list[int],
    as_text: bool,
    width: int,
) -> None:
    blocks = rng.choice([1, 1, 1, 2, 3])
    gaps = rng.random() < 0.25
    everything: list[list[Any]] = []
    for block in range(blocks):
        rows = [record(len(everything) + i) for i in range(rng.randint(3, 14))]
        if numeric and rng.random() < 0.3:
            rng.choice(rows)[numeric[-1]] = rng.choice(["ND", "-", None])
        for i, row in enumerate(rows):
            put("data", *row)
            if gaps and i % 4 == 3 and i + 1 < len(rows):
                put("empty")
        everything += rows
        if numeric and blocks > 1:
            put("derived", f"Sous-total {block + 1}", *_sums(rows, numeric, as_text, width))
    if numeric and rng.random() < 0.6:
        if rng.random() < 0.3:
            put("empty")
        label = rng.choice(["Total", "TOTAL GÉNÉRAL", "Total :", "Ensemble"])
        put("derived", label, *_sums(everything, numeric, as_text, width))


def _sums(rows: list[list[Any]], numeric: list[int], as_text: bool, width: int) -> list[Any]:
    sums: list[Any] = [None] * (width - 1)
    for column in numeric:
        total = sum(_number(r[column]) for r in rows if r[column] not in ("ND", "-", None))
        sums[column - 1] = french(total) if as_text else total
    return sums
