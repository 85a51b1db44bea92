"""Two moves of a replay on one wide page: pictures stand there whole or not at all, and nothing is below the fold."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_at
from textual.pilot import Pilot

from casewalk.journal import Folders, Settings
from casewalk.journal.logbook import Logbook
from casewalk.tui.app import CasewalkApp, Opening
from casewalk.tui.course import Course, Place
from casewalk.tui.replays import Replays
from casewalk.tui.screens.replay import ReplayScreen
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk.replays import FATES
from opened import NOON, loaded, opened, workings

WIDE = (120, 36)
FLOWING = [("documind", "all-hands"), ("patchdesk", "mail-hour"), ("patchdesk", "own-database"), ("stararena", "flood")]


def screen_for(name: str, stage: str) -> ReplayScreen:
    """The replay of a stage with every move open, at the first of them."""
    case, index = opened(name), opened(name).stage_index(stage)
    decision = case.stages[index].decisions[0]
    found = Replays(
        course=Course(case, loaded(name).digest, workings(name), Logbook(None, lambda: NOON)),
        place=Place(index, 0),
        at=0,
        overrides={},
        moves={0: "", **{n: move.id for n, move in enumerate(decision.moves, 1)}},
        names={0: "As it stands", **{n: move.short for n, move in enumerate(decision.moves, 1)}},
        shut="",
        product=decision.chosen,
        yours="",
        outcomes={},
        stations=0,
    )
    found.stations = max(len(found.replay(digit).tracks) for digit in found.moves)
    return ReplayScreen(found.course, walk_at("flood", "reveal"), found.place, found, digit=1, motion=False)


@pytest.mark.parametrize(("name", "stage"), FLOWING)
async def test_beside_one_another_every_picture_is_whole(name: str, stage: str, tmp_path: Path) -> None:
    opening = Opening((), Logbook(None, lambda: NOON), Settings(), Folders(tmp_path), lambda: NOON, motion=False)
    program = CasewalkApp(opening)
    async with program.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = screen_for(name, stage)
        program.push_screen(screen)
        await pilot.pause()
        await pilot.press("c")
        for digit in range(2, len(screen.replays.moves)):
            await pilot.press(str(digit))
            for _ in range(3):
                await pilot.pause()
            main = screen.query_one("#main", Pane)
            assert main.deepest == 0
            text = "\n".join(line.text for line in main.rows)
            assert "never answered" in text
            for view in screen.query(PictureView):
                if view.display:
                    assert view.deepest == 0
                    assert "…" not in "\n".join(line.text for line in view.rows[1:])


@pytest.mark.parametrize("size", [WIDE, (80, 24)])
async def test_at_the_end_every_fate_of_the_flood_is_in_sight_alone_and_beside_any_other(
    size: tuple[int, int], tmp_path: Path
) -> None:
    opening = Opening((), Logbook(None, lambda: NOON), Settings(), Folders(tmp_path), lambda: NOON, motion=False)
    program = CasewalkApp(opening)
    async with program.run_test(size=size) as pilot:
        await pilot.pause()
        screen = screen_for("stararena", "flood")
        program.push_screen(screen)
        await pilot.pause()
        for digit in screen.replays.moves:
            screen.other, screen.digit, screen.tab = None, digit, 0
            await _all_in_sight(screen, pilot)
            for other in screen.replays.moves:
                if other != digit:
                    screen.other, screen.tab = other, 1
                    await _all_in_sight(screen, pilot)


async def _all_in_sight(screen: ReplayScreen, pilot: Pilot[int]) -> None:
    screen.lay_out()
    for _ in range(3):
        await pilot.pause()
    main = screen.query_one("#main", Pane)
    text = "\n".join(line.text for line in main.rows)
    assert main.deepest == 0, (screen.digits, text)
    assert all(word in text for word in FATES.values())
    assert ("give-ups" in text) == any(
        screen.replays.replay(d).name in {"As it stands", "As today"} for d in screen.digits
    )
