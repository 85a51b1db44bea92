"""Cases that ship are clean; a fault in StarArena is told at its place, and places are found by structure, not text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from casewalk.case import Case
from casewalk.numbers import names_in
from casewalk.script import Finding, content_root, load_case
from casewalk.script.checker import check
from casewalk.walk import Verdict, Workings, judge
from opened import shipped

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of StarArena."""
    return Path(shutil.copytree(content_root() / "cases" / "stararena", tmp_path / "stararena"))


@pytest.fixture
def case(folder: Path) -> Case:
    """The copy, as it was read before a fault was planted."""
    found = load_case(folder).case
    assert found is not None
    return found


def replace(file: Path, start: str, old: str, new: str) -> tuple[int, int]:
    """Change a word in the first line that begins so. Returns line and column of what changed, from 1."""
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(start))
    found = re.compile(rf"\b{re.escape(old)}\b").search(lines[at], len(start))
    assert found
    column = found.start()
    lines[at] = lines[at][:column] + new + lines[at][column + len(old) :]
    file.write_text("\n".join(lines), encoding="utf-8")
    return at + 1, column + 1


def of(code: str, found: tuple[Finding, ...]) -> list[Finding]:
    """The findings with a code."""
    return [f for f in found if f.code == code]


def places(found: list[Finding]) -> list[tuple[Path, int, int]]:
    """File, line and column of each."""
    return [(f.file, f.line, f.column) for f in found]


def stage_file(folder: Path, stage: str) -> Path:
    return folder / "stages" / f"{stage}.yaml"


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped())
def test_a_case_that_ships_is_clean(name: str) -> None:
    assert [f.text() for f in check([content_root() / "cases" / name])] == []


def test_a_typed_digit_in_prose_is_told(folder: Path, case: Case) -> None:
    planted = []
    for stage in case.stages:
        file = stage_file(folder, stage.id)
        lines = file.read_text(encoding="utf-8").split("\n")
        at = lines.index("situation: |") + 1
        lines[at] += " There were 14 of them."
        file.write_text("\n".join(lines), encoding="utf-8")
        planted.append((file, at + 1, lines[at].rindex("14") + 1))
    assert sorted(places(of("CW401", check([folder])))) == sorted(planted)


def test_an_unknown_name_in_a_formula_is_told(folder: Path, case: Case) -> None:
    name, formula = next((n, str(f.source)) for n, f in case.model.formulas.items() if names_in(str(f.source)))
    read = min(names_in(formula), key=formula.index)
    place = replace(folder / "model.yaml", f"  {name}: {{is:", read, "no_such_name")
    assert places(of("CW302", check([folder]))) == [(folder / "model.yaml", *place)]


def test_a_cycle_is_told(folder: Path, case: Case) -> None:
    formulas = case.model.formulas
    reads = {name: sorted(names_in(str(formula.source))) for name, formula in formulas.items()}
    reader, read = next((n, r) for n, names in reads.items() for r in names if reads.get(r))
    file = folder / "model.yaml"
    replace(file, f"  {read}: {{is:", reads[read][0], reader)
    (found,) = of("CW303", check([folder]))
    circle = re.findall(r"\w+", found.message.removeprefix("circular: "))
    assert circle in ([read, reader, read], [reader, read, reader])
    lines = file.read_text(encoding="utf-8").split("\n")
    assert (found.file, found.column) == (file, 3)
    assert lines[found.line - 1].startswith(f"  {circle[0]}: ")


def test_a_duplicate_key_is_told(folder: Path, case: Case) -> None:
    file = stage_file(folder, case.stages[-1].id)
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("title: "))
    file.write_text("\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]), encoding="utf-8")
    assert [(f.code, f.file, f.line, f.column) for f in check([folder])] == [("CW106", file, at + 2, 1)]


def test_a_chosen_move_that_breaks_is_told(folder: Path, case: Case) -> None:
    workings, index = Workings(case), len(case.stages) - 1
    stage = case.stages[index]
    chosen = stage.decisions[0].chosen
    broken = next(move for move, outcome in judge(workings, index).items() if outcome.verdict is Verdict.BREAKS)
    file = stage_file(folder, stage.id)
    place = replace(file, "    chosen: ", chosen, broken)
    assert places(of("CW601", check([folder]))) == [(file, *place)]
