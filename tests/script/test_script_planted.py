"""Planted faults: each is told, with its code, at exactly its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from planted import FEAST, PLANTS, RUSH, place_of
from rule_samples import copy_case

from casewalk.cli import main
from casewalk.export.pages import stage_page
from casewalk.export.verdicts import verdict_lines
from casewalk.script.checker import check, open_case
from casewalk.walk import Workings

pytestmark = pytest.mark.usefixtures("quick")
BY_NAME = {plant.name: plant for plant in PLANTS}


@pytest.mark.parametrize("name", BY_NAME)
def test_a_planted_fault_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    plant, case = BY_NAME[name], copy_case(tmp_path)
    place = plant.put(case)
    found = check([case])
    told = [f for f in found if f.code == plant.code and plant.message in f.message]
    assert [(f.file, f.line, f.column) for f in told] == [place], [f.text() for f in found]
    if plant.alone:
        assert list(found) == told, [f.text() for f in found]


def test_every_bad_placeholder_of_a_text_is_told(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    file = case / RUSH
    file.write_text(
        file.read_text(encoding="utf-8").replace("For {diners@before} people", "For {diner@before} people, {core},")
    )
    found = check([case])
    assert [(f.code, f.line, f.column) for f in found] == [
        ("CW402", *place_of(file, "^{diner@before}")),
        ("CW402", *place_of(file, "^{core}")),
    ]


def test_faults_in_several_files_are_told_together(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    names = (
        "a typed figure in a block",
        "an unused parameter",
        "a topic that no stage drills",
        "a term explained twice",
    )
    places = [(BY_NAME[name].code, *BY_NAME[name].put(case)) for name in names]
    assert sorted((f.code, f.file, f.line, f.column) for f in check([case])) == sorted(places)


def test_a_file_by_itself_has_its_own_findings_only(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    for name in ("a typed figure in a block", "an unused parameter"):
        BY_NAME[name].put(case)
    assert [f.code for f in check([case / RUSH])] == ["CW401"]
    assert [f.code for f in check([case / "model.yaml"])] == ["CW306"]
    assert check([case / "case.yaml"]) == ()


def test_a_missing_stage_file_is_told_where_it_is_listed(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    (case / RUSH).unlink()
    found = check([case])
    assert [(f.file, f.line, f.column, f.code) for f in found] == [
        (case / "case.yaml", *place_of(case / "case.yaml", "visitors, ^rush"), "CW100")
    ]
    assert "rush.yaml cannot be read" in found[0].message


@pytest.mark.parametrize("name", ["model.yaml", "case.yaml"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    case = copy_case(tmp_path)
    (case / name).unlink()
    found = check([case] if name == "model.yaml" else [case / name])
    assert [(f.file, f.line, f.code) for f in found] == [(case / name, 1, "CW100")]


def test_a_stage_file_that_is_not_listed_is_told(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    (case / "stages" / "deluge.yaml").write_text("id: deluge\n")
    (case / "stages" / "rush.yml").write_text("id: rush\n")
    (case / "stages" / "notes.txt").write_text("not a stage")
    assert [(f.file.name, f.line, f.column, f.code) for f in check([case])] == [
        ("deluge.yaml", 1, 1, "CW206"),
        ("rush.yml", 1, 1, "CW206"),
    ]


def test_without_a_header_the_other_files_are_still_read(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    BY_NAME["a duplicate key"].put(case)
    (case / "case.yaml").write_text("format: [\n")
    assert [(f.file.name, f.code) for f in check([case])] == [("case.yaml", "CW103"), ("rush.yaml", "CW106")]


def test_the_program_prints_a_finding_as_file_line_column_code_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, plant = copy_case(tmp_path), BY_NAME["an unknown key in a move"]
    file, line, column = plant.put(case)
    move = ":".join(map(str, place_of(file, "- ^id: keep")))
    assert main(["check", str(case)]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines() == [
        f"{file}:{move}: CW110 the key 'past' is missing",
        f"{file}:{line}:{column}: CW110 unknown key 'passed'",
        "    did you mean 'past'?",
        "2 errors, 0 warnings; docs/rules has a page for each code",
        "canteen: asked as far as it is written, 3 stages; "
        "not asked: CW306, CW507, CW701 to CW703, for there is more to come",
    ]


def test_the_program_prints_findings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, plant = copy_case(tmp_path), BY_NAME["a typed figure in a block"]
    file, line, column = plant.put(case)
    assert main(["check", str(case), "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    hint = found.pop("hint")
    assert "{quantity}" in hint
    assert found == {
        "file": str(file),
        "line": line,
        "column": column,
        "code": "CW401",
        "severity": "error",
        "message": "the typed figure '14'",
    }


def test_warnings_alone_end_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = copy_case(tmp_path)
    file = case / FEAST
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{spread: was * rows}", "{spread: 0.8 * rows}"), encoding="utf-8")
    line, column = place_of(file, "spread: ^0.8")
    assert main(["check", str(case)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(f"{file}:{line}:{column}: CW310 ")
    assert told[0].endswith(" (warning)")
    assert told[-1] == "0 errors, 1 warnings; docs/rules has a page for each code"


def test_a_clean_case_prints_one_line_and_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = copy_case(tmp_path)
    assert main(["check", str(case)]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"
    assert main(["check", str(case), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_folder_without_a_case_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith(f"{tmp_path}:1:1: CW100 there is no case here\n")
    assert main(["check", str(tmp_path / "gone")]) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_case_that_opens_can_be_told(tmp_path: Path, name: str) -> None:
    case = copy_case(tmp_path)
    BY_NAME[name].put(case)
    loaded = open_case(case)
    if loaded.case is None:
        assert loaded.findings
        return
    workings = Workings(loaded.case)
    for index in range(len(loaded.case.stages)):
        assert stage_page(workings, index, 76)
        assert verdict_lines(workings, index)


@pytest.mark.parametrize("name", ["an unknown name in a formula", "a cycle through another move", "an unknown moment"])
def test_a_case_that_cannot_be_computed_does_not_open(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case, plant = copy_case(tmp_path), BY_NAME[name]
    file, line, column = plant.put(case)
    assert main(["arrange", str(case)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{file}:{line}:{column}: {plant.code} ")
    assert "cannot be walked; casewalk check" in told[-1]
