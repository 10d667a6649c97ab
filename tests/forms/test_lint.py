"""Forms with one defect each: the finding, its cell, and nothing else of weight."""

from __future__ import annotations

from pathlib import Path

import pytest

from probono_kit.findings import Severity
from probono_kit.forms import lint_form
from probono_kit.forms.lint import RULES
from probono_kit.i18n import use_language
from probono_kit.messages import CATALOGUE
from tests.forms.conftest import Make

YES_NO = "list_name | name | label\ny | yes | Yes\ny | no | No"


def weighty(path: Path) -> set[tuple[str, str]]:
    """Return code and cell of errors and warnings."""
    found = lint_form(path)
    return {(f.code, f.where) for f in found if f.severity is not Severity.NOTE}


def logic(cell: str, column: str = "relevant") -> str:
    """Return a form with questions of all kinds whose last one has `cell` in column D."""
    message = " | constraint_message" if column == "constraint" else ""
    last = "integer" if message else "text"
    return f"""
    type | name | label | {column}{message}
    integer | size | How many live here? |
    select_one y | ill | Is anyone ill? |
    select_multiple y | needs | Needs? |
    begin repeat | member | Member |
    integer | years | Years? |
    end repeat | | |
    {last} | last | Last? | {cell} {"| Not so." if message else ""}
    """


ONE_DEFECT = [
    # parentheses
    ("form.parenthesis_open", "(${size} > 1"),
    ("form.parenthesis_open", "selected(${ill}, 'yes'"),
    ("form.parenthesis_open", "not(${size} > (1 + 2)"),
    ("form.parenthesis_extra", "${size} > 1)"),
    ("form.parenthesis_extra", "selected(${ill}, 'yes'))"),
    ("form.parenthesis_extra", "count()) > 1"),
    # operators of other languages
    ("form.operator", "${size} == 1"),
    ("form.operator", "${ill}=='yes'"),
    ("form.operator", "selected(${ill}, 'yes') and ${size} == 2"),
    ("form.operator", "${size} > 1 AND ${size} < 3"),
    ("form.operator", "${size} > 1 OR ${size} < 3"),
    ("form.operator", "${size} > 1 && ${size} < 3"),
    ("form.operator", "${size} <> 1"),
    ("form.operator", "(${size} > 1 And ${size} < 3)"),
    # functions
    ("form.function_unknown", "IF(${size} > 1, true(), false())"),
    ("form.function_unknown", "isblank(${size})"),
    ("form.function_unknown", "select(${ill}, 'yes')"),
    ("form.function_arguments", "if(${size} > 1, true())"),
    ("form.function_arguments", "selected(${ill})"),
    ("form.function_arguments", "today(1) > 2"),
    # quotation marks
    ("form.curly_quote", "${ill} = ‘yes’"),
    ("form.curly_quote", "${ill} = “yes”"),
    ("form.curly_quote", "selected(${ill}, «yes»)"),
    ("form.quote_open", "${ill} = 'yes"),
    ("form.quote_open", '${ill} = yes"'),
    ("form.quote_open", "selected(${ill}, 'yes)"),
    # incomplete, or too much
    ("form.expression_ends", "${size} >"),
    ("form.expression_ends", "${size} > 1 and"),
    ("form.expression_ends", "${size} * "),
    ("form.unexpected", "${size} ${ill}"),
    ("form.unexpected", "${size} > 1 ${ill} = 'yes'"),
    ("form.unexpected", "selected(${ill} 'yes')"),
    ("form.sign", "#{size} > 1"),
    ("form.sign", "${size} > 1;"),
    ("form.sign", "${size} % 2"),
    # references
    ("form.reference_unknown", "${sizes} > 1"),
    ("form.reference_unknown", "selected(${sick}, 'yes')"),
    ("form.reference_unknown", "${Size} > 1"),
    ("form.reference_into_repeat", "${years} > 5"),
    ("form.reference_into_repeat", "if(${years} = '', true(), false())"),
    ("form.reference_into_repeat", "${size} > ${years} + 1"),
    ("form.reference_in_quotes", "'${size}' = '1'"),
    ("form.cycle", "${last} = 'x'"),
    # choices
    ("form.choice_unknown", "${ill} = 'Yes'"),
    ("form.choice_unknown", "selected(${needs}, 'maybe')"),
    ("form.choice_unknown", "'oui' != ${ill}"),
    ("form.equals_multiple", "${needs} = 'yes'"),
    ("form.equals_multiple", "'no' = ${needs}"),
    ("form.equals_multiple", "${needs} != 'no'"),
]


