"""The formula language: what it reads, how it computes, and what it refuses."""

from __future__ import annotations

import contextlib
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numbers_hostile import HOSTILE, HUGE, TEMPLATES_AND_OBJECTS

from casewalk.numbers import (
    Definition,
    FormulaError,
    NumbersError,
    OutOfBounds,
    compile_sheet,
    literals_in,
    name_position,
    names_in,
    parse_comparison,
    parse_formula,
    parse_target,
)

FEW = settings(max_examples=60)


def computed(expression: str, **values: float) -> float:
    sheet = compile_sheet(dict.fromkeys(values, ""), {"result": Definition(expression, "")})
    return sheet.evaluate(values)["result"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 2", 5),
        ("2 ** 3 ** 2", 512),
        ("(2 ** 3) ** 2", 64),
        ("-2 ** 2", -4),
        ("(-2) ** 2", 4),
        ("2 ** -1", 0.5),
        ("7 // 2", 3),
        ("-7 // 2", -4),
        ("7 // 2 * 2", 6),
        ("- -3", 3),
        ("+3", 3),
        ("1 / 4", 0.25),
        ("1_000 + 1", 1001),
        ("1.5e3", 1500),
        (".5", 0.5),
        ("1 < 2", 1),
        ("2 < 1", 0),
        ("1 < 2 < 3", 1),
        ("1 < 3 < 2", 0),
        ("1 == 1.0", 1),
        ("1 != 1", 0),
        ("2 >= 2", 1),
        ("2 <= 1", 0),
        ("not 0", 1),
        ("not 3", 0),
        ("1 and 0", 0),
        ("0 or 1", 1),
        ("1 < 2 and 2 < 3 or 0", 1),
        ("not 1 == 2", 1),
        ("(1 < 2) + (2 < 3)", 2),
        ("-(1 < 2)", -1),
        ("5 * (2 > 1)", 5),
        ("10 if 1 < 2 else 20", 10),
        ("10 if 2 < 1 else 20", 20),
        ("1 if 0 else 2 if 0 else 3", 3),
        ("1 + 1 if 1 else 5", 2),
        ("1 + (1 if 0 else 5)", 6),
        ("min(3, 1, 2)", 1),
        ("max(1, min(5, 3))", 3),
        ("min(1 < 2, 3)", 1),
        ("  1 + 1  ", 2),
        ("1 +\n    1", 2),
        ("1\t+ 1", 2),
        ("800 ms", 0.8),
        ("800ms", 0.8),
        ("2 s", 2),
        ("15 min", 900),
        ("3 h", 10_800),
        ("2 d", 172_800),
        ("250 us", 0.000_25),
        ("8 staff-h", 28_800),
        ("10 MB", 8e7),
        ("1 kB", 8e3),
        ("5 B", 40),
        ("3 Gbit", 3e9),
        ("80 %", 0.8),
        ("80%", 0.8),
        ("$900", 900),
        ("$900 * 2", 1800),
        ("2 * $1.50", 3),
        ("2 * 800 ms + 400 ms", 2),
        ("1 - 20 %", 0.8),
        ("20 % * 50 %", 0.1),
        ("10 MB / 2 s", 4e7),
        ("max(1 s, 800 ms)", 1),
        ("1 h - 1 min", 3540),
        ("2 h-1", 7199),
        ("-5 s", -5),
        ("1.5e1 s", 15),
        ("1 min if 2 s > 1 s else 0", 60),
        ("1e12 ** 1", 1e12),
        ("2 ** 10", 1024),
        ("4 ** 0.5", 2),
        ("(" * 100 + "7" + ")" * 100, 7),
    ],
)
def test_an_expression_is_computed(expression: str, value: float) -> None:
    found = computed(expression)
    assert found == pytest.approx(value)
    assert type(found) is float


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("x + h", 10),
        ("x * h", 21),
        ("x if x > h else h", 7),
        ("5 * h", 35),
        ("5 h + h", 18_007),
        ("d1 * 2", 4),
        ("min_size", 1),
        ("x if x else 0", 3),
        ("x and h", 7),
        ("(x < h) * 2", 2),
        ("max(x, h, d1)", 7),
    ],
)
def test_names_stand_for_values(expression: str, value: float) -> None:
    assert computed(expression, x=3, h=7, d1=2, min_size=1) == pytest.approx(value)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_expression_is_refused_with_its_position(what: str) -> None:
    source = HOSTILE[what]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises((FormulaError, OutOfBounds)) as refused:
            parse_formula(source)
    assert refused.value.position is not None
    assert 0 <= refused.value.position <= len(source)
    assert len(refused.value.message) < 120


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_definition_never_becomes_a_sheet(what: str) -> None:
    with pytest.raises(NumbersError) as refused:
        compile_sheet({"x": "", "y": ""}, {"made": Definition(HOSTILE[what], "")})
    assert refused.value.name == "made"


