"""What is drawn: parts and links with their status, from an architecture and the one before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from casewalk.case import Architecture, Edge, Node
from casewalk.diagram.cells import clean
from casewalk.numbers import show

Status = Literal["", "added", "changed", "removed"]
MARKS: dict[str, str] = {"": "", "added": "+", "changed": "~", "removed": "✗"}
NEAR, MISS = 0.7, 0.9
"""Utilisation from which a part is near its limit, and from which it is as good as past it."""


@dataclass(frozen=True)
class Part:
    """One box. `heat` is a fraction of its capacity, `printed` the same as text."""

    id: str
    label: str
    short: str
    kind: str
    at: tuple[int, int]
    heat: float | None = None
    printed: str = ""
    rules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    status: Status = ""
    times: str = ""
    """`×5` where the box stands for five of them, nothing where it stands for one."""
    resized: bool = False
    """Whether nothing of it changed but how much it can take."""

    @property
    def kinds(self) -> str:
        """Its kind, and how many there are of it: `db`, `db ×5`."""
        return f"{self.kind} {self.times}".rstrip()

    @property
    def warmth(self) -> str:
        """`ok`, `near`, `miss`, or nothing where it has no heat."""
        if self.heat is None:
            return ""
        return "ok" if self.heat < NEAR else "near" if self.heat < MISS else "miss"


@dataclass(frozen=True)
class Link:
    """One edge."""

    source: str
    target: str
    label: str
    kind: str
    status: Status = ""


@dataclass(frozen=True)
class Picture:
    """Parts, links, and the labels of removed parts whose place was taken."""

    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    gone: tuple[str, ...] = ()

    def part(self, part_id: str) -> Part:
        """A part by id. Raises KeyError."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)


def _deed(node: Node) -> tuple[object, ...]:
    """What a part is and does: neither its place nor what is told about it."""
    return (node.label, node.kind, node.load, node.capacity, node.unit, node.times, node.rules, node.parts)


def _status(was: Node | None, node: Node, *, resized: bool) -> Status:
    if was is None:
        return "added"
    return "changed" if resized or _deed(was) != _deed(node) else ""


def heat_text(utilisation: float) -> str:
    """A part's heat: whole per cent, from ten times on a factor."""
    if utilisation == float("inf"):
        return "∞"
    if utilisation >= 10:
        return f"{utilisation:.2g}×" if utilisation < 100 else f"{utilisation:.0f}×"
    if 0 < utilisation < 0.01:
        return "<1 %"
    return f"{utilisation * 100:.0f} %"


def _part(
    node_id: str, node: Node, status: Status, heat: float | None, printed: str, *, count: int = 1, resized: bool = False
) -> Part:
    text = printed or ("" if heat is None else heat_text(heat))
    return Part(
        id=node_id,
        label=clean(node.label),
        short=clean(node.short or node.label),
        kind=node.kind,
        at=node.at,
        heat=heat,
        printed=clean(text),
        rules=tuple(map(clean, node.rules)),
        parts=tuple(map(clean, node.parts)),
        status=status,
        times=f"×{show(count, '')}" if count > 1 else "",
        resized=resized,
    )


def _link(edge: Edge, status: Status) -> Link:
    return Link(edge.source, edge.target, clean(edge.label), edge.kind, status)


def picture(
    architecture: Architecture,
    heats: Mapping[str, float] | None = None,
    before: Architecture | None = None,
    prints: Mapping[str, str] | None = None,
    resized: Collection[str] = (),
    counts: Mapping[str, int] | None = None,
) -> Picture:
    """The picture of an architecture; with `before`, as a difference: added, changed and removed are marked.

    `resized` names parts that changed though their description did not: a parameter behind their capacity did.
    `counts` tells how many there are of a part; one where it tells nothing.
    """
    heats, prints, counts = heats or {}, prints or {}, counts or {}
    old = architecture if before is None else before
    parts: list[Part] = []
    for node_id, node in architecture.nodes.items():
        was = old.nodes.get(node_id)
        status = _status(was, node, resized=node_id in resized)
        only = node_id in resized and was is not None and _deed(was) == _deed(node)
        printed, count = prints.get(node_id, ""), counts.get(node_id, 1)
        parts.append(_part(node_id, node, status, heats.get(node_id), printed, count=count, resized=only))
    taken = {node.at for node in architecture.nodes.values()}
    gone: list[str] = []
    for node_id, node in old.nodes.items():
        if node_id in architecture.nodes:
            continue
        if node.at in taken:
            gone.append(clean(node.label))
        else:
            parts.append(_part(node_id, node, "removed", None, ""))
    return Picture(tuple(parts), _links(architecture, old, {p.id for p in parts}), tuple(gone))


def _links(architecture: Architecture, old: Architecture, drawn: set[str]) -> tuple[Link, ...]:
    before = {(e.source, e.target): e for e in old.edges}
    links: list[Link] = []
    for edge in architecture.edges:
        if not {edge.source, edge.target} <= drawn:
            continue
        was = before.pop((edge.source, edge.target), None)
        links.append(_link(edge, "added" if was is None else "" if was == edge else "changed"))
    links += [_link(e, "removed") for e in before.values() if {e.source, e.target} <= drawn]
    return tuple(links)
