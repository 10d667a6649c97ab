"""Expressions: what is read, and that nothing that a person types stops the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.forms import parse_expression
from probono_kit.forms.functions import FUNCTIONS

PIECES = st.one_of(
    st.sampled_from("()[],'\"=./@-*|é’س$#1 \n\t\x00"),
    st.sampled_from(["${a}", "${", "}", "==", "..", "//", "::", "and", "OR", "div", "if", ".5"]),
    st.sampled_from(["selected", "jr:itext", "node", "position", "child", "not("]),
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_no_text_crashes_the_reader(text: str) -> None:
    """Each gives a tree or a problem whose place is in the text."""
    read = parse_expression(text)
    assert read.tree is not None or read.problems
    assert all(0 <= problem.start <= len(text) for problem in read.problems)


EXPRESSIONS = st.recursive(
    st.sampled_from(["1", "2.5", "'x'", "${a}", ".", "../b", "today()", "/data/a[1]/b"]),
    lambda inner: st.one_of(
        st.tuples(
            inner, st.sampled_from(["+", "-", "=", "!=", "and", "or", "mod", "*"]), inner
        ).map(" ".join),
        inner.map("({})".format),
        inner.map("not({})".format),
        inner.map("- {}".format),
        st.tuples(inner, inner, inner).map(lambda three: f"if({','.join(three)})"),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_what_the_grammar_makes_is_read(text: str) -> None:
    """No correct expression has a problem, and one parenthesis more is always one."""
    assert parse_expression(text).problems == ()
    assert parse_expression(text + ")").problems[0].code == "form.parenthesis_extra"
    assert parse_expression("(" + text).problems[0].code == "form.parenthesis_open"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("${a} == 1", 5),
        ("if(${a} > 1, 2)", 0),
        ("  (1", 2),
        ("1 + ", 3),
        ("selected(${a}, “x”)", 15),
    ],
)
def test_the_place_is_that_of_the_defect(text: str, start: int) -> None:
    """Counted from 0 in the cell as it is written."""
    assert parse_expression(text).problems[0].start == start


def test_thousands_of_parentheses_are_no_crash() -> None:
    """They are named as too deep."""
    deep = "(" * 5000 + "1" + ")" * 5000
    assert parse_expression(deep).problems[0].code == "form.too_deep"
    assert parse_expression("-" * 5000 + "1").problems == ()


def test_operators_bind_as_in_xpath() -> None:
    """``and`` before ``or``, names with hyphens whole, ``*`` and ``div`` by their place."""
    tree = parse_expression("${a} = 1 or ${b} = 2 and div div 2 > *").tree
    assert tree is not None
    assert tree.text == "or"
    assert [part.text for part in tree.parts] == ["=", "and"]
    path = parse_expression("a-b").tree
    assert path is not None
    assert (path.kind, path.text) == ("path", "a-b")


def test_every_function_takes_at_least_what_it_needs() -> None:
    """The table is consistent."""
    assert all(0 <= fewest <= most for fewest, most in FUNCTIONS.values())
    assert len(FUNCTIONS) > 80
