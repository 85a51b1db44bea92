"""The what-if screen by keyboard: it opens when it may, and everything on it follows every key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from placed import walk_to
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.pilot import Pilot

from casewalk.journal.logbook import Logbook
from casewalk.numbers import NBSP
from casewalk.tui.app import CasewalkApp
from casewalk.tui.course import Course, Place
from casewalk.tui.exploration import PROBES
from casewalk.tui.screens.help import SECTIONS, WHAT_IF
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.curves import chart_rows
from casewalk.tui.views.sight import Sight, margin_of, track_columns
from casewalk.tui.views.strips import strips
from casewalk.tui.views.whatif import changed_rows, question, table_rows
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import Verdict, beats, begin, judge
from casewalk.walk.curves import quantities
from casewalk.walk.events import Started
from casewalk.walk.whatif import under
from opened import NOON, app_in, logbook_in, stararena, workings
from opened import opened as opened_case

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


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow), NARROW])
async def test_every_key_moves_table_words_and_strips(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert "As in the case" in text(screen)
        assert "300 k users" in text(screen)
        before = text(screen)
        screen = await pressed(pilot, "left")
        assert "260 k users" in text(screen) != before
        screen = await pressed(pilot, *["shift+left"] * 2)
        for keys, below, fits in (([], 11_100, "Limit at the gateway"), (["left"] * 3, 8_700, "As today")):
            screen = await pressed(pilot, *keys)
            clickers = screen.overrides["clickers"]
            assert clickers < below
            assert f"{fits}: fits now" in text(screen)
            outcomes = judge(workings(), FLOOD, overrides={"clickers": clickers})
            assert verdicts(screen) == {move: o.verdict for move, o in outcomes.items()}
        for row in screen.query_one("#main", Pane).rows:
            assert row.width <= screen.query_one("#main", Pane).room
        screen = await pressed(pilot, "r")
        assert screen.overrides == {}
        assert "As in the case" in text(screen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow)])
async def test_a_value_is_typed_and_what_cannot_be_is_said(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, *"5k", "enter")
        assert screen.overrides == {"clickers": 5000}
        assert "5 k users" in text(screen)
        screen = await pressed(pilot, *"9M", "enter")
        assert "200 users to 2 M users" in footer(pilot)
        screen = await pressed(pilot, "escape")
        assert screen.overrides == {"clickers": 5000}
        screen = await pressed(pilot, *"700k", "enter")
        assert "People on the page ≥ People who press" in footer(pilot)
        assert screen.overrides == {"clickers": 5000}
        screen = await pressed(pilot, "escape", "down", *"50", "enter", "R")
        assert screen.overrides == {}


async def test_what_is_typed_faster_than_the_line_opens_is_not_lost(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        screen = await opened(pilot)
        for key, character in (("5", "5"), ("k", "k"), ("enter", "\r")):
            screen.post_message(Key(key, character))
        screen = await pressed(pilot)
        assert screen.overrides == {"clickers": 5000}
        assert not screen.typing


async def test_the_next_breaking_point_is_where_a_verdict_changes(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, "b")
        edge = screen.overrides["clickers"]
        at, below = (judge(workings(), FLOOD, overrides={"clickers": v}) for v in (edge, edge - 1))
        assert {m: o.verdict for m, o in at.items()} != {m: o.verdict for m, o in below.items()}
        screen = await pressed(pilot, "b")
        assert screen.overrides["clickers"] > edge


@pytest.mark.slow
async def test_ticks_of_the_other_sliders_follow(tmp_path: Path) -> None:
    async def until(done: Callable[[], bool]) -> None:
        for _ in range(200):
            if done():
                break
            await pilot.pause(0.05)
        assert done()

    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        (marks,) = screen.ticks.values()
        await until(lambda: set(marks) == {s.name for s in screen.scales})
        before = marks["seats"]
        screen = await pressed(pilot, *["shift+left"] * 2)
        await until(lambda: marks["seats"] != before)
        screen = await pressed(pilot, "a")
        assert len(screen.scales) > len(screen.exploration.marked)


async def test_the_other_pane_keeps_the_slider_above_the_table(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, "tab", *["shift+left"] * 3)
        told = text(screen)
        assert told.startswith("▌ People who press")
        assert "Trade-off" in told
        assert "As today: fits now" in told
        first = [c for c in told.splitlines() if "Verdict" in c]
        screen = await pressed(pilot, "m")
        assert first != [c for c in text(screen).splitlines() if "Verdict" in c]


@pytest.mark.parametrize(("kind", "said"), [("situation", "opens after your move"), ("flip", "Answer the question")])
async def test_it_does_not_open_too_early(kind: str, said: str, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        assert "w what if" not in footer(pilot)
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WalkScreen)
        assert said in footer(pilot)


async def test_from_a_flip_it_begins_with_that_change_and_goes_back_to_it(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "flip")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        await pilot.press("1", "enter")
        for _ in range(20):
            await pilot.pause()
        assert "w what if" in footer(pilot)
        screen = await opened(pilot)
        assert screen.overrides == {"shows": 24}
        assert "Own waiting room: fits now" in text(screen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WalkScreen)


@pytest.mark.parametrize(("size", "tabs"), [((120, 46), 1), (WIDE, 2), (MIDDLE, 2)])
async def test_the_diagram_s_heat_follows_the_constraint_and_the_move(
    size: tuple[int, int], tabs: int, tmp_path: Path
) -> None:
    def core(screen: WhatIfScreen) -> float:
        drawn = screen.query_one("#picture", PictureView).picture
        assert drawn is not None
        return drawn.part("core").heat or 0.0

    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, *["tab"] * tabs)
        assert screen.pane == "diagram"
        assert core(screen) < 0.9
        moves = list(screen.exploration.digits)
        for _ in moves:
            if screen.move == "keep":
                break
            screen = await pressed(pilot, "m")
        crowd = core(screen)
        assert crowd > 10
        screen = await pressed(pilot, *["shift+left"] * 3)
        assert core(screen) < 0.9
        assert "As today" in screen.query_one("#picture", PictureView).title


@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow), NARROW])
async def test_a_chart_stands_in_the_place_of_the_strips(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert "━ fits" not in text(screen)
        screen = await pressed(pilot, "c")
        assert "Seat lock P99, log scale" in text(screen)
        main = screen.query_one("#main", Pane)
        assert main.deepest == 0
        assert all(row.width <= main.room for row in main.rows)
        screen = await pressed(pilot, "m")
        assert "Seat lock P99" not in text(screen)
        before = text(screen)
        screen = await pressed(pilot, "shift+left")
        assert text(screen) != before
        assert "━ fits" in text(screen) or size == NARROW
        screen = await pressed(pilot, "c")
        assert "━ fits" not in text(screen)


@pytest.mark.parametrize("size", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)])
async def test_a_click_on_a_slider_selects_it_and_moves_it_there(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        main = screen.query_one("#main", Pane)
        line = next(n for n, row in enumerate(main.rows) if row.about == ("set", screen.scales[0].name))
        assert await pilot.click("#main", offset=(margin_of(main.room), line))
        for _ in range(3):
            await pilot.pause()
        assert screen.overrides == {"clickers": 200}
        assert "200 users" in text(screen)
        line = next(n for n, row in enumerate(main.rows) if row.about == ("set", "clickers"))
        await pilot.click("#main", offset=(margin_of(main.room) + 20, line))
        for _ in range(3):
            await pilot.pause()
        columns = track_columns(screen.scales, main.room)
        assert screen.scale.column(screen.overrides["clickers"], columns) in {19, 20, 21}


async def test_a_click_beside_the_track_only_selects(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        main = screen.query_one("#main", Pane)
        line = next(n for n, row in enumerate(main.rows) if row.about == ("set", "shows"))
        await pilot.click("#main", offset=(4, line))
        for _ in range(3):
            await pilot.pause()
        assert screen.scale.name == "shows"
        assert screen.overrides == {}


def _sight(home: Path, stage: str, width: int, quantity: str = "") -> Sight:
    walk_to(home, stage, "reveal")
    logbook = logbook_in(home)
    walk = logbook.resume(stararena(), logbook.attempts("stararena")[0].attempt)
    assert walk is not None
    course = Course(stararena(), "d", workings(), logbook).along(walk)
    screen = WhatIfScreen(course, walk, Place(walk.stage, walk.beat))
    screen.charted = quantity
    return screen.sight(width)


@pytest.mark.parametrize("width", [56, 76, 116])
def test_strips_have_a_legend_and_a_chart_no_names_on_its_rows(width: int, tmp_path: Path) -> None:
    sight = _sight(tmp_path, "first-shows", width, "first_year_cost")
    assert "█ fits  ▒ overbuilds  · breaks" in strips(sight, width)[0].text
    assert sight.curves is not None
    rows = [row.text for row in chart_rows(sight, sight.curves, width, 20)]
    axis = next(n for n, text in enumerate(rows) if "▲" in text)
    for move in sight.answer.table.rows:
        named = [n for n, text in enumerate(rows) if move.name in text]
        assert named
        assert min(named) > axis
    assert all(len(text.rstrip()) <= width for text in rows)
    assert "does not depend on" in "\n".join(rows)


def test_a_chart_whose_lines_rise_is_not_called_level(tmp_path: Path) -> None:
    sight = _sight(tmp_path, "first-shows", 116, "core_util")
    assert sight.curves is not None
    assert not sight.curves.level_text


@pytest.mark.parametrize("size", [(120, 46), WIDE, (110, 34)])
async def test_strips_stand_apart_and_the_table_has_the_pane_that_it_needs(
    size: tuple[int, int], tmp_path: Path
) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        main = screen.query_one("#main", Pane)
        rows = [row.text for row in main.rows]
        begun = next(n for n, text in enumerate(rows) if text.startswith("Verdict"))
        until = next(n for n, text in enumerate(rows) if "▲" in text and "─" in text and n > begun)
        strip = rows[begun + 2 : until]
        assert len(strip) == 2 * len(screen.exploration.digits) - 1
        assert all(text.strip() == "│" for text in strip[1::2])
        assert not main.deepest
        assert ("Trade-off" in text(screen)) == (size[1] >= 44)
        assert screen.query_one("#tabs", Pane).display == (size[1] < 44)
        if size[1] < 44:
            assert "m other metrics" not in footer(pilot)
            screen = await pressed(pilot, "tab")
            assert "Trade-off" in text(screen)
            assert "▌ People who press" in text(screen)
            assert not main.deepest


@pytest.mark.parametrize("width", [56, 76, 116])
def test_what_a_strip_s_marks_mean_is_told_in_their_colours(width: int, tmp_path: Path) -> None:
    head = strips(_sight(tmp_path, "flood", width), width)[0]
    assert [(s.text, s.style) for s in head.spans if s.text in {"█", "▒"}] == [("█", "ok"), ("▒", "near")]


def test_a_slider_that_changes_nothing_says_that_all_is_as_in_the_case(tmp_path: Path) -> None:
    sight = _sight(tmp_path, "first-shows", 76)
    name = sight.scales[0].name
    same = replace(sight, overrides={name: sight.scales[0].product}, answer=replace(sight.answer, changes=()))
    assert changed_rows(same, 76, 2)[0].text == "Every verdict is as in the case."


@pytest.mark.parametrize("stage", ["flood", "seat-holds", "five-shows"])
def test_no_column_of_a_whatif_comes_goes_or_moves_whatever_is_moved(stage: str, tmp_path: Path) -> None:
    sight = _sight(tmp_path, stage, 116)
    found = sight.exploration

    def heads(overrides: dict[str, float]) -> tuple[list[str], list[str]]:
        moved = replace(sight, overrides=overrides, answer=found.answer(overrides))
        rows = [row.text for row in table_rows(moved, 116)]
        return [c.metric for c in moved.answer.table.columns], rows[1:3]

    base = heads({})
    for scale in sight.scales:
        for n in range(PROBES):
            moved = {scale.name: scale.at(n, PROBES)}
            if not workings().broken_relation(under(found.rivals, moved)):
                assert heads(moved) == base, moved


def test_a_column_that_comes_late_comes_last_and_stays(tmp_path: Path) -> None:
    sight = _sight(tmp_path, "money-late", 116)
    found, base = sight.exploration, [c.metric for c in sight.answer.table.columns]
    assert "pay_median" not in [scale.name for scale in found.marked]
    late = [*base, "sold_out"]
    assert [c.metric for c in found.answer({"pay_median": 309.0}).table.columns] == late
    assert [c.metric for c in found.answer({}).table.columns] == late


@pytest.mark.parametrize("size", [WIDE, MIDDLE])
async def test_a_chart_opens_on_the_first_quantity_that_moves(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        offered = quantities(screen.exploration.rivals)
        screen = await pressed(pilot, "c")
        columns = track_columns(screen.scales, screen.query_one("#main", Pane).room)

        def level(name: str) -> bool:
            return bool(screen.exploration.curves(screen.scale, screen.overrides, columns, name).level_text)

        assert level(offered[0])
        assert screen.charted == next(name for name in offered if not level(name))


async def test_on_a_middling_screen_the_footer_names_the_panes_the_chart_and_the_way_out_of_it(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        await opened(pilot)
        assert all(word in footer(pilot) for word in ("constraint", "value", "Tab pane", "c chart", "0-9 type"))
        await pressed(pilot, "c")
        assert "m other quantities   c strips" in footer(pilot)


def test_the_help_names_every_key_of_the_what_if() -> None:
    told = " ".join(f"{key} {what}" for key, what in SECTIONS[WHAT_IF])
    names = {"up": "↑", "down": "↓", "left": "←", "right": "→", "shift+left": "Shift", "tab": "Tab", "w": "w"}
    elsewhere = {"escape", "pageup", "pagedown", "space", "shift+right", "shift+tab", "w"}
    for binding in WhatIfScreen.BINDINGS:
        assert isinstance(binding, Binding)
        for key in binding.key.split(","):
            assert key in elsewhere or f" {names.get(key, key)}" in f" {told}", key


async def test_what_is_said_leaves_help_and_leave_at_the_right_and_only_what_is_wrong_is_loud(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        while "no verdict changes" not in footer(pilot).lower():
            screen = await pressed(pilot, "down", "b")
            screen.overrides = {}
        said = screen.query_one(Footer).rows[0]
        assert said.text.rstrip().endswith("? help   q leave")
        assert {s.style for s in said.spans if s.text.startswith("No verdict")} == {"mute"}
        await pressed(pilot, "R", *(["up"] * screen.at), *"9M", "enter")
        said = screen.query_one(Footer).rows[0]
        assert "200 users to 2 M users" in footer(pilot)
        assert "miss" in {s.style for s in said.spans}
        assert "leave" not in said.text.replace("leave as it was", "")


@pytest.mark.parametrize(("size", "kept"), [((120, 1), True), ((30, 1), False)])
async def test_a_message_that_needs_the_whole_footer_has_it(size: tuple[int, int], kept: bool) -> None:
    class Alone(App[None]):
        def compose(self) -> ComposeResult:
            yield Footer()

    async with Alone().run_test(size=size) as pilot:
        await pilot.pause()
        bar = pilot.app.query_one(Footer)
        bar.say("no station fails in this stretch.")
        assert ("q leave" in bar.rows[0].text) == kept
        assert bar.rows[0].width <= size[0]


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (WIDE, "✓ why it was right   ✓ signal   ✓ move   ● what if"),
        (MIDDLE, "✓ why   ✓ signal   ✓ move   ● what if"),
        (NARROW, "● what if"),
    ],
)
@pytest.mark.parametrize("kind", ["reveal", "aftermath"])
async def test_the_four_questions_stay_in_the_header(
    kind: str, size: tuple[int, int], words: str, tmp_path: Path
) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert screen.query_one(Header).rows[1].text.rstrip().endswith(words)


async def test_a_stage_that_is_read_again_keeps_its_last_tick_in_the_what_if(tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "situation")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        await pilot.press("escape")
        screen = await opened(pilot)
        trail = screen.query_one(Header).rows[1]
        assert trail.text.rstrip().endswith("✓ move   ✓ what if")
        assert trail.spans[-1].style == "text bold"


def test_the_question_of_a_what_if_has_its_numbers_and_is_not_cut() -> None:
    course = Course(opened_case("patchdesk"), "d", workings("patchdesk"), Logbook(None, lambda: NOON))
    index = course.case.stage_index("mail-hour")
    stage = course.case.stages[index]
    at = next(n for n, beat in enumerate(beats(stage)) if (beat.kind, beat.key) == ("reveal", "what-is-sent"))
    walk = begin(course.case, Started(case="patchdesk", digest="d", seed="s"), "attempt")
    screen = WhatIfScreen(course, walk, Place(index, at))
    whole, last = (question(screen.sight(width), width).text for width in (150, 100))
    assert whole.startswith("A member gets 1")
    assert "{" not in whole
    assert last == "Who is told of what, and when?"
