"""The sample ``household-survey``: a form and an export as KoboToolbox writes it, all invented.

An association asks households of six regions about water. Twelve days of interviews by seven
enumerators, with what a monitoring is there to find: a telephone number twice, an interview of four
minutes, one at night, one outside the area, “other” that is a choice, a person who often notes
“don't know”. The regions and villages exist; households, figures and persons do not.
"""

from __future__ import annotations

import datetime
import io
from typing import Any

import xlsxwriter
from water_points import Draw, write_line

SEED = 20260302
FIRST = datetime.datetime(2026, 3, 2, 7, 30)  # noqa: DTZ001  local time, as tablets have it
DAYS, PER_DAY = 12, 4

#: Region → its places with latitude and longitude; the strata are the regions.
VILLAGES = {
    "fatick": (
        ("diofior", "Diofior", 14.18, -16.65),
        ("niakhar", "Niakhar", 14.47, -16.40),
        ("fatick_ville", "Fatick", 14.34, -16.41),
    ),
    "kaolack": (
        ("kaolack_ville", "Kaolack", 14.15, -16.08),
        ("ndoffane", "Ndoffane", 13.92, -15.93),
        ("gandiaye", "Gandiaye", 14.23, -16.27),
    ),
    "kaffrine": (
        ("kaffrine_ville", "Kaffrine", 14.10, -15.55),
        ("birkelane", "Birkelane", 14.13, -15.75),
        ("koungheul", "Koungheul", 13.98, -14.80),
    ),
    "diourbel": (
        ("diourbel_ville", "Diourbel", 14.65, -16.23),
        ("bambey", "Bambey", 14.70, -16.45),
        ("mbacke", "Mbacké", 14.80, -15.91),
    ),
    "thies": (
        ("thies_ville", "Thiès", 14.79, -16.93),
        ("mbour", "Mbour", 14.42, -16.95),
        ("tivaouane", "Tivaouane", 14.95, -16.81),
    ),
    "louga": (
        ("louga_ville", "Louga", 15.61, -16.22),
        ("linguere", "Linguère", 15.39, -15.12),
        ("kebemer", "Kébémer", 15.37, -16.45),
    ),
}
STRATA = {
    "fatick": ("Fatick", "Fatick"),
    "kaolack": ("Kaolack", "Kaolack"),
    "kaffrine": ("Kaffrine", "Kaffrine"),
    "diourbel": ("Diourbel", "Diourbel"),
    "thies": ("Thiès", "Thiès"),
    "louga": ("Louga", "Louga"),
}
#: Minutes to fetch water are so many times those of the nearest region.
_FARTHER = {"kaffrine": 1.6, "louga": 1.9, "fatick": 1.2, "thies": 0.7}
PEOPLE = {
    "e1": "Awa Faye",
    "e2": "Mamadou Sarr",
    "e3": "Khady Diouf",
    "e4": "Ousmane Ndiaye",
    "e5": "Fatou Sène",
    "e6": "Ibrahima Ba",
    "e7": "Aminata Diop",
}
SOURCES = {
    "robinet": ("Robinet", "Tap"),
    "borne": ("Borne-fontaine", "Public tap"),
    "forage": ("Forage", "Borehole"),
    "puits": ("Puits", "Dug well"),
    "vendeur": ("Vendeur d'eau", "Water seller"),
    "autre": ("Autre", "Other"),
    "nsp": ("Ne sait pas", "Don't know"),
}
NEEDS = {
    "eau": ("Eau", "Water"),
    "latrines": ("Latrines", "Latrines"),
    "sante": ("Santé", "Health"),
    "ecole": ("École", "School"),
    "aucun": ("Aucun", "None"),
    "nsp": ("Ne sait pas", "Don't know"),
}
SCALE = {
    "jamais": ("Jamais", "Never"),
    "rarement": ("Rarement", "Rarely"),
    "parfois": ("Parfois", "Sometimes"),
    "souvent": ("Souvent", "Often"),
    "nsp": ("Ne sait pas", "Don't know"),
}
#: Questions of the scale: the name, in French, in English.
LACKS = (
    ("manque_boire", "boire", "to drink"),
    ("manque_cuisine", "cuisiner", "to cook"),
    ("manque_mains", "se laver les mains", "to wash hands"),
    ("manque_lessive", "la lessive", "to wash clothes"),
    ("manque_betail", "le bétail", "for animals"),
    ("manque_jardin", "le jardin", "for the garden"),
)
YES_NO = {"oui": ("Oui", "Yes"), "non": ("Non", "No")}

