"""The walk plans: each shipped case as its model plays it, pinned in a file of its name and compared with a fresh
computation.

After a wanted change to the case or to the engine, rewrite the plan, and read the difference before it is committed:

    PYTHONPATH=src:tests python tests/walks/test_walk_plan.py --write

No-break spaces are written as plain ones, so that the plan can be searched.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from casewalk.case import Stage
from casewalk.numbers import NBSP, show
from casewalk.walk import Step, Verdict, Workings, judge, readings
from casewalk.walk.asking import speaking
from casewalk.walk.flips import answer_flip
from casewalk.walk.metrics import offered_reading
from casewalk.walk.playing import replay_stage
from casewalk.walk.tradeoff import parts_added
from opened import opened, shipped, workings

PLANS = Path(__file__).parent
STAGES = [(case, stage.id) for case in shipped() for stage in opened(case).stages]
NONE = "none yet"
NOTHING = "nothing"


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def _printed(found: Workings, name: str, value: float) -> str:
    return spaced(show(value, found.unit_of(name)))


def _metrics(found: Workings, index: int, stage: Stage) -> dict[str, dict[str, str]]:
    """Every reading before the pressure, under it, and after the product's moves; a cross marks a missed target."""
    road = found.product_road(index)
    done = (*road, *(Step(stage.id, d.id, d.chosen) for d in stage.decisions))
    moments = {
        "before": found.values(road, found.parameters(index, before=True)),
        "now": found.values(road, found.parameters(index)),
        "after": found.values(done, found.parameters(index)),
    }
    plan: dict[str, dict[str, str]] = {name: {} for name in found.measured(index)}
    for moment, values in moments.items():
        for seen in readings(found, index, values):
            mark = "" if seen.met else " ✗"
            plan[seen.metric][moment] = _printed(found, seen.metric, seen.value) + mark
    for seen in readings(found, index, moments["now"]):
        plan[seen.metric]["target"] = f"{seen.op} {_printed(found, seen.metric, seen.limit)}"
    return plan


def _signal(found: Workings, index: int, stage: Stage) -> dict[str, Any]:
    offered = sorted({*stage.signal.others, *filter(None, [stage.signal.proof])})
    cured = {}
    for metric in offered:
        seen = offered_reading(found, index, metric)
        cured[metric] = f"{spaced(seen.cured_value)}{'' if seen.cured else ' ✗'}"
    return {"right": "".join(speaking(found, index)) or NONE, "more_of_same": cured}


def _decision(found: Workings, index: int, at: int, stage: Stage) -> dict[str, Any]:
    decision = stage.decisions[at]
    road, moves = found.road_to(index, at), dict[str, Any]()
    for name, outcome in judge(found, index, at).items():
        moves[name] = {
            "verdict": str(outcome.verdict),
            "cost": _printed(found, decision.minimise, outcome.cost),
            "weeks": _printed(found, "build_weeks", outcome.weeks),
            "parts": parts_added(found, (*road, Step(stage.id, decision.id, name)), outcome.values),
        }
        if outcome.broken:
            moves[name]["breaks"] = {r.metric: _printed(found, r.metric, r.value) for r in outcome.broken}
    return {"chosen": decision.chosen, "moves": moves}


def _flips(found: Workings, index: int, stage: Stage) -> dict[str, Any]:
    plan = {}
    for flip in stage.flips:
        answer = answer_flip(found, index, flip, {})
        plan[flip.id] = {
            "changes": [spaced(text) for text in answer.changes],
            "product": f"{answer.chosen}: {answer.table.row(answer.chosen).verdict}, "
            f"{spaced(answer.table.row(answer.chosen).reason)}",
            "holds": answer.holds,
            "fits": list(answer.fitting),
        }
    return plan


def plan_file(case: str) -> Path:
    return PLANS / f"{case}.yaml"


def _replay(found: Workings, index: int, stage: Stage) -> dict[str, Any]:
    """What two minutes of the pressure come to under each move; nothing for a stage that declares no flow."""
    plan: dict[str, Any] = {}
    moves = [(at, move.id) for at, decision in enumerate(stage.decisions) for move in decision.moves]
    for at, move in moves if stage.flow else ():
        seen = replay_stage(found, index, move, at=at)
        assert seen is not None
        plan[move] = {
            "served": spaced(seen.served.text),
            "times": spaced(seen.served.times_text),
            "first_failure": spaced(seen.first_failure.text) if seen.first_failure else NOTHING,
            "gone": [spaced(gone.text) for gone in seen.gone],
            "past_its_capacity": [spaced(limit.text) for limit in seen.overloaded],
            "next_limit": spaced(seen.next_limit.text) if seen.next_limit else NOTHING,
        }
    return plan


