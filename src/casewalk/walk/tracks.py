"""What a pressure replay tells of each part, and of everybody: series, who got through, what broke, what ran out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from casewalk.flow import Totals
from casewalk.numbers import show
from casewalk.walk.prose import capital

RATES = ("arriving", "served", "refused", "gave_up", "turned_away", "wasted", "coming_back")
"""The series of a track that are so many a second."""
SERIES = (*RATES, "drops", "backlog", "wait", "heat")
"""Every series that may be drawn."""
WORDS = {
    "arriving": "arriving",
    "served": "served",
    "refused": "refused",
    "gave_up": "giving up",
    "drops": "dropped",
    "turned_away": "turned away",
    "wasted": "in vain",
    "coming_back": "coming back",
    "backlog": "in line",
    "wait": "wait",
    "heat": "heat",
}
"""What each series is called."""


@dataclass(frozen=True)
class Percentile:
    """How long it took those who got through; it always says what share they are."""

    name: str
    seconds: float
    share: float

    @property
    def text(self) -> str:
        """`P99 5.37 s of the 3.33 % served`."""
        return f"{self.name} {show(self.seconds, 's')} of the {show(self.share, '%')} served"


def share_of(amount: float, of: float) -> float:
    """A part of a whole; the whole where there is nothing to have a part of."""
    return min(1.0, amount / of) if of > 0 else 1.0


def whole(count: float) -> float:
    """How many there are of what comes one by one: part of one is none yet."""
    return float(math.floor(count + 1e-6))


@dataclass(frozen=True)
class Served:
    """How many got through, of how many, and how soon."""

    amount: float
    of: float
    who: str
    percentiles: tuple[Percentile, ...]
    """P50, P95 and P99 of those who got through, each with the share that they are; none where nobody did."""

    @property
    def share(self) -> float:
        """Those who got through, of those who wanted to."""
        return share_of(whole(self.amount), self.of)

    @property
    def text(self) -> str:
        """`10 k of 300 k users served, 3.33 %`."""
        return f"{show(whole(self.amount), '')} of {show(self.of, self.who)} served, {show(self.share, '%')}"

    @property
    def times_text(self) -> str:
        """The share first, then the percentiles: `of the 3.33 % served: P50 2.7 s, P95 4.9 s, P99 5.4 s`."""
        if not self.percentiles:
            return "nobody got through, so there is no percentile"
        times = ", ".join(f"{p.name} {show(p.seconds, 's')}" for p in self.percentiles)
        return f"of the {show(self.share, '%')} served: {times}"


@dataclass(frozen=True)
class Track:
    """One part through the stretch of time, one value a step; rates a second, waits in seconds, shares as fractions.

    `arriving` has those who come back in it; `coming_back` are those that this part sends off to try again. `wasted` is
    work begun for somebody who had given up. `backlog` and `wait` are as a step ends. `heat` is what the diagram shows.
    """

    part: str
    label: str
    short: str
    kind: str
    unit: str
    """Of the rates: `req/s`."""
    noun: str
    capacity: float
    """How many a second it can take; endless where it has no limit."""
    arriving: tuple[float, ...]
    served: tuple[float, ...]
    refused: tuple[float, ...]
    gave_up: tuple[float, ...]
    turned_away: tuple[float, ...]
    wasted: tuple[float, ...]
    coming_back: tuple[float, ...]
    backlog: tuple[float, ...]
    wait: tuple[float, ...]
    utilisation: tuple[float, ...]
    """Share of what is left for this flow that is in use, at most the whole."""
    heat: tuple[float, ...]
    """Load against capacity, as in the diagram: past the whole where more comes than it can take."""
    totals: Totals

    @cached_property
    def drops(self) -> tuple[float, ...]:
        """Refused and given up, a second."""
        return tuple(refused + gone for refused, gone in zip(self.refused, self.gave_up, strict=True))

    def series(self, name: str) -> tuple[float, ...]:
        """One of SERIES by its name. Raises KeyError for another name."""
        if name not in SERIES:
            raise KeyError(name)
        found: tuple[float, ...] = getattr(self, name)
        return found

    def print_value(self, name: str, value: float) -> str:
        """A value of a series with its unit."""
        if name == "wait":
            return show(value, "s")
        if name == "heat":
            return show(value, "%")
        return show(value, self.noun if name == "backlog" else self.unit)

    def print_total(self, amount: float) -> str:
        """An amount of what it counts: `600 k req`."""
        return show(amount, self.noun)

    @property
    def share_wasted(self) -> float:
        """The share of the work begun here that was for somebody who had given up."""
        return self.totals.wasted / (self.totals.wasted + self.totals.served) if self.totals.wasted > 0 else 0.0

    def peak(self, name: str) -> tuple[float, int]:
        """The largest value of a series, and the first step that has it."""
        values = self.series(name)
        most = max(values, default=0.0)
        return most, next((n for n, value in enumerate(values) if value >= most * (1 - 1e-9)), 0)


@dataclass(frozen=True)
class Broken:
    """A part past its limit: since when, and why in words."""

    part: str
    label: str
    at: float
    cause: str
    why: str

    @property
    def text(self) -> str:
        """`Ticket monolith from 0.2 s on: what joins now waits 1.9 s, and more than 800 ms counts as failed`."""
        return f"{self.label} from {show(self.at, 's')} on: {self.why}"


@dataclass(frozen=True)
class Gone:
    """A stock that has run out: since when, how much it was, and how many it turned away by the end."""

    part: str
    label: str
    at: float
    stock: float
    turned_away: float
    what: str
    """`the seats are gone`."""
    noun: str
    last: bool
    """Whether it is the stock that the crowd came for: work ends at this part."""

    @property
    def text(self) -> str:
        """`The seats are gone at 16.8 s: 10 k served, 3 k turned away here`."""
        turned = f", {show(self.turned_away, self.noun)} turned away" if self.turned_away >= 1 else ""
        return (
            f"{capital(self.what)} at {show(self.at, 's')} ({self.label}): {show(self.stock, self.noun)} served{turned}"
        )


@dataclass(frozen=True)
class Limit:
    """How near a part came to its capacity, and when."""

    part: str
    label: str
    heat: float
    at: float

    @property
    def text(self) -> str:
        """`Seat DB, 69.8 % of its capacity at 21.6 s`."""
        return f"{self.label}, {show(self.heat, '%')} of its capacity at {show(self.at, 's')}"
