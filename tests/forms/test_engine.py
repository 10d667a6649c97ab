"""The engine that forms and submissions are held against says what is wrong."""

from __future__ import annotations

from pyxform.xls2xform import convert

from tests.forms.conftest import Engine, Make


def test_the_engine_tells_every_kind_of_trouble(make_form: Make, odk_engine: Engine) -> None:
    """A program that is not ours finds what is missing, forbidden, not asked, or miscounted."""
    path = make_form("""
     type         | name   | label | required | relevant    | constraint |repeat_count| calculation
     integer      | adults | A     | yes      |             | . < 9      |             |
     text         | why    | B     |          | ${adults}=0 |            |             |
     calculate    | double |       |          |             |            |             | ${adults}*2
     begin_repeat | persons | P     |          |             |            | ${adults}   |
     integer      | age    | Age   | yes      |             |            |             |
     end_repeat   |        |       |          |             |            |             |
    """)
    form = convert(path, warnings=[], validate=False).xform
    good = {"adults": "1", "double": "2", "persons": [{"age": "30"}]}
    bad = [
        {},
        {"adults": "12", "persons": [{"age": "1"}] * 12},
        good | {"why": "none"},
        good | {"double": "3"},
        good | {"persons": [{}]},
        good | {"persons": [{"age": "3"}] * 2},
    ]
    said = odk_engine(form, [good, *bad])
    told = [[what for _path, what, _value in each] for each in said]
    assert told == [
        [],
        ["required"],
        ["constraint"],
        ["relevant"],
        ["value"],
        ["required"],
        ["rows"],
    ]
