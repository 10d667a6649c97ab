"""Every sentence on a page is true: each figure is counted again, another way, from the cells.

A kind of sentence that nobody counts again fails the test.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from probono_kit import tables
from probono_kit.explore import find_rules, profile, relations
from probono_kit.explore.clusters import Groups, find_groups
from probono_kit.explore.insights import Insight
from probono_kit.explore.profile import Profile
from probono_kit.explore.rules_of_two import find_rules_of_two
from probono_kit.explore.sample import Sample
from probono_kit.explore.survey import estimate_outcome, survey_relations
from probono_kit.resources import share_path
from probono_kit.tables import TypedTable, type_columns
from tests.explore.second_count import cells_of, recount


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


def told(typed: TypedTable, columns: Profile, groups: Groups) -> list[Insight]:
    """Return everything that is said of a table, with and without an outcome."""
    frame = typed.frame
    found = [*columns.insights, *relations(frame, columns).insights]
    found += find_rules(frame, columns).insights + find_rules_of_two(frame, columns).insights
    found += groups.insights
    for outcome in columns.named("category", "yes_no", "choices", "amount"):
        found += relations(frame, columns, outcome=outcome).insights
    return found


def sample_table(file: str) -> TypedTable:
    """Return a table of a sample engagement, clean and typed."""
    clean = tables.clean_table(tables.read_table(share_path(f"data/samples/{file}")))
    return TypedTable(clean.frame, clean.types, clean.findings)


#: Kinds of sentences that the invented households let speak: the test would say little if the
#: tables were dull.
WANTED = {
    *("most_frequent", "says_yes", "all_same", "chosen_most", "middle", "missing"),
    *("half_of_all", "change_of_median", "cross", "chosen_rest", "groups", "no_groups"),
    *("chosen_groups_rest", "rises", "rule_of_two"),
}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param(households, WANTED, id="households"),
        pytest.param(lambda: households(8, 150), set(), id="few households"),
        pytest.param(lambda: sample_table("water-points/raw/points_eau.xlsx"), set(), id="points"),
    ],
)
def test_every_figure_is_counted_again(typed: Callable[[], TypedTable], wanted: set[str]) -> None:
    """No sentence without a second count; and every sentence can be said in both languages."""
    table = typed()
    columns = profile(table.frame, table.types)
    groups = find_groups(table.frame, columns)
    found = told(table, columns, groups)
    kinds = recount(found, cells_of(table.frame, columns, groups.of_rows))
    silent = wanted - {kind.removeprefix("explore.") for kind in kinds}
    assert not silent
    for one in found:
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
    columns = profile(table, {})
    found = find_groups(table, columns)
    kinds = recount(found.insights, cells_of(table, columns, found.of_rows))
    assert kinds["explore.cluster"] >= 2


def test_every_figure_of_a_sample_is_weighed_again() -> None:
    """Shares, means, medians and thirds of the population, by the weight of each row."""
    typed = households(11)
    frame = typed.frame.reset_index(drop=True)
    weights = np.random.default_rng(2).integers(1, 5, len(frame))
    sample = Sample.of(pd.DataFrame({"w": weights}), weights="w")
    columns = profile(frame, typed.types, sample=sample)
    found = [*columns.insights, *survey_relations(frame, columns, sample).insights]
    found += estimate_outcome(frame, "etat", sample, value="panne")
    found += estimate_outcome(frame, "litres", sample)
    for outcome in ("litres", "besoins", "personnes"):
        found += survey_relations(frame, columns, sample, outcome=outcome).insights
    cells = cells_of(frame, columns)
    cells.weights = [float(weight) for weight in weights]
    kinds = recount(found, cells)
    wanted = {
        *("share", "chosen", "middle", "mean", "share_groups", "chosen_groups", "groups"),
        "groups_chosen",
    }
    assert wanted <= {kind.removeprefix("explore.estimated_") for kind in kinds}
    assert kinds["explore.estimated_groups"] > 1
