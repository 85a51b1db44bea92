"""Damaged cases: whatever is in the files, loading and checking end in findings, and what has none can be walked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mutants import STARARENA, files_of, mutants
from rule_samples import CASE

from casewalk.case import Case
from casewalk.script import Finding, kept, load_case
from casewalk.script.checker import check
from casewalk.walk import Workings, hunt, judge, readings
from casewalk.walk.flips import answer_flip
from casewalk.walk.locks import open_moves
from casewalk.walk.witness import search

pytestmark = pytest.mark.usefixtures("quick")
LEAST_MOVES = 6 * 3
"""The moves of a case that has no fault: six stages, each with a decision among three moves."""


SPARSE = {"SINGLE_STEPS": 2, "NEAR_POINTS": 30, "WIDE_POINTS": 20, "LEAST_EACH": 0, "STARTS": 0, "BISECTIONS": 2}
STRAWMEN = {"CW610", "CW611"}
"""What a search of so few points says is not believed here: it must only end."""


@pytest.fixture(autouse=True)
def _sparse(monkeypatch: pytest.MonkeyPatch, quick: None) -> None:  # noqa: ARG001 - this comes after it
    for name, value in SPARSE.items():
        monkeypatch.setattr(hunt, name, value)
    monkeypatch.setattr(kept, "search", search)


def walked(case: Case) -> int:
    """Every stage and every verdict of a case; how many moves were judged."""
    workings = Workings(case)
    moves = 0
    for index, stage in enumerate(case.stages):
        for before in (True, False):
            values = workings.values(workings.product_road(index), workings.parameters(index, before=before))
            assert len(readings(workings, index, values)) == len(workings.measured(index))
        for at, decision in enumerate(stage.decisions):
            outcomes = judge(workings, index, at)
            able = open_moves(workings, index, at, workings.product_road(index, at))
            assert list(outcomes) == [move.id for move in able]
            moves += len(decision.moves)
        for flip in stage.flips:
            answer_flip(workings, index, flip, {})
    lived(workings, first=True)
    lived(workings, first=False)
    return moves


def lived(workings: Workings, *, first: bool) -> None:
    """A road of one's own, of the first or the last open move of every decision: at least two are open in each."""
    picks: dict[tuple[str, str], str] = {}
    for index, stage in enumerate(workings.case.stages):
        for at, decision in enumerate(stage.decisions):
            here = workings.along(picks)
            able = open_moves(here, index, at, here.road_to(index, at))
            assert len(able) >= 2, (stage.id, decision.id)
            assert len(judge(here, index, at)) == len(able)
            picks[stage.id, decision.id] = able[0 if first else -1].id


def placed(finding: Finding, folder: Path) -> bool:
    """Whether a finding leads to a file of the case, a line of it, and a column."""
    if not finding.file.is_relative_to(folder) or finding.line < 1 or finding.column < 1:
        return False
    if not finding.file.is_file():
        return finding.code == "CW100"
    lines = finding.file.read_bytes().decode("utf-8", "replace").replace("\r", "\n").split("\n")
    return finding.line <= len(lines)


def damage(case: Path, seed: int, count: int) -> tuple[int, int, int]:
    """Try mutants, one file damaged in each. How many were refused, found faulty, and walked."""
    refused = faulty = sound = 0
    texts = files_of(case)
    for what, file, raw in mutants(seed, count, texts):
        (case / file).write_bytes(raw)
        loaded = load_case(case)
        findings = check([case])
        errors = [finding for finding in findings if finding.severity == "error" and finding.code not in STRAWMEN]
        assert all(placed(finding, case) for finding in findings), (what, file, findings)
        assert all(finding.text().replace("\n    ", "").isprintable() for finding in findings), (what, file)
        if loaded.case is None:
            assert errors, (what, file)
            refused += 1
        elif errors:
            faulty += 1
        else:
            assert walked(loaded.case) >= LEAST_MOVES, (what, file)
            sound += 1
        (case / file).write_text(texts[file], encoding="utf-8")
    return refused, faulty, sound


@pytest.mark.slow
def test_mutants_end_in_findings_or_can_be_walked(tmp_path: Path) -> None:
    refused, faulty, sound = damage(Path(shutil.copytree(CASE, tmp_path / CASE.name)), seed=1, count=120)
    assert refused > 40
    assert faulty > 12
    assert sound > 12


@pytest.mark.slow
def test_many_more_mutants_end_in_findings_or_can_be_walked(tmp_path: Path) -> None:
    refused, faulty, sound = damage(Path(shutil.copytree(STARARENA, tmp_path / "stararena")), seed=2, count=500)
    assert min(refused, faulty, sound) > 50
