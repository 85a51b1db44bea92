"""Grounds: on what an answer stands. Where along each constraint another move begins to fit, which targets and which
assumptions it would not outlive, and where each of the other moves is right. All of it is found from the model.

It takes some hundred milliseconds, so it is found a little at a time: see `study`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casewalk.case import Parameter
from casewalk.walk.beats import ASKED, decision_index
from casewalk.walk.hunt import Hunt
from casewalk.walk.rivals import Rivals, fitting
from casewalk.walk.scales import Scale, scale_of
from casewalk.walk.sweep import Boundary, Sweep, sweep
from casewalk.walk.whatif import constraints
from casewalk.walk.workings import Values

COLUMNS = 60
HALVINGS = 20
"""Of the gap between two columns: a boundary to six digits of it, more than is printed."""
FACTORS = (0.5, 2.0)
LEAST_TURNS, MOST_TURNS = 2, 4
"""So many turns are told."""


@dataclass(frozen=True)
class Turn:
    """A value of one constraint at which another set of moves fits: everything below it, or from it up.

    `value` in base units, `last` the last one before it; `fits` in the decision's order; `distance` from where the
    constraint stands, see Scale.
    """

    scale: Scale
    last: float
    value: float
    below: bool
    fits: tuple[str, ...]
    distance: float
    marked: bool = True
    """Whether the constraint is one of the few that matter to the decision."""
    beyond: bool = True
    """Whether the number that is printed for `value` is on its upper side."""


@dataclass(frozen=True)
class TargetTurn:
    """A judged target halved or doubled, and which moves would fit then; what it would be and is, in base units.

    It is what the product's move makes of it, which may be another than the standing target.
    """

    metric: str
    factor: float
    limit: float
    now: float
    fits: tuple[str, ...]


@dataclass(frozen=True)
class Doubt:
    """An assumption under whose likely values the product's move does not fit throughout."""

    scale: Scale
    likely: tuple[float, float]
    turn: Turn


@dataclass(frozen=True)
class Example:
    """Constraints under which a move is right that no single change makes so, with their values in base units.

    One of many: a what-if of the stage where one does it, else the nearest two changes that the hunt finds.
    """

    changes: tuple[tuple[Scale, float], ...]


@dataclass(frozen=True)
class Grounds:
    """Everything on which an answer stands. `turns` are of all constraints, the nearest first."""

    rivals: Rivals
    fits: tuple[str, ...]
    turns: tuple[Turn, ...]
    right_when: Mapping[str, Turn]
    """For a move that does not fit, the nearest turn at which it does; for one that fits, the nearest where not."""
    right_ends: Mapping[str, Turn]
    """Where that move is right only within a band of the constraint: the turn at the other end of it."""
    examples: Mapping[str, Example]
    """For a move that no single change makes right."""
    judged: int
    targets: tuple[TargetTurn, ...]
    assumed: int
    doubts: tuple[Doubt, ...]

    @property
    def mind_changers(self) -> tuple[Turn, ...]:
        """What would change the answer: the nearest turn to each other answer, two to four of them where there are.

        The constraints that matter most are told before others, and again where there is room. Turns at which nothing
        fits any more come last: they speak against every move alike.
        """
        ordered = sorted(self.turns, key=_order)
        told = list({turn.fits: turn for turn in reversed(ordered)}.values())[::-1][:MOST_TURNS]
        more = [turn for turn in ordered if turn not in told]
        told += [turn for turn in more if turn.marked and turn.fits][: MOST_TURNS - len(told)]
        told += [turn for turn in more if turn not in told][: max(0, LEAST_TURNS - len(told))]
        return tuple(sorted(told, key=_order))


def _order(turn: Turn) -> tuple[bool, bool, float]:
    """What is told first: where something fits, then the constraints that matter most, then the near ones."""
    return not turn.fits, not turn.marked, turn.distance


@dataclass
class _Found:
    """What has been found so far."""

    turns: list[Turn] = field(default_factory=list)
    right_when: dict[str, Turn] = field(default_factory=dict)
    right_ends: dict[str, Turn] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    assumed: int = 0


