"""The replay screen by keyboard: it plays only when asked to, figures follow the clock, and it gives nothing away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from placed import walk_at, walk_to
from textual.pilot import Pilot

from casewalk.journal import Folders, Settings, load_settings
from casewalk.journal.logbook import Logbook
from casewalk.numbers import NBSP
from casewalk.tui.app import CasewalkApp, Opening
from casewalk.tui.course import Course, Place, furthest
from casewalk.tui.replays import Replays, replays_of
from casewalk.tui.screens.help import HelpScreen
from casewalk.tui.screens.replay import ReplayScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.outcome import compared_outcomes, outcome_view
from casewalk.tui.views.replay import Dial, clock_row, columns
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import Walk
from casewalk.walk.replays import FATES, LEGEND
from opened import NOON, app_in, loaded, stararena, workings

WIDE, MIDDLE, NARROW = (120, 36), (80, 24), (60, 20)
SIZES = [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow), pytest.param(NARROW, marks=pytest.mark.slow)]


@dataclass
class Moment:
    """A steady clock that moves when a test says so."""

    now: float = 100.0


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    found = Moment()
    monkeypatch.setattr("casewalk.tui.screens.replay.monotonic", lambda: found.now)
    return found


def app(home: Path) -> CasewalkApp:
    found = app_in(home)
    assert isinstance(found, CasewalkApp)
    return found


@cache
def after_the_move() -> tuple[Course, Walk, Place, Replays]:
    """The flood's replays once its reveal has been reached; runs are kept between tests."""
    walk = walk_at("flood", "reveal")
    course = Course(stararena(), loaded().digest, workings(), Logbook(None, lambda: NOON))
    return course, walk, furthest(walk), replays_of(course, walk, furthest(walk), {})


@asynccontextmanager
async def shown(home: Path, size: tuple[int, int], *, motion: bool = True) -> AsyncIterator[Pilot[int]]:
    """The replay of the open door after the move, over nothing else."""
    opening = Opening((), Logbook(None, lambda: NOON), Settings(), Folders(home), lambda: NOON, motion=motion)
    program = CasewalkApp(opening)
    async with program.run_test(size=size) as pilot:
        await pilot.pause()
        *where, found = after_the_move()
        program.push_screen(ReplayScreen(*where, found, digit=found.digit("keep"), motion=motion))
        await pressed(pilot)
        yield pilot


def screen_of(pilot: Pilot[int]) -> ReplayScreen:
    assert isinstance(pilot.app.screen, ReplayScreen)
    return pilot.app.screen


async def pressed(pilot: Pilot[int], *keys: str) -> ReplayScreen:
    await pilot.press(*keys)
    for _ in range(3):
        await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReplayScreen)
    return screen


async def opened(pilot: Pilot[int]) -> ReplayScreen:
    for _ in range(3):
        await pilot.pause()
    return await pressed(pilot, "p")


async def later(pilot: Pilot[int], moment: Moment, seconds: float) -> None:
    """Let so many seconds pass, and the next tick come."""
    moment.now += seconds
    await pilot.pause(0.12)
    await pilot.pause()


def told(screen: ReplayScreen) -> str:
    panes = [pane for pane in screen.query(Pane) if pane.display and pane.size.height]
    return "\n".join(row.text for pane in panes for row in pane.rows).replace(NBSP, " ")


def row(screen: ReplayScreen, name: str) -> str:
    rows = screen.query_one("#main", Pane).rows
    return next(r.text for r in rows if r.text.strip("▌✗◇ ").startswith(name)).replace(NBSP, " ")


def footer(pilot: Pilot[int]) -> str:
    return pilot.app.screen.query_one(Footer).rows[0].text.replace(NBSP, " ")


@pytest.mark.parametrize("size", SIZES)
async def test_it_plays_only_when_asked_to_and_every_key_moves_the_clock(
    size: tuple[int, int], tmp_path: Path, moment: Moment
) -> None:
    async with shown(tmp_path, size) as pilot:
        screen = screen_of(pilot)
        await later(pilot, moment, 5)
        assert "0:00.0" in told(screen)
        assert "paused" in told(screen)
        await pressed(pilot, "space")
        await later(pilot, moment, 5)
        assert "0:20.0" in told(screen)
        assert "playing" in told(screen)
        await pressed(pilot, "space")
        await later(pilot, moment, 5)
        assert "0:20.0" in told(screen)
        await pressed(pilot, "right")
        assert "0:21.0" in told(screen)
        await pressed(pilot, "shift+left", "left")
        assert "0:10.0" in told(screen)
        main = screen.query_one("#main", Pane)
        assert main.rows
        assert all(line.width <= main.room for line in main.rows)
        await pressed(pilot, "end")
        assert "2:00.0" in told(screen)
        await pressed(pilot, "home")
        assert "0:00.0" in told(screen)


