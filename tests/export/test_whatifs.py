"""`casewalk whatif` and `set` in plain mode: the same answer, from the shell and in the walk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewalk.cli import main
from casewalk.export.whatifs import what_if_json
from casewalk.numbers import NBSP
from casewalk.walk import judge
from casewalk.walk.rivals import Rivals
from opened import stararena, workings
from piped import run

FLOOD = stararena().stage_index("flood")
ASKED = ("whatif", "stararena", "--stage", "flood")
CLUB = {"clickers": "3k", "visitors": "6,000", "seats": "2400", "window_s": "20 s"}


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    found = capsys.readouterr()
    return (found.err if status else found.out).replace(NBSP, " ")


def test_changes_may_stand_before_and_after_options(capsys: pytest.CaptureFixture[str]) -> None:
    changes = [f"{name}={value}" for name, value in CLUB.items()]
    first = told(capsys, "whatif", "stararena", *changes, "--stage", "flood")
    last = told(capsys, *ASKED, *changes)
    assert first == last
    assert "clickers: 3 k users instead of 300 k users" in first
    assert "As today: fits now." in first
    assert "✓ fits: The entrance as it is, first come first in" in first
    assert "By clickers (people who press buy), all else as above, what fits:\n  up to" in first


def test_without_a_change_it_lists_what_the_decision_depends_on(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *ASKED)
    assert "clickers = 300 k users, from 200 users to 2 M users" in found
    assert "now" not in found
    assert "✓ fits: A waiting room rented by the visitor  <- the product" in found


def test_as_json_it_is_what_judge_says(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(capsys, *ASKED, "shows=24", "--json"))
    outcomes = judge(workings(), FLOOD, overrides={"shows": 24.0})
    assert {m["move"]: m["verdict"] for m in found["moves"]} == {m: str(o.verdict) for m, o in outcomes.items()}
    assert found["parameters"]["shows"]["value"] == 24
    assert found["parameters"]["shows"]["case"] == 2
    assert [edge["from"] for edge in found["boundaries"]["shows"]] == [6, 9]
    assert found["boundaries"]["shows"][1]["changes"] == {"hosted-room": ["fits", "overbuilds"]}


def test_json_has_no_number_that_json_cannot_say() -> None:
    for index, stage in enumerate(stararena().stages):
        for at in range(len(stage.decisions)):
            json.dumps(what_if_json(Rivals(workings(), index, at), {}), allow_nan=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clikers=5"], "did you mean clickers?"),
        (["clickers=9M"], "clickers goes from 200 users to 2 M users"),
        (["clickers=700k"], "the case needs visitors ≥ clickers"),
        (["--decision", "moon"], "no decision 'moon'; the stage has entrance"),
        (["--stage", "moon"], "no stage 'moon'"),
    ],
)
def test_wrong_use_is_told_in_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    found = told(capsys, *ASKED, *arguments, status=2)
    assert said in found
    assert len(found.splitlines()) == 1


def test_an_unknown_option_is_wrong_use_still(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([*ASKED, "--loud"], ["list", "clickers=3"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
    assert "unrecognized arguments" in capsys.readouterr().err


def test_set_in_a_plain_walk_opens_after_the_move(tmp_path: Path) -> None:
    lines = ["set", "", "", "60k", "", "1", "", "1", "2", "set it and forget it"]  # to the move, with its why
    lines += ["", "set", "set clickers 5000", "set visitors=6k", "set clikers 5", "set clickers 9M", "reset", "q"]
    done = run("--home", str(tmp_path), "walk", "stararena", "--plain", "--stage", "flood", typed=lines)
    found = done.stdout.decode().replace(NBSP, " ")
    assert done.returncode == 0
    before, after = found.split("The product rented a waiting room.", 1)
    assert "What if opens after your move." in before
    assert "clickers = 300 k users" in after
    assert "set NAME VALUE changes one" in after
    assert "clickers: 5 k users instead of 300 k users\nAs today: fits now." in after
    assert after.count("visitors: 6 k users instead of 600 k users") == 1
    assert "did you mean clickers?" in after
    assert "clickers goes from 200 users to 2 M users" in after
    assert "As in the case." in after


def test_a_chart_is_drawn_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    cost = told(capsys, *ASKED, "--chart", "--over", "shows")
    assert cost.startswith("First-year cost, log scale, by hot shows in a year")
    assert cost == told(capsys, *ASKED, "--over", "shows")
    assert "Rented room: fits now" in cost
    assert {"━", "─", "┄", "▲", "┼"} <= set(cost)
    assert all(len(line) <= 90 for line in cost.splitlines())
    lock = told(capsys, *ASKED, "clickers=50k", "--chart", "lock_p99")
    assert lock.startswith("Seat lock P99, log scale, by people who press")
    assert "≤ 800 ms" in lock
    assert "▲ 50 k users" in lock


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--chart", "lock_p9"], "did you mean lock_p99?"),
        (["--chart", "zzz"], "there are first_year_cost, lock_p99"),
        (["--over", "clikers"], "did you mean clickers?"),
    ],
)
def test_what_cannot_be_charted_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    found = told(capsys, *ASKED, *arguments, status=2)
    assert said in found
    assert len(found.splitlines()) == 1


def test_what_would_change_the_answer_is_told_and_is_in_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *ASKED)
    assert "What would change my mind:\n- " in found
    assert "- As today: when people who press < 8.7 k users" in found
    data = json.loads(told(capsys, *ASKED, "--json"))["grounds"]
    assert data["fits"] == ["hosted-room"]
    turn = data["right_when"]["keep"]
    assert (turn["parameter"], turn["fits"]) == ("clickers", ["keep"])
    below = judge(workings(), FLOOD, overrides={"clickers": turn["below"] - 1.0})
    assert str(below["keep"].verdict) == "fits"
    assert data["examples"] == {}
    assert {doubt["parameter"] for doubt in data["not_outlived"]} >= {"peak", "tries", "window_s", "clickers"}
    order = json.loads(told(capsys, "whatif", "stararena", "--stage", "who-goes-first", "--json"))["grounds"]
    flips = {flip.id: flip for flip in stararena().stages[stararena().stage_index("who-goes-first")].flips}
    assert "members-first" not in order["right_when"]
    assert order["examples"]["members-first"] == flips["club-night"].change


def test_a_chart_in_a_plain_walk(tmp_path: Path) -> None:
    lines = [
        "chart",
        "",
        "",
        "60k",
        "",
        "1",
        "",
        "1",
        "2",
        "because",
        "",
        "chart",
        "chart shows lock_p99",
        "chart x y",
        "q",
    ]
    done = run("--home", str(tmp_path), "walk", "stararena", "--plain", "--stage", "flood", typed=lines)
    found = done.stdout.decode().replace(NBSP, " ")
    assert "What would change my mind:" in found
    assert "First-year cost, by people who press buy" in found
    assert "Seat lock P99, " in found
    assert "by hot shows in a year" in found
    assert "chart METRIC NAME draws one metric along one constraint." in found
