"""The README says what the program does: its sample, its commands, its dependencies."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from casewalk.cli import _parser
from casewalk.walk import beats
from opened import stararena
from piped import run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_line_of_the_sample_is_told_in_a_walk_of_that_stage(tmp_path: Path) -> None:
    sample = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert sample is not None
    answers = {"estimate": ["60"], "signal": ["1"], "move": ["1", "2", ""], "flip": ["1"]}
    stage = stararena().stages[stararena().stage_index("first-shows")]
    typed = [
        line for beat in beats(stage) for line in (*answers.get(beat.kind, []), *([] if beat.kind == "move" else [""]))
    ]
    told = run(
        "--home", str(tmp_path), "walk", "stararena", "--plain", "--stage", "first-shows", typed=typed
    ).stdout.decode()
    told = told.replace("\xa0", " ")
    for line in sample[1].splitlines():
        assert line in told
    assert not re.search("The model:|The product|fits|breaks|overbuilds", sample[1]), "the sample gives an answer away"


def test_every_command_is_listed_and_none_that_there_is_not() -> None:
    listed = set(re.findall(r"^\| `casewalk (\w+)", README, re.MULTILINE))
    subparsers = next(a for a in _parser()._actions if a.choices)
    assert subparsers.choices is not None
    assert listed == set(subparsers.choices)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[><=]", text)[0] for text in project["dependencies"]}
    table = README.split("## What it stands on")[1].split("## ")[0]
    named = {name for row in re.findall(r"^\| ([a-z, ]+) \|", table, re.MULTILINE) for name in row.split(", ")}
    assert named - {"package"} == needed


def test_the_files_that_it_points_to_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target
