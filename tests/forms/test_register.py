"""The register of personal data and the analysis plan of a form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
