"""Stands: what CW607 and CW605 allow and what they refuse, on a stand whose missed reading more of the same cures."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import place_of
from rule_samples import copy_case

from casewalk.script import load_case
from casewalk.script.rules.report import Report
from casewalk.script.rules.turning import check_turns

pytestmark = pytest.mark.usefixtures("quick")
STAND = "stages/visitors.yaml"


def _found(folder: Path, old: str, new: str) -> tuple[Path, set[tuple[str, str, int, int]]]:
    """The stand with one thing changed, and what the rules on turning say of it."""
    case = copy_case(folder)
    stage = case / STAND
    text = stage.read_text(encoding="utf-8")
    assert text.count(old) == 1
    stage.write_text(text.replace(old, new), encoding="utf-8")
    loaded = load_case(case)
    assert loaded.case is not None
    report = Report(loaded, loaded.case)
    check_turns(report)
    return stage, {(f.code, f.message, f.line, f.column) for f in report.findings if f.file == stage}


def test_a_stand_whose_missed_reading_is_cured_is_silent(tmp_path: Path) -> None:
    assert _found(tmp_path, "kind: stand", "kind: stand")[1] == set()


def test_a_stand_in_which_a_reading_outlives_more_of_the_same_is_refused(tmp_path: Path) -> None:
    stage, found = _found(tmp_path, "{app_nodes: 2}", "{app_nodes: 1}")
    message = "a stand in which wait_p99 stays missed under more of the same"
    assert found == {("CW607", message, *place_of(stage, "kind: ^stand"))}


def test_a_stand_with_a_proof_is_refused(tmp_path: Path) -> None:
    stage, found = _found(tmp_path, "signal:\n", "signal:\n  proof: wait_p99\n")
    message = "a stand has no proof: none yet is the right signal"
    assert found == {("CW607", message, *place_of(stage, "proof: ^wait_p99"))}


def test_a_stand_whose_product_adds_a_part_is_refused(tmp_path: Path) -> None:
    stage, found = _found(tmp_path, "chosen: second-machine", "chosen: split")
    message = "in a stand the product keeps the design, or buys more of the same"
    assert {f for f in found if f[0] == "CW607"} == {("CW607", message, *place_of(stage, "chosen: ^split"))}


def test_a_stand_whose_product_leaves_the_reading_missed_is_told(tmp_path: Path) -> None:
    stage, found = _found(tmp_path, "chosen: second-machine", "chosen: keep")
    assert found == {("CW604", "'wait_p99' is missed after the stage", *place_of(stage, "chosen: ^keep"))}


def test_a_missed_reading_of_a_stand_is_judged_by_a_decision(tmp_path: Path) -> None:
    stage, found = _found(tmp_path, "judged_by: [wait_p99, sold_after]", "judged_by: [sold_after]")
    message = "the pressure turns 'wait_p99' missed, and no decision is judged by it"
    assert found == {("CW605", message, *place_of(stage, "judged_by: ^[sold_after]"))}
