"""Drafts: a check asks what can be asked of the stages that are there, and says what it did not ask, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_samples import copy_case

from casewalk.numbers.errors import FormulaError
from casewalk.script import checker, rules
from casewalk.script.checker import checked
from casewalk.script.unasked import spans

pytestmark = pytest.mark.usefixtures("quick")
RUSH = "stages/rush.yaml"


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def _asked(case: Path) -> tuple[set[tuple[str, str]], tuple[str, ...]]:
    done = checked([case])
    return {(f.file.name, f.code) for f in done.findings}, done.unasked


def test_what_may_wait_has_its_codes() -> None:
    waiting = {*rules.JOINED, *rules.ROADS, *rules.COMPUTED, *rules.TOLD, *rules.SEARCHED}
    assert waiting == set(rules.CODES)


def test_without_its_last_stages_a_case_is_asked_all_else(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    (case / "stages" / "rainy-day.yaml").unlink()
    _edit(case / RUSH, "chosen: tickets", "chosen: refuse")
    found, unasked = _asked(case)
    assert ("case.yaml", "CW100") in found
    assert ("rush.yaml", "CW601") in found
    assert not {"CW306", "CW701", "CW702", "CW703"} & {code for _, code in found}
    (line,) = unasked
    assert line.startswith("canteen: asked as far as it is written, 4 stages; not asked: CW610, CW611 (mend CW601")
    assert line.endswith("CW306, CW507, CW701 to CW703, for there is more to come")


def test_a_fault_of_names_in_a_late_stage_keeps_nothing_from_the_early_ones(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    _edit(case / "stages" / "feast.yaml", "chosen: spread-stock", "chosen: spred-stock")
    _edit(case / "stages" / "visitors.yaml", "chosen: second-machine", "chosen: keep")
    found, unasked = _asked(case)
    assert found == {("feast.yaml", "CW202"), ("visitors.yaml", "CW601"), ("visitors.yaml", "CW604")}
    (line,) = unasked
    assert line.startswith("canteen: not asked beyond 5 stages: CW204, CW205, CW207 to CW210, ")
    assert line.endswith("(mend CW202 first); nor in them CW610, CW611 (mend CW601, CW604 first)")


def test_a_fault_of_the_model_is_told_of_a_draft_too(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    (case / "stages" / "feast.yaml").unlink()
    _edit(case / "model.yaml", "is: nodes * node_rps", "is: nods * node_rps")
    found, (line,) = _asked(case)
    assert found == {("case.yaml", "CW100"), ("model.yaml", "CW302")}
    assert "(mend CW302 first)" in line


def test_where_no_stage_can_be_read_nothing_else_is_asked(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    (case / "stages" / "opening.yaml").unlink()
    found, (line,) = _asked(case)
    assert found == {("case.yaml", "CW100")}
    assert line == "canteen: nothing else was asked: mend what keeps the first stage from being read"


def test_five_stages_are_searched_and_measured(tmp_path: Path) -> None:
    """CW702 says that there is too little; that a move is a strawman and the minutes are off is said as well."""
    case = copy_case(tmp_path)
    (case / "stages" / "regulars.yaml").unlink()
    _edit(case / "case.yaml", "[opening, regulars, ", "[opening, ")
    _edit(case / "case.yaml", "minutes: 25", "minutes: 60")
    _edit(case / "stages" / "visitors.yaml", "levers: {nodes: was * menu_gain}", "levers: {nodes: was}")
    found, unasked = _asked(case)
    assert {("case.yaml", "CW702"), ("case.yaml", "CW703"), ("visitors.yaml", "CW610")} <= found
    assert unasked == ()


def test_a_model_that_cannot_be_compiled_opens_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: rules.Report) -> None:
        raise FormulaError("a formula too large to read", 0)

    monkeypatch.setattr(checker, "check_placeholders", refuse)
    opened = checker.open_unfinished(copy_case(tmp_path))
    assert opened.case is None
    assert [f.message for f in opened.findings] == [
        "the model does not compile on some road: a formula too large to read"
    ]


def test_codes_in_a_row_are_told_by_their_ends() -> None:
    assert spans(["CW610", "CW601", "CW602", "CW603", "CW611"]) == "CW601 to CW603, CW610, CW611"
