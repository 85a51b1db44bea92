"""Flips: one constraint changes by a number, and the model says which moves fit then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.case import Flip
from casewalk.numbers import show
from casewalk.walk.beats import decision_index
from casewalk.walk.prose import listed
from casewalk.walk.tradeoff import LEAST_BAD, TradeOff, trade_off
from casewalk.walk.verdicts import Verdict, judge, least_bad
from casewalk.walk.workings import Workings


@dataclass(frozen=True)
class FlipAnswer:
    """What the model says under the change: the product's move, whether it holds, and what fits (ids, short names).

    Where nothing fits, `least` are the least bad, which count as a fit, and `fitting` has their names.
    """

    chosen: str
    holds: bool
    fits: frozenset[str]
    least: frozenset[str]
    fitting: tuple[str, ...]
    table: TradeOff
    changes: tuple[str, ...]

    @property
    def fits_text(self) -> str:
        """What fits, as a sentence's end: `what fits is Two machines and Own cache`."""
        names = listed(self.fitting)
        if not self.fits:
            return (
                f"nothing on offer fits; least bad, and counted as a fit: {names}" if names else "nothing on offer fits"
            )
        return f"what fits is {names}"

    def right(self, move: str) -> bool:
        """Whether a predicted move fits, or is the least bad where none does; then an empty one is right as well."""
        return move in self.fits | self.least if move else not self.fits

    def remark(self, move: str) -> str:
        """What is told beside a prediction that is right without a fit: `the least bad`."""
        return LEAST_BAD if move in self.least else ""


def change_texts(workings: Workings, stage_index: int, flip: Flip) -> tuple[str, ...]:
    """The change in words: `Shows in a year: 2 instead of 12`."""
    now = workings.parameters(stage_index)
    after = workings.in_base(flip.change)
    return tuple(
        f"{workings.label_of(n)}: {show(v, workings.unit_of(n))} instead of {show(now[n], workings.unit_of(n))}"
        for n, v in after.items()
    )


def answer_flip(workings: Workings, stage_index: int, flip: Flip, digits: Mapping[str, int]) -> FlipAnswer:
    """Judge the decision again under the flip's constraints."""
    stage = workings.case.stages[stage_index]
    at = decision_index(stage, flip.decision)
    decision = stage.decisions[at]
    overrides = workings.in_base(flip.change)
    outcomes = judge(workings, stage_index, at, overrides=overrides)
    names = {m.id: m.short for m in decision.moves}
    fits = frozenset(o.move for o in outcomes.values() if o.verdict is Verdict.FITS)
    least = least_bad(workings, decision, outcomes)
    return FlipAnswer(
        chosen=decision.chosen,
        holds=decision.chosen in outcomes and outcomes[decision.chosen].verdict is Verdict.FITS,
        fits=fits,
        least=least,
        fitting=tuple(names[move] for move in outcomes if move in fits | least),
        table=trade_off(workings, stage_index, at, digits, overrides=overrides),
        changes=change_texts(workings, stage_index, flip),
    )
