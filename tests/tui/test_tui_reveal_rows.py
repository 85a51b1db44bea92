"""The table and the picture of a wide reveal share the rows; no name is cut where it could be read in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_at, walk_to
from test_tui_moves import app, calm

from casewalk.diagram import Picture, draw
from casewalk.tui.course import Course, furthest
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.walk_reveal import BLANKS, shared, shares
from casewalk.tui.views.frame import standing
from casewalk.tui.views.story import record_view
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView, fitting, scrolled_rows
from casewalk.walk.prose import Block, Run
from opened import loaded, logbook_in, stararena, workings

TALL = 200
COLUMNS = 76


def change(screen: WalkScreen) -> PictureView:
    return screen.query_one("#change", PictureView)


def table(screen: WalkScreen) -> Pane:
    return screen.query_one("#table", Pane)


def footer(screen: WalkScreen) -> str:
    return screen.query_one(Footer).rows[0].text


def changed(home: Path, stage: str) -> Picture:
    """The picture of what a stage's move changed."""
    walk = walk_at(stage, "reveal")
    course = Course(stararena(), loaded().digest, workings(), logbook_in(home))
    return standing(course, walk, furthest(walk)).picture


def lowest(shown: Picture) -> int:
    """Rows of the lowest drawing with every name in full, found row by row."""
    return next(rows for rows in range(1, TALL) if draw(shown, COLUMNS, rows).fits(rows))


def test_a_scrolled_drawing_with_whole_names_is_taken_before_one_with_cut_names(tmp_path: Path) -> None:
    shown = changed(tmp_path, "five-shows")
    chips = [rows for rows in range(3, 20) if draw(shown, COLUMNS, rows).form == "chip"]
    assert any("…" in draw(shown, COLUMNS, rows).text() for rows in chips)
    for rows in chips:
        drawing, _ = fitting(shown, COLUMNS, rows + 1, None)
        assert drawing.whole_names
        assert "…" not in drawing.text()


def test_what_is_scrolled_is_the_lowest_drawing_with_whole_names(tmp_path: Path) -> None:
    for stage in ("five-shows", "flood", "paid-no-ticket"):
        shown = changed(tmp_path, stage)
        rows = scrolled_rows(shown, COLUMNS)
        assert rows == lowest(shown) < draw(shown, COLUMNS, TALL).height


def test_blank_rows_are_given_up_only_where_the_picture_is_whole_without_them(tmp_path: Path) -> None:
    shown, height, bars = changed(tmp_path, "five-shows"), 36, 3
    least = lowest(shown)
    # A table that leaves the picture exactly as many rows as it needs: below header, table and the picture's heading.
    fitted = height - bars - 2 - 1 - least
    assert [shared(shown, fitted + more, 120, height).given for more in range(BLANKS + 2)] == [0, 1, 2, 3, 0]
    assert [shared(shown, fitted + more, 120, height).whole for more in range(BLANKS + 2)] == [True] * 4 + [False]
    assert shared(shown, fitted + 1, 120, height).table == fitted


@pytest.mark.parametrize("height", [34, 35, 36])
async def test_the_tables_blank_rows_go_to_the_picture(tmp_path: Path, height: int) -> None:
    walk_to(tmp_path, "five-shows", "reveal")
    async with app(tmp_path).run_test(size=(120, height)) as pilot:
        screen = await calm(pilot)
        view = change(screen)
        assert view.deepest == 0
        assert "…" not in "\n".join(r.text for r in view.rows)
        assert len(table(screen).rows) == table(screen).size.height
        assert "larger" not in view.rows[0].text


@pytest.mark.parametrize("keys", [("tab",), ("d",)])
async def test_the_table_steps_aside_while_the_diagram_is_read(tmp_path: Path, keys: tuple[str, ...]) -> None:
    walk_to(tmp_path, "five-shows", "reveal")
    async with app(tmp_path).run_test(size=(120, 32)) as pilot:
        screen = await calm(pilot)
        assert change(screen).deepest > 0
        assert "d: larger" in change(screen).rows[0].text
        await pilot.press(*keys)
        screen = await calm(pilot)
        assert not table(screen).display
        assert change(screen).deepest == 0
        assert change(screen).size.height == 32 - 3 - 1
        assert "larger" not in change(screen).rows[0].text
        assert "other metrics" not in footer(screen)
        await pilot.press("escape")
        screen = await calm(pilot)
        assert screen.beat.kind == "reveal"
        assert table(screen).display


