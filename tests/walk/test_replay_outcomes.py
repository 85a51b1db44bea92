"""What every shipped replay comes to: nobody is lost from the count, and its order of the moves is the metric's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from casewalk.flow import Network, arriving, simulate
from casewalk.walk import Step, Workings, flow_of
from casewalk.walk.playing import replay_stage
from casewalk.walk.replays import Replay
from casewalk.walk.verdicts import Verdict, judge
from opened import opened, shipped, workings

Place = tuple[str, int, int]
"""A case, a stage that declares flow, and a decision of it."""

PLACES: list[Place] = [
    (name, index, at)
    for name in shipped()
    for index, stage in enumerate(opened(name).stages)
    if stage.flow is not None
    for at in range(len(stage.decisions))
]
RUNS = [
    (*place, move)
    for place in PLACES
    for move in ("", *(m.id for m in opened(place[0]).stages[place[1]].decisions[place[2]].moves))
]
ALIKE = 0.01
"""Times nearer than this are not put in an order: the fluid is no better."""


@cache
def replayed(name: str, index: int, at: int, move: str) -> Replay:
    found = replay_stage(workings(name), index, move, at=at)
    assert found is not None
    return found


def network(name: str, index: int, at: int, move: str) -> Network:
    compiled, stage = workings(name), opened(name).stages[index]
    road = compiled.road_to(index, at)
    found = flow_of(compiled, index, (*road, Step(stage.id, stage.decisions[at].id, move)) if move else road)
    assert found is not None
    return found


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_whoever_came_is_served_never_answered_or_still_inside(run: tuple[str, int, int, str]) -> None:
    replay = replayed(*run)
    for n in range(0, len(replay.times), 25):
        seen = replay.so_far(replay.times[n])
        fates = seen.fates
        assert fates.came == fates.served + fates.parted + fates.never + fates.inside
        assert min(fates.served, fates.parted, fates.never, fates.inside) >= 0
        assert seen.came >= (seen.completed + seen.parted + seen.never) * (1 - 1e-6)
    last = replay.so_far(replay.seconds)
    assert last.completed == pytest.approx(replay.served.amount, rel=1e-6)
    assert last.never <= last.refused + last.gave_up + last.turned_away + 1e-6


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_still_inside_is_who_waits_is_served_or_is_away_to_try_again(run: tuple[str, int, int, str]) -> None:
    built, replay = network(*run), replayed(*run)
    ran = simulate(built)
    outside = sum(arriving(s.arrivals, 0, built.seconds) for s in built.stations)
    sent = sum(r.share * ran.totals[s.name].served for s in built.stations for r in s.routes)
    came = sum(t.arrivals for t in ran.totals.values())
    away = sum(t.retries for t in ran.totals.values()) - (came - outside - sent)
    waiting = sum(s.backlog[-1] for s in ran.series.values())
    serving = sum(
        ran.series[s.name].utilisation[-1] * s.servers
        for s in built.stations
        if s.servers is not None and s.service > ran.step / 4
    )
    inside = replay.so_far(replay.seconds).inside
    if any(s.wasted for s in built.stations):  # Who gave up stays in that line, and counts as given up.
        assert inside <= (waiting + serving + away) * (1 + 1e-6) + 1
    else:
        assert inside == pytest.approx(waiting + serving + away, rel=1e-3, abs=0.5)


def fitting(compiled: Workings, place: Place) -> Iterator[tuple[str, float, float]]:
    """The fitting moves of a decision whose flow names a metric: name, the metric, and P95 of the replay."""
    name, index, at = place
    stage = opened(name).stages[index]
    assert stage.flow is not None
    for move, outcome in judge(compiled, index, at).items():
        if outcome.verdict is not Verdict.BREAKS:
            road = (*compiled.road_to(index, at), Step(stage.id, stage.decisions[at].id, move))
            values = compiled.values(road, compiled.parameters(index))
            times = {p.name: p.seconds for p in replayed(name, index, at, move).served.percentiles}
            yield move, values[stage.flow.metric], times["P95"]


NAMED = [p for p in PLACES if (flow := opened(p[0]).stages[p[1]].flow) is not None and flow.metric]


@pytest.mark.parametrize("place", NAMED, ids=str)
def test_the_replay_has_the_moves_in_the_order_of_the_metric_it_names(place: Place) -> None:
    compiled = workings(place[0])
    stage = opened(place[0]).stages[place[1]]
    assert stage.flow is not None
    assert "P95" in compiled.label_of(stage.flow.metric)
    ranked = sorted(fitting(compiled, place), key=lambda row: row[1])
    assert len(ranked) > 1
    for (_, faster, first), (_, slower, second) in pairwise(ranked):
        assert slower <= faster * (1 + ALIKE) or first < second
    for _, metric, seconds in ranked:
        assert seconds == pytest.approx(metric, rel=0.05)


def test_every_shipped_flow_says_what_it_times() -> None:
    assert NAMED
    for name, index, _ in PLACES:
        flow = opened(name).stages[index].flow
        assert flow is not None
        assert flow.timed.startswith("from ")
