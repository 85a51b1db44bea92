"""The command line: what each command prints, and the exit status that it documents."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from casewalk import __version__
from casewalk.cli import _parsed, learner, main
from casewalk.script import content_root, load_case
from casewalk.walk import Beat, Workings, telling
from casewalk.walk.flips import answer_flip
from casewalk.walk.moments import tell_move
from opened import shipped, stararena
from piped import SOURCES, printed, run

STARARENA = content_root() / "cases" / "stararena"
CANTEEN = Path(__file__).parent / "script" / "fixture" / "canteen"
BIKES = CANTEEN.parent / "harbour-bikes"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of StarArena with a fault in one stage."""
    shutil.copytree(STARARENA, tmp_path / "broken")
    stage = tmp_path / "broken" / "stages" / "flood.yaml"
    stage.write_text(stage.read_text(encoding="utf-8").replace("kind: turn", "kind: turnip", 1), encoding="utf-8")
    return tmp_path / "broken"


def test_the_list_names_the_cases(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "list")
    minutes = stararena().header.minutes
    assert f"stararena    StarArena: 20,000-seat concert ticketing; 8 stages, {minutes} min\n" in told
    assert "drills limited inventory, virtual waiting room" in told
    assert [line.split()[0] for line in told.splitlines() if not line.startswith(" ")] == list(shipped())


def test_the_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(printed(capsys, "list", "--json"))
    case = next(row for row in rows if row["id"] == "stararena")
    assert (case["title"], case["stages"], case["minutes"], case["findings"]) == (
        "StarArena",
        8,
        stararena().header.minutes,
        [],
    )


def test_show_prints_every_stage_with_its_moves(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "show", "stararena")
    for number, stage in enumerate(stararena().stages, 1):
        assert f"StarArena, stage {number} of 8: {stage.title}" in told
        assert all(move.label in told for decision in stage.decisions for move in decision.moves)


def test_show_verdicts_marks_the_product_s_move_as_fitting(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "show", "stararena", "--verdicts").splitlines()
    products = [line for line in told if line.lstrip().startswith("◆")]
    chosen = [decision.chosen for stage in stararena().stages for decision in stage.decisions]
    assert [line.split()[1] for line in products] == chosen
    assert all("✓ fits" in line for line in products)


def test_show_verdicts_lists_each_flip_with_what_fits_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "show", str(BIKES), "--stage", "empty-racks", "--verdicts").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    rows = [line.split(None, 3) for line in told.splitlines() if " asked " in line or " told " in line]
    case = load_case(BIKES).case
    assert case is not None
    flips = case.stages[1].flips
    assert [row[0] for row in rows] == [flip.id for flip in flips]
    assert [row[1] for row in rows] == ["asked", "asked", *["told"] * (len(flips) - 2)]
    for row, flip in zip(rows, flips, strict=True):
        answer = answer_flip(Workings(case), 1, flip, {})
        assert row[2] == ("holds" if answer.holds else "turns")
        before, _, after = row[3].partition(" -> ")
        assert before == "◆ bookings"
        assert all(move in after.partition("  ")[0] for move in answer.fits)
        assert all(change.replace("\N{NO-BREAK SPACE}", " ") in after for change in answer.changes)


def test_show_prose_prints_all_that_a_walk_on_the_products_road_tells(capsys: pytest.CaptureFixture[str]) -> None:
    told = " ".join(printed(capsys, "show", str(BIKES), "--stage", "empty-racks", "--prose").split())
    case = load_case(BIKES).case
    assert case is not None
    here, stage = Workings(case), case.stages[1]
    passages = [telling.why(here, 1), telling.signal_because(here, 1), telling.aftermath(here, 1)]
    passages += [telling.reveal(here, 1, Beat("reveal", stage.decisions[0].id)), telling.estimate_because(here, 1)]
    passages += [telling.signal_shows(here, 1, name) for name in stage.signal.others]
    passages += [telling.flip_because(here, 1, f, answer_flip(here, 1, f, {})) for f in stage.flips[:2]]
    for move in stage.decisions[0].moves:
        passages += [tell_move(here, 1, 0, move, text) for text in (move.gained, move.gave_up, move.risk)]
    for passage in passages:
        for block in passage:
            assert " ".join(block.text.split()) in told
    assert stage.decisions[0].record.revisit_why in told
    assert "flip strict-city, told: And if instead: Bikes that may stand booked: 4 % instead of 10 %" in told
    assert "{" not in told


