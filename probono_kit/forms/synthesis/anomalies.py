"""How each kind of anomaly is planted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from probono_kit.forms.evaluation import Row, compile_expression
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.model import Question
from probono_kit.forms.submission_model import MAIN
from probono_kit.forms.synthesis.bounds import literals
from probono_kit.forms.synthesis.frames import column_of
from probono_kit.forms.synthesis.plan import YES
from probono_kit.forms.synthesis.planted import Planting
from probono_kit.forms.tokens import ExpressionError

#: How many times a short or long interview is shorter or longer than it would be.
TIMES = 12
#: Interviews at one place.
STACK = 6
#: Share of questions that a person with many “don't know” answers so.
OFTEN = 0.6


def _duplicate_key(planting: Planting) -> None:
    for row in planting.rows():
        planting.copies.append(row)
        planting.tell(row, other=str(planting.get(row, "_key")))


def _duplicate_identity(planting: Planting) -> None:
    columns = next(iter(planting.roles.identity), ())
    fits = planting.filled(*columns) if columns else planting.filled("")
    for row in planting.rows(fits):
        for other in planting.rows(fits, 1):
            for column in columns:
                planting.put(row, column, planting.get(other, column))
            planting.tell(
                row, columns[0], planting.get(row, columns[0]), planting.get(other, "_key")
            )


def _duplicate_start(planting: Planting) -> None:
    roles = planting.roles
    fits = planting.filled(roles.start, roles.end, roles.device)
    for row in planting.rows(fits):
        for other in planting.rows(fits, 1):
            for column in (roles.start, roles.end, roles.device):
                planting.put(row, column, planting.get(other, column))
            if roles.received:
                planting.put(row, roles.received, planting.get(other, roles.received))
            planting.put_today(row)
            planting.tell(row, other=planting.get(other, "_key"))


def _near_copy(planting: Planting) -> None:
    roles = planting.roles
    kept = {roles.start, roles.end, roles.device, roles.enumerator, roles.today}
    kept |= {column for each in roles.identity for column in each}
    columns = [
        column
        for column in planting.columns
        if not column.startswith("_") and ":" not in column and column not in kept
    ]
    columns = [column for column in columns if column != roles.point]
    answered = planting.main[columns].notna().sum(axis=1)
    pairs = []
    for row in planting.rows(answered >= answered.median()):
        for other in planting.rows(answered >= answered.median(), 1):
            pairs.append((row, other))
            planting.tell(row, other=planting.get(other, "_key"))
    rows, others = [row for row, _ in pairs], [other for _, other in pairs]
    for column in columns:
        values = planting.main[column].array.copy()
        values[rows] = values[others]
        planting.main[column] = values


def _late(planting: Planting) -> None:
    roles = planting.roles
    for row in planting.rows(planting.filled(roles.end, roles.received)):
        days = pd.Timedelta(days=int(planting.random.integers(12, 30)))
        planting.put(row, roles.received, planting.get(row, roles.end) + days)
        planting.tell(row, value=days.days)


def _end_before_start(planting: Planting) -> None:
    roles = planting.roles
    for row in planting.timed():
        planting.put(row, roles.end, planting.get(row, roles.start) - pd.Timedelta(minutes=25))
        planting.tell(row)


def _stretched(factor: float) -> Callable[[Planting], None]:
    def run(planting: Planting) -> None:
        roles = planting.roles
        for row in planting.timed():
            start, end = planting.get(row, roles.start), planting.get(row, roles.end)
            minutes = (end - start) * factor
            planting.put(row, roles.end, start + minutes)
            if roles.received:
                late = planting.get(row, roles.received) - end
                planting.put(row, roles.received, start + minutes + late)
            planting.tell(row, value=round(minutes.total_seconds() / 60, 1))

    return run


def _night(planting: Planting) -> None:
    for row in planting.timed():
        day = planting.get(row, planting.roles.start).normalize()
        minutes = int(planting.random.integers(22 * 60 + 5, 27 * 60 + 50))
        planting.move(row, day + pd.Timedelta(minutes=minutes))


def _overlap(planting: Planting) -> None:
    roles = planting.roles
    if not roles.enumerator:
        return
    for row in planting.timed():
        name = planting.get(row, roles.enumerator)
        starts = planting.main.loc[planting.main[roles.enumerator] == name, roles.start]
        start = planting.get(row, roles.start)
        before = starts[starts < start]
        if len(before):
            other = int(before.idxmax())
            middle = (planting.get(other, roles.end) - before.max()) / 2
            planting.move(row, before.max() + middle)


def _old_version(planting: Planting) -> None:
    roles = planting.roles
    if not planting.filled(roles.version, roles.start).any():
        return
    version, start = planting.main[roles.version], planting.main[roles.start]
    first, last = start.min(), start.max()
    change = first + (last - first) * 0.3
    old = f"{version.dropna().iloc[0]}-before"
    planting.main[roles.version] = version.mask(start < change, old)
    for row in planting.rows(start > change + pd.Timedelta(days=3)):
        planting.put(row, roles.version, old)
        planting.tell(row, value=old)


def _straight_line(planting: Planting) -> None:
    blocks = [columns for table, columns in planting.roles.blocks if table == MAIN]
    for columns in blocks[:1]:
        for row in planting.rows(planting.filled(*columns)):
            same = planting.get(row, columns[0])
            for column in columns:
                planting.put(row, column, same)
            planting.tell(row, columns[0], same)


def _questions(planting: Planting, *kinds: str) -> Iterator[tuple[Question, str]]:
    for question in planting.form.questions:
        column = column_of(planting.form, question) if question.name else ""
        if question.kind in kinds and not question.repeats and column in planting.main:
            yield question, column


def _outlier(planting: Planting) -> None:
    found = [
        column
        for _, column in _questions(planting, "integer", "decimal")
        if planting.main[column].nunique() > 9
    ]
    for column in found[:1]:
        greatest = planting.main[column].max()
        for row in planting.rows(planting.filled(column)):
            value = int(greatest * 10 + planting.random.integers(1, 50))
            planting.put(row, column, value)
            planting.tell(row, column, value)


def _constraint(planting: Planting) -> None:
    for question, column in _questions(planting, "integer", "decimal"):
        text = question.row.get("constraint")
        tree = parse_expression(text).tree if text else None
        if tree is None or any(node.kind == "ref" for node in tree.walk()):
            continue
        try:
            allowed = compile_expression(text, planting.form, question)
        except ExpressionError:
            continue
        for value in [near + more for near in literals(tree) for more in (-1, 1)]:
            tried = Row()
            tried.put(question.path, str(int(value)))
            if not allowed.truth(tried, None):
                for row in planting.rows(planting.filled(column)):
                    planting.put(row, column, int(value))
                    planting.tell(row, column, int(value))
                return


def _required_empty(planting: Planting) -> None:
    for question, column in _questions(planting, "integer", "select_one", "text"):
        if question.row.get("required").lower() in YES and column != planting.roles.enumerator:
            if column == planting.roles.consent:
                continue
            for row in planting.rows(planting.filled(column)):
                planting.tell(row, column, planting.get(row, column))
                planting.put(row, column, None)
            return


def _other_recode(planting: Planting) -> None:
    for pair in planting.roles.others:
        question = planting.form.by_name.get(pair.select.rpartition("/")[2], (None,))[0]
        choices = planting.form.lists.get(question.list_name, ()) if question else ()
        named = [each for each in choices if len(each.label()) > 3 and each.name != pair.choice]
        if pair.table != MAIN or not named:
            continue
        for row in planting.rows(planting.filled(pair.text)):
            label = named[int(planting.random.integers(len(named)))].label()
            planting.put(row, pair.text, f" {label.upper()}")
            planting.tell(row, pair.text, label.upper())
        return


def _said_often(role: str) -> Callable[[Planting], None]:
    def run(planting: Planting) -> None:
        who = planting.roles.enumerator
        answers = getattr(planting.roles, role)
        columns = [(column, sorted(names)) for (t, column), names in answers.items() if t == MAIN]
        if not who or not columns:
            return
        known = list(planting.main[who].dropna().unique())
        busy = {truth[3] for truth in planting.truth if not truth[1]}
        name = next((each for each in sorted(known) if each not in busy), None)
        own = planting.main[who] == name
        for column, names in columns:
            drawn = planting.random.random(len(planting.main)) < OFTEN
            hit = own & drawn & planting.main[column].notna()
            planting.main.loc[hit, column] = names[0]
            for mark in (each for each in planting.columns if each.startswith(f"{column}/")):
                planting.main.loc[hit, mark] = int(mark == f"{column}/{names[0]}")
        planting.truth.append((planting.kind, "", "", str(name), "", ""))

    return run


def _gps(kind: str) -> Callable[[Planting], None]:
    def run(planting: Planting) -> None:
        point = planting.roles.point
        fits = planting.filled(point)
        rows = planting.rows(fits, max(planting.count, STACK) if kind == "stacked" else None)
        for number, row in enumerate(rows):
            if kind == "missing":
                for column in (point, *(c for c in planting.columns if c.startswith(f"{point}:"))):
                    planting.put(row, column, None)
            else:
                model = rows[number - number % STACK] if kind == "stacked" else row
                far = 8.0 if kind == "outside" else 0.0
                lat, lon = (planting.get(model, f"{point}:{p}") for p in ("latitude", "longitude"))
                accuracy = planting.get(row, f"{point}:accuracy")
                poor = 120 + 100 * planting.random.random()
                planting.place(row, lat + far, lon, poor if kind == "imprecise" else accuracy)
            planting.tell(row, point)

    return run


#: What plants each kind. What moves times comes before what copies them.
PLANTERS: dict[str, Callable[[Planting], None]] = {
    "duplicate_key": _duplicate_key,
    "duplicate_identity": _duplicate_identity,
    "duplicate_start": _duplicate_start,
    "near_copy": _near_copy,
    "late": _late,
    "end_before_start": _end_before_start,
    "short": _stretched(1 / TIMES),
    "long": _stretched(TIMES),
    "night": _night,
    "overlap": _overlap,
    "old_version": _old_version,
    "straight_line": _straight_line,
    "outlier": _outlier,
    "constraint": _constraint,
    "required_empty": _required_empty,
    "other_recode": _other_recode,
    "dont_know": _said_often("dont_know"),
    "refusals": _said_often("refused"),
    "gps_outside": _gps("outside"),
    "gps_stacked": _gps("stacked"),
    "gps_imprecise": _gps("imprecise"),
    "gps_missing": _gps("missing"),
}