@pytest.mark.parametrize(("code", "cell"), ONE_DEFECT)
def test_one_defect_in_a_condition(code: str, cell: str, make_form: Make) -> None:
    """The cell is named, and nothing else is said."""
    assert weighty(make_form(logic(cell), YES_NO)) == {(code, "survey › D8")}


GOOD = [
    "${size} > 1 and selected(${ill}, 'yes')",
    "sum(${years}) > 10 or count(${member}) = 0",
    "not(selected(${needs}, 'no') and count-selected(${needs}) > 1)",
    "indexed-repeat(${years}, ${member}, 1) >= 18",
    "${size}-1 > -999 or (${size} mod 2) = 0 or ${size} div 2 > 1.5",
    "string-length(../size) < 3 and ${ill} != ''",
    "date('2026-05-31') > today() - 30",
    "if(${size} > 1, ${ill} = 'yes', coalesce(${size}, 0) = 1)",
    "count-selected(${needs}) >= 2\n and true()",
    "${member}[position() = 1]/years > 3",
]


@pytest.mark.parametrize("cell", GOOD)
def test_a_good_condition_is_let_through(cell: str, make_form: Make) -> None:
    """What ODK accepts is no finding."""
    drawn = logic("@").replace(" @", " " + " ".join(cell.split()))
    assert weighty(make_form(drawn, YES_NO)) == set()


def table(header: str, *rows: str) -> str:
    """Return a drawn table."""
    return "\n".join((header, *rows))


TNL = "type | name | label"
AREAS = table(
    "list_name | name | label | region",
    "r | north | North |",
    "r | south | South |",
    "d | a | A | north",
    "d | b | B | south",
)
CASCADE = table(
    TNL + " | choice_filter",
    "select_one r | region | Region? |",
    "select_one d | district | District? | region = ${region}",
)
LANGS = "type | name | label::English (en) | label::French (fr)"
LISTS = "list_name | name | label::English (en) | label::French (fr)"
OUI = table(LISTS, "y | yes | Yes | Oui", "y | no | No | Non")

