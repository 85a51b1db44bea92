"""The figures that a decision depends on, with their basis.

Off the product's road, where the author's story is not told, they stand before the commit; on it they are there for
whoever asks, from the move's question on.
"""

from __future__ import annotations

from collections.abc import Iterable

from casewalk.numbers import names_in, show, written
from casewalk.walk.beats import Beat, beats, decision_of
from casewalk.walk.cover import covered
from casewalk.walk.debt import missed_at
from casewalk.walk.derivation import line
from casewalk.walk.moments import NOW, values_at
from casewalk.walk.offroad import Blocks, item, paragraph
from casewalk.walk.prose import Block
from casewalk.walk.rivals import Rivals
from casewalk.walk.state import Walk
from casewalk.walk.whatif import constraints
from casewalk.walk.workings import Step, Workings

LONGEST = 300
"""A formula with words and values of more characters is not told, but its value: nobody works it out by hand."""


def needed(workings: Workings, stage_index: int, at: int) -> Blocks:
    """The figures of a decision where the story does not tell them; empty on the product's road, where it does."""
    return figures(workings, stage_index, at) if workings.off_road(stage_index) else ()


def figures(workings: Workings, stage_index: int, at: int) -> Blocks:
    """The figures that a decision depends on, and how the missed readings that it is judged by come about.

    The figures are those that the what-if marks, then those that the open moves bring; with their basis.
    """
    rivals = Rivals(workings, stage_index, at)
    marked = constraints(rivals).marked
    blocks: list[Block] = []
    for head, names in (("What the decision depends on:", marked), ("What the moves bring:", _brought(rivals, marked))):
        found = [_figure(workings, stage_index, name) for name in names]
        blocks += [paragraph(head), *found] if found else []
    return (*blocks, *_made_of(rivals))


def closed(workings: Workings, walk: Walk, stage_index: int, beat: Beat) -> str:
    """Why the figures of a beat's decision may not be looked at yet; empty from the move's question on.

    An estimate that is open keeps them closed: they lead to what it asks for.
    """
    stage = workings.case.stages[stage_index]
    move = beats(stage).index(Beat("move", decision_of(stage, beat).id))
    if not walk.reached(stage_index, move):
        return "the figures open at the move"
    if covered(workings, walk, stage_index):
        return "give the estimate first; then the figures open"
    return ""


def _figure(workings: Workings, stage_index: int, name: str) -> Block:
    """`Queries that a data layer would not write: 1 % (measured: a count over the repository).`

    A basis is that of the first value; of one that a pressure has set since then, the stage is told.
    """
    value = workings.parameters(stage_index)[name]
    stages = workings.case.stages[: stage_index + 1]
    since = max((number for number, stage in enumerate(stages, 1) if name in stage.pressure), default=0)
    basis = f"since stage {since}" if since else workings.case.model.parameters[name].basis
    return item(f"{workings.label_of(name)}: ", show(value, workings.unit_of(name)), f" ({basis}).")


def _brought(rivals: Rivals, told: Iterable[str]) -> tuple[str, ...]:
    """The parameters that the open moves' levers read, and the decision depends on, beside those told."""
    stage = rivals.workings.case.stages[rivals.stage_index]
    patches = (rivals.workings.patch(Step(stage.id, rivals.decision.id, move)) for move in rivals.moves)
    read = dict.fromkeys(n for p in patches for _, source in p.levers for n in sorted(names_in(written(source))))
    return tuple(name for name in read if name in rivals.parameters and name not in {*told})


def _made_of(rivals: Rivals) -> Blocks:
    """Each missed reading that the decision is judged by, as its formula, with words and with values.

    Of one whose formula nobody works out by hand the value is told, and that it is left to the model.
    """
    workings, index = rivals.workings, rivals.stage_index
    sheet, values = workings.sheet(rivals.road), values_at(workings, index, rivals.at, NOW)
    blocks: list[Block] = []
    for name in (r.metric for r in missed_at(workings, index) if r.metric in rivals.decision.judged_by):
        step = line(workings, sheet, values, name)
        if step.words != step.result and len(step.words) + len(step.filled) <= LONGEST:
            blocks.append(item(f"{step.label} = {step.words} = {step.filled} = ", step.result, "."))
        else:
            blocks.append(item(f"{step.label}: ", step.result, ", by a formula too long to work out by hand."))
    return (paragraph("How the missed readings come about:"), *blocks) if blocks else ()