def study(rivals: Rivals, overrides: Mapping[str, float] | None = None) -> Generator[None, None, Grounds]:
    """Find the grounds of a decision under its stage's constraints, or under changed ones (base units).

    Yields after every few milliseconds of work, and returns what it found. Without changes it is found once and kept.
    """
    workings, key = rivals.workings, (rivals.stage_index, rivals.at, rivals.road)
    if overrides:
        return (yield from _study(rivals, overrides))
    if key not in workings.grounds:
        workings.grounds[key] = yield from _study(rivals, {})
    return workings.grounds[key]


def _study(rivals: Rivals, overrides: Mapping[str, float]) -> Generator[None, None, Grounds]:
    workings = rivals.workings
    parameters = workings.parameters(rivals.stage_index) | dict(overrides)
    here = fitting(rivals.verdicts(parameters))
    found, marked = _Found(), constraints(rivals).marked
    declared = workings.case.model.parameters
    for name in (n for n in declared if n in rivals.parameters):
        scale = scale_of(workings, rivals.stage_index, name)
        if scale.low < scale.high:
            swept = sweep(rivals, scale, parameters, COLUMNS, HALVINGS)
            _take_in(found, rivals, swept, parameters[name], here, marked=name in marked)
            if rivals.chosen in here:
                _doubt(found, rivals, declared[name], swept, parameters)
        yield
    lost = [m for m in rivals.moves if m not in here and m not in found.right_when]
    examples, beside = ({}, {}) if overrides else _told_examples(rivals, parameters, lost)
    lost = [m for m in lost if m not in examples]
    # A case that the checker refuses may still be walked; the hunt needs every value to lie in its range.
    if lost and not overrides and all(axis.low <= axis.now <= axis.high for axis in rivals.axes):
        examples |= yield from _hunted_examples(rivals, lost)
    examples = beside | examples
    turns = sorted(found.turns, key=lambda t: t.distance)
    targets = tuple(_target_turns(rivals, parameters, here))
    judged = len(rivals.decision.judged_by)
    doubts = tuple(sorted(found.doubts, key=lambda d: d.turn.distance))
    right = found.right_when, found.right_ends
    return Grounds(rivals, here, tuple(turns), *right, examples, judged, targets, found.assumed, doubts)


def grounds(rivals: Rivals, overrides: Mapping[str, float] | None = None) -> Grounds:
    """The grounds of a decision, all at once."""
    studying = study(rivals, overrides)
    while True:
        try:
            next(studying)
        except StopIteration as done:
            found: Grounds = done.value
            return found


def _outward(swept: Sweep, now: float, *, marked: bool) -> tuple[Iterator[Turn], Iterator[Turn]]:
    """What fits beyond each boundary, going away from where the constraint stands: downwards, and upwards."""
    scale = swept.scale

    below, above = (
        (b for b in reversed(swept.boundaries) if b.first <= now),
        (b for b in swept.boundaries if b.first > now),
    )

    def turn(at: Boundary, *, down: bool) -> Turn:
        fits, near = (fitting(at.before), at.last) if down else (fitting(at.after), at.first)
        return Turn(scale, at.last, at.first, down, fits, scale.distance(near, now), marked, at.beyond)

    return (turn(b, down=True) for b in below), (turn(b, down=False) for b in above)


def _take_in(found: _Found, rivals: Rivals, swept: Sweep, now: float, here: tuple[str, ...], *, marked: bool) -> None:
    """Keep the first turn of each way, and for each move the nearest at which it begins or ceases to fit."""
    ways = [tuple(way) for way in _outward(swept, now, marked=marked)]
    found.turns += [turn for way in ways if (turn := next((t for t in way if t.fits != here), None))]
    for move in rivals.moves:
        crossed = [tuple(_crossings(way, move, fits=move in here)) for way in ways]
        for one, other in (crossed, crossed[::-1]):
            nearest = found.right_when.get(move)
            if not one or (nearest is not None and _order(one[0]) >= _order(nearest)):
                continue
            found.right_when[move] = one[0]
            # What fits here may cease on the other side, too; what begins to fit may cease further out.
            ends = other[:1] if move in here else one[1:2]
            found.right_ends.pop(move, None)
            found.right_ends.update((move, end) for end in ends)