def test_show_draws_the_picture_under_a_move(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "show", str(BIKES), "--stage", "empty-racks", "--move", "broker")
    assert "after broker: Racks report by message through a broker" in told
    assert "At 76 by 18 cells: in boxes, " in told
    assert "new: Broker (queue)." in told
    assert "Pollers" not in told.partition("At 76")[0]
    assert "no move 'brokr'; the moves are bookings, " in printed(
        capsys, "show", str(BIKES), "--stage", "empty-racks", "--move", "brokr", status=2
    )
    assert "--move needs --stage" in printed(capsys, "show", str(BIKES), "--move", "broker", status=2)


def test_show_one_stage_from_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "show", str(STARARENA), "--stage", "flood", "--verdicts")
    assert told.startswith("3 flood (turn): ")
    assert "4 who-goes-first" not in told


@pytest.mark.parametrize("more", [[], ["--verdicts"], ["--width", "40"], ["--width", "200"]])
def test_show_ascii_is_ascii(capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    told = printed(capsys, "show", str(BIKES), "--ascii", *more)
    assert told.isascii()
    assert len(told) > 1000


@pytest.mark.parametrize("width", ["-5", "0", "40", "76", "9999"])
def test_show_bears_any_width(capsys: pytest.CaptureFixture[str], width: str) -> None:
    assert "StarArena, stage 1 of 8" in printed(capsys, "show", "stararena", "--stage", "first-shows", "--width", width)


@pytest.mark.parametrize("command", [["show"], ["walk", "--plain"], ["walk"], ["export"]])
def test_an_unknown_case_is_told_in_one_clear_line(tmp_path: Path, command: list[str]) -> None:
    arguments = [*command, "moon\x1b[31marena", *([str(tmp_path / "out")] if command == ["export"] else [])]
    done = run("--home", str(tmp_path), *arguments)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 2
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told
    if command != ["walk"]:
        assert "casewalk list names those that there are" in told


def test_an_unknown_stage_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "show", "stararena", "--stage", "moon", status=2)
    assert told.startswith("casewalk: no stage 'moon'; the stages are first-shows, static-load, flood")


