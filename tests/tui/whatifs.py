"""The what-if opened as a learner would, and what is read off its screen."""

from __future__ import annotations

from pathlib import Path

from placed import walk_to
from textual.pilot import Pilot

from casewalk.numbers import NBSP
from casewalk.tui.app import CasewalkApp
from casewalk.tui.course import Course, Place
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.sight import Sight
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk import Verdict
from opened import app_in, logbook_in, stararena, workings

WIDE, MIDDLE, NARROW = (120, 36), (80, 24), (60, 20)
FLOOD = stararena().stage_index("flood")


def app(home: Path) -> CasewalkApp:
    found = app_in(home)
    assert isinstance(found, CasewalkApp)
    return found


async def pressed(pilot: Pilot[int], *keys: str) -> WhatIfScreen:
    await pilot.press(*keys)
    for _ in range(3):
        await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, WhatIfScreen)
    return screen


async def opened(pilot: Pilot[int]) -> WhatIfScreen:
    for _ in range(3):
        await pilot.pause()
    return await pressed(pilot, "w")


def text(screen: WhatIfScreen) -> str:
    return "\n".join(row.text for row in screen.query_one("#main", Pane).rows).replace(NBSP, " ")


def footer(pilot: Pilot[int]) -> str:
    return pilot.app.screen.query_one(Footer).rows[0].text.replace(NBSP, " ")


def verdicts(screen: WhatIfScreen) -> dict[str, Verdict]:
    return {row.move: row.verdict for row in screen.exploration.answer(screen.overrides).table.rows}


def sight_of(home: Path, stage: str, width: int, quantity: str = "") -> Sight:
    """What the what-if of a stage looks at."""
    walk_to(home, stage, "reveal")
    logbook = logbook_in(home)
    walk = logbook.resume(stararena(), logbook.attempts("stararena")[0].attempt)
    assert walk is not None
    course = Course(stararena(), "d", workings(), logbook).along(walk)
    screen = WhatIfScreen(course, walk, Place(walk.stage, walk.beat))
    screen.charted = quantity
    return screen.sight(width)
