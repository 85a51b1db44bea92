"""What a move leaves missed: which move of how many, and what is left for a later one."""

from __future__ import annotations

from msgspec.structs import replace

from casewalk.case import Stage
from casewalk.export.pages import stage_page
from casewalk.walk import Beat, Workings, decision_index
from casewalk.walk.metrics import MetricRow, metric_rows
from casewalk.walk.moments import standing_at
from casewalk.walk.remaining import Remaining, left_text, of_moves, of_moves_text, remaining
from opened import opened, shipped, stararena, workings

SEATS = 4
HOLD, STORE = Beat("reveal", "hold-length"), Beat("reveal", "seat-store")


def found_at(found: Workings, index: int, beat: Beat, stage: Stage | None = None) -> Remaining:
    road, _ = standing_at(found, index, beat)
    rows = metric_rows(found, index, found.values(road, found.parameters(index)))
    return remaining(stage or found.case.stages[index], beat, rows)


def test_which_move_of_how_many_is_said_of_moves_and_reveals_of_a_stage_with_several() -> None:
    seats, flood = stararena().stages[SEATS], stararena().stages[0]
    assert of_moves(seats, Beat("move", "hold-length")) == of_moves(seats, HOLD) == (1, 2)
    assert of_moves_text(seats, STORE) == "move 2 of 2"
    assert of_moves(seats, Beat("situation")) is None
    assert of_moves(flood, Beat("move", flood.decisions[0].id)) is None


def test_a_miss_that_the_next_move_is_judged_by_is_left_for_it() -> None:
    found = found_at(workings(), SEATS, HOLD)
    judged = set(stararena().stages[SEATS].decisions[1].judged_by)
    assert len(found.left) == 2
    assert {row.metric for row in found.left} < judged
    assert found.missed == ()
    assert found.texts[0] == ("", "2 missed, left for the next move")
    assert found_at(workings(), SEATS, STORE).left == ()


def test_a_miss_that_no_later_decision_is_judged_by_is_no_debt_of_the_next_move() -> None:
    seats = stararena().stages[SEATS]
    first, second = seats.decisions
    other = replace(second, judged_by=("double_sold",))
    found = found_at(workings(), SEATS, HOLD, replace(seats, decisions=(first, other)))
    assert found.left == ()
    assert {row.metric for row in found.missed} == {"lock_p99", "db_util"}
    assert found.texts == ((f"2 of {len(found.rows)} missed", ""),)


def test_a_miss_that_this_decision_is_judged_by_too_is_its_own() -> None:
    seats = stararena().stages[SEATS]
    first, second = seats.decisions
    own = replace(first, judged_by=(*first.judged_by, "db_util"))
    found = found_at(workings(), SEATS, HOLD, replace(seats, decisions=(own, second)))
    assert [row.metric for row in found.missed] == ["db_util"]
    assert len(found.left) == 1
    whole = f"1 of {len(found.rows)} missed"
    lefts = ("1 left for the next move", "1 left", "1 left")
    assert found.texts == tuple(zip((whole, whole, "1 missed"), lefts, strict=True))


def test_what_a_third_move_is_judged_by_is_left_for_later_moves() -> None:
    seats = stararena().stages[SEATS]
    first, second = seats.decisions
    between = replace(second, id="between", judged_by=("db_util",))
    found = found_at(workings(), SEATS, HOLD, replace(seats, decisions=(first, between, second)))
    assert found.texts[1] == ("", "2 left for later moves")


def test_along_the_product_no_reveal_misses_anything_but_what_is_left_for_a_later_move() -> None:
    for name in shipped():
        for index, stage in enumerate(opened(name).stages):
            for decision in stage.decisions:
                found = found_at(workings(name), index, Beat("reveal", decision.id))
                assert found.missed == ()
                assert not found.left or decision_index(stage, decision.id) + 1 < len(stage.decisions)


def names(rows: tuple[MetricRow, ...]) -> str:
    return ", ".join(row.name for row in rows)


def test_the_text_of_a_reveal_says_whose_move_leaves_what() -> None:
    left = found_at(workings(), SEATS, HOLD).left
    assert left_text(workings(), SEATS, HOLD, "your") == (
        f"After your move: 2 missed, left for the next move ({names(left)})."
    )
    assert left_text(workings(), SEATS, STORE, "your") == ""


def test_a_stage_as_text_numbers_its_moves_where_it_has_several() -> None:
    page = stage_page(workings(), SEATS, 76)
    asks = [n for n, line in enumerate(page) if line.startswith("Move ")]
    assert [page[n] for n in asks] == ["Move 1 of 2:", "Move 2 of 2:"]
    assert not any(line.startswith("Move ") for line in stage_page(workings(), 0, 76))
