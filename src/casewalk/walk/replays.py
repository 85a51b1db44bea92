"""A pressure replay ready to be shown, and two of them side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from casewalk.case import Architecture
from casewalk.walk.tracks import Broken, Gone, Limit, Served, Track, whole
from casewalk.walk.workings import Heat

LIMITS = (
    "The replay is a fluid in steps of 0.2 s: what is rare is missing from it, and what is small is told too smoothly.",
    "Between 97 and 103 % of a capacity chance makes the line; a percentile that hangs on it may be a tenth off.",
    "Everybody is served first come, first served; nothing scales by itself, fails or is switched off while it runs.",
    "Percentiles are of those who got through; the share that they are stands beside them.",
)
"""What a replay leaves out, for whoever reads one."""

FATES = {
    "served": "served",
    "parted": "done midway",
    "turned_away": "turned away",
    "never": "never answered",
    "inside": "still inside",
}
"""What each fate is called, in the order in which they are told; each station's row has the same word."""
LEGEND = (
    "Whatever came is at every moment one of these, and together they are all that came. Served: through to the end. "
    "Done midway: had what they came for before the last part. Turned away: told that the stock is gone; they do not "
    "come back. Never answered: refused or out of patience, and they do not try again. Still inside: in line, being "
    "served, or away to try again. Somebody who presses twice came twice; whoever comes back is not counted again. "
    "Refusals and give-ups count tries. A line may be longer than those still inside: a part that does in vain what "
    "was asked by somebody who has gone keeps it in line."
)
"""What the fates mean, for whoever reads a replay."""

FULL = 0.999
"""The heat from which a part counts as at its capacity; sums of floats leave it a little below the whole."""


@dataclass(frozen=True)
class SoFar:
    """What has come of everybody by a moment, summed over the parts.

    Whoever came is one of `completed`, `parted`, `turned_away`, `never` and `inside`. Refusals and give-ups are tries:
    who comes back may be among them more than once.
    """

    came: float = 0.0
    """From outside; who comes back is not counted again."""
    completed: float = 0.0
    parted: float = 0.0
    """Had what they came for before the last part."""
    turned_away: float = 0.0
    """Told that a stock is gone; none of them tries again."""
    never: float = 0.0
    """Refused or gave up for good."""
    refused: float = 0.0
    gave_up: float = 0.0

    @property
    def inside(self) -> float:
        """Waits, is being served, or will try again."""
        return max(0.0, self.came - self.completed - self.parted - self.turned_away - self.never)

    @property
    def fates(self) -> Fates:
        """The same in whole numbers, which add up. Part of one who is served is none yet."""
        came = round(self.came)
        served = min(came, int(whole(self.completed)))
        parted = min(came - served, int(whole(self.parted)))
        turned = min(came - served - parted, round(self.turned_away))
        never = min(came - served - parted - turned, round(self.never))
        return Fates(came, served, parted, turned, never, came - served - parted - turned - never)


@dataclass(frozen=True)
class Fates:
    """How many came, and what has become of them, in whole numbers: all the others come to `came`."""

    came: int
    served: int
    parted: int
    turned_away: int
    never: int
    inside: int


