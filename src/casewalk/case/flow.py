"""Flow over an architecture: what a stage's pressure replay runs through which parts, under which limits.

Every value is an expression over the case's quantities, so one flow serves every move of the stage: levers change its
numbers, and a station whose part a move's architecture does not have is passed through.
"""

from typing import Annotated

import msgspec

from casewalk.case.base import AT_LEAST_ONE, Expression, PartId, Word


class ArrivalRate(Word, frozen=True, kw_only=True, rename={"begins": "at"}):
    """From this moment on so many arrive a second, until the next entry."""

    begins: Expression = 0
    """Seconds from the start of the replay."""
    rate: Expression
    """Arrivals a second."""


class RetryRule(Word, frozen=True, kw_only=True):
    """Who is refused or gives up tries again."""

    share: Expression
    """The share that does, each time."""
    after: Expression
    """Mean seconds until then; spread evenly from half to one and a half of it."""
    most: Expression
    """How often one of them tries again at most; rounded down."""
    at: str = ""
    """The station that they come back to; the one that they left where it is empty."""


class FlowStation(Word, frozen=True, kw_only=True):
    """What holds at one part: first come, first served, by servers or at an even rate; at once with neither."""

    noun: str = ""
    """What it counts, where it is called otherwise than what flows: `holds`."""
    arrivals: tuple[ArrivalRate, ...] = ()
    """What comes from outside, in order of time."""
    servers: Expression | None = None
    """How many are served at once, each for `service`."""
    service: Expression | None = None
    """Mean seconds of one server (exponential). Without `servers` nobody waits for one."""
    even: bool = False
    """Whether a service takes the same for everybody; the line before it stays as if it did not."""
    rate: Expression | None = None
    """Instead of servers: so many a second, at an even pace."""
    taken: Expression | None = None
    """The share of the part that other work takes. Only its heat shows it; servers and rate are what is left."""
    taken_by: str = ""
    """That other work in the plural, as a sentence names it: `pages`."""
    queue: Expression | None = None
    """How many may wait; further ones are refused. Endless where it is absent."""
    patience: Expression | None = None
    """Mean seconds that somebody waits before giving up (exponential). Endless where it is absent."""
    wasted: bool = False
    """Whether the work of those who gave up is done all the same."""
    retries: RetryRule | None = None
    stock: Expression | None = None
    """How many can succeed; then all others are turned away, and do not try again."""
    gone: str = ""
    """What has happened when the stock has run out: `the seats are gone`."""
    late: Expression | None = None
    """Seconds of waiting from which this station counts as failed."""
    pause: Expression | None = None
    """Mean seconds (exponential) that pass before what leaves goes on: people who read, choose and type."""
    routes: dict[PartId, Expression] = msgspec.field(default={}, name="next")
    """Stations that follow, each with the share that goes on to it. What is left over has what it came for."""


class Flow(Word, frozen=True, kw_only=True):
    """A stretch of time, and the stations in the order in which work passes them."""

    lasts: Expression = "120 s"
    """How long the replay runs, in seconds."""
    noun: str = "req"
    """What flows: `req`, `users`, `orders`."""
    wanted: Expression | None = None
    """How many want to get through to the end; the share served is of them. What arrives from outside where absent."""
    who: str = ""
    """Those who want to: `users`; the noun where it is empty."""
    timed: Annotated[str, msgspec.Meta(max_length=40)] = ""
    """What the percentiles time: `from a question to its last words`."""
    metric: str = ""
    """The metric that stands for that time; named beside it."""
    stations: Annotated[dict[PartId, FlowStation], AT_LEAST_ONE]
    """By the ids of the architecture's parts."""


__all__ = ["ArrivalRate", "Flow", "FlowStation", "RetryRule"]
