"""A walk brought to a place of StarArena by the engine, as if it had been answered at the keyboard."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from casewalk.walk import Event, Walk, apply, begin, decision_index, decision_of
from casewalk.walk.answers import NONE_YET, advance, estimate, pick, point, predict
from casewalk.walk.asking import unasked
from casewalk.walk.events import Started
from opened import loaded, logbook_in, stararena, workings

SEED = "a seed that stays"
WHY = "it keeps the seat and the order in one transaction"


LIVED = {
    "monolith": "keep-monolith",
    "static": "cdn",
    "entrance": "refuse",
    "order": "ballot",
    "hold-length": "hold-15",
    "seat-store": "counters",
    "late-money": "keep-clock",
    "repair": "outbox-retry",
    "shared-fate": "bigger-everything",
}
"""What somebody picks who lives with every move, and pays for it."""


def _lived(walk: Walk) -> Event:
    """What this learner answers on a road of their own; a question that is not asked there is passed by."""
    case, found = stararena(), workings().along(walk.road)
    beat = walk.at(case)[1]
    if unasked(found, walk.stage, beat):
        return advance(case, walk, asked=False)
    if beat.kind == "move":
        return pick(found, walk, LIVED[beat.key], "high", WHY)
    return _answer(walk)


def _answer(walk: Walk) -> Event:
    """What this learner answers: 60 k, the right signal, and the product's move except in every third stage."""
    case, found = stararena(), workings()
    stage, beat = walk.at(case)
    if beat.kind == "estimate":
        return estimate(found, walk, "60k")
    if beat.kind == "signal":
        return point(case, walk, stage.signal.proof or NONE_YET)
    if beat.kind == "flip":
        return predict(case, walk, "" if walk.stage % 2 else decision_of(stage, beat).chosen)
    decision = decision_of(stage, beat)
    others = [move.id for move in decision.moves if move.id != decision.chosen]
    move = decision.chosen if walk.stage % 3 else others[0]
    road = found.product_road(walk.stage, decision_index(stage, decision.id))
    return pick(found, walk, move, ("low", "middle", "high")[walk.stage % 3], WHY if walk.stage % 2 else "", road)


@cache
def walk_at(stage: str, kind: str) -> Walk:
    """The walk at the first beat of a kind in a stage, written down nowhere."""
    case = stararena()
    walk = begin(case, Started(case=case.id, digest=loaded().digest, seed=SEED), "the-attempt")
    while True:
        here, beat = walk.at(case)
        if (here.id, beat.kind) == (stage, kind):
            return walk
        walk = apply(case, walk, advance(case, walk) if walk.answered(here, beat) else _answer(walk))


def walk_to(home: Path, stage: str = "", kind: str = "", *, live: bool = False) -> None:
    """Write a walk into a folder: up to the first beat of a kind in a stage, or to the end; `live` on its own road."""
    case, logbook = stararena(), logbook_in(home)
    walk = logbook.start(case, loaded().digest, "the-attempt", SEED, live=live)
    while not walk.finished:
        here, beat = walk.at(case)
        if (here.id, beat.kind) == (stage, kind):
            return
        event = advance(case, walk) if walk.answered(here, beat) else _lived(walk) if live else _answer(walk)
        walk = logbook.record(case, walk, event, loaded().digest)