async def test_however_a_moment_is_come_to_it_looks_the_same(tmp_path: Path, moment: Moment) -> None:
    async with shown(tmp_path, WIDE) as pilot:
        screen = screen_of(pilot)
        await pressed(pilot, "plus", "space")
        for _ in range(3):
            await later(pilot, moment, 0.5)
        await pressed(pilot, "space")
        played = told(screen)
        assert "0:12.0" in played
        await pressed(pilot, "home", "minus", "shift+right", "right", "right")
        assert told(screen) == played.replace("8×", "4×")
        assert footer(pilot).count("play")


async def test_charts_grow_and_the_heat_follows_the_clock(tmp_path: Path) -> None:
    async with shown(tmp_path, WIDE) as pilot:
        screen = screen_of(pilot)
        replay = screen.replay

        def heat() -> float:
            drawn = screen.query_one("#picture", PictureView).picture
            assert drawn is not None
            return drawn.part("core").heat or 0.0

        assert heat() == 0
        lengths = []
        for _ in range(4):
            await pressed(pilot, "shift+right")
            lengths.append(sum(c in "▁▂▃▄▅▆▇" for c in row(screen, "Ticket monolith")))
            assert heat() == replay.heats(screen.at)["core"].utilisation
            if screen.at == 30.0:
                served = replay.so_far(30.0).completed
                assert 1000 < served < 9990
                assert f"{served / 1000:.2f} k of 300 k users" in told(screen)
        assert screen.at == 40.0
        assert "10 k of 300 k users" in told(screen)
        assert lengths == sorted(set(lengths))
        assert heat() > 1
        assert "at the end" in told(screen)
        await pressed(pilot, "end")
        for percentile in replay.served.percentiles:
            assert percentile.name in told(screen)
        assert "3.33 %" in told(screen)


