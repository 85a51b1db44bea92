"""Arranging: fewer crossings than it was given, no place shared, and what is fixed stays."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random

import pytest

from casewalk.case import Architecture, Edge, Node
from casewalk.diagram import Picture, picture
from casewalk.diagram.arrange import arrange, cost_of, moved


def chance(seed: int) -> Random:
    """Chance that repeats."""
    return Random(seed)  # noqa: S311 - no secret


CHAIN = ("fans", "gate", "core", "db")


def _picture(places: dict[str, tuple[int, int]], edges: list[tuple[str, str]]) -> Picture:
    nodes = {name: Node(kind="service", label=name.capitalize(), at=at) for name, at in places.items()}
    return picture(Architecture(nodes=nodes, edges=tuple(Edge(source=a, target=b, label="call") for a, b in edges)))


def _tangled() -> Picture:
    """Two chains that cross: the second one's parts stand the wrong way round."""
    edges = [("a", "b"), ("b", "c"), ("x", "y"), ("y", "z"), ("a", "z"), ("x", "c")]
    return _picture({"a": (0, 0), "b": (1, 2), "c": (2, 0), "x": (0, 2), "y": (1, 0), "z": (2, 2)}, edges)


def test_a_tangle_is_undone() -> None:
    found = arrange([_tangled()], chance(3))
    assert found.before.crossings > 0
    assert found.after.crossings == 0
    assert found.after == cost_of([moved(_tangled(), found.places)], 76, 18)


def test_what_reads_from_left_to_right_stays() -> None:
    straight = _picture({name: (column, 0) for column, name in enumerate(CHAIN)}, list(pairwise(CHAIN)))
    found = arrange([straight], chance(1))
    assert found.places == {}
    assert (found.after.crossings, found.after.bends, found.after.back) == (0, 0, 0)


def test_fixed_parts_stay_and_no_two_parts_share_a_place() -> None:
    crowded = moved(_tangled(), {"y": (1, 2), "z": (1, 2)})
    fixed = {"a", "c", "x"}
    found = arrange([crowded], chance(2), fixed=fixed)
    assert found.before.undrawn == 1
    assert found.after.undrawn == 0
    after = moved(crowded, found.places)
    assert len({p.at for p in after.parts}) == len(after.parts)
    assert {p.id: p.at for p in after.parts if p.id in fixed} == {p.id: p.at for p in crowded.parts if p.id in fixed}


def test_two_pictures_are_arranged_at_once() -> None:
    one = _picture({"a": (0, 0), "b": (1, 1)}, [("a", "b")])
    other = _picture({"a": (0, 0), "c": (2, 1)}, [("a", "c")])
    found = arrange([one, other], chance(5))
    assert (found.after.bends, found.after.undrawn) == (0, 0)
    assert found.places["a"] == (0, 0)
    after = [moved(picture, found.places) for picture in (one, other)]
    assert all(len({p.at for p in picture.parts}) == 2 for picture in after)


@pytest.mark.slow
def test_the_same_chance_gives_the_same_places() -> None:
    assert arrange([_tangled()], chance(7)) == arrange([_tangled()], chance(7))


def test_a_sum_stops_once_it_is_too_much() -> None:
    pictures = [moved(_tangled(), {"a": at}) for at in product(range(3, 5), range(2))]
    whole = cost_of(pictures, 76, 18)
    assert cost_of(pictures, 76, 18, whole) == whole
    less = cost_of(pictures[:1], 76, 18)
    assert cost_of(pictures, 76, 18, less).weight > less.weight
    assert cost_of(pictures, 76, 18, less).weight <= whole.weight
