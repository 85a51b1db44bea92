"""Queueing: what a load does to a system with limits. Plain floats in base units; nothing here can hang or balloon.

A number of servers is rounded down: two and a half servers serve like two.
"""

from __future__ import annotations

import math

from casewalk.numbers.errors import OutOfBounds

MAX_SERVERS = 100_000
MAX_PLACES = 100_000
NEARLY_FULL = 0.97
"""Utilisation from which `mm1_p99` counts backlog instead of the steady state."""


def _servers(c: float) -> int:
    if not 1 <= c <= MAX_SERVERS:
        raise OutOfBounds(f"{c:g} servers: between 1 and {MAX_SERVERS}")
    return int(c)


def erlang_b(c: float, a: float) -> float:
    """Share of arrivals turned away by c servers without a queue, offered a erlangs.

    Source: A. K. Erlang 1917, by the stable recursion B(k) = a B(k-1) / (k + a B(k-1)).
    """
    blocked = 1.0
    for k in range(1, _servers(c) + 1):
        blocked = a * blocked / (k + a * blocked)
    return blocked


def erlang_c(c: float, a: float) -> float:
    """Share of arrivals that wait at c servers with an endless queue (M/M/c), offered a erlangs; 1 when overloaded.

    Source: A. K. Erlang 1917; Kleinrock, Queueing Systems I, 3.5.
    """
    c = math.floor(c)
    if a >= c:
        return 1.0
    blocked = erlang_b(c, a)
    return blocked / (1 - a / c * (1 - blocked))


def mmc_wait(arrivals: float, service: float, c: float) -> float:
    """Mean wait in the queue of M/M/c, in the time of the rates; infinite when overloaded.

    `arrivals` and `service` are rates, the latter of one server. Source: Kleinrock, Queueing Systems I, 3.5.
    """
    c = math.floor(c)
    if arrivals >= c * service:
        return math.inf
    return erlang_c(c, arrivals / service) / (c * service - arrivals)


def mmc_wait_q(arrivals: float, service: float, c: float, q: float) -> float:
    """Quantile q of the wait in the queue of M/M/c: nought for those who do not wait.

    Source: P(W > t) = C(c, a) exp(-(c mu - lambda) t), Kleinrock, Queueing Systems I, 3.5.
    """
    c = math.floor(c)
    if arrivals >= c * service:
        return math.inf
    waiting = erlang_c(c, arrivals / service)
    return 0.0 if 1 - q >= waiting else math.log(waiting / (1 - q)) / (c * service - arrivals)


def mmc_resp_q(arrivals: float, service: float, c: float, q: float) -> float:
    """Quantile q of wait and service together in M/M/c, exact, by bisection on the closed tail.

    Source: Gross and Harris, Fundamentals of Queueing Theory, 2.3.
    """
    c = math.floor(c)
    if arrivals >= c * service:
        return math.inf
    if not 0 < q < 1:
        raise OutOfBounds("a quantile lies between 0 and 1")
    waiting, spare = erlang_c(c, arrivals / service), c * service - arrivals

    def tail(t: float) -> float:
        if abs(spare - service) < 1e-9 * service:
            return math.exp(-service * t) * (1 + waiting * service * t)
        both = (spare * math.exp(-service * t) - service * math.exp(-spare * t)) / (spare - service)
        return (1 - waiting) * math.exp(-service * t) + waiting * both

    high = 1 / service
    for _ in range(200):
        if tail(high) <= 1 - q:
            break
        high *= 2
    low = 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle) > 1 - q else (low, middle)
    return high


def mm1_p99(service: float, utilisation: float, window: float) -> float:
    """P99 of time in an M/M/1 system; past 97 % utilisation, plus the backlog that the window piles up.

    Finite and monotone. Below 97 % exact: response times of M/M/1 are exponential, so P99 = ln(100) s / (1 - u)
    (Kleinrock, Queueing Systems I, 3.2). Beyond, arrivals outrun service for the window's length and the last one waits
    (u - 0.97) times the window.
    """
    steady = service * math.log(100) / (1 - min(max(utilisation, 0.0), NEARLY_FULL))
    return steady + max(0.0, utilisation - NEARLY_FULL) * window


def mmck_loss(arrivals: float, service: float, c: float, k: float) -> float:
    """Share of arrivals lost by c servers with k places in all, queue and service together (M/M/c/K).

    Source: Gross and Harris, Fundamentals of Queueing Theory, 2.5.
    """
    if not c <= k <= MAX_PLACES:
        raise OutOfBounds(f"{k:g} places: between the servers and {MAX_PLACES}")
    offered, term, total = arrivals / service, 1.0, 1.0
    for n in range(1, int(k) + 1):
        term *= offered / min(n, _servers(c))
        total += term
        if total > 1e200:
            term, total = term / 1e200, total / 1e200
    return term / total


def backlog(arrivals: float, capacity: float, window: float) -> float:
    """What is waiting after a window in which arrivals outran the capacity; nought where they did not."""
    return max(0.0, arrivals - capacity) * window


def drain_time(waiting: float, capacity: float, arrivals: float) -> float:
    """How long a backlog takes to clear while work goes on arriving; infinite where it never does."""
    if waiting <= 0:
        return 0.0
    return waiting / (capacity - arrivals) if capacity > arrivals else math.inf


def retry_amplification(failing: float, tries: float) -> float:
    """Requests for each first one, if a failing share is tried again, up to so many tries in all.

    The geometric sum 1 + f + f^2 ... of `tries` terms.
    """
    if failing >= 1:
        return max(1.0, tries)
    return float((1 - max(0.0, failing) ** max(1.0, min(tries, 64.0))) / (1 - max(0.0, failing)))


def little(rate: float, stay: float) -> float:
    """How many are inside, on average: the rate of arrivals times the time they stay. Source: J. Little 1961."""
    return rate * stay
