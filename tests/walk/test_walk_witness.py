"""Witnesses: strawmen are found, regions that brute force finds are found, and what is found holds by the verdicts."""

from __future__ import annotations

import math
import random
from itertools import combinations

import pytest
from stalls import KEEP, buying, parameter, stall

from casewalk.walk import Verdict, Workings, judge
from casewalk.walk.hunt import LEAD
from casewalk.walk.rivals import Rivals
from casewalk.walk.space import axis, box_points, plane_point
from casewalk.walk.strain import FAR, strain
from casewalk.walk.witness import Change, Found, Witness, lead, overrides_of, proves, search, witness_words
from opened import stararena, workings

DECISIONS = [(index, at) for index, stage in enumerate(stararena().stages) for at in range(len(stage.decisions))]
BIG, SMALL = buying("big", "size * 10", "price * 10"), buying("small", "size * 2", "price")


def witnesses(of: Workings, stage_index: int) -> Found:
    """What is found for the first decision of a stage; each witness must be one by the verdicts."""
    found = search(Rivals(of, stage_index))
    assert all(proves(of, stage_index, 0, e.move, e.witness) for e in found.evidence if e.witness)
    return found


def by_move(found: Found) -> dict[str, Witness | None]:
    return {e.move: e.witness for e in found.evidence}


def test_every_move_of_a_fair_decision_has_a_witness() -> None:
    of = stall(KEEP, SMALL, BIG, chosen="keep")
    found = by_move(witnesses(of, 0))
    assert found["keep"] == Witness((), alone=True, limits_only=False)
    assert all(found.values())
    assert found["small"].changes == (Change("load", 11.0, 10),)
    assert found["big"].changes == (Change("load", 22.0, 10),)
    assert overrides_of(of, found["big"]) == {"load": 22.0}


def test_the_nearest_witness_is_past_the_boundary_by_the_lead_and_no_further() -> None:
    of = stall(KEEP, SMALL, chosen="keep", size=parameter(10, 9, 11), load=parameter(10, 1, 20))
    (change,) = by_move(witnesses(of, 0))["small"].changes
    assert change == Change("load", 11.0, 10)
    outcomes = judge(of, 0, overrides={"load": 11.0})
    assert lead(outcomes, "small") == pytest.approx(0.1)


@pytest.mark.parametrize(
    "straw",
    [
        buying("straw", "size * 2", "price * 1.2 + 1"),
        buying("straw", "size", "price"),
        buying("straw", "size * 10", "price * 10"),
        buying("straw", "size / 2", "0"),
    ],
    ids=["dearer", "useless", "equal", "worse"],
)
def test_a_planted_strawman_is_found(straw: dict[str, object]) -> None:
    of = stall(KEEP, SMALL, BIG, straw, chosen="keep")
    found = witnesses(of, 0)
    assert "straw" in found.strawmen
    assert set(found.strawmen) <= {"straw", "big"}
    assert ("big" in found.strawmen) == (straw["levers"] == BIG["levers"])


def test_an_answer_that_is_right_everywhere_is_found() -> None:
    found = witnesses(stall(KEEP, buying("straw", "size", "price"), chosen="keep"), 0)
    assert found.everywhere
    assert found.strawmen == ("straw",)
    assert not witnesses(stall(KEEP, SMALL, chosen="keep"), 0).everywhere


def test_only_what_the_decision_depends_on_is_searched() -> None:
    assert [a.name for a in Rivals(stall(KEEP, SMALL, chosen="keep"), 0).axes] == ["load", "price", "size"]
    assert [a.name for a in Rivals(stall(KEEP, chosen="keep"), 0).axes] == ["load", "size"]


def test_relations_and_whole_counts_are_respected() -> None:
    of = stall(
        KEEP, SMALL, chosen="keep", require=("load <= 10.5", "size >= 9.5"), size=parameter(10, 1, 100, whole=True)
    )
    assert by_move(witnesses(of, 0))["small"] is None
    freed = stall(KEEP, SMALL, chosen="keep", require=("load <= 10.5",), size=parameter(10, 1, 100, whole=True))
    (change,) = by_move(witnesses(freed, 0))["small"].changes
    assert change == Change("size", 9.0, 10)


def test_a_move_within_a_staff_week_of_nothing_lets_the_other_be_the_least() -> None:
    week = {"week_cost": parameter(1000, 900, 1100), "price": parameter(10, 1, 50)}
    of = stall(KEEP, buying("cheap", "size * 2", "price"), chosen="keep", **week)
    found = by_move(witnesses(of, 0))
    assert found["keep"] == Witness((), alone=False, limits_only=False)
    assert found["cheap"].alone


