"""Answers: an input becomes the next event, or is refused with a clear word. First commitments are final."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from casewalk.case import Case, Decision, Move, Stage
from casewalk.numbers import EntryError, read_entry
from casewalk.walk.beats import Beat, decision_index, decision_of
from casewalk.walk.events import Advanced, Estimated, Event, Hinted, Noted, Picked, Pointed, Predicted, Sure
from casewalk.walk.locks import lock
from casewalk.walk.state import Walk
from casewalk.walk.workings import Road, Workings

MAX_WHY = 300
MAX_NOTE = 2000
MAX_HINTS = 4
NONE_YET = ""
NONE_FITS = ""
"""The prediction that no move on offer fits."""


class Refused(ValueError):
    """An input that makes no event now; the message says why, and what to do."""


def _shuffled(seed: str, where: str, ids: Iterable[str]) -> list[str]:
    """Ids in an order that depends on the seed alone, equal in every version of the program."""
    return sorted(ids, key=lambda i: hashlib.sha256(f"{seed}|{where}|{i}".encode()).digest())


def offered_moves(walk: Walk, stage: Stage, decision: Decision) -> tuple[Move, ...]:
    """The decision's moves in the order in which this walk offers them; the first is digit 1."""
    by_id = {m.id: m for m in decision.moves}
    return tuple(by_id[i] for i in _shuffled(walk.seed, f"{stage.id}/{decision.id}", by_id))


def offered_readings(walk: Walk, stage: Stage, names: Iterable[str] | None = None) -> tuple[str, ...]:
    """The metrics offered as signals, shuffled, and at the end `NONE_YET`; the author's, or those given."""
    if names is None:
        names = {*stage.signal.others, *([stage.signal.proof] if stage.signal.proof else [])}
    return (*_shuffled(walk.seed, f"{stage.id}/signal", sorted(names)), NONE_YET)


def hints_of(stage: Stage, beat: Beat) -> tuple[str, ...]:
    """The hint ladder of a beat, at most four steps."""
    match beat.kind:
        case "estimate":
            found = stage.estimate.hints if stage.estimate else ()
        case "signal":
            found = stage.signal.hints
        case "move":
            found = decision_of(stage, beat).hints
        case _:
            found = ()
    return found[:MAX_HINTS]


def _here(case: Case, walk: Walk, kind: str) -> tuple[Stage, Beat]:
    stage, beat = walk.at(case)
    if walk.finished:
        raise Refused("this walk is finished; start the case again for another attempt")
    if beat.kind != kind:
        raise Refused(f"there is no {kind} to answer at this point")
    if walk.answered(stage, beat):
        raise Refused("answered already: the first answer stays")
    return stage, beat


def advance(case: Case, walk: Walk, *, asked: bool = True) -> Event:
    """Go on from the furthest beat. Raises Refused while it still asks something.

    A question that is not `asked` on the walk's road (see `asking`) needs no answer.
    """
    stage, beat = walk.at(case)
    if walk.finished:
        raise Refused("this walk is finished")
    if asked and not walk.answered(stage, beat):
        raise Refused("answer first; then the story goes on")
    return Advanced(stage=stage.id, beat=beat.id)


def hint(case: Case, walk: Walk, *, off: bool = False) -> Event:
    """Open the next hint of the furthest beat. Raises Refused where there is none, as `off` the product's road."""
    stage, beat = walk.at(case)
    ladder = hints_of(stage, beat)
    taken = walk.hints.get((stage.id, beat.id), 0)
    if off and ladder:
        raise Refused("hints are written for the product's road; there is none on yours")
    if walk.answered(stage, beat) or not ladder:
        raise Refused("there is no hint here")
    if taken >= len(ladder):
        raise Refused("that was the last hint")
    return Hinted(stage=stage.id, beat=beat.id, step=taken + 1)


def estimate(workings: Workings, walk: Walk, text: str) -> Event:
    """An estimate as typed. Raises Refused for what is no such quantity."""
    stage, _ = _here(workings.case, walk, "estimate")
    assert stage.estimate is not None  # noqa: S101 - a beat of this kind exists only with one
    try:
        value = read_entry(text, workings.unit_of(stage.estimate.answer))
    except EntryError as error:
        raise Refused(error.message) from None
    return Estimated(stage=stage.id, text=text.strip(), value=value)


def point(case: Case, walk: Walk, metric: str, names: Iterable[str] | None = None) -> Event:
    """Point at a reading, or at `NONE_YET`; `names` are the readings on offer, the author's if not given."""
    stage, _ = _here(case, walk, "signal")
    if metric not in offered_readings(walk, stage, names):
        raise Refused("that reading is not among those offered")
    return Pointed(stage=stage.id, metric=metric)


def pick(
    workings: Workings, walk: Walk, move_id: str, sure: Sure | None, why: str = "", road: Road | None = None
) -> Event:
    """Commit to a move; needs a confidence. What came before (the road that is walked if not given) may lock it."""
    stage, beat = _here(workings.case, walk, "move")
    decision = decision_of(stage, beat)
    move = next((m for m in decision.moves if m.id == move_id), None)
    if move is None:
        raise Refused("that move is not among those offered")
    at = decision_index(stage, decision.id)
    standing = workings.road_to(walk.stage, at) if road is None else road
    if reason := lock(workings, stage, decision, move, standing):
        raise Refused(f"locked, it {reason}")
    if sure is None:
        raise Refused("say how sure you are; then it counts")
    return Picked(stage=stage.id, decision=decision.id, move=move.id, sure=sure, why=why.strip()[:MAX_WHY])


def predict(case: Case, walk: Walk, move_id: str) -> Event:
    """Predict the move that fits under the flip, or `NONE_FITS`. Raises Refused for what is not offered."""
    stage, beat = _here(case, walk, "flip")
    if move_id != NONE_FITS and all(m.id != move_id for m in decision_of(stage, beat).moves):
        raise Refused("that move is not among those offered")
    return Predicted(stage=stage.id, flip=beat.key, move=move_id)


def note(case: Case, walk: Walk, text: str, stage: str = "") -> Event:
    """A note on a stage, by its id; on the furthest one if not given."""
    return Noted(stage=stage or walk.at(case)[0].id, text=text.strip()[:MAX_NOTE])
