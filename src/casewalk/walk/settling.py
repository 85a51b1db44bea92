"""Settling: what a patch comes to on any road, whatever stands there; and which parts it cannot do without.

A patch says how things stand afterwards. A part that it adds takes the place of one with the same id, an edge that it
connects the place of one between the same ends; what it removes or disconnects may be gone already. Only what it
changes and the ends that it connects have to stand: where they do not, the move is locked (see `locks`). A part whose
place is taken stands at the nearest free one. The product's road needs none of this: there `apply_patch` applies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from casewalk.case import Architecture, ArchitecturePatch, Edge, Node
from casewalk.walk.patches import changed, counted

Place = tuple[int, int]
"""Column and row on the author's grid."""


def touched(patches: Iterable[ArchitecturePatch]) -> tuple[str, ...]:
    """The parts that a move changes or connects and does not add itself: those that must stand before it."""
    own: set[str] = set()
    found: dict[str, None] = {}
    for patch in patches:
        own |= patch.add.keys()
        names = [*patch.change, *(end for edge in patch.connect for end in (edge.source, edge.target))]
        found |= dict.fromkeys(name for name in names if name not in own)
    return tuple(found)


def missing(architecture: Architecture, patches: Iterable[ArchitecturePatch]) -> tuple[str, ...]:
    """The parts that a move cannot do without and that do not stand."""
    return tuple(name for name in touched(patches) if name not in architecture.nodes)


def _free(wanted: Place, taken: set[Place]) -> Place:
    """The nearest free place, the wanted one if it can be had; of equals the one further up, then further left."""
    reach = 0
    while True:
        near = [
            (abs(row - wanted[1]) + abs(column - wanted[0]), row, column)
            for column in range(max(0, wanted[0] - reach), wanted[0] + reach + 1)
            for row in range(max(0, wanted[1] - reach), wanted[1] + reach + 1)
            if (column, row) not in taken
        ]
        best = min(near, default=None)
        if best is not None and best[0] <= reach:
            return best[2], best[1]
        reach += 1


def _stood(nodes: Mapping[str, Node], name: str, node: Node) -> Node:
    at = _free(node.at, {other.at for other_name, other in nodes.items() if other_name != name})
    return node if at == node.at else msgspec.structs.replace(node, at=at)


def settle(architecture: Architecture, patch: ArchitecturePatch) -> Architecture:
    """The architecture after one patch, on any road. Never raises."""
    nodes = {name: node for name, node in architecture.nodes.items() if name not in patch.remove}
    edges: dict[tuple[str, str], Edge] = {(e.source, e.target): e for e in architecture.edges}
    for ends in patch.disconnect:
        edges.pop((ends.source, ends.target), None)
    for name, node in patch.add.items():
        nodes[name] = _stood(nodes, name, node)
    for name, change in patch.change.items():
        if name in nodes:
            after = changed(nodes[name], change)
            nodes[name] = after if change.at is None else _stood(nodes, name, after)
    edges |= {(e.source, e.target): e for e in patch.connect}
    standing = (e for e in edges.values() if e.source in nodes and e.target in nodes)
    return Architecture(nodes=counted(nodes, patch), edges=tuple(standing))
