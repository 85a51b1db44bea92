"""Sweeps: the verdicts of a decision's moves along one parameter, and exactly where each of them changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from casewalk.walk.prose import Run
from casewalk.walk.rivals import Rivals, Verdicts, fitting, names_of
from casewalk.walk.scales import Scale
from casewalk.walk.verdicts import Verdict
from casewalk.walk.workings import Values

EXACT = 50
"""Halvings of a gap between two columns: as far as floats go."""


@dataclass(frozen=True)
class Boundary:
    """Where verdicts change: the last value before and the first value after, in base units, and what changes."""

    last: float
    first: float
    before: Verdicts
    after: Verdicts
    beyond: bool
    """Whether the number that is printed for it is beyond it: what still holds at 6,250 ends above `6.25 k`."""

    def changed(self) -> tuple[str, ...]:
        """The moves whose verdict changes here."""
        return tuple(move for move in self.after if self.before[move] is not self.after[move])


@dataclass(frozen=True)
class Sweep:
    """Verdicts in every column of a parameter's scale; None where parameters would contradict one another."""

    scale: Scale
    columns: tuple[Verdicts | None, ...]
    boundaries: tuple[Boundary, ...]

    def cells(self, move: str) -> tuple[Verdict | None, ...]:
        """One move's verdict in every column."""
        return tuple(None if seen is None else seen[move] for seen in self.columns)


@dataclass(frozen=True)
class Stretch:
    """A part of the range in which the same moves fit, between two boundaries; None at the ends."""

    low: Boundary | None
    high: Boundary | None
    fits: tuple[str, ...]


class _Along:
    """Rivals with one parameter left open."""

    def __init__(self, rivals: Rivals, scale: Scale, parameters: Values) -> None:
        self._rivals, self._scale = rivals, scale
        self._values = dict(parameters)

    def seen(self, value: float) -> Verdicts | None:
        """The verdicts at a value, None where it cannot be."""
        self._values[self._scale.name] = value
        return self._rivals.possible_verdicts(self._values)

    def _middle(self, low: float, high: float) -> float:
        middle = (low * high) ** 0.5 if self._scale.log else (low + high) / 2
        return self._scale.rounded(middle)

    def edge(self, low: float, high: float, before: Verdicts, halvings: int) -> tuple[float, float, Verdicts | None]:
        """The first change between two values, as the last value before it and the first after it."""
        after = self.seen(high)
        for _ in range(halvings):
            middle = self._middle(low, high)
            if middle <= low or middle >= high or isclose(low, high, rel_tol=1e-12):
                break
            found = self.seen(middle)
            if found == before:
                low = middle
            else:
                high, after = middle, found
        return low, high, after

    def boundaries(self, low: float, high: float, halvings: int) -> Iterator[Boundary]:
        """Every change that a bisection meets between two columns, from below."""
        before, last = self.seen(low), self.seen(high)
        while before is not None and last is not None and before != last:
            low, first, after = self.edge(low, high, before, halvings)
            if after is None:
                return
            yield Boundary(low, first, before, after, self.seen(self._scale.printed(first)) == after)
            low, before = first, after


def sweep(rivals: Rivals, scale: Scale, parameters: Values, columns: int, halvings: int = EXACT) -> Sweep:
    """The verdicts along a parameter in so many columns, all else as in `parameters` (all of the case's, base units).

    Between two columns that differ the change is found by bisection; what comes and goes between two columns is not
    seen, but where the parameter stands now.
    """
    along = _Along(rivals, scale, parameters)
    values = [scale.at(n, columns) for n in range(columns)]
    cells: dict[float, Verdicts | None] = {}
    # A count has fewer values than columns.
    for value in sorted({*values, scale.rounded(parameters[scale.name])}):
        cells[value] = along.seen(value)
    found: list[Boundary] = []
    for low, high in pairwise(cells):
        if cells[low] != cells[high]:
            found += along.boundaries(low, high, halvings)
    return Sweep(scale, tuple(cells[value] for value in values), tuple(found))


def stretches(found: Sweep) -> tuple[Stretch, ...]:
    """The range cut where another set of moves begins to fit."""
    first = next((seen for seen in found.columns if seen is not None), None)
    if first is None:
        return ()
    cuts = [b for b in found.boundaries if fitting(b.before) != fitting(b.after)]
    starts: list[Boundary | None] = [None, *cuts]
    ends: list[Boundary | None] = [*cuts, None]
    sets = [fitting(first), *(fitting(b.after) for b in cuts)]
    return tuple(Stretch(*piece) for piece in zip(starts, ends, sets, strict=True))


def stretch_runs(rivals: Rivals, scale: Scale, part: Stretch) -> tuple[Run, ...]:
    """What fits in a stretch, its ends told apart as what the model computed: `below 3.1 k users: Open door`."""
    fits = f": {names_of(rivals.decision, part.fits) or 'nothing'}"
    low, high = (None if end is None else Run(scale.show(end.first), "number") for end in (part.low, part.high))
    if scale.whole and part.low is not None and part.high is not None:
        # Of whole numbers both ends are told that are in it.
        high = Run(scale.show(part.high.last), "number")
        if part.low.first == part.high.last:
            return Run("at "), high, Run(fits)
    begins = "from " if part.low is not None and part.low.beyond else "above "
    ends = "below " if part.high is not None and part.high.beyond else "up to "
    if low is None:
        return (Run(f"at every value{fits}"),) if high is None else (Run(ends), high, Run(fits))
    if high is None:
        return Run(begins), low, Run(f"{' up' if begins == 'from ' else ''}{fits}")
    if low == high:
        return Run("at about "), low, Run(fits)
    return Run(begins), low, Run(" to "), high, Run(fits)


def stretch_text(rivals: Rivals, scale: Scale, part: Stretch) -> str:
    """What fits in a stretch, in words: `below 3.1 k users: Open door`."""
    return "".join(run.text for run in stretch_runs(rivals, scale, part))
