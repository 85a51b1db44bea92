"""Scales: a parameter laid out over its range, evenly or by factors, and what may be typed for it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from casewalk.numbers import EntryError, from_base, read_entry, show, spell, to_base
from casewalk.walk.workings import Workings

WIDE = 50
"""A range whose end is so many times its start is laid out by factors."""


class Impossible(ValueError):
    """A change that the case does not allow; the message says why."""


@dataclass(frozen=True)
class Scale:
    """A parameter's range. Values are in base units; a share goes from 0 at the low end to 1 at the high one."""

    name: str
    label: str
    short: str
    unit: str
    low: float
    high: float
    whole: bool
    log: bool
    product: float
    """The value in the case, under the stage's pressure."""

    def rounded(self, value: float) -> float:
        """A value inside the range; a count is a whole number of its unit."""
        kept = max(self.low, min(value, self.high))
        return to_base(float(round(from_base(kept, self.unit))), self.unit) if self.whole else kept

    def value(self, share: float) -> float:
        """The value at a share of the range."""
        if self.log:
            return self.rounded(self.low * (self.high / self.low) ** share)
        return self.rounded(self.low + (self.high - self.low) * share)

    def share(self, value: float) -> float:
        """Where a value lies; beyond the range, at its end."""
        if self.high <= self.low:
            return 0.0
        kept = max(self.low, min(value, self.high))
        if self.log:
            return math.log(kept / self.low) / math.log(self.high / self.low)
        return (kept - self.low) / (self.high - self.low)

    def column(self, value: float, columns: int) -> int:
        """The column in which a value lies, of so many."""
        return round(self.share(value) * (columns - 1))

    def at(self, column: int, columns: int) -> float:
        """The value in the middle of a column; the first and the last are the ends of the range."""
        return self.value(column / max(1, columns - 1))

    def stepped(self, value: float, by: int, columns: int) -> float:
        """A value so many columns on, rounded to digits that are worth reading; it moves unless it is at the end."""
        target = self.share(value) * (columns - 1) + by
        share = max(0.0, min(target / max(1, columns - 1), 1.0))
        if share in {0.0, 1.0}:
            return self.value(share)
        wanted = from_base(self.value(share), self.unit)
        width = abs(wanted - from_base(value, self.unit)) / abs(by) if by else 0.0
        if self.whole and width < 1:
            return self.rounded(value + to_base(float(by), self.unit))
        if width > 0:
            grain = 10.0 ** math.floor(math.log10(width / 2))
            wanted = round(wanted / grain) * grain
        return self.rounded(to_base(wanted, self.unit))

    def distance(self, value: float, here: float) -> float:
        """How far a value is from another: the log of the factor, of a share the larger one of it and of its rest.

        So 98 % is as far from 95 % as 2 % is from 5 %. From nought, or to it, by share of the range.
        """
        if value <= 0 or here <= 0:
            return abs(self.share(value) - self.share(here)) * math.log(WIDE)
        found = abs(math.log(value / here))
        if self.unit == "%" and value < 1 and here < 1:
            found = max(found, abs(math.log((1 - value) / (1 - here))))
        return found

    def show(self, value: float) -> str:
        """A value with its unit."""
        return show(value, self.unit)

    def printed(self, value: float) -> float:
        """The number that is printed for a value: of 6,251 that is 6,250; itself where what is printed is no number."""
        try:
            return self.rounded(read_entry(self.show(value), self.unit))
        except EntryError:
            return value


def scale_of(workings: Workings, stage_index: int, name: str, offered: Collection[str] = ()) -> Scale:
    """The scale of a parameter at a stage.

    Raises Impossible for a name that the case does not have; the nearest of those `offered`, or of all, is named.
    """
    declared = workings.case.model.parameters
    if name not in declared:
        near = get_close_matches(name, offered or declared, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise Impossible(f"the case has no parameter {name!r}{hint}")
    parameter = declared[name]
    low, high = (to_base(end, parameter.unit) for end in parameter.range)
    return Scale(
        name=name,
        label=parameter.label,
        short=workings.short_of(name),
        unit=parameter.unit,
        low=low,
        high=high,
        whole=parameter.whole,
        log=low > 0 and high / low >= WIDE,
        product=workings.parameters(stage_index)[name],
    )


def read_value(scale: Scale, text: str) -> float:
    """A typed value in base units. Raises Impossible, saying what to type."""
    try:
        value = read_entry(text, scale.unit)
    except EntryError as error:
        raise Impossible(f"{scale.name}: {error.message}") from None
    slack = 1e-9 * abs(scale.high)
    if not scale.low - slack <= value <= scale.high + slack:
        raise Impossible(f"{scale.name} goes from {scale.show(scale.low)} to {scale.show(scale.high)}")
    if scale.whole and not math.isclose(value, scale.rounded(value)):
        raise Impossible(f"{scale.name} is a count; type a whole number")
    return value


def in_short(scale: Scale, refused: Impossible) -> str:
    """What a typed value was refused with, the constraint called as its slider is: `Mail away goes from …`."""
    said = str(refused).removeprefix(f"{scale.name}: ")
    return re.sub(rf"\A{re.escape(scale.name)}\b", scale.short, said)


def read_changes(workings: Workings, stage_index: int, texts: Iterable[str]) -> dict[str, float]:
    """Changes as they are typed, `clickers=60k`, in base units. Raises Impossible for the first that cannot be."""
    found: dict[str, float] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise Impossible(f"{text!r} is no change; type name=value, such as clickers=5000")
        scale = scale_of(workings, stage_index, name.strip())
        found[scale.name] = read_value(scale, value)
    require_possible(workings, stage_index, found)
    return found


def require_possible(
    workings: Workings, stage_index: int, overrides: Mapping[str, float], name: Callable[[str], str] = str
) -> None:
    """Raises Impossible where parameters contradict one another; says which relation does not hold.

    `name` makes a parameter's name into what the reader calls it.
    """
    relation = workings.broken_relation(workings.parameters(stage_index) | dict(overrides))
    if relation:
        words = spell(relation, name)
        raise Impossible(f"the case needs {words}")
