"""The library: good, broken and unreadable cases side by side; whatever lies in a folder, nothing raises."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
from pathlib import Path
from typing import get_args

import pytest

from casewalk.case import FORCES, CaseHeader, Force
from casewalk.cli import main
from casewalk.script import Shelved, case_directories, content_root, find_case, library, load_case, meetings
from casewalk.script.checker import check
from casewalk.script.load import load_header
from nobody import let_in, nobody

CANTEEN = Path(__file__).parent / "fixture" / "canteen"
STARARENA = content_root() / "cases" / "stararena"
HEADER = (STARARENA / "case.yaml").read_text(encoding="utf-8")
MINUTES = next(line for line in HEADER.splitlines() if line.startswith("minutes:"))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content root of its own, in place of the one that ships."""
    (tmp_path / "content" / "cases").mkdir(parents=True)
    monkeypatch.setattr(sys.modules["casewalk.script.library"], "content_root", lambda: tmp_path / "content")
    return tmp_path / "content" / "cases"


def put(shelf: Path, name: str, text: str | None = None) -> Path:
    """A case folder with a header, by default StarArena's under another id."""
    (shelf / name).mkdir()
    (shelf / name / "case.yaml").write_text(text or HEADER.replace("id: stararena", f"id: {name}"), encoding="utf-8")
    return shelf / name


def row(shelved: Shelved) -> tuple[str, bool, list[str]]:
    return shelved.id, shelved.header is not None, [f.code for f in shelved.findings]


@pytest.fixture
def open_path(tmp_path: Path) -> None:
    """Makes the test's folder one that everybody may reach."""
    let_in(tmp_path)


def test_what_ships_is_on_the_shelf() -> None:
    shelf = [row(s) for s in library()]
    assert shelf == [(name, True, []) for name in sorted(s[0] for s in shelf)]
    assert {"documind", "patchdesk", "stararena"} <= {s[0] for s in shelf}


def test_good_and_broken_cases_stand_side_by_side_by_name(shelf: Path) -> None:
    put(shelf, "beta")
    put(shelf, "alpha", HEADER.replace(MINUTES, "minutes: long"))
    put(shelf, "delta", "format: [\n")
    put(shelf, "gamma", HEADER.replace("format: 1", "format: 2"))
    put(shelf, "zeta", "\x1b[2J")
    put(shelf, "empty", "\n")
    (shelf / "notes").mkdir()
    (shelf / "README.md").write_text("no case")
    (shelf / "case.yaml.bak").write_text(HEADER)
    assert [row(s) for s in library()] == [
        ("alpha", False, ["CW110"]),
        ("beta", True, []),
        ("delta", False, ["CW103"]),
        ("empty", False, ["CW103"]),
        ("gamma", False, ["CW111"]),
        ("zeta", False, ["CW102"]),
    ]


def test_a_broken_case_says_where(shelf: Path) -> None:
    put(shelf, "alpha", HEADER.replace(MINUTES, "minutes: long"))
    (found,) = library()[0].findings
    line = HEADER.split("\n").index(MINUTES) + 1
    assert (found.file, found.line, found.column) == (shelf / "alpha" / "case.yaml", line, 10)


def test_two_cases_of_one_id_the_first_has_it(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "alpha")
    put(shelf, "beta", HEADER.replace("id: stararena", "id: alpha"))
    put(tmp_path, "alpha")
    first, second, third = library([tmp_path])
    assert row(first) == ("alpha", True, [])
    assert row(second) == ("beta", False, ["CW203"])
    assert row(third) == ("alpha", False, ["CW203"])
    assert str(shelf / "alpha") in second.findings[0].message
    assert find_case("alpha", [tmp_path]) == shelf / "alpha"


def test_an_id_is_not_taken_by_a_broken_case(shelf: Path) -> None:
    put(shelf, "alpha", HEADER.replace("id: stararena", "id: alpha") + "colour: red\n")
    put(shelf, "beta", HEADER.replace("id: stararena", "id: alpha"))
    assert [row(s) for s in library()] == [("alpha", False, ["CW110"]), ("alpha", True, [])]
    assert find_case("alpha") == shelf / "beta"


def test_one_folder_by_two_ways_is_one_case(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "alpha")
    (tmp_path / "link").symlink_to(shelf / "alpha")
    assert [row(s) for s in library([shelf, shelf / "alpha", tmp_path])] == [("alpha", True, [])]


