"""Invented submissions obey their form, as a program that is not ours finds too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
from pyxform.xls2xform import convert
from shapely.geometry import Point, box

from probono_kit.forms import Form, Submissions, read_form, synthesise, write_submissions
from probono_kit.forms.synthesis.nested import answers_of
from tests.forms.conftest import Engine, Make

HOUSEHOLD = """
type | name | label | required | relevant | constraint | calculation | repeat_count | choice_filter
start | start | | | | | | |
end | end | | | | | | |
today | today | | | | | | |
calculate | eve | | | | | date('2026-03-01') | |
deviceid | deviceid | | | | | | |
select_one enum | enumerator | Enumerator | yes | | | | |
select_one prov | province | Province | yes | | | | |
select_one dist | district | District | yes | | | | | prov = ${province}
select_one yn | consent | Do you agree? | yes | | | | |
begin_group | talk | Talk | | ${consent} = 'yes' | | | |
integer | size | Household size | yes | | . >= 1 and . <= 20 | | |
integer | women | Women | yes | | . >= 0 and . <= ${size} | | |
integer | men | Men | yes | | . + ${women} = ${size} | | |
begin_repeat | person | Person | | | | | ${size} |
integer | age | Age | yes | | . >= 0 and (. >= 15 or position(..) > 1) and . < 110 | | |
select_one yn | school | At school? | yes | ${age} >= 5 and ${age} <= 17 | | | |
select_multiple why | why_not | Why not? | yes | ${school} = 'no' | WHY | | |
text | why_other | Specify | yes | selected(${why_not}, 'other') | | | |
calculate | is_child | | | | | if(${age} < 18, 1, 0) | |
end_repeat | | | | | | | |
calculate | children | | | | | sum(${is_child}) | |
note | many | Many children | | ${children} > 4 | | | |
date | arrived | Arrived | yes | | . <= ${eve} and . >= date('2020-01-01') | | |
date | left | Left | | | . > ${arrived} and . <= ${eve} | | |
select_multiple why | three | Three | yes | | THREE | | |
text | phone | Telephone | yes | | regex(., '^0[67][0-9]{8}$') | | |
text | code | Code | | | string-length(.) = 6 | | |
decimal | share | Share | yes | | . > 0 and . <= 1 | | |
integer | income | Income | yes | | (. >= 10 and . <= 5000) or . = -999 | | |
integer | spent | Spent | yes | ${income} != -999 | . <= ${income} - 5 | | |
geopoint | gps | Position | yes | | | | |
time | woke | Woke up | | | | | |
range | score | Score | yes | | | | |
rank why | order | Order | | | | | |
end_group | | | | | | | |
""".replace("THREE", "count-selected(.) = 3 and not(selected(., 'none'))").replace(
    "WHY", "not(selected(., 'none') and count-selected(.) > 1)"
)
CHOICES = """
list_name | name | label | prov
enum | e1 | Ana |
enum | e2 | Ben |
enum | e3 | Cem |
enum | e4 | Dia |
enum | e5 | Eve |
prov | p1 | North |
prov | p2 | South |
dist | d1 | D1 | p1
dist | d2 | D2 | p1
dist | d3 | D3 | p2
yn | yes | Yes |
yn | no | No |
why | cost | Cost |
why | far | Far |
why | work | Work |
why | other | Other |
why | none | None |
"""
SETTINGS = "form_id | version | name\nhh | 7 | data"
UNFORESEEN = ("/data/start", "/data/end", "/data/today", "/data/deviceid")


def made(make_form: Make, rows: int = 40, **options: object) -> Submissions:
    """Return submissions of the household form."""
    form = read_form(make_form(HOUSEHOLD, CHOICES, SETTINGS))
    return synthesise(form, rows, seed=4, **options)  # type: ignore[arg-type]


def form_of(submissions: Submissions) -> Form:
    """Return the form of submissions."""
    assert submissions.form is not None
    return submissions.form


def test_every_submission_is_valid_for_another_engine(make_form: Make, odk_engine: Engine) -> None:
    """Conditions, constraints across questions, filters, repeats, calculations: all are obeyed."""
    submissions = made(make_form)
    form = form_of(submissions)
    xform = convert(form.path, warnings=[], validate=False).xform
    said = odk_engine(xform, answers_of(submissions), None, UNFORESEEN)
    assert [each for each in said if each] == []


def test_all_questions_are_reached_and_nothing_is_said(make_form: Make) -> None:
    """In few interviews every branch is taken, down to the rare ones; there are no findings."""
    submissions = made(make_form, areas=_areas())
    assert list(submissions.findings) == []
    person = submissions.tables["person"]
    assert person["why_other"].notna().any()
    assert (submissions.main["consent"] == "no").any()
    assert submissions.main["order"].notna().any()


def test_answers_look_like_a_collection(make_form: Make) -> None:
    """Working hours, one device per enumerator, no interview inside another, sizes vary."""
    main = made(make_form, rows=300).main
    assert main["start"].dt.hour.between(7, 16).all()
    assert (main["start"].dt.day_of_week < 6).all()
    assert (main.groupby("enumerator")["deviceid"].nunique() == 1).all()
    for _, own in main.sort_values("start").groupby("enumerator"):
        assert (own["start"].iloc[1:].array >= own["end"].iloc[:-1].array).all()
    minutes = (main["end"] - main["start"]).dt.total_seconds() / 60
    asked = main["consent"] == "yes"
    assert minutes[asked].corr(main["size"][asked].astype(float)) > 0.2
    assert main["size"].nunique() > 6
    assert main["_submission_time"].is_monotonic_increasing
    assert (main["_version"] == "7").all()


def test_positions_lie_in_the_area_that_was_answered(make_form: Make) -> None:
    """Where an answer is the code of an area, the position is inside it; else inside the areas."""
    areas = _areas()
    main = made(make_form, rows=80, areas=areas).main.dropna(subset=["gps"])
    shapes = dict(zip(areas["code"], areas.geometry, strict=True))
    for row in main.to_dict("records"):
        point = Point(row["gps:longitude"], row["gps:latitude"])
        assert shapes[row["district"]].contains(point)


def _areas() -> gpd.GeoDataFrame:
    shapes = [box(10 + n, 5, 11 + n, 6) for n in range(3)]
    return gpd.GeoDataFrame({"code": ["d1", "d2", "d3"]}, geometry=shapes, crs=4326)


def test_tables_have_the_columns_of_the_contract(make_form: Make) -> None:
    """Keys first, types of the form, 0 and 1 beside select_multiple, parts of positions."""
    submissions = made(make_form)
    main, person = submissions.main, submissions.tables["person"]
    assert list(person.columns[:4]) == ["_key", "_parent", "_submission", "_position"]
    assert str(main["size"].dtype) == "Int64"
    assert str(main["share"].dtype) == "float64"
    assert main["arrived"].dtype.kind == "M"
    assert set(main["children"].dropna()) <= {str(number) for number in range(30)}
    assert set(main["three/cost"].dropna()) <= {0, 1}
    assert (main["three/cost"].isna() == main["three"].isna()).all()
    assert person["_key"].iloc[0] == f"{person['_parent'].iloc[0]}/person[1]"
    counts = person.groupby("_submission").size()
    sizes = main.set_index("_key")["size"].dropna()
    assert counts.to_dict() == sizes[sizes > 0].to_dict()
    told = submissions.columns
    for name, frame in submissions.tables.items():
        assert list(told.loc[told["table"] == name, "column"]) == list(frame.columns)


SAME = """
import sys; from pathlib import Path; from probono_kit.forms import read_form, synthesise
made = synthesise(read_form(Path(sys.argv[1])), 12, seed=9)
print(*(frame.to_csv() for frame in made.tables.values()))
"""


def test_a_seed_gives_the_same_whatever_the_hash_seed(make_form: Make) -> None:
    """Two processes with other hash seeds write the same; another seed writes something else."""
    path = make_form(HOUSEHOLD, CHOICES, SETTINGS)
    done = subprocess.run(
        [sys.executable, "-c", SAME, str(path)],
        # Here it is UTC, and the hash seed is any.
        env={"PYTHONHASHSEED": "1", "TZ": "Asia/Kabul", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    form = read_form(path)
    first, second = (synthesise(form, 12, seed=seed) for seed in (9, 10))
    here = " ".join(frame.to_csv() for frame in first.tables.values())
    assert done.stdout == f"{here}\n"
    assert not first.main.equals(second.main)


@pytest.mark.parametrize(
    ("survey", "code", "where"),
    [
        ("integer | a | A | | . > 5 and . < 3 | yes", "submissions.unsatisfiable", "E2"),
        (
            "integer | a | A | | . > 0 | yes\ntext | b | B | ${a} < 0 | |",
            "submissions.unreachable",
            "D3",
        ),
        ("text | a | A | | extract-signed(.) | ", "form.not_evaluated", "E2"),
    ],
)
def test_what_cannot_be_is_told_with_its_cell(
    make_form: Make, survey: str, code: str, where: str
) -> None:
    """Impossible constraints and conditions that nothing meets are findings, not silence."""
    head = "type | name | label | relevant | constraint | required"
    submissions = synthesise(read_form(make_form(f"{head}\n{survey}")), 20, seed=1)
    assert [(each.code, each.where) for each in submissions.findings] == [
        (code, f"survey › {where}")
    ]


def test_a_condition_on_a_calculation_is_reached(make_form: Make) -> None:
    """The way back through calculations and groups is found, however rare it is by chance."""
    path = make_form("""
        type          | name  | label | relevant          | calculation
        integer       | n     | N     |                   |
        text          | word  | W     |                   |
        calculate     | deep  |       |                   | if(${n} = 871 and ${word} = 'x', 1, 0)
        begin_group   | g     | G     | ${deep} = 1       |
        text          | last  | L     |                   |
        end_group     |       |       |                   |
        text          | never | V     | ${n} = 1 and ${n} = 2 |
    """)
    submissions = synthesise(read_form(path), 30, seed=2)
    assert submissions.main["last"].notna().any()
    assert [each.where for each in submissions.findings] == ["survey › D8"]


def test_choices_with_nothing_to_choose_are_told(make_form: Make) -> None:
    """A filter that leaves no choice is told with how often."""
    path = make_form(
        """
        type         | name | label | choice_filter
        select_one a | one  | One   |
        select_one b | two  | Two   | of = ${one}
        """,
        """
        list_name | name | label | of
        a         | x    | X     |
        a         | y    | Y     |
        b         | z    | Z     | x
        """,
    )
    submissions = synthesise(read_form(path), 40, seed=1)
    assert [each.code for each in submissions.findings] == ["submissions.no_choice"]
    told = submissions.main.dropna(subset=["two"])
    assert set(told["one"]) == {"x"}


def test_nested_repeats_hang_together(make_form: Make, odk_engine: Engine) -> None:
    """Rows below rows keep their parents, positions and sums; the other engine agrees."""
    path = make_form(
        """
        type         | name  | label | calculation   | repeat_count | required | constraint
        integer      | n     | N     |               |              |          |
        begin_repeat | house | House |               |              |          |
        integer      | rooms | Rooms |               |              | yes      | . >= 1 and . <= 4
        begin_repeat | room  | Room  |               | ${rooms}     |          |
        integer      | beds  | Beds  |               |              | yes      |
        calculate    | place |       | WHERE         |              |          |
        end_repeat   |       |       |               |              |          |
        calculate    | total |       | sum(${beds})  |              |          |
        end_repeat   |       |       |               |              |          |
        calculate    | all   |       | count(${room}) |             |          |
        """.replace("WHERE", "concat(position(../..), '-', position(..))"),
        settings="form_id | name\nf | data",
    )
    submissions = synthesise(read_form(path), 15, seed=3)
    room, house = submissions.tables["room"], submissions.tables["house"]
    assert set(room["_parent"]) <= set(house["_key"])
    assert submissions.main["all"].astype(int).sum() == len(room)
    xform = convert(path, warnings=[], validate=False).xform
    assert [each for each in odk_engine(xform, answers_of(submissions)) if each] == []


def test_the_file_of_a_form_is_not_changed(make_form: Make) -> None:
    """Inventing only reads."""
    path = make_form(HOUSEHOLD, CHOICES, SETTINGS)
    before = Path(path).read_bytes()
    synthesise(read_form(path), 3, seed=1)
    assert Path(path).read_bytes() == before


def test_odd_forms_make_findings_not_crashes(make_form: Make) -> None:
    """No names, no such list, dates beyond the calendar, endless repeats: all are filled in."""
    path = make_form("""
        type              | name | label | constraint                    | required | repeat_count
        select_one nobody | list | List  |                               |          |
        begin_group       |      | Group |                               |          |
        text              |      | Text  |                               |          |
        end_group         |      |       |                               |          |
        date              | far  | Far   | . > date('9999-12-31')        | yes      |
        datetime          | now  | Now   | . > now() - 0.5 and . < now() | yes      |
        begin_repeat      | many | Many  |                               |          | 9999
        text              | said | Said  | regex(., '[')                 |          |
        end_repeat        |      |       |                               |          |
        calculate         | here |       |                               |          |
    """)
    submissions = synthesise(read_form(path), 5, seed=1)
    for kind in ("kobo_xlsx", "kobo_json", "central_zip"):
        write_submissions(submissions, path.parent / "out", kind)
    assert submissions.main["now"].notna().all()
    assert sorted({each.code for each in submissions.findings}) == [
        "form.not_evaluated",
        "submissions.many_rows",
        "submissions.unsatisfiable",
    ]
