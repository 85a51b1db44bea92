"""The walk: one frozen value, folded from events over a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casewalk.case import Case, Stage
from casewalk.walk.beats import Beat, beats, decision_of
from casewalk.walk.events import (
    Advanced,
    Estimated,
    Event,
    Finished,
    Hinted,
    Noted,
    Picked,
    Pointed,
    Predicted,
    Started,
)
from casewalk.walk.workings import FOLLOWED, Picks

MAY_BE_SKIPPED = ("estimate", "signal")
"""Questions that another road than the product's may leave without an answer; they are passed by there."""


@dataclass(frozen=True)
class Walk:
    """Where a learner is, and everything answered so far. The stage and beat are the furthest reached."""

    case_id: str
    digest: str
    seed: str
    attempt: str
    stage: int = 0
    beat: int = 0
    first_stage: int = 0
    live: bool = False
    """Whether the road is that of the picks; otherwise it is the product's."""
    estimates: Mapping[str, Estimated] = field(default_factory=dict)
    signals: Mapping[str, Pointed] = field(default_factory=dict)
    picks: Mapping[tuple[str, str], Picked] = field(default_factory=dict)
    predictions: Mapping[tuple[str, str], Predicted] = field(default_factory=dict)
    hints: Mapping[tuple[str, str], int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    finished: bool = False
    misfits: tuple[str, ...] = ()

    def at(self, case: Case) -> tuple[Stage, Beat]:
        """The furthest stage and beat."""
        stage = case.stages[self.stage]
        return stage, beats(stage)[self.beat]

    def answered(self, stage: Stage, beat: Beat) -> bool:
        """Whether a beat that asks has its answer; a beat that asks nothing always has."""
        match beat.kind:
            case "estimate":
                return stage.id in self.estimates
            case "signal":
                return stage.id in self.signals
            case "move" | "reveal":
                return (stage.id, beat.key) in self.picks
            case "flip":
                return (stage.id, beat.key) in self.predictions
        return True

    def reached(self, stage_index: int, beat_index: int) -> bool:
        """Whether the walk has come as far as this beat."""
        return self.finished or (stage_index, beat_index) <= (self.stage, self.beat)

    @property
    def road(self) -> Picks:
        """The picks that the road is made of: all of them in a walk that lives with them, otherwise none."""
        return {key: picked.move for key, picked in self.picks.items()} if self.live else FOLLOWED


def _stage(case: Case, stage_id: str) -> Stage | None:
    return next((s for s in case.stages if s.id == stage_id), None)


def _misfit(walk: Walk, what: str) -> Walk:
    return replace(walk, misfits=(*walk.misfits, what))


def _once(walk: Walk, name: str, key: str | tuple[str, str], event: Event) -> Walk:
    """The first answer stays; a second to the same question changes nothing."""
    answers = getattr(walk, name)
    changed: dict[str, Any] = {name: {**answers, key: event}}
    return walk if key in answers else replace(walk, **changed)


def _estimated(case: Case, walk: Walk, event: Estimated) -> Walk:
    stage = _stage(case, event.stage)
    if stage is None or stage.estimate is None:
        return _misfit(walk, f"an estimate in stage {event.stage!r}, which asks for none now")
    return _once(walk, "estimates", event.stage, event)


def _pointed(case: Case, walk: Walk, event: Pointed) -> Walk:
    stage = _stage(case, event.stage)
    if stage is None:
        return _misfit(walk, f"a signal in stage {event.stage!r}, which the case no longer has")
    offered = case.model.metrics if walk.live else {stage.signal.proof, *stage.signal.others}
    if event.metric and event.metric not in offered:
        return _misfit(walk, f"the signal {event.metric!r} of stage {event.stage!r}, which is not offered now")
    return _once(walk, "signals", event.stage, event)


def _picked(case: Case, walk: Walk, event: Picked) -> Walk:
    stage = _stage(case, event.stage)
    decision = next((d for d in stage.decisions if d.id == event.decision), None) if stage else None
    if decision is None or all(m.id != event.move for m in decision.moves):
        return _misfit(walk, f"the move {event.move!r} of stage {event.stage!r}, which is not offered now")
    return _once(walk, "picks", (event.stage, event.decision), event)


def _predicted(case: Case, walk: Walk, event: Predicted) -> Walk:
    stage = _stage(case, event.stage)
    if stage is None or all(f.id != event.flip for f in stage.flips):
        return _misfit(walk, f"a prediction on {event.flip!r}, which the case no longer asks")
    decision = decision_of(stage, Beat("flip", event.flip))
    if event.move and all(m.id != event.move for m in decision.moves):
        return _misfit(walk, f"the prediction {event.move!r} on {event.flip!r}, which is not offered now")
    return _once(walk, "predictions", (event.stage, event.flip), event)


def _hinted(_: Case, walk: Walk, event: Hinted) -> Walk:
    key = (event.stage, event.beat)
    return replace(walk, hints={**walk.hints, key: max(event.step, walk.hints.get(key, 0))})


def _noted(_: Case, walk: Walk, event: Noted) -> Walk:
    return replace(walk, notes={**walk.notes, event.stage: event.text})


def _advanced(case: Case, walk: Walk, event: Advanced) -> Walk:
    stage, beat = walk.at(case)
    if (stage.id, beat.id) != (event.stage, event.beat):
        known = _stage(case, event.stage)
        if known is None or all(b.id != event.beat for b in beats(known)):
            return _misfit(walk, f"the beat {event.beat!r} of stage {event.stage!r}, which the case no longer has")
        return walk
    if not walk.answered(stage, beat) and not (walk.live and beat.kind in MAY_BE_SKIPPED):
        return walk
    if walk.beat + 1 < len(beats(stage)):
        return replace(walk, beat=walk.beat + 1)
    if walk.stage + 1 < len(case.stages):
        return replace(walk, stage=walk.stage + 1, beat=0)
    return replace(walk, finished=True)


def _finished(_: Case, walk: Walk, __: Finished) -> Walk:
    return walk


_FOLD: dict[type, Callable[[Case, Walk, Any], Walk]] = {
    Advanced: _advanced,
    Hinted: _hinted,
    Estimated: _estimated,
    Pointed: _pointed,
    Picked: _picked,
    Predicted: _predicted,
    Noted: _noted,
    Finished: _finished,
}


def begin(case: Case, event: Started, attempt: str) -> Walk:
    """The walk that an event starts. A first stage that the case no longer has becomes the first of all."""
    first = next((i for i, s in enumerate(case.stages) if s.id == event.first_stage), 0)
    walk = Walk(event.case, event.digest, event.seed, attempt, stage=first, first_stage=first, live=event.live)
    if event.first_stage and case.stages[first].id != event.first_stage:
        return _misfit(walk, f"its first stage {event.first_stage!r}, which the case no longer has")
    return walk


def apply(case: Case, walk: Walk, event: Event) -> Walk:
    """The walk after an event. Never raises: what no longer fits an edited case is kept as a misfit, in words."""
    step = _FOLD.get(type(event))
    return walk if step is None else step(case, walk, event)


def replay(case: Case, attempt: str, events: Iterable[Event]) -> Walk | None:
    """The walk of a sequence of events; None where no start is among them."""
    walk: Walk | None = None
    for event in events:
        if isinstance(event, Started):
            walk = walk or begin(case, event, attempt)
        elif walk is not None:
            walk = apply(case, walk, event)
    return walk