_LABELS = ("label::Français (fr)", "label::English (en)")
_SURVEY = ("type", "name", *_LABELS, "required", "relevant", "constraint")
_SURVEY += ("constraint_message::Français (fr)", "constraint_message::English (en)")
_SURVEY += ("choice_filter", "parameters", "personal", "purpose", "seen_by", "kept")
#: Why what leads to a person is asked, who sees it, when it is deleted.
_PERSONAL: dict[str, tuple[str, ...]] = {
    "deviceid": ("Reconnaître l'appareil en cas de doublon", "Suivi", "À la fin de la collecte"),
    "telephone": ("Rappeler pour vérifier", "Superviseur", "À la fin de la collecte"),
    "position": ("Vérifier que l'entretien a eu lieu au village", "Suivi", "Après le nettoyage"),
}


def form_workbook() -> bytes:
    """Return the form, as its bytes."""
    choices: list[list[Any]] = [["list_name", "name", *_LABELS, "strate"]]
    lists = {
        "oui_non": YES_NO,
        "enqueteur": {name: (who, who) for name, who in PEOPLE.items()},
        "strate": STRATA,
        "source": SOURCES,
        "besoin": NEEDS,
        "frequence": SCALE,
        "sexe": {"f": ("Femme", "Female"), "h": ("Homme", "Male")},
    }
    for name, rows in lists.items():
        choices += [[name, value, *labels] for value, labels in rows.items()]
    for stratum, places in VILLAGES.items():
        choices += [["village", name, label, label, stratum] for name, label, _, _ in places]
    title = [
        "Enquête sur l'eau des ménages (fictive)",
        "enquete_eau",
        "2026030502",
        "Français (fr)",
        "concat(${village}, ' ', ${today}, ' ', ${enqueteur})",
    ]
    heads = ["form_title", "form_id", "version", "default_language", "instance_name"]
    settings = [heads, title]
    return _book({"survey": _survey_lines(), "choices": choices, "settings": settings})


def _survey_lines() -> list[list[Any]]:
    """Return the lines of the sheet of questions."""
    limits = (". >= 1 and . <= 30", "De 1 à 30 personnes", "From 1 to 30 people")
    ages = (". >= 0 and . <= 110", "De 0 à 110 ans", "From 0 to 110 years")
    minutes = (". >= 0 and . <= 600", "De 0 à 600 minutes", "From 0 to 600 minutes")
    money = (". >= 0 and . <= 100000", "De 0 à 100\u202f000 FCFA", "From 0 to 100,000 FCFA")
    alone = (
        "not((selected(., 'aucun') or selected(., 'nsp')) and count-selected(.) > 1)",
        "Cette réponse va seule",
        "This answer stands alone",
    )
    other = "${source_eau} = 'autre'"
    by_stratum = (None, None, None, None, "strate = ${strate}")
    agree = ("Acceptez-vous de répondre ?", "Do you agree to answer?")
    fetch = ("Temps pour chercher l'eau (minutes)", "Time to fetch water (minutes)")
    spend = ("Dépense pour l'eau par semaine (FCFA)", "Spending on water per week (FCFA)")
    main = ("Source d'eau principale", "Main source of water")
    rows: list[list[Any]] = [
        list(_SURVEY),
        ["start", "start"],
        ["end", "end"],
        ["today", "today"],
        ["deviceid", "deviceid"],
        ["select_one enqueteur", "enqueteur", "Enquêteur", "Enumerator", "yes"],
        ["select_one strate", "strate", "Strate", "Stratum", "yes"],
        ["select_one village", "village", "Village", "Village", "yes", *by_stratum],
        ["select_one oui_non", "consentement", *agree, "yes"],
        ["begin_group", "menage", "Ménage", "Household", None, "${consentement} = 'oui'"],
        ["text", "telephone", "Numéro de téléphone", "Phone number"],
        ["integer", "taille_menage", "Taille du ménage", "Household size", "yes", None, *limits],
        ["begin_repeat", "membre", "Membre", "Member"],
        ["integer", "age", "Âge en années", "Age in years", "yes", None, *ages],
        ["select_one sexe", "sexe", "Sexe", "Sex", "yes"],
        ["end_repeat"],
        ["select_one source", "source_eau", *main, "yes"],
        ["text", "source_eau_autre", "Précisez", "Please specify", "yes", other],
        ["integer", "temps_eau", *fetch, "yes", None, *minutes],
        ["integer", "depense_eau", *spend, "yes", None, *money],
        ["select_multiple besoin", "besoins", "Besoins", "Needs", "yes", None, *alone],
    ]
    for name, french, english in LACKS:
        label = f"L'eau a-t-elle manqué pour {french} ?"
        rows.append(["select_one frequence", name, label, f"Was water short {english}?", "yes"])
    rows += [
        ["text", "commentaire", "Remarques", "Remarks"],
        ["geopoint", "position", "Position", "Position", "yes"],
        ["end_group"],
    ]
    return [_told(row) for row in rows]