def test_links_that_lead_round_or_nowhere_raise_nothing(shelf: Path) -> None:
    put(shelf, "alpha")
    (shelf / "loop").symlink_to(shelf / "loop")
    (shelf / "up").symlink_to(shelf.parent)
    (shelf / "gone").symlink_to(shelf / "nowhere")
    (shelf / "round").mkdir()
    (shelf / "round" / "case.yaml").symlink_to(shelf / "round" / "case.yaml")
    (shelf / "dangling").mkdir()
    (shelf / "dangling" / "case.yaml").symlink_to("nowhere.yaml")
    assert [row(s) for s in library()] == [
        ("alpha", True, []),
        ("dangling", False, ["CW100"]),
        ("round", False, ["CW100"]),
    ]


def test_a_link_out_of_the_case_is_not_followed(shelf: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(HEADER)
    (shelf / "alpha").mkdir()
    (shelf / "alpha" / "case.yaml").symlink_to(secret)
    (found,) = library()
    assert row(found) == ("alpha", False, ["CW100"])
    assert "leads outside the case's folder" in found.findings[0].message


def test_what_is_no_regular_file_is_not_read(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("folder", "pipe", "socket"):
        (shelf / name).mkdir()
    (shelf / "folder" / "case.yaml").mkdir()
    os.mkfifo(shelf / "pipe" / "case.yaml")
    monkeypatch.chdir(shelf / "socket")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("case.yaml")
        found = library()
    assert [row(s) for s in found] == [(name, False, ["CW100"]) for name in ("folder", "pipe", "socket")]


def test_a_huge_header_is_refused(shelf: Path) -> None:
    put(shelf, "alpha", HEADER + "# " + "x" * 1_100_000)
    assert [row(s) for s in library()] == [("alpha", False, ["CW101"])]


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
@pytest.mark.usefixtures("open_path")
def test_what_may_not_be_read_is_told_and_hides_nothing_else(shelf: Path) -> None:
    load_header(STARARENA)
    put(shelf, "alpha")
    locked_file, locked_folder = put(shelf, "beta") / "case.yaml", put(shelf, "gamma")
    locked_file.chmod(0)
    locked_folder.chmod(0)
    try:
        with nobody():
            found = [row(s) for s in library()]
            messages = [f.message for s in library() for f in s.findings]
    finally:
        locked_file.chmod(0o600)
        locked_folder.chmod(0o700)
    assert found == [("alpha", True, []), ("beta", False, ["CW100"]), ("gamma", False, ["CW100"])]
    assert messages == ["case.yaml cannot be read: Permission denied"] * 2


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
@pytest.mark.usefixtures("open_path")
def test_a_shelf_that_may_not_be_looked_into_is_empty(shelf: Path) -> None:
    put(shelf, "alpha")
    for locked in (shelf, shelf.parent):
        locked.chmod(0)
        try:
            with nobody():
                assert library() == ()
                assert find_case("alpha") is None
                assert find_case(str(shelf / "alpha")) is None
                assert load_case(shelf / "alpha").case is None
        finally:
            locked.chmod(0o755)


@pytest.mark.parametrize("root", ["gone", "a/b/c", "x" * 5000, "nul\x00l", "\ud800"])
def test_roots_that_are_not_there_are_empty(tmp_path: Path, root: str) -> None:
    assert case_directories(tmp_path / root) == ()
    assert [s.id for s in library([tmp_path / root])] == [s.id for s in library()]
    assert find_case(root) is None


def test_a_file_as_a_root_is_empty(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert case_directories(tmp_path / "file") == ()


def test_a_case_that_loses_its_files_loads_as_findings(tmp_path: Path) -> None:
    case = Path(shutil.copytree(STARARENA, tmp_path / "stararena"))
    shutil.rmtree(case / "stages")
    (case / "stages").write_text("a file where a folder is due")
    loaded = load_case(case)
    assert loaded.case is None
    assert {f.code for f in loaded.findings} == {"CW100"}
    assert len(loaded.findings) == 8


def test_the_program_lists_broken_cases_with_their_first_finding(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(shelf, "alpha")
    put(shelf, "beta", HEADER.replace(MINUTES, "minutes: long"))
    (shelf / "esc\x1b[31m").mkdir()
    (shelf / "esc\x1b[31m" / "case.yaml").write_text("")
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    lines = told.splitlines()
    assert lines[0].startswith("alpha        StarArena: ")
    assert lines[2].startswith(f"beta         cannot be read: {shelf / 'beta' / 'case.yaml'}:")
    assert "CW110 'long' is not a whole number" in lines[2]
    assert lines[3].startswith("esc\\x1b[31m ")


def test_the_program_lists_broken_cases_as_json(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(shelf, "alpha")
    put(shelf, "beta", "format: [\n")
    assert main(["list", "--json"]) == 0
    alpha, beta = json.loads(capsys.readouterr().out)
    assert (alpha["id"], alpha["title"], alpha["stages"], alpha["findings"]) == ("alpha", "StarArena", 8, [])
    assert (beta["id"], beta["title"], beta["stages"], beta["drills"]) == ("beta", None, 0, [])
    assert [f["code"] for f in beta["findings"]] == ["CW103"]


def test_an_empty_library_prints_nothing(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shelf.is_dir()
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("name", ["x" * 5000, "nul\x00l", "\ud800"])
def test_strange_names_of_cases_are_unknown_and_no_more(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", name]) == 2
    assert "no case" in capsys.readouterr().err
    assert main(["check", name]) == 2


# ---------------------------------------------------------------- forces


def _shelved(case_id: str, **forces: str) -> Shelved:
    stages = tuple(forces)
    header = CaseHeader(
        format=1, id=case_id, title=case_id.capitalize(), subtitle="", product="", drills=(), minutes=5, stages=stages,
        forces=forces,  # type: ignore[arg-type] - names of forces, as a file has them
    )  # fmt: skip
    return Shelved(Path(case_id), header, ())


def test_the_same_force_is_found_in_other_cases() -> None:
    one = _shelved("one", a="late-answer", b="walls", c="late-answer")
    two = _shelved("two", x="enough-for-now", y="late-answer")
    broken = Shelved(Path("broken"), None, ())
    walked = {"one": 3, "two": 2}
    (found,) = meetings((one, two, broken), one, walked)
    assert (found.force, found.places) == ("late-answer", "stage 1 and 3; Two 2")
    assert [m.elsewhere for m in meetings((one, two), two, walked)] == [(("One", (1, 3)),)]
    assert meetings((one, two, broken), broken, walked) == ()
    assert meetings((one,), one, walked) == ()


def test_a_force_of_a_stage_to_come_is_not_told() -> None:
    one = _shelved("one", a="late-answer", b="walls", c="late-answer")
    two = _shelved("two", x="enough-for-now", y="late-answer")
    assert meetings((one, two), one, {}) == ()
    assert [m.places for m in meetings((one, two), one, {"one": 1})] == ["stage 1; Two"]
    assert meetings((one, two), two, {"one": 3, "two": 1}) == ()


def test_every_force_has_its_words() -> None:
    assert set(FORCES) == set(get_args(Force))


def test_a_force_of_a_stage_that_is_not_there_is_told(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CANTEEN, tmp_path / "canteen"))
    header = case / "case.yaml"
    header.write_text(f"{header.read_text(encoding='utf-8').rstrip()}\nforces: {{opning: walls}}\n", encoding="utf-8")
    (finding,) = check([case])
    assert (finding.code, finding.file.name) == ("CW202", "case.yaml")
    assert "'opning' is no stage of this case" in finding.message
    assert "'opening'" in finding.hint


def test_a_topic_is_written_as_its_case_says() -> None:
    header = CaseHeader(
        format=1, id="c", title="C", subtitle="", product="", drills=("graph-rag", "hot-row"), minutes=5, stages=("s",),
        spelt={"graph-rag": "graph RAG"},
    )  # fmt: skip
    assert [header.topic(name) for name in header.drills] == ["graph RAG", "hot row"]
    assert "drills graph RAG, hot row" in Shelved(Path("c"), header, ()).lines()[1]


def test_a_spelling_of_a_topic_that_is_not_there_is_told(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CANTEEN, tmp_path / "canteen"))
    header = case / "case.yaml"
    header.write_text(
        f"{header.read_text(encoding='utf-8').rstrip()}\nspelt: {{rush-our: rush hour}}\n", encoding="utf-8"
    )
    (finding,) = check([case])
    assert (finding.code, finding.file.name) == ("CW202", "case.yaml")
    assert "'rush-our' is no topic of this case" in finding.message
    assert "'rush-hour'" in finding.hint
