"""Strict YAML: every hostile or ambiguous file is one refusal with a code and the right place, and nothing else."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml

from casewalk.script.reader import MAX_BYTES, MAX_DEPTH, MAX_TEXT, MAX_VALUES, Document, Rejected, decode_text, read

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]
HEADER = """\
format: 1
id: stararena
title: StarArena
subtitle: tickets
product: One hot show.
drills: [limited-inventory]
minutes: 50
stages: [first-shows, flood]
"""


@pytest.fixture(params=LOADERS, ids=lambda loader: str(loader.__name__))
def loader(request: pytest.FixtureRequest) -> Any:
    """Both parsers: the one in C, and the one that is always there."""
    return request.param


def refusal(text: str | bytes, loader: Any = None) -> Rejected:
    """What a text is refused with."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with pytest.raises(Rejected) as caught:
        read(raw, loader)
    assert "\n" not in caught.value.message
    return caught.value


BOMB = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
REFUSED = [
    ("alias bomb", BOMB, 1, 5, "CW104", "anchors are not allowed"),
    ("an alias", "a: x\nb: *a\n", 2, 4, "CW104", "aliases are not allowed"),
    ("a loop", "a: &a\n  b: *a\n", 1, 4, "CW104", "anchors are not allowed"),
    ("merge key", "a:\n  <<: {b: c}\n", 2, 3, "CW105", "the key '<<' must be quoted"),
    ("python tag", "a: b\nc: !!python/object/apply:os.system [echo]\n", 2, 4, "CW104", "tags are not allowed"),
    ("own tag", "a: !mine x\n", 1, 4, "CW104", "tags are not allowed"),
    ("core tag", "a: !!int 3\n", 1, 4, "CW104", "tags are not allowed"),
    ("binary tag", "a: !!binary aGk=\n", 1, 4, "CW104", "tags are not allowed"),
    ("tag on a mapping", "a: !!set {x, y}\n", 1, 4, "CW104", "tags are not allowed"),
    ("directive", "%YAML 1.1\n---\na: b\n", 1, 1, "CW104", "directives are not allowed"),
    ("tag directive", "%TAG ! tag:x,2002:\n---\na: b\n", 1, 1, "CW104", "directives are not allowed"),
    ("two documents", "a: b\n---\nc: d\n", 2, 1, "CW104", "one YAML document a file"),
    ("duplicate key", "a: 1x\nb: 2x\na: 3x\n", 3, 1, "CW106", "the key 'a' stands already on line 1"),
    ("nested duplicate", "a:\n  - b: x\n    c: w\n    b: z\n", 4, 5, "CW106", "'b' stands already on line 2"),
    ("duplicate in flow", "a: {b: x, b: y}\n", 1, 11, "CW106", "'b' stands already on line 1"),
    ("same letters, composed and not", "\u00e9: x\ne\u0301: y\n", 2, 1, "CW106", "stands already on line 1"),
    ("a list as key", "? [a, b]\n: c\n", 1, 3, "CW105", "a key must be text"),
    ("a mapping as key", "{a: b}: c\n", 1, 1, "CW105", "a key must be text"),
    ("a number as key", "a:\n  1: b\n", 2, 3, "CW105", "the key '1' must be quoted"),
    ("null as key", "~: b\n", 1, 1, "CW105", "the key '~' must be quoted"),
    ("a truth as key", "yes: b\n", 1, 1, "CW105", "the key 'yes' must be quoted"),
    ("a date as key", "2024-01-01: b\n", 1, 1, "CW105", "must be quoted"),
    ("long key", f"{'k' * 129}: b\n", 1, 1, "CW101", "a key of 129 characters"),
    ("tab as indent", "a:\n\tb: c\n", 2, 1, "CW103", "cannot start any token"),
    ("open bracket", "a: [b, c\n", 2, 1, "CW103", "not YAML"),
    ("cut off", "a: b\ncde", 2, 4, "CW103", "could not find expected ':'"),
    ("open quote", 'a: b\nc: "d\n', 3, 1, "CW103", "not YAML"),
    ("wrong indent", "a:\n  b: c\n d: e\n", 3, 2, "CW103", "not YAML"),
    ("empty", "", 1, 1, "CW103", "the file has no content"),
    ("blank", "\n\n  \n", 1, 1, "CW103", "the file has no content"),
    ("a comment alone", "# nothing\n", 1, 1, "CW103", "the file has no content"),
    ("escape sequence", "a: b\nc: d\x1b[31me\n", 2, 5, "CW102", "a control character is not allowed"),
    ("nul", "a: b\x00c\n", 1, 5, "CW102", "a control character"),
    ("delete", "a: b\x7f\n", 1, 5, "CW102", "a control character"),
    ("bell", "a:\n  - \x07\n", 2, 5, "CW102", "a control character"),
    ("next line", "a: b\x85c: d\n", 1, 5, "CW102", "a C1 control character"),
    ("lone return", "a: b\rc: d\n", 1, 5, "CW102", "a control character"),
    ("right to left override", "a: b\u202ec\n", 1, 5, "CW102", "a bidirectional control"),
    ("zero width space", "a: b\u200bc\n", 1, 5, "CW102", "an invisible character"),
    ("line separator", "a: b\u2028c\n", 1, 5, "CW102", "an invisible character"),
    ("mark inside", "a: b\nc: \ufeffd\n", 2, 4, "CW102", "an invisible character"),
    ("private use", "a: \ue000\n", 1, 4, "CW102", "a private-use character"),
    ("tag characters", "a: x\U000e0041\n", 1, 5, "CW102", "a tag character"),
    ("noncharacter", "a: \ufdd0\n", 1, 4, "CW102", "a noncharacter"),
    ("zalgo", f"a: e{chr(0x301) * 5}\n", 1, 5, "CW102", "a pile of combining marks"),
    ("joiner beside ascii", "a: b\u200dc\n", 1, 5, "CW102", "a joiner beside ASCII"),
    ("escaped escape", 'a: "b\\x1b[2J"\n', 1, 4, "CW102", "(character 2 of this text)"),
    ("escaped nul", 'a: "\\0"\n', 1, 4, "CW102", "a control character"),
    ("escaped override", 'a: "\\u202e"\n', 1, 4, "CW102", "a bidirectional control"),
    ("escaped nul in a key", '"a\\0": b\n', 1, 1, "CW102", "a control character"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "message"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_refused_has_its_place(text: str, line: int, column: int, code: str, message: str, loader: Any) -> None:
    found = refusal(text, loader)
    assert (found.line, found.column, found.code) == (line, column, code)
    assert message in found.message


AMBIGUOUS = [
    "no",
    "NO",
    "yes",
    "on",
    "Off",
    "y",
    "N",
    "True",
    "FALSE",
    "Null",
    "1:30",
    "12:30:45",
    "190:20:30",
    "010",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "+12",
    "2024-01-01",
    "2024-01-01 10:00:00",
    "1.",
    ".5",
    "1e3",
    "1E+3",
    ".inf",
    "-.inf",
    ".NaN",
    "=",
]


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_plain_words_that_readers_disagree_about_are_refused_and_quoted_ones_are_text(word: str, loader: Any) -> None:
    found = refusal(f"a:\n  - {word}\n", loader)
    assert (found.line, found.column, found.code) == (2, 5, "CW105")
    assert f"unquoted {word!r}" in found.message
    assert "quote it" in found.message
    for quoted in (f"'{word}'", f'"{word}"', f"|-\n  {word}"):
        assert read(f"a: {quoted}\n".encode(), loader).content == {"a": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("1.50", 1.5),
        ("2.5e-3", 0.0025),
        ("-0.0", -0.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("999999999999999", 999999999999999),
        ("20:00 sharp", "20:00 sharp"),
        ("1.2.3", "1.2.3"),
        ("nope", "nope"),
        ("$900", "$900"),
        ("<= 800 ms", "<= 800 ms"),
        ("-", "-"),
        ("v1", "v1"),
    ],
)
def test_plain_scalars_mean_what_json_says(text: str, value: object, loader: Any) -> None:
    if text == "-":
        text = '"-"'
    found = read(f"a: {text}\n".encode(), loader).content["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 16,
        "-" + "8" * 400,
        "9" * 5000,
        "0x" + "f" * 5000,
        "1" + ":59" * 20_000,
        "1.5e999",
        "0." + "9" * 60,
        "0b" + "1" * 9999,
    ],
    ids=lambda text: text[:8],
)
def test_numbers_without_measure_are_refused_at_once(text: str, loader: Any) -> None:
    found = refusal(f"a: b\nc: {text}\n", loader)
    assert (found.line, found.column, found.code) == (2, 4, "CW105")
    assert len(found.message) < 120


def test_nesting_is_counted_before_anything_recursive(loader: Any) -> None:
    assert read(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, loader).content
    found = refusal("[" * (MAX_DEPTH + 1), loader)
    assert (found.line, found.column, found.code) == (1, MAX_DEPTH + 1, "CW101")
    for depth in (400, 3_000):
        for text in ("[" * depth + "]" * depth, "[" * depth, "- " * depth + "x", "{a: " * depth):
            # A parser may have a limit of its own, and meet it first.
            assert refusal(text, loader).code in {"CW101", "CW103"}


def test_sizes_are_limited(loader: Any) -> None:
    assert refusal(b"a: " + b"x" * MAX_BYTES).code == "CW101"
    many = refusal("a: [" + "1," * (MAX_VALUES + 1) + "]", loader)
    assert (many.line, many.code) == (1, "CW101")
    long = refusal(f'a: b\nc: "{"x" * (MAX_TEXT + 1)}"\n', loader)
    assert (long.line, long.column, long.code) == (2, 4, "CW101")
    assert len(read(f"a: {'x' * MAX_TEXT}\n".encode(), loader).content["a"]) == MAX_TEXT


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"a: b\nc: caf\xe9\n", 2, 7),
        (b"\xff\xfea\x00", 1, 1),
        ("a: b".encode("utf-16"), 1, 1),
        (b"a: \xc3\x28\n", 1, 4),
        (b"a: \xed\xa0\x80\n", 1, 4),
        ("\u00e9\u00e9: ".encode() + b"\xff", 1, 5),
    ],
)
def test_what_is_not_utf8_is_refused_at_the_byte(raw: bytes, line: int, column: int) -> None:
    found = refusal(raw)
    assert (found.line, found.column, found.code) == (line, column, "CW101")
    assert "is not UTF-8" in found.message


