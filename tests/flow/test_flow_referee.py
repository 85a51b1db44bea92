"""The fluid against the referee that follows every person. Chance is seeded, so a run repeats itself."""

from __future__ import annotations

import pytest
from flow_referee import referee
from flow_scenes import AGAIN, PERSISTENT, flood, sale, storm

from casewalk.flow import Network, Retries, simulate

COMPLETED, P50, P99 = 0.02, 0.05, 0.03

SCENES = [
    pytest.param(flood(0.1, room=True), id="waiting room"),
    pytest.param(flood(0.1, room=True, stock=10_000), id="waiting room, stock"),
    pytest.param(flood(0.1, stock=10_000, retries=AGAIN), id="stock"),
    pytest.param(flood(0.4), id="open door", marks=pytest.mark.slow),
    pytest.param(flood(0.1, retries=AGAIN), id="open door, retries", marks=pytest.mark.slow),
    pytest.param(flood(0.1, retries=AGAIN, patience=2), id="open door, patience", marks=pytest.mark.slow),
    pytest.param(flood(1.0, room=True), id="waiting room, whole crowd", marks=pytest.mark.slow),
    pytest.param(storm(0.4, 30_000, PERSISTENT), id="storm that never recovers", marks=pytest.mark.slow),
    pytest.param(storm(1.0, 30_000, None), id="work in vain, no retries", marks=pytest.mark.slow),
    pytest.param(sale(0.1, room=False), id="whole sale", marks=pytest.mark.slow),
    pytest.param(sale(0.1, room=True), id="whole sale, waiting room", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("network", SCENES)
def test_the_fluid_agrees_with_the_referee(network: Network) -> None:
    run, hall = simulate(network), referee(network)
    assert run.completed == pytest.approx(len(hall.latencies), rel=COMPLETED)
    assert run.p50 == pytest.approx(hall.quantile(0.5), rel=P50)
    assert run.p99 == pytest.approx(hall.quantile(0.99), rel=P99)


def served_late(network: Network) -> tuple[float, float]:
    """Good work a second in the last ten seconds, by the fluid and by the referee."""
    shorter = Network(network.stations, network.seconds - 10)
    by_fluid = simulate(network).completed - simulate(shorter).completed
    return by_fluid / 10, (len(referee(network).latencies) - len(referee(shorter).latencies)) / 10


@pytest.mark.slow
def test_a_storm_of_retries_outlives_its_cause() -> None:
    """A minute and a half after the burst the load is a fifth below the capacity, and hardly anybody is served."""
    load = 240
    fluid, people = served_late(storm(0.1, 30_000, PERSISTENT))
    assert fluid < 0.05 * load
    assert people < 0.05 * load


@pytest.mark.slow
def test_the_same_burst_without_retries_passes() -> None:
    load = 240
    fluid, people = served_late(storm(0.1, 30_000, None))
    assert fluid == pytest.approx(load, rel=0.02)
    assert people == pytest.approx(load, rel=0.1)


@pytest.mark.slow
def test_few_who_try_again_let_it_recover() -> None:
    load = 240
    fluid, people = served_late(storm(0.1, 2500, Retries(0.3, 2.0, 4)))
    assert fluid == pytest.approx(load, rel=0.02)
    assert people == pytest.approx(load, rel=0.1)
