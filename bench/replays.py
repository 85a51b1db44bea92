"""The pressure replay: a sale of six stations over two minutes, and a storm of retries."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.timing import Subject
from casewalk.case import Case
from casewalk.flow import Network, Retries, Route, Station, simulate
from casewalk.walk import Workings
from casewalk.walk.playing import replay_stage


def sale(*, room: bool) -> Network:
    """Sixty thousand a second for ten seconds, then two thousand: five stations, or six with a room."""
    arrivals = ((0.0, 60_000.0), (10.0, 2000.0))
    path = (
        Station(
            name="lock",
            arrivals=() if room else arrivals,
            servers=60.0,
            service=0.02,
            queue=2000.0,
            retries=Retries(0.7, 3.0, 4),
            routes=(Route("inventory"),),
        ),
        Station("inventory", rate=3500.0, routes=(Route("order", 0.85),)),
        Station("order", servers=120.0, service=0.05, queue=5000.0, routes=(Route("pay"),)),
        Station("pay", servers=600.0, service=0.35, queue=3000.0, patience=20.0, routes=(Route("ticket", 0.97),)),
        Station("ticket", servers=40.0, service=0.015),
    )
    door = Station("room", arrivals, rate=1800.0, routes=(Route("lock"),))
    return Network((door, *path) if room else path)


def storm() -> Network:
    """A burst at a station that works on for those who gave up, and a crowd that tries four times more."""
    return Network(
        (
            Station(
                name="core",
                arrivals=((0.0, 2400.0), (20.0, 4500.0), (30.0, 2400.0)),
                servers=60.0,
                service=0.02,
                queue=30_000.0,
                patience=1.0,
                wasted=True,
                retries=Retries(0.9, 2.0, 4),
            ),
        )
    )


def replays(case: Case) -> list[Subject]:
    """Two minutes of each, and of StarArena's flood as a reader asks for it, model and series included."""
    six, five, one = sale(room=True), sale(room=False), storm()
    workings, flood = Workings(case), case.stage_index("flood")
    found: list[tuple[str, Callable[[], object], float]] = [
        ("replay 120 s, six stations behind a room", lambda: simulate(six), 50e-3),
        ("replay 120 s, five stations, retries", lambda: simulate(five), 50e-3),
        ("replay 120 s, a storm of retries", lambda: simulate(one), 50e-3),
        ("replay the flood, open door", lambda: replay_stage(workings, flood, "keep"), 100e-3),
        ("replay the flood, rented room", lambda: replay_stage(workings, flood, "hosted-room"), 100e-3),
    ]
    return [Subject(f"{name} (CPU)", call, goal=goal, clock=time.process_time) for name, call, goal in found]
