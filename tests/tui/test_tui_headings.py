"""A reveal's picture and its record are of one move, and both headings name it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from placed import LIVED, walk_to
from test_tui_walk import app, settled

from casewalk.case import Move
from casewalk.export.pages import picture_of
from casewalk.tui.course import Course, Place
from casewalk.tui.screens.walk_panes import scrolled
from casewalk.tui.views.frame import standing
from casewalk.tui.views.reveal import BOTH, PRODUCTS, YOURS, changed_heading, heading, record
from casewalk.tui.widgets.bars import Footer
from casewalk.walk import Walk, decision_of
from opened import loaded, logbook_in, stararena, workings


def at_reveal(home: Path, stage: str, *, live: bool) -> tuple[Course, Walk, Place]:
    walk_to(home, stage, "reveal", live=live)
    logbook = logbook_in(home)
    walk = logbook.resume(stararena(), logbook.attempts("stararena")[0].attempt)
    assert walk is not None
    course = Course(stararena(), loaded().digest, workings(), logbook).along(walk)
    return course, walk, Place(walk.stage, walk.beat)


def moves_of(course: Course, place: Place) -> dict[str, Move]:
    return {m.id: m for m in decision_of(place.stage(course.case), place.beat(course.case)).moves}


def headings(course: Course, walk: Walk, place: Place, width: int) -> tuple[str, str]:
    """Both headings, that of the record without its line."""
    shown = standing(course, walk, place).picture
    top = record(course, walk, place, width, 30)[0].text
    return changed_heading(course, walk, place, shown, width)[0], top.split(" ─")[0]


def test_in_a_live_walk_both_panes_show_the_picked_move(tmp_path: Path) -> None:
    course, walk, place = at_reveal(tmp_path, "first-shows", live=True)
    decision = decision_of(place.stage(course.case), place.beat(course.case))
    moves = moves_of(course, place)
    others = [m for m in decision.moves if m.id != decision.chosen]
    key = (place.stage(course.case).id, decision.id)
    for move in others:
        picked = replace(walk, picks=walk.picks | {key: structs.replace(walk.picks[key], move=move.id)})
        along = course.along(picked)
        assert headings(along, picked, place, 76) == (
            f"What changed: {move.short}, yours",
            f"Decision record: {move.short}, yours",
        )
        at = place.stage_index
        assert (
            standing(along, picked, place).picture.parts
            != picture_of(workings(), at, workings().product_road(at, 1)).parts
        )
        rows = [row.text for row in record(along, picked, place, 76, 40)]
        texts = "\n".join(rows)
        assert f" {moves[decision.chosen].short}" in next(row for row in rows if row.startswith("The product's move"))
        assert texts.index("Gained") < texts.index("What the numbers say") < texts.index("The product's move")
        assert texts.count("Gained") == 2
        assert texts.index("Revisit") > texts.index("The product's move")


def test_following_both_panes_show_the_products_move_and_say_so(tmp_path: Path) -> None:
    course, walk, place = at_reveal(tmp_path, "flood", live=False)
    moves = moves_of(course, place)
    decision = decision_of(place.stage(course.case), place.beat(course.case))
    key = (place.stage(course.case).id, decision.id)
    for move in moves:
        picked = replace(walk, picks=walk.picks | {key: structs.replace(walk.picks[key], move=move)})
        whose = BOTH if move == decision.chosen else PRODUCTS
        name = f"{moves[decision.chosen].short}, {whose}"
        assert headings(course, picked, place, 100) == (f"What changed: {name}", f"Decision record: {name}")
        told = [row.text for row in record(course, picked, place, 76, 40)]
        assert any(row.startswith("Your move") for row in told) is (whose == PRODUCTS)


def test_off_the_products_road_the_record_is_of_the_picked_move(tmp_path: Path) -> None:
    course, walk, place = at_reveal(tmp_path, "who-goes-first", live=True)
    name = moves_of(course, place)[LIVED["order"]].short
    assert headings(course, walk, place, 76) == (f"What changed: {name}, yours", f"Decision record: {name}, yours")


@pytest.mark.parametrize("width", range(16, 80))
@pytest.mark.parametrize("whose", [YOURS, PRODUCTS, BOTH])
def test_a_heading_names_its_move_at_every_width(width: int, whose: str) -> None:
    for stage in stararena().stages:
        for move in (m for d in stage.decisions for m in d.moves):
            told = heading(("Decision record", "Record"), move, whose, width)
            assert len(told) <= width
            assert move.short in told or told.endswith("…")
            assert width < len(move.short) + 10 or told.startswith(("Decision record: ", "Record: "))


@pytest.mark.parametrize("size", [(120, 36), (80, 20)])
async def test_what_opens_more_is_named_where_there_is_more_to_read(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "money-late", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await settled(pilot)
        await pilot.press("tab", "tab")
        await settled(pilot)
        assert scrolled(screen).deepest
        said = screen.query_one(Footer).rows[0].text
        assert all(key in said for key in ("Enter go on", "r what", "w what if", "↑↓ read on"))
