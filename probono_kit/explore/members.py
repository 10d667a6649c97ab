"""Choices of multiple-choice questions as columns of their own, to be compared like others.

A choice takes part as 1 (chosen), 0 (asked and not chosen) or nothing (not asked). In sentences it
goes by its question: “needs” includes “water”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from probono_kit.explore.comparing import FEWEST_OF_GROUP, choice_of, member_name, question_of
from probono_kit.explore.distributions import choice_frame
from probono_kit.explore.insights import Column, Condition, Insight
from probono_kit.explore.profile import ColumnProfile, Profile
from probono_kit.explore.roles import Role

#: Choices that take part where no outcome is named: those that split the records best.
_MOST_OF_ALL = 12
#: What is said of a choice instead of what is said of a value.
_CODES = {
    "explore.cross": "explore.chosen",
    "explore.cross_rest": "explore.chosen_rest",
    "explore.groups": "explore.chosen_groups",
    "explore.estimated_share_groups": "explore.estimated_chosen_groups",
    "explore.estimated_groups": "explore.estimated_groups_chosen",
}


def with_members(
    frame: pd.DataFrame, profile: Profile, *, most: int = _MOST_OF_ALL, keep: Sequence[str] = ()
) -> tuple[pd.DataFrame, Profile]:
    r"""Add the choices of multiple-choice questions as columns.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table that was profiled.
    profile : Profile
        From :func:`probono_kit.explore.profile`.
    most : int
        How many at most, besides those of the questions `keep`.
    keep : sequence of str
        Questions all of whose choices are wanted.

    Returns
    -------
    frame : pandas.DataFrame
        With a column of ``"1"``, ``"0"`` and missing for each choice; choices that hardly anybody
        made, or left out, are not among them.
    profile : Profile
        With these columns as yes or no.

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> from probono_kit.tables import type_columns
    >>> told = ["water food", "food"] * 10 + ["water"] * 10
    >>> typed = type_columns(pd.DataFrame({"needs": told}))
    >>> made, columns = with_members(typed.frame, profile(typed.frame, typed.types))
    >>> [name.replace("\x1f", ": ") for name in columns.named("yes_no")]
    ['needs: water', 'needs: food']
    """
    found: list[tuple[float, int, str, pd.Series, ColumnProfile]] = []
    for name, column in profile.columns.items():
        if column.role is not Role.CHOICES or column.is_bookkeeping:
            continue
        own = {member.rpartition("/")[2]: frame[member] for member in column.members}
        for choice, cells in choice_frame(frame[name], column.mark, own).items():
            asked, chosen = int(cells.notna().sum()), int(cells.sum())
            if min(chosen, asked - chosen) < FEWEST_OF_GROUP:
                continue
            texts = cells.map({1.0: "1", 0.0: "0"}).astype("object")
            even = min(chosen, asked - chosen) / asked
            rank = -1.0 if name in keep else -even
            key = member_name(name, str(choice))
            made = replace(
                column, name=key, role=Role.YES_NO, filled=asked, asked=asked, parent="", mark="",
                members=(), figures=pd.DataFrame(), chart="", insights=(),
            )  # fmt: skip
            found.append((rank, len(found), key, texts, made))
    wanted = sum(question_of(key) in keep for _r, _n, key, _t, _p in found)
    kept = sorted(
        sorted(found, key=lambda each: each[:2])[: wanted + most], key=lambda each: each[1]
    )
    columns = {key: texts for _rank, _number, key, texts, _made in kept}
    profiles = {key: made for _rank, _number, key, _texts, made in kept}
    if not kept:
        return frame, profile
    widened = pd.concat([frame, pd.DataFrame(columns, index=frame.index)], axis=1)
    return widened, replace(profile, columns={**profile.columns, **profiles})


def spoken(insight: Insight) -> Insight:
    """Return a finding about choices in the words of their questions; any other as it is.

    Parameters
    ----------
    insight : Insight
        From a comparison in which columns of :func:`with_members` took part.

    Returns
    -------
    Insight
        Its columns are questions; its values name :class:`Condition` instead of groups.
    """
    if not any(question_of(name) for name in insight.columns):
        return insight
    said = dict(insight.values)
    column, by = (each.name for each in (said["column"], said["by"]) if isinstance(each, Column))
    names = tuple(question_of(name) or name for name in insight.columns)
    values: dict[str, object] = {"column": Column(question_of(column) or column)}
    if "value" in said:
        values["then"] = _condition(column, str(said["value"]))
    for end in ("high", "low"):
        for key in (end, f"{end}_rows"):
            if key in said:
                values[key] = said[key]
        if f"{end}_group" in said:
            values[f"where_{end}"] = _condition(by, str(said[f"{end}_group"]))
        elif question_of(by):
            # Of two groups, the rest is the other one.
            values[f"where_{end}"] = _condition(by, "0" if said["high_group"] == "1" else "1")
    code = insight.code
    if code == "explore.cross_rest" and question_of(by):
        code = "explore.cross"
    code = _CODES[code]
    if code == "explore.chosen_groups" and question_of(by):
        code, values = "explore.chosen_groups_rest", _chosen_first(values)
    table = insight.table
    if table is not None and question_of(by) and "label" in table.columns:
        said_of = [_condition(by, str(each)) for each in table["label"]]
        table = table.assign(label=pd.Series(said_of, index=table.index, dtype="object"))
    return replace(insight, code=code, columns=names, values=values, table=table)


def _chosen_first(values: dict[str, object]) -> dict[str, object]:
    """Put those who chose it first: all others are then the others."""
    made = {key: value for key, value in values.items() if key != "where_low"}
    where = values["where_low"]
    if isinstance(where, Condition) and where.end == "includes":
        made["where_high"] = where
        made |= {"high": values["low"], "low": values["high"]}
        made |= {"high_rows": values["low_rows"], "low_rows": values["high_rows"]}
    return made


def _condition(name: str, value: str) -> Condition:
    question = question_of(name)
    if question:
        return Condition(question, choice_of(name), "includes" if value == "1" else "excludes")
    return Condition(name, value)
