"""Scenes that the fluid and the referee both play. `scale` shrinks rates, servers, queues and stock alike."""

from __future__ import annotations

import math

from casewalk.flow import Network, Retries, Route, Station

CLICKERS, TRIES, WINDOW = 300_000, 2, 10.0
CORE_SERVERS, SERVICE = 60, 0.02
"""A core of 3,000 requests a second."""
AGAIN = Retries(0.7, 3.0, 4)


def flood(
    scale: float,
    *,
    room: bool = False,
    retries: Retries | None = None,
    stock: float = math.inf,
    patience: float = math.inf,
) -> Network:
    """A crowd of 60,000 requests a second for ten seconds; a room admits at 60 % of the core."""
    arrivals = ((0.0, CLICKERS * TRIES / WINDOW * scale), (WINDOW, 0.0))
    core = Station(
        name="core",
        arrivals=() if room else arrivals,
        servers=CORE_SERVERS * scale,
        service=SERVICE,
        queue=2000 * scale,
        patience=patience,
        retries=retries,
        stock=stock * scale,
    )
    door = Station("room", arrivals, rate=0.6 * core.capacity, routes=(Route("core"),))
    return Network((door, core) if room else (core,))


PERSISTENT = Retries(0.9, 2.0, 4)


def storm(scale: float, queue: float, retries: Retries | None) -> Network:
    """A burst for ten seconds at a station that serves 3,000 a second and goes on with work that nobody waits for."""
    return Network(
        (
            Station(
                name="core",
                arrivals=((0.0, 2400 * scale), (20.0, 4500 * scale), (30.0, 2400 * scale)),
                servers=60 * scale,
                service=0.02,
                queue=queue * scale,
                patience=1.0,
                wasted=True,
                retries=retries,
            ),
        )
    )


def sale(scale: float, *, room: bool) -> Network:
    """Lock, inventory, order, payment and ticket, behind an open door or a waiting room.

    After the rush the payment is 84 % full: close to all of it, chance alone would make the median of a run.
    """
    arrivals = ((0.0, 60_000 * scale), (10.0, 1700 * scale))
    stations = (
        Station(
            name="lock",
            arrivals=() if room else arrivals,
            servers=60 * scale,
            service=0.02,
            queue=2000 * scale,
            retries=AGAIN,
            routes=(Route("inventory"),),
        ),
        Station("inventory", rate=3500 * scale, routes=(Route("order", 0.85),)),
        Station("order", servers=120 * scale, service=0.05, queue=5000 * scale, routes=(Route("pay"),)),
        Station(
            "pay", servers=600 * scale, service=0.35, queue=3000 * scale, patience=20.0, routes=(Route("ticket", 0.97),)
        ),
        Station("ticket", servers=40 * scale, service=0.015),
    )
    door = Station("room", arrivals, rate=1800 * scale, routes=(Route("lock"),))
    return Network((door, *stations) if room else stations)
