"""The fluid against what can be worked out on paper."""

from __future__ import annotations

import math

import pytest

from casewalk.flow import Network, Retries, Route, Station, simulate
from casewalk.numbers.functions import FUNCTIONS

RUSH = ((0.0, 300.0), (10.0, 0.0))
"""Three hundred a second for ten seconds."""


def alone(seconds: float = 60.0, **limits: object) -> Network:
    return Network((Station("desk", **limits),), seconds)  # type: ignore[arg-type]


def test_a_backlog_grows_and_drains_as_the_formulas_say() -> None:
    run = simulate(alone(arrivals=RUSH, rate=100.0))
    seen = run.series["desk"]
    standing = FUNCTIONS["backlog"].call(300.0, 100.0, 10.0)
    assert max(seen.backlog) == pytest.approx(standing)
    empty = next(time for time, left in zip(run.times, seen.backlog, strict=True) if time > 10 and left == 0)
    assert empty == pytest.approx(10 + FUNCTIONS["drain_time"].call(standing, 100.0, 0.0), abs=run.step)
    assert max(seen.wait) == pytest.approx(standing / 100)
    assert (run.completed, run.offered) == pytest.approx((3000, 3000))


def test_waits_behind_an_even_rush_are_spread_evenly() -> None:
    """The person after a share x of the rush waits x * 20 s."""
    run = simulate(alone(arrivals=RUSH, rate=100.0))
    assert run.p50 == pytest.approx(10, rel=0.01)
    assert run.p99 == pytest.approx(19.8, rel=0.01)


def test_the_area_under_the_backlog_is_everybodys_waiting() -> None:
    """Little's law over a finished stretch: 3,000 people wait 10 s on average."""
    run = simulate(alone(arrivals=RUSH, rate=100.0), step=0.05)
    assert sum(run.series["desk"].backlog) * run.step == pytest.approx(3000 * 10, rel=0.01)


def test_busy_servers_are_rate_times_service() -> None:
    run = simulate(alone(arrivals=((0.0, 40.0),), servers=100.0, service=2.0))
    assert run.series["desk"].utilisation[-1] * 100 == pytest.approx(FUNCTIONS["little"].call(40.0, 2.0))


def test_servers_fill_as_exponential_service_lets_them() -> None:
    """Endless servers: the number busy is rate x service x (1 - exp(-t / service))."""
    run = simulate(alone(arrivals=((0.0, 40.0),), servers=1000.0, service=5.0))
    seen = run.series["desk"].utilisation
    for time, busy in zip(run.times, seen, strict=True):
        assert busy * 1000 == pytest.approx(40 * 5 * (1 - math.exp(-time / 5)), rel=1e-6)


def test_a_full_queue_refuses_what_is_over() -> None:
    run = simulate(alone(arrivals=RUSH, rate=100.0, queue=500.0))
    assert run.totals["desk"].dropped == pytest.approx(3000 - 10 * 100 - 500)
    assert run.lost == pytest.approx(1500)
    failure = run.first_failure
    assert failure is not None
    assert (failure.station, failure.cause) == ("desk", "refuses")
    assert failure.at == pytest.approx(500 / 200, abs=2 * run.step)


def test_impatience_bounds_a_line() -> None:
    """M/M/c+M as a fluid: the line stands where as many give up as are too many, (300 - 100) x 2 s."""
    run = simulate(alone(arrivals=((0.0, 300.0),), rate=100.0, patience=2.0))
    assert run.series["desk"].backlog[-1] == pytest.approx(400, rel=0.01)
    assert run.series["desk"].wait[-1] == pytest.approx(2 * math.log(3), rel=0.01)
    assert run.p50 == pytest.approx(2 * math.log(3), rel=0.02)


@pytest.mark.parametrize("busy", [0.3, 0.5, 0.8, 0.9])
def test_one_server_answers_as_mm1(busy: float) -> None:
    """Response times of M/M/1 are exponential with mean s / (1 - u); the cube root is within 1.5 % of that."""
    run = simulate(alone(arrivals=((0.0, busy / 0.01),), servers=1.0, service=0.01))
    mean = 0.01 / (1 - busy)
    assert run.p50 == pytest.approx(mean * math.log(2), rel=0.02)
    assert run.p99 == pytest.approx(mean * math.log(100), rel=0.02)


@pytest.mark.parametrize("busy", [0.7, 0.95])
def test_many_servers_answer_as_mmc(busy: float) -> None:
    run = simulate(alone(arrivals=((0.0, busy * 3000),), servers=60.0, service=0.02))
    for q, found in ((0.5, run.p50), (0.99, run.p99)):
        assert found == pytest.approx(FUNCTIONS["mmc_resp_q"].call(busy * 3000, 50.0, 60.0, q), rel=0.03)


def test_an_even_pace_waits_as_md1() -> None:
    """Half full, the mean wait of M/D/1 is half a service, and half of all do not wait."""
    from casewalk.flow.waits import paced

    mean, variance, _ = paced(100.0, 0.5)
    assert mean == pytest.approx(0.01 + 0.5 * 0.01)
    assert variance == pytest.approx(0.005**2 + 0.5 * 0.01**2 / (3 * 0.5))


def test_stock_is_sold_once() -> None:
    run = simulate(alone(arrivals=RUSH, rate=100.0, stock=700.0, retries=Retries(1.0, 1.0, 5)))
    assert run.completed == pytest.approx(700)
    assert run.turned_away == pytest.approx(2300)
    assert run.sold_out_at["desk"] == pytest.approx(7, abs=run.step)
    assert run.totals["desk"].retries == 0


