"""What holds for every network: nothing is lost or made, the same again gives the same, shorter steps change little."""

from __future__ import annotations

import math

import pytest
from flow_scenes import AGAIN, PERSISTENT, flood, sale, storm
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casewalk.flow import FlowError, Network, Retries, Route, Station, simulate
from casewalk.flow.quantiles import below, quantile

RATES = st.floats(0, 5000)
LIMITS = st.sampled_from([0.0, 10.0, 300.0, math.inf])


@st.composite
def stations(draw: st.DrawFn, name: str, following: str, *, first: bool) -> Station:
    """Any station; the first has arrivals for ten seconds."""
    served = draw(st.booleans())
    return Station(
        name=name,
        arrivals=((0.0, draw(RATES)), (5.0, draw(RATES)), (10.0, 0.0)) if first else (),
        servers=draw(st.floats(1, 200)) if served else None,
        service=draw(st.floats(0.001, 3)) if served else 0.0,
        rate=math.inf if served else draw(st.floats(5, 5000)),
        queue=draw(LIMITS),
        patience=draw(st.sampled_from([0.5, 5.0, math.inf])),
        wasted=draw(st.booleans()),
        retries=draw(st.sampled_from([None, Retries(0.7, 3.0, 2), Retries(1.0, 0.1, 1)])),
        stock=draw(st.sampled_from([100.0, math.inf])),
        routes=(Route(following, draw(st.floats(0, 1))),) if following else (),
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A chain of one to three stations."""
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    following = [*names[1:], ""]
    chain = [draw(stations(name, then, first=name == "a")) for name, then in zip(names, following, strict=True)]
    return Network(tuple(chain), 40.0)


@settings(max_examples=40)
@given(networks())
def test_nothing_is_lost_and_nothing_is_made(network: Network) -> None:
    run = simulate(network)
    ended = run.completed + run.parted + run.turned_away + run.lost
    assert ended <= run.offered * (1 + 1e-6) + 0.01
    patient = [s.name for s in network.stations if not s.wasted]
    """Elsewhere whoever gave up stays in the line, and has ended too."""
    waiting = sum(run.series[name].backlog[-1] for name in patient)
    assert run.offered - ended >= waiting - 0.01 - 1e-6 * run.offered
    assert all(value >= 0 for seen in run.series.values() for value in seen.backlog)
    assert all(0 <= value <= 1 + 1e-9 for seen in run.series.values() for value in seen.utilisation)
    if run.completed > 1:
        assert 0 <= run.p50 <= run.p99 < network.seconds * 3


@settings(max_examples=40)
@given(
    st.floats(0, 1000), st.floats(10, 200), LIMITS, st.floats(0.5, 9), st.booleans(), st.sampled_from([300, math.inf])
)
@example(rate=200.0, servers=10.0, queue=math.inf, patience=1.0, wasted=True, stock=math.inf)
def test_in_a_line_that_is_worked_off_everybody_was_served_or_had_given_up(
    rate: float, servers: float, queue: float, patience: float, wasted: bool, stock: float
) -> None:
    """Whoever the servers find gone is who gave up: the two are counted at different moments, and must agree."""
    arrivals = ((0.0, rate), (5.0, 0.0))
    only = Station("a", arrivals, servers, 0.1, queue=queue, patience=patience, wasted=wasted, stock=stock)
    run = simulate(Network((only,), 60.0))
    seen = run.totals["a"]
    assert run.series["a"].backlog[-1] == 0
    ended = seen.served + seen.dropped + seen.reneged + seen.sold_out
    assert ended == pytest.approx(seen.arrivals, rel=1e-6, abs=1e-3)
    if stock == math.inf:
        assert seen.wasted == pytest.approx(seen.reneged if wasted else 0, rel=1e-6, abs=1e-3)


@settings(max_examples=15)
@given(networks(), st.floats(1.1, 3))
def test_more_stock_never_sells_less(network: Network, more: float) -> None:
    first = network.stations[0]
    scarce = Station("a", first.arrivals, rate=100.0, stock=200.0)
    plenty = Station("a", first.arrivals, rate=100.0, stock=200.0 * more)
    assert simulate(Network((scarce,))).completed <= simulate(Network((plenty,))).completed + 1e-6


@pytest.mark.parametrize("network", [flood(1, retries=AGAIN), storm(1, 30_000, PERSISTENT), sale(1, room=True)])
def test_the_same_again_gives_the_same(network: Network) -> None:
    one, other = simulate(network), simulate(network)
    assert (one.completed, one.p50, one.p99, one.first_failure) == (
        other.completed,
        other.p50,
        other.p99,
        other.first_failure,
    )
    assert all(vars(one.series[name]) == vars(other.series[name]) for name in one.series)


@pytest.mark.parametrize("network", [flood(1, retries=AGAIN), flood(1, room=True), sale(1, room=False)])
def test_half_the_step_changes_little(network: Network) -> None:
    one, other = simulate(network), simulate(network, 0.1)
    assert one.completed == pytest.approx(other.completed, rel=0.01)
    assert one.p50 == pytest.approx(other.p50, rel=0.03)
    assert one.p99 == pytest.approx(other.p99, rel=0.02)


def test_a_gamma_of_one_phase_is_the_exponential() -> None:
    lump = (1.0, 2.0, 4.0, 16.0)
    for share in (0.5, 0.9, 0.99):
        assert quantile([lump], share) == pytest.approx(-2 * math.log(1 - share), rel=0.015)


def test_a_lump_without_spread_is_one_moment() -> None:
    assert below((1.0, 2.0, 0.0, 0.0), 1.99) == 0
    assert below((1.0, 2.0, 0.0, 0.0), 2.0) == 1
    assert math.isnan(quantile([], 0.5))


@pytest.mark.parametrize(
    ("station", "message"),
    [
        (Station("a", servers=2.0), "servers are more than nought"),
        (Station("a", servers=2.0, service=1.0, rate=3.0), "either servers or a rate"),
        (Station("a", rate=0.0), "more than nought"),
        (Station("a", queue=-1.0), "nought or more"),
        (Station("a", stock=math.nan), "nought or more"),
        (Station("a", arrivals=((5.0, 1.0), (0.0, 1.0))), "in order of time"),
        (Station("a", arrivals=((0.0, math.inf),)), "in order of time"),
        (Station("a", routes=(Route("b"),)), "'b' is no station"),
        (Station("a", routes=(Route("a", 0.6), Route("a", 0.6))), "more than the whole"),
        (Station("a", retries=Retries(2.0, 1.0, 1)), "retries are a share"),
        (Station("a", retries=Retries(0.5, 1.0, 500)), "retries are a share"),
        (Station("a", retries=Retries(0.5, 1.0, 1, "b")), "'b' is no station"),
    ],
)
def test_what_cannot_be_is_refused(station: Station, message: str) -> None:
    with pytest.raises(FlowError, match=message) as caught:
        Network((station,))
    assert caught.value.station == "a"


def test_a_network_has_an_end_and_names_of_its_own() -> None:
    with pytest.raises(FlowError, match="same name"):
        Network((Station("a"), Station("a")))
    with pytest.raises(FlowError, match="ends"):
        Network((Station("a"),), math.inf)
    with pytest.raises(ValueError, match="between one step"):
        simulate(Network((Station("a"),), 1e6))