def _told(row: list[Any]) -> list[Any]:
    """Return the line of a question with how exact it is, and why something personal is asked."""
    name = row[1] if len(row) > 1 else None
    if name not in _PERSONAL:
        return row
    accuracy = "capture-accuracy=15" if name == "position" else None
    filled = [*row, *[None] * (_SURVEY.index("parameters") - len(row))]
    return [*filled, accuracy, "personal", *_PERSONAL[name]]


#: Columns of the export, of the main sheet and of the sheet of members.
HEADER = ["start", "end", "today", "deviceid", "enqueteur", "strate", "village", "consentement"]
HEADER += ["menage/telephone", "menage/taille_menage", "menage/source_eau"]
HEADER += ["menage/source_eau_autre", "menage/temps_eau", "menage/depense_eau", "menage/besoins"]
HEADER += [f"menage/besoins/{name}" for name in NEEDS]
HEADER += [f"menage/{name}" for name, _, _ in LACKS]
HEADER += ["menage/commentaire", "menage/position"]
HEADER += [
    f"menage/_position_{part}" for part in ("latitude", "longitude", "altitude", "precision")
]
HEADER += ["__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_notes"]
HEADER += ["_status", "_submitted_by", "_tags", "_index"]
MEMBER_HEADER = ["menage/membre/age", "menage/membre/sexe", "_index", "_parent_table_name"]
MEMBER_HEADER += ["_parent_index", "_submission__id", "_submission__uuid"]
SHEET = "Enquête sur l'eau des ménages"


def interviews() -> tuple[list[dict[str, Any]], list[list[Any]]]:
    """Return the interviews by the names of their columns, and the lines of their members."""
    draw, made, members = Draw(SEED), [], []
    for day in range(DAYS):
        for who, name in enumerate(PEOPLE):
            for turn in range(draw.whole(PER_DAY - 1, PER_DAY + 1)):
                row, ages = _interview(draw, day, name, who, turn)
                row["_index"] = len(made) + 1
                row["_id"] = 400_000 + len(made) + 1
                row["_uuid"] = _uuid(draw)
                made.append(row)
                for age in ages:
                    line = [age, draw.one_of(("f", "h")), len(members) + 1, SHEET]
                    members.append([*line, row["_index"], row["_id"], row["_uuid"]])
    _anomalies(made, draw)
    return made, members


