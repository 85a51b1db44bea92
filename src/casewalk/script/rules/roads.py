"""Rules on every road: whatever was picked before, a move applies or is locked, and enough of them are open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from casewalk.case import Move, Stage
from casewalk.numbers import NumbersError, literals_in, names_in, written
from casewalk.script.findings import Path_
from casewalk.script.rules.formulas import settings
from casewalk.script.rules.report import Report, moves_of, patches_of
from casewalk.walk.patches import Patch
from casewalk.walk.settling import touched
from casewalk.walk.standing import could_stand, since
from casewalk.walk.workings import COST_UNITS, Step


def check_defaults(report: Report) -> None:
    """CW313: a lever's default is neutral: nought, one, or what the constraints give."""
    for name, lever in report.case.model.levers.items():
        try:
            figures = [x for x in literals_in(written(lever.source)) if x.value not in {0.0, 1.0}]
        except NumbersError:
            continue  # told where it cannot be read
        if figures:
            message = f"the default of {name!r} holds a figure that no move has bought"
            hint = "make it a parameter with range and basis; 0, 1 and what formulas give may stay"
            report.add("CW313", report.model_file, ("levers", name, "is"), message, hint)


def check_bought(report: Report) -> None:
    """CW314: what more of the same buys, and a later pressure sets, has a price by which every road pays for it."""
    model = report.case.model
    free = {written(lever.source): name for name, lever in model.levers.items() if lever.bought is None}
    values = {name: parameter.value for name, parameter in model.parameters.items()}
    cures: set[str] = set()
    grown: dict[str, Stage] = {}
    for stage in report.case.stages:
        more = {name for name, value in stage.pressure.items() if value >= values.get(name, value)}
        grown = dict.fromkeys(more, stage) | grown
        values |= stage.pressure
        cures |= {name for name, value in stage.signal.more_of_same.items() if value > values.get(name, value)}
    for name, stage in grown.items():
        if name in cures and name in free:
            message = f"{name!r} is bought as more of the same, and here it is there without a bill"
            hint = f"give the lever {free[name]!r} a price: bought, in $/month for one more (0 if it is free)"
            report.add("CW314", report.stage_file(stage), ("pressure", name), message, hint, key=True)


@dataclass(frozen=True)
class _Definition:
    """One definition of a quantity: what it reads, the stage whose move gives it (none for the model), and where."""

    name: str
    reads: frozenset[str]
    stage: int
    path: Path_


def _definitions(report: Report) -> Iterator[_Definition]:
    """Every definition that any move may give, and the model's own."""
    model = report.case.model
    for kind, declared in (("formulas", model.formulas), ("levers", model.levers)):
        for name, one in declared.items():
            yield _Definition(name, frozenset(names_in(written(one.source))), -1, (kind, name))
    for index, stage in enumerate(report.case.stages):
        for path, at, move in moves_of(stage):
            for where, name, source in settings(stage, path, at, move):
                yield _Definition(name, frozenset(names_in(written(source))) - {"was", name}, index, where)
        for path, patch in patches_of(stage):
            for name in COST_UNITS:
                read = frozenset(names_in(written(getattr(patch.costs, name))))
                yield _Definition(name, read, index, (*path, "costs", name))


def check_union(report: Report) -> None:
    """CW303: all definitions of all moves together have no cycle, so that no road of picks closes one."""
    if report.has("CW303"):
        return  # a road that has one is told already
    found = list(_definitions(report))
    reads: dict[str, set[str]] = {}
    for one in found:
        reads.setdefault(one.name, set()).update(one.reads)
    try:
        TopologicalSorter({name: sorted(names) for name, names in reads.items()}).prepare()
    except CycleError as error:
        names = list(reversed(error.args[1]))[:-1]
        closing = max((d for d in found if d.name in names and d.reads & {*names}), key=lambda d: d.stage)
        at = names.index(closing.name)
        message = "circular over the moves of some road: " + " -> ".join([*names[at:], *names[:at], closing.name])
        stage = None if closing.stage < 0 else report.case.stages[closing.stage]
        file = report.model_file if stage is None else report.stage_file(stage)
        report.add(
            "CW303", file, closing.path, message, "break the cycle: no two moves may lean on each other", key=True
        )


