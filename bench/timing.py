"""Timing a function against a reference loop, so that figures from unlike machines can be compared."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUND = 0.005
"""Seconds that one round of calls lasts at least; shorter ones drown in the clock."""
MAX_CALLS = 100_000


@dataclass(frozen=True)
class Subject:
    """What is timed. `prepare` runs before every call and is not counted; with it, a round is a single call."""

    name: str
    call: Callable[[], object]
    prepare: Callable[[], object] | None = None
    goal: float | None = None
    clock: Callable[[], float] = time.perf_counter
    """`time.process_time` for a goal in processor time, which other work on the machine does not stretch."""


@dataclass(frozen=True)
class Figure:
    """A subject's median time in seconds, and how many times the reference loop that is."""

    name: str
    seconds: float
    ratio: float
    goal: float | None = None


def reference_loop() -> float:
    """Ten thousand multiplications and additions in plain Python."""
    total = 0.0
    for i in range(10_000):
        total = total * 0.5 + i
    return total


def _once(call: Callable[[], object], calls: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(calls):
        call()
    return (clock() - start) / calls


def _calls(subject: Subject) -> int:
    """How many calls fill a round."""
    single = max(_once(subject.call, 1, subject.clock), 1e-9)
    return max(1, min(MAX_CALLS, round(ROUND / single)))


def measure(subject: Subject, rounds: int = 15) -> Figure:
    """The median of so many rounds, each beside one of the reference loop."""
    subject.call()
    calls = 1 if subject.prepare else _calls(subject)
    times, references = [], []
    for _ in range(rounds):
        references.append(_once(reference_loop, 1, subject.clock))
        if subject.prepare:
            subject.prepare()
        times.append(_once(subject.call, calls, subject.clock))
    seconds = median(times)
    return Figure(subject.name, seconds, seconds / median(references), subject.goal)
