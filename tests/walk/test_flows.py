"""A flow over an architecture: one declaration, a network for every move."""

from __future__ import annotations

import math

import msgspec
import pytest

from casewalk.case import Case, Flow
from casewalk.flow import FlowError, Network, Retries, Route, simulate
from casewalk.walk import Road, Step, Workings, flow_of
from opened import stararena, workings

FLOOD = {
    "lasts": "120 s",
    "stations": {
        "fans": {
            "arrivals": [{"rate": "entrance_rps"}, {"at": "window_s", "rate": 0}],
            "next": {"room": 1},
        },
        "room": {"rate": "admitted_rps", "stock": "users_in * calls", "next": {"gateway": 1}},
        "gateway": {
            "rate": "admitted_rps if luck_share > 0 else front_rps",
            "queue": 0,
            "retries": {"share": "70 %", "after": 3, "most": 4, "at": "fans"},
            "next": {"orders": 1},
        },
        "orders": {"rate": "admitted_rps", "next": {"core": 1}},
        "core": {
            "servers": "(core_rps - static_load) * service_ms",
            "service": "service_ms",
            "queue": "10 s * core_rps",
            "patience": "3 s",
            "wasted": True,
            "retries": {"share": "70 %", "after": "3 s", "most": 4, "at": "fans"},
            "late": "800 ms",
            "next": {"db": "1 / calls"},
        },
        "db": {"rate": "store_tps / tx_each", "stock": "orders"},
    },
}
FLOOD_STAGE = stararena().stage_index("flood")


def with_flow(content: object) -> Workings:
    """StarArena with a flow in its flood."""
    case = stararena()
    stages = list(case.stages)
    stages[FLOOD_STAGE] = msgspec.structs.replace(stages[FLOOD_STAGE], flow=msgspec.convert(content, Flow))
    return Workings(Case(header=case.header, model=case.model, stages=tuple(stages), glossary=case.glossary))


def road(move: str) -> Road:
    return (*workings().product_road(FLOOD_STAGE), Step("flood", "entrance", move))


def network(move: str, content: object = FLOOD, **overrides: float) -> Network:
    found = flow_of(with_flow(content), FLOOD_STAGE, road(move), overrides)
    assert found is not None
    return found


def changed(station: str, **keys: object) -> dict[str, object]:
    """The flood with some keys of a station changed."""
    stations = {name: dict(value) for name, value in FLOOD["stations"].items()}  # type: ignore[attr-defined]
    stations[station] |= {key.rstrip("_"): value for key, value in keys.items()}
    return {**FLOOD, "stations": stations}


def test_a_stage_without_flow_has_no_network() -> None:
    assert flow_of(workings(), 0, ()) is None


@pytest.mark.parametrize(
    ("move", "path"),
    [
        ("keep", ["fans", "gateway", "core", "db"]),
        ("queue-orders", ["fans", "gateway", "orders", "core", "db"]),
        ("hosted-room", ["fans", "room", "gateway", "core", "db"]),
    ],
)
def test_a_part_that_is_not_there_is_passed_through(move: str, path: list[str]) -> None:
    found = network(move)
    assert [station.name for station in found.stations] == path
    for station, following in zip(found.stations, path[1:], strict=False):
        assert [route.station for route in station.routes] == [following]


def test_numbers_come_from_the_model_in_base_units() -> None:
    flow = with_flow(FLOOD)
    values = flow.values(road("keep"), flow.parameters(FLOOD_STAGE))
    found = {station.name: station for station in network("keep").stations}
    assert found["fans"].arrivals == ((0.0, values["entrance_rps"]), (10.0, 0.0))
    core = found["core"]
    assert core.service == pytest.approx(0.02)
    assert core.capacity == pytest.approx(values["core_rps"] - values["static_load"])
    assert (core.queue, core.patience, core.late) == (pytest.approx(10 * values["core_rps"]), 3.0, 0.8)
    assert core.retries == Retries(pytest.approx(0.7), 3.0, 4, "fans")
    assert core.routes == (Route("db", 1 / 3),)
    assert (found["gateway"].queue, found["db"].queue) == (0.0, math.inf)
    assert found["db"].stock == 10_000


