"""What every shipped replay comes to: nobody is lost from the count, and its order of the moves is the metric's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from casewalk.case.flow import ArrivalRate, Flow, FlowStation, RetryRule
from casewalk.export.replays import fates_text
from casewalk.flow import Network, arriving, simulate
from casewalk.walk import Step, Workings, flow_of
from casewalk.walk.playing import replay_stage
from casewalk.walk.replays import Replay, SoFar
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


def adds_up(replay: Replay) -> None:
    """Whoever came has one fate at every moment, and those who are gone do not come back to be counted again."""
    before = SoFar()
    for n in range(0, len(replay.times), 25):
        seen = replay.so_far(replay.times[n])
        fates = seen.fates
        assert fates.came == fates.served + fates.parted + fates.turned_away + fates.never + fates.inside
        assert min(fates.served, fates.parted, fates.turned_away, fates.never, fates.inside) >= 0
        ended = seen.completed + seen.parted + seen.turned_away + seen.never
        assert ended <= seen.came * (1 + 1e-6) + 0.01
        assert ended + seen.inside == pytest.approx(seen.came, rel=1e-6, abs=0.01)
        for name in ("came", "completed", "parted", "turned_away", "never"):
            assert getattr(seen, name) >= getattr(before, name) - 1e-6 * seen.came
        before = seen
    last = replay.so_far(replay.seconds)
    assert last.completed == pytest.approx(replay.served.amount, rel=1e-6)
    assert last.never <= last.refused + last.gave_up + 1e-6
    assert last.turned_away == pytest.approx(sum(t.totals.sold_out for t in replay.tracks), abs=1e-6)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_whoever_came_is_served_turned_away_never_answered_or_still_inside(run: tuple[str, int, int, str]) -> None:
    adds_up(replayed(*run))


@pytest.mark.parametrize("move", ["hosted-room", "waiting-room", "queue-orders"])
def test_whoever_is_told_that_it_is_gone_has_been_answered(move: str) -> None:
    index = opened("stararena").stage_index("flood")
    replay = replayed("stararena", index, 0, move)
    last = replay.so_far(replay.seconds)
    assert last.never == pytest.approx(0, abs=1e-3)
    assert last.turned_away == pytest.approx(sum(gone.turned_away for gone in replay.gone))
    assert last.turned_away > 0.9 * last.came
    first = min(gone.at for gone in replay.gone)
    assert replay.so_far(first - 1).turned_away == 0


def test_nobody_is_turned_away_where_there_is_no_stock() -> None:
    for run in RUNS:
        replay = replayed(*run)
        stocked = run[0] == "stararena"
        assert ("turned_away" in replay.fates) == stocked
        assert ("turned away" in fates_text(replay, replay.seconds)) == stocked


AMOUNTS = st.floats(1, 20_000)


@st.composite
def flow_stations(draw: st.DrawFn, name: str, following: str) -> FlowStation:
    """Any station of a part; the fans alone have arrivals, and are where those who come back come to."""
    if name == "fans":
        rates = [ArrivalRate(rate=draw(AMOUNTS)), ArrivalRate(begins=10, rate=draw(AMOUNTS))]
        return FlowStation(arrivals=(*rates, ArrivalRate(begins=20, rate=0)), routes={following: 1})
    served = draw(st.booleans())
    again = RetryRule(
        share=draw(st.floats(0, 1)), after=draw(st.floats(0.1, 9)), most=draw(st.integers(0, 4)), at="fans"
    )
    return FlowStation(
        servers=draw(AMOUNTS) if served else None,
        service=draw(st.floats(0.001, 3)) if served else None,
        rate=None if served else draw(AMOUNTS),
        queue=draw(st.sampled_from([None, 0, 500])),
        patience=draw(st.sampled_from([None, 0.5, 8])),
        wasted=draw(st.booleans()),
        retries=draw(st.sampled_from([None, again])),
        stock=draw(st.sampled_from([None, 0, 300, 20_000])),
        pause=draw(st.sampled_from([None, 5])),
        routes={following: draw(st.floats(0, 1))} if following else {},
    )


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Any flow over the parts that StarArena begins with."""
    names = ["fans", "gateway", "core", "db"]
    pairs = zip(names, [*names[1:], ""], strict=True)
    return Flow(lasts=40, stations={name: draw(flow_stations(name, then)) for name, then in pairs})


@settings(max_examples=60)
@given(flows())
def test_in_any_flow_whoever_came_has_one_fate(flow: Flow) -> None:
    case = opened("stararena")
    stages = (replace(case.stages[0], flow=flow), *case.stages[1:])
    replay = replay_stage(Workings(replace(case, stages=stages)), 0)
    assert replay is not None
    adds_up(replay)
    assert ("turned_away" in replay.fates) == any(s.stock is not None for s in flow.stations.values())


@settings(max_examples=40)
@given(st.integers(0, 5), st.integers(1, 60), st.integers(1000, 400_000), st.integers(400, 200_000), st.floats(0, 95))
def test_under_any_crowd_and_stock_the_flood_adds_up(
    nth: int, patience: int, clickers: int, seats: int, again: float
) -> None:
    index = opened("stararena").stage_index("flood")
    moves = ("", *(m.id for m in opened("stararena").stages[index].decisions[0].moves))
    crowd = {"patience_s": float(patience), "clickers": float(clickers), "seats": float(seats)}
    found = replay_stage(workings(), index, moves[nth], overrides={**crowd, "again_share": again / 100})
    assert found is not None
    adds_up(found)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_still_inside_is_who_waits_is_served_or_is_away_to_try_again(run: tuple[str, int, int, str]) -> None:
    built, replay = network(*run), replayed(*run)
    ran = simulate(built)
    for n in (10, 50, 150, 400, len(replay.times)):
        outside = sum(arriving(s.arrivals, 0, min(n * ran.step, built.seconds)) for s in built.stations)
        served = {s.name: sum(ran.series[s.name].served[:n]) for s in built.stations}
        sent = sum(r.share * served[s.name] for s in built.stations for r in s.routes)
        came = sum(sum(s.arrivals[:n]) for s in ran.series.values())
        away = sum(sum(s.retries[:n]) for s in ran.series.values()) - (came - outside - sent)
        waiting = sum(s.backlog[n - 1] for s in ran.series.values())
        serving = sum(
            ran.series[s.name].utilisation[n - 1] * s.servers
            for s in built.stations
            if s.servers is not None and s.service > ran.step / 4
        )
        inside = replay.so_far(replay.times[n - 1]).inside
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