@cache
def plan(case: str) -> dict[str, Any]:
    """The whole plan of a case, computed from the model."""
    found = workings(case)
    return {
        stage.id: {
            "metrics": _metrics(found, index, stage),
            "signal": _signal(found, index, stage),
            "decisions": {d.id: _decision(found, index, at, stage) for at, d in enumerate(stage.decisions)},
            "flips": _flips(found, index, stage),
            **({"replay": _replay(found, index, stage)} if stage.flow else {}),
        }
        for index, stage in enumerate(found.case.stages)
    }


@cache
def pinned(case: str) -> dict[str, Any]:
    found = yaml.safe_load(plan_file(case).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_every_plan_is_of_a_case_that_ships() -> None:
    assert sorted(file.stem for file in PLANS.glob("*.yaml")) == sorted(shipped())


@pytest.mark.parametrize("case", shipped())
def test_the_plan_has_every_stage_in_order(case: str) -> None:
    assert list(pinned(case)) == [stage.id for stage in opened(case).stages]


@pytest.mark.parametrize("part", ["metrics", "signal", "decisions", "flips"])
@pytest.mark.parametrize(("case", "stage"), STAGES)
def test_a_stage_plays_as_planned(case: str, stage: str, part: str) -> None:
    assert plan(case)[stage][part] == pinned(case)[stage][part]


@pytest.mark.parametrize(("case", "stage"), [(case, s.id) for case in shipped() for s in opened(case).stages if s.flow])
def test_a_stage_is_replayed_as_planned(case: str, stage: str) -> None:
    assert plan(case)[stage]["replay"] == pinned(case)[stage]["replay"]


@pytest.mark.parametrize(("case", "stage"), STAGES)
def test_every_chosen_move_of_the_plan_fits(case: str, stage: str) -> None:
    for decision in pinned(case)[stage]["decisions"].values():
        assert decision["moves"][decision["chosen"]]["verdict"] == Verdict.FITS


@pytest.mark.parametrize(("case", "stage"), STAGES)
def test_every_decision_of_the_plan_has_something_to_get_wrong(case: str, stage: str) -> None:
    for decision in pinned(case)[stage]["decisions"].values():
        assert {m["verdict"] for m in decision["moves"].values()} != {"fits"}
        for move in decision["moves"].values():
            assert (move["verdict"] == "breaks") is bool(move.get("breaks"))


@pytest.mark.parametrize(("case", "stage"), STAGES)
def test_only_the_right_signal_stays_missed_with_more_of_the_same(case: str, stage: str) -> None:
    signal, metrics = pinned(case)[stage]["signal"], pinned(case)[stage]["metrics"]
    missed_still = [name for name, cured in signal["more_of_same"].items() if "✗" in cured]
    assert missed_still == ([] if signal["right"] == NONE else [signal["right"]])
    for name in missed_still:
        assert "✗" in metrics[name]["now"]
        assert "✗" not in metrics[name]["after"]


@pytest.mark.parametrize("case", shipped())
def test_a_stand_has_no_proof_and_a_turn_has_one(case: str) -> None:
    found = workings(case)
    for index, stage in enumerate(found.case.stages):
        assert (not speaking(found, index)) is (stage.kind == "stand"), stage.id


@pytest.mark.parametrize("case", shipped())
def test_every_metric_holds_after_the_product_moved(case: str) -> None:
    for stage, found in pinned(case).items():
        for name, seen in found["metrics"].items():
            assert "✗" not in seen["after"], (stage, name)


@pytest.mark.parametrize("case", shipped())
def test_flips_go_both_ways(case: str) -> None:
    outcomes = [flip["holds"] for stage in pinned(case).values() for flip in stage["flips"].values()]
    assert set(outcomes) == {True, False}


def write() -> None:
    """Rewrite the plans from the models."""
    for case in shipped():
        text = yaml.safe_dump(plan(case), sort_keys=False, allow_unicode=True, width=120)
        head = "# Written by test_walk_plan.py --write; read it before you commit it.\n"
        plan_file(case).write_text(head + text, encoding="utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()
