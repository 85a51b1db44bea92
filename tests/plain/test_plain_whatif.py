"""The what-if of the plain walk: the digits of the question, the constraints that matter, names that are listed."""

from __future__ import annotations

import re
from pathlib import Path

from opened import stararena
from piped import run, unwrapped

REVEALED = ["", "", "60k", "", "1", "", "1", "3", ""]
"""Lines that walk a stage with an estimate to its reveal."""


def told(home: Path, stage: str, *lines: str) -> str:
    typed = [*REVEALED, *lines, "q"]
    done = run("--home", str(home), "walk", "stararena", "--plain", "--stage", stage, typed=typed)
    assert (done.returncode, done.stderr) == (0, b"")
    return unwrapped(done.stdout.decode()).replace("\xa0", " ")


def test_a_chart_and_the_trade_off_keep_the_digits_of_the_question(tmp_path: Path) -> None:
    stage = stararena().stages[stararena().stage_index("static-load")]
    moves = stage.decisions[0].moves
    text = told(tmp_path, "static-load", "chart")
    asked = {m.id: re.search(rf"^(\d) {re.escape(m.label)}: ", text, re.MULTILINE) for m in moves}
    charted = {m.id: re.search(rf"^(\d) {re.escape(m.short)}: \w+ now$", text, re.MULTILINE) for m in moves}
    judged = {m.id: re.search(rf": (\d) {re.escape(m.label)}", text) for m in moves}
    for found in (charted, judged):
        assert {name: match and match[1] for name, match in found.items()} == {
            name: match and match[1] for name, match in asked.items()
        }
    assert re.findall(r"^(\d) .*: \w+ now$", text, re.MULTILINE) == ["1", "2", "3", "4"]


def test_set_lists_what_matters_and_set_all_every_one(tmp_path: Path) -> None:
    text = told(tmp_path, "static-load", "set", "set all")
    few, every = text.split("Enter to go on: ")[-3:-1]
    count = re.search(r"and (\d+) more that it depends on; set all lists them", few)
    assert count
    names = re.findall(r"^(\w+) = ", every, re.MULTILINE)
    assert len(re.findall(r"^(\w+) = ", few, re.MULTILINE)) == len(names) - int(count[1]) < 10
    assert {"visitors", "objects", "db_tps"} <= set(names)


def test_a_name_that_does_not_exist_is_answered_with_one_that_is_listed(tmp_path: Path) -> None:
    text = told(tmp_path, "static-load", "set all", "set partner 3", "set visitor 3k")
    listed = set(re.findall(r"^(\w+) = ", text.replace("Enter to go on: ", "\n"), re.MULTILINE))
    assert "partners" not in listed
    assert "did you mean partners" not in text
    meant = re.findall(r"did you mean (\w+)\?", text)
    assert meant
    assert set(meant) <= listed
