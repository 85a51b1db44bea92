"""Items: the questions of a case as somebody sees them before the answer, with the right options marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casewalk.case import Decision, Move, Stage
from casewalk.walk.beats import Beat
from casewalk.walk.locks import open_moves
from casewalk.walk.moments import NOW, ask_text, tell_move, values_at
from casewalk.walk.patches import keeps
from casewalk.walk.readings import readings
from casewalk.walk.verdicts import Outcome, Verdict, judge
from casewalk.walk.workings import Workings

NONE_TEXT = "None yet"


@dataclass(frozen=True)
class Option:
    """One answer on offer: its text as printed, whether it is right, and whether it leaves things as they are.

    `amount` is the figure printed beside it: a move's weeks, a reading's times over its limit; None without one.
    """

    text: str
    right: bool
    keep: bool = False
    amount: float | None = None


@dataclass(frozen=True)
class Item:
    """One question: the case that it is of, its place there (`stage/decision`), its text, and the options in order."""

    case: str
    place: str
    ask: str
    options: tuple[Option, ...]


def _move_option(workings: Workings, index: int, at: int, move: Move, outcome: Outcome) -> Option:
    how = " ".join(block.text for block in tell_move(workings, index, at, move, move.how))
    return Option(f"{move.label}: {how}", outcome.verdict is Verdict.FITS, keeps(move), outcome.weeks)


def _move_item(workings: Workings, index: int, stage: Stage, at: int, decision: Decision) -> Item:
    road = workings.product_road(index, at)
    outcomes = judge(workings, index, at)
    options = tuple(
        _move_option(workings, index, at, move, outcomes[move.id]) for move in open_moves(workings, index, at, road)
    )
    ask = ask_text(workings, index, Beat("move", decision.id), decision.ask)
    return Item(workings.case.id, f"{stage.id}/{decision.id}", ask, options)


def move_items(workings: Workings) -> tuple[Item, ...]:
    """Every decision of a case on the product's road: the moves that can be taken, in the file's order.

    Every move that fits is right. Raises what the model raises for a case that the checker refuses.
    """
    return tuple(
        _move_item(workings, index, stage, at, decision)
        for index, stage in enumerate(workings.case.stages)
        for at, decision in enumerate(stage.decisions)
    )


def signal_items(workings: Workings) -> tuple[Item, ...]:
    """Every signal of a case: the readings on offer in the order in which the metrics are shown, then none yet."""
    return tuple(_signal_item(workings, index, stage) for index, stage in enumerate(workings.case.stages))


def _signal_item(workings: Workings, index: int, stage: Stage) -> Item:
    proof = stage.signal.proof
    offered = {*stage.signal.others, *([proof] if proof else [])}
    seen = [r for r in readings(workings, index, values_at(workings, index, 0, NOW)) if r.metric in offered]
    options = [Option(r.label, r.metric == proof, amount=r.times_over) for r in seen]
    options.append(Option(NONE_TEXT, proof is None, keep=True))
    return Item(workings.case.id, stage.id, stage.signal.ask, tuple(options))


def among_readings(items: tuple[Item, ...]) -> Iterator[Item]:
    """The signals in which a reading is right, without none yet: which of the readings is it?"""
    for item in items:
        if any(option.right and not option.keep for option in item.options):
            yield replace(item, options=tuple(option for option in item.options if not option.keep))