def _uuid(draw: Draw) -> str:
    digits = "".join("0123456789abcdef"[draw.whole(0, 15)] for _ in range(32))
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _interview(
    draw: Draw, day: int, name: str, who: int, turn: int
) -> tuple[dict[str, Any], list[int]]:
    """Draw one interview without anything odd."""
    stratum = tuple(STRATA)[(who + day // 2) % len(STRATA)]
    village, _, latitude, longitude = draw.one_of(VILLAGES[stratum])
    size = draw.whole(2, 6) + draw.whole(0, 5)
    begin = FIRST + datetime.timedelta(days=day, minutes=turn * 100 + draw.whole(0, 25))
    begin += datetime.timedelta(seconds=draw.whole(0, 59))
    minutes = (14 + 2.4 * size) * (0.8 + 0.2 * (draw.between(0, 1) + draw.between(0, 1)))
    end = begin + datetime.timedelta(seconds=round(minutes * 60))
    arrived = end + datetime.timedelta(minutes=draw.whole(20, 600))
    row: dict[str, Any] = {
        "start": _moment(begin),
        "end": _moment(end),
        "today": f"{begin:%Y-%m-%d}",
        "deviceid": f"collect:{who + 1:04}",
        "enqueteur": name,
        "strate": stratum,
        "village": village,
        "consentement": "non" if draw.between(0, 1) < 0.05 else "oui",
        "__version__": "2026030101" if day < 4 else "2026030502",
        "_submission_time": f"{arrived:%Y-%m-%dT%H:%M:%S}",
        "_status": "submitted_via_web",
        "_submitted_by": "eau_vive",
    }
    if row["consentement"] == "non":
        return row, []
    source = draw.one_of(("robinet", "borne", "borne", "forage", "puits", "puits", "vendeur"))
    wants = [need for need in ("eau", "latrines", "sante", "ecole") if draw.between(0, 1) < 0.45]
    row |= _answers(draw, size, source, wants or ["aucun"], _FARTHER.get(stratum, 1.0))
    place = (latitude + draw.between(-0.012, 0.012), longitude + draw.between(-0.012, 0.012))
    _place(row, place, draw.whole(4, 14))
    return row, [draw.whole(0, 70) for _ in range(size)]


def _answers(
    draw: Draw, size: int, source: str, wants: list[str], farther: float
) -> dict[str, Any]:
    near = source in ("robinet", "borne")
    minutes = draw.whole(1, 12) if near else draw.whole(6, 35) + draw.whole(0, 30)
    answers: dict[str, Any] = {
        "menage/telephone": f"77 {draw.whole(100, 999)} {draw.whole(10, 99)} {draw.whole(10, 99)}",
        "menage/taille_menage": size,
        "menage/source_eau": source,
        "menage/temps_eau": round(minutes * farther),
        "menage/depense_eau": draw.whole(2, 12) * 100 + (draw.whole(0, 10) * 50 if near else 0),
        "menage/besoins": " ".join(wants),
        "menage/commentaire": None if draw.between(0, 1) < 0.8 else "Le comité se réunit le lundi",
    }
    answers |= {f"menage/besoins/{need}": int(need in wants) for need in NEEDS}
    for name, _, _ in LACKS:
        often = ("jamais", "rarement", "parfois", "souvent")
        answers[f"menage/{name}"] = draw.one_of(often) if draw.between(0, 1) > 0.02 else "nsp"
    return answers


def _place(row: dict[str, Any], place: tuple[float, float], accuracy: float) -> None:
    latitude, longitude = (round(part, 6) for part in place)
    row["menage/position"] = f"{latitude} {longitude} 12 {accuracy}"
    parts = (latitude, longitude, 12, accuracy)
    names = ("latitude", "longitude", "altitude", "precision")
    row |= {f"menage/_position_{name}": part for name, part in zip(names, parts, strict=True)}


def _moment(moment: datetime.datetime) -> str:
    """Return a moment as tablets write it, in the time zone of Senegal."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _anomalies(rows: list[dict[str, Any]], draw: Draw) -> None:
    """Put in what a monitoring should find, on days early and late."""
    asked = [row for row in rows if row["consentement"] == "oui"]
    for row in asked:
        if row["enqueteur"] == "e5":
            for name, _, _ in LACKS:
                if draw.between(0, 1) < 0.3:
                    row[f"menage/{name}"] = "nsp"
    day = f"{FIRST + datetime.timedelta(days=DAYS - 1):%Y-%m-%d}"
    # Those that arrive on the very day: what they hold is new then.
    last = [row for row in asked if row["today"] == day and row["_submission_time"] < f"{day}T23"]
    asked[40]["menage/telephone"] = asked[12]["menage/telephone"].replace("77 ", "+221 77")
    last[2]["menage/telephone"] = asked[99]["menage/telephone"]
    for row, length in ((asked[57], 4), (last[5], 5)):
        begin = datetime.datetime.fromisoformat(row["start"][:19])
        row["end"] = _moment(begin + datetime.timedelta(minutes=length))
    for row in (asked[90], last[9]):
        row["start"], row["end"] = f"{row['today']}T22:40:11.000Z", f"{row['today']}T23:12:40.000Z"
        row["_submission_time"] = f"{row['today']}T23:30:02"
    asked[130]["menage/depense_eau"], last[7]["menage/depense_eau"] = 90_000, 60_000
    for row, text in ((asked[33], "Forages"), (asked[71], "borne fontaine"), (last[1], "PUITS")):
        row["menage/source_eau"], row["menage/source_eau_autre"] = "autre", text
    for row, text in ((asked[15], "marigot"), (asked[160], "camion")):
        row["menage/source_eau"], row["menage/source_eau_autre"] = "autre", text
    _place(asked[121], (14.69, -17.44), 6)
    _place(last[3], (16.02, -16.47), 8)
    asked[150]["__version__"] = "2026030101"
    asked[66]["menage/taille_menage"] = 45
    copied = [name for name in asked[180] if name.startswith("menage/") and "position" not in name]
    copied += ["strate", "village"]
    for name in copied:
        if name != "menage/telephone":
            last[10][name] = asked[180].get(name)
    for row in asked[30:34]:
        _place(row, (14.3401, -16.4102), 5)


def export_workbook() -> bytes:
    """Return the export, as its bytes."""
    rows, members = interviews()
    lines = [HEADER, *([row.get(name) for name in HEADER] for row in rows)]
    return _book({SHEET: lines, "membre": [MEMBER_HEADER, *members]})


def _book(sheets: dict[str, list[list[Any]]]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = datetime.datetime(2026, 3, 14)  # noqa: DTZ001  no clock, no zone
    book.set_properties({"author": "Association Eau Vive (fictive)", "created": created})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name[:31])
        for number, line in enumerate(lines):
            write_line(sheet, number, line, None)
        sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()
