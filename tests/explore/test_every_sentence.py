"""Every sentence on a page is true: each figure is counted again, another way, from the cells.

A kind of sentence that nobody counts again here fails the test.
"""

from __future__ import annotations

import datetime
import statistics
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from probono_kit import tables
from probono_kit.explore import find_rules, profile, relations
from probono_kit.explore.clusters import find_groups
from probono_kit.explore.insights import Condition, Insight
from probono_kit.explore.rules_of_two import find_rules_of_two
from probono_kit.explore.sample import Sample
from probono_kit.explore.survey import estimate_outcome, survey_relations
from probono_kit.resources import share_path
from probono_kit.tables import TypedTable, type_columns

#: Where the group of each record stands among the cells.
GROUP = "\x1fgroup"

Said = Mapping[str, Any]
Cells = dict[str, list[Any]]


def households(seed: int = 5, rows: int = 400) -> TypedTable:
    """Return invented households with everything that a sentence may speak of."""
    random = np.random.default_rng(seed)
    zone = random.choice(["nord", "sud", "est"], rows)
    days = np.sort(random.integers(0, 360, rows))
    pump = random.choice(["main", "solaire"], rows)
    fee = random.choice(["paye", "rien"], rows)
    bad = (pump == "main") & (fee == "rien")
    water = random.random(rows) < np.where(zone == "nord", 0.85, 0.2)
    food, soap = random.random(rows) < 0.5, random.random(rows) < 0.4
    told = [
        " ".join([n for n, yes in (("eau", w), ("vivres", f), ("savon", s)) if yes]) or "aucun"
        for w, f, s in zip(water, food, soap, strict=True)
    ]
    table = pd.DataFrame(
        {
            "zone": zone,
            "installation": [str(np.datetime64("2025-01-01") + int(day)) for day in days],
            "pompe": pump,
            "cotisation": fee,
            "etat": np.where(random.random(rows) < np.where(bad, 0.95, 0.25), "panne", "marche"),
            "besoins": pd.Series(told).where(random.random(rows) < 0.9),
            "litres": (random.normal(40, 6, rows) + days / 12).round(1),
            "minutes": np.where(zone == "nord", 12, 50) + random.integers(-5, 6, rows),
            "personnes": random.poisson(np.where(zone == "nord", 9, 4)),
            "dette": np.where(random.random(rows) < 0.06, random.gamma(2, 9000, rows), 10).round(),
            "pays": "Sénégal",
            "toit": random.choice(["oui", "non"], rows, p=[0.8, 0.2]),
        }
    )
    table["dette"] = table["dette"].astype(float).where(random.random(rows) < 0.85)
    table["epargne"] = (table["litres"] * 30 + random.normal(0, 60, rows)).round(1)
    return type_columns(table)


def cells_of(frame: pd.DataFrame) -> Cells:
    """Return cells as plain Python lists, ``None`` for empty ones."""
    return {str(name): [None if pd.isna(cell) else cell for cell in frame[name]] for name in frame}


def holds(cells: Cells, row: int, condition: Condition) -> bool | None:
    """Tell whether a condition holds in a row; ``None`` where its cell is empty."""
    cell = cells[condition.column][row]
    if cell is None:
        return None
    match condition.end:
        case "low":
            return bool(cell <= condition.value)
        case "high":
            return bool(cell >= condition.value)
        case "includes":
            return condition.value in str(cell).split()
        case "excludes":
            return condition.value not in str(cell).split()
        case _:
            return word(cell) == condition.value


def word(cell: Any) -> str:
    return (
        f"{cell:g}" if isinstance(cell, float | int) and not isinstance(cell, bool) else str(cell)
    )


def counted(cells: Cells, then: Condition, where: Callable[[int], bool | None]) -> tuple[int, int]:
    """Count the rows of a group that answered, and those that say it."""
    rows = range(len(next(iter(cells.values()))))
    inside = [r for r in rows if where(r) and holds(cells, r, then) is not None]
    return sum(bool(holds(cells, r, then)) for r in inside), len(inside)


def middle(cells: Cells, column: str, where: Callable[[int], bool | None]) -> tuple[float, int]:
    rows = range(len(cells[column]))
    found = [float(cells[column][r]) for r in rows if where(r) and cells[column][r] is not None]
    return statistics.median(found), len(found)


def filled(cells: Cells, column: str) -> list[Any]:
    return [cell for cell in cells[column] if cell is not None]


# ---- one function for each kind of sentence ----------------------------------------------------


