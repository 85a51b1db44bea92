"""Sheets: order, cycles, cones, and arithmetic that never raises."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewalk.numbers import (
    FUNCTIONS,
    Circular,
    Definition,
    FormulaError,
    OutOfBounds,
    Sheet,
    UnitError,
    UnknownName,
    check_name,
    compile_sheet,
    fill_in,
    show,
    sole_name,
    spell,
)
from casewalk.numbers.printing import NBSP
from casewalk.numbers.words import WORDS

FEW = settings(max_examples=20)


def sheet_of(parameters: str, **formulas: str | float) -> Sheet:
    return compile_sheet(dict.fromkeys(parameters.split(), ""), {n: Definition(f, "") for n, f in formulas.items()})


def test_definitions_are_computed_in_the_order_that_they_need() -> None:
    sheet = sheet_of("a", last="middle * 2", middle="first + 1", first="a * 10")
    assert sheet.order == ("first", "middle", "last")
    assert sheet.evaluate({"a": 3}) == {"a": 3, "first": 30, "middle": 31, "last": 62}


def test_bare_numbers_are_written_in_their_unit_and_formulas_in_base_units() -> None:
    definitions = {
        "hold": Definition(8, "min"),
        "size": Definition(1.5, "MB"),
        "share": Definition(20, "%"),
        "text": Definition("8", "min"),
        "measured": Definition("8 min", "s"),
    }
    found = compile_sheet({}, definitions).evaluate({})
    assert found == pytest.approx({"hold": 480, "size": 1.2e7, "share": 0.2, "text": 8, "measured": 480})


def test_a_sheet_tells_what_it_reads() -> None:
    sheet = sheet_of("a b", c="a + 1", d="min(c, b) * 2", e="5")
    assert sheet.reads == {"c": {"a"}, "d": {"c", "b"}, "e": frozenset()}
    assert sheet.cone(["d"]) == {"d", "c", "b", "a"}
    assert sheet.cone(["e"]) == {"e"}
    assert sheet.cone(["c", "e"]) == {"c", "a", "e"}
    assert sheet.definition("c") == Definition("a + 1", "")
    with pytest.raises(KeyError):
        sheet.definition("a")


@pytest.mark.parametrize(
    "formulas",
    [
        {"a": "a + 1"},
        {"a": "b", "b": "a"},
        {"a": "b + p", "b": "c * 2", "c": "min(a, 1)"},
        {"z": "p", "a": "b + z", "b": "c", "c": "d", "d": "a", "y": "a"},
    ],
)
def test_a_cycle_is_refused_with_its_path(formulas: dict[str, str]) -> None:
    with pytest.raises(Circular) as refused:
        sheet_of("p", **formulas)
    path = refused.value.path
    assert path[0] == path[-1] == refused.value.name
    assert len(path) > 1
    for reader, read in itertools.pairwise(path):
        assert read in formulas[reader]
    assert " -> ".join(path) in refused.value.message


def test_an_unknown_name_is_refused_where_it_stands() -> None:
    with pytest.raises(UnknownName) as refused:
        sheet_of("a", b="a + aa * unheard")
    assert (refused.value.name, refused.value.position) == ("b", 4)
    assert "'aa'" in refused.value.message


def test_a_faulty_definition_is_named() -> None:
    for source, unit, kind in (("1 +", "", FormulaError), ("9 ** 99", "", OutOfBounds), ("1", "a/b/c", UnitError)):
        with pytest.raises(kind) as refused:
            compile_sheet({}, {"good": Definition("1", ""), "bad": Definition(source, unit)})
        assert refused.value.name == "bad"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "aB",
        "1a",
        "_a",
        "__class__",
        "a.b",
        "a b",
        "a-b",
        "if",
        "lambda",
        "min",
        "erlang_c",
        "é",
        "a\n",
        "a" * 82,
    ],
)
def test_a_name_that_could_mean_something_else_is_refused(name: str) -> None:
    with pytest.raises(FormulaError):
        check_name(name)
    with pytest.raises(FormulaError):
        compile_sheet({name: ""}, {})
    with pytest.raises(FormulaError):
        compile_sheet({}, {name: Definition("1", "")})


@pytest.mark.parametrize("name", ["a", "a1", "core_rps", "sheet", "eval", "print", "match", "limit__x", "a" * 81])
def test_a_plain_name_is_taken(name: str) -> None:
    sheet = compile_sheet({name: ""}, {"twice": Definition(f"{name} * 2", "")})
    assert sheet.evaluate({name: 2})["twice"] == 4


def test_a_name_is_defined_once() -> None:
    with pytest.raises(FormulaError):
        compile_sheet({"a": ""}, {"a": Definition("1", "")})


@pytest.mark.parametrize("source", [math.inf, -math.inf, math.nan, 1e16, -1e16, True])
def test_a_bare_number_out_of_bounds_is_refused(source: float) -> None:
    with pytest.raises((FormulaError, OutOfBounds, UnknownName)):
        compile_sheet({}, {"a": Definition(source, "")})


def test_a_missing_parameter_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sheet_of("a b", c="a + b").evaluate({"a": 1})


NEVER_RAISES = {
    "1 / x": math.inf,
    "x / x": math.inf,
    "1 // x": math.inf,
    "0 ** -1": math.inf,
    "x ** -1": math.inf,
    "(x - 8) ** 0.5": math.inf,
    "(x + 10) ** (x + 100)": math.inf,
    "(x + 1e13) ** 2": math.inf,
    "(x + 1e12) ** (x + 60)": math.inf,
    "sqrt(x - 1)": math.inf,
    "log(x)": math.inf,
    "log10(x - 1)": math.inf,
    "log2(x)": math.inf,
    "erlang_b(x, 1)": math.inf,
    "erlang_c(x + 1e9, 1)": math.inf,
    "mmck_loss(1, 1, 2, 1)": math.inf,
    "mmck_loss(1, x, 1, 2)": math.inf,
    "lognormal_q(2, 1, 2)": math.inf,
    "poisson_q(1, x)": math.inf,
    "mmc_wait(2, 1, 1)": math.inf,
    "mmc_wait_q(1, 1, 2, 1)": math.inf,
    "mmc_resp_q(1, 1, 2, x)": math.inf,
    "drain_time(5, 1, 1)": math.inf,
    "birthday_collision(1, x)": 1,
    "logtable(0.5, 0, x, 1, 1)": math.inf,
    "min(1 / x, 5)": math.inf,
    "exp(1e9)": math.exp(700),
}


@pytest.mark.parametrize("source", NEVER_RAISES)
def test_arithmetic_never_raises(source: str) -> None:
    found = sheet_of("x", bad=source, after="bad + 1", fine="x + 1").evaluate({"x": 0.0})
    assert found["bad"] == NEVER_RAISES[source]
    assert found["after"] == NEVER_RAISES[source] + 1
    assert found["fine"] == 1


@pytest.mark.parametrize("source", ["x - x", "x * 0", "x / x", "max(x - x, 0)"])
def test_infinity_in_is_infinity_or_a_number_out(source: str) -> None:
    found = sheet_of("x", y=source, z="1 if y > 5 else 0").evaluate({"x": math.inf})
    assert found["y"] == math.inf
    assert found["z"] == 1


def test_what_is_undefined_reads_alike_whether_or_not_something_else_fails() -> None:
    quiet = sheet_of("x zero", y="x - x", z="1 if y > 5 else 0")
    failing = sheet_of("x zero", y="x - x", z="1 if y > 5 else 0", other="1 / zero")
    given_ = {"x": math.inf, "zero": 0.0}
    assert quiet.evaluate(given_).items() <= failing.evaluate(given_).items()


ODD = st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, 1e-300, 1e300, -1e300, math.inf, -math.inf, math.nan, 1e9])


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=8)
@given(data=st.data())
def test_a_function_gives_a_number_or_infinity_whatever_it_is_given(name: str, data: st.DataObject) -> None:
    letters = [f"a{i}" for i in range(len(FUNCTIONS[name].takes))]
    sheet = sheet_of(" ".join(letters), y=f"{name}({', '.join(letters)})")
    found = sheet.evaluate({letter: data.draw(ODD) for letter in letters})
    assert type(found["y"]) is float
    assert not math.isnan(found["y"])


FORMULAS = {
    "orders": "seats / per_order",
    "entrance": "clickers * tries / window",
    "core": "nodes * 500",
    "overload": "entrance / core",
    "wait": "mm1_p99(0.02, overload, window)",
    "left": "max(0, clickers - orders)",
    "anger": "left * wait",
    "fixed": "42",
}
VALUES = {"seats": 2000.0, "per_order": 2.5, "clickers": 30_000.0, "tries": 2.0, "window": 10.0, "nodes": 4.0}


@FEW
@given(st.sampled_from(sorted(VALUES)), st.floats(1.1, 50))
def test_changing_a_parameter_changes_only_its_cone(name: str, factor: float) -> None:
    sheet = sheet_of(" ".join(VALUES), **FORMULAS)
    before, after = sheet.evaluate(VALUES), sheet.evaluate({**VALUES, name: VALUES[name] * factor})
    changed = {n for n in FORMULAS if before[n] != after[n]}
    assert changed <= {n for n in FORMULAS if name in sheet.cone([n])}


@st.composite
def _sums(draw: st.DrawFn) -> dict[str, list[str]]:
    """A sheet of sums: every quantity reads some of those before it, so that each change must show."""
    names = [f"p{i}" for i in range(4)]
    found: dict[str, list[str]] = {}
    for i in range(draw(st.integers(1, 12))):
        found[f"q{i}"] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        names.append(f"q{i}")
    return found


@FEW
@given(_sums(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_changing_a_parameter_changes_exactly_its_cone(
    reads: dict[str, list[str]], which: int, order: random.Random
) -> None:
    names = list(reads)
    order.shuffle(names)
    sheet = sheet_of("p0 p1 p2 p3", **{n: " + ".join(reads[n]) for n in names})
    values = {f"p{i}": float(i + 1) for i in range(4)}
    before, after = sheet.evaluate(values), sheet.evaluate({**values, f"p{which}": 1000.0})
    changed = {n for n in before if before[n] != after[n]}
    assert changed == {n for n in before if f"p{which}" in sheet.cone([n])}
    for n in sheet.order:
        assert after[n] == sum(after[r] for r in reads[n])


@FEW
@given(st.dictionaries(st.sampled_from(sorted(VALUES)), st.floats(allow_nan=True, allow_infinity=True)))
def test_a_sheet_evaluates_under_any_parameters(given_: dict[str, float]) -> None:
    found = sheet_of(" ".join(VALUES), **FORMULAS).evaluate({**VALUES, **given_})
    assert set(found) == {*VALUES, *FORMULAS}
    assert all(type(v) is float and not math.isnan(v) for n, v in found.items() if n in FORMULAS)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("clickers * tries / window", "clickers × tries / window"),
        ("a - (b - c)", "a − (b − c)"),
        ("a - b - c", "a − b − c"),
        ("a / (b * c)", "a / (b × c)"),
        ("a * (b // c)", "a × (b div c)"),
        ("(2 ** 3) ** 2", "(2 ^ 3) ^ 2"),
        ("2 ** 3 ** 2", "2 ^ (3 ^ 2)"),
        ("-x ** 2", "−x ^ 2"),
        ("(-x) ** 2", "(−x) ^ 2"),
        ("(a or b) and c", "(a or b) and c"),
        ("a or b and c", "a or b and c"),
        ("not (a and b)", "not (a and b)"),
        ("(a < b) == c", "(a < b) = c"),
        ("(a if b else c) if d else e", "(a if b, else c) if d, else e"),
        ("a + (1 if b else 2)", "a + (1 if b, else 2)"),
        ("min(a if b else c, 800 ms)", "min(a if b, else c, 800 ms)"),
        ("1500000 * a", "1,500,000 × a"),
        ("a != 2.50", "a ≠ 2.5"),
    ],
)
def test_a_formula_is_spelt_as_a_person_writes_it(source: str, text: str) -> None:
    assert spell(source, lambda name: name) == text


def test_a_formula_is_filled_in_with_printed_values() -> None:
    values, units = {"clickers": 300_000.0, "window": 10.0, "low": -2.0}, {"clickers": "users", "window": "s"}
    assert fill_in("clickers * 2 / window", values, units).replace(NBSP, " ") == "300 k users × 2 / 10 s"
    assert fill_in("low ** 2", values, units) == "(-2) ^ 2"
    assert fill_in("window", values, units) == show(10, "s")


@pytest.mark.parametrize(
    ("source", "ones", "text"),
    [
        ("a * b / c * d", {"d"}, "a × b / c"),
        ("a + b * share", {"share"}, "a + b"),
        ("(a - b) * share", {"share"}, "a − b"),
        ("share * a / shows", {"share", "shows"}, "a"),
        ("share / a", {"share"}, "share / a"),
        ("share * shows", {"share", "shows"}, "share"),
        ("a - share", {"share"}, "a − share"),
        ("min(a * share, b)", {"share"}, "min(a, b)"),
        ("a * 1 h * share", {"share"}, "a × 1 h"),
    ],
)
def test_factors_of_one_are_left_out(source: str, ones: set[str], text: str) -> None:
    assert spell(source, lambda name: name, ones) == text
    assert sole_name(source, ones) == (text if text in {"a", "share"} else "")


def test_a_function_with_a_short_closed_form_is_written_in_it() -> None:
    assert spell("rule_of_three(n)", lambda name: name) == "1 − 0.05^(1 / n)"
    assert spell("n * rule_of_three(n)", lambda name: name) == "n × (1 − 0.05^(1 / n))"
    assert spell("1 - at_least_one(p, 52 * n)", lambda name: name) == "1 − (1 − (1 − p)^(52 × n))"


def test_closed_forms_are_what_the_functions_compute() -> None:
    share, count = 0.03, 40.0
    for name, numbers in (("rule_of_three", (count,)), ("at_least_one", (share, count))):
        form = WORDS[name].format(*numbers).replace("−", "-").replace("^", "**")
        assert eval(form) == pytest.approx(FUNCTIONS[name].call(*numbers), rel=1e-9)  # noqa: S307 - our own text
    form = WORDS["birthday_collision"].format(count, 1e4).replace("−", "-").replace("×", "*").replace("e^", "math.e**")
    assert eval(form) == pytest.approx(FUNCTIONS["birthday_collision"].call(count, 1e4), rel=1e-9)  # noqa: S307
