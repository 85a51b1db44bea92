"""Queueing functions against textbook values, sums over states, and lines followed step by step."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numbers_referees import call, close, textbook

FEW = settings(max_examples=30)
UTILISATIONS = st.floats(0.05, 0.95)


def blocked_by_states(c: int, a: float) -> float:
    terms = [Fraction(a) ** k / math.factorial(k) for k in range(c + 1)]
    return float(terms[-1] / sum(terms))


@textbook("erlang_b")
@pytest.mark.parametrize(
    ("c", "a", "share"), [(1, 1, 0.5), (2, 1, 0.2), (5, 3, 0.1101), (10, 5, 0.0184), (20, 15, 0.0456), (10, 10, 0.2146)]
)
def test_erlang_b(c: int, a: float, share: float) -> None:
    """Erlang B tables (four digits), and Erlang's own ratio of state terms in exact fractions."""
    assert call("erlang_b", c, a) == close(share, abs=5e-5)
    assert call("erlang_b", c, a) == close(blocked_by_states(c, a), rel=1e-12)


def delayed_by_states(c: int, a: float) -> float:
    below = sum(Fraction(a) ** k / math.factorial(k) for k in range(c))
    waiting = Fraction(a) ** c / math.factorial(c) * c / (c - Fraction(a))
    return float(waiting / (below + waiting))


@textbook("erlang_c")
@pytest.mark.parametrize(("c", "a", "share"), [(1, 0.6, 0.6), (2, 1, 1 / 3), (10, 8, 0.4092), (3, 2, 4 / 9)])
def test_erlang_c(c: int, a: float, share: float) -> None:
    """Erlang C tables; M/M/2 by hand: a^2 / (2 + a); the sum over states (Kleinrock I, 3.5) in exact fractions."""
    assert call("erlang_c", c, a) == close(share, abs=5e-5)
    assert call("erlang_c", c, a) == close(delayed_by_states(c, a), rel=1e-12)


@textbook("erlang_c")
@pytest.mark.parametrize(("c", "a"), [(2, 2), (2, 5), (2.9, 2.5), (0.5, 1)])
def test_erlang_c_overloaded(c: float, a: float) -> None:
    """Everybody waits where work arrives as fast as all whole servers can take it."""
    assert call("erlang_c", c, a) == 1


@textbook("mmc_wait")
@pytest.mark.parametrize(
    ("arrivals", "service", "c", "wait"),
    [(2, 3, 1, 2 / 3), (2, 3, 2, 1 / 24), (2, 3, 2.7, 1 / 24), (3, 3, 1, math.inf)],
)
def test_mmc_wait(arrivals: float, service: float, c: float, wait: float) -> None:
    """The emergency room of Hillier and Lieberman, Introduction to Operations Research: 2/3 h, two doctors 1/24 h."""
    assert call("mmc_wait", arrivals, service, c) == close(wait)


@textbook("mmc_wait", "little")
@FEW
@given(UTILISATIONS, st.integers(1, 20), st.floats(0.1, 50))
def test_mmc_wait_by_states(utilisation: float, c: int, service: float) -> None:
    """The mean line by summing over states, and Little's law from the line to the wait."""
    arrivals = utilisation * c * service
    states = mmc_states(arrivals / service, c)
    line = sum((n - c) * p for n, p in enumerate(states) if n > c)
    assert call("little", arrivals, call("mmc_wait", arrivals, service, c)) == close(line, rel=1e-6)


def mmc_states(a: float, c: int) -> list[float]:
    """Probabilities of 0, 1, 2 ... in an M/M/c system, by detailed balance, as far as they count."""
    terms = [1.0]
    while len(terms) <= c or terms[-1] > 1e-16 * max(terms):
        terms.append(terms[-1] * a / min(len(terms), c))
    total = sum(terms)
    return [t / total for t in terms]


def waits_longer(t: float, arrivals: float, service: float, c: int) -> float:
    """P(wait > t), state by state: with n there, n - c + 1 departures at rate c mu must come first."""
    longer, fewer, term = 0.0, 0.0, math.exp(-c * service * t)
    for n, p in enumerate(mmc_states(arrivals / service, c)):
        if n >= c:
            fewer += term
            term *= c * service * t / (n - c + 1)
            longer += p * fewer
    return longer


@textbook("mmc_wait_q")
@pytest.mark.parametrize("c", [1, 2, 7])
@pytest.mark.parametrize("q", [0.9, 0.95, 0.99])
@pytest.mark.parametrize("utilisation", [0.7, 0.9])
def test_mmc_wait_q(c: int, q: float, utilisation: float) -> None:
    """The wait's tail by conditioning on the state found (Gross and Harris, 2.3): an Erlang mixture."""
    found = call("mmc_wait_q", utilisation * c * 4, 4, c, q)
    if found == 0:
        assert waits_longer(0, utilisation * c * 4, 4, c) <= 1 - q
    else:
        assert waits_longer(found, utilisation * c * 4, 4, c) == close(1 - q, rel=1e-6)


def stays_longer(t: float, arrivals: float, service: float, c: int) -> float:
    """P(wait + service > t) by Simpson's rule over the length of the service."""
    steps = 60
    width = t / steps
    total = 0.0
    for i in range(steps + 1):
        weight = 1 if i in {0, steps} else 4 if i % 2 else 2
        s = i * width
        total += weight * service * math.exp(-service * s) * waits_longer(t - s, arrivals, service, c)
    return math.exp(-service * t) + total * width / 3


