"""A line that sets out upwards joins its box beside the tag on the box's top, not under it."""

from __future__ import annotations

import pytest

from casewalk.diagram import Drawing, draw, picture
from casewalk.walk.playing import replay_stage
from opened import opened, workings

FLOWING = [("documind", "all-hands"), ("patchdesk", "mail-hour")]


def drawings(name: str, stage: str) -> list[Drawing]:
    """The replay's pictures of a stage, as wide screens have them."""
    index = opened(name).stage_index(stage)
    moves = [move.id for move in opened(name).stages[index].decisions[0].moves]
    found = [replay_stage(workings(name), index, move) for move in moves]
    return [draw(picture(replay.architecture, {}), 78, 14) for replay in found if replay is not None]


def covered(drawing: Drawing) -> list[str]:
    """Boxes of which a line sets out upwards from under the tag."""
    rows = drawing.text().split("\n")
    tops = {(x, r.y): part for part, r in drawing.regions.items() for x in range(r.x + 1, r.x + r.width - 1)}
    loose = []
    for (x, y), part in tops.items():
        above = rows[y - 1][x : x + 1] if y else ""
        if (x, y - 1) in drawing.edge_at and above in {"▲", "│", "╎", "┆", "╭", "╮"} and rows[y][x].isalpha():
            loose.append(part)
    return loose


@pytest.mark.parametrize(("name", "stage"), FLOWING)
def test_no_line_sets_out_from_under_a_tag(name: str, stage: str) -> None:
    for drawing in drawings(name, stage):
        assert covered(drawing) == []
