"""Names that are nearly the same are ranked by what sets them apart; doubt stays doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.places.closeness import very_close
from probono_kit.places.kinds import is_urban, nearest_kind, without_kind
from probono_kit.places.near import Near
from probono_kit.places.similar import NearNames
from probono_kit.places.sounds import sound_key

REGIONS = [
    *("Dakar", "Thiès", "Saint-Louis", "Kaffrine", "Kolda", "Kédougou", "Tambacounda", "Louga"),
    *("Mayo Kebbi Est", "Mayo Kebbi Ouest", "Zomba", "Zomba City", "Gabi Zone 3", "Nord-Kivu"),
]
NEAR = NearNames(REGIONS, range(len(REGIONS)))


def named(written: str, **options: bool) -> str:
    """Return the region that `written` is very close to, or nothing."""
    close = very_close(NEAR.find([written])[0], options.get("is_within", False))
    return REGIONS[close.owner] if close else ""


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("Kafrine", "Kaffrine"),
        ("Kaffrien", "Kaffrine"),
        ("Kaffrinne", "Kaffrine"),
        ("Tambakounda", "Tambacounda"),
        ("Tmbacunda", "Tambacounda"),
        ("Distirct de Tambacounda", "Tambacounda"),
        ("Kivu Nord", "Nord-Kivu"),
        ("Mayo K. Est", "Mayo Kebbi Est"),
        ("Saint Luis", "Saint-Louis"),
        ("Zomba Ctiy", "Zomba City"),
        ("Zomba Cyty", "Zomba City"),
        ("Mayo Kebbi Oueest", "Mayo Kebbi Ouest"),
        ("Mayo Kebbi W", ""),
        ("Mayo Kebbi E", "Mayo Kebbi Est"),
        ("Zomaba", "Zomba"),
        ("Gabi Zone 4", ""),
        ("Mayo Kebbi", ""),
        ("Mayo Kebi Est", "Mayo Kebbi Est"),
        ("Mayo Kebbi East", "Mayo Kebbi Est"),
        ("Mayo Kebbi Ets", "Mayo Kebbi Est"),
        ("Sud-Kivu", ""),
        ("Bamako", ""),
        ("Kara", ""),
        ("", ""),
    ],
)
def test_what_a_person_would_recognise_and_nothing_else(written: str, region: str) -> None:
    assert named(written) == region


def test_inside_a_known_parent_shorter_names_may_differ_more() -> None:
    few = NearNames(["Ari", "Bombé", "Lac"], [0, 1, 2])
    nearest = few.find(["Arris"])[0]
    assert very_close(nearest, is_within=True) == nearest[0]
    assert very_close(nearest, is_within=False) in (None, nearest[0])


def test_only_the_areas_asked_for_are_looked_at() -> None:
    nearest = NEAR.find(["Kafrine"], within={0, 1})[0]
    assert {near.owner for near in nearest} == {0, 1}
    assert NEAR.find(["Kafrine"], within=set()) == [[]]
    assert NEAR.find([]) == []


def test_a_part_of_an_area_shows_its_whole() -> None:
    nearest = NEAR.find(["Kédougou Nord Est"])[0]
    assert "Kédougou" in [REGIONS[near.owner] for near in nearest if near.contains]


def test_several_names_of_one_area_are_one_candidate() -> None:
    near = NearNames(["Kaffrine", "Kafrine", "Kolda"], [0, 0, 1])
    assert [found.owner for found in near.find(["Kafrin"])[0]] == [0, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("ouaddai", "wadai"), ("khartoum", "kartum"), ("djourf", "jurf"), ("bamyan", "bamian")],
)
def test_spellings_of_one_sound(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


def test_a_city_is_not_the_land_around_it() -> None:
    assert is_urban(("ville", "de", "zomba"))
    assert not is_urban(("zomba",))
    assert nearest_kind("provence") == "province"
    assert nearest_kind("dakar") == "dakar"


@given(st.lists(st.sampled_from(["la", "region", "de", "ville", "x", "4", "nord"]), max_size=5))
def test_taking_off_kinds_leaves_a_part_of_the_name(words: list[str]) -> None:
    rest = without_kind(tuple(words))
    assert " ".join(rest) in " ".join(words)
    assert bool(rest) == bool(words)


@given(st.text(max_size=20))
def test_any_text_has_nearest_names_in_order(text: str) -> None:
    nearest = NEAR.find([text])[0]
    distances = [near.distance for near in nearest[:2]]
    assert distances == sorted(distances)
    assert len({near.owner for near in nearest}) == len(nearest)
    assert all(0 <= near.score <= 100 for near in nearest)


MANY = [f"{start}{end}" for start in ("Bara", "Kolo", "Mandi", "Tessa") for end in REGIONS]


@given(st.lists(st.sampled_from([*MANY, "Barakolda", "Kolo Mayo", "St.", "Nord"]), max_size=6))
def test_what_is_found_for_a_name_does_not_depend_on_the_others(written: list[str]) -> None:
    """Many names together are answered as each alone, in long lists too."""
    near = NearNames(MANY, range(len(MANY)))
    assert near.find(written) == [near.find([name])[0] for name in written]


@pytest.mark.parametrize("written", MANY[::7])
def test_a_long_list_finds_what_a_short_one_finds(written: str) -> None:
    """A name with a letter lost has the same nearest name, whether all are compared or few."""
    misspelt = written[:3] + written[4:]
    chosen = {MANY.index(written), 0, 1, 2}
    near = NearNames(MANY, range(len(MANY)))
    assert near.find([misspelt])[0][0] == near.find([misspelt], within=chosen)[0][0]


@pytest.mark.parametrize(
    ("names", "written", "meant"),
    [
        (["Kasongo I", "Kasongo II"], "Kasongo", ""),
        (["Kasongo I", "Kasongo II"], "Kasonga II", "Kasongo II"),
        (["Kasongo I", "Kasongo II"], "Kasonga 2", "Kasongo II"),
        (["Mandera East", "Mandera West"], "Mandera", ""),
        (["Mandera East", "Mandera West"], "Mandeera", ""),
        (["Bolanga", "Kouri"], "Bo1anga", "Bolanga"),
        (["Bolanga 1", "Bolanga 2"], "Bolanga", ""),
    ],
)
def test_a_part_of_a_numbered_or_sided_pair_is_neither(
    names: list[str], written: str, meant: str
) -> None:
    """What two areas have in common names neither; a digit for a letter is a misread letter."""
    close = very_close(NearNames(names, range(len(names))).find([written])[0], False)
    assert (names[close.owner] if close else "") == meant


def test_the_longer_the_list_the_higher_the_bar() -> None:
    """Two edits on six letters name an area in a short list, and nothing sure in a long one."""
    nearest = [Near(0, 2.0, 6, 66.7), Near(1, 3.5, 6, 50.0)]
    assert very_close(nearest, is_within=False, among=40) == nearest[0]
    assert very_close(nearest, is_within=False, among=1100) is None
    assert very_close(nearest, is_within=True, among=1100) == nearest[0]


WITHIN = [None, frozenset({0, 1, 2}), frozenset({6, 7}), frozenset[int]()]


@given(st.lists(st.tuples(st.sampled_from([*REGIONS, "Kafrine", "Mayo K. Est", "Zomba Ctiy", ""]),
                          st.sampled_from(WITHIN)), max_size=12))  # fmt: skip
def test_each_name_is_looked_up_in_its_own_parent_as_if_it_were_alone(
    asked: list[tuple[str, frozenset[int] | None]],
) -> None:
    together = NEAR.find_each([name for name, _ in asked], [within for _, within in asked])
    assert together == [NEAR.find([name], within)[0] for name, within in asked]
    assert all(
        within is None or near.owner in within
        for (_, within), line in zip(asked, together, strict=True)
        for near in line
    )
