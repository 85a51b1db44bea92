"""StarArena's scripts at the door: by arrival each knocks until it is in; in a draw each polls, and counts as well."""

from __future__ import annotations

import pytest

from casewalk.walk import Step, Verdict, judge
from casewalk.walk.needed import figures
from opened import stararena, workings

ORDER = stararena().stage_index("who-goes-first")


def joins(move: str, **overrides: float) -> tuple[float, dict[str, float]]:
    """Joins in the busiest second after a move, requests a second, and every other value there."""
    here = workings()
    road = (*here.road_to(ORDER), Step("who-goes-first", "order", move))
    values = here.values(road, here.parameters(ORDER) | overrides)
    return values["join_rps"], values


@pytest.mark.parametrize(
    ("move", "each"),
    [
        ("keep-arrival", "bot_hits"),
        ("shuffle", "bot_polls"),
        ("verified-phone", "bot_polls"),
        ("members-first", "bot_hits"),
    ],
)
def test_every_script_in_line_adds_its_requests(move: str, each: str) -> None:
    with_scripts, values = joins(move)
    fewer, others = joins(move, bots=10.0)
    scripts = values["scripted"] - others["scripted"]
    assert with_scripts - fewer == pytest.approx(scripts * values[each])
    assert scripts * values[each] > 0


def test_in_a_draw_a_script_never_asks_more_than_at_the_door() -> None:
    assert joins("shuffle", bot_hits=1.0, bot_polls=1.0)[1]["script_hits"] == 1
    assert joins("shuffle", bot_hits=1.0, bot_polls=5.0)[1]["script_hits"] == 1


def test_a_ballot_has_no_line_to_knock_at() -> None:
    assert joins("ballot")[0] == 0


def test_the_draw_holds_wherever_the_polling_probably_lies() -> None:
    likely = stararena().model.parameters["bot_polls"].likely
    assert likely is not None
    for polls in likely:
        for bots in (30_000.0, 60_000.0):
            assert (
                judge(workings(), ORDER, overrides={"bot_polls": polls, "bots": bots})["shuffle"].verdict
                is Verdict.FITS
            )


def test_how_a_script_behaves_in_a_draw_is_told_before_the_move() -> None:
    told = " ".join("".join(run.text for run in block.runs) for block in figures(workings(), ORDER, 0))
    assert "another knock brings no other place" in told
