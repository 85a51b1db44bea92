"""Stands: what CW607 allows and what it refuses, on StarArena's first stage with one thing changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from casewalk.script import content_root, load_case
from casewalk.script.rules.report import Report
from casewalk.script.rules.turning import check_turns

CASE, FIRST = Path("cases/stararena"), "stages/first-shows.yaml"


def _found(folder: Path, old: str, new: str) -> set[tuple[str, str]]:
    case = folder / "stararena"
    shutil.copytree(content_root() / CASE, case)
    stage = case / FIRST
    text = stage.read_text(encoding="utf-8")
    assert old in text
    stage.write_text(text.replace(old, new, 1), encoding="utf-8")
    loaded = load_case(case)
    assert loaded.case is not None
    report = Report(loaded, loaded.case)
    check_turns(report)
    return {(f.code, f.message) for f in report.findings if f.file.name == stage.name}


def test_a_stand_whose_missed_readings_are_cured_is_silent(tmp_path: Path) -> None:
    assert _found(tmp_path, "id: first-shows", "id: first-shows") == set()


def test_a_stand_in_which_a_reading_outlives_more_of_the_same_is_refused(tmp_path: Path) -> None:
    found = _found(tmp_path, "{app_nodes: 6, uplink: 4}", "{app_nodes: 6}")
    assert ("CW607", "a stand in which egress stays missed under more of the same") in found


def test_a_stand_whose_product_adds_a_part_is_refused(tmp_path: Path) -> None:
    found = _found(tmp_path, "chosen: more-core", "chosen: split-services")
    assert ("CW607", "in a stand the product keeps the design, or buys more of the same") in found


def test_a_missed_reading_of_a_stand_is_judged_by_a_decision(tmp_path: Path) -> None:
    found = _found(tmp_path, "judged_by: [lock_p99, core_util, egress,", "judged_by: [lock_p99, core_util,")
    assert ("CW605", "the pressure turns 'egress' missed, and no decision is judged by it") in found
