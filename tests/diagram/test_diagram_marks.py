"""What a drawing marks: added, changed and removed; heat; the part that has the focus."""

from __future__ import annotations

import pytest

from casewalk.case import Architecture, Edge, Node
from casewalk.diagram import Drawing, Link, Picture, changes, draw, neighbour, outline, picture
from casewalk.diagram.picture import heat_text
from casewalk.walk import Step
from drawn import cells, part, stage_pictures, stararena

A = Node(kind="gateway", label="Gateway", at=(0, 0), load="arriving", capacity="limit", unit="req/s")
B = Node(kind="service", label="Core", at=(1, 0))
C = Node(kind="db", label="Store", at=(1, 1))
AB, BC = Edge(source="a", target="b", label="buy"), Edge(source="b", target="c", label="SQL")
OLD = Architecture(nodes={"a": A, "b": B, "c": C}, edges=(AB, BC))


def status(old: Architecture, new: Architecture, **keys: object) -> dict[str, str]:
    return {p.id: p.status for p in picture(new, before=old, **keys).parts}  # type: ignore[arg-type]


def changed(node: Node, **keys: object) -> Architecture:
    fields = {name: getattr(node, name) for name in ("kind", "label", "at", "load", "capacity", "unit", "rules")}
    return Architecture(nodes={**OLD.nodes, "a": Node(**{**fields, **keys})}, edges=OLD.edges)  # type: ignore[arg-type]


def styles_of(drawing: Drawing, part_id: str) -> set[str]:
    region = drawing.regions[part_id]
    return {style for (x, y), (_, style) in cells(drawing).items() if region.holds(x, y)}


def row_of(drawing: Drawing, part_id: str, row: int) -> str:
    region = drawing.regions[part_id]
    return "".join(
        cells(drawing).get((x, region.y + row), (" ", ""))[0] for x in range(region.x, region.x + region.width)
    )


@pytest.mark.parametrize(
    "keys", [{"label": "Door"}, {"kind": "cdn"}, {"rules": ("signed",)}, {"load": "half"}, {"capacity": "2 * limit"}]
)
def test_a_part_that_does_something_else_is_changed(keys: dict[str, object]) -> None:
    assert status(OLD, changed(A, **keys)) == {"a": "changed", "b": "", "c": ""}


@pytest.mark.parametrize("keys", [{"short": "Gate"}, {"about": "It lets people in."}, {"at": (0, 1)}])
def test_a_part_that_is_only_told_otherwise_is_not_changed(keys: dict[str, object]) -> None:
    assert status(OLD, changed(A, **keys)) == {"a": "", "b": "", "c": ""}


def test_a_part_whose_capacity_follows_a_changed_parameter_is_changed() -> None:
    assert status(OLD, OLD, resized={"a"}) == {"a": "changed", "b": "", "c": ""}


def test_a_change_of_capacity_alone_is_told_as_one() -> None:
    assert changes(picture(OLD, before=OLD, resized={"a"})) == ("changed: Gateway (gateway), its capacity.",)
    told = changes(picture(changed(A, rules=("signed",)), before=OLD, resized={"a"}))
    assert told == ("changed: Gateway (gateway), holds signed.",)


def test_more_workers_change_the_inbox_of_the_worked_case() -> None:
    workings = stararena()
    index = next(i for i, stage in enumerate(workings.case.stages) if stage.id == "five-shows")
    before = workings.product_road(index)
    after = (*before, Step("five-shows", "shared-fate", "partition-by-show"))
    assert "inbox" in workings.resized(before, after, workings.parameters(index))


def test_added_changed_and_removed_parts_look_so() -> None:
    new = Architecture(
        nodes={"a": changed(A, label="Door").nodes["a"], "c": C, "d": Node(kind="queue", label="Line", at=(0, 1))}
    )
    drawing = draw(picture(new, before=OLD), 60, 20)
    assert (row_of(drawing, "d", 0)[:2], row_of(drawing, "a", 0)[:2], row_of(drawing, "b", 0)[:2]) == ("╔═", "┏━", "┌╌")
    assert ("+queue" in row_of(drawing, "d", 0), "~gateway" in row_of(drawing, "a", 0)) == (True, True)
    assert "✗service" in row_of(drawing, "b", 0)
    for part_id, word in (("d", "added"), ("a", "changed"), ("b", "removed")):
        assert f"node.border.{word}" in styles_of(drawing, part_id)
        assert f"node.kind.{word}" in styles_of(drawing, part_id)


def test_removed_and_added_lines_look_so() -> None:
    new = Architecture(nodes=OLD.nodes, edges=(AB, Edge(source="a", target="c", label="ask", kind="async")))
    shown = picture(new, before=OLD)
    drawing = draw(shown, 60, 20)
    seen = {style: char for char, style in cells(drawing).values()}
    assert {"edge", "edge.added", "edge.removed", "edge.label.added", "edge.label.removed"} <= seen.keys()
    assert "✗ SQL" in drawing.text()
    assert "removed: calls Store: SQL." in "\n".join(outline(shown))
    assert "new: sends to Store: ask." in "\n".join(outline(shown))


