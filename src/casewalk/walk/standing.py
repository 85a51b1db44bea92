"""Standing: whether what a move would do is done on a road already, by an earlier move of another decision.

A move changes nothing where every lever setting of its own is in force and says the same when said twice, such as
`min(was, share)`; and nothing is left of it to do where the parts that it adds stand, and its settings are in force or
the picture would not change. A second machine of the same kind is another thing: it is told by a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from casewalk.case import Architecture, ArchitecturePatch, Node, NodeChange
from casewalk.numbers import written
from casewalk.walk.patches import WAS, Patch
from casewalk.walk.settling import settle
from casewalk.walk.workings import Road, Step, Workings

_ANNULLED = re.compile(r"\bwas\s*\*\s*0\b(?![.\d])|(?<![.\d])\b0\s*\*\s*was\b")
_BOUNDED = re.compile(r"(?:min|max)\(\s*was\s*,(.*)\)", re.DOTALL)

Gift = tuple[str, ...]
"""Something that a patch puts into a picture."""
Setting = tuple[str, str]
"""A lever, and the formula that it is set to, as one text."""


def _settings(patch: Patch) -> list[Setting]:
    return [(name, " ".join(written(source).split())) for name, source in patch.levers]


def _forgets(text: str) -> bool:
    """Whether a formula takes nothing over from what was set before."""
    return WAS.search(_ANNULLED.sub("", text)) is None


def says_once(text: str) -> bool:
    """Whether a formula, set twice, gives what it gives once: a bound on `was`, or nothing of it."""
    bounded = _BOUNDED.fullmatch(text)
    return _forgets(bounded[1] if bounded else text)


def _in_force(workings: Workings, road: Road) -> set[Setting]:
    """The lever settings of a road that no later one has put out of force."""
    found: dict[str, set[str]] = {}
    for step in road:
        for name, text in _settings(workings.patch(step)):
            if _forgets(text):
                found[name] = set()
            found.setdefault(name, set()).add(text)
    return {(name, text) for name, texts in found.items() for text in texts}


def _held(architecture: Architecture) -> set[tuple[object, ...]]:
    """Its parts, their words and places apart: names, kinds, and what they hold."""
    return {
        (name, n.kind, str(n.times), frozenset(n.rules), frozenset(n.parts)) for name, n in architecture.nodes.items()
    }


def _calls(architecture: Architecture) -> set[tuple[object, ...]]:
    return {(e.source, e.target, e.kind) for e in architecture.edges}


def _adds(patches: tuple[ArchitecturePatch, ...]) -> dict[str, Node]:
    return {name: node for patch in patches for name, node in patch.add.items()}


def stands(workings: Workings, road: Road, step: Step) -> bool:
    """Whether what a move would do is done on this road already."""
    patch, before = workings.patch(step), workings.architecture(road)
    adds = _adds(patch.architecture)
    if any(name not in before.nodes or before.nodes[name].kind != node.kind for name, node in adds.items()):
        return False
    settings = _settings(patch)
    kept = set(settings) <= _in_force(workings, road)
    if settings and kept and (adds or all(says_once(text) for _, text in settings)):
        return True
    after = before
    for one in patch.architecture:
        after = settle(after, one)
    if adds and all(before.nodes[name].label == node.label for name, node in adds.items()):
        # The parts that it is about are there under their own names: who calls whom is no second purchase.
        return _held(after) <= _held(before)
    same = bool(patch.architecture) and (_held(after), _calls(after)) == (_held(before), _calls(before))
    return same and ((bool(settings) and kept) or bool(adds))


def since(workings: Workings, road: Road, step: Step) -> Step | None:
    """The move with which it has come to stand, and stood from then on; None where it does not stand."""
    if not stands(workings, road, step):
        return None
    found = len(road)
    while found > 1 and stands(workings, road[: found - 1], step):
        found -= 1
    return road[found - 1]


def could_stand(patch: Patch, earlier: Iterable[Patch], first: Architecture) -> bool:
    """Whether some road of earlier moves may leave a move nothing to do; where it is not sure, it may."""
    settings, before = set(_settings(patch)), list(earlier)
    given = _given(ArchitecturePatch(add=first.nodes, connect=first.edges)).union(
        *(_given(one) for other in before for one in other.architecture)
    )
    adds = _adds(patch.architecture)
    if not {(name, "kind", node.kind) for name, node in adds.items()} <= given:
        return False
    kept = bool(settings) and settings <= {setting for other in before for setting in _settings(other)}
    if kept and (adds or all(says_once(text) for _, text in settings)):
        return True
    asked = frozenset[Gift]().union(*(_given(one) for one in patch.architecture))
    if adds:
        return {gift for gift in asked if gift[-1] != "edge"} <= given
    return bool(patch.architecture) and asked <= given and kept


def _given(patch: ArchitecturePatch) -> frozenset[Gift]:
    """What a patch puts into a picture: parts with their kinds, what parts hold, and edges."""
    parts: list[tuple[str, Node | NodeChange]] = [*patch.add.items(), *patch.change.items()]
    held = {(name, text) for name, one in parts for text in (*one.rules, *one.parts)}
    kinds = {(name, "kind", one.kind) for name, one in parts if one.kind}
    return frozenset(held | kinds | {(e.source, e.target, e.kind, "edge") for e in patch.connect})
