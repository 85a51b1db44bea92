"""What every drawing holds, checked cell by cell; pictures of the case, and pictures made at random."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise

from hypothesis import strategies as st

from casewalk.case import Architecture, Edge, Node
from casewalk.diagram import Drawing, Part, Picture, Region, draw, picture, width
from casewalk.diagram.drawing import layouts, shape_of
from casewalk.diagram.label import label_text
from casewalk.diagram.paint import HEADS, Layout
from casewalk.diagram.route import STEPS
from casewalk.script import content_root, load_case
from casewalk.walk import Step, Workings

Cells = dict[tuple[int, int], tuple[str, str]]
KINDS = ("client", "cdn", "gateway", "service", "queue", "cache", "db", "worker", "external", "store", "model")

NAMES = st.sampled_from(("CDN", "Seat DB", "Payment provider", "Ticket monolith", "Queue", "Reconciler"))


@cache
def stararena() -> Workings:
    """The worked case."""
    loaded = load_case(content_root() / "cases" / "stararena")
    assert loaded.case is not None
    return Workings(loaded.case)


@cache
def stage_pictures() -> dict[str, Picture]:
    """Every stage under its pressure, before any move."""
    workings = stararena()
    found: dict[str, Picture] = {}
    for index, stage in enumerate(workings.case.stages):
        road = workings.product_road(index)
        found[stage.id] = picture(workings.architecture(road), _heats(workings, index, road))
    return found


@cache
def move_pictures() -> dict[str, Picture]:
    """Every move of every stage, as it stands then and as a difference."""
    workings = stararena()
    found: dict[str, Picture] = {}
    for index, stage in enumerate(workings.case.stages):
        for at, decision in enumerate(stage.decisions):
            before = workings.product_road(index, at)
            for move in decision.moves:
                road = (*before, Step(stage.id, decision.id, move.id))
                name, heats, new = f"{stage.id}/{move.id}", _heats(workings, index, road), workings.architecture(road)
                found[name] = picture(new, heats)
                found[f"{name} changed"] = picture(new, heats, workings.architecture(before))
    return found


def _heats(workings: Workings, index: int, road: tuple[Step, ...]) -> dict[str, float]:
    values = workings.values(road, workings.parameters(index))
    return {name: heat.utilisation for name, heat in workings.heats(road, values).items()}


_size = cache(width)


def cells(drawing: Drawing) -> Cells:
    """Character and style of every cell; a wide character's second cell is empty."""
    found: Cells = {}
    for y, line in enumerate(drawing.lines):
        x = 0
        for segment in line:
            for char in segment.text:
                size = _size(char)
                if size:
                    found[x, y] = (char, segment.style)
                if size == 2:
                    found[x + 1, y] = ("", segment.style)
                x += size
    return found


def is_line(style: str) -> bool:
    """Whether a style is a line's, and no label's."""
    return style.split(".", maxsplit=1)[0] == "edge" and style.split(".")[1:2] != ["label"]


def layout_of(shown: Picture, wide: int, high: int) -> Layout | None:
    """Where a picture's parts and lines are put."""
    return layouts(shape_of(shown), wide, high)


def check_drawing(shown: Picture, wide: int, high: int) -> Drawing:
    """Draw a picture and check everything that holds of any drawing; gives the drawing back."""
    drawing = draw(shown, wide, high)
    assert drawing.height == len(drawing.lines)
    assert all(width("".join(s.text for s in line)) <= drawing.width <= wide for line in drawing.lines)
    assert set(drawing.regions) == {part.id for part in shown.parts}
    if drawing.form == "outline":
        assert layout_of(shown, wide, high) is None
        return drawing
    assert drawing.height <= high
    layout = layout_of(shown, wide, high)
    assert layout is not None
    check_boxes(drawing)
    seen = cells(drawing)
    check_lines(shown, drawing, layout, seen)
    check_heads(shown, drawing, seen)
    check_labels(shown, drawing, layout)
    return drawing


def check_boxes(drawing: Drawing) -> None:
    """No box overlaps another, and no line runs through one."""
    for one, other in combinations(drawing.regions.values(), 2):
        apart = (
            one.x + one.width <= other.x
            or other.x + other.width <= one.x
            or one.y + one.height <= other.y
            or other.y + other.height <= one.y
        )
        assert apart
    for x, y in drawing.edge_at:
        assert not any(region.holds(x, y) for region in drawing.regions.values())


