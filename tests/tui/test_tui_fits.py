"""Tables on narrow screens: columns keep apart, and what has no room goes whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from placed import LIVED, walk_to
from test_tui_walk import app, settled
from textual.pilot import Pilot

from casewalk.journal.logbook import Logbook
from casewalk.tui.course import Course, Place
from casewalk.tui.exploration import explore
from casewalk.tui.screens.replay_open import may_replay
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.views.debrief import _stacks, figures
from casewalk.tui.views.flip import flip_options
from casewalk.tui.views.frame import header_rows
from casewalk.tui.views.metrics import metric_view
from casewalk.tui.views.tradeoff import Roles, trade_off_view
from casewalk.walk import Walk, beats, begin
from casewalk.walk.debrief import Standing, debrief
from casewalk.walk.events import Started
from casewalk.walk.metrics import MetricRow, metric_rows
from casewalk.walk.scores import COUNTS, HINT_STEP, QUARTER, WORTH, Count, Scores, calibration_texts, decisions_text
from casewalk.walk.tradeoff import trade_off
from casewalk.walk.verdicts import Verdict
from opened import logbook_in, opened, shipped, stararena, workings


def lived(home: Path, stage: str, kind: str) -> tuple[Course, Walk, Place]:
    walk_to(home, stage, kind, live=True)
    logbook = logbook_in(home)
    walk = logbook.resume(stararena(), logbook.attempts("stararena")[0].attempt)
    assert walk is not None
    return Course(stararena(), "d", workings(), logbook).along(walk), walk, Place(walk.stage, walk.beat)


@pytest.mark.parametrize("width", [28, 34, 38, 44, 56, 72, 78, 90, 118])
def test_the_columns_of_the_metrics_keep_a_cell_between_them(width: int) -> None:
    index = len(stararena().stages) - 1
    here = workings()
    rows = metric_rows(here, index, here.values(here.road_to(index), here.parameters(index)))
    long = MetricRow("m", "Joins", "Joins", "180 k req/s", "≤ 250 k req/s", "69.5 k req/s spare", True, (1.0,), 8, "")
    for found in (*rows, replace(long, value="1 seat", target="≤ 1 seat", margin="1 seat spare"), long):
        text = "\n".join(row.text for row in metric_view((found,), (found,), width))
        assert f" {found.value} " in f" {text} ".replace("\n", " ")
        after = text.split(found.value, 1)[1]
        assert after.lstrip().startswith(("≤", "≥", "=", "<", ">"))
        for line in text.split("\n")[1:]:
            assert len(line) <= width
            assert "seat1" not in line
            assert "req/s≤" not in line
            assert "s69" not in line


def test_the_rows_of_a_trade_off_end_within_the_screen(tmp_path: Path) -> None:
    course, _, _ = lived(tmp_path, "five-shows", "situation")
    for index, stage in enumerate(stararena().stages):
        for at, decision in enumerate(stage.decisions):
            table = trade_off(course.workings, index, at, {})
            for first in range(len(table.columns)):
                for row in trade_off_view(table, Roles(decision.chosen, LIVED[decision.id], "high"), 76, first):
                    assert row.width <= 76, row.text
                    assert "p99" not in row.text


def test_the_figures_of_a_debrief_wrap(tmp_path: Path) -> None:
    course, walk, _ = lived(tmp_path, "five-shows", "flip")
    found = debrief(course.workings, walk)
    found = replace(found, scores=replace(found.scores, least=2, hints=4))
    for width in (76, 92, 116):
        rows = figures(found, width)
        assert all(len(row.text.rstrip()) <= width for row in rows)
        words = set(" ".join(row.text for row in rows).split())
        assert {"0", "fit,", "counted,", "least", "bad;", "quarter", "each"} <= words


def test_a_whatif_keeps_the_digits_of_its_decision_and_begins_with_the_learners_move(tmp_path: Path) -> None:
    course, walk, place = lived(tmp_path, "who-goes-first", "flip")
    digits = explore(course, walk, place).digits
    options = flip_options(course, walk, place)
    assert {move: option.digit for move, option in options if move} == digits
    assert options[-1][1].digit == len(stararena().stages[place.stage_index].decisions[0].moves) + 1
    assert explore(course, walk, place).first == LIVED["order"]


async def test_a_digit_of_a_whatif_picks_its_own_move_and_a_locked_one_none(tmp_path: Path) -> None:
    course, walk, place = lived(tmp_path, "who-goes-first", "flip")
    options = flip_options(course, walk, place)
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen: WalkScreen = await settled(pilot)
        await _picks(pilot, screen, {option.digit: at for at, (_, option) in enumerate(options)})


async def _picks(pilot: Pilot[int], screen: WalkScreen, known: dict[int, int]) -> None:
    for digit in range(1, max(known) + 1):
        before = screen.look.choice
        await pilot.press(str(digit))
        assert screen.look.choice == known.get(digit, before)


def test_a_replay_is_offered_only_where_it_opens(tmp_path: Path) -> None:
    course, walk, place = lived(tmp_path, "flood", "estimate")
    kinds = [beat.kind for beat in beats(place.stage(stararena()))]
    assert not may_replay(course, walk, Place(place.stage_index, kinds.index("why")))
    course, walk, place = lived(tmp_path / "later", "flood", "signal")
    assert may_replay(course, walk, Place(place.stage_index, kinds.index("why")))


@pytest.mark.parametrize("width", [56, 76, 96, 116])
@pytest.mark.parametrize("count", [3, 8, 10, 14])
def test_every_stage_has_its_stack_at_every_width(count: int, width: int) -> None:
    standings = tuple(Standing(n, 3 + n, 1) for n in range(1, count + 1))
    rows = _stacks("The architecture", standings, width)
    assert all(row.width <= width for row in rows)
    assert sum(row.text.count("■") for row in rows[1:]) == count
    assert sum(row.text.count("▪") for row in rows[1:]) == sum(s.parts - 1 for s in standings)
    parts = [int(word) for row in rows[1:] for word in row.text.split() if word.isdigit()]
    assert parts == [figure for s in standings for figure in (s.stage, s.parts)]


def test_the_debrief_says_how_decisions_count_and_where_nobody_was_sure() -> None:
    assert f"a fit counts {WORTH[Verdict.FITS]:g}, an overbuild a half" == COUNTS
    assert WORTH[Verdict.OVERBUILDS] == 0.5
    assert HINT_STEP == 0.25
    none = Count()
    scores = Scores(Count(7, 10), 4, 6, 0, 0, 0, none, none, none, {"low": none, "middle": none, "high": none})
    assert decisions_text(scores) == f"4 fit, 6 overbuild, 0 break; {COUNTS}, {QUARTER}"
    assert decisions_text(replace(scores, hints=2)).endswith(f"{COUNTS}, 2 hints took a quarter each")
    assert calibration_texts(scores) == ("none", "you were never over 80\xa0% sure")
    sure = replace(scores, calibration={**scores.calibration, "high": Count(2, 3)})
    assert calibration_texts(sure)[0] == "2 of 3"


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("live", [False, True])
def test_a_wide_header_says_when_a_stage_is(name: str, live: bool) -> None:
    course = Course(opened(name), "d", workings(name), Logbook(None, lambda: ""))
    begun = begin(course.case, Started(case=name, digest="d", seed="s", live=live), "attempt")
    for index, stage in enumerate(course.case.stages):
        first, right, *_ = header_rows(course, begun, Place(index, 0), 120)
        assert stage.when in right.text
        assert first.width + right.width + 2 <= 116
        assert "your moves" in first.text or not live
        assert live or course.case.header.subtitle in first.text or first.text == course.case.header.title
