"""The pictures of the worked case: every stage and every move, in every size that matters."""

from __future__ import annotations

import pytest

from casewalk.diagram import draw
from casewalk.diagram.drawing import layouts
from drawn import check_drawing, move_pictures, stage_pictures

TALL = 200
STAGES = tuple(stage_pictures())


@pytest.mark.parametrize("size", [(110, 30), (76, 18), (76, 14), (60, 13), (56, 12), (56, TALL)])
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_holds_what_any_drawing_holds(stage: str, size: tuple[int, int]) -> None:
    check_drawing(stage_pictures()[stage], *size)


def test_every_move_holds_what_any_drawing_holds() -> None:
    for name, shown in move_pictures().items():
        drawing = check_drawing(shown, 76, 18)
        assert drawing.form in {"full", "box", "slim"}, name
        assert drawing.crossings <= 2, name


def test_every_move_shows_its_difference_in_a_narrow_terminal() -> None:
    for name, shown in move_pictures().items():
        if name.endswith("changed"):
            assert check_drawing(shown, 56, TALL).form == "tight", name


@pytest.mark.parametrize("stage", STAGES)
def test_a_narrow_terminal_gets_boxes(stage: str) -> None:
    drawing = draw(stage_pictures()[stage], 56, TALL)
    assert drawing.form == "tight"
    assert drawing.height <= 15


@pytest.mark.parametrize("stage", STAGES[:7])
def test_the_first_seven_stages_need_no_scrolling_at_sixty_by_twenty(stage: str) -> None:
    assert draw(stage_pictures()[stage], 56, 10).form == "tight"


@pytest.mark.parametrize("stage", STAGES)
def test_a_low_pane_of_seventy_six_columns_gets_boxes_with_their_kind(stage: str) -> None:
    assert draw(stage_pictures()[stage], 76, 14).form in {"box", "slim"}


@pytest.mark.parametrize("stage", STAGES)
def test_at_most_one_word_gives_way_to_a_letter_at_seventy_six_by_eighteen(stage: str) -> None:
    assert draw(stage_pictures()[stage], 76, 18).lettered <= 1


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_picture_is_drawn_the_same_way_again(stage: str) -> None:
    shown = stage_pictures()[stage]
    first = draw(shown, 76, 18)
    layouts.cache_clear()
    assert draw(shown, 76, 18) == first


def test_more_room_never_takes_a_drawing_away() -> None:
    for name, shown in stage_pictures().items():
        forms = [draw(shown, wide, TALL).form for wide in (56, 60, 76, 110)]
        assert "outline" not in forms, name
        assert "tight" not in forms[2:], name
