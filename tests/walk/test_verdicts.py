"""Verdicts follow from numbers alone: a small shop made by hand, and StarArena with its parameters changed."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewalk.case import (
    Architecture,
    Case,
    CaseHeader,
    Costs,
    Decision,
    DecisionRecord,
    Flip,
    Formula,
    Lever,
    Metric,
    Model,
    Move,
    Node,
    Parameter,
    Signal,
    Stage,
)
from casewalk.walk import Outcome, Step, Verdict, Workings, apply, begin, judge
from casewalk.walk.answers import NONE_YET, offered_moves, offered_readings
from casewalk.walk.events import Estimated, Picked, Pointed, Predicted, Started
from casewalk.walk.flips import answer_flip
from casewalk.walk.locks import lock
from casewalk.walk.scores import score
from casewalk.walk.tradeoff import limit_text, reason_text, trade_off
from opened import stararena, workings


def parameter(value: float, unit: str) -> Parameter:
    return Parameter(value=value, unit=unit, range=(0, 1e9), label=unit, basis="assumed: made up")


def move(name: str, **given: Any) -> Move:
    words = {"short": name, "past": f"took {name}", "how": "h", "gained": "g", "gave_up": "u", "risk": "r"}
    return Move(id=name, label=name.title(), **words, **given)


def shop_model(load: float) -> Model:
    """One server: use is load over capacity and must stay under 80 %; the second metric is the wait."""
    return Model(
        parameters={
            "load": parameter(load, "req/s"),
            "week_cost": parameter(1000, "$/week"),
            "slots": parameter(2, "users"),
        },
        formulas={
            "use": Formula(source="load / capacity", unit="%", label="Use"),
            "queue": Formula(source="mm1_p99(20 ms, use, 10 s)", unit="ms", label="Queue"),
            "first_year_cost": Formula(source="build_weeks * week_cost + 12 * run_month", unit="$", label="Cost"),
        },
        levers={
            "capacity": Lever(source=100, unit="req/s", label="Capacity"),
            "wait": Lever(source=0, unit="s", label="Wait"),
        },
        metrics={
            "use": Metric(target="<= 80 %", basis="contract: made up", begins="one"),
            "wait": Metric(target="<= 5 s", basis="contract: made up", begins="one"),
            "queue": Metric(target="<= 60 min", basis="contract: made up", begins="two"),
        },
        architecture=Architecture(nodes={"shop": Node(kind="service", label="Shop", at=(0, 0))}),
    )


def shop(*moves: Move, chosen: str = "keep", load: float = 150, judged_by: tuple[str, ...] = ("use",)) -> Workings:
    """A shop with one server and two stages."""
    decision = Decision(
        id="server",
        ask="Which server?",
        judged_by=judged_by,
        chosen=chosen,
        moves=moves,
        reveal="",
        record=DecisionRecord(revisit_when="use > 50 %"),
    )
    stage = Stage(
        id="one",
        kind="turn",
        subject=("load",),
        title="One",
        when="now",
        situation="",
        why="",
        signal=Signal(because=""),
        decisions=(decision,),
        aftermath="",
        flips=(Flip(id="less", change={"load": 50}, ask="Less?", because=""),),
    )
    header = CaseHeader(
        format=1, id="shop", title="Shop", subtitle="", product="", drills=(), minutes=1, stages=("one", "two")
    )
    return Workings(
        Case(header=header, model=shop_model(load), stages=(stage, msgspec.structs.replace(stage, id="two")))
    )


KEEP = move("keep")
DOUBLE = move("double", levers={"capacity": "was * 2"}, costs=Costs(build_weeks=1))
TENFOLD = move("tenfold", levers={"capacity": "was * 10"}, costs=Costs(build_weeks=1, run_month=500))
NEAR = move("near", levers={"capacity": "was * 3"}, costs=Costs(build_weeks=2))
SLOW = move("slow", levers={"capacity": "was * 10", "wait": 6})
ZERO = move("zero", levers={"capacity": 0})


def verdicts(found: dict[str, Outcome]) -> dict[str, str]:
    return {name: str(outcome.verdict) for name, outcome in found.items()}


def test_a_missed_target_breaks_the_least_that_holds_fits_and_more_overbuilds() -> None:
    found = judge(shop(KEEP, DOUBLE, TENFOLD), 0)
    assert verdicts(found) == {"keep": "breaks", "double": "fits", "tenfold": "overbuilds"}
    assert [r.metric for r in found["keep"].broken] == ["use"]
    assert found["double"].broken == found["tenfold"].broken == ()
    assert found["double"].cost == pytest.approx(1000)
    assert found["tenfold"].excess == pytest.approx(6000)


def test_a_staff_week_more_still_fits_and_a_little_more_does_not() -> None:
    dear = move("dear", levers={"capacity": "was * 3"}, costs=Costs(build_weeks=2.1))
    assert verdicts(judge(shop(DOUBLE, NEAR, dear), 0)) == {"double": "fits", "near": "fits", "dear": "overbuilds"}


def test_five_per_cent_more_of_a_dear_move_still_fits() -> None:
    big = move("big", levers={"capacity": "was * 2"}, costs=Costs(build_weeks=100))
    bigger = move("bigger", levers={"capacity": "was * 2"}, costs=Costs(build_weeks=104))
    biggest = move("biggest", levers={"capacity": "was * 2"}, costs=Costs(build_weeks=106))
    assert verdicts(judge(shop(big, bigger, biggest), 0)) == {"big": "fits", "bigger": "fits", "biggest": "overbuilds"}


def test_a_target_that_was_met_may_not_be_missed_even_if_nobody_judges_by_it() -> None:
    found = judge(shop(DOUBLE, SLOW), 0)
    assert verdicts(found) == {"double": "fits", "slow": "breaks"}
    assert [r.metric for r in found["slow"].broken] == ["wait"]


def test_a_target_missed_before_and_not_judged_by_is_nobodys_fault() -> None:
    found = judge(shop(KEEP, judged_by=("wait",)), 0)
    assert verdicts(found) == {"keep": "fits"}
    assert not next(r for r in found["keep"].readings if r.metric == "use").met


def test_a_metric_that_has_not_begun_is_not_held_against_a_move() -> None:
    found = shop(KEEP, ZERO, judged_by=("wait",))
    assert {r.metric for r in judge(found, 0)["keep"].readings} == {"use", "wait"}
    assert {r.metric for r in judge(found, 1)["keep"].readings} == {"use", "wait", "queue"}


def test_where_nothing_holds_everything_breaks_and_nothing_costs_too_much() -> None:
    found = judge(shop(KEEP, TENFOLD, load=1e6), 0)
    assert set(verdicts(found).values()) == {"breaks"}
    assert {outcome.excess for outcome in found.values()} == {0.0}


def test_what_is_included_is_paid_and_done_as_well() -> None:
    both = move("both", includes=("double",), levers={"capacity": "was * 2"}, costs=Costs(run_month=10))
    outcome = judge(shop(DOUBLE, both), 0)["both"]
    assert outcome.cost == pytest.approx(1120)
    assert outcome.values["capacity"] == pytest.approx(400)
    assert outcome.weeks == pytest.approx(judge(shop(DOUBLE), 0)["double"].weeks)


def test_a_saving_that_is_written_as_a_bare_number_is_taken_off() -> None:
    saving = move("saving", includes=("double",), costs=Costs(run_month=-10))
    outcome = judge(shop(DOUBLE, saving), 0)["saving"]
    assert outcome.cost == pytest.approx(1000 - 120)
    assert outcome.values["run_month"] == pytest.approx(-10)


def test_infinity_breaks_and_is_told_in_words() -> None:
    found = shop(KEEP, ZERO, TENFOLD)
    outcome = judge(found, 1)["zero"]
    assert outcome.verdict is Verdict.BREAKS
    use = next(r for r in outcome.broken if r.metric == "use")
    assert math.isinf(use.value)
    assert "beyond any limit" in limit_text(found, use)
    assert reason_text(outcome, "$")
    assert trade_off(found, 1, 0, {}).row("zero").verdict is Verdict.BREAKS


@settings(max_examples=60)
@given(st.floats(min_value=0, max_value=1e15), st.floats(min_value=0, max_value=1e12))
def test_no_load_and_no_capacity_crash_a_verdict(load: float, capacity: float) -> None:
    found = judge(shop(KEEP, move("set", levers={"capacity": capacity}), load=load), 1)
    for outcome in found.values():
        use = next(r for r in outcome.readings if r.metric == "use")
        if not use.met:
            assert outcome.verdict is Verdict.BREAKS
        if outcome.verdict is not Verdict.BREAKS:
            assert not outcome.broken
            assert not math.isnan(outcome.cost)


DECISIONS = [(index, at) for index, stage in enumerate(stararena().stages) for at in range(len(stage.decisions))]


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_in_stararena_the_product_s_move_fits_and_verdicts_say_what_they_mean(index: int, at: int) -> None:
    decision = stararena().stages[index].decisions[at]
    found = judge(workings(), index, at)
    assert found[decision.chosen].verdict is Verdict.FITS
    cheapest = min(o.cost for o in found.values() if not o.broken)
    for outcome in found.values():
        assert bool(outcome.broken) is (outcome.verdict is Verdict.BREAKS)
        assert outcome.excess == pytest.approx(outcome.cost - cheapest)
        if outcome.verdict is Verdict.OVERBUILDS:
            assert outcome.cost > cheapest * 1.05


def _kept(stage: Stage, at: int = 0) -> str:
    """The move that changes nothing."""
    moves = stage.decisions[at].moves
    return next(m.id for m in moves if not m.levers and not m.includes and m.architecture.empty)


STAGE = stararena().stages[2]
FIRST, SECOND = STAGE.decisions[0].moves[:2]
PROOF, OTHER = STAGE.signal.proof or "", next(iter(STAGE.signal.others))
TURNS = [index for index, stage in enumerate(stararena().stages) if stage.kind == "turn"]


@pytest.mark.parametrize("index", TURNS)
def test_without_the_pressure_keeping_fits_and_the_dearest_move_is_too_much(index: int) -> None:
    found = judge(workings(), index, overrides=workings().parameters(index, before=True))
    assert found[_kept(stararena().stages[index])].verdict is Verdict.FITS
    assert max(found.values(), key=lambda o: o.cost).verdict is not Verdict.FITS


@pytest.mark.parametrize("index", TURNS)
def test_the_pressure_breaks_what_is_kept(index: int) -> None:
    proof = stararena().stages[index].signal.proof
    stage = stararena().stages[index]
    at = next(at for at, decision in enumerate(stage.decisions) if proof in decision.judged_by)
    kept = judge(workings(), index, at)[_kept(stage, at)]
    assert kept.verdict is Verdict.BREAKS
    assert proof in {r.metric for r in kept.broken}


def test_a_larger_flood_breaks_the_open_door_by_more() -> None:
    def doomed(clickers: float) -> float:
        found = judge(workings(), 2, overrides=workings().in_base({"clickers": clickers}))[_kept(STAGE)]
        return next(r.value for r in found.readings if r.metric == PROOF)

    assert doomed(50_000) < doomed(300_000) < doomed(2_000_000)


@settings(max_examples=40)
@given(st.data())
def test_stararena_is_judged_without_a_crash_anywhere_in_its_ranges(data: st.DataObject) -> None:
    declared = stararena().model.parameters
    names = data.draw(st.lists(st.sampled_from(sorted(declared)), min_size=1, max_size=4, unique=True))
    change = {name: data.draw(st.sampled_from(declared[name].range), label=name) for name in names}
    index, at = data.draw(st.sampled_from(DECISIONS))
    found = judge(workings(), index, at, overrides=workings().in_base(change))
    assert set(found) == {m.id for m in stararena().stages[index].decisions[at].moves}
    for outcome in found.values():
        assert bool(outcome.broken) is (outcome.verdict is Verdict.BREAKS)
    held = [o for o in found.values() if not o.broken]
    assert not held or any(o.verdict is Verdict.FITS and o.excess == 0 for o in held)


def test_under_a_flip_that_nothing_outlives_the_least_bad_is_right_and_so_is_none() -> None:
    found = shop(SLOW, msgspec.structs.replace(ZERO, costs=Costs(build_weeks=5)), chosen="slow")
    answer = answer_flip(found, 0, found.case.stages[0].flips[0], {})
    assert (answer.fits, answer.least, answer.holds) == (frozenset(), {"slow"}, False)
    assert [answer.right(said) for said in ("slow", "zero", "")] == [True, False, True]
    assert [answer.remark(said) for said in ("slow", "zero", "")] == ["the least bad", "", ""]
    assert answer.fits_text == "nothing on offer fits; least bad, and counted as a fit: slow"


def test_a_flip_is_the_same_judgement_under_other_numbers() -> None:
    found = shop(KEEP, TENFOLD, chosen="tenfold")
    assert judge(found, 0)["tenfold"].verdict is Verdict.FITS
    answer = answer_flip(found, 0, found.case.stages[0].flips[0], {})
    assert (answer.holds, answer.fitting, answer.table.row("tenfold").verdict) == (False, ("keep",), Verdict.OVERBUILDS)
    assert (answer.right("keep"), answer.right("tenfold"), answer.right("")) == (True, False, False)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in answer.changes] == [
        "req/s: 50 req/s instead of 150 req/s"
    ]


def test_a_move_is_locked_until_what_it_needs_was_taken() -> None:
    after = move("after", needs=("one/keep",))
    found = shop(KEEP, after)
    two = found.case.stages[1]
    decision = two.decisions[0]
    assert lock(found, two, decision, after, ()) == "needs “Keep” (stage 1)"
    assert lock(found, two, decision, after, (Step("one", "server", "keep"),)) == ""
    assert lock(found, two, decision, KEEP, ()) == ""


WALK = begin(stararena(), Started(case="stararena", digest="d", seed="s"), "a")


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (
            Picked(stage=STAGE.id, decision=STAGE.decisions[0].id, move=FIRST.id, sure="low"),
            Picked(stage=STAGE.id, decision=STAGE.decisions[0].id, move=SECOND.id, sure="high"),
            "picks",
        ),
        (Pointed(stage=STAGE.id, metric=OTHER), Pointed(stage=STAGE.id, metric=PROOF), "signals"),
        (
            Estimated(stage=STAGE.id, text="1", value=1.0),
            Estimated(stage=STAGE.id, text="2", value=2.0),
            "estimates",
        ),
        (
            Predicted(stage=STAGE.id, flip=STAGE.flips[0].id, move=""),
            Predicted(stage=STAGE.id, flip=STAGE.flips[0].id, move=STAGE.decisions[0].moves[0].id),
            "predictions",
        ),
    ],
)
def test_the_first_commitment_is_final(first: Any, second: Any, kept: str) -> None:
    once = apply(stararena(), WALK, first)
    assert list(getattr(once, kept).values()) == [first]
    assert apply(stararena(), once, second) == once


def test_moves_are_shuffled_by_the_seed_and_by_nothing_else() -> None:
    decision = STAGE.decisions[0]

    def order(seed: str) -> list[str]:
        walk = begin(stararena(), Started(case="stararena", digest=seed, seed=seed), seed)
        assert sorted(m.id for m in offered_moves(walk, STAGE, decision)) == sorted(m.id for m in decision.moves)
        return [m.id for m in offered_moves(walk, STAGE, decision)]

    assert order("seed") == order("seed")
    assert len({tuple(order(str(n))) for n in range(40)}) > 10
    assert {order(str(n))[0] for n in range(100)} == {m.id for m in decision.moves}


def test_the_order_of_a_seed_is_for_good() -> None:
    """Journals of today are read by programs of tomorrow."""
    case = shop(*map(move, ("keep", "one", "two", "three", "four"))).case
    walk = begin(case, Started(case="shop", digest="d", seed="s"), "a")
    offered = offered_moves(walk, case.stages[0], case.stages[0].decisions[0])
    assert [m.id for m in offered] == ["four", "one", "three", "two", "keep"]


def test_readings_are_shuffled_by_the_seed_with_none_yet_last() -> None:
    seen = set()
    for number in range(40):
        walk = begin(stararena(), Started(case="stararena", digest="d", seed=str(number)), "a")
        offered = offered_readings(walk, stararena().stages[7])
        assert offered == offered_readings(walk, stararena().stages[7])
        assert offered[-1] == NONE_YET
        assert offered.count(NONE_YET) == 1
        seen.add(offered)
    assert len(seen) > 3


def test_scores_weigh_the_verdict_and_take_a_quarter_for_a_hint() -> None:
    judged = [
        (stararena().stages[index], at, name, outcome.verdict)
        for index, at in DECISIONS
        for name, outcome in judge(workings(), index, at).items()
    ]
    for verdict, worth in (("fits", 1.0), ("overbuilds", 0.5), ("breaks", 0)):
        stage, at, name, _ = next(found for found in judged if found[3] == verdict)
        picked = Picked(stage=stage.id, decision=stage.decisions[at].id, move=name, sure="high")
        scores = score(workings(), apply(stararena(), WALK, picked))
        assert (scores.decisions.right, scores.decisions.of) == (worth, 1)
        assert getattr(scores, verdict) == 1
        assert scores.calibration["high"].right == (verdict == "fits")
    assert score(workings(), WALK).decisions.text == "none yet"