SHEETS = [
    # misspelt columns
    (
        "form.column_misspelt",
        "survey › D1",
        table(TNL + " | relevent", "text | a | A? | true()"),
        "",
    ),
    ("form.column_misspelt", "survey › D1", table(TNL + " | requried", "text | a | A? | yes"), ""),
    ("form.column_misspelt", "survey › D1", table(TNL + " | calculaton", "text | a | A? | 1"), ""),
    # translations
    (
        "form.translation_blank",
        "survey › D3",
        table(LANGS, "text | a | A? | A ?", "text | b | B? |"),
        "",
    ),
    ("form.translation_blank", "survey › C2", table(LANGS, "text | a | | A ?"), ""),
    (
        "form.translation_blank",
        "choices › D3",
        table(LANGS, "select_one y | a | A? | A ?"),
        table(LISTS, "y | yes | Yes | Oui", "y | no | No |"),
    ),
    (
        "form.language_missing",
        "choices",
        table(LANGS, "select_one y | a | A? | A ?"),
        table("list_name | name | label::English (en)", "y | yes | Yes", "y | no | No"),
    ),
    (
        "form.language_missing",
        "survey",
        table("type | name | label::English (en)", "select_one y | a | A?"),
        OUI,
    ),
    ("form.label_mixed", "survey › C1", table(TNL + " | label::fr", "text | a | A? | A ?"), ""),
    # constraints
    (
        "form.constraint_silent",
        "survey › D2",
        table(TNL + " | constraint", "integer | a | A? | . > 0"),
        "",
    ),
    # cascades
    ("form.filter_column", "survey › D3", CASCADE.replace("region = $", "regoin = $"), AREAS),
    ("form.filter_column", "survey › D3", CASCADE.replace("region = $", "area = $"), AREAS),
    ("form.parent_unknown", "choices › D6", CASCADE, AREAS + "\nd | c | C | west"),
    ("form.parent_unknown", "choices › D6", CASCADE, AREAS + "\nd | c | C | North"),
    ("form.parent_blank", "choices › B6", CASCADE, AREAS + "\nd | c | C |"),
    ("form.childless", "choices › B6", CASCADE, AREAS + "\nr | east | East |"),
    # choices
    (
        "form.choice_label_twice",
        "choices › C4",
        table(TNL, "select_one y | a | A?"),
        YES_NO + "\ny | nope | No",
    ),
    (
        "form.choice_label_twice",
        "choices › C4",
        table(TNL, "select_one y | a | A?"),
        YES_NO + "\ny | oui | yes",
    ),
    (
        "form.choice_twice",
        "choices › B4",
        table(TNL, "select_one y | a | A?"),
        YES_NO + "\ny | no | Never",
    ),
    (
        "form.choice_spaces",
        "choices › B4",
        table(TNL, "select_multiple y | a | A?"),
        YES_NO + "\ny | not yet | Not yet",
    ),
    ("form.list_missing", "survey › A2", table(TNL, "select_one yn | a | A?"), YES_NO),
    # spaces
    ("form.spaces", "survey › B2", table(TNL, "text | a␣ | A?"), ""),
    (
        "form.spaces",
        "choices › B4",
        table(TNL, "select_one y | a | A?"),
        YES_NO + "\ny | nope␣ | Never",
    ),
    ("form.spaces", "survey › A2", table(TNL, "text␣ | a | A?"), ""),
    # values
    ("form.default", "survey › D2", table(TNL + " | default", "integer | a | A? | ten"), ""),
    ("form.default", "survey › D2", table(TNL + " | default", "date | a | A? | 31/05/2026"), ""),
    (
        "form.default",
        "survey › D2",
        table(TNL + " | default", "select_one y | a | A? | maybe"),
        YES_NO,
    ),
    (
        "form.appearance",
        "survey › D2",
        table(TNL + " | appearance", "text | a | A? | multi-line"),
        "",
    ),
    (
        "form.appearance",
        "survey › D2",
        table(TNL + " | appearance", "select_one y | a | A? | minimall"),
        YES_NO,
    ),
    (
        "form.appearance",
        "survey › D2",
        table(TNL + " | appearance", "date | a | A? | monthyear"),
        "",
    ),
    ("form.required", "survey › D2", table(TNL + " | required", "text | a | A? | oui"), ""),
    ("form.required", "survey › D2", table(TNL + " | required", "text | a | A? | required"), ""),
    ("form.required", "survey › D2", table(TNL + " | required", "text | a | A? | x"), ""),
    # repeats and groups
    (
        "form.repeat_count",
        "survey › D3",
        table(
            TNL + " | repeat_count",
            "text | n | N? |",
            "begin repeat | r | R | ${n}",
            "text | a | A? |",
            "end repeat | | |",
        ),
        "",
    ),
    (
        "form.repeat_count",
        "survey › D2",
        table(
            TNL + " | repeat_count",
            "begin repeat | r | R | three",
            "text | a | A? |",
            "end repeat | | |",
        ),
        "",
    ),
    (
        "form.repeat_count",
        "survey › D3",
        table(
            TNL + " | repeat_count",
            "date | n | N? |",
            "begin repeat | r | R | ${n}",
            "text | a | A? |",
            "end repeat | | |",
        ),
        "",
    ),
    (
        "form.group_empty",
        "survey › A3",
        table(TNL, "text | a | A?", "begin group | g | G", "end group | | "),
        "",
    ),
    (
        "form.group_empty",
        "survey › A2",
        table(TNL, "begin repeat | g | G", "end repeat | | ", "text | a | A?"),
        "",
    ),
    ("form.never_closed", "survey › A2", table(TNL, "begin group | g | G", "text | a | A?"), ""),
    ("form.closes_nothing", "survey › A3", table(TNL, "text | a | A?", "end group | | "), ""),
    ("form.type", "survey › A2", table(TNL, "integr | a | A?"), ""),
    ("form.label_missing", "survey › A2", table(TNL, "text | a | ", "text | b | B?"), ""),
    (
        "form.reference_unknown",
        "survey › C3",
        table(TNL, "text | a | A?", "note | b | You said ${aa}."),
        "",
    ),
    # files
    (
        "form.file_missing",
        "survey › D2",
        table(
            TNL + " | calculation",
            "calculate | a | | pulldata('prices', 'p', 'k', 'x')",
            "text | b | B? |",
        ),
        "",
    ),
    ("form.file_missing", "survey › A2", table(TNL, "select_one_from_file towns.csv | a | A?"), ""),
    (
        "form.file_missing",
        "survey › A2",
        table(TNL, "select_multiple_from_file towns.csv | a | A?"),
        "",
    ),
    # persons
    ("form.personal", "survey › B2", table(TNL, "text | phone_number | Phone number?"), ""),
    ("form.personal", "survey › B2", table(TNL, "text | nom_complet | Nom complet ?"), ""),
    (
        "form.personal",
        "survey › B2",
        table(TNL, "text | q1 | What is the name of the respondent?"),
        "",
    ),
    # names
    ("form.name", "survey › B2", table(TNL, "text | a b | A?"), ""),
    ("form.name", "survey › B2", table(TNL, "text | 1a | A?"), ""),
    ("form.name", "survey › B2", table(TNL, "text | a? | A?"), ""),
    ("form.name_twice", "survey › B3", table(TNL, "text | a | A?", "text | a | Again?"), ""),
    ("form.nameless", "survey › A2", table(TNL, "text | | A?", "text | b | B?"), ""),
    # circles
    (
        "form.cycle",
        "survey › D2",
        table(
            TNL + " | calculation",
            "calculate | a | | ${b} + 1",
            "calculate | b | | ${a} + 1",
            "text | c | C? |",
        ),
        "",
    ),
    (
        "form.exclusive",
        "survey › B2",
        table(TNL, "select_multiple y | a | A?"),
        YES_NO + "\ny | none | None",
    ),
]