def most_frequent(said: Said, cells: Cells) -> None:
    counts = Counter(map(word, filled(cells, said["column"].name)))
    assert counts[said["value"]] == max(counts.values())
    assert said["share"] == (counts[said["value"]], sum(counts.values()))


def says_yes(said: Said, cells: Cells) -> None:
    texts = list(map(word, filled(cells, said["column"].name)))
    assert said["share"] == (texts.count(said["value"]), len(texts))


def all_same(said: Said, cells: Cells) -> None:
    texts = set(map(word, filled(cells, said["column"].name)))
    assert texts == {said["value"]}
    assert said["count"].rows == len(filled(cells, said["column"].name))


def chosen_most(said: Said, cells: Cells) -> None:
    asked = filled(cells, said["column"].name)
    counts = Counter(part for cell in asked for part in set(str(cell).split()))
    assert counts[said["value"]] == max(counts.values())
    assert said["share"] == (counts[said["value"]], len(asked))


def quartiles(said: Said, cells: Cells) -> None:
    numbers = sorted(map(float, filled(cells, said["column"].name)))
    low, median, high = statistics.quantiles(numbers, n=4, method="inclusive")
    assert (said["low"], said["median"], said["high"]) == pytest.approx((low, median, high))
    assert said["count"].rows == len(numbers)


def one_number(said: Said, cells: Cells) -> None:
    numbers = list(map(float, filled(cells, said["column"].name)))
    assert said["share"] == (numbers.count(said["value"]), len(numbers))


def missing(said: Said, cells: Cells) -> None:
    column = cells[said["column"].name]
    assert said["share"] == (column.count(None), len(column))


def far(said: Said, cells: Cells) -> None:
    numbers = list(map(float, filled(cells, said["column"].name)))
    outside = [n for n in numbers if not said["low"] <= n <= said["high"]]
    # A zero beside amounts on a scale of ratios is no amount that lies far.
    assert said["number"] in (len(outside), len([n for n in outside if n != 0]))


def half_of_all(said: Said, cells: Cells) -> None:
    numbers = sorted(map(float, filled(cells, said["column"].name)), reverse=True)
    few, whole = said["share"]
    assert whole == len(numbers)
    assert sum(numbers[:few]) >= sum(numbers) / 2 - 1e-6 > sum(numbers[: few - 1]) - 1e-6
    assert said["largest"] == numbers[0]


def dates(said: Said, cells: Cells) -> None:
    """Changes by month or year, gaps, an incomplete end: counted by the days themselves."""
    days = [day.date() for day in filled(cells, said["date"].name)]

    def within(first: Any, last: Any) -> int:
        ends = [(each.year, each.month or 12) for each in (first, last)]
        start = (first.year, first.month or 1)
        return sum(start <= (day.year, day.month) <= ends[1] for day in days)

    if "before" in said:
        yearly = not said["first"].month
        for figure, ends in (("before", ("first", "first_end")), ("after", ("last_start", "last"))):
            first, last = said[ends[0]], said[ends[1]]
            periods = last.year - first.year + 1
            if not yearly:
                periods = (last.year - first.year) * 12 + last.month - first.month + 1
            assert said[figure] == pytest.approx(within(first, last) / periods)
    elif "number" in said:
        assert within(said["first"], said["last"]) == 0
    else:
        assert said["day"] == max(filled(cells, said["date"].name))


def change_of_median(said: Said, cells: Cells) -> None:
    for figure, ends in (("low", ("first", "first_end")), ("high", ("last_start", "last"))):
        first, last = said[ends[0]], said[ends[1]]

        def where(row: int, start: Any = first, end: Any = last) -> bool:
            day = cells[said["date"].name][row]
            return day is not None and start <= day <= end

        assert said[figure] == pytest.approx(middle(cells, said["column"].name, where)[0])


def cross(said: Said, cells: Cells) -> None:
    then = Condition(said["column"].name, said["value"])
    high = Condition(said["by"].name, said["high_group"])
    assert said["high"] == counted(cells, then, lambda row: holds(cells, row, high))
    if "low_group" in said:
        low = Condition(said["by"].name, said["low_group"])
        assert said["low"] == counted(cells, then, lambda row: holds(cells, row, low))
    else:
        assert said["low"] == counted(cells, then, lambda row: holds(cells, row, high) is False)


def chosen(said: Said, cells: Cells) -> None:
    high = said["where_high"]
    assert said["high"] == counted(cells, said["then"], lambda row: holds(cells, row, high))
    if "where_low" in said:
        low = said["where_low"]
        assert said["low"] == counted(cells, said["then"], lambda row: holds(cells, row, low))
    else:
        others = counted(cells, said["then"], lambda row: holds(cells, row, high) is False)
        assert said["low"] == others


