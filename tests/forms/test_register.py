"""The register of personal data and the analysis plan of a form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from probono_kit.forms import (
    analysis_plan,
    personal_data_register,
    read_form,
    write_analysis_plan,
    write_personal_data_register,
)

Make = Callable[..., Path]

SURVEY = """
type | name | label | personal | purpose | seen_by | kept | relevant
start | start | | | | | |
select_one area | admin1 | Region | | | | |
select_one yn | well | Is there a well? | | | | |
integer | size | How many people? | | | | | ${well} = 'yes'
text | phone | Your phone number? | personal | Calling back | Caller | |
geopoint | gps | Where? | | | | |
select_one yn | sick | Is anybody sick? | | | | |
select_one yn | pupil | Is anybody at school? | no | | | |
image | photo | Photo of the well | no | | | |
"""
CHOICES = """
list_name | name | label
yn | yes | Yes
yn | no | No
area | SN01 | Dakar
area | SN02 | Fatick
"""

INTERVIEW = """
type | name | label | relevant | calculation
select_one mode | modality | How is the interview held? | |
select_one who | enum_id | Enumerator | |
select_one yn | enum_sex | Sex of the enumerator | |
select_one yn | consent | Do you agree to take part? | |
select_one area | admin1 | Region | ${consent} = 'yes' |
select_one yn | resp_head | Are you the head of the household? | ${consent} = 'yes' |
integer | hh_size | How many people live here? | ${consent} = 'yes' |
begin group | home | Home | ${consent} = 'yes' |
select_one yn | water_enough | Is there enough water? | |
integer | water_time | How long does it take to fetch water? | |
integer | water_cost | What did you pay for water? | ${water_enough} = 'no' |
select_one yn | latrine | Is there a latrine? | |
integer | eat_rice | On how many days did you eat rice? | |
integer | eat_beans | On how many days did you eat beans? | |
integer | eat_meat | On how many days did you eat meat? | |
calculate | fcs_group | Food consumption | | if(${eat_rice} < 3, 'poor', 'good')
text | why | Why is there no school? | |
select_multiple need | needs | What do you need most? | |
select_one yn | light | Is there electric light? | |
select_one yn | aid | Did you receive assistance? | |
select_one yn | road | Does the road work? | |
select_one yn | violence | Did anybody meet with sexual violence? | |
end group | | | |
"""
LISTS = """
list_name | name | label
yn | yes | Yes
yn | no | No
mode | face | Face to face
mode | phone | By telephone
who | e1 | One
who | e2 | Two
area | SN01 | Dakar
area | SN02 | Fatick
need | water | Water
need | food | Food
"""


def test_a_handful_is_mapped_one_of_each_subject(make_form: Make, tmp_path: Path) -> None:
    """The situation of households, not who asked and who answered; the plan says why."""
    form = read_form(make_form(INTERVIEW, LISTS))
    plan = analysis_plan(form, language="en").set_index("Column")
    mapped = plan[plan["Map"] != ""]
    assert list(mapped.index) == ["water_enough", "latrine", "fcs_group", "needs", "aid"]
    spare = plan[plan["Remark"] == "could be mapped as well"]
    assert list(spare.index) == ["water_time", "light", "road"]
    assert plan.loc["fcs_group", "Figure"] == "share of each answer"
    write_analysis_plan(form, tmp_path / "plan.xlsx", language="fr")
    sheet = pd.read_excel(tmp_path / "plan.xlsx", sheet_name=1, engine="calamine")
    assert sheet.iloc[-1, [1, 4]].tolist() == [
        "Did you receive assistance, par Region",
        "la question principale (assistance), posée à tous ceux qui participent",
    ]


def test_without_a_place_there_is_no_map(make_form: Make, tmp_path: Path) -> None:
    """And it is said."""
    form = read_form(make_form(INTERVIEW.replace("| admin1 | Region", "| a | Answer"), ""))
    found = write_analysis_plan(form, tmp_path / "plan.xlsx", language="en")
    assert "papers.plan_no_place" in [each.code for each in found]
    assert not analysis_plan(form, language="en")["Map"].any()


def test_what_is_missing_is_a_finding(make_form: Make, tmp_path: Path) -> None:
    """Of each personal question with its cell; a no under personal takes a question out."""
    form = read_form(make_form(SURVEY, CHOICES))
    register = personal_data_register(form, language="en")
    assert register["Column"].tolist() == ["phone", "gps", "sick"]
    assert register["Sort"].tolist() == ["personal", "personal", "sensitive"]
    found = write_personal_data_register(form, tmp_path / "register.xlsx", language="en")
    assert [(each.code, each.where) for each in found][:2] == [
        ("papers.register_missing", "survey › B6"),
        ("papers.register_missing", "survey › B7"),
    ]
    assert found[0].values["missing"] == ("kept",)
    assert found[2].values["names"] == ("sick",)


def test_each_question_has_its_table_or_map(make_form: Make, tmp_path: Path) -> None:
    """What everybody is asked is mapped by area; what leads to a person goes into no table."""
    form = read_form(make_form(SURVEY, CHOICES))
    plan = analysis_plan(form, language="en").set_index("Column")
    assert (plan.loc["well", "Table"], plan.loc["well", "Map"]) == ("Table 1", "Map 1")
    assert plan.loc["size", "Over whom"] == "the answer to “Is there a well?” is “Yes”"
    assert plan.loc["size", "Map"] == ""
    assert plan.loc["phone", "Remark"] == "personal: never leaves, in no table"
    found = write_analysis_plan(form, tmp_path / "plan.xlsx", language="en")
    assert found[0].values["names"] == ("phone", "photo")
