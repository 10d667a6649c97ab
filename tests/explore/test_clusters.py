"""Groups of similar records: found where they are, not where there is one cloud."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from probono_kit.explore import profile
from probono_kit.explore.clusters import Groups, find_groups
from probono_kit.explore.insights import Certainty, Share


def groups_of(frame: pd.DataFrame) -> Groups:
    return find_groups(frame, profile(frame, {}))


def planted(seed: int, rows: int = 240) -> tuple[pd.DataFrame, np.ndarray]:
    """Return records of three groups that differ in five columns, and which is whose."""
    random = np.random.default_rng(seed)
    group = random.integers(0, 3, rows)
    soap = np.array([0.95, 0.05, 0.95])[group]
    latrine = np.array([0.05, 0.05, 0.95])[group]
    table = pd.DataFrame(
        {
            "litres": group * 15 + random.normal(40, 4, rows),
            "minutes": np.where(group == 1, 45, 10) + random.normal(0, 5, rows),
            "people": random.poisson(5, rows),
            "soap": np.where(random.random(rows) < soap, "oui", "non"),
            "latrine": np.where(random.random(rows) < latrine, "propre", "sale"),
        }
    )
    return table, group


def cloud(seed: int) -> pd.DataFrame:
    """Return records of one kind: correlated, skewed, counted, answered by chance."""
    random = np.random.default_rng(seed)
    rows, columns = int(random.integers(70, 300)), int(random.integers(3, 7))
    common = random.normal(size=(rows, 1)) * random.choice([0.0, 0.5, 0.9])
    numbers = common + random.normal(size=(rows, columns)) * 0.6
    if seed % 3 == 1:
        numbers = np.exp(numbers)
    if seed % 3 == 2:
        numbers = random.poisson(np.exp(numbers * 0.3 + 1)).astype(float)
    table = pd.DataFrame(numbers, columns=[f"n{i}" for i in range(columns)])
    for i in range(int(random.integers(0, 4))):
        table[f"a{i}"] = random.choice(list("abcd")[: int(random.integers(2, 5))], rows)
    return table


@pytest.mark.parametrize("seed", range(4))
def test_groups_that_are_there_are_found(seed: int) -> None:
    """Most records that belong together come into one group."""
    table, group = planted(seed)
    found = groups_of(table)
    assert len(found.insights) >= 2
    together = pd.crosstab(found.of_rows.to_numpy(), group)
    assert together.max(axis=0).sum() / len(table) > 0.85


@pytest.mark.slow
def test_one_cloud_is_no_groups() -> None:
    """Of 24 tables without groups at most two give any: chance allows one in twenty."""
    told = [groups_of(cloud(seed)) for seed in range(24)]
    hits = [seed for seed, found in enumerate(told) if found.of_rows.notna().any()]
    assert len(hits) <= 2, hits
    (none,) = next(found for found in told if found.of_rows.isna().all()).insights
    assert "do not fall into groups" in none.text("en")
    assert none.certainty is Certainty.TOO_FEW


def test_a_sentence_tells_shares_and_medians_of_the_table() -> None:
    """Each figure in the sentence is recomputed from the records of the group."""
    table, _group = planted(1)
    found = groups_of(table)
    for number, one in enumerate(found.insights, start=1):
        inside = found.of_rows == number
        assert one.values["share"] == Share(int(inside.sum()), len(table))
        for trait in one.values["traits"]:
            column = table[trait.column.name]
            if trait.value:
                says = column == trait.value
                figures = (says[inside].mean(), says[~inside].mean())
                assert figures[0] > figures[1]
            else:
                figures = (column[inside].median(), column[~inside].median())
            assert (trait.here, trait.others) == pytest.approx(figures)
    text = found.insights[0].text("fr", unit="ménages")
    assert "ménages) forment un groupe d'enregistrements semblables" in text
    assert " ; " in text


def test_the_order_of_rows_does_not_matter_to_clear_groups() -> None:
    """The same records in another order come into the same groups."""
    table, _group = planted(2)
    table["people"] = np.where(table["minutes"] > 30, 12, 4)
    shuffled = table.sample(frac=1, random_state=5)
    first, again = groups_of(table), groups_of(shuffled)
    both = pd.crosstab(first.of_rows, again.of_rows.reindex(table.index))
    assert both.max(axis=1).sum() >= 0.97 * len(table)


def test_records_with_empty_cells_belong_to_no_group() -> None:
    """What is unknown is not guessed; the others are grouped."""
    table, _group = planted(3)
    table.loc[:9, "litres"] = np.nan
    found = groups_of(table)
    assert found.of_rows.iloc[:10].isna().all()
    assert found.of_rows.iloc[10:].notna().all()


def test_columns_that_repeat_each_other_count_once() -> None:
    """A column and its double are no two signs of a group."""
    random = np.random.default_rng(8)
    table = pd.DataFrame({"a": random.normal(size=200)})
    table["b"], table["c"] = table["a"] * 2 + 1, -table["a"]
    assert groups_of(table).tried == 1


def test_too_few_records_or_columns_say_nothing() -> None:
    """With forty records, or two columns, no groups are looked for."""
    table, _group = planted(4)
    assert not groups_of(table.head(40)).insights
    assert not groups_of(table[["litres", "minutes"]]).insights


def test_many_records_are_grouped_whole() -> None:
    """Of more records than are needed some are taken, and all get their group."""
    table, group = planted(5, rows=6000)
    found = groups_of(table)
    assert found.of_rows.notna().all()
    assert pd.crosstab(found.of_rows, group).max(axis=0).sum() > 0.85 * len(table)
