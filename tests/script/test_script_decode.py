"""What a file holds is held against the words of the case language: every fault at its place, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_script_reader import HEADER

from casewalk.script import load_header, printable
from casewalk.script.decode import decode
from casewalk.script.reader import read

STRUCTURE = [
    ("a list where a mapping is due", "- a\n- b\n", 1, 1, "a list is not a mapping", ""),
    ("text where a mapping is due", "just words\n", 1, 1, "'just words' is not a mapping", ""),
    ("nothing where a mapping is due", "null\n", 1, 1, "null is not a mapping", ""),
    ("a missing key", HEADER.replace("minutes: 50\n", ""), 1, 1, "the key 'minutes' is missing", ""),
    (
        "a close unknown key",
        HEADER.replace("minutes", "minuts"),
        7,
        1,
        "unknown key 'minuts'",
        "did you mean 'minutes'?",
    ),
    (
        "a far unknown key",
        HEADER + "colour: red\n",
        9,
        1,
        "unknown key 'colour'",
        "known keys: drills, forces, format, id",
    ),
    ("a number for text", HEADER.replace("title: StarArena", "title: 5"), 3, 8, "5 is not text", "quote it"),
    ("text for a number", HEADER.replace("minutes: 50", "minutes: long"), 7, 10, "'long' is not a whole number", ""),
    ("a broken number", HEADER.replace("minutes: 50", "minutes: 50.5"), 7, 10, "50.5 is not a whole number", ""),
    ("a truth for text", HEADER.replace("title: StarArena", "title: true"), 3, 8, "true is not text", "quote it"),
    ("nothing for text", HEADER.replace("title: StarArena", "title:"), 3, 7, "null is not text", "quote it"),
    ("text for a list", HEADER.replace("[limited-inventory]", "limited"), 6, 9, "'limited' is not a list", ""),
    (
        "a mapping in a list",
        HEADER.replace("[first-shows, flood]", "[first-shows, {a: b}]"),
        8,
        23,
        "a mapping is not text",
        "",
    ),
    ("no stages", HEADER.replace("[first-shows, flood]", "[]"), 8, 9, "nothing in this list", ""),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"), [s[1:] for s in STRUCTURE], ids=[s[0] for s in STRUCTURE]
)
def test_structural_faults_have_their_place(
    tmp_path: Path, text: str, line: int, column: int, message: str, hint: str
) -> None:
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    header, findings = load_header(tmp_path)
    assert header is None
    told = [f for f in findings if message in f.message]
    assert [(f.line, f.column, f.code, f.severity) for f in told] == [(line, column, "CW110", "error")]
    assert hint in told[0].hint
    assert told[0].file == tmp_path / "case.yaml"


def test_all_structural_faults_are_told_at_once(tmp_path: Path) -> None:
    text = HEADER.replace("minutes: 50", "minutes: x").replace("\ntitle", "\ntitel").replace("id: stararena", "id: 7")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    _, findings = load_header(tmp_path)
    assert sorted((f.line, f.message) for f in findings) == [
        (1, "the key 'title' is missing"),
        (2, "7 is not text"),
        (3, "unknown key 'titel'"),
        (7, "'x' is not a whole number"),
    ]


def test_a_refused_file_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(HEADER + "title: again\n", encoding="utf-8")
    header, findings = load_header(tmp_path)
    assert header is None
    assert [(f.line, f.column, f.code) for f in findings] == [(9, 1, "CW106")]


def test_another_format_is_told_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(HEADER.replace("format: 1", "format: 2"), encoding="utf-8")
    header, findings = load_header(tmp_path)
    assert header is None
    assert [(f.line, f.column, f.code) for f in findings] == [(1, 9, "CW111")]
    assert "this program reads format 1" in findings[0].message


STAGE_FAULTS = [
    ("estimate: {ask: How many?, answr: x}", ("estimate", "answr"), "unknown key 'answr'", "did you mean 'answer'?"),
    ("estimate: {answer: x}", ("estimate",), "the key 'ask' is missing", ""),
    ("estimate: {ask: How many?, answer: [x]}", ("estimate", "answer"), "a list is not text", ""),
    ("estimate: soon", ("estimate",), "'soon' is not allowed here", "expected one of: a mapping, null"),
    ("kind: turnip", ("kind",), "'turnip' is not known here", "did you mean 'turn'?"),
    ("pressure: {clickers: many}", ("pressure", "clickers"), "'many' is not a number", ""),
    ("fragments: {a: {levers: {x: [1]}}}", ("fragments", "a", "levers", "x"), "a list is not allowed here", "text"),
    ("decisions: []", ("decisions",), "nothing in this list", "one entry at least"),
    ("decisions: [{moves: []}]", ("decisions", 0, "moves"), "nothing in this list", "one entry at least"),
    ("failures: [{failure: a}]", ("failures", 0), "the key 'detect' is missing", ""),
]


@pytest.mark.parametrize(("text", "path", "message", "hint"), STAGE_FAULTS, ids=[s[0][:28] for s in STAGE_FAULTS])
def test_faults_inside_a_stage_lead_to_the_innermost_place(
    text: str, path: tuple[str | int, ...], message: str, hint: str
) -> None:
    found, faults = decode(read(f"{text}\n".encode()), "stage")
    assert found is None
    told = [f for f in faults if f[1].startswith(message)]
    assert [f[0] for f in told] == [path]
    assert hint in told[0][2]


@pytest.mark.parametrize("at", ["[-1, 0]", "[0, 32]", "[0, 1000000000]"])
def test_a_place_far_out_on_the_grid_is_refused(at: str) -> None:
    text = f"architecture: {{nodes: {{core: {{kind: db, label: Core, at: {at}}}}}}}\n"
    _, faults = decode(read(text.encode()), "model")
    told = [f for f in faults if "is out of bounds here" in f[1]]
    assert [f[0][:-1] for f in told] == [("architecture", "nodes", "core", "at")]


def test_messages_print_without_steering_a_terminal() -> None:
    shown = printable("a\x1b[31m\x9b\u202eb\ud800\n")
    assert shown == "a\\x1b[31m\\x9b\\u202eb\\ud800\\n"
