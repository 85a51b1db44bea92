"""Cases that are broken in ways that a page's sample does not show: a finding at its place, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
import rule_samples as pages

from casewalk.script.checker import check, open_case
from casewalk.script.findings import Finding

pytestmark = pytest.mark.usefixtures("quick")
STAND, RUSH, FEAST, MODEL = "stages/rainy-day.yaml", "stages/rush.yaml", "stages/feast.yaml", "model.yaml"


def findings_after(folder: Path, file: str, *changes: tuple[str, str]) -> tuple[Finding, ...]:
    """The findings of the practice case after changes to one of its files."""
    case = pages.copy_case(folder)
    text = (case / file).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    (case / file).write_text(text, "utf-8")
    return check([case])


def between(file: str, start: str, end: str) -> str:
    """What stands in a file of the practice case from one text up to another."""
    text = (pages.CASE / file).read_text("utf-8")
    return text[text.index(start) : text.index(end)]


SINGLE = [
    ("case.yaml", "[opening, regulars, visitors, rush, rainy-day, feast]", "[]", "CW110", "nothing in this list"),
    (STAND, between(STAND, "decisions:", "aftermath:"), "decisions: []\n", "CW110", "nothing in this list"),
    (STAND, between(STAND, "    moves:", "    reveal:"), "    moves: []\n", "CW110", "nothing in this list"),
    (RUSH, "      - id: keep\n", "      - id: now\n", "CW201", "a moment's name"),
    (MODEL, "  luck_ok: {value: 5,", "  lognormal_tail: {value: 5,", "CW201", "no function's name"),
    (MODEL, "  luck_share: {is: 0,", "  was: {is: 0,", "CW201", "keeps for itself"),
    (MODEL, "    kitchen: {", "    the kitchen: {", "CW110", "is no id"),
    (RUSH, "past: handed out", "includes: [tickets]\n        past: handed out", "CW204", "includes itself"),
    (FEAST, "build_weeks: 3}", "build_weeks: 3, run_month: first_year_cost / 24}", "CW303", "first_year_cost"),
    (FEAST, "levers: {nodes: was + 2}", "levers: {nodes: was + core_util}", "CW303", "core_util"),
    (MODEL, "capacity: core_rps, unit: req/s", "capacity: core_rps, unit: req/s/s", "CW304", "at most one slash"),
    (RUSH, "    chosen: tickets", "    setting: {nodes: [9, 1]}\n    chosen: tickets", "CW307", "range swept"),
    (FEAST, "{stock: {drop:", "{kitchen: {at: [4, 0]}, stock: {drop:", "CW205", "share the place"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "told"), SINGLE, ids=[f"{c[3]}-{c[4]}" for c in SINGLE])
def test_a_fault_is_told_where_it_is(file: str, old: str, new: str, code: str, told: str, tmp_path: Path) -> None:
    findings = [f for f in findings_after(tmp_path, file, (old, new)) if f.code == code]
    assert findings
    assert all(f.file == tmp_path / "canteen" / file and told in f.message and f.line > 1 for f in findings), findings


def test_a_stage_under_the_id_of_another_is_told_and_not_walked(tmp_path: Path) -> None:
    (found,) = findings_after(tmp_path, FEAST, ("id: feast\n", "id: rush\n"))
    assert (found.code, found.file.name, found.line, found.column) == ("CW203", "feast.yaml", 1, 5)
    assert open_case(tmp_path / "canteen").findings == (found,)


def test_moves_that_include_each_other_in_a_circle_are_told(tmp_path: Path) -> None:
    found = findings_after(
        tmp_path,
        RUSH,
        ("past: handed out", "includes: [refuse]\n        past: handed out"),
        ("past: refused", "includes: [keep]\n        past: refused"),
        ("past: left", "includes: [tickets]\n        past: left"),
    )
    assert {f.code for f in found} == {"CW204", "CW505"}


@pytest.mark.parametrize(
    ("included", "stands"),
    [
        ("levers: {nodes: was + 2}", True),
        ("architecture: {change: {core: {rules: [four machines]}}}", True),
        ("architecture: {add: {till: {kind: client, at: [2, 1], label: Till}}}", False),
        ("architecture: {disconnect: [{from: core, to: kitchen}]}", False),
    ],
)
def test_a_stand_whose_move_includes_a_part_or_an_edge_does_not_keep(
    included: str, stands: bool, tmp_path: Path
) -> None:
    found = findings_after(
        tmp_path,
        STAND,
        ("aftermath:", f"fragments:\n  extra:\n    {included}\naftermath:"),
        ("past: kept what stood", "includes: [extra]\n        past: kept what stood"),
    )
    assert ("CW607" not in {f.code for f in found}) is stands, [f.text() for f in found]


def test_a_stand_in_which_something_outlives_more_of_the_same_is_a_turn(tmp_path: Path) -> None:
    found = findings_after(tmp_path, "stages/opening.yaml", ("{diners: 400, meals: 400}", "{diners: 2000, meals: 400}"))
    told = {f.code for f in found if f.file.name == "opening.yaml"}
    assert told == {"CW601", "CW604", "CW605", "CW607"}


def test_a_case_of_turns_alone_is_told(tmp_path: Path) -> None:
    case = pages.copy_case(tmp_path)
    for file in (case / "stages").iterdir():
        file.write_text(file.read_text("utf-8").replace("kind: stand", "kind: turn"), "utf-8")
    assert any(f.code == "CW702" and "stand" in f.message for f in check([case]))


def test_a_flip_under_which_a_metric_is_infinite_is_told(tmp_path: Path) -> None:
    found = findings_after(tmp_path, MODEL, ("min(admitted_rps, core_rps) / calls", "0 * min(admitted_rps, core_rps)"))
    assert any(f.code == "CW609" and "infinite" in f.message for f in found)


def test_a_picture_of_fifteen_parts_is_told(tmp_path: Path) -> None:
    nodes = "".join(f"    till-{n}: {{kind: client, at: [{n % 5}, {2 + n // 5}], label: T}}\n" for n in range(10))
    found = findings_after(tmp_path, MODEL, ("  edges:\n", f"{nodes}  edges:\n"))
    assert any(f.code == "CW801" and "parts; up to" in f.message for f in found)