def test_the_hostile_expressions_are_many() -> None:
    assert len(TEMPLATES_AND_OBJECTS) + len(HUGE) == 33
    assert len(HOSTILE) > 130


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("1 + x.y", 4),
        ("1 + foo(2)", 4),
        ("1 + 'a'", 4),
        ("1 + [2]", 4),
        ("1 +", 3),
        ("1 + * 2", 4),
        ("(1 + 2", 0),
        ("1 + 2)", 5),
        ("12 %5", 2),
        ("x + 10k", 6),
        ("x + 5 ms 3", 9),
        ("x + sqrt(1, 2)", 4),
        ("x + min", 4),
        ("x + _y", 4),
        ("x × y", 2),
        ("x + y # z", 6),
        ("x + 2 ** 99", 4),
        ("x + 9999999999999999", 4),
        ("x + 9e20 ms", 4),
        ("800 ms + 1 is 2", 10),
        ("x if y", 0),
    ],
)
@pytest.mark.parametrize("lead", ["", "   ", "\n  "])
def test_a_refusal_points_at_the_fault(source: str, position: int, lead: str) -> None:
    with pytest.raises(NumbersError) as refused:
        parse_formula(lead + source)
    assert refused.value.position == len(lead) + position


_ATOMS = st.sampled_from(["x", "y", "0", "1", "2.5", "800 ms", "10 MB", "80 %", "$9", "1e6"])
_SIGNS = st.sampled_from(["+", "-", "*", "/", "//", "<", "==", "and", "or"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, _SIGNS, inner),
        st.builds("(-{})".format, inner),
        st.builds("(not {})".format, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("min({}, {})".format, inner, inner),
    )


_TREES = st.recursive(_ATOMS, _larger, max_leaves=8).filter(lambda text: text.count("(") < 8)


@FEW
@given(_TREES, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_whatever_is_written_in_the_language_computes_to_a_float(source: str, x: float, y: float) -> None:
    found = computed(source, x=x, y=y)
    assert type(found) is float
    assert found == found  # noqa: PLR0124 - never not a number


@FEW
@given(st.text("xy019 .+-*/()%<=$_,ms'#\n\x00é", max_size=30))
def test_any_text_is_a_formula_or_is_refused_in_place(source: str) -> None:
    with contextlib.suppress(NumbersError), warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parse_formula(source)
        except NumbersError as refused:
            if refused.position is None or not 0 <= refused.position <= len(source):
                raise AssertionError(source) from refused
            raise


def test_names_and_numbers_are_listed_where_they_stand() -> None:
    source = "  clickers * 2 / 10 s + 1.50 if min(clickers, 80 %) > 1_000 else $5"
    assert names_in(source) == {"clickers"}
    found = literals_in(source)
    assert [(n.text, source[n.position : n.position + len(n.text)]) for n in found] == [
        (text, text) for text in ("2", "10 s", "1.50", "80 %", "1_000", "$5")
    ]
    assert [n.value for n in found] == pytest.approx([2, 10, 1.5, 0.8, 1000, 5])


def test_a_bare_number_stands_for_itself() -> None:
    assert names_in(5) == frozenset()
    assert literals_in(2.5)[0].value == 2.5


def test_the_place_of_a_name_is_that_of_the_whole_word() -> None:
    assert name_position("xx + x", "x") == 5
    assert name_position("y", "x") == 0


@pytest.mark.parametrize(
    ("text", "op", "limit"),
    [
        ("<= 800 ms", "<=", "800 ms"),
        (">= 95 %", ">=", "95 %"),
        ("== 0", "==", "0"),
        ("<house_pairs", "<", "house_pairs"),
        ("  > a * 2  ", ">", "a * 2"),
    ],
)
def test_a_target_is_a_comparison_and_a_limit(text: str, op: str, limit: str) -> None:
    found = parse_target(text)
    assert (found.op, found.expression) == (op, limit)
    assert text[found.position :].startswith(limit)


@pytest.mark.parametrize("text", ["", "800 ms", "<=", "<= ", "= 5", "!= 5", "a <= 5"])
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_target(text)


def test_a_comparison_has_two_sides() -> None:
    assert parse_comparison("a < 0.6 * b") == ("a", "<", "0.6 * b")
    assert parse_comparison("a>=b") == ("a", ">=", "b")
    with pytest.raises(FormulaError):
        parse_comparison("a + b")
