"""The guessers over packs of cases: a habit that is planted in all of them is told, and a fair pack is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rule_samples import PAGES, apply, copy_case, samples

from casewalk.cli import main
from casewalk.script import content_root
from casewalk.script.checker import check, quality
from casewalk.script.quality import fair, quality_lines, quality_values

pytestmark = pytest.mark.usefixtures("quick")
STARARENA = content_root() / "cases" / "stararena"
HABIT = next(sample for sample in samples(PAGES / "CW507.md") if sample.kind == "Bad")
LONGEST = {
    "regulars": ("four readings each evening.", "four readings at the end of each evening."),
    "opening": ("four readings each evening.", "four readings at the end of each evening."),
    "rush": ("A tap draws a number from a cached page", "A tap draws a number from a page that is cached at the edge"),
    "feast": ("four machines serve the lot.", "four machines serve the lot between them."),
}
"""For some stages of the practice case, what makes the right move the longest."""
FAINT = ("opening", "rush", "feast")


def pack(folder: Path, count: int, *stages: str) -> Path:
    """A folder of cases with ids of their own; in the stages named, the right move is the longest."""
    for number in range(count):
        (folder / f"case-{number}").mkdir(parents=True)
        case = copy_case(folder / f"case-{number}").rename(folder / f"canteen-{number}")
        (folder / f"case-{number}").rmdir()
        _replace(case / "case.yaml", "id: canteen", f"id: canteen-{number}")
        for stage in stages:
            _replace(case / "stages" / f"{stage}.yaml", *LONGEST[stage])
    return folder


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


def told(folder: Path) -> dict[str, str]:
    """The guessers that are found out over moves, and what is said of each."""
    found = [f for f in check([folder]) if f.code == "CW507"]
    return {f.message.split("'")[1]: f.message for f in found if " moves of " in f.message}


@pytest.mark.slow
def test_what_ships_gives_nothing_away() -> None:
    assert fair(quality([content_root()]))
    assert not [f.text() for f in check([STARARENA]) if f.code == "CW507"]


def test_a_habit_in_one_case_is_told_with_its_places(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    apply(HABIT, case)
    found = next(f for f in check([case]) if "'longest'" in f.message)
    assert found.message == "over 6 moves of 1 case, 'longest' is right 6 times, where chance is 2.0 (p = 0.001)"
    assert "opening/first, regulars/second, visitors/third, rush/entrance, rainy-day/fourth, feast/stock;" in found.hint


def test_a_habit_too_faint_for_one_case_is_told_over_four(tmp_path: Path) -> None:
    assert not told(pack(tmp_path / "one", 1, *FAINT))
    assert "over 24 moves of 4 cases" in told(pack(tmp_path / "four", 4, *FAINT))["longest"]
    assert "longest" not in told(pack(tmp_path / "fair", 4))


def test_the_finding_stands_in_the_case_that_helps_most(tmp_path: Path) -> None:
    pack(tmp_path, 4, *FAINT)
    _replace(tmp_path / "canteen-1" / "stages" / "regulars.yaml", *LONGEST["regulars"])
    (found,) = [f for f in check([tmp_path]) if "'longest'" in f.message]
    assert found.file == tmp_path / "canteen-1" / "case.yaml"
    assert found.file.read_text("utf-8").splitlines()[found.line - 1].startswith("stages:")


def test_a_case_counts_once_whatever_leads_to_it(tmp_path: Path) -> None:
    pack(tmp_path, 1)
    case = tmp_path / "canteen-0"
    found = quality([case, tmp_path, case / "model.yaml", case / ".." / "canteen-0"])
    assert [asked.report.case.id for asked in found.asked] == ["canteen-0"]
    assert len(found.table.moves[0].hits) == 6


def test_a_file_by_itself_is_not_blamed_for_the_pack(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    apply(HABIT, case)
    assert {f.code for f in check([case / "case.yaml"])} == {"CW507"}
    assert check([case / "stages" / "rush.yaml"]) == ()


@pytest.mark.parametrize("old", ["kind: turn", "core_rps:", "core_rps}", "levers:"])
def test_a_case_that_cannot_be_walked_is_left_out_and_named(tmp_path: Path, old: str) -> None:
    pack(tmp_path, 2)
    for file in sorted((tmp_path / "canteen-0").rglob("*.yaml")):
        file.write_text(file.read_text("utf-8").replace(old, f"{old[:-1]}zz{old[-1]}"), "utf-8")
    found = quality([tmp_path])
    assert [asked.report.case.id for asked in found.asked] == ["canteen-1"]
    assert found.left_out == (tmp_path / "canteen-0",)
    assert not fair(found)
    assert any(line.startswith(f"left out: {tmp_path / 'canteen-0'};") for line in quality_lines(found))
    assert any(f.file.is_relative_to(tmp_path / "canteen-0") for f in check([tmp_path]))


def test_a_question_with_more_options_than_digits_is_no_part_of_the_pack(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    file = case / "stages" / "rush.yaml"
    text = file.read_text("utf-8")
    start, end = text.index("      - id: refuse\n"), text.index("      - id: tickets\n")
    for count in (6, 7):
        copies = [text[start:end].replace("refuse", f"refuse-{n}") for n in range(count)]
        file.write_text(text[:start] + text[start:end] + "".join(copies) + text[end:], "utf-8")
        places = [item.place for asked in quality([case]).asked for item in asked.moves]
        assert ("rush/entrance" in places) is (count == 6)


def test_a_folder_without_a_case_is_left_out(tmp_path: Path) -> None:
    found = quality([tmp_path])
    assert (found.asked, found.left_out) == ((), (tmp_path,))
    assert next(iter(quality_lines(found))) == "0 cases: 0 decisions, 0 signals"


def test_the_table_says_the_same_as_text_and_as_values() -> None:
    found = quality([STARARENA])
    lines, values = list(quality_lines(found)), quality_values(found)
    assert lines[0] == "1 case: 9 decisions, 8 signals"
    for row in (*values["moves"], *values["signals"]):
        text = f"{row['guesser']:<28}{row['right']:>6.3g}{row['of']:>5}{row['chance']:>8.1f}{row['p']:>10.2g}"
        assert any(line.startswith(text) for line in lines)
    assert sum(line.endswith("is a finding (CW507)") for line in lines) == 2
    (length,) = values["lengths"]
    for noun, part in length["parts"].items():
        assert f"{noun:<28}{part['count']:>6}{part['minutes']:>9.1f}" in lines
    assert sum(length["words"].values()) == length["parts"]["words"]["count"]
    assert lines[-1] == f"case.yaml says {length['says']}; {length['rounded']} is the nearest (CW703)"


def test_the_command_ends_with_one_where_a_guesser_is_found_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = copy_case(tmp_path)
    assert main(["check", "--quality", str(case)]) == 0
    assert "found out" not in capsys.readouterr().out
    apply(HABIT, case)
    assert main(["check", "--quality", str(case)]) == 1
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("longest"))
    assert line.split()[1:3] == ["6", "6"]
    assert line.endswith("  found out")
    assert main(["check", str(case), "--quality", "--json"]) == 1
    values = json.loads(capsys.readouterr().out)
    assert values["cases"] == ["canteen"]
    assert "longest" in [row["guesser"] for row in values["moves"] if row["found_out"]]