async def test_the_first_failure_is_gone_to_and_where_there_is_none_that_is_said(tmp_path: Path) -> None:
    async with shown(tmp_path, WIDE) as pilot:
        screen = screen_of(pilot)
        screen = await pressed(pilot, "end", "f")
        first = screen.replay.first_failure
        assert first is not None
        assert screen.at == first.at + screen.replay.step
        assert screen.part == first.part
        assert "✗ Ticket monolith" in told(screen)
        screen = await pressed(pilot, str(screen.replays.digit("hosted-room")), "f")
        assert "No station fails" in footer(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_two_moves_share_clock_and_scale(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, size) as pilot:
        screen = screen_of(pilot)
        screen = await pressed(pilot, "c", "end")
        assert screen.other == screen.replays.digit("hosted-room")
        assert screen.parts == ("fans", "room", "gateway", "core", "db")
        assert "no such part" in told(screen)
        main = screen.query_one("#main", Pane)
        assert all(line.width <= main.room for line in main.rows)
        if size != WIDE:
            screen = await pressed(pilot, "tab")
        assert all(p.name in told(screen) for p in screen.replay.served.percentiles)
        refuse = screen.replays.digit("refuse")
        screen = await pressed(pilot, str(refuse))
        assert screen.digits == (screen.replays.digit("keep"), refuse)
        screen = await pressed(pilot, "c", "c", "c")
        assert screen.other is None


@pytest.mark.slow
async def test_nothing_jumps_from_move_to_move_nor_while_it_plays(tmp_path: Path) -> None:
    async with shown(tmp_path, WIDE) as pilot:
        screen = screen_of(pilot)
        places = set()
        for digit in screen.replays.moves:
            for key in ("home", "f", "end"):
                screen = await pressed(pilot, str(digit), key)
                places.add(screen.query_one("#main", Pane).region)
        assert len(places) == 1


async def test_before_the_move_there_is_only_what_stands(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        assert "p replay" in footer(pilot)
        screen = await opened(pilot)
        assert list(screen.replays.moves) == [0]
        assert not screen.replays.outcomes
        await pressed(pilot, "2")
        assert "after your move" in footer(pilot)
        await pressed(pilot, "c")
        assert "after your move" in footer(pilot)
        assert screen.digits == (0,)
        await pressed(pilot, "down")
        assert "compare" not in footer(pilot)


@pytest.mark.parametrize(
    ("stage", "kind", "said"),
    [("flood", "estimate", "Answer the estimate first"), ("first-shows", "reveal", "This stage has no replay.")],
)
async def test_it_does_not_open_too_early_nor_where_nothing_flows(
    stage: str, kind: str, said: str, tmp_path: Path
) -> None:
    walk_to(tmp_path, stage, kind)
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        before = footer(pilot)
        assert "p replay" not in before
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WalkScreen)
        assert said in footer(pilot)


async def test_without_motion_the_finished_charts_stand_and_keys_step(tmp_path: Path, moment: Moment) -> None:
    async with shown(tmp_path, MIDDLE, motion=False) as pilot:
        screen = screen_of(pilot)
        assert "2:00.0" in told(screen)
        await pressed(pilot, "space")
        await later(pilot, moment, 5)
        assert "Motion is off" in footer(pilot)
        assert "2:00.0" in told(screen)
        await pressed(pilot, "left")
        assert "1:59.0" in told(screen)
        await pressed(pilot, "o", "space")
        await later(pilot, moment, 0.1)
        assert "playing" in told(screen)
        assert load_settings(Folders(tmp_path).settings) == (Settings("dark", {}, motion=True), "")


async def test_left_or_covered_it_stands(tmp_path: Path, moment: Moment) -> None:
    async with shown(tmp_path, WIDE) as pilot:
        screen = screen_of(pilot)
        await pressed(pilot, "space")
        await later(pilot, moment, 1)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        assert not screen.playback.playing
        pane = pilot.app.screen.query_one("#main", Pane)
        seen = [line.text for line in pane.rows[: pane.size.height]]
        second = seen[0].index("The replay, and what it leaves out")
        helped, told_of_it = (
            " ".join(" ".join(side).split()) for side in zip(*((t[:second], t[second:]) for t in seen), strict=True)
        )
        assert " ".join(LEGEND.split()) in told_of_it
        assert "play and pause; a second back or on" in helped
        await later(pilot, moment, 9)
        screen = await pressed(pilot, "escape")
        assert "0:04.0" in told(screen)
        await pressed(pilot, "space")
        await pilot.press("escape")
        await later(pilot, moment, 9)
        assert not isinstance(pilot.app.screen, ReplayScreen)
        assert not screen.playback.playing


@pytest.mark.slow
async def test_from_the_what_if_it_runs_under_its_constraints(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        await pilot.press("w")
        for _ in range(3):
            await pilot.pause()
        await pilot.press(*"3k", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WhatIfScreen)
        screen = await pressed(pilot, "p", "end")
        assert screen.replays.overrides == {"clickers": 3000}
        assert "of 3 k users" in told(screen)
        assert "what if, replay" in told(screen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WhatIfScreen)


async def test_what_is_copied_is_the_text_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(CasewalkApp, "copy_to_clipboard", lambda _, text: copied.append(text))
    async with shown(tmp_path, NARROW) as pilot:
        await pressed(pilot, "y")
        assert "Copied" in footer(pilot)
    assert "First failure: Ticket monolith" in copied[0].replace(NBSP, " ")


@pytest.mark.parametrize("speed", [1, 4, 16])
def test_the_state_and_the_legend_of_the_clock_stand_whole_beside_each_other(speed: int) -> None:
    replay = after_the_move()[3].replay(1)
    told = clock_row(replay, Dial(replay.seconds, speed, "at the end"), columns(116)).text
    assert f"{speed}× at the end  " in told
    assert told.endswith("✗ first failure   ◇ gone")
    assert len(told) <= 116


@pytest.mark.parametrize("width", [56, 76, 96, 116])
@pytest.mark.parametrize("at", [0.0, 30.0, 120.0])
def test_two_outcomes_have_each_label_once_and_their_numbers_below_one_another(width: int, at: float) -> None:
    *_, found = after_the_move()
    pair = found.replay(found.digit("keep")), found.replay(found.digit("hosted-room"))
    rows = [line.text for line in compared_outcomes(pair, ("4 As today", "1 Rented room"), Dial(at), width)]
    words = "\n".join(rows[1:])
    for label in ("served", "P50", "P95", "P99", "first failure", "next limit", *list(FATES.values())[1:]):
        assert words.count(label) == 1, label
    assert len({len(text.rstrip()) for text in rows[1:7]}) == 1
    assert len(rows) <= 20
    assert (len(rows) < 10) == (width >= 96)


@pytest.mark.parametrize("width", [56, 76, 116])
def test_the_next_limit_pushes_nothing_when_it_comes(width: int) -> None:
    *_, found = after_the_move()
    for digit in found.moves:
        replay = found.replay(digit)
        end, before = replay.seconds, replay.seconds - replay.step
        ended, playing = (outcome_view(replay, Dial(at), width) for at in (end, before))
        assert replay.next_limit is not None
        assert "next limit" in "\n".join(line.text for line in ended)
        assert "next limit" not in "\n".join(line.text for line in playing)
        assert len(playing) == len(ended)


@pytest.mark.parametrize(("size", "words"), [(WIDE, "● move   ○ what if   ● replay"),
                                             (MIDDLE, "○ what if"), (NARROW, "● replay")])  # fmt: skip
async def test_the_four_questions_stay_in_the_header(size: tuple[int, int], words: str, tmp_path: Path) -> None:
    async with shown(tmp_path, size) as pilot:
        trail = screen_of(pilot).query_one(Header).rows[1].text.rstrip()
        assert trail.endswith(words)
        assert "✓ signal" in trail or size == NARROW