@dataclass(frozen=True)
class Replay:
    """One stretch of time through one architecture. Steps are numbered from 0; step n ends at `times[n]` seconds."""

    stage_index: int
    move: str
    """Empty for the architecture as it stands."""
    name: str
    """The move's short name."""
    architecture: Architecture
    counts: Mapping[str, int]
    """How many there are of each part."""
    step: float
    times: tuple[float, ...]
    tracks: tuple[Track, ...]
    """In the order in which work passes them."""
    served: Served
    broken: tuple[Broken, ...]
    """Every part that fails, the first failure first."""
    gone: tuple[Gone, ...]
    """Every stock that runs out, the first first."""
    limits: tuple[Limit, ...]
    """Every part that has a capacity, the one that came nearest to it (or furthest past it) first."""
    ends: frozenset[str]
    """The parts at which work ends."""
    came: tuple[float, ...]
    """How many have come from outside by the end of each step."""
    parts_with: Mapping[str, float]
    """The share of a part's work that has what it came for there, where it is neither nought nor the whole."""
    stocked: bool = False
    """Whether any part has a stock, so that somebody may be turned away."""
    timed: str = ""
    """What the percentiles time; empty where the author does not say."""
    metric: str = ""
    """The metric that stands for that time, with its value; empty where none does."""
    starved: tuple[str, ...] = ()
    """Parts that other work takes all of, in words: nobody is served there, and no wait there has an end."""

    @property
    def fates(self) -> tuple[str, ...]:
        """Which fates there are here, of FATES: nobody is done midway, or turned away, where nothing can bring it."""
        absent = {"parted"} if not self.parts_with else set()
        absent |= {"turned_away"} if not self.stocked else set()
        return tuple(name for name in FATES if name not in absent)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.times[-1]

    @property
    def first_failure(self) -> Broken | None:
        """Where it breaks first."""
        return next(iter(self.broken), None)

    @property
    def overloaded(self) -> tuple[Limit, ...]:
        """The parts that are asked for all that they have, or for more."""
        return tuple(limit for limit in self.limits if limit.heat >= FULL)

    @property
    def next_limit(self) -> Limit | None:
        """The part that came nearest to its capacity of those that were not past it: what would give way next."""
        return next((limit for limit in self.limits if limit.heat < FULL), None)

    @property
    def sold_out(self) -> Gone | None:
        """When that is gone what the crowd came for."""
        return next((gone for gone in self.gone if gone.last), None)

    def track(self, part: str) -> Track:
        """The track of a part. Raises KeyError for a part that is none of the stations."""
        for track in self.tracks:
            if track.part == part:
                return track
        raise KeyError(part)

    def steps_by(self, time: float) -> int:
        """How many steps have been played at a moment: 0 to all of them."""
        return max(0, min(round(time / self.step), len(self.times)))

    def heats(self, time: float) -> dict[str, Heat]:
        """The heat of each part at a moment, for the diagram; before the first step nothing has come yet."""
        n = self.steps_by(time) - 1
        return {
            t.part: Heat(t.heat[n] * t.capacity, t.capacity, t.heat[n], t.unit)
            if n >= 0
            else Heat(0, t.capacity, 0, t.unit)
            for t in self.tracks
            if t.capacity < math.inf
        }

    @cached_property
    def _sums(self) -> tuple[SoFar, ...]:
        """The running totals after each step."""
        dt = self.step
        columns = [
            [sum(part) * dt for part in zip(*(getattr(t, name) for t in tracks), strict=True)]
            for name, tracks in (
                ("served", [t for t in self.tracks if t.part in self.ends]),
                ("refused", self.tracks),
                ("gave_up", self.tracks),
                ("turned_away", self.tracks),
            )
        ]
        back = [sum(part) * dt for part in zip(*(t.coming_back for t in self.tracks), strict=True)]
        shares = [(t.served, self.parts_with[t.part]) for t in self.tracks if t.part in self.parts_with]
        parted = [sum(served[n] * share for served, share in shares) * dt for n in range(len(self.times))]
        running = zip(self.came, *(accumulate(column) for column in (*columns, back, parted)), strict=True)
        return tuple(
            SoFar(came, done, left, turned, max(0.0, refused + gone - again), refused, gone)
            for came, done, refused, gone, turned, again, left in running
        )

    def so_far(self, time: float) -> SoFar:
        """What has come of everybody by a moment."""
        n = self.steps_by(time)
        return self._sums[n - 1] if n else SoFar()


@dataclass(frozen=True)
class Comparison:
    """Two replays of one stage side by side, on scales that they share."""

    left: Replay
    right: Replay

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of either, in the order in which work passes them."""
        found = [track.part for track in self.left.tracks]
        place = 0
        for track in self.right.tracks:
            if track.part in found:
                place = found.index(track.part) + 1
            else:
                found.insert(place, track.part)
                place += 1
        return tuple(found)

    def pair(self, part: str) -> tuple[Track | None, Track | None]:
        """The tracks of a part; None where one architecture does not have it."""
        found = [next((t for t in r.tracks if t.part == part), None) for r in (self.left, self.right)]
        return found[0], found[1]

    def top(self, part: str, series: str) -> float:
        """The value of a full bar for a series of a part, the same on both sides."""
        return max((max(t.series(series), default=0.0) for t in self.pair(part) if t), default=0.0)


def clock_text(seconds: float) -> str:
    """A moment of the replay: `0:16`."""
    whole = int(seconds + 1e-9)
    return f"{whole // 60}:{whole % 60:02}"
