"""Flips: one constraint changes by a number, and the model says whether the product's answer still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.case import Flip
from casewalk.numbers import show
from casewalk.walk.beats import decision_index
from casewalk.walk.tradeoff import TradeOff, reason_text, trade_off
from casewalk.walk.verdicts import Verdict, judge
from casewalk.walk.workings import Workings


@dataclass(frozen=True)
class FlipAnswer:
    """What the model says under the change: the product's move first, then what fits now."""

    holds: bool
    chosen: str
    verdict: Verdict
    reason: str
    fitting: tuple[str, ...]
    table: TradeOff
    changes: tuple[str, ...]


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
    chosen = outcomes[decision.chosen]
    names = {m.id: m.short for m in decision.moves}
    return FlipAnswer(
        holds=chosen.verdict is Verdict.FITS,
        chosen=names[decision.chosen],
        verdict=chosen.verdict,
        reason=reason_text(chosen, workings.unit_of(decision.minimise)),
        fitting=tuple(names[o.move] for o in outcomes.values() if o.verdict is Verdict.FITS),
        table=trade_off(workings, stage_index, at, digits, overrides=overrides),
        changes=change_texts(workings, stage_index, flip),
    )