def test_a_removed_part_whose_place_was_taken_is_named_below() -> None:
    new = Architecture(nodes={"a": A, "d": Node(kind="queue", label="Line", at=(1, 0))})
    shown = picture(new, before=OLD)
    assert shown.gone == ("Core",)
    assert draw(shown, 60, 20).text().endswith("✗ gone: Core")
    assert outline(shown)[-1] == "gone: Core."


@pytest.mark.parametrize(
    ("heat", "warmth", "printed"),
    [(0.0, "ok", "0 %"), (0.004, "ok", "<1 %"), (0.69, "ok", "69 %"), (0.7, "near", "70 %"), (0.9, "miss", "90 %"),
     (3.12, "miss", "312 %"), (20.0, "miss", "20×"), (250.0, "miss", "250×"), (float("inf"), "miss", "∞")],
)  # fmt: skip
@pytest.mark.parametrize("size", [(60, 20), (12, 9)])
def test_heat_shows_in_every_box(heat: float, warmth: str, printed: str, size: tuple[int, int]) -> None:
    assert heat_text(heat) == printed
    drawing = draw(Picture((part(heat=heat, printed=printed),), ()), *size)
    bottom = row_of(drawing, "a", drawing.regions["a"].height - 1)
    assert f"{printed}" in bottom
    assert any(style.startswith(f"heat.{warmth}") for style in styles_of(drawing, "a"))
    assert ("node.border.miss" in styles_of(drawing, "a")) == (warmth == "miss")


@pytest.mark.parametrize("size", [(110, 30), (76, 14), (56, 12)])
def test_the_part_in_focus_is_pointed_at_and_its_name_stays_whole(size: tuple[int, int]) -> None:
    for shown in stage_pictures().values():
        for one in shown.parts:
            plain, pointed = draw(shown, *size), draw(shown, *size, one.id)
            if plain.form == "outline":
                continue
            assert pointed.regions == plain.regions
            styles = styles_of(pointed, one.id)
            assert plain.form == "chip" or any(s.startswith("node.border") and s.endswith(".focus") for s in styles)
            was = cells(plain)
            away = [was[xy][0] for xy, (char, _) in cells(pointed).items() if was[xy][0] != char]
            # The pointer takes a free cell, and never the border's; a tight box has none to spare.
            assert away in ([" "], [])
            assert pointed.text().count("▸") == len(away) == ("node.pointer.focus" in styles)
            assert not away or plain.form != "tight"
            assert away or plain.form != "full"


def test_a_crowded_line_of_words_keeps_its_place_in_words() -> None:
    shown = Picture(tuple(part(f"p{i}", at=(i, 0), label="x" * 30, short="y" * 30) for i in range(9)), ())
    drawing = draw(shown, 40, 10, "p3")
    assert drawing.form == "outline"
    assert [neighbour(drawing, f"p{i}", 0, 1) for i in range(3)] == ["p1", "p2", "p3"]
    region = drawing.regions["p3"]
    assert {style for (_, y), (_, style) in cells(drawing).items() if region.holds(0, y)} == {"outline.focus"}


def test_arrow_keys_lead_to_the_nearest_part_that_way() -> None:
    drawing = draw(picture(OLD), 60, 20)
    assert neighbour(drawing, "a", 1, 0) == "b"
    assert neighbour(drawing, "b", 0, 1) == "c"
    assert neighbour(drawing, "b", -1, 0) == "a"
    assert neighbour(drawing, "b", 0, -1) == "b"


def test_an_edge_to_nowhere_and_a_part_far_off_the_grid_do_not_raise() -> None:
    lost = Architecture(nodes={"a": A}, edges=(Edge(source="a", target="nobody"),))
    assert picture(lost).links == ()
    far = Architecture(nodes={"a": A, "z": Node(kind="db", label="Far", at=(10**9, -3))})
    assert draw(picture(far), 76, 18).form == "outline"
    assert draw(Picture((), ()), 76, 18).lines == ()


def test_a_part_may_call_itself() -> None:
    again = Architecture(nodes={"a": A, "b": B}, edges=(Edge(source="a", target="a", label="retry"), AB))
    assert "retry" in draw(picture(again), 76, 18).text()


def test_plain_drawings_keep_their_shape() -> None:
    for shown in stage_pictures().values():
        drawn, plain = draw(shown, 76, 18), draw(shown, 76, 18, ascii=True)
        assert plain.text().isascii()
        assert plain.regions == drawn.regions
        assert [len(line) for line in plain.text().split("\n")] == [len(line) for line in drawn.text().split("\n")]


def test_every_link_is_found_by_its_cells() -> None:
    shown = Picture((part("a"), part("b", at=(1, 0))), (Link("a", "b", "x", "sync"),))
    drawing = draw(shown, 60, 20)
    assert set(drawing.edge_at.values()) == {0}
    assert drawing.labels[0].width == 1
