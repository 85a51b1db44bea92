"""Waits in closed form: behind a standing queue, and the random ones where none stands."""

from __future__ import annotations

import math

NEARLY_FULL = 0.999
"""Utilisation that is counted at most: at one there is no steady state."""

Cumulants = tuple[float, float, float]
"""Mean, variance and third cumulant of a time."""
NONE: Cumulants = (0.0, 0.0, 0.0)


def behind(queue: float, capacity: float, patience: float) -> float:
    """How long somebody waits who joins this queue and does not give up.

    Without impatience queue / capacity. With it, those ahead are served and give up at once: dQ/dt = -c - Q/p, so the
    wait is p ln(1 + Q / (p c)).
    """
    if queue <= 0:
        return 0.0
    if patience == math.inf:
        return queue / capacity
    return patience * math.log1p(queue / (patience * capacity))


def grown(time: float, capacity: float) -> float:
    """The mean wait that a line of chance at full load comes to by a moment, when it began empty.

    Arrivals and services each vary as their number, so the line is Brownian motion kept above nought, with a mean of
    sqrt(4 c t / pi) at capacity c. Source: Harrison, Brownian Motion and Stochastic Flow Systems, 1.8.
    """
    return math.sqrt(4 * time / (math.pi * capacity))


def _some_wait(share: float, mean: float) -> Cumulants:
    """A share waits, exponentially with this mean; the others do not wait."""
    first, second, third = share * mean, 2 * share * mean**2, 6 * share * mean**3
    return first, second - first**2, third - 3 * first * second + 2 * first**3


def paced(rate: float, utilisation: float, longest: float = math.inf) -> Cumulants:
    """Time at a station of an even pace (M/D/1): Pollaczek and Khinchine, Kleinrock, Queueing Systems I, 5.6.

    The wait's third cumulant is that of an exponential wait of the same mean and variance.
    """
    if rate == math.inf:
        return NONE
    service, busy = 1 / rate, min(utilisation, NEARLY_FULL)
    mean = busy * service / (2 * (1 - busy))
    if mean < 1e-3 * service or longest <= 0:
        return service, 0.0, 0.0
    square = 2 * mean**2 + busy * service**2 / (3 * (1 - busy))
    typical = square / (2 * mean)
    wait = _some_wait(mean / typical, min(longest, typical))
    return service + wait[0], wait[1], wait[2]


def served(
    servers: float, service: float, utilisation: float, longest: float = math.inf, *, even: bool = False
) -> Cumulants:
    """Time at M/M/c: the share that waits after Sakasegawa (1977), exact for one server, and the service itself.

    Those who wait do so exponentially, with a mean no longer than `longest`: a short queue or impatience sees to that.
    With an `even` service only the wait spreads. It is as long as before, so arrivals come in clumps: by Allen and
    Cunneen's (ca² + cs²) / 2 a service without spread waits as M/M/c where the arrivals spread twice as much.
    """
    mean, variance, skew = (service, 0.0, 0.0) if even else (service, service**2, 2 * service**3)
    busy = min(utilisation, NEARLY_FULL)
    waiting = busy ** (math.sqrt(2 * (servers + 1)) - 1)
    if waiting < 1e-4 or longest <= 0:
        return mean, variance, skew
    wait = _some_wait(waiting, min(longest, service / (servers * (1 - busy))))
    return mean + wait[0], variance + wait[1], skew + wait[2]
