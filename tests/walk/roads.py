"""Random roads: walks that live with their picks, answered by chance, as far as every text that a screen would show."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from casewalk.case import Case
from casewalk.walk import Event, Walk, Workings, apply, begin, decision_index, decision_of, replay, telling
from casewalk.walk.answers import NONE_FITS, advance, estimate, offered_readings, pick, point, predict
from casewalk.walk.asking import offered_metrics, unasked
from casewalk.walk.events import Started
from casewalk.walk.locks import open_moves

SURE = ("low", "middle", "high")


@dataclass
class Walked:
    """A walk of a random road: its events, and what was skipped on the way."""

    events: list[Event]
    walk: Walk
    unasked: list[tuple[str, str]] = field(default_factory=list)
    locked: int = 0
    off: int = 0
    """Stages that began off the product's road."""


def _answer(found: Workings, walk: Walk, chance: random.Random) -> Event:
    stage, beat = walk.at(found.case)
    index = walk.stage
    match beat.kind:
        case "estimate":
            return estimate(found, walk, chance.choice(["60k", "3", "1e9"]))
        case "signal":
            offered = offered_readings(walk, stage, names := offered_metrics(found, index))
            return point(found.case, walk, chance.choice(offered), names)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    able = [m.id for m in open_moves(found, index, at, found.road_to(index, at))]
    assert len(able) >= 2, f"{stage.id}: {able} on {walk.road}"
    if beat.kind == "flip":
        return predict(found.case, walk, chance.choice([*able, NONE_FITS]))
    return pick(found, walk, chance.choice(able), chance.choice(SURE), "", None)  # type: ignore[arg-type]


def walked(workings: Workings, seed: int, first: str = "", *, live: bool = True) -> Walked:
    """A whole walk by chance, to its end; one that is not `live` follows the product."""
    case: Case = workings.case
    chance = random.Random(seed)  # noqa: S311 - no secret
    start = Started(case=case.id, digest="d", seed=str(seed), first_stage=first, live=live)
    walk = begin(case, start, "a")
    found = Walked([start], walk)
    while not walk.finished:
        here = workings.along(walk.road)
        stage, beat = walk.at(case)
        skipped = unasked(here, walk.stage, beat)
        if beat.kind == "situation":
            found.off += here.off_road(walk.stage)
        if skipped:
            found.unasked.append((stage.id, beat.kind))
        if beat.kind == "move":
            at = decision_index(stage, beat.key)
            able = open_moves(here, walk.stage, at, here.road_to(walk.stage, at))
            found.locked += len(stage.decisions[at].moves) - len(able)
        waits = not walk.answered(stage, beat) and not skipped
        event = _answer(here, walk, chance) if waits else advance(case, walk, asked=not skipped)
        found.events.append(event)
        walk = apply(case, walk, event)
        assert len(found.events) < 40 * len(case.stages), "the walk does not go on"
    found.walk = walk
    assert replay(case, "a", found.events) == walk
    return found


def told(workings: Workings, walk: Walk) -> list[str]:
    """Every text that a walk's road has, stage by stage."""
    here = workings.along(walk.road)
    texts: list[str] = []
    for index, stage in enumerate(here.case.stages):
        passages = [telling.situation(here, index), telling.why(here, index), telling.signal_because(here, index)]
        passages += [telling.estimate_because(here, index), telling.aftermath(here, index)]
        passages += [telling.signal_shows(here, index, name) for name in stage.signal.others]
        texts += [block.text for passage in passages for block in passage]
    return texts
