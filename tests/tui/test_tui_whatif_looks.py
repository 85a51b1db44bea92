"""How the what-if looks: columns that stay, strips apart, charts that move, a footer that names what works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from placed import walk_to
from textual.app import App, ComposeResult
from textual.binding import Binding
from whatifs import MIDDLE, NARROW, WIDE, app, footer, opened, pressed, sight_of, text

from casewalk.journal.logbook import Logbook
from casewalk.tui.course import Course, Place
from casewalk.tui.exploration import PROBES
from casewalk.tui.screens.help import SECTIONS, WHAT_IF
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.curves import chart_rows
from casewalk.tui.views.sight import track_columns
from casewalk.tui.views.strips import strips
from casewalk.tui.views.whatif import changed_rows, question, table_rows
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.walk import beats, begin
from casewalk.walk.curves import quantities
from casewalk.walk.events import Started
from casewalk.walk.whatif import under
from opened import NOON, workings
from opened import opened as opened_case


@pytest.mark.parametrize("width", [56, 76, 116])
def test_strips_have_a_legend_and_a_chart_no_names_on_its_rows(width: int, tmp_path: Path) -> None:
    sight = sight_of(tmp_path, "first-shows", width, "first_year_cost")
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
    sight = sight_of(tmp_path, "first-shows", 116, "core_util")
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
    head = strips(sight_of(tmp_path, "flood", width), width)[0]
    assert [(s.text, s.style) for s in head.spans if s.text in {"█", "▒"}] == [("█", "ok"), ("▒", "near")]


def test_a_slider_that_changes_nothing_says_that_all_is_as_in_the_case(tmp_path: Path) -> None:
    sight = sight_of(tmp_path, "first-shows", 76)
    name = sight.scales[0].name
    same = replace(sight, overrides={name: sight.scales[0].product}, answer=replace(sight.answer, changes=()))
    assert changed_rows(same, 76, 2)[0].text == "Every verdict is as in the case."


@pytest.mark.parametrize("stage", ["flood", "seat-holds", "five-shows"])
def test_no_column_of_a_whatif_comes_goes_or_moves_whatever_is_moved(stage: str, tmp_path: Path) -> None:
    sight = sight_of(tmp_path, stage, 116)
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
    sight = sight_of(tmp_path, "money-late", 116)
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
