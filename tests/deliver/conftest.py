"""A small engagement whose tasks have run: raw files, brief, outputs and their records."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
import xlsxwriter
import yaml

from probono_kit.engagement import read_brief
from probono_kit.findings import Findings, finding
from probono_kit.run import Output, Outputs, Role, Run, plan
from probono_kit.run.batch import _Batch
from probono_kit.run.fingerprint import fingerprint
from probono_kit.run.record import RunRecord, Status, sha256, write_record

TITLE = "Points d'eau par région, avril 2025"
NGO = "Association Eau Vive"

BRIEF: dict[str, Any] = {
    "engagement": "water-points",
    "title": "Points d'eau au Sénégal",
    "ngo": {"name": NGO, "contact": "Coordination, contact@eauvive.example"},
    "question": "Où faut-il réparer d'abord ?",
    "languages": ["fr"],
    "produced": "2026-11-22",
    "sources": {
        "inventaire": {
            "file": "raw/points.xlsx",
            "title": "Inventaire des points d'eau",
            "provider": NGO,
            "licence": "CC BY 4.0",
            "date": "avril 2025",
        },
        "limites": {
            "file": "raw/limits.geojson",
            "title": "Limites des régions",
            "licence": "Domaine public",
            "date": "2022",
            "url": "https://example.org/limits",
        },
    },
    "columns_to_share": ["Région", "Points d'eau"],
    "limits": ["Les puits privés ne sont pas comptés."],
    "tasks": [
        {
            "id": "nettoyage",
            "notebook": "clean_data",
            "inputs": {"table": "inventaire", "areas": "limites"},
            "parameters": {"place_column": "Région"},
        },
        {
            "id": "carte",
            "notebook": "static_map",
            "inputs": {"table": "nettoyage", "areas": "limites"},
            "parameters": {
                "place_column": "Région",
                "value": "Points d'eau",
                "measure": "sum",
                "title": TITLE,
            },
        },
    ],
}

ROWS = [
    ("Thiès", 12, "Awa Ndiaye", "77 123 45 67", "Forage"),
    ("Dakar", 7, "Moussa Fall", "78 765 43 21", "Forage"),
    ("Matam", 3, "Fatou Sow", "76 111 22 33", "Forage"),
]


def write_raw(folder: Path) -> None:
    """Write the NGO's sheet, with a title row and a sheet nobody mentions, and its boundaries."""
    (folder / "raw").mkdir(parents=True)
    book = xlsxwriter.Workbook(str(folder / "raw/points.xlsx"))
    sheet = book.add_worksheet("points")
    sheet.write(0, 0, "Suivi tenu par Ousmane Diop, Tambacounda")
    sheet.write_row(2, 0, ["Région", "Points d'eau", "Gestionnaire", "Téléphone", "Ouvrage"])
    for number, row in enumerate(ROWS):
        sheet.write_row(3 + number, 0, row)
    other = book.add_worksheet("équipe")
    other.write_row(0, 0, ["Nom", "Courriel", "Rôle"])
    other.write_row(1, 0, ["Khady Ba", "khady.ba@eauvive.example", "trésorière"])
    other.write_row(2, 0, ["Ali Kane", "ali.kane@eauvive.example", "logisticien"])
    book.close()
    features = [
        {
            "type": "Feature",
            "properties": {"ADM1_FR": name, "ADM1_PCODE": f"SN0{number}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[-17 + number, 14], [-16 + number, 14], [-16 + number, 15], [-17 + number, 14]]
                ],
            },
        }
        for number, (name, *_) in enumerate(ROWS)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (folder / "raw/limits.geojson").write_text(text, encoding="utf-8")


def page(body: str, title: str = TITLE, language: str = "fr", head: str = "") -> str:
    """Return a page as a task would write it."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>{title}</title>{head}</head>'
        f"<body><h1>{title}</h1><p>{NGO} ne garantit pas les limites.</p>{body}</body></html>"
    )


def draw(path: Path, title: str = TITLE, note: str = f"Selon {NGO}") -> None:
    """Draw a map as a task would: title and disclaimer can be read back."""
    path.write_bytes(drawn(path.suffix[1:], title, note))


@cache
def drawn(kind: str, title: str, note: str) -> bytes:
    """Return a drawing as a file of that kind."""
    figure = plt.figure(figsize=(4, 3))
    figure.text(0.02, 0.9, title, fontsize=7)
    figure.text(0.02, 0.1, note, fontsize=6)
    content = BytesIO()
    figure.savefig(content, format=kind)
    plt.close(figure)
    return content.getvalue()


class Engagement:
    """An engagement in a folder, to be changed by a test before it is delivered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.brief = json.loads(json.dumps(BRIEF))
        write_raw(folder)

    def save(self) -> None:
        """Write the brief."""
        text = yaml.safe_dump(self.brief, allow_unicode=True, sort_keys=False)
        (self.folder / "engagement.yml").write_text(text, encoding="utf-8")

    def runs(self) -> dict[str, Run]:
        """Return the runs by id."""
        return {run.id: run for run in plan(read_brief(self.folder).brief)}

    def ran(
        self, run_id: str, outputs: list[Output], *found: Any, status: Status = Status.DONE
    ) -> None:
        """Record that a run made `outputs`, whose files are in its folder already."""
        run = self.runs()[run_id]
        place = self.folder / run.folder
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{run.id}.ipynb").write_text("{}")
        batch = _Batch(
            read_brief(self.folder), list(self.runs().values()), 1, False, lambda _: None, 1.0
        )
        batch.skip_current()
        facts = batch.facts(run)
        hashes = {made.path: sha256(place / made.path) for made in outputs}
        record = RunRecord(
            run=run.id,
            task=run.task,
            notebook=run.notebook,
            language=run.language,
            status=status,
            fingerprint=fingerprint(facts),
            seconds=1.0,
            facts=facts,
            outputs=Outputs(outputs),
            hashes=hashes,
            findings=Findings(found),
        )
        write_record(place, record)

    def put(self, run_id: str, name: str, text: str) -> Path:
        """Write a file into the folder of a run."""
        path = self.folder / "work" / run_id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def clean(self, text: str = "Région,Points d'eau\nThiès,12\nDakar,7\n") -> None:
        """Pretend that the table was cleaned."""
        self.put("nettoyage", "clean.csv", text)
        made = Output("clean.csv", Role.TABLE, "Points d'eau, tableau nettoyé", language="fr")
        note = finding(
            "tables.rows_counted",
            "points.xlsx",
            rows=6,
            data=3,
            header=1,
            titles=1,
            totals=0,
            notes=0,
            others=0,
            empty=1,
        )
        self.ran("nettoyage", [made], note)

    def map(self, run_id: str = "carte", title: str = TITLE, language: str = "fr") -> None:
        """Pretend that the map was drawn, on paper and as a page."""
        made = []
        for suffix in ("pdf", "png", "svg"):
            path = self.put(run_id, f"map.{suffix}", "")
            draw(path, title)
            alternative = "Thiès a le plus de points d'eau : 12 ; Matam le moins : 3."
            made.append(Output(path.name, Role.MAP, title, alternative, language=language))
        self.put(run_id, "map.html", page("<p>12</p>", title, language))
        made.append(
            Output("map.html", Role.PAGE, title, "12 points d'eau.", True, language, "map.png")
        )
        self.ran(run_id, made)

    def make(self) -> Path:
        """Write the brief and pretend that all its tasks ran; return the folder."""
        self.save()
        self.clean()
        self.map()
        return self.folder


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    """An engagement that only has to be made."""
    return Engagement(tmp_path / "water-points")
