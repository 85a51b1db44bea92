"""The benchmarks run and give figures; what the figures are is for `make bench` to say."""

from bench.sheets import definitions, invented
from bench.timing import Subject, measure


def test_a_subject_is_measured() -> None:
    sheet = invented(10)
    values = dict.fromkeys(sheet.parameters, 2.0)
    figure = measure(Subject("ten formulas", lambda: sheet.evaluate(values)), rounds=3)
    assert figure.name == "ten formulas"
    assert figure.seconds > 0
    assert figure.ratio > 0


def test_a_prepared_subject_is_prepared_before_every_round() -> None:
    done: list[str] = []
    measure(Subject("", lambda: done.append("call"), lambda: done.append("prepare")), rounds=2)
    assert done == ["call", "prepare", "call", "prepare", "call"]


def test_an_invented_sheet_has_every_formula_and_no_infinity() -> None:
    sheet = invented(200)
    found = sheet.evaluate({name: float(i + 1) for i, name in enumerate(sheet.parameters)})
    assert set(sheet.order) == set(definitions(200))
    assert max(found.values()) < 1e12