@textbook("mmc_resp_q")
@pytest.mark.parametrize(("c", "utilisation"), [(1, 0.5), (2, 0.5), (2, 0.8), (5, 0.7)])
@pytest.mark.parametrize("q", [0.5, 0.99])
def test_mmc_resp_q(c: int, utilisation: float, q: float) -> None:
    """Wait and service folded by Simpson's rule; two servers at one half is the case where both rates are equal."""
    arrivals = utilisation * c * 2
    found = call("mmc_resp_q", arrivals, 2, c, q)
    assert stays_longer(found, arrivals, 2, c) == close(1 - q, rel=1e-4)


@textbook("mmc_resp_q", "mm1_p99")
@pytest.mark.parametrize("utilisation", [0.0, 0.3, 0.6, 0.9, 0.96])
def test_mm1_responses_are_exponential(utilisation: float) -> None:
    """Kleinrock, Queueing Systems I, 3.2: times in M/M/1 are exponential with rate mu - lambda; P99 is ln 100 of it."""
    wanted = math.log(100) / (50 - 50 * utilisation)
    assert call("mmc_resp_q", 50 * utilisation, 50, 1, 0.99) == close(wanted, rel=1e-9)
    assert call("mm1_p99", 0.02, utilisation, 10) == close(wanted, rel=1e-9)


@textbook("mm1_p99")
@FEW
@given(st.floats(0.97, 20))
def test_mm1_p99_past_saturation(utilisation: float) -> None:
    """A fluid line: work beyond 97 % piles up for the whole window, and the last one waits for all of it."""
    steps = 1000
    line = sum((utilisation - 0.97) * 10 / steps for _ in range(steps))
    assert call("mm1_p99", 0.02, utilisation, 10) == close(0.02 * math.log(100) / 0.03 + line)


@textbook("mmck_loss")
@pytest.mark.parametrize(("arrivals", "c", "k"), [(2, 1, 1), (2, 1, 5), (9, 3, 3), (9, 3, 10), (1, 4, 9), (40, 2, 60)])
def test_mmck_loss(arrivals: int, c: int, k: int) -> None:
    """The last of all states of M/M/c/K, by detailed balance in exact fractions (Gross and Harris, 2.5)."""
    terms = [Fraction(1)]
    for n in range(1, k + 1):
        terms.append(terms[-1] * Fraction(arrivals, 2) / min(n, c))
    assert call("mmck_loss", arrivals, 2, c, k) == close(float(terms[-1] / sum(terms)), rel=1e-12)


@textbook("mmck_loss")
def test_mmck_without_a_queue_is_erlang_b() -> None:
    """M/M/c/c is Erlang's loss system; a long queue loses what exceeds the capacity: 1 - 1/rho."""
    assert call("mmck_loss", 15, 1, 20, 20) == close(call("erlang_b", 20, 15), rel=1e-12)
    assert call("mmck_loss", 3600, 50, 60, 60_000) == close(1 / 6, rel=1e-9)


@textbook("backlog", "drain_time")
@pytest.mark.parametrize(("arrivals", "capacity", "later"), [(90, 50, 20), (60, 50, 49), (40, 50, 10), (50, 50, 0)])
def test_a_backlog_builds_and_drains(arrivals: float, capacity: float, later: float) -> None:
    """A line followed step by step, a thousandth of a second each, while it builds for 10 s and until it is gone."""
    step, line, taken = 0.001, 0.0, 0
    for _ in range(10_000):
        line = max(0.0, line + (arrivals - capacity) * step)
    assert call("backlog", arrivals, capacity, 10) == close(line, rel=1e-6)
    wanted = call("drain_time", line, capacity, later)
    while line > 1e-9:
        line = max(0.0, line + (later - capacity) * step)
        taken += 1
    assert wanted == close(taken * step, abs=2 * step)


@textbook("drain_time")
def test_what_outruns_its_clearing_never_drains() -> None:
    """Stability: a line whose arrivals equal or exceed the service never clears; no line is clear at once."""
    assert call("drain_time", 1, 10, 10) == math.inf
    assert call("drain_time", 1, 10, 11) == math.inf
    assert call("drain_time", 0, 10, 11) == 0


@textbook("retry_amplification")
@pytest.mark.parametrize(("failing", "tries"), [(0, 3), (0.5, 1), (0.5, 3), (0.9, 5), (1, 4), (0.1, 64), (-0.5, 3)])
def test_retry_amplification(failing: float, tries: int) -> None:
    """The tree of outcomes, try by try: the n-th try is made if all before it failed. Half failing in three: 1.75."""
    reached, requests = 1.0, 0.0
    for _ in range(tries):
        requests += reached
        reached *= min(max(failing, 0), 1)
    assert call("retry_amplification", failing, tries) == close(requests)


@textbook("little")
@pytest.mark.parametrize(("arrivals", "service"), [(1, 2), (2, 3), (9, 10)])
def test_little(arrivals: float, service: float) -> None:
    """J. Little 1961: the mean number in M/M/1, summed over states, is the rate times the mean stay 1/(mu - lambda)."""
    inside = sum(n * p for n, p in enumerate(mmc_states(arrivals / service, 1)))
    assert call("little", arrivals, 1 / (service - arrivals)) == close(inside)
