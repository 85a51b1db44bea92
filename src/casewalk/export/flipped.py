"""The flips of a stage, a line each: what an author reads to see that each says what the model says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casewalk.case import Decision
from casewalk.walk import Verdict, Workings, judge
from casewalk.walk.beats import ASKED, decision_index
from casewalk.walk.flips import answer_flip


def flip_rows(workings: Workings, stage_index: int) -> Iterator[str]:
    """Each flip: whether it is asked or told, its change, what fits before and after; the product's move is marked."""
    stage = workings.case.stages[stage_index]
    yield f"  flips: the first {ASKED} are asked, what fits now -> what fits then"
    for n, flip in enumerate(stage.flips):
        at = decision_index(stage, flip.decision)
        decision = stage.decisions[at]
        answer = answer_flip(workings, stage_index, flip, {})
        before = [o.move for o in judge(workings, stage_index, at).values() if o.verdict is Verdict.FITS]
        told = "asked" if n < ASKED else "told"
        holds = "holds" if answer.holds else "turns"
        fits = f"{_named(decision, before)} -> {_named(decision, answer.fits)}"
        yield f"    {flip.id:22}{told:7}{holds:7}{fits}  {'; '.join(answer.changes)}"


def _named(decision: Decision, moves: Iterable[str]) -> str:
    """Moves by their ids, in the decision's order; the product's with its mark."""
    fits = set(moves)
    names = [f"◆ {m.id}" if m.id == decision.chosen else m.id for m in decision.moves if m.id in fits]
    return ", ".join(names) or "nothing"