def groups(said: Said, cells: Cells) -> None:
    for end in ("high", "low"):
        where = said.get(f"where_{end}") or Condition(said["by"].name, said[f"{end}_group"])
        figure = middle(cells, said["column"].name, lambda row, w=where: holds(cells, row, w))
        assert said[end] == pytest.approx(figure[0])
        assert said[f"{end}_rows"].rows == figure[1]


def rises(said: Said, cells: Cells) -> None:
    pairs = [
        (float(y), float(x))
        for y, x in zip(cells[said["column"].name], cells[said["by"].name], strict=True)
        if y is not None and x is not None
    ]
    assert said["count"].rows == len(pairs)
    # The lowest and the highest third by the other column; of ties those that come first.
    order = sorted(pairs, key=lambda pair: pair[1])
    third = max(1, len(pairs) // 3)
    for end, part in (("low", order[:third]), ("high", order[-third:])):
        assert said[end] == pytest.approx(statistics.median(y for y, _x in part))
    assert (said["high"] - said["low"]) * said["r"] > 0


def rule(said: Said, cells: Cells, end: str = "") -> None:
    then = Condition(said["column"].name, said["value"])
    where = Condition(said["by"].name, said["group"], end)
    assert said["share"] == counted(cells, then, lambda row: holds(cells, row, where))
    known = counted(cells, then, lambda row: holds(cells, row, where) is not None)
    assert said["overall"] == known


def rule_of_two(said: Said, cells: Cells) -> None:
    then = Condition(said["column"].name, said["value"])
    first, second = said["first"], said["second"]

    def both(row: int) -> bool:
        return bool(holds(cells, row, first)) and bool(holds(cells, row, second))

    def alone(row: int) -> bool:
        return bool(holds(cells, row, first)) and holds(cells, row, second) is not None

    assert said["share"] == counted(cells, then, both)
    assert said["alone"] == counted(cells, then, alone)


def cluster(said: Said, cells: Cells) -> None:
    """Count share, answers and medians by the group that each record was put into."""
    part, whole = said["share"]
    known = [number for number in cells[GROUP] if number is not None]
    own = [n for n, size in Counter(known).items() if (size, len(known)) == (part, whole)]
    assert own, said["share"]

    def told_of(number: int) -> bool:
        for trait in said["traits"]:
            for figure, inside in ((trait.here, True), (trait.others, False)):

                def where(row: int, wanted: bool = inside) -> bool:
                    group = cells[GROUP][row]
                    return group is not None and (group == number) is wanted

                if trait.value:
                    then = Condition(trait.column.name, trait.value)
                    yes, rows = counted(cells, then, where)
                    found = yes / rows
                else:
                    found = middle(cells, trait.column.name, where)[0]
                if found != pytest.approx(figure):
                    return False
        return True

    # Two groups may be of one size: then one of them is the one that is told.
    assert any(told_of(number) for number in own)


COUNTED: dict[str, Callable[..., None]] = {
    "most_frequent": most_frequent,
    "says_yes": says_yes,
    "all_same": all_same,
    "chosen_most": chosen_most,
    "middle": quartiles,
    "one_number": one_number,
    "missing": missing,
    "far": far,
    "half_of_all": half_of_all,
    "change_by_month": dates,
    "change_by_year": dates,
    "gap": dates,
    "partial": dates,
    "change_of_median": change_of_median,
    "cross": cross,
    "cross_rest": cross,
    "chosen": chosen,
    "chosen_rest": chosen,
    "groups": groups,
    "chosen_groups": groups,
    "rises": rises,
    "falls": rises,
    "rule": rule,
    "rule_low": lambda said, cells: rule(said, cells, "low"),
    "rule_high": lambda said, cells: rule(said, cells, "high"),
    "rule_of_two": rule_of_two,
    "cluster": cluster,
}


def told(typed: TypedTable) -> list[Insight]:
    """Return everything that is said of a table, with and without an outcome."""
    frame, columns = typed.frame, profile(typed.frame, typed.types)
    found = [*columns.insights, *relations(frame, columns).insights]
    found += find_rules(frame, columns).insights + find_rules_of_two(frame, columns).insights
    found += find_groups(frame, columns).insights
    for outcome in columns.named("category", "yes_no", "choices", "amount"):
        found += relations(frame, columns, outcome=outcome).insights
    return [one for one in found if one.code != "explore.too_few"]


def sample_table(file: str) -> TypedTable:
    clean = tables.clean_table(tables.read_table(share_path(f"data/samples/{file}")))
    return TypedTable(clean.frame, clean.types, clean.findings)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(households, id="households"),
        pytest.param(lambda: households(8, 150), id="few households"),
        pytest.param(lambda: sample_table("water-points/raw/points_eau.xlsx"), id="water points"),
    ],
)
def test_every_figure_is_counted_again(typed: Callable[[], TypedTable]) -> None:
    """No sentence without a second count; and every sentence can be said in both languages."""
    table = typed()
    cells = cells_of(table.frame)
    columns = profile(table.frame, table.types)
    groups_ = find_groups(table.frame, columns).of_rows
    cells[GROUP] = [None if pd.isna(group) else int(group) for group in groups_]
    for one in told(table):
        kind = one.code.removeprefix("explore.")
        assert kind in COUNTED, f"nobody counts {one.code} again"
        COUNTED[kind](dict(one.values), cells)
        for language in ("en", "fr"):
            text = one.text(language, unit="ménages").replace("\u00a0", " ")
            assert "{" not in text
            # What few say is put together, and never named.
            assert "“”" not in text
            assert "«  »" not in text


