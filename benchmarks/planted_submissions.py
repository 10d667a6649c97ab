"""Invented submissions of an invented household form, with anomalies whose places are known.

Everything is drawn at once with numpy from one seed: fifty thousand interviews with their members
take seconds, so that what a monitoring finds can be counted against what was planted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import Workbook

from probono_kit.forms import Form, read_form
from probono_kit.forms.submission_model import Submissions

STRATA, FILLERS = 8, 60
#: Interviews of a person on a usual day, and minutes of such a day.
PER_DAY, WORKING = 8, 570
#: Share of the days after which there is a new version of the form.
NEW_VERSION = 0.3
SCALE = ("never", "rarely", "sometimes", "often", "always")
SOURCES = ("tap", "well", "borehole", "river", "rain", "other", "dnk")
SOURCE_LABELS = ("Tap water", "Dug well", "Borehole", "River", "Rain water", "Other", "Don't know")
NEEDS = ("water", "food", "shelter", "health", "school", "dnk", "pnta")
PLANTED = (
    *("duplicate_key", "duplicate_identity", "duplicate_start", "near_copy", "end_before_start"),
    *("short", "long", "night", "late", "wrong_date", "overlap", "old_version", "nobody"),
    *("refusals", "dont_know", "no_answer", "other_rate", "straight_lines", "busy_day"),
    *("productivity", "low_productivity", "silent", "straight_line", "outlier"),
    *("constraint", "required_empty", "not_asked"),
    *("other_recode", "gps_missing", "gps_imprecise"),
    *("gps_outside", "gps_stacked"),
)
#: The people of whom something is planted.
BAD = {
    "refusals": "e003",
    "dont_know": "e007",
    "no_answer": "e011",
    "other_rate": "e015",
    "straight_lines": "e019",
    "productivity": "e023",
    "low_productivity": "e027",
    "silent": "e031",
}
_SIZES = ". > 0 and . < 40"
FIRST = pd.Timestamp("2026-02-02")


@dataclass(frozen=True)
class Planted:
    """Submissions, and what was planted in them.

    Attributes
    ----------
    submissions : Submissions
        A main table and a roster.
    truth : pandas.DataFrame
        ``check``, ``_key``, ``question``, ``enumerator``; one row per thing that should be told.
    """

    submissions: Submissions
    truth: pd.DataFrame


def write_planted_form(path: Path) -> Path:
    """Write the form as a workbook."""
    book = Workbook(write_only=True)
    survey = book.create_sheet("survey")
    head = ["type", "name", "label::English (en)", "label::French (fr)", "required", "relevant"]
    survey.append([*head, "constraint", "constraint_message::English (en)"])
    for row in _questions():
        survey.append([*row, *[None] * (8 - len(row))])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label::English (en)", "label::French (fr)"])
    lists = {
        "enumerator": [(f"e{i:03}", f"Enumerator {i}") for i in range(200)],
        "stratum": [(f"s{i}", f"Stratum {i}") for i in range(STRATA)],
        "yn": [("yes", "Yes"), ("no", "No")],
        "sex": [("f", "Female"), ("m", "Male")],
        "source": list(zip(SOURCES, SOURCE_LABELS, strict=True)),
        "needs": [(n, n.capitalize()) for n in NEEDS[:5]]
        + [("dnk", "Don't know"), ("pnta", "Prefer not to answer")],
        "scale": [(n, n.capitalize()) for n in SCALE],
    }
    for number in range(FILLERS):
        options = [(f"o{i}", f"Option {i}") for i in range(3 + number % 5)]
        lists[f"list{number}"] = [*options, ("dnk", "Don't know")]
    for name, rows in lists.items():
        for value, label in rows:
            choices.append([name, value, label, label])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append(["Planted", "planted", "v2"])
    book.save(path)
    return path


def _questions() -> list[list[str | None]]:
    yes = "${consent} = 'yes'"
    rows: list[list[str | None]] = [
        ["start", "start"],
        ["end", "end"],
        ["deviceid", "deviceid"],
        ["select_one enumerator", "enumerator", "Enumerator", "Enquêteur", "yes"],
        ["select_one stratum", "stratum", "Stratum", "Strate", "yes"],
        ["select_one yn", "consent", "Do you agree to participate?", "Acceptez-vous ?", "yes"],
        ["begin group", "interview", None, None, None, yes],
        ["text", "phone", "Phone number", "Numéro de téléphone"],
        ["integer", "hh_size", "Household size", "Taille du ménage", "yes", None, _SIZES, "1–39"],
        ["begin repeat", "member", "Member", "Membre"],
        ["integer", "age", "Age in years", "Âge en années", "yes", None, ". >= 0 and . <= 110"],
        ["select_one sex", "sex", "Sex", "Sexe", "yes"],
        ["end repeat", None],
        ["select_one source", "source", "Main source of water", "Source d'eau", "yes"],
        ["text", "source_other", "Please specify", "Précisez", None, "${source} = 'other'"],
        ["integer", "fetch", "Time to fetch water (minutes)", "Temps (minutes)", "yes"],
        ["decimal", "spend", "Spending on water (FCFA)", "Dépenses (FCFA)"],
        ["select_multiple needs", "needs", "Needs", "Besoins", "yes"],
    ]
    rows += [["select_one scale", f"scale{n}", f"How often {n}", f"À {n}"] for n in range(10)]
    rows += [[f"select_one list{n}", f"q{n}", f"Topic {n}", f"Q {n}"] for n in range(FILLERS)]
    rows += [["geopoint", "gps", "Position", "Position"], ["end group", None]]
    return rows


Truth = list[tuple[str, str, str, str]]


@dataclass
class _Drawing:
    """Submissions being drawn: which interviews hold an anomaly already.

    Attributes
    ----------
    main, member : pandas.DataFrame
        The tables.
    random : numpy.random.Generator
        Of one seed.
    free : numpy.ndarray
        Interviews that hold nothing yet.
    truth : list
        What was planted.
    """

    main: pd.DataFrame
    member: pd.DataFrame
    random: np.random.Generator
    free: np.ndarray
    truth: Truth

    def take(self, count: int, allowed: np.ndarray) -> np.ndarray:
        """Return interviews that hold nothing yet; from now on they do."""
        places = np.flatnonzero(self.free & allowed)
        chosen = np.sort(self.random.choice(places, min(count, len(places)), replace=False))
        self.free[chosen] = False
        return chosen

    def tell(self, check: str, places: np.ndarray, question: str = "") -> None:
        """Note what was planted where."""
        keys = self.main["_key"].to_numpy(dtype=object)[places]
        self.truth += [(check, str(key), question, "") for key in keys]


def planted_submissions(folder: Path, count: int = 50_000, seed: int = 1, each: int = 0) -> Planted:
    """Draw submissions and plant anomalies in them.

    Parameters
    ----------
    folder : pathlib.Path
        Receives the form.
    count : int
        Interviews, about.
    seed : int
        The same seed draws the same.
    each : int
        So many of each anomaly of single interviews (default: 2 of 1,000, 20 at least).

    Returns
    -------
    Planted
        Submissions and the truth.
    """
    form = read_form(write_planted_form(folder / "planted.xlsx"))
    random = np.random.default_rng(seed)
    truth: Truth = []
    plan = _plan(count, random, truth)
    main = _answers(plan, random)
    drawing = _Drawing(main, _members(main, random), random, np.ones(len(main), bool), truth)
    _plant_people(drawing)
    each = each or max(20, count // 500)
    _plant_times(drawing, each)
    _plant_answers(drawing, each)
    _plant_places(drawing, each)
    tables = _finished(drawing, each)
    frame = pd.DataFrame(truth, columns=["check", "_key", "question", "enumerator"])
    return Planted(Submissions(tables, _columns(form, tables), form), frame)


def _plan(count: int, random: np.random.Generator, truth: Truth) -> pd.DataFrame:
    """Draw who makes how many interviews on which day, and when each begins and ends."""
    people = max(34, round(150 * np.sqrt(count / 50_000)))
    days = max(10, round(count / people / PER_DAY))
    rate = np.full((people, days), float(PER_DAY)) * random.uniform(0.7, 1.3, (people, days))
    number = {name: int(name[1:]) for name in BAD.values()}
    rate[number[BAD["productivity"]]] *= 2.3
    rate[number[BAD["low_productivity"]]] *= 0.3
    rate[number[BAD["silent"]], -4:] = 0
    calm = [i for i in range(people) if i not in number.values()]
    for who in random.choice(calm, max(2, people // 30), replace=False).tolist():
        day = int(random.integers(1, days - 1))
        rate[who, day] = 6 * PER_DAY
        date = f"{FIRST + pd.Timedelta(days=day):%Y-%m-%d}"
        truth.append(("busy_day", "", date, f"e{who:03}"))
    for check, name in BAD.items():
        truth.append((check, "", "", name))
    made = np.rint(rate).astype(int).ravel()
    who, day = np.divmod(np.repeat(np.arange(made.size), made), days)
    place = np.arange(made.sum()) - np.repeat(np.cumsum(made) - made, made)
    slot = WORKING / np.repeat(made, made)
    size = np.clip(1 + random.poisson(4.2, len(who)), 1, 14)
    usual = np.minimum(4 + 0.7 * size, 0.75 * slot)
    # Enumerators differ, as people do: nobody is to be told for that.
    pace = random.uniform(0.85, 1.15, people)[who]
    minutes = np.minimum(usual * pace * np.exp(random.normal(0, 0.1, len(who))), 0.95 * slot)
    begin = 7 * 60 + place * slot + random.uniform(0, 1, len(who)) * (slot - minutes) * 0.9
    start = FIRST + pd.to_timedelta(day * 1440 + begin, unit="min")
    end = start + pd.to_timedelta(minutes, unit="min")
    plan = pd.DataFrame({"who": who, "day": day, "size": size, "start": start, "end": end})
    plan["last"] = ~plan.duplicated(["who", "day"], keep="last")
    plan["before"] = np.where(place > 0, np.arange(len(who)) - 1, -1)
    plan["new"] = day >= NEW_VERSION * days
    plan["settled"] = day >= NEW_VERSION * days + 3
    return plan


def _answers(plan: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Draw answers without anomalies."""
    count, people = len(plan), int(plan["who"].max()) + 1
    refusing, knowing = random.uniform(0.02, 0.06, people), random.uniform(0.4, 1, people)
    sent = plan["end"] + pd.to_timedelta(random.uniform(0.01, 1.4, count), unit="D")
    source = random.choice(SOURCES, count, p=[0.3, 0.2, 0.2, 0.12, 0.12, 0.03, 0.03])
    words = np.array(["spring", "truck", "neighbour's", "lagoon", "kiosk", "canal"], dtype=object)
    text = random.choice(words, count) + " " + random.integers(1, 400, count).astype(str)
    chosen = random.uniform(0, 1, (count, 5)) < [0.5, 0.6, 0.3, 0.4, 0.3]
    chosen[~chosen.any(axis=1), 0] = True
    data: dict[str, object] = {
        "_key": [f"uuid:{number:08d}" for number in random.permutation(count)],
        "_submission_time": sent.dt.floor("s"),
        "_version": np.where(plan["new"], "v2", "v1"),
        "start": plan["start"].dt.floor("ms"),
        "end": plan["end"].dt.floor("ms"),
        "deviceid": [f"d{number:03}" for number in plan["who"]],
        "enumerator": [f"e{number:03}" for number in plan["who"]],
        "stratum": [f"s{number}" for number in random.integers(0, STRATA, count)],
        "consent": np.where(random.uniform(0, 1, count) < refusing[plan["who"]], "no", "yes"),
        "phone": [f"77{number:07d}" for number in random.permutation(9_999_999)[:count]],
        "hh_size": plan["size"],
        "source": source,
        "source_other": np.where(source == "other", text, None),
        "fetch": np.maximum(random.lognormal(2.8, 0.5, count).round(), 1),
        "spend": random.lognormal(7, 0.6, count).round(-1),
        "needs": [" ".join(np.array(NEEDS[:5])[row]) for row in chosen],
    }
    for number in range(10):
        data[f"scale{number}"] = random.choice(SCALE, count, p=[0.15, 0.2, 0.3, 0.2, 0.15])
    for number in range(FILLERS):
        options = [f"o{i}" for i in range(3 + number % 5)]
        shares = np.array([*np.arange(len(options), 0, -1), 0.03 * len(options)])
        answers = random.choice([*options, "dnk"], count, p=shares / shares.sum())
        knows = (answers == "dnk") & (random.uniform(0, 1, count) > knowing[plan["who"]])
        data[f"q{number}"] = np.where(knows, "o0", answers)
    data["gps:latitude"] = 14 + random.uniform(-0.4, 0.4, count)
    data["gps:longitude"] = -16 + random.uniform(-0.4, 0.4, count)
    data["gps:accuracy"] = random.uniform(3, 15, count).round(1)
    data |= {f"plan_{name}": plan[name] for name in ("last", "before", "settled")}
    main = pd.DataFrame(data)
    texts = [name for name in main if name in _TEXTS or name.startswith(("scale", "q"))]
    return main.astype(dict.fromkeys(texts, "str") | {"hh_size": "Int64", "fetch": "Int64"})