@pytest.mark.parametrize(("code", "where", "survey", "choices"), SHEETS)
def test_one_defect_in_a_sheet(
    code: str, where: str, survey: str, choices: str, make_form: Make
) -> None:
    """The cell is named, and nothing else is said."""
    assert weighty(make_form(survey, choices)) == {(code, where)}


def test_a_good_form_in_three_languages_has_no_finding(make_form: Make) -> None:
    """Not even advice, when everything is as it should be."""
    survey = table(
        "type | name | label::English (en) | label::العربية (ar) | required | appearance | default"
        " | constraint | constraint_message::English (en) | constraint_message::العربية (ar)",
        "start | start | | | | | | | |",
        "end | end | | | | | | | |",
        "begin group | home | Home | البيت | | field-list | | | |",
        "integer | size | How many? | كم؟ | yes | | 4 | . > 0 and . < 40 | 1 to 39 | من 1 إلى 39",
        "select_one y | ill | Ill? | مريض؟ | TRUE | minimal | no | | |",
        "end group | | | | | | | | |",
    )
    choices = table("list_name | name | label::English (en) | label::العربية (ar)",
                    "y | yes | Yes | نعم", "y | no | No | لا")  # fmt: skip
    settings = table(
        "form_title | form_id | version | instance_name", "Home | home | 2026053101 | ${size}"
    )
    assert lint_form(make_form(survey, choices, settings)) == []


def test_all_defects_are_said_at_once(make_form: Make) -> None:
    """Nobody has to mend one to see the next."""
    survey = table(
        TNL + " | relevant | relevent",
        "text | a | A? | ${b} == 1 |",
        "text | b | B? | (${a} | x",
        "text | c | C? | foo(1) |",
    )
    codes = {code for code, _ in weighty(make_form(survey))}
    assert codes >= {"form.operator", "form.parenthesis_open", "form.function_unknown"}
    assert "form.column_misspelt" in codes


def test_what_only_pyxform_sees_is_a_finding(make_form: Make) -> None:
    """The converter's error comes with the row that it names."""
    found = lint_form(
        make_form(table(TNL + " | parameters", "range | a | A? | start=x", "text | c | C? |"))
    )
    assert [(f.code, f.where) for f in found.errors] == [("form.refused", "survey › 2")]


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code.startswith("form.")])
def test_every_finding_speaks_french(code: str) -> None:
    """Text and fix differ from the English ones."""
    from probono_kit.i18n import gettext

    entry = CATALOGUE[code]
    with use_language("fr"):
        assert gettext(entry.text) != entry.text
        assert gettext(entry.fix) != entry.fix


def test_every_rule_names_its_source() -> None:
    """An address or a work that can be looked up."""
    assert all(rule.source.startswith(("https://", "ICRC")) for rule in RULES)


def test_personal_data_with_its_purpose_is_let_through(make_form: Make) -> None:
    """Who says why a name is asked and until when it is kept has decided; half of it is not."""
    head = "type | name | label | purpose | kept"
    asked = "text | phone_number | Phone number? | Calling back |"
    said = weighty(make_form(f"{head}\n{asked} After the call"))
    half = weighty(make_form(f"{head}\n{asked}"))
    assert (said, half) == (set(), {("form.personal", "survey › B2")})


def test_the_name_of_a_choice_is_asked_by_the_name_of_its_question(make_form: Make) -> None:
    """jr:choice-name takes the question between quotation marks; elsewhere that is a mistake."""
    start = "type | name | label | calculation\nselect_one y | a | A? |\ncalculate | b | |"
    right = make_form(f"{start} jr:choice-name(${{a}}, '${{a}}')", YES_NO)
    assert weighty(right) == set()
    wrong = make_form(f"{start} concat('${{a}}', 'x')", YES_NO)
    assert weighty(wrong) == {("form.reference_in_quotes", "survey › D3")}
