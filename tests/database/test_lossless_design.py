"""Planted structure is found, and whatever is proposed gives the cleaned tables back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.database import FieldKind, Source, Table, TableKind
from probono_kit.tables import ColumnKind, ColumnType
from tests.database.lossless import codes, kept

ROWS = 240


class Visits:
    """Visits to sites in districts, by organisations: who decides what is known."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def of(self, form: str, numbers: Any) -> pd.Series:
        """Write numbers as texts."""
        return pd.Series([form % n for n in numbers], dtype="str", index=range(2, 2 + ROWS))

    def frame(self, blanks: float = 0.0) -> pd.DataFrame:
        """Return the visits; some cells of what is told of sites may be blank in whole rows."""
        site = self.random.integers(0, 24, ROWS)
        group = self.random.integers(0, 9, ROWS)
        frame = pd.DataFrame(
            {
                "Code district": self.of("D%02d", site // 4),
                "District": self.of("District de Ba%d", site // 4),
                "Code site": self.of("S%03d", site),
                "Site": self.of("Puits de Ko%d", site),
                "Organisation": self.of("Association numéro %d", group),
                "Type d'organisation": self.of("Type %d", group % 3),
                "Litres": self.random.integers(0, 5000, ROWS),
                "État": self.of("état %d", self.random.integers(0, 3, ROWS)),
            }
        )
        gone = self.random.random(ROWS) < blanks
        frame.loc[gone, ["Code district", "District", "Code site", "Site"]] = None
        return frame


def things(proposal: Any) -> dict[str, Table]:
    """Return the tables that are neither records nor lists."""
    return {t.name: t for t in proposal.design.tables if t.kind is TableKind.ENTITY}


def test_areas_sites_and_organisations_are_found_with_their_keys() -> None:
    """Sites in districts, organisations with their kind, and visits that point to both."""
    proposal, split = kept(Source("visits", Visits(1).frame()))
    found = things(proposal)
    assert set(found) == {"district", "site", "organisation", "visits"}
    assert found["district"].key == ("code_district",)
    assert found["site"].key == ("code_site",)
    assert {link.table for link in found["site"].links} == {"district"}
    assert {"site", "organisation"} <= {link.table for link in found["visits"].links}
    assert "district" not in {link.table for link in found["visits"].links}
    assert len(split.rows["site"]) == 24
    assert split.left_out.empty


def test_every_decision_has_a_reason_in_both_languages() -> None:
    """A person who disagrees can see what it rests on."""
    proposal, _ = kept(Source("visits", Visits(1).frame()))
    evidence = proposal.evidence
    assert list(evidence.columns) == ["table", "subject", "decision", "reason", "support", "rows"]
    assert evidence["reason"].str.len().min() > 10
    assert set(things(proposal)) <= set(evidence["table"])


def test_a_wrong_name_is_outvoted_and_told_with_its_row() -> None:
    """One visit of 240 calls site S003 otherwise: most visits decide, the row is named."""
    frame = Visits(2).frame()
    row = int(frame.index[frame["Code site"] == "S003"][2])
    frame.loc[row, "Site"] = "Puits de Ko99"
    proposal, split = kept(Source("visits", frame))
    found = next(f for f in proposal.findings if f.code == "propose.contradicts")
    assert str(row) in found.values["rows"]
    listed = split.left_out[["row", "value", "kept", "why"]].to_numpy().tolist()
    assert listed == [[row, "Puits de Ko99", "Puits de Ko3", "contradicts"]]


def test_what_is_not_decided_by_a_thing_stays_with_the_record() -> None:
    """The state changes from visit to visit: it is no property of the site."""
    proposal, _ = kept(Source("visits", Visits(1).frame()))
    assert "etat" in [one.name for one in proposal.design.table("visits").fields]
    assert any(t.kind is TableKind.CODES for t in proposal.design.tables)


def test_the_same_site_on_two_sheets_is_one_table() -> None:
    """A list of sites and visits that name their codes: one table of sites, filled from both."""
    visits = Visits(4).frame()
    sites = visits.drop_duplicates("Code site").reset_index(drop=True)
    listing = sites[["Code site", "Site", "District"]].assign(Profondeur=range(10, 10 + len(sites)))
    seen = visits[["Code site", "Litres"]]
    proposal, split = kept(Source("sites", listing), Source("visits", seen))
    (site,) = [t for t in proposal.design.tables if "profondeur" in [f.name for f in t.fields]]
    visit = proposal.design.table("visits")
    assert site.name in {link.table for link in visit.links}
    assert len(split.rows[site.name]) == 24


def form(seed: int = 5) -> tuple[Source, Source]:
    """Return a form as it is exported: households, and the members of each on another sheet."""
    random = np.random.default_rng(seed)
    count = 40
    uuid = [f"{random.integers(16**8):08x}-{i:04x}" for i in range(count)]
    asked = random.random(count) < 0.8
    marks = random.random((count, 3)) < 0.4
    words = np.array(["food", "water", "shelter"])
    main = pd.DataFrame({"_uuid": pd.array(uuid, dtype="str"), "_index": range(1, count + 1)})
    cells = [
        " ".join(words[m]) if a and m.any() else None for a, m in zip(asked, marks, strict=True)
    ]
    main["needs"] = pd.array(cells, dtype="str")
    for i, word in enumerate(words):
        main[f"needs/{word}"] = pd.Series(marks[:, i].astype(int), dtype="Int64").where(asked)
    main["head"] = pd.array([f"Name {i}" for i in range(count)], dtype="str")
    for number, share in ((1, 0.6), (2, 0.2)):
        here = random.random(count) < share
        names = pd.Series([f"Child {i}" for i in range(count)], dtype="str").where(here)
        main[f"child{number}_name"] = names
        main[f"child{number}_age"] = pd.Series(random.integers(0, 15, count), dtype="Int64").where(
            here
        )
    owner = np.sort(random.integers(0, count, 100))
    roster = pd.DataFrame(
        {
            "age": random.integers(0, 90, 100),
            "_index": range(1, 101),
            "_parent_table_name": pd.array(["main"] * 100, dtype="str"),
            "_parent_index": owner + 1,
            "_submission__uuid": pd.array([uuid[i] for i in owner], dtype="str"),
        }
    )
    types = {"needs": ColumnType("needs", ColumnKind.CHOICES, " ", choices=tuple(words))}
    return Source("main", main, types), Source("roster", roster)


def test_a_form_becomes_households_members_children_and_needs() -> None:
    """Every member finds its household; choices and numbered children are rows of their own."""
    main, roster = form()
    proposal, split = kept(main, roster)
    kinds = {t.name: t.kind for t in proposal.design.tables}
    assert kinds["roster"] is TableKind.REPEAT
    assert TableKind.LINK in kinds.values()
    (link,) = [link for link in proposal.design.table("roster").links if link.table == "main"]
    assert split.rows["roster"][link.fields[0]].notna().all()
    child = next(t for t in proposal.design.tables if t.name.startswith("child"))
    expected = int(main.frame[["child1_name", "child2_name"]].notna().sum().sum())
    assert len(split.rows[child.name]) == expected
    assert split.left_out.empty


def test_yes_and_no_are_true_and_false_in_the_words_of_the_sheet() -> None:
    """Oui and Non come back as they were written."""
    answers = pd.array(["Oui", "Non", None, "Oui"] * 15, dtype="str")
    types = {"Latrine": ColumnType("Latrine", ColumnKind.YES_NO, "Oui/Non", choices=("Oui", "Non"))}
    frame = pd.DataFrame({"Fiche": [f"F{i}" for i in range(60)], "Latrine": answers})
    proposal, split = kept(Source("sheet", frame, types))
    assert proposal.design.table("sheet").field("latrine").kind is FieldKind.BOOLEAN
    assert split.rows["sheet"]["latrine"].sum() == 30


CELLS = st.sampled_from(["a", "b", "c", "a b", "Oui", "Non", "0", "1", "é", " ", None])


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_table_comes_back_cell_by_cell(data: st.DataObject) -> None:
    """Whatever a table holds: rows in = rows out, and what is not held is listed."""
    height = data.draw(st.integers(0, 60))
    headings = data.draw(
        st.lists(st.sampled_from(["a1", "a2", "q/x", "q/y", "q", "id", "select", "é"]), unique=True)
    )
    columns = {
        name: pd.array(data.draw(st.lists(CELLS, min_size=height, max_size=height)), dtype="str")
        for name in headings
    }
    if columns and height:
        kept(Source("sheet", pd.DataFrame(columns, index=range(3, 3 + height))))


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), blanks=st.sampled_from([0.0, 0.05, 0.3]))
def test_planted_structure_comes_back_with_blanks_and_contradictions(
    seed: int, blanks: float
) -> None:
    """Blanks and a few wrong cells are listed where they are changed, nothing else is."""
    visits = Visits(seed)
    frame = visits.frame(blanks)
    for name in ("Site", "District", "Type d'organisation"):
        rows = visits.random.choice(frame.index, 2)
        frame.loc[rows, name] = frame[name].iloc[0]
    _, split = kept(Source("visits", frame))
    assert len(split.left_out) <= 12


