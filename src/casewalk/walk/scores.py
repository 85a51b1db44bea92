"""Scores: decisions, signals, estimates and calibration of one walk, never mixed. Small counts stay counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewalk.walk.asking import right_signal, unasked
from casewalk.walk.beats import Beat
from casewalk.walk.derivation import judge_estimate
from casewalk.walk.events import Picked
from casewalk.walk.flips import answer_flip
from casewalk.walk.moments import NOW, values_at
from casewalk.walk.state import Walk
from casewalk.walk.verdicts import Verdict, counted, judge
from casewalk.walk.workings import Workings

WORTH = {Verdict.FITS: 1.0, Verdict.OVERBUILDS: 0.5, Verdict.BREAKS: 0.0}
HINT_STEP = 0.25
COUNTS = "a fit counts 1, an overbuild a half"
QUARTER = "a hint takes a quarter"
"""WORTH and HINT_STEP in words."""


@dataclass(frozen=True)
class Count:
    """So many right, of so many; right may be a half."""

    right: float = 0
    of: int = 0

    def plus(self, right: float) -> Count:
        """One more."""
        return Count(self.right + right, self.of + 1)

    @property
    def text(self) -> str:
        """`6.5 of 8`; `none yet` where nothing was counted."""
        return f"{self.right:g} of {self.of}" if self.of else "none yet"


@dataclass(frozen=True)
class Scores:
    """Decisions weigh fits 1, overbuilds 0.5, breaks 0, less a quarter for each of the hints opened at them.

    Calibration counts fits by how sure.
    """

    decisions: Count
    fits: int
    overbuilds: int
    breaks: int
    least: int
    """Of those that break: the least bad where nothing fits, counted as fitting."""
    hints: int
    """Those that took a quarter: none does from a move that is worth nothing."""
    signals: Count
    estimates: Count
    predictions: Count
    calibration: dict[str, Count]


def came_to_text(scores: Scores) -> str:
    """What the decisions came to: `6 fit, 1 overbuilds, 2 break; 2 hints took a quarter each`."""
    return f"{_verdicts(scores)}; {_hints(scores)}" if scores.hints else _verdicts(scores)


def decisions_text(scores: Scores) -> str:
    """What the decisions came to and how they count: `6 fit, 1 overbuilds, 2 break; a fit counts 1, …`."""
    return f"{_verdicts(scores)}; {COUNTS}, {_hints(scores) if scores.hints else QUARTER}"


def _verdicts(scores: Scores) -> str:
    fits = "fits" if scores.fits == 1 else "fit"
    overbuilds = "overbuilds" if scores.overbuilds == 1 else "overbuild"
    breaks = "breaks" if scores.breaks == 1 else "break"
    text = f"{scores.fits} {fits}, {scores.overbuilds} {overbuilds}, {scores.breaks} {breaks}"
    return text + (f"; {scores.least} counted, as the least bad" if scores.least else "")


def _hints(scores: Scores) -> str:
    return "1 hint took a quarter" if scores.hints == 1 else f"{scores.hints} hints took a quarter each"


def calibration_texts(scores: Scores) -> tuple[str, str]:
    """How many of the decisions that were over 80 % sure fit: the figure, and what it counts."""
    sure = scores.calibration["high"]
    return (sure.text, "fit, of those over 80\xa0% sure") if sure.of else ("none", "you were never over 80\xa0% sure")


def _decided(workings: Workings, walk: Walk) -> Iterator[tuple[Picked, Verdict, Verdict, int]]:
    """Every pick with its verdict, what it counts as, and its hints; a move that an edited case locks is left out."""
    for index, stage in enumerate(workings.case.stages):
        for at, decision in enumerate(stage.decisions):
            pick = walk.picks.get((stage.id, decision.id))
            outcomes = judge(workings, index, at) if pick else {}
            if pick and pick.move in outcomes:
                hints = walk.hints.get((stage.id, f"move/{decision.id}"), 0)
                yield pick, outcomes[pick.move].verdict, counted(workings, decision, outcomes, pick.move), hints


def score(workings: Workings, walk: Walk) -> Scores:
    """The scores of a walk as far as it has come, on its own road.

    Where nothing fits, the least bad move counts as fitting, in the decisions, in the calibration and as an answer to a
    what-if, where none of them is right as well; it is still counted among those that break.
    """
    workings = workings.along(walk.road)
    signals = estimates = predictions = Count()
    for index, stage in enumerate(workings.case.stages):
        pointed = walk.signals.get(stage.id)
        if pointed and not unasked(workings, index, Beat("signal")):
            signals = signals.plus(right_signal(workings, index, pointed.metric))
        estimated = walk.estimates.get(stage.id)
        if estimated and stage.estimate and not unasked(workings, index, Beat("estimate")):
            answer = values_at(workings, index, 0, NOW)[stage.estimate.answer]
            estimates = estimates.plus(judge_estimate(estimated.value, answer).in_range)
        for flip in stage.flips:
            if predicted := walk.predictions.get((stage.id, flip.id)):
                predictions = predictions.plus(answer_flip(workings, index, flip, {}).right(predicted.move))
    decisions, calibration = Count(), {"low": Count(), "middle": Count(), "high": Count()}
    made = list(_decided(workings, walk))
    for pick, _, counts, hints in made:
        decisions = decisions.plus(max(0.0, WORTH[counts] - HINT_STEP * hints))
        calibration[pick.sure] = calibration[pick.sure].plus(counts is Verdict.FITS)
    verdicts = [verdict for _, verdict, _, _ in made]
    return Scores(
        decisions=decisions,
        fits=verdicts.count(Verdict.FITS),
        overbuilds=verdicts.count(Verdict.OVERBUILDS),
        breaks=verdicts.count(Verdict.BREAKS),
        least=sum(verdict is not counts for _, verdict, counts, _ in made),
        hints=sum(min(hints, round(WORTH[counts] / HINT_STEP)) for _, _, counts, hints in made),
        signals=signals,
        estimates=estimates,
        predictions=predictions,
        calibration=calibration,
    )
