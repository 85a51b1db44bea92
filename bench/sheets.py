"""Sheets: invented ones of a given size, and StarArena's own with its verdicts."""

from __future__ import annotations

from bench.caches import forget
from bench.timing import Subject
from casewalk import numbers
from casewalk.case import Case
from casewalk.numbers import Definition, Sheet, compile_sheet
from casewalk.script import content_root, load_case
from casewalk.walk import Workings, judge
from casewalk.walk.rivals import Rivals
from casewalk.walk.witness import search

_SHAPES = (
    "{a} * 2 + {b} / 3",
    "max(0, {a} - {b}) * 0.5",
    "{a} / ({b} + 1) if {a} > {b} else {b} * 80 %",
    "min({a}, {b}) + 800 ms",
    "mm1_p99(20 ms, clamp({a} / ({b} + 1), 0, 2), 10 s)",
)
PARAMETERS = tuple(f"p{i}" for i in range(10))


def definitions(count: int) -> dict[str, Definition]:
    """So many formulas of five shapes; each reads one made before it and a parameter."""
    names = list(PARAMETERS)
    found: dict[str, Definition] = {}
    for i in range(count):
        source = _SHAPES[i % len(_SHAPES)].format(a=names[-1 - i % 7], b=PARAMETERS[i % len(PARAMETERS)])
        found[f"q{i}"] = Definition(source, "")
        names.append(f"q{i}")
    return found


def invented(count: int) -> Sheet:
    """A compiled sheet of so many formulas."""
    return compile_sheet(dict.fromkeys(PARAMETERS, ""), definitions(count))


def stararena() -> Case:
    """StarArena, from the content that ships. Raises RuntimeError if it cannot be read."""
    case = load_case(content_root() / "cases" / "stararena").case
    if case is None:
        raise RuntimeError("StarArena cannot be read: casewalk check says why")
    return case


def evaluations() -> list[Subject]:
    """Evaluating and compiling sheets."""
    values = {name: float(i + 1) for i, name in enumerate(PARAMETERS)}
    hundred, two_hundred = invented(100), invented(200)
    return [
        Subject("evaluate 100 formulas", lambda: hundred.evaluate(values), goal=0.5e-3),
        Subject("evaluate 200 formulas", lambda: two_hundred.evaluate(values)),
        Subject("compile 100 formulas, each parsed anew", lambda: invented(100), lambda: forget(numbers)),
    ]


def verdicts(case: Case) -> list[Subject]:
    """StarArena's sheet, and the verdicts of its last stage's first decision."""
    last = len(case.stages) - 1
    workings = Workings(case)
    road, parameters = workings.product_road(last), workings.parameters(last)
    sheet = workings.sheet(road)
    return [
        Subject(f"evaluate StarArena, {len(sheet.order)} formulas", lambda: sheet.evaluate(parameters)),
        Subject("judge a decision of StarArena, compiled", lambda: judge(workings, last)),
        Subject(
            "judge a decision of StarArena, from nothing", lambda: judge(Workings(case), last), lambda: forget(numbers)
        ),
        Subject("verdict table of StarArena, every decision", lambda: _table(workings)),
        Subject("witnesses of a decision of StarArena", lambda: search(Rivals(workings, 2))),
    ]


def _table(workings: Workings) -> None:
    for index, stage in enumerate(workings.case.stages):
        for decision in range(len(stage.decisions)):
            judge(workings, index, decision)