_TEXTS = {"_version", "deviceid", "consent", "source", "source_other", "needs", "enumerator"}
_TEXTS |= {"stratum", "phone", "_key"}


def _members(main: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    sizes = main["hh_size"].to_numpy(int)
    keys = np.repeat(main["_key"].to_numpy(dtype=object), sizes)
    position = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + 1
    return pd.DataFrame(
        {
            "_key": keys + "/member[" + position.astype(str).astype(object) + "]",
            "_parent": keys,
            "_submission": keys,
            "_position": position,
            "age": pd.array(np.clip(random.gamma(2, 12, len(keys)).astype(int), 0, 95), "Int64"),
            "sex": pd.Series(random.choice(["f", "m"], len(keys))).astype("str"),
        }
    )


def _plant_people(drawing: _Drawing) -> None:
    """Plant what one person does otherwise than the others."""
    main, random = drawing.main, drawing.random
    some = random.uniform(0, 1, len(main)) < 0.3
    own = {check: (main["enumerator"] == name).to_numpy() for check, name in BAD.items()}
    main.loc[own["refusals"] & some, "consent"] = "no"
    for number in range(0, FILLERS, 2):
        lot = own["dont_know"] & (random.uniform(0, 1, len(main)) < 0.35)
        main.loc[lot, f"q{number}"] = "dnk"
    main.loc[own["no_answer"] & some, "needs"] = "pnta"
    lot = own["other_rate"] & some
    main.loc[lot, "source"] = "other"
    words = [f"canal {number}" for number in random.integers(1, 10_000, int(lot.sum()))]
    main.loc[lot, "source_other"] = words
    lot = own["straight_lines"] & some
    main.loc[lot, [f"scale{number}" for number in range(10)]] = "sometimes"
    drawing.tell("straight_line", np.flatnonzero(lot & (main["consent"] == "yes").to_numpy()))
    drawing.free &= ~main["enumerator"].isin(list(BAD.values())).to_numpy()
    drawing.free &= (main["consent"] == "yes").to_numpy()


def _plant_times(drawing: _Drawing, each: int) -> None:
    """Plant what is wrong with when interviews were made."""
    main, random = drawing.main, drawing.random
    everywhere, last = np.ones(len(main), bool), main["plan_last"].to_numpy(bool)
    before = main["plan_before"].to_numpy(int)
    settled = main["plan_settled"].to_numpy(bool)
    took = main["end"] - main["start"]

    def plant(check: str, allowed: np.ndarray = everywhere) -> np.ndarray:
        places = drawing.take(each, allowed)
        drawing.tell(check, places)
        return places

    at = plant("end_before_start")
    main.loc[at, "end"] = main.loc[at, "start"] - pd.Timedelta(minutes=30)
    at = plant("short")
    main.loc[at, "end"] = main.loc[at, "start"] + took[at] / 8
    at = plant("long", last)
    main.loc[at, "end"] = main.loc[at, "start"] + took[at] * 8
    main.loc[at, "_submission_time"] += pd.Timedelta(hours=4)
    at = plant("night", last)
    main.loc[at, "start"] = main.loc[at, "start"].dt.normalize() + pd.Timedelta(hours=22)
    main.loc[at, "start"] += pd.to_timedelta(random.uniform(0, 5400, len(at)).round(3), unit="s")
    main.loc[at, "end"] = main.loc[at, "start"] + took[at]
    main.loc[at, "_submission_time"] = main.loc[at, "end"] + pd.Timedelta(hours=9)
    at = plant("late")
    main.loc[at, "_submission_time"] += pd.Timedelta(days=10)
    at = plant("wrong_date", settled)
    main.loc[at, ["start", "end"]] += pd.Timedelta(days=400)
    at = plant("old_version", settled)
    main.loc[at, "_version"] = "v1"
    for check in ("overlap", "duplicate_start"):
        at = drawing.take(each, (before >= 0) & drawing.free[before])
        at = at[~np.isin(at, before[at])]
        at = at[~np.isin(before[at], at)]
        drawing.free[before[at]] = False
        drawing.tell(check, at)
        shift = 0.2 * took.to_numpy()[before[at]] if check == "overlap" else pd.Timedelta(0)
        main.loc[at, "start"] = main["start"].to_numpy()[before[at]] + shift
        main.loc[at, "end"] = main.loc[at, "start"] + took[at]


def _plant_answers(drawing: _Drawing, each: int) -> None:
    """Plant what is wrong with what was answered."""
    main, random = drawing.main, drawing.random
    everywhere = np.ones(len(main), bool)

    def plant(check: str, question: str = "", allowed: np.ndarray = everywhere) -> np.ndarray:
        places = drawing.take(each, allowed)
        drawing.tell(check, places, question)
        return places

    main.loc[plant("nobody"), "enumerator"] = pd.NA
    scales = [f"scale{number}" for number in range(10)]
    for value, at in zip(SCALE, np.array_split(plant("straight_line"), len(SCALE)), strict=True):
        main.loc[at, scales] = value
    main.loc[plant("outlier", "fetch"), "fetch"] = 2000
    main.loc[plant("outlier", "spend"), "spend"] = 3_000_000.0
    main.loc[plant("constraint", "hh_size"), "hh_size"] = 0
    main.loc[plant("required_empty", "fetch"), "fetch"] = pd.NA
    source = main["source"].to_numpy(dtype=object)
    at = plant("not_asked", "source_other", (source == "tap") | (source == "well"))
    main.loc[at, "source_other"] = [f"spring {400 + number}" for number in range(len(at))]
    at = plant("other_recode", "source")
    main.loc[at, "source"] = "other"
    main.loc[at, "source_other"] = random.choice(["DUG  well", "tap water.", "Bôrehole"], len(at))
    # Of pairs, the second one of the table is told.
    pairs = plant("duplicate_identity", "phone", np.arange(len(main)) > len(main) // 2)
    first = drawing.take(each, np.arange(len(main)) < len(main) // 2)[: len(pairs)]
    main.loc[pairs, "phone"] = [f"+221 {t[:2]} {t[2:5]} {t[5:]}" for t in main["phone"][first]]
    pairs = plant("near_copy", "", np.arange(len(main)) > len(main) // 2)
    first = drawing.take(each, np.arange(len(main)) < len(main) // 2)[: len(pairs)]
    same = [name for name in main if name in _ASKED - {"phone", "hh_size"}]
    main.loc[pairs, same] = main.loc[first, same].to_numpy()
    for number in random.choice(FILLERS, 3, replace=False).tolist():
        main.loc[pairs, f"q{number}"] = random.choice(["o0", "o1", "o2"], len(pairs))


def _plant_places(drawing: _Drawing, each: int) -> None:
    """Plant what is wrong with positions."""
    main, random = drawing.main, drawing.random
    everywhere = np.ones(len(main), bool)
    at = drawing.take(each, everywhere)
    drawing.tell("gps_missing", at)
    main.loc[at, ["gps:latitude", "gps:longitude", "gps:accuracy"]] = np.nan
    at = drawing.take(each, everywhere)
    drawing.tell("gps_imprecise", at)
    main.loc[at, "gps:accuracy"] = 150.0
    at = drawing.take(each, everywhere)
    drawing.tell("gps_outside", at)
    main.loc[at, "gps:latitude"] += 3
    at = drawing.take(6 * (max(each, 6) // 6), everywhere)
    drawing.tell("gps_stacked", at)
    spots = np.repeat(np.arange(len(at) // 6), 6)
    for part in ("latitude", "longitude"):
        spot = main[f"gps:{part}"].to_numpy()[at[::6]]
        near = spot[spots] + random.uniform(-4e-6, 4e-6, len(at))
        main.loc[at, f"gps:{part}"] = near


def _finished(drawing: _Drawing, each: int) -> dict[str, pd.DataFrame]:
    """Take away what was not asked, put rows in the order of their arrival, repeat a few."""
    main, member = drawing.main, drawing.member
    refused = main["consent"] == "no"
    asked = [name for name in main.columns if name in _ASKED or name.startswith("gps")]
    main.loc[refused, asked] = pd.NA
    member = member[~member["_submission"].isin(set(main.loc[refused, "_key"]))]
    main["gps"] = _written(main)
    again = drawing.take(each, np.ones(len(main), bool))
    drawing.tell("duplicate_key", again)
    main = main.drop(columns=[name for name in main if name.startswith("plan_")])
    whole = pd.concat([main, main.iloc[again]], ignore_index=True)
    return {"main": whole, "member": member.reset_index(drop=True)}


def _written(main: pd.DataFrame) -> pd.Series:
    """Return positions as an export writes them."""
    latitude, longitude = main["gps:latitude"].round(6), main["gps:longitude"].round(6)
    text = (
        latitude.astype(str)
        + " "
        + longitude.astype(str)
        + " 0 "
        + main["gps:accuracy"].astype(str)
    )
    return text.where(latitude.notna()).astype("str")


_ASKED = {
    *("phone", "hh_size", "source", "source_other", "fetch", "spend", "needs"),
    *(f"scale{number}" for number in range(10)),
    *(f"q{number}" for number in range(FILLERS)),
}


def _columns(form: Form, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Say of each column which question it answers."""
    paths = {question.name: question for question in form.questions}
    rows = []
    for table, frame in tables.items():
        for column in frame.columns:
            question = paths.get(str(column).partition(":")[0])
            kind = question.kind if question else "meta"
            kind = "key" if column in ("_key", "_parent", "_submission", "_position") else kind
            path = question.path if question else ""
            label = question.label() if question else ""
            rows.append((table, column, path, "", kind, label, column))
    names = ["table", "column", "question", "choice", "kind", "label", "written"]
    return pd.DataFrame(rows, columns=names)