def _crossings(way: Iterable[Turn], move: str, *, fits: bool) -> Iterator[Turn]:
    """The turns at which a move begins to fit, or ceases to, going outwards from where it does or does not."""
    for turn in way:
        if (move in turn.fits) is not fits:
            fits = not fits
            yield turn


def likely_range(parameter: Parameter, scale: Scale, now: float) -> tuple[float, float] | None:
    """Where an assumed figure probably lies, in base units.

    As declared; where a stage has set another value, as far from that one, by the same factors.
    """
    if parameter.likely is None or not parameter.basis.startswith("assumed:") or not parameter.value:
        return None
    low, high = (end / parameter.value * now for end in parameter.likely)
    return scale.rounded(low), scale.rounded(high)


def _doubt(found: _Found, rivals: Rivals, parameter: Parameter, swept: Sweep, parameters: Values) -> None:
    """Whether the product's move fits over all that is likely of an assumption."""
    scale, now = swept.scale, parameters[swept.scale.name]
    likely = likely_range(parameter, scale, now)
    if likely is None:
        return
    found.assumed += 1
    for way in _outward(swept, now, marked=True):
        for turn in way:
            inside = turn.value > likely[0] if turn.below else turn.value <= likely[1]
            if inside and rivals.chosen not in turn.fits:
                found.doubts.append(Doubt(scale, likely, turn))
                break


def _target_turns(rivals: Rivals, parameters: Values, here: tuple[str, ...]) -> Iterator[TargetTurn]:
    for metric in rivals.decision.judged_by:
        for factor in FACTORS:
            fits = fitting(rivals.verdicts(parameters, {metric: factor}))
            if fits != here:
                limit, now = (rivals.scaled_limit(parameters, metric, f) for f in (factor, 1.0))
                yield TargetTurn(metric, factor, limit, now, fits)


def _told_examples(
    rivals: Rivals, parameters: Values, lost: list[str]
) -> tuple[dict[str, Example], dict[str, Example]]:
    """For moves that no single change makes right: what-ifs that do, of those that are told and not asked.

    First those in which the move is the least that holds; then those in which another costs less, and it fits as well.
    """
    workings, index = rivals.workings, rivals.stage_index
    stage = workings.case.stages[index]
    least: dict[str, Example] = {}
    beside: dict[str, Example] = {}
    for flip in stage.flips[ASKED:]:
        if not lost or decision_index(stage, flip.decision) != rivals.at:
            continue
        changed = workings.in_base(flip.change)
        there = fitting(rivals.verdicts({**parameters, **changed}))
        costs = rivals.figures({**parameters, **changed}, rivals.decision.minimise)
        lowest = min((costs[move].value for move in there), default=0.0)
        example = Example(tuple((scale_of(workings, index, name), value) for name, value in changed.items()))
        for move in (m for m in lost if m in there):
            (least if costs[move].value <= lowest else beside).setdefault(move, example)
    return least, beside


def _hunted_examples(rivals: Rivals, lost: list[str]) -> Generator[None, None, dict[str, Example]]:
    """For moves that no single change makes right: the nearest two changes that the hunt for witnesses finds."""
    hunt = Hunt(rivals)
    yield from hunt.steps()
    found: dict[str, Example] = {}
    for move in lost:
        at = rivals.moves.index(move)
        point = hunt.alone[at] or hunt.least[at]
        if point:
            changes = tuple(
                (scale_of(rivals.workings, rivals.stage_index, axis.name), axis.base(value))
                for axis, value in ((rivals.axes[n], value) for n, value in point)
            )
            found[move] = Example(changes)
    return found
