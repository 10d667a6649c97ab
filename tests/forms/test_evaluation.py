"""Expressions give what XPath and ODK say, as a program that is not ours finds too."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from probono_kit.forms import ExpressionError, Form, read_form
from probono_kit.forms.evaluation import Case, Row, choices_of, compile_expression, stored
from probono_kit.forms.evaluation.values import number, text_of
from tests.forms.conftest import Engine, Make

BARE = Form(Path("form.xlsx"))
NOW = dt.datetime(2026, 3, 5, 9, 30)  # noqa: DTZ001 (wall time)

ALIKE = """
1 + 2 * 3 - 4 div 8 | 7 mod 3 | -7 mod 3 | 7 mod -3 | -(-3) | 1 div 0 | -1 div 0
0 div 0 | 5 div 2 | 0.1 + 0.2 | 1 = 1.0 | '1' = 1 | '1.0' = 1 | '' = 0 | '' >= 0 | 'a' < 'b'
${n} + 1 | ${n} = '5' | ${n} > 4 and ${n} < 6 | ${blank} = '' | ${blank} >= 0 | not(${blank} > 0)
number(${blank}) | ${blank} + 1 | ${t} | ${t} = 'blue' | ${t} != 'blue' | string(${n} * 2)
round(2.5) | round(-2.5) | round(3.14159, 2) | floor(-1.5) | ceiling(1.2) | int(3.9) | abs(-4)
pow(2, 10) | sqrt(16) | number('1970-01-11') > 9 | min(3, 1, 2) | max(${n}, 7)
concat('a', ${n}, 'b') | contains(${t}, 'lu') | starts-with(${t}, 'bl') | ends-with(${t}, 'ue')
substring('12345', 2, 3) | substring('12345', 1.5, 2.6) | substr('hello', 1, 3) | substr('hi', 0)
substring-before('a-b', '-') | substring-after('a-b', '-') | string-length(${t})
normalize-space('  a   b ') | translate('bar', 'abc', 'AB')
selected(${s}, 'b') | selected(${s}, 'd') | count-selected(${s}) | selected-at(${s}, 1)
selected-at(${s}, 9) | count-selected(${blank}) | coalesce(${blank}, ${t}) | coalesce(${t}, 'x')
if(${n} > 3, 'many', 'few') | if(true(), ${n}, 0) | boolean(0) | boolean('a')
regex(${t}, '^[a-z]{4}$') | regex('12', '[0-9]{3}') | boolean-from-string('true')
date('2026-02-03') | format-date('2026-02-03', '%Y/%m/%d') | format-date('2026-02-03', '%e %b %y')
decimal-date-time('1970-01-02') | ${d} = date('2024-02-29') | ${d} < date('2024-03-01')
${d} > '2024-02-28' | date(decimal-date-time(${d}) + 1) | join('-', 'a', 'b') | not(1 = 1)
count(${age}) | sum(${age}) | max(${age}) | min(${age}) | join(',', ${age}) | ${age} > 39
count(${person}) | indexed-repeat(${age}, ${person}, 2) | count(${person}[./age > 10])
sum(/data/person/age) | /data/person[position() = 2]/age | /data/n * 2 | checklist(1, 2, 1, 0)
weighted-checklist(2, 9, 1, 3, 0, 5) | true() or false() | true() = 'a' | 1 < 2 and 2 < 3
"""
WITHIN = "position(..) | ../age + 1 | ${age} * 2 | ${n} + ${age} | count(../../person)"


def _listed(text: str) -> list[str]:
    return [each.strip() for line in text.strip().splitlines() for each in line.split(" | ")]


def _survey() -> str:
    lines = [
        "type | name | label | calculation",
        "integer | n | N |",
        "integer | blank | B |",
        "text | t | T |",
        "text | s | S |",
        "date | d | D |",
        "begin_repeat | person | P |",
        "integer | age | A |",
        *(f"calculate | w{i} | | {each}" for i, each in enumerate(_listed(WITHIN))),
        "end_repeat | | |",
        *(f"calculate | c{i} | | {each}" for i, each in enumerate(_listed(ALIKE))),
    ]
    return "\n".join(lines)


def _answers(form: Form) -> Row:
    row = Row(Case(NOW))
    row.values.update(n="5", blank="", t="blue", s="a b c", d="2024-02-29")
    for age in ("40", "10", "3"):
        row.add("person").values["person/age"] = age
    for question in form.questions:
        if question.kind == "calculate":
            code = compile_expression(question.row.get("calculation"), form, question)
            for each in row.rows["person"] if question.repeats else [row]:
                each.values[question.path] = stored(code, each)
    return row


def test_calculations_are_those_of_another_engine(make_form: Make, odk_engine: Engine) -> None:
    """Numbers, texts, truths, dates, choices and rows of repeats come out alike."""
    path = make_form(_survey(), settings="form_id | name\nf | data")
    row = _answers(read_form(path))
    answers: dict[str, object] = dict(row.values)
    answers["person"] = [
        {key.rpartition("/")[2]: value for key, value in each.values.items()}
        for each in row.rows["person"]
    ]
    said = odk_engine(convert(path, warnings=[], validate=False).xform, [answers])
    written = [f"c{i}: {each}" for i, each in enumerate(_listed(ALIKE))]
    names = {f"/data/c{i}": text for i, text in enumerate(written)}
    assert [(names.get(path, path), value) for path, _, value in said[0]] == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("regex('ab12', '[a-z]+')", False),
        ("regex('Élodie', '\\p{Lu}\\p{L}+')", True),
        ("today()", "2026-03-05"),
        ("now()", "2026-03-05T09:30:00.000"),
        ("today() - date('2026-03-01')", 4.0),
        ("format-date-time(now(), '%H:%M')", "09:30"),
        ("decimal-time('12:00:00')", 0.5),
        ("string(100000000000000000000000)", "100000000000000000000000"),
    ],
)
def test_what_collect_says(text: str, result: object) -> None:
    """Where engines differ, the phone's counts; the day is the declared one, never the clock's."""
    assert compile_expression(text, BARE)(Row(Case(NOW))) == result


def test_chance_is_that_of_the_seed() -> None:
    """The same case gives the same numbers; two cases do not."""
    from random import Random

    code = compile_expression("random()", BARE)
    drawn = [code(Row(Case(NOW, Random(seed)))) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("${nobody} = 1", "form.not_evaluated"),
        ("//a", "form.not_evaluated"),
        ("pulldata('missing', 'a', 'b', 'c')", "form.not_evaluated"),
        ("regex('a', '[')", "form.not_evaluated"),
        ("extract-signed('a')", "form.not_evaluated"),
        ("1 +", "form.expression_ends"),
    ],
)
def test_what_cannot_be_worked_out_is_said(text: str, code: str) -> None:
    """Nothing is passed over silently: the problem has the code of a finding."""
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, BARE)
    assert caught.value.problem.code == code


def test_a_question_not_asked_is_no_node(make_form: Make) -> None:
    """Sums and counts leave out rows in which the question was not asked; blanks are NaN."""
    form = read_form(make_form(_survey()))
    row = _answers(form)
    del row.rows["person"][1].values["person/age"]
    assert compile_expression("sum(${age})", form)(row) == 43
    assert compile_expression("count(${age})", form)(row) == 2
    row.rows["person"][0].values["person/age"] = ""
    total = compile_expression("sum(${age})", form)(row)
    assert isinstance(total, float)
    assert math.isnan(total)


def test_choices_depend_on_answers_and_columns(make_form: Make) -> None:
    """Filters know the columns of the list, its names, and the row that the question stands in."""
    path = make_form(
        """
        type            | name   | label | choice_filter
        select_one prov | p      | P     |
        begin_repeat    | r      | R     |
        integer         | least  | L     |
        select_one dist | d      | D     | prov = ${p} and size >= current()/../least
        select_one dist | other  | O     | name != ${d}
        end_repeat      |        |       |
        """,
        """
        list_name | name | label | prov | size
        prov      | a    | A     |      |
        prov      | b    | B     |      |
        dist      | a1   | A1    | a    | 1
        dist      | a2   | A2    | a    | 5
        dist      | b1   | B1    | b    | 9
        """,
    )
    form = read_form(path)
    row = Row()
    row.values["p"] = "a"
    inner = row.add("r")
    inner.values.update({"r/least": "3", "r/d": "a2"})
    by_name = {name: found[0] for name, found in form.by_name.items()}
    assert list(choices_of(form, by_name["d"]).open_to(inner)) == ["a2"]
    assert list(choices_of(form, by_name["other"]).open_to(inner)) == ["a1", "b1"]
    assert list(choices_of(form, by_name["p"]).open_to(row)) == ["a", "b"]


def test_files_beside_the_form_are_looked_into(make_form: Make) -> None:
    """``pulldata`` and ``instance()`` read the CSV that lies next to the workbook."""
    path = make_form("type | name | label\ntext | code | C")
    (path.parent / "sites.csv").write_text("name,label,pop\ns1,Site 1,10\ns2,Site 2,20\n", "utf-8")
    form = read_form(path)
    row = Row()
    row.values["code"] = "s2"
    for text in (
        "pulldata('sites', 'pop', 'name', ${code})",
        "instance('sites')/{}/item[name = ${{code}}]/pop".format("root"),
    ):
        assert compile_expression(text, form).string(row, None) == "20"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_written_is_the_number_read(value: float) -> None:
    """No number is lost by being written as XPath writes numbers."""
    assert number(text_of(value)) == value