def check_roads(report: Report) -> None:
    """CW208, CW209, CW508, CW509: one name for one part, needs that can be met, and two moves open everywhere."""
    removed: set[str] = set()
    taken: list[Patch] = []
    earlier: dict[str, list[tuple[str, str, tuple[int, int]]]] = {}
    before: dict[str, tuple[int, int]] = {}
    for index, stage in enumerate(report.case.stages):
        for at, decision in enumerate(stage.decisions):
            here = [(path, move) for path, where, move in moves_of(stage) if where == at]
            for path, move in here:
                _needs(report, stage, path, move, before)
                _names(report, stage, (path, at), move, earlier)
            _open(report, stage, at, removed, taken)
            _done(report, index, at)
            for _, move in here:
                taken.append(report.workings.patch(Step(stage.id, decision.id, move.id)))
                patches = taken[-1].architecture
                removed |= {name for patch in patches for name in patch.remove}
                for name, node in ((n, p) for patch in patches for n, p in patch.add.items()):
                    earlier.setdefault(name, []).append((f"{stage.id}/{move.id}", node.kind, node.at))
                before[f"{stage.id}/{move.id}"] = (index, at)


def _needs(report: Report, stage: Stage, path: Path_, move: Move, before: dict[str, tuple[int, int]]) -> None:
    """CW209: what a move needs was on offer before it, and not twice in one decision."""
    asked: dict[tuple[int, int], str] = {}
    for n, need in enumerate(move.needs):
        full = need if "/" in need else f"{stage.id}/{need}"
        if full not in before:
            message = f"{need!r} is no move of an earlier decision, so {move.id!r} is locked on every road"
            report.add("CW209", report.stage_file(stage), (*path, "needs", n), message)
        elif other := asked.get(before[full]):
            message = f"{other!r} and {need!r} are moves of one decision, and nobody takes both"
            report.add("CW209", report.stage_file(stage), (*path, "needs", n), message)
        else:
            asked[before[full]] = need


def _names(
    report: Report,
    stage: Stage,
    place: tuple[Path_, int],
    move: Move,
    earlier: dict[str, list[tuple[str, str, tuple[int, int]]]],
) -> None:
    """CW208: a part that an earlier move adds too is the same thing, or takes its place and says so."""
    path, at = place
    patches = report.workings.patch(Step(stage.id, stage.decisions[at].id, move.id)).architecture
    for name, node in ((n, p) for patch in patches for n, p in patch.add.items()):
        for by, kind, where in earlier.get(name, []):
            if (kind, where) != (node.kind, node.at) and by not in move.replaces:
                message = f"{by} adds another part under the name {name!r}; on a road with both it would be lost"
                hint = f"give it a name of its own; if it takes the other's place, say replaces: [{by}]"
                report.add("CW208", report.stage_file(stage), (*path, "id"), message, hint)
                break


def _done(report: Report, index: int, at: int) -> None:
    """CW509: no move does what stands on the product's road already."""
    stage = report.case.stages[index]
    road = report.workings.product_road(index, at)
    for path, where, move in moves_of(stage):
        by = since(report.workings, road, Step(stage.id, stage.decisions[at].id, move.id)) if where == at else None
        if by is not None:
            message = f"what {move.id!r} does stands already: the product took {by.stage}/{by.move}"
            hint = "nobody can choose it; let it do more than that, or take it out"
            report.add("CW509", report.stage_file(stage), (*path, "id"), message, hint)


def _open(report: Report, stage: Stage, at: int, removed: set[str], taken: list[Patch]) -> None:
    """CW508: two moves of a decision need no part that some road lacks, and stand already on none."""
    decision = stage.decisions[at]
    always = set(report.case.model.architecture.nodes) - removed
    first = report.case.model.architecture
    patches = {m.id: report.workings.patch(Step(stage.id, decision.id, m.id)) for m in decision.moves}
    free = [m for m in decision.moves if not m.needs and not could_stand(patches[m.id], taken, first)]
    lacking = {m.id: [n for n in touched(patches[m.id].architecture) if n not in always] for m in free}
    if sum(not m.needs for m in decision.moves) < 2 or sum(not parts for parts in lacking.values()) >= 2:
        return
    reasons = [f"{move} needs {', '.join(parts)}" for move, parts in lacking.items() if parts]
    reasons += [f"{m.id} may stand already" for m in decision.moves if not m.needs and m not in free]
    told = "; ".join(reasons)
    message = f"fewer than two moves are open on every road: {told}"
    hint = "let one of them touch parts that stand on every road, and do what no earlier move does"
    report.add("CW508", report.stage_file(stage), ("decisions", at, "moves"), message, hint, key=True)
