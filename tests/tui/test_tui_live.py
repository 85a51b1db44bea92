"""Living with your moves, by keyboard: the choice at the start, locked moves, and both roads in the debrief."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import LIVED, walk_to
from test_tui_walk import SIZES, answer, app, settled, shown
from textual.pilot import Pilot

from casewalk.export.reveals import reveal_text
from casewalk.tui.course import Course, Place
from casewalk.tui.screens.debrief import DebriefScreen
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.start import StartScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.studies import Studies
from casewalk.tui.views.beat import FIGURES, move_options
from casewalk.tui.views.flip import flip_options
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.debrief import decision_notes
from casewalk.walk.grounds_text import mind_changers, right_when, text_of
from casewalk.walk.rivals import Rivals
from casewalk.walk.whatif import constraints
from opened import logbook_in, stararena, workings

TWO = SIZES[:2]


def header(screen: WalkScreen) -> str:
    return "\n".join(row.text for row in screen.query_one(Header).rows)


async def begun(pilot: Pilot[int], *keys: str) -> WalkScreen:
    """The walk after the choice at its start."""
    start: object = await settled(pilot)
    assert isinstance(start, StartScreen)
    await pilot.press(*keys)
    screen = await settled(pilot)
    assert isinstance(screen, WalkScreen)
    return screen


@pytest.mark.parametrize(
    ("keys", "live"),
    [(("enter",), False), (("1",), False), (("2",), True), (("down", "enter"), True), (("down", "up", "enter"), False)],
)
async def test_a_walk_begins_as_it_was_chosen_and_its_journal_says_so(
    keys: tuple[str, ...], live: bool, tmp_path: Path
) -> None:
    program = app(tmp_path, asked=True)
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot, *keys)
        assert screen.walk.live is live
        assert ("living with your moves" in header(screen)) is live
    attempts = logbook_in(tmp_path).attempts("stararena")
    assert len(attempts) == 1
    kept = logbook_in(tmp_path).resume(stararena(), attempts[0].attempt)
    assert kept is not None
    assert kept.live is live


async def test_escape_at_the_choice_begins_nothing(tmp_path: Path) -> None:
    program = app(tmp_path, asked=True)
    async with program.run_test(size=(60, 20)) as pilot:
        start: object = await settled(pilot)
        assert isinstance(start, StartScreen)
        assert "Live with your moves" in "\n".join(row.text for row in start.query_one("#main", Pane).rows)
        await pilot.press("escape")
        back: object = await settled(pilot)
        assert isinstance(back, LibraryScreen)
    assert logbook_in(tmp_path).attempts() == ()


async def test_a_click_selects_a_way_and_a_second_one_begins(tmp_path: Path) -> None:
    program = app(tmp_path, asked=True)
    async with program.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click("#main", offset=(6, 6))
        start: object = await settled(pilot)
        assert isinstance(start, StartScreen)
        assert start.at == 1
        await pilot.click("#main", offset=(6, 6))
        screen = await settled(pilot)
        assert screen.walk.live


async def test_a_resumed_walk_keeps_its_mode_and_the_library_shows_it(tmp_path: Path) -> None:
    walk_to(tmp_path, "static-load", "situation", live=True)
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert screen.walk.live
        await pilot.press("escape", "escape", *["escape"] * 20)
        library: object = await settled(pilot)
        assert isinstance(library, LibraryScreen)
        assert "your moves" in shown(library)


async def test_live_asked_for_on_the_command_line_begins_without_the_choice(tmp_path: Path) -> None:
    program = app(tmp_path, asked=True, live=True)
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        assert isinstance(screen, WalkScreen)
        assert screen.walk.live


async def test_live_asked_for_leaves_an_open_walk_that_follows_where_it_is(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "situation")
    program = app(tmp_path, live=True)
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        assert (screen.walk.live, screen.walk.stage) == (True, 0)
    assert len(logbook_in(tmp_path).attempts("stararena")) == 2


@pytest.mark.parametrize("size", TWO)
async def test_the_figures_to_decide_by_stand_before_the_story(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "move", live=True)
    program = app(tmp_path)
    async with program.run_test(size=size) as pilot:
        screen = await settled(pilot)
        assert size[0] >= 120 or FIGURES in shown(screen)
        for _ in range(0 if size[0] >= 120 else 3):
            await pilot.press("tab")
        await settled(pilot)
        said = " ".join(row.text for row in screen.query_one("#side", Pane).rows).replace("\N{NO-BREAK SPACE}", " ")
        assert said.index("To decide") < said.index("What the decision depends on:") < said.index("Situation")
        mine = screen.course.workings
        figures = constraints(Rivals(mine, screen.place.stage_index)).marked
        assert all(mine.label_of(name) in " ".join(said.split()) for name in figures)
        assert "What people propose, more of the same:" in " ".join(said.split())


@pytest.mark.parametrize("size", TWO)
async def test_a_locked_move_says_why_and_another_is_taken_and_stays(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "move", live=True)
    program = app(tmp_path)
    async with program.run_test(size=size) as pilot:
        screen = await settled(pilot)
        options = move_options(screen.course, screen.walk, screen.place)
        locked = next(option for move, option in options if move == "shuffle")
        free = next(option for move, option in options if move == "keep-arrival")
        await pilot.press(str(locked.digit), "right", "enter")
        await settled(pilot)
        said = " ".join(shown(screen).replace("▌", " ").split())
        assert "needs a waiting room: A waiting line (stage 1), Rented room or Own waiting room (stage 3)" in said
        assert not screen.look.asking_why
        assert screen.query_one(Footer).rows[0].text.strip().startswith("Locked, it needs a waiting room")
        await pilot.press(str(free.digit), "right", "enter")
        await settled(pilot)
        await pilot.press("enter")
        screen = await settled(pilot)
        assert screen.beat.kind == "reveal"
        assert screen.walk.picks["who-goes-first", "order"].move == "keep-arrival"
        assert "on its own road" in " ".join(shown(screen).split())
        for _ in range(12):
            if screen.place.stage_index > 3:
                break
            await answer(pilot, screen)
            screen = await settled(pilot)
        assert screen.place.stage(stararena()).id == "seat-holds"
        assert "The pressure meets what you have built." in shown(screen) or size == (80, 24)
        parts = {part.id for part in screen.now.picture.parts}
        assert "cdn" in parts
        assert "room" not in parts


async def test_the_what_if_of_a_road_of_ones_own_looks_at_a_move_that_is_open(tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "reveal", live=True)
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        screen: object = await settled(pilot)
        assert isinstance(screen, WhatIfScreen)
        assert screen.move == LIVED["order"]
        await pilot.press("shift+right", "tab", "m", "m", "m")
        await settled(pilot)
        assert isinstance(pilot.app.screen, WhatIfScreen)


async def test_a_what_if_that_nothing_outlives_is_answered_by_the_least_bad(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "flip", live=True)
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        options = flip_options(screen.course, screen.walk, screen.place)
        least = next(option for move, option in options if move == "waiting-room")
        await pilot.press(str(least.digit), "enter")
        screen = await settled(pilot)
        said = " ".join(row.text for row in screen.query_one("#main", Pane).rows)
        assert "✓ You said: Own waiting room, the least bad." in said
        assert "✓ fits" not in said


@pytest.mark.slow
@pytest.mark.parametrize("size", TWO)
async def test_stararena_is_lived_through_to_both_roads(size: tuple[int, int], tmp_path: Path) -> None:
    program = app(tmp_path, live=True)
    async with program.run_test(size=size) as pilot:
        screen = await settled(pilot)
        steps = 0
        while isinstance(screen, WalkScreen):
            assert shown(screen).strip()
            if screen.asks and screen.beat.kind == "move":
                options = move_options(screen.course, screen.walk, screen.place)
                await pilot.press(str(next(o.digit for _, o in options if not o.locked)), "right", "enter")
                await settled(pilot)
                await pilot.press("enter")
            else:
                await answer(pilot, screen)
            screen = await settled(pilot)
            steps += 1
            assert steps < 300
        assert isinstance(screen, DebriefScreen)
        assert "Both roads" in shown(screen)
    attempts = logbook_in(tmp_path).attempts("stararena")
    assert [a.finished for a in attempts] == [True]


def test_screen_pipe_and_record_stand_on_the_same_grounds_of_a_live_road(tmp_path: Path) -> None:
    walk_to(tmp_path, "static-load", "reveal", live=True)
    logbook = logbook_in(tmp_path)
    walk = logbook.resume(stararena(), logbook.attempts("stararena")[0].attempt)
    assert walk is not None
    course = Course(stararena(), "d", workings(), logbook).along(walk)
    place = Place(walk.stage, walk.beat)
    studies = Studies()
    while not studies.work(course, place, 1):
        pass
    ready = studies.ready(course, place)
    assert ready is not None
    assert ready.rivals.road == course.workings.road_to(place.stage_index)
    assert ready.rivals.road != course.workings.product_road(place.stage_index)
    mind = [text_of(runs) for runs in mind_changers(ready)]
    note = decision_notes(workings(), walk)[-1]
    assert (mind, text_of(right_when(ready, LIVED["static"]))) == ([*note.changers], note.right)
    piped = " ".join(
        " ".join(reveal_text(course.workings, walk, place.stage_index, place.beat(stararena()), 76)).split()
    )
    assert mind
    for line in mind:
        assert f"- {' '.join(line.split())}" in piped.replace("\N{NO-BREAK SPACE}", " ")