def check_lines(shown: Picture, drawing: Drawing, layout: Layout, seen: Cells) -> None:
    """Every line leads from its source to its target; cells are shared only by two that cross at a right angle."""
    wide = layout.placed.width
    owners: dict[int, list[tuple[int, int, bool]]] = {}
    for number, path in enumerate(layout.routes.paths):
        link = shown.links[number]
        (first, way), (last, _) = path[0], path[-1]
        x, y = first % wide - STEPS[way][0], first // wide - STEPS[way][1]
        assert drawing.regions[link.source].holds(x, y)
        assert _touches(drawing.regions[link.target], last % wide, last // wide)
        for (before, _), (after, turn) in pairwise(path):
            assert after - before == STEPS[turn][0] + STEPS[turn][1] * wide
        for at, (cell, turn) in enumerate(path):
            straight = 0 < at < len(path) - 1 and path[at + 1][1] == turn
            owners.setdefault(cell, []).append((number, turn & 1, straight))
    shared = {cell: found for cell, found in owners.items() if len(found) > 1}
    assert shared.keys() == layout.routes.crossings
    assert drawing.crossings == len(shared)
    for found in shared.values():
        assert len({number for number, _, _ in found}) == 2
        assert {upright for _, upright, _ in found} == {0, 1}
        assert all(straight for _, _, straight in found)
    labelled = {(r.x + i, r.y) for r in drawing.labels.values() for i in range(r.width)}
    crosses = {xy for xy, (char, style) in seen.items() if char == "┼" and is_line(style)}
    assert crosses == {(c % wide, c // wide) for c in shared} - labelled
    assert not {(c % wide, c // wide) for c in shared} & labelled


def _touches(region: Region, x: int, y: int) -> bool:
    return any(region.holds(x + dx, y + dy) for dx, dy in STEPS)


def check_heads(shown: Picture, drawing: Drawing, seen: Cells) -> None:
    """One head a link, and it points at the link's target."""
    heads = [(xy, char) for xy, (char, style) in seen.items() if is_line(style) and char in HEADS]
    assert len(heads) == len(shown.links)
    for (x, y), char in heads:
        dx, dy = STEPS[HEADS.index(char)]
        target = shown.links[drawing.edge_at[x, y]].target
        assert drawing.regions[target].holds(x + dx, y + dy)


def check_labels(shown: Picture, drawing: Drawing, layout: Layout) -> None:
    """Every label is there, lies at its own line, and has no other line at its ends; letters are explained."""
    wide = layout.placed.width
    paths = [{(c % wide, c // wide) for c, _ in path} for path in layout.routes.paths]
    named = {n for n, link in enumerate(shown.links) if link.label or link.status == "removed"}
    assert set(drawing.labels) == named
    taken: set[tuple[int, int]] = set()
    for label in layout.labels:
        spot = {(label.x + i, label.y) for i in range(width(label.text))}
        assert not spot & taken
        assert not any(region.holds(x, y) for x, y in spot for region in drawing.regions.values())
        taken |= spot
        if spot & paths[label.number]:
            assert spot <= paths[label.number]
            continue
        assert not any(spot & path for path in paths)
        around = {(x + dx, y + dy) for x, y in spot for dx, dy in STEPS}
        # Beside an arrowhead it keeps a cell from it.
        head = layout.routes.paths[label.number][-1][0]
        off = {(x + 2 * dx, y) for x, y in spot for dx in (-1, 1)} & {(head % wide, head // wide)}
        assert around & paths[label.number] or off
        ends = {(label.x - 1, label.y), (label.x + width(label.text), label.y)}
        assert not any(ends & path for n, path in enumerate(paths) if n != label.number)
    letters = [label.text for label in layout.labels if label.lettered]
    assert len(set(letters)) == len(letters) == drawing.lettered
    legend = "\n".join("".join(s.text for s in line) for line in drawing.lines[layout.placed.height :])
    for label in layout.labels:
        if label.lettered:
            assert f"{label.text} {label_text(shown.links[label.number])}" in legend


@st.composite
def architectures(draw_: st.DrawFn, most: int = 15, names: st.SearchStrategy[str] = NAMES) -> Architecture:
    """Architectures on a grid of five by four, with edges at random."""
    places = draw_(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=most, unique=True))
    nodes = {
        f"n{i}": Node(kind=draw_(st.sampled_from(KINDS)), label=draw_(names), at=at)  # type: ignore[arg-type]
        for i, at in enumerate(places)
    }
    ends = st.tuples(st.sampled_from(sorted(nodes)), st.sampled_from(sorted(nodes))).filter(lambda e: e[0] != e[1])
    pairs = draw_(st.lists(ends, max_size=len(nodes) + 2, unique=True)) if len(nodes) > 1 else []
    labels = st.sampled_from(("", "buy", "charge", "once again"))
    edges = tuple(
        Edge(source=a, target=b, label=draw_(labels), kind=draw_(st.sampled_from(("sync", "async")))) for a, b in pairs
    )
    return Architecture(nodes=nodes, edges=edges)


def part(id: str = "a", **keys: object) -> Part:  # noqa: A002
    """A part with what a test says about it."""
    given: dict[str, object] = {"label": "Part", "short": "Part", "kind": "service", "at": (0, 0)}
    return Part(id=id, **{**given, **keys})  # type: ignore[arg-type]