def test_a_witness_is_told_in_words() -> None:
    of = stall(KEEP, SMALL, chosen="keep")
    one, two = Change("load", 12, 10), Change("size", 5, 10)
    told = witness_words(of, Witness((one, two), alone=True, limits_only=False)).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "load 12× instead of 10×, size 5× instead of 10×"
    assert witness_words(of, Witness((), alone=True, limits_only=False)) == "as the stage stands"
    assert witness_words(of, Witness((one,), alone=True, limits_only=True)).endswith("(a target only)")


def invented(seed: int) -> Workings:
    """A decision whose moves' prices and capacities are drawn."""
    draw = random.Random(seed)  # noqa: S311
    moves = [
        buying(
            f"m{n}",
            f"size * {draw.uniform(0.5, 3):.3f} + price * {draw.uniform(0, 2):.3f}",
            f"{draw.uniform(0, 3):.3f} * price + {draw.uniform(0, 3):.3f} * size + {draw.uniform(0, 40):.3f}",
        )
        for n in range(4)
    ]
    return stall(*moves, chosen="m0", load=parameter(draw.uniform(2, 50)), size=parameter(draw.uniform(2, 50)))


def brute(of: Workings, steps: int = 14) -> set[str]:
    """The moves that a grid over every pair of parameters finds to fit alone, with the lead."""
    now, found = of.parameters(0), set[str]()
    grid = [100 ** (n / steps) for n in range(steps + 1)]
    for first, second in combinations(["load", "price", "size"], 2):
        for a in (*grid, now[first]):
            for b in (*grid, now[second]):
                outcomes = judge(of, 0, overrides={first: a, second: b})
                fits = [o.move for o in outcomes.values() if o.verdict is Verdict.FITS]
                if len(fits) == 1 and lead(outcomes, fits[0]) >= LEAD:
                    found.add(fits[0])
    return found


@pytest.mark.parametrize("seed", range(8))
def test_what_brute_force_finds_is_found(seed: int) -> None:
    of = invented(seed)
    found = by_move(witnesses(of, 0))
    alone = {move for move, witness in found.items() if witness and witness.alone}
    assert brute(of) <= alone
    assert all(len(witness.changes) <= 2 for witness in found.values() if witness)


def test_a_narrow_region_between_two_others_is_found() -> None:
    narrow = buying("narrow", "size * 1.3", "price * 0.5")
    of = stall(KEEP, narrow, SMALL, chosen="keep", load=parameter(90))
    assert by_move(witnesses(of, 0))["narrow"] is not None


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (Rivals(invented(3), 0) for _ in range(2))
    assert first.text() == second.text()
    assert search(first) == search(second)
    assert Rivals(invented(4), 0).text() != first.text()


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_what_the_search_reads_agrees_with_the_verdicts(index: int, at: int) -> None:
    of = Rivals(workings(), index, at)
    seen = 0
    for shares in box_points(len(of.axes), 12):
        changes = {a.name: a.base(a.value(share)) for a, share in zip(of.axes, shares, strict=True)}
        trial = of.try_at(changes)
        if trial is None:
            continue
        seen += 1
        outcomes = judge(workings(), index, at, overrides=changes)
        for move, stance in zip(of.moves, trial[0], strict=True):
            assert stance.holds is (outcomes[move].verdict is not Verdict.BREAKS)
            assert stance.cost == pytest.approx(outcomes[move].cost)
    assert seen


@pytest.mark.parametrize(
    ("value", "op", "limit", "share", "expected"),
    [
        (2, "<=", 1, False, math.log(2)),
        (1, "<=", 2, False, -math.log(2)),
        (1, ">=", 2, False, math.log(2)),
        (0.98, ">=", 0.99, True, math.log(2)),
        (3, "==", 1, False, math.log(3)),
        (1, "<=", 0, False, FAR),
        (0, "<=", 1, False, -FAR),
        (math.inf, "<=", 1, False, FAR),
    ],
)
def test_how_far_past_a_limit(value: float, op: str, limit: float, expected: float, *, share: bool) -> None:
    assert strain(value, op, limit, share=share) == pytest.approx(expected)


def test_axes_give_values_that_can_be_told() -> None:
    declared = stararena().model.parameters
    for name, p in declared.items():
        line = axis(name, p, p.value)
        for step in range(21):
            value = line.value(step / 20)
            assert p.range[0] <= value <= p.range[1]
            assert value in p.range or float(f"{value:.1e}") == value
            assert not p.whole or value == int(value)
        assert line.distance(line.now) == 0


def test_points_are_spread() -> None:
    for low in range(4):
        inside = [p for p in map(plane_point, range(400)) if low / 4 <= p[0] < (low + 1) / 4 and p[1] < 0.5]
        assert len(inside) == pytest.approx(50, abs=5)
    points = list(box_points(20, 400))
    for axis_index in range(20):
        assert sum(p[axis_index] < 0.5 for p in points) == pytest.approx(200, abs=12)
