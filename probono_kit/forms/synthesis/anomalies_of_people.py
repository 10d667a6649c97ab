"""What one person does otherwise than all others, planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from probono_kit.forms.submission_model import MAIN
from probono_kit.forms.synthesis.anomalies_of_answers import blocks_of, referring
from probono_kit.forms.synthesis.planted import Places, Planting

#: Share of their interviews, or answers, in which a person does so.
OFTEN = 0.45
#: When a person begins who makes many interviews in a day, and the hours until the evening.
EARLY, WORKING = pd.Timedelta(hours=5, minutes=30), pd.Timedelta(hours=15)
#: Minutes at least from one door to the next.
_WAY = pd.Timedelta(minutes=1)
#: How many times the usual a busy day is, and how many days a busy person makes of one.
_BUSY, _DAYS = 3, 2.5
#: Days at the end without an interview.
_SILENT = 4


def refusals(planting: Planting) -> None:
    """Let people refuse somebody: what is not asked then is empty, as where others refuse."""
    consent = planting.roles.consent
    if not consent:
        return
    refused = planting.main[planting.main[consent].notna() & ~planting.agreed]
    if refused.empty:
        return
    name, own = planting.person()
    rows = planting.some(own, OFTEN)
    empty = refused.isna().all()
    for column in empty.index[empty]:
        planting.put_all(rows, column, pd.NA)
    planting.put_all(rows, consent, refused[consent].mode().iloc[0])
    keys = set(planting.main["_key"].iloc[rows])
    for table, frame in planting.tables.items():
        if table != MAIN:
            planting.tables[table] = frame[~frame["_submission"].isin(keys)]
    if name:
        planting.tell_person(name, len(rows))


def _said_often(role: str) -> Callable[[Planting], None]:
    def run(planting: Planting) -> None:
        answers = getattr(planting.roles, role)
        texts = {pair.text for pair in planting.roles.others}
        columns = [
            (column, sorted(names))
            for (table, column), names in answers.items()
            if table == MAIN and set(referring(planting, column)) <= texts
        ]
        if not columns or not planting.roles.enumerator:
            return
        name, own = planting.person()
        for column, names in columns:
            asked = own[planting.main[column].iloc[own].notna().to_numpy()]
            rows = planting.some(asked, OFTEN)
            planting.choose(rows, column, names[0])
            for text in referring(planting, column):
                planting.put_all(rows, text, None)
        if name:
            planting.tell_person(name)

    return run


def other_rate(planting: Planting) -> None:
    """Let somebody note “other” very often, with what others wrote."""
    pairs = [
        pair
        for pair in planting.roles.others
        if pair.table == MAIN and set(referring(planting, pair.select)) <= {pair.text}
    ]
    if not pairs or not planting.roles.enumerator:
        return
    name, own = planting.person()
    for pair in pairs:
        written = planting.main[pair.text].dropna().to_numpy(dtype=object)
        asked = own[planting.main[pair.select].iloc[own].notna().to_numpy()]
        rows = planting.some(asked, OFTEN)
        if len(written) and len(rows):
            planting.choose(rows, pair.select, pair.choice)
            planting.main.loc[planting.main.index[rows], pair.text] = planting.random.choice(
                written, len(rows)
            )
    if name:
        planting.tell_person(name)


def straight_lines(planting: Planting) -> None:
    """Let somebody answer a block of like questions alike all through."""
    blocks = blocks_of(planting)
    if not blocks or not planting.roles.enumerator:
        return
    name, own = planting.person()
    asked = own[planting.filled(*blocks[0]).to_numpy()[own]]
    for row in planting.some(asked, OFTEN).tolist():
        same = planting.get(row, blocks[0][0])
        for column in blocks[0]:
            planting.put(row, column, same)
        planting.tell(row, blocks[0][0], same, kind="straight_line")
    if name:
        planting.tell_person(name)


def _packed(planting: Planting, rows: Places, day: pd.Timestamp) -> bool:
    """Let interviews follow each other on one day, a bit faster; tell whether they fit."""
    roles = planting.roles
    took = (planting.main[roles.end] - planting.main[roles.start]).iloc[rows]
    room = (WORKING - _WAY * len(rows)).total_seconds()
    whole = float(took.dt.total_seconds().sum())
    factor = min(0.95, room / whole) if whole > 0 else 0.0
    if factor < 0.7:
        return False
    start = day + EARLY
    for row, minutes in zip(rows.tolist(), took, strict=True):
        planting.move(row, start.ceil("s"), factor)
        start += minutes * factor + _WAY
    return True


def busy_day(planting: Planting) -> None:
    """Let somebody make in one day what others make in three."""
    if not planting.timed.all() or not planting.roles.enumerator:
        return
    name, own = planting.person()
    if not name:
        return
    days = planting.begun.iloc[own].dt.normalize()
    usual = days.value_counts().median()
    took = (planting.main[planting.roles.end] - planting.begun).iloc[own].to_numpy()
    day = days.iloc[int(planting.random.integers(len(own)))]
    # The shortest of other days, and all of that day.
    order = np.lexsort((took, (days != day).to_numpy()))
    most = int(np.searchsorted(np.cumsum(np.sort(took)) * 0.95, WORKING.to_timedelta64()))
    for count in range(min(most, len(own), int(5 * usual)), int(_BUSY * usual) - 1, -1):
        if _packed(planting, np.sort(own[order[:count]]), day):
            planting.tell_person(name, f"{day:%Y-%m-%d}")
            return


def productivity(planting: Planting) -> None:
    """Let somebody work on few days, and make the interviews of several in each of them."""
    if not planting.timed.all() or not planting.roles.enumerator:
        return
    name, own = planting.person()
    own = own[np.argsort(planting.begun.iloc[own].to_numpy(), kind="stable")]
    days = planting.begun.iloc[own].dt.normalize()
    parts = np.array_split(own, max(1, int(days.nunique() / _DAYS)))
    done = [
        _packed(planting, part, planting.begun.iloc[part[-1]].normalize())
        for part in parts
        if len(part)
    ]
    if name and all(done):
        planting.tell_person(name)


def low_productivity(planting: Planting) -> None:
    """Let somebody make a quarter of what others make each day."""
    if not planting.timed.any() or not planting.roles.enumerator:
        return
    name, own = planting.person()
    days = planting.begun.iloc[own].dt.normalize()
    place = days.groupby(days).cumcount().to_numpy()
    wanted = days.groupby(days).transform("size").to_numpy() / 4
    planting.dropped += own[place >= np.maximum(wanted, 1)].tolist()
    if name:
        planting.tell_person(name)


def silent(planting: Planting) -> None:
    """Let nothing come from somebody on the last days."""
    if not planting.timed.any() or not planting.roles.enumerator:
        return
    days = planting.begun.dt.normalize()
    last = sorted(days.unique())[-_SILENT:]
    if len(last) < _SILENT:
        return
    name, own = planting.person()
    planting.dropped += own[days.iloc[own].isin(last).to_numpy()].tolist()
    if name:
        planting.tell_person(name)


#: By the name of the check.
PEOPLE_PLANTED: dict[str, Callable[[Planting], None]] = {
    "dont_know": _said_often("dont_know"),
    "no_answer": _said_often("refused"),
    "refusals": refusals,
    "other_rate": other_rate,
    "straight_lines": straight_lines,
    "busy_day": busy_day,
    "productivity": productivity,
    "low_productivity": low_productivity,
    "silent": silent,
}
