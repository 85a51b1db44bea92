"""Nothing is committed, charged or written out of sight, and nothing that counts is pushed off or cut."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from placed import walk_to
from textual.pilot import Pilot

from casewalk.diagram import draw
from casewalk.export.pages import picture_of
from casewalk.journal.logbook import Logbook
from casewalk.numbers import NBSP
from casewalk.tui.app import CasewalkApp
from casewalk.tui.course import Course, Place
from casewalk.tui.screens.debrief import DebriefScreen
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.start import StartScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.beat import beat_view, situation
from casewalk.tui.views.debrief import architectures
from casewalk.tui.views.flip import flip_view
from casewalk.tui.views.frame import part_view, standing
from casewalk.tui.views.look import FRESH
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk import Walk, beats, begin
from casewalk.walk.answers import hints_of
from casewalk.walk.debrief import Debrief, debrief
from casewalk.walk.events import Started
from opened import NOON, app_in, loaded, opened, shipped, workings

WIDE, MIDDLE, NARROW = (120, 36), (80, 24), (60, 20)


def app(home: Path, **given: object) -> CasewalkApp:
    found = app_in(home, **given)  # type: ignore[arg-type]
    assert isinstance(found, CasewalkApp)
    return found


async def pressed(pilot: Pilot[int], *keys: str) -> None:
    for _ in range(3):
        await pilot.pause()
    await pilot.press(*keys)
    for _ in range(3):
        await pilot.pause()


def footer(pilot: Pilot[int]) -> str:
    return pilot.app.screen.query_one(Footer).rows[0].text.replace(NBSP, " ")


def walk_screen(pilot: Pilot[int]) -> WalkScreen:
    assert isinstance(pilot.app.screen, WalkScreen)
    return pilot.app.screen


def course_of(name: str) -> Course:
    return Course(opened(name), loaded(name).digest, workings(name), Logbook(None, lambda: NOON))


@pytest.mark.parametrize("kind", ["signal", "move", "flip"])
@pytest.mark.parametrize("tab", [1, 2, 3])
@pytest.mark.parametrize("size", [MIDDLE, NARROW])
async def test_on_another_pane_a_digit_or_enter_first_shows_the_question(
    size: tuple[int, int], tab: int, kind: str, tmp_path: Path
) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=size) as pilot:
        await pressed(pilot, *["tab"] * tab)
        screen = walk_screen(pilot)
        before = screen.walk
        assert not screen.query_one("#left").display
        assert "Enter question" in footer(pilot)
        await pressed(pilot, "2")
        assert screen.query_one("#left").display
        assert screen.look.choice == 1
        await pressed(pilot, *["tab"] * tab, "enter")
        assert screen.query_one("#left").display
        assert screen.look.choice == 1
        assert not screen.look.asking_why
        assert screen.walk is before


async def test_on_another_pane_the_arrows_read_it_and_choose_nothing(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=NARROW) as pilot:
        await pressed(pilot, "tab", "tab")
        screen = walk_screen(pilot)
        await pressed(pilot, "down")
        assert (screen.look.first_metric, screen.look.choice) == (1, None)


@pytest.mark.parametrize(("kind", "said"), [("move", "h hint, ¼ point off"), ("signal", "h hint, free")])
@pytest.mark.parametrize("size", [WIDE, MIDDLE])
async def test_what_a_hint_costs_is_said_before_it_is_opened(
    size: tuple[int, int], kind: str, said: str, tmp_path: Path
) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=size) as pilot:
        await pressed(pilot)
        assert said in footer(pilot)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_what_a_fit_is_is_said_before_a_walk_begins(size: tuple[int, int], tmp_path: Path) -> None:
    async with app(tmp_path, asked=True).run_test(size=size) as pilot:
        await pressed(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, StartScreen)
        pane = screen.query_one("#main", Pane)
        told = " ".join(row.text.strip() for row in pane.rows).replace(NBSP, " ")
        assert "give or take a staff-week or 5 %" in told
        assert "takes a quarter of its point" in told
        assert pane.deepest == 0


def _at_moves(name: str) -> list[tuple[Walk, Place]]:
    """A fresh walk looked at from each of its decisions, with every hint opened there."""
    case = opened(name)
    found = []
    for index, stage in enumerate(case.stages):
        for at, beat in enumerate(beats(stage)):
            if beat.kind != "move":
                continue
            walk = begin(case, Started(case=name, digest="d", seed="s"), "attempt")
            opened_here = {(stage.id, beat.id): len(hints_of(stage, beat))}
            walk = replace(walk, stage=index, beat=at, hints=opened_here)
            found.append((walk, Place(index, at)))
    return found


@pytest.mark.parametrize(("width", "room"), [(76, 15), (76, 18), (56, 16)])
@pytest.mark.parametrize("name", shipped())
def test_hints_never_push_off_how_sure(name: str, width: int, room: int) -> None:
    course = course_of(name)
    for walk, place in _at_moves(name):
        beat = place.beat(course.case)
        count = walk.hints.get((place.stage(course.case).id, beat.id), 0)
        rows = [row.text for row in beat_view(course, walk, place, FRESH, width, room)]
        assert len(rows) <= room - 1
        assert rows[-1].startswith("How sure?")
        if count:
            assert any(row.startswith(f"Hint {count}  ") for row in rows)
        story = [row.text for row in situation(course, walk, place, 36)]
        assert all(any(row.startswith(f"{n}  ") for row in story) for n in range(1, count + 1))


@pytest.mark.parametrize("name", shipped())
def test_a_part_shows_the_formulas_behind_its_load_and_its_limit(name: str) -> None:
    course = course_of(name)
    for index in range(len(course.case.stages)):
        walk = begin(course.case, Started(case=name, digest="d", seed="s"), "attempt")
        now = standing(course, walk, Place(index, 0))
        for part in now.picture.parts:
            lines = [row.text for row in part_view(course, Place(index, 0), part.id, now, 300)]
            for line in lines:
                sides = [side.strip() for side in line.split(" = ") if side.strip()]
                assert len(sides) == len(set(sides)), line
    busy = part_view(course_of("patchdesk"), _start()[1], "app", standing(course_of("patchdesk"), *_start()), 300)
    told = " ".join(" ".join(row.text.split()) for row in busy)
    assert "Load, workers that are busy on Monday at nine = Pages a second on Monday at nine × " in told
    assert "Capacity, requests that the application works on at once = " in told


def _start() -> tuple[Walk, Place]:
    return begin(opened("patchdesk"), Started(case="patchdesk", digest="d", seed="s"), "attempt"), Place(3, 0)


@pytest.mark.parametrize("width", [36, 56, 76])
@pytest.mark.parametrize("name", shipped())
def test_the_change_of_a_what_if_is_never_cut(name: str, width: int) -> None:
    course = course_of(name)
    for index, stage in enumerate(course.case.stages):
        for at, beat in enumerate(beats(stage)):
            if beat.kind == "flip":
                walk = begin(course.case, Started(case=name, digest="d", seed="s"), "attempt")
                rows = [row.text.rstrip() for row in flip_view(course, walk, Place(index, at), FRESH, width, 40)]
                assert max(map(len, rows)) <= width


@pytest.mark.parametrize("width", [56, 76, 116])
def test_the_architectures_of_a_debrief_are_counted_by_stage(width: int) -> None:
    for name in shipped():
        found = _debrief_of(name)
        rows = [row.text for row in architectures(found, width)]
        counted = " ".join(rows).replace("parts", "").replace("part", "").split()
        figures = [word for word in counted if word.isdigit()]
        assert figures == [str(n) for s in found.architectures for n in (s.stage, s.parts)]
        assert all(len(row.rstrip()) <= width for row in rows)


def _debrief_of(name: str) -> Debrief:
    case = opened(name)
    walk = begin(case, Started(case=name, digest="d", seed="s"), "attempt")
    return debrief(workings(name), replace(walk, stage=len(case.stages) - 1, finished=True))


def test_a_label_beside_an_upright_line_keeps_a_cell_from_its_head() -> None:
    here = workings("patchdesk")
    for index in range(len(here.case.stages)):
        shown = picture_of(here, index, here.road_to(index))
        for width in (52, 76, 100, 118):
            drawn = draw(shown, width, 24).text()
            assert not [c for c, after in pairwise(drawn) if c in "▲▼" and after.isalpha()]


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_esc_leads_from_the_chart_to_the_strips_and_then_back(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        await pressed(pilot, "w", "c")
        screen = pilot.app.screen
        assert isinstance(screen, WhatIfScreen)
        assert screen.charted
        await pressed(pilot, "escape")
        assert pilot.app.screen is screen
        assert not screen.charted
        await pressed(pilot, "escape")
        assert isinstance(pilot.app.screen, WalkScreen)


async def test_a_chart_has_its_rows_on_a_smaller_screen_and_a_cell_before_its_lines(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        await pressed(pilot, "w", "c")
        rows = [row.text for row in pilot.app.screen.query_one("#main", Pane).rows]
        first = next(n for n, row in enumerate(rows) if row.startswith("Seat lock P99"))
        last = next(n for n, row in enumerate(rows) if "▲" in row and "─" in row)
        assert last - first - 2 >= 7
        name = next(row for row in rows if "Limit at the gateway" in row)
        assert "Limit at the gateway " in name


async def test_an_export_says_where_before_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("casewalk.tui.app.decision_notes", lambda *_: ())
    walk_to(tmp_path / "home")
    folder = tmp_path / "casewalk-stararena"
    async with app(tmp_path / "home", case=False).run_test(size=MIDDLE) as pilot:
        await pressed(pilot)
        at = next(n for n, s in enumerate(pilot.app.screen.shelf) if s.id == "stararena")  # type: ignore[attr-defined]
        await pressed(pilot, *(["down"] * at), "b")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert "e export" in footer(pilot)
        await pressed(pilot, "e")
        assert "Press e again to write them into" in footer(pilot)
        assert "casewalk-stararena" in footer(pilot)
        await pressed(pilot, "down")
        assert "e export" in footer(pilot)
        await pressed(pilot, "e")
        assert not folder.exists()
        pilot.app.screen.action_export()
        assert "Writing the records" in footer(pilot)
        for _ in range(20):
            await pilot.pause()
        assert "There is no decision to export yet" in footer(pilot)


async def test_after_a_debrief_the_library_stands_on_its_case(tmp_path: Path) -> None:
    walk_to(tmp_path)
    async with app(tmp_path, case=False).run_test(size=WIDE) as pilot:
        await pressed(pilot)
        library = pilot.app.screen
        assert isinstance(library, LibraryScreen)
        library.at = 0
        case = next(shelved for shelved in library.shelf if shelved.id == "stararena")
        pilot.app._open(case, "debrief")  # type: ignore[attr-defined]
        await pressed(pilot, "enter")
        assert pilot.app.screen is library
        assert library.shelf[library.at].id == "stararena"
