"""Patches: what a move does to levers, costs and the architecture, with everything it includes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from casewalk.case import (
    Architecture,
    ArchitecturePatch,
    Costs,
    Decision,
    Edge,
    Expression,
    Fragment,
    Lever,
    Move,
    Node,
    NodeChange,
    Stage,
)
from casewalk.numbers import Definition
from casewalk.walk.prose import facts

SINGLE = ("kind", "label", "at", "about", "short", "load", "capacity", "unit")
"""What a change gives of a part as a whole."""
WAS = re.compile(r"\bwas\b")


class PatchFault(ValueError):
    """A patch that does not apply. `path` leads to the fault inside the patch."""

    def __init__(self, message: str, path: tuple[str | int, ...]) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


@dataclass(frozen=True)
class Patch:
    """A move with its fragments merged: lever settings in order, architecture patches in order, summed costs."""

    levers: tuple[tuple[str, Expression], ...]
    architecture: tuple[ArchitecturePatch, ...]
    build_weeks: str
    run_month: str
    machines: str


def keeps(move: Move) -> bool:
    """Whether a move leaves what stands: no lever, no patch, no cost, nothing taken in."""
    return not move.levers and move.architecture.empty and move.costs == Costs() and not move.includes


def _included(
    stage: Stage, decision: Decision, move: Move, inside: tuple[str, ...] = ()
) -> tuple[Fragment | Move, ...]:
    """Everything that a move includes, innermost first; `inside` are the moves that are including it."""
    found: list[Fragment | Move] = []
    for name in move.includes:
        if name in stage.fragments:
            found.append(stage.fragments[name])
            continue
        other = next((m for m in decision.moves if m.id == name), None)
        if other is None:
            raise PatchFault(f"includes {name!r}, which is no fragment and no other move here", ("includes",))
        if name in {*inside, move.id}:
            raise PatchFault(f"{name!r} includes itself, by way of {move.id!r}", ("includes",))
        found.extend(_included(stage, decision, other, (*inside, move.id)))
        found.append(other)
    return tuple(found)


def _summed(costs: Iterable[Costs], name: str) -> str:
    """Costs as one expression. A bare number is in the cost's unit, and may be a saving: `(-$300)`."""
    money = "$" if name == "run_month" else ""

    def written(term: Expression) -> str:
        return f"({term})" if isinstance(term, str) else f"({'-' if term < 0 else ''}{money}{abs(term)})"

    return " + ".join(written(term) for c in costs if (term := getattr(c, name)) != 0) or "0"


def patch_of(stage: Stage, decision: Decision, move: Move) -> Patch:
    """The move's whole patch; what it includes comes first. Raises PatchFault."""
    sources = (*_included(stage, decision, move), move)
    costs = [s.costs for s in sources]
    return Patch(
        levers=tuple((name, source) for s in sources for name, source in s.levers.items()),
        architecture=tuple(s.architecture for s in sources if not s.architecture.empty),
        build_weeks=_summed(costs, "build_weeks"),
        run_month=_summed(costs, "run_month"),
        machines=_summed(costs, "machines"),
    )


def lever_definitions(levers: Mapping[str, Lever], patches: Iterable[Patch]) -> dict[str, Definition]:
    """Every lever's definition after the patches; `was` becomes the definition before, under a name of its own."""
    chains: dict[str, list[Expression]] = {name: [lever.source] for name, lever in levers.items()}
    for patch in patches:
        for name, source in patch.levers:
            if name not in chains:
                raise PatchFault(f"sets {name!r}, which is no lever of the case", ("levers", name))
            chains[name].append(source)
    found: dict[str, Definition] = {}
    for name, chain in chains.items():
        unit = levers[name].unit
        for step, source in enumerate(chain):
            last = step == len(chain) - 1
            written = WAS.sub(f"{name}__was{step - 1}", source) if isinstance(source, str) else source
            found[name if last else f"{name}__was{step}"] = Definition(written, unit)
    return found


LISTS = ("rules", "parts")
"""What a part holds and has inside: a change adds to them and drops from them."""


def _after(standing: tuple[str, ...], begin: tuple[str, ...], drop: tuple[str, ...]) -> tuple[str, ...]:
    """A list after a change: without what ends, then what begins and does not stand already."""
    gone = set(map(facts, drop))
    return tuple(dict.fromkeys(text for text in (*map(facts, standing), *map(facts, begin)) if text not in gone))


def changed(node: Node, change: NodeChange) -> Node:
    """A part with what a change gives."""
    given = {name: value for name in SINGLE if (value := getattr(change, name)) is not None}
    lists = {name: _after(getattr(node, name), getattr(change, name), change.drop) for name in LISTS}
    after = msgspec.structs.replace(node, **given, **lists)
    told = facts(change.also)
    return after if told in after.about else msgspec.structs.replace(after, about=f"{after.about} {told}".lstrip())


def counted(nodes: dict[str, Node], patch: ArchitecturePatch) -> dict[str, Node]:
    """Parts as often as a patch says; what it says of parts that do not stand says nothing."""
    times = patch.times
    return {n: msgspec.structs.replace(node, times=times[n]) if n in times else node for n, node in nodes.items()}


def _edges_after(edges: tuple[Edge, ...], patch: ArchitecturePatch, nodes: Mapping[str, object]) -> tuple[Edge, ...]:
    gone = set(patch.remove)
    kept = {(e.source, e.target): e for e in edges if not {e.source, e.target} & gone}
    for index, ends in enumerate(patch.disconnect):
        if kept.pop((ends.source, ends.target), None) is None:
            raise PatchFault(f"no edge from {ends.source!r} to {ends.target!r} to take away", ("disconnect", index))
    for index, edge in enumerate(patch.connect):
        for end in (edge.source, edge.target):
            if end not in nodes:
                raise PatchFault(f"connects {end!r}, which is no part at this point", ("connect", index))
        if (edge.source, edge.target) in kept:
            raise PatchFault(
                f"{edge.source!r} and {edge.target!r} are joined already; disconnect them first", ("connect", index)
            )
        kept[edge.source, edge.target] = edge
    return tuple(kept.values())


def apply_patch(architecture: Architecture, patch: ArchitecturePatch) -> Architecture:
    """The architecture after one patch, as its author pictured it: on the product's road nothing may be missing.

    Raises PatchFault where the patch does not apply. `settle` is what holds on any road.
    """
    nodes = dict(architecture.nodes)
    for index, node_id in enumerate(patch.remove):
        if nodes.pop(node_id, None) is None:
            raise PatchFault(f"removes {node_id!r}, which is not there", ("remove", index))
    for node_id, node in patch.add.items():
        if node_id in nodes:
            raise PatchFault(f"adds {node_id!r}, which is there already", ("add", node_id))
        nodes[node_id] = node
    for node_id, change in patch.change.items():
        if node_id not in nodes:
            raise PatchFault(f"changes {node_id!r}, which is not there", ("change", node_id))
        nodes[node_id] = changed(nodes[node_id], change)
    for node_id in patch.times:
        if node_id not in nodes:
            raise PatchFault(f"says how many {node_id!r} there are, which is not there", ("times", node_id))
    nodes = counted(nodes, patch)
    return Architecture(nodes=nodes, edges=_edges_after(architecture.edges, patch, nodes))
