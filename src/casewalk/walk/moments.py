"""Moments: the values of a stage before its pressure, under it, and under each move; and prose filled from them."""

from __future__ import annotations

from collections.abc import Mapping

from casewalk.case import Move
from casewalk.numbers import show
from casewalk.walk.beats import Beat, decision_index, decision_of
from casewalk.walk.cover import NOTHING, cover_text
from casewalk.walk.prose import Block, Resolver, fill
from casewalk.walk.workings import Road, Step, Values, Workings

BEFORE, NOW, AFTER = "before", "now", "after"


def road_at(workings: Workings, stage_index: int, at: int, moment: str, road: Road | None = None) -> Road:
    """The road that has been taken at a moment of a decision. Raises KeyError for a moment that does not exist."""
    standing = workings.road_to(stage_index, at) if road is None else road
    stage = workings.case.stages[stage_index]
    decision = stage.decisions[at]
    if moment in {BEFORE, NOW}:
        return workings.road_to(stage_index) if road is None else standing
    if moment == AFTER:
        return (*standing, Step(stage.id, decision.id, workings.taken(stage_index, at)))
    if all(m.id != moment for m in decision.moves):
        raise KeyError(f"no moment and no move of this decision is called {moment!r}")
    return (*standing, Step(stage.id, decision.id, moment))


def values_at(
    workings: Workings, stage_index: int, at: int, moment: str, overrides: Mapping[str, float] | None = None
) -> Values:
    """Every quantity at a moment of a decision, in base units, costs of the move included."""
    road = road_at(workings, stage_index, at, moment)
    parameters = workings.parameters(stage_index, before=moment == BEFORE) | dict(overrides or {})
    priced = road[-1] if moment not in {BEFORE, NOW} else None
    return workings.values(road, parameters, priced)


def resolver(
    workings: Workings, stage_index: int, at: int, natural: str, covered: frozenset[str] = NOTHING
) -> Resolver:
    """Prints quantities at moments of a decision; `natural` is the moment of a placeholder that names none.

    What is covered is printed as such under the pressure, and as it was before it.
    """

    known: dict[str, Values] = {}

    def resolve(name: str, moment: str) -> str:
        unit, moment = workings.unit_of(name), moment or natural
        if name in covered and moment != BEFORE:
            return cover_text(unit)
        if moment not in known:
            known[moment] = values_at(workings, stage_index, at, moment)
        return show(known[moment][name], unit)

    return resolve


def standing_at(workings: Workings, stage_index: int, beat: Beat) -> tuple[Road, str]:
    """The road that the picture and the metrics of a beat show, and its moment: before, now or after."""
    stage = workings.case.stages[stage_index]
    at = decision_index(stage, decision_of(stage, beat).id)
    road = workings.road_to(stage_index, at if beat.kind in {"move", "reveal", "flip"} else 0)
    if beat.kind == "why":
        return road, BEFORE
    if beat.kind in {"reveal", "flip"}:
        return workings.road_to(stage_index, at + 1), AFTER
    if beat.kind == "aftermath":
        return workings.road_after(stage_index), AFTER
    return road, NOW


def natural_moment(beat: Beat) -> str:
    """The moment that a beat's own prose speaks of."""
    return {"why": BEFORE, "reveal": AFTER, "aftermath": AFTER, "flip": AFTER}.get(beat.kind, NOW)


def tell(
    workings: Workings, stage_index: int, beat: Beat, text: str, covered: frozenset[str] = NOTHING
) -> tuple[Block, ...]:
    """A beat's prose with the model's numbers in it. Raises ProseError."""
    stage = workings.case.stages[stage_index]
    at = decision_index(stage, decision_of(stage, beat).id)
    return fill(text, resolver(workings, stage_index, at, natural_moment(beat), covered))


def ask_text(workings: Workings, stage_index: int, beat: Beat, text: str) -> str:
    """A question with the model's numbers in it, as one line. Raises ProseError."""
    return " ".join(block.text for block in tell(workings, stage_index, beat, text))


def tell_move(workings: Workings, stage_index: int, at: int, move: Move, text: str) -> tuple[Block, ...]:
    """What is said of one move, with the numbers under that move."""
    return fill(text, resolver(workings, stage_index, at, move.id))