def test_a_mark_at_the_start_and_windows_line_ends_are_fine(loader: Any) -> None:
    plain, windows = HEADER.encode(), b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode()
    assert read(windows, loader) == read(plain, loader)
    assert decode_text(windows) == HEADER


def test_letters_of_the_world_are_fine(loader: Any) -> None:
    text = (
        "a: \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n"
        "b: \U0001f469\u200d\U0001f680\nc: \u65e5\u672c\u8a9e\nd: e\u0301\n"
    )
    assert list(read(text.encode(), loader).content) == ["a", "b", "c", "d"]


def test_every_value_and_key_has_its_place(loader: Any) -> None:
    found = read(b"a: 1\nb:\n  - x\n  - {c: w, d: [z]}\n", loader)
    assert found.place(("b", 1, "d", 0)) == (4, 16)
    assert found.key_place(("b", 1, "d")) == (4, 12)
    assert found.key_place(("b",)) == (2, 1)
    assert found.place(("b", 1, "no-such-key")) == (4, 5)
    assert found.place(("b", 7)) == (3, 3)


def outcome(raw: bytes, loader: Any) -> Document | Rejected:
    try:
        return read(raw, loader)
    except Rejected as error:
        return error


def test_random_bytes_and_random_marks_never_raise_anything_else(loader: Any) -> None:
    chance = random.Random(7)  # noqa: S311 - seeded: the same bytes every time
    letters = "ab:- \n[]{}\"'|>&*!%#?,\t0159.~\x00\u202e\u00e9"
    for _ in range(400):
        raw = (
            chance.randbytes(chance.randrange(40))
            if chance.random() < 0.3
            else "".join(chance.choices(letters, k=chance.randrange(60))).encode()
        )
        found = outcome(raw, loader)
        if isinstance(found, Rejected):
            assert found.line >= 1
            assert found.column >= 1
            assert found.code.startswith("CW10")