def test_other_constraints_give_another_network() -> None:
    assert network("keep", clickers=1000.0).stations[0].arrivals[0][1] == pytest.approx(200)


def test_the_flood_breaks_the_open_door_and_sells_out_behind_a_room() -> None:
    keep, room = simulate(network("keep")), simulate(network("hosted-room"))
    assert keep.first_failure is not None
    assert (keep.first_failure.station, keep.first_failure.at) == ("core", 0.0)
    assert keep.totals["core"].wasted > keep.totals["core"].served
    assert keep.completed < 5000
    assert room.first_failure is None
    assert room.completed == pytest.approx(10_000)
    assert max(room.series["core"].utilisation) < 0.7
    assert 10 < room.sold_out_at["db"] < 30


def test_a_retry_comes_back_to_what_follows_a_part_that_is_not_there() -> None:
    content = changed("core", retries={"share": 0.5, "after": 1, "most": 2, "at": "room"})
    back = {s.name: s.retries for s in network("keep", content).stations}["core"]
    assert back == Retries(0.5, 1.0, 2, "gateway")


def test_shares_multiply_along_what_is_passed_through() -> None:
    content = changed("room", next={"gateway": 0.5, "core": 0.25})
    found = {s.name: s.routes for s in network("keep", content).stations}
    assert found["fans"] == (Route("gateway", 0.5), Route("core", 0.25))


def test_a_pause_stands_between_a_part_and_what_follows_it() -> None:
    """People choose for half a minute: the holds come later, spread, and no time of it counts."""
    at_once, paused = network("hosted-room"), network("hosted-room", changed("core", pause="sell_s"))
    found = {station.name: station for station in paused.stations}
    assert [s.name for s in paused.stations] == ["fans", "room", "gateway", "core", "core pause", "db"]
    assert found["core"].routes == (Route("core pause", pytest.approx(1 / 3)),)
    assert found["core pause"].routes == (Route("db", pytest.approx(1)),)
    quick, slow = simulate(at_once), simulate(paused)
    assert max(slow.series["db"].arrivals) < 0.6 * max(quick.series["db"].arrivals)
    assert slow.sold_out_at["db"] > quick.sold_out_at["db"] + 20
    assert slow.p50 < quick.p50 + 5


def test_a_pause_after_the_last_part_is_nobodys() -> None:
    assert network("keep", changed("db", pause=5)).stations == network("keep").stations


@pytest.mark.parametrize(
    ("content", "move", "message"),
    [
        (changed("room", arrivals=[{"rate": 1}]), "keep", "room: work arrives at it"),
        (changed("gateway", next={"nowhere": 1}), "keep", "gateway: 'nowhere' is no station"),
        (changed("core", servers=0), "keep", "core: servers are more"),
        (changed("core", retries={"share": 1, "after": 1, "most": "1 / 0"}), "keep", "for ever"),
        (changed("core", retries={"share": 1, "after": 1, "most": 1, "at": "nowhere"}), "keep", "to come back to"),
        ({**FLOOD, "lasts": "1 / 0"}, "keep", "ends"),
        ({**FLOOD, "lasts": "2 h"}, "keep", "lasts 4000 s at most"),
        (changed("core", taken=-0.1), "keep", "core: other work takes a share that is nought or more"),
    ],
)
def test_a_flow_that_does_not_fit_is_refused(content: object, move: str, message: str) -> None:
    with pytest.raises(FlowError, match=message):
        network(move, content)


def test_a_service_without_servers_makes_nobody_wait() -> None:
    stations = {**FLOOD["stations"], "gateway": {"service": "250 ms", "even": True, "next": {"orders": 1}}}  # type: ignore[dict-item]
    found = network("keep", {**FLOOD, "stations": stations})
    gateway = found.stations[found.index["gateway"]]
    assert gateway.even
    assert gateway.service == 0.25
    assert max(simulate(found).series["gateway"].backlog) == 0
