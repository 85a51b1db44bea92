"""Rules on parts: a change says what its own move does to a part, and nothing of what others put there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casewalk.case import Architecture, Expression, Move, Node, NodeChange, Stage
from casewalk.script.findings import Path_
from casewalk.script.rules.formulas import sources_of
from casewalk.script.rules.report import Report, moves_of
from casewalk.walk.patches import LISTS, SINGLE
from casewalk.walk.prose import facts

TEXTS = tuple(name for name in SINGLE if name != "at")
"""What a change overwrites, its place apart: a place whose part stands elsewhere is found anew on each road."""

Given = Expression | str | tuple[int, int] | None


@dataclass
class _Earlier:
    """What the first architecture and the moves so far put at parts, the product's or not."""

    held: dict[str, set[str]] = field(default_factory=dict)
    """Rules and modules, by part."""
    given: dict[tuple[str, str], list[tuple[str, Given]]] = field(default_factory=dict)
    """What moves that the product did not take give of a part as a whole, by part and key: the move, and its value."""

    def hold(self, part: str, one: Node | NodeChange) -> None:
        """Take in what a part begins to hold."""
        self.held.setdefault(part, set()).update(map(facts, (*one.rules, *one.parts)))


@dataclass(frozen=True)
class _Change:
    """One change of a part, by a move or by what it includes; `path` leads to it."""

    path: Path_
    part: str
    change: NodeChange


def _changes(stage: Stage, path: Path_, at: int, move: Move) -> Iterator[_Change]:
    for where, source in sources_of(stage, path, at, move):
        for part, change in source.architecture.change.items():
            yield _Change((*where, "architecture", "change", part), part, change)


def check_parts(report: Report) -> None:
    """CW210: a change drops what somebody put there, repeats nothing, and overwrites no other road's part."""
    earlier = _Earlier()
    for part, node in report.case.model.architecture.nodes.items():
        earlier.hold(part, node)
    for index, stage in enumerate(report.case.stages):
        told: set[Path_] = set()
        for at, decision in enumerate(stage.decisions):
            standing = report.workings.architecture(report.workings.product_road(index, at))
            here = [(path, move) for path, where, move in moves_of(stage) if where == at]
            for path, move in here:
                for one in _changes(stage, path, at, move):
                    if one.path not in told:  # a fragment's change is told once
                        told.add(one.path)
                        _lists(report, stage, one, standing, earlier)
                        _single(report, stage, (one, move), standing, earlier)
            for path, move in here:
                _take_in(earlier, stage, (path, at, move), chosen=move.id == decision.chosen)


def _take_in(earlier: _Earlier, stage: Stage, place: tuple[Path_, int, Move], *, chosen: bool) -> None:
    path, at, move = place
    found: list[tuple[str, Node | NodeChange]] = [(c.part, c.change) for c in _changes(stage, path, at, move)]
    found += [pair for _, source in sources_of(stage, path, at, move) for pair in source.architecture.add.items()]
    for part, one in found:
        earlier.hold(part, one)
        for name in () if chosen else TEXTS:
            if value := getattr(one, name):
                earlier.given.setdefault((part, name), []).append((f"{stage.id}/{move.id}", value))


def _lists(report: Report, stage: Stage, one: _Change, standing: Architecture, earlier: _Earlier) -> None:
    """What a change begins does not stand on the product's road; what it drops, somebody put there."""
    file, node = report.stage_file(stage), standing.nodes.get(one.part)
    for key in LISTS:
        holds = {*map(facts, getattr(node, key))} if node else set()
        for n, text in enumerate(getattr(one.change, key)):
            if facts(text) in holds:
                message = f"{text!r} stands at {one.part!r} already; on a road where it does not, this would claim it"
                report.add("CW210", file, (*one.path, key, n), message, "give what this move begins, and no more")
    for n, text in enumerate(one.change.drop):
        if facts(text) not in earlier.held.get(one.part, set()):
            message = f"{text!r} is nothing that any move before puts at {one.part!r}"
            report.add("CW210", file, (*one.path, "drop", n), message, "give it as it was given, word for word")


def _single(report: Report, stage: Stage, by: tuple[_Change, Move], standing: Architecture, earlier: _Earlier) -> None:
    """What a change overwrites is the product's, or the move says whose part it takes the place of."""
    (one, move), node = by, standing.nodes.get(by[0].part)
    for key in TEXTS:
        value = getattr(one.change, key)
        pictured = (value, getattr(node, key, None))
        found = earlier.given.get((one.part, key), []) if value is not None else []
        others = list(dict.fromkeys(o for o, v in found if v not in pictured and o not in move.replaces))
        if others:
            message = f"overwrites the {key} that {' or '.join(others)} gives {one.part!r} on another road"
            hint = f"say it by rules or also; if it takes that part's place, say replaces: [{', '.join(others)}]"
            report.add("CW210", report.stage_file(stage), (*one.path, key), message, hint)
