"""Groups of areas: found where they are, not where areas differ by degrees or by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from probono_kit.explore import Sample, profile
from probono_kit.explore.area_groups import AreaGroups, find_area_groups
from probono_kit.tables import type_columns


def villages(seed: int, areas: int = 20, rows: int = 25, groups: int = 2) -> pd.DataFrame:
    """Return households of areas of some kinds; 1 group is none."""
    random = np.random.default_rng(seed)
    area = np.repeat(np.arange(areas), rows)
    kind = np.repeat(np.arange(areas) % groups, rows)
    count = len(area)

    def chosen(shares: list[float]) -> np.ndarray:
        return random.random(count) < np.array(shares)[kind]

    return pd.DataFrame(
        {
            "area_code": [f"A{n:02d}" for n in area],
            "area_name": [f"Area {n}" for n in area],
            "minutes": np.array([15.0, 50.0, 30.0])[kind] + random.normal(0, 12, count),
            "source": np.where(chosen([0.8, 0.15, 0.4]), "tap", "river"),
            "ill": np.where(chosen([0.1, 0.5, 0.3]), "yes", "no"),
            "people": random.poisson(6, count).astype(float),
            "needs": choices(chosen([0.2, 0.75, 0.5]), random),
        }
    )


def choices(water: np.ndarray, random: np.random.Generator) -> list[str]:
    """Return several choices of each household, water where it says so."""
    others = ["food", "soap", "seeds", "school", "roof"]
    return [
        " ".join([*(["water"] if dry else []), *random.permutation(others)[: 1 + (n % 3)]])
        for n, dry in enumerate(water)
    ]


def groups_of(frame: pd.DataFrame, sample: Sample | None = None) -> AreaGroups:
    own = frame.drop(columns=["area_code", "area_name"])
    typed = type_columns(own)
    named = typed.frame.assign(area_code=frame["area_code"], area_name=frame["area_name"])
    return find_area_groups(named, profile(typed.frame, typed.types), sample)


@pytest.mark.parametrize("seed", range(3))
def test_areas_that_belong_together_come_into_one_group(seed: int) -> None:
    """Two kinds of villages are told apart, and by what: columns that do not matter are not."""
    found = groups_of(villages(seed))
    of_areas = found.areas.set_index("area_name")["group"]
    kinds = [int(name.rpartition(" ")[2]) % 2 for name in of_areas.index]
    assert pd.crosstab(of_areas.to_numpy(), np.array(kinds)).max(axis=0).sum() == 20
    assert len(found.insights) == 2
    for insight in found.insights:
        assert not any(trait.column.name == "people" for trait in insight.values["traits"])  # type: ignore[attr-defined]
        assert {*insight.columns} <= {"minutes", "source", "ill", "needs", "area_name"}


def test_what_several_choices_hold_is_said_as_that() -> None:
    """One of several choices is included, it is not the whole answer."""
    texts = [one.text("en") for one in groups_of(villages(1).drop(columns="ill")).insights]
    assert any("“needs” includes “water”" in text for text in texts), texts
    assert "(10, among them Area 0, Area 2, " in texts[0]


def test_what_is_alike_everywhere_and_what_differs_by_degrees_gives_no_groups() -> None:
    """Chance, or one step after the other, is no group."""
    told = 0
    for seed in range(3):
        found = groups_of(villages(seed, groups=1))
        told += found.areas["group"].notna().any()
    for seed in range(3):
        random = np.random.default_rng(seed)
        frame = villages(seed, groups=1)
        level = np.repeat(random.random(20), 25)
        frame["minutes"] += 40 * level
        frame["people"] += np.round(10 * level)
        frame["ill"] = np.where(random.random(500) < 0.2 + 0.6 * level, "yes", "no")
        frame["source"] = np.where(random.random(500) < 0.2 + 0.6 * level, "tap", "river")
        found = groups_of(frame)
        told += found.areas["group"].notna().any()
        if not found.areas["group"].notna().any():
            assert [one.code for one in found.insights] == ["explore.no_area_groups"]
    assert told <= 1


def test_a_name_of_what_lies_above_does_not_make_groups() -> None:
    """A column that only says in which region an area lies is no likeness of its records."""
    frame = villages(0, groups=1)
    frame["region"] = np.where(frame["area_code"] < "A10", "North", "South")
    frame["zone"] = np.where(frame["area_code"] < "A10", "dry", "wet")
    frame["belt"] = np.where(frame["area_code"] < "A10", "east", "west")
    found = groups_of(frame)
    assert not {"region", "zone", "belt"} & {*found.columns}
    assert found.areas["group"].isna().all()


def test_few_areas_or_few_records_are_not_grouped() -> None:
    """Nine areas can be looked at; areas of few households are chance."""
    for frame in (villages(0, areas=9), villages(0, rows=9)):
        found = groups_of(frame)
        assert found.insights == []
        assert found.areas["group"].isna().all()
        assert np.isnan(found.silhouette)


def test_areas_with_few_records_are_in_no_group() -> None:
    """They have no figures of their own; those of the others do not change."""
    frame = villages(2, areas=21)
    few = frame[(frame["area_code"] != "A20") | (frame.groupby("area_code").cumcount() < 6)]
    found = groups_of(few.reset_index(drop=True))
    groups = found.areas.set_index("area_code")["group"]
    assert pd.isna(groups["A20"])
    assert groups.drop("A20").notna().all()


def test_figures_of_a_sample_are_those_of_the_population() -> None:
    """A household that stands for more counts for more in what is told."""
    frame = villages(0)
    frame["w"] = np.where(frame["ill"] == "yes", 3.0, 1.0)
    found = groups_of(frame.drop(columns="w"), Sample.of(frame, weights="w"))
    for insight in found.insights:
        own = found.areas.loc[found.areas["group"] == insight.values["group"], "area_code"]
        rows = frame[frame["area_code"].isin(own)]
        for trait in insight.values["traits"]:  # type: ignore[attr-defined]
            if trait.column.name == "ill":
                said = rows["ill"] == trait.value
                share = rows.loc[said, "w"].sum() / rows["w"].sum()
                assert trait.here == pytest.approx(share)
                assert trait.here != pytest.approx(said.mean())
                return
    raise AssertionError("nothing was said of the ill")