def test_figures_of_groups_of_records_are_counted_again() -> None:
    """Shares and medians of each group, by the records that are in it."""
    random = np.random.default_rng(4)
    town = random.random(200) < 0.4
    table = pd.DataFrame(
        {
            "litres": np.where(town, 60, 20) + random.normal(0, 5, 200),
            "minutes": np.where(town, 5, 45) + random.normal(0, 5, 200),
            "toit": np.where(random.random(200) < np.where(town, 0.9, 0.1), "tôle", "paille"),
            "sol": np.where(random.random(200) < np.where(town, 0.9, 0.1), "béton", "terre"),
        }
    )
    found = find_groups(table, profile(table, {}))
    cells = cells_of(table)
    cells[GROUP] = [None if pd.isna(group) else int(group) for group in found.of_rows]
    assert len(found.insights) >= 2
    for one in found.insights:
        cluster(dict(one.values), cells)


def test_the_invented_households_let_most_kinds_speak() -> None:
    """The test would say little if the tables were dull."""
    kinds = {one.code.removeprefix("explore.") for one in told(households())}
    wanted = {
        *("most_frequent", "says_yes", "all_same", "chosen_most", "middle", "missing"),
        *("half_of_all", "change_of_median", "cross", "chosen_rest", "groups"),
        *("rises", "rule_of_two"),
    }
    assert wanted <= kinds, wanted - kinds


def test_every_figure_of_a_sample_is_weighed_again() -> None:
    """Shares, means and medians of the population, by a table in which rows are repeated."""
    typed = households(11)
    frame = typed.frame.reset_index(drop=True)
    times = np.random.default_rng(2).integers(1, 5, len(frame))
    sample = Sample.of(pd.DataFrame({"w": times}), weights="w")
    repeated = cells_of(frame.loc[frame.index.repeat(times)])
    columns = profile(frame, typed.types, sample=sample)
    found = [*columns.insights, *survey_relations(frame, columns, sample).insights]
    found += estimate_outcome(frame, "etat", sample, value="panne")
    kinds = Counter(one.code.removeprefix("explore.") for one in found)
    for one in found:
        said, kind = dict(one.values), one.code.removeprefix("explore.")
        if kind in ("estimated_share", "estimated_chosen"):
            end = "includes" if kind == "estimated_chosen" else ""
            then = Condition(said["column"].name, said["value"], end)
            part, whole = counted(repeated, then, lambda _row: True)
            assert said["estimate"].value == pytest.approx(part / whole)
        elif kind in ("estimated_share_groups", "estimated_chosen_groups"):
            then = said.get("then")
            if not isinstance(then, Condition):
                then = Condition(said["column"].name, said["value"])
            for side in ("high", "low"):
                where = said.get(f"where_{side}")
                if where is None:
                    where = Condition(said["by"].name, said[f"{side}_group"])
                if "–" in str(where.value):
                    continue  # a third of a number: its ends are rounded in the sentence
                part, whole = counted(repeated, then, lambda row, w=where: holds(repeated, row, w))
                assert said[side].value == pytest.approx(part / whole)
        elif kind == "estimated_middle":
            numbers = list(map(float, filled(repeated, said["column"].name)))
            assert said["mean"].value == pytest.approx(statistics.fmean(numbers))
            assert said["median"] == pytest.approx(statistics.median(numbers))
    assert {"estimated_share", "estimated_chosen", "estimated_middle"} <= set(kinds)
    assert kinds["estimated_share_groups"] + kinds["estimated_chosen_groups"] > 2
    assert isinstance(frame["installation"].iloc[0].date(), datetime.date)