def test_retries_come_to_the_geometric_sum() -> None:
    """Where almost nobody gets in, each comes once and then again, up to so many times."""
    run = simulate(alone(arrivals=((0.0, 1000.0), (10.0, 0.0)), rate=1e-3, queue=0.0, retries=Retries(0.5, 2.0, 3)))
    amplified = FUNCTIONS["retry_amplification"].call(0.5, 4.0)
    assert run.totals["desk"].arrivals == pytest.approx(10_000 * amplified, rel=1e-3)
    assert run.inside == pytest.approx(0, abs=0.1)


def test_shares_part_and_what_is_left_has_arrived() -> None:
    network = Network(
        (
            Station("door", arrivals=((0.0, 100.0), (10.0, 0.0)), routes=(Route("left", 0.6), Route("right", 0.3))),
            Station("left", rate=1000.0),
            Station("right", rate=10.0),
        ),
        60.0,
    )
    run = simulate(network)
    assert run.totals["left"].served == pytest.approx(600)
    assert run.totals["right"].served == pytest.approx(300)
    assert run.parted == pytest.approx(100)
    assert run.completed == pytest.approx(900)


def test_a_loop_back_sends_work_round_again() -> None:
    """Three in ten go round again: 1 / (1 - 0.3) passes each."""
    network = Network(
        (
            Station("work", arrivals=((0.0, 100.0), (10.0, 0.0)), rate=1000.0, routes=(Route("check"),)),
            Station("check", rate=1000.0, routes=(Route("work", 0.3), Route("end", 0.7))),
            Station("end"),
        ),
    )
    run = simulate(network)
    assert run.totals["work"].served == pytest.approx(1000 / 0.7, rel=1e-3)
    assert run.completed == pytest.approx(1000, rel=1e-3)


def test_late_is_a_failure_where_a_limit_is_set() -> None:
    run = simulate(alone(arrivals=RUSH, rate=100.0, late=5.0))
    assert run.first_failure is not None
    assert run.first_failure.cause == "late"
    assert run.first_failure.at == pytest.approx(500 / 200, abs=2 * run.step)


def test_a_pause_spreads_what_leaves_and_takes_no_time_that_counts() -> None:
    """Endless servers with exponential pauses: what leaves is the rate x (1 - exp(-t / pause))."""
    pause = Station("pause", servers=1e12, service=20.0, counted=False, routes=(Route("end"),))
    door = Station("door", arrivals=((0.0, 40.0),), rate=1000.0, routes=(Route("pause"),))
    run = simulate(Network((door, pause, Station("end", rate=1000.0)), 100.0))
    for ends, left in zip(run.times[4::50], run.series["pause"].served[4::50], strict=True):
        middle = ends - run.step / 2
        assert left / run.step == pytest.approx(40 * (1 - math.exp(-middle / 20)), rel=0.01)
    assert run.p99 < 0.01


def test_quantiles_come_in_order_and_p95_is_one_of_them() -> None:
    run = simulate(alone(arrivals=RUSH, rate=100.0))
    assert run.p95 == pytest.approx(19, rel=0.01)
    assert run.p50 < run.p95 < run.p99


def test_every_station_that_fails_is_told_the_earliest_first() -> None:
    late = Station("late", rate=200.0, late=2.0)
    door = Station("door", arrivals=RUSH, rate=250.0, queue=100.0, routes=(Route("late"),))
    run = simulate(Network((door, late), 60.0))
    assert [(failure.station, failure.cause) for failure in run.failures] == [("door", "refuses"), ("late", "late")]
    assert run.first_failure == run.failures[0]
    assert run.failures[1].at == pytest.approx(8, abs=0.5)


def test_whoever_is_there_as_the_stock_runs_out_is_turned_away() -> None:
    """The last to be served take what is left; nobody who was begun in that step is lost."""
    run = simulate(alone(arrivals=RUSH, rate=100.0, stock=705.0))
    assert run.completed + run.turned_away == pytest.approx(3000)


def test_an_even_service_takes_the_same_for_everybody_and_waits_in_line_as_an_exponential_one_does() -> None:
    steady = ((0.0, 5.0),)
    free = simulate(alone(arrivals=steady, servers=1e12, service=0.3, even=True))
    assert (free.p50, free.p99) == pytest.approx((0.3, 0.3), rel=1e-3)
    one = {"arrivals": steady, "servers": 1.0, "service": 0.08}
    even, random = (simulate(alone(**one, even=even)) for even in (True, False))
    # The wait's P95 at M/M/1, as in the same formula of the cases: ln(u / 0.05) s / (1 - u).
    assert even.p95 == pytest.approx(0.08 + FUNCTIONS["mmc_wait_q"].call(5.0, 12.5, 1, 0.95), rel=0.06)
    assert even.p95 < random.p95
    assert even.p50 < random.p50 * 1.6
    assert even.series["desk"].served == random.series["desk"].served


def test_an_even_service_behind_a_standing_line_adds_no_spread_of_its_own() -> None:
    rush = {"arrivals": RUSH, "servers": 100.0, "service": 1.0}
    even, random = (simulate(alone(**rush, even=even)) for even in (True, False))
    assert even.p50 == pytest.approx(random.p50, rel=0.1)
    assert even.p99 < random.p99
