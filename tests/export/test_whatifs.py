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
    assert "Open door now fits." in first
    assert "✓ fits: An open door, first come first served" in first
    assert "By clickers (people who press buy), all else as above:\n  below" in first


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
    assert [edge["from"] for edge in found["boundaries"]["shows"]] == [3, 6]
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
        (["clickers=700k"], "the case requires that visitors ≥ clickers"),
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
    assert "clickers: 5 k users instead of 300 k users\nOpen door now fits." in after
    assert after.count("visitors: 6 k users instead of 600 k users") == 1
    assert "did you mean clickers?" in after
    assert "clickers goes from 200 users to 2 M users" in after
    assert "As in the case." in after