async def test_tab_on_brings_the_table_back_and_the_footer_says_how(tmp_path: Path) -> None:
    walk_to(tmp_path, "five-shows", "reveal")
    async with app(tmp_path).run_test(size=(120, 32)) as pilot:
        await calm(pilot)
        await pilot.press("tab")
        screen = await calm(pilot)
        assert "Esc the trade-off" in footer(screen)
        await pilot.press("right")
        assert (await calm(pilot)).look.first_column == 0
        await pilot.press("tab")
        assert table(await calm(pilot)).display


async def test_the_table_stays_where_the_picture_is_whole_below_it(tmp_path: Path) -> None:
    walk_to(tmp_path, "five-shows", "reveal")
    async with app(tmp_path).run_test(size=(120, 36)) as pilot:
        await calm(pilot)
        await pilot.press("tab")
        assert table(await calm(pilot)).display


async def test_the_diagram_is_seen_when_it_is_walked_from_what_would_change_the_answer(tmp_path: Path) -> None:
    walk_to(tmp_path, "five-shows", "reveal")
    async with app(tmp_path).run_test(size=(120, 36)) as pilot:
        await calm(pilot)
        await pilot.press("r", "d")
        assert change(await calm(pilot)).display


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_escape_comes_back_to_the_question_with_what_is_picked(tmp_path: Path, size: tuple[int, int]) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=size) as pilot:
        await calm(pilot)
        await pilot.press("2", "right", "right")
        picked = (await calm(pilot)).look
        assert (picked.choice, picked.sure) == (1, "middle")
        await pilot.press("tab", "escape")
        screen = await calm(pilot)
        assert screen.beat.kind == "move"
        assert (screen.look.choice, screen.look.sure, screen.look.tab) == (1, "middle", picked.tab)
        await pilot.press("escape")
        assert (await calm(pilot)).beat.kind != "move"


async def test_the_row_below_the_header_is_given_up_last(tmp_path: Path) -> None:
    walk_to(tmp_path, "five-shows", "reveal")
    seen: set[int] = set()
    for height in (33, 34, 35, 36):
        async with app(tmp_path).run_test(size=(120, height)) as pilot:
            screen = await calm(pilot)
            given = shares(screen).given
            seen.add(given)
            assert screen.query_one("#body").styles.margin.top == (0 if given > 2 else 1)
            assert table(screen).styles.margin.bottom == (0 if given > 1 else 1)
    assert 2 in seen


@pytest.mark.parametrize("stage", ["first-shows", "static-load", "flood", "seat-holds", "five-shows"])
async def test_the_record_stands_whole_beside_the_picture_and_begins_with_your_why(tmp_path: Path, stage: str) -> None:
    walk_to(tmp_path, stage, "reveal")
    async with app(tmp_path).run_test(size=(120, 36)) as pilot:
        screen = await calm(pilot)
        side = screen.query_one("#side", Pane)
        texts = [row.text for row in side.rows[: side.size.height]]
        mine = ["Your why"] if screen.walk.picks[stage, screen.beat.key].why else []
        names = [*mine, "Gained", "Gave up", "Risk", "Revisit"]
        at = [next(n for n, text in enumerate(texts) if text.startswith(name)) for name in names]
        assert at == sorted(at)
        assert at[0] == 1


def test_a_records_labels_stand_above_their_texts_in_a_narrow_column() -> None:
    said = "one, two, three, four, five, six, seven, eight"
    entries = [(name, (Block((Run(said),)),)) for name in ("Your why", "Gained")]
    above = [row.text for row in record_view(entries, 36, 20)]
    assert above[0] == "Your why"
    assert above[1] == "one, two, three, four, five, six,"
    assert above[3] == ""
    assert above[4] == "Gained"
    assert [row.text for row in record_view(entries, 36, 6)] == [text for text in above if text]
    beside = [row.text for row in record_view(entries, 36, 5)]
    assert beside[0].startswith("Your why  one, two")
    assert all(row.startswith("          ") for row in beside if row[:1] == " ")
    assert [row.text for row in record_view(entries, 76, 20)] == [f"Your why  {said}", "", f"Gained    {said}"]
