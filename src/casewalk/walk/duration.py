"""Duration: how long a case takes to walk, computed from what a walk along the product's road shows and asks.

Reading time is the words shown over a reading speed. Each question asked adds an allowance for what is done at it
besides reading: looking at the picture and the table, working out, making up one's mind. The allowances are
assumptions, each with its basis; what only some learners open (hints, glossary, parts, figures, formulas, the sliders
of the what-if, the own move's record where it is not the product's) and the debrief are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewalk.case import Decision, Stage
from casewalk.walk.beats import Beat, beats, decision_index, decision_of, flip_of, further_flips
from casewalk.walk.debrief import revisit_text
from casewalk.walk.flips import answer_flip, change_texts
from casewalk.walk.moments import ask_text, tell_move
from casewalk.walk.prose import capital
from casewalk.walk.workings import Workings

WORDS_A_MINUTE = 220
"""Silent reading. The mean for English non-fiction is 238 words a minute (Brysbaert 2019, a meta-analysis of 190
studies); a case is denser, with a number in every other sentence, so a little less."""
DECISION_S = 90
"""Seconds at a decision: weighing about five moves, ten seconds each, and then the trade-off table, five rows of
about eight figures at a second each."""
ESTIMATE_S = 60
"""Seconds at an estimate: finding three figures in the story, one line of arithmetic with units, typing it, and
comparing it with the derivation."""
SIGNAL_S = 40
"""Seconds at a signal: three or four readings with their targets, ten seconds each to think the cheap cure in."""
WHAT_IF_S = 20
"""Seconds at a what-if that is asked: the moves are known by then; four seconds for each of about five verdicts."""
ROUNDING = 5
"""A case's minutes are printed as a multiple of this many: the assumptions bear no finer figure."""


@dataclass(frozen=True)
class Duration:
    """How long a case takes to walk: words shown, per stage in order, and how many questions of each kind are asked."""

    words: tuple[int, ...]
    decisions: int
    estimates: int
    signals: int
    what_ifs: int

    @property
    def parts(self) -> tuple[tuple[str, int, float], ...]:
        """What it consists of: the noun, how many of them, and the minutes that they take."""
        words = sum(self.words)
        return (
            ("words", words, words / WORDS_A_MINUTE),
            ("decisions", self.decisions, self.decisions * DECISION_S / 60),
            ("estimates", self.estimates, self.estimates * ESTIMATE_S / 60),
            ("signals", self.signals, self.signals * SIGNAL_S / 60),
            ("what-ifs", self.what_ifs, self.what_ifs * WHAT_IF_S / 60),
        )

    @property
    def minutes(self) -> float:
        """The sum of its parts, in minutes."""
        return sum(minutes for _, _, minutes in self.parts)

    @property
    def rounded(self) -> int:
        """The minutes as they are printed: to the nearest five, and at least five."""
        return max(ROUNDING, ROUNDING * round(self.minutes / ROUNDING))


def duration(workings: Workings) -> Duration:
    """How long a case takes to walk. Raises ProseError for a text that cannot be told."""
    stages = workings.case.stages
    asked = [beat.kind for stage in stages for beat in beats(stage)]
    return Duration(
        words=tuple(sum(len(text.split()) for text in shown(workings, index)) for index in range(len(stages))),
        decisions=asked.count("move"),
        estimates=asked.count("estimate"),
        signals=asked.count("signal"),
        what_ifs=asked.count("flip"),
    )


def shown(workings: Workings, stage_index: int) -> Iterator[str]:
    """Every text that a stage shows to whoever takes the product's moves, in order, numbers filled in."""
    stage = workings.case.stages[stage_index]
    yield from (stage.title, stage.when)
    for beat in beats(stage):
        for text in _own_texts(stage, beat):
            yield ask_text(workings, stage_index, beat, text)
        if beat.kind == "move":
            yield from _offered(workings, stage_index, beat)
        elif beat.kind == "reveal":
            yield from _record(workings, stage_index, beat)
        elif beat.kind == "flip":
            yield from change_texts(workings, stage_index, flip_of(stage, beat))
            for other in further_flips(stage, beat):
                answer = answer_flip(workings, stage_index, other, {})
                yield f"{'; '.join(answer.changes)}. {capital(answer.fits_text)}."


def _own_texts(stage: Stage, beat: Beat) -> tuple[str, ...]:
    """The prose of a beat as the author wrote it."""
    match beat.kind:
        case "situation":
            return (stage.situation,)
        case "why":
            return (stage.why,)
        case "estimate":
            return (stage.estimate.ask, stage.estimate.because) if stage.estimate else ()
        case "signal":
            signal = stage.signal
            return (signal.ask, signal.cure, *signal.others.values(), signal.because)
        case "move":
            return (decision_of(stage, beat).ask,)
        case "reveal":
            decision = decision_of(stage, beat)
            return (decision.reveal, decision.record.revisit_why)
        case "aftermath":
            later = ((f.failure, f.result, f.detect, f.fallback) for f in stage.failures)
            return (stage.aftermath, *(text for row in later for text in row))
        case "flip":
            flip = flip_of(stage, beat)
            return (flip.ask, flip.because)


def _offered(workings: Workings, stage_index: int, beat: Beat) -> Iterator[str]:
    """The moves of a decision as they are offered."""
    decision, at = _decision(workings, stage_index, beat)
    for move in decision.moves:
        yield move.label
        yield " ".join(block.text for block in tell_move(workings, stage_index, at, move, move.how))


def _record(workings: Workings, stage_index: int, beat: Beat) -> Iterator[str]:
    """The decision record of the product's move."""
    decision, at = _decision(workings, stage_index, beat)
    move = next(m for m in decision.moves if m.id == decision.chosen)
    yield move.past
    for text in (move.gained, move.gave_up, move.risk):
        yield " ".join(block.text for block in tell_move(workings, stage_index, at, move, text))
    yield revisit_text(workings, stage_index, decision)


def _decision(workings: Workings, stage_index: int, beat: Beat) -> tuple[Decision, int]:
    stage = workings.case.stages[stage_index]
    decision = decision_of(stage, beat)
    return decision, decision_index(stage, decision.id)
