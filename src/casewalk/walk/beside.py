"""Both roads side by side: what a learner who lived with every pick built, misses and pays, and the product's."""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.case import Architecture
from casewalk.numbers import show
from casewalk.walk.offroad import missed_after, spent
from casewalk.walk.state import Walk
from casewalk.walk.workings import FOLLOWED, Workings


@dataclass(frozen=True)
class End:
    """One road at the end of a stage: the moves taken in it, the targets missed, and first-year costs so far."""

    moves: tuple[str, ...]
    missed: tuple[str, ...]
    spent: str
    parts: int

    @property
    def count_text(self) -> str:
        """`2 targets missed`."""
        count = len(self.missed)
        return f"{count or 'no'} target{'' if count == 1 else 's'} missed"

    @property
    def missed_text(self) -> str:
        """`nothing missed`, or `2 missed: Seat lock P99, Page bytes`."""
        return f"{len(self.missed)} missed: {', '.join(self.missed)}" if self.missed else "nothing missed"


@dataclass(frozen=True)
class StageBeside:
    """The end of one stage on both roads; the stage counts from 1."""

    stage: int
    title: str
    yours: End
    products: End


@dataclass(frozen=True)
class Beside:
    """Both roads, stage by stage, as far as the learner has decided; and the parts that only one of them ends with."""

    stages: tuple[StageBeside, ...]
    last: int
    """Position of the last stage that was decided."""
    shared_parts: int
    only_yours: tuple[str, ...]
    only_products: tuple[str, ...]

    @property
    def money_text(self) -> str:
        """What both roads have cost and miss at their end."""
        yours, products = self.stages[-1].yours, self.stages[-1].products
        return (
            f"At the end your road has cost {yours.spent} in first years, with {yours.count_text}; "
            f"the product's {products.spent}, with {products.count_text}."
        )


def decided(workings: Workings, walk: Walk) -> int:
    """How many stages, from the first of all, come before the first that has an open decision."""
    for index, stage in enumerate(workings.case.stages):
        if index >= walk.first_stage and any((stage.id, d.id) not in walk.picks for d in stage.decisions):
            return index
    return len(workings.case.stages)


def _end(workings: Workings, index: int) -> End:
    stage = workings.case.stages[index]
    moves = tuple(
        next(m.short for m in decision.moves if m.id == workings.taken(index, at))
        for at, decision in enumerate(stage.decisions)
    )
    missed = tuple(seen.short for seen in missed_after(workings, index))
    parts = sum(workings.counts_after(index).values())
    return End(moves, missed, show(spent(workings, index), "$"), parts)


def _labels(one: Architecture, other: Architecture) -> tuple[str, ...]:
    """Parts of one architecture that the other has not, or has as another kind: a rented room is no room of our own.

    A part that one road has given another name is the same part.
    """
    kinds = {name: node.kind for name, node in other.nodes.items()}
    return tuple(node.label for name, node in one.nodes.items() if kinds.get(name) != node.kind)


def beside(workings: Workings, walk: Walk) -> Beside | None:
    """Both roads of a walk that lives with its picks; None for one that follows the product, or has decided nothing."""
    until = decided(workings, walk)
    if not walk.live or until <= walk.first_stage:
        return None
    mine, theirs = workings.along(walk.road), workings.along(FOLLOWED)
    stages = tuple(
        StageBeside(index + 1, workings.case.stages[index].title, _end(mine, index), _end(theirs, index))
        for index in range(walk.first_stage, until)
    )
    ours = mine.architecture(mine.road_after(until - 1))
    product = theirs.architecture(theirs.road_after(until - 1))
    only = _labels(ours, product)
    return Beside(stages, until - 1, len(ours.nodes) - len(only), only, _labels(product, ours))