def test_a_stage_goes_by_its_number_as_well(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    by_id = printed(capsys, "show", "stararena", "--stage", "flood")
    assert printed(capsys, "show", "stararena", "--stage", "3") == by_id
    done = run("--home", str(tmp_path), "walk", "stararena", "--plain", "--stage", "3")
    assert "stage 3 of 8" in done.stdout.decode().lower()
    assert "no stage '9'" in printed(capsys, "show", "stararena", "--stage", "9", status=2)


@pytest.mark.parametrize("command", [["show", "--verdicts"], ["whatif"], ["replay"], ["show", "--prose"]])
def test_a_folder_is_taken_as_far_as_it_is_written(
    capsys: pytest.CaptureFixture[str], broken: Path, command: list[str]
) -> None:
    arguments = [command[0], str(broken), *command[1:]]
    main([*arguments, "--stage", "first-shows"])
    told = capsys.readouterr()
    (notice,) = [line for line in told.err.splitlines() if not line.startswith("casewalk:")]
    assert notice.startswith("as far as it is written, 2 stages: flood.yaml:2:")
    assert told.out or command == ["replay"]
    assert main([*arguments, "--stage", "five-shows"]) == 2
    assert "no stage 'five-shows'; the stages are first-shows, static-load" in capsys.readouterr().err


def test_a_case_that_cannot_be_walked_says_where_the_fault_is(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    model = broken / "model.yaml"
    model.write_text(model.read_text("utf-8").replace("parameters:", "constraints:"), "utf-8")
    told = printed(capsys, "show", str(broken), status=2)
    assert "model.yaml:" in told
    assert "unknown key 'constraints'" in told
    assert "cannot be walked; casewalk check" in told


@pytest.mark.slow
def test_check_finds_no_error_in_the_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "check", str(STARARENA)).splitlines()[-1].startswith("0 errors, ")


def test_check_prints_the_witness_of_every_move(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "check", "--witness", str(CANTEEN)).replace("\N{NO-BREAK SPACE}", " ")
    rows = [line.split("  ")[-1] for line in told.splitlines() if line.startswith("    ") and "%" in line]
    assert told.startswith("canteen / opening / first\n")
    assert "diners 1.4 k users instead of 400 users" in rows
    assert not any("none found" in row for row in rows)
    assert "◆ keep" in told
    assert told.splitlines()[-1].startswith("0 errors, ")


def test_witnesses_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(printed(capsys, "check", "--witness", "--json", str(CANTEEN)))
    first = rows[0]
    assert (first["case"], first["stage"], first["decision"], first["move"]) == ("canteen", "opening", "first", "keep")
    assert (first["chosen"], first["witness"], first["alone"]) == (True, {}, True)
    second = next(row for row in rows if row["move"] == "second-machine")
    assert second["witness"] == {"diners": 1400.0}
    assert 0 < second["near"]["alone"] <= second["near"]["fits"] < 0.1


def test_check_as_json(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    sound = json.loads(printed(capsys, "check", str(CANTEEN), "--json"))
    assert not [f for f in sound if f["severity"] == "error"]
    assert main(["check", str(broken), "--json"]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("broken: asked as far as it is written, 2 stages; not asked: ")
    found = json.loads(told.out)
    fault = next(f for f in found if f["file"].endswith("flood.yaml"))
    assert "turnip" in fault["message"]
    assert (fault["line"], fault["code"]) == (2, "CW110")


def test_check_of_a_missing_path_is_wrong_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "does not exist" in printed(capsys, "check", str(tmp_path / "gone"), status=2)


def test_check_of_a_file_of_no_case_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ines", encoding="utf-8")
    assert printed(capsys, "check", str(letter), status=1).startswith(f"{letter}:1:1: CW100 there is no case here\n")


@pytest.mark.parametrize("kind", ["", "case", "model", "stage", "glossary"])
def test_a_schema_is_a_valid_json_schema(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    found = json.loads(printed(capsys, "schema", *filter(None, [kind])))
    Draft202012Validator.check_schema(found)
    assert found["title"] == f"casewalk {kind or 'stage'} file"


def test_a_chart_as_json_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for chart in (["--chart"], ["--over", "diners"]):
        told = printed(capsys, "whatif", str(CANTEEN), "--stage", "rush", "--json", *chart, status=2)
        assert told == "casewalk: a chart has no JSON; leave out --json, or --chart and --over\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["walk", "--help"]])
def test_version_and_help_end_well(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    told = capsys.readouterr()
    assert (left.value.code, told.err) == (0, "")
    assert told.out == f"casewalk {__version__}\n" if arguments == ["--version"] else "usage: casewalk" in told.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["walk"],
        ["--loud"],
        ["schema", "poem"],
        ["show", "x", "--width", "wide"],
        ["check", "--quality", "--witness"],
    ],
)
def test_wrong_use_ends_with_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: casewalk" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["walk", "stararena"], ["walk", "stararena", "--stage", "flood"]])
def test_without_a_terminal_one_line_says_so(tmp_path: Path, arguments: list[str]) -> None:
    done = run("--home", str(tmp_path), *arguments, TERM="xterm-256color")
    assert done.returncode == 2
    assert done.stdout == b""
    told = done.stderr.decode().splitlines()
    assert told == [
        "casewalk: standard input and output are no terminal; use casewalk --plain for the walk as text",
    ]


@pytest.mark.slow
def test_a_reader_who_has_enough_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "casewalk", "show", "stararena", "--width", "200"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": SOURCES, "PYTHONIOENCODING": "utf-8"},
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a file that is always full")
def test_a_full_disk_behind_the_output_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "casewalk", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONPATH": SOURCES},
        )
    (told,) = done.stderr.decode().splitlines()
    assert done.returncode == 70
    assert told.startswith("casewalk: it cannot go on: ")


@pytest.mark.parametrize("arguments", [["doctor"], ["walk", "stararena", "--plain"]])
def test_a_program_without_standard_streams_ends_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["--home", str(tmp_path), *arguments]) == 0


def test_a_crash_ends_with_a_status_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: object) -> int:
        raise IndexError

    monkeypatch.setattr(learner, "list_cases", crash)
    assert main(["list"]) == 70
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1] == "casewalk: stopped on an error (IndexError). Answers are saved."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [
        (["list"], "ascii"),
        (["show", "stararena", "--stage", "flood"], "latin-1"),
        (["show", "stararena", "--stage", "flood", "--verdicts"], "cp1252"),
    ],
)
def test_output_in_a_poor_encoding_is_no_crash(arguments: list[str], encoding: str) -> None:
    done = run(*arguments, encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode(encoding).strip()


@pytest.mark.parametrize(
    ("arguments", "motion"),
    [
        ([], None),
        (["walk", "stararena"], None),
        (["--no-motion"], False),
        (["--no-motion", "walk", "stararena"], False),
        (["walk", "stararena", "--no-motion"], False),
        (["--no-motion", "walk", "stararena", "--motion"], True),
    ],
)
def test_motion_is_said_before_or_after_the_command(arguments: list[str], motion: bool | None) -> None:
    assert _parsed(arguments).motion is motion