@pytest.mark.parametrize("seed", range(3))
def test_forms_come_back_cell_by_cell(seed: int) -> None:
    """Whatever was drawn, both sheets of the form come back."""
    _, split = kept(*form(seed))
    assert not codes(split.findings) & {"design.link_to_nothing", "design.identity_missing"}


def test_columns_of_the_same_numbers_are_one_thing_that_repeats() -> None:
    """Part 1, cost 1, part 2, cost 2: one table of parts with their costs, not two tables."""
    parts = {
        "Pièce 1": ["joint", "tige", "joint", None] * 10,
        "Coût 1 (FCFA)": [500, 900, 450, None] * 10,
        "Pièce 2": ["tige", None, None, None] * 10,
        "Coût 2 (FCFA)": [800, None, None, None] * 10,
    }
    frame = pd.DataFrame({"Fiche": [f"F{i}" for i in range(40)], **parts})
    proposal, split = kept(Source("repairs", frame.convert_dtypes(), sheet="Réparations"))
    (part,) = [t for t in proposal.design.tables if t.kind is TableKind.REPEAT]
    assert [one.name for one in part.fields if not one.made] == ["fiche", "number", "piece", "cout"]
    assert len(split.rows[part.name]) == 40
    assert proposal.design.table("repairs").title == "Réparations"
