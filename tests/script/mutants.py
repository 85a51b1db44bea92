"""Mutants: a case's files, each damaged in one place by a seeded hand."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from casewalk.script import content_root

STARARENA = content_root() / "cases" / "stararena"


def files_of(case: Path) -> dict[Path, str]:
    """Every file of a case by its path inside the case, and its text."""
    return {file.relative_to(case): file.read_text(encoding="utf-8") for file in sorted(case.rglob("*.yaml"))}


FILES = files_of(STARARENA)

_KEY = re.compile(r"^(\s*(?:- )*)([A-Za-z_][\w-]*)(:)(?: (.*))?$")
_WORD = re.compile(r"[a-z]+(?:[_-][a-z0-9]+)+|[a-z]{3,}")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_OTHER_TYPES = (
    "[]",
    "{}",
    "null",
    "",
    "true",
    "-1",
    "0",
    "3.5",
    "999999999999999",
    "1e9",
    "no",
    "x",
    "[x]",
    "[1, 2]",
    "{a: 1}",
    "{a: {b: c}}",
    "[[[x]]]",
    "'{clickers}'",
    "'{nothing@never}'",
    "'a / 0'",
    "was",
    "'<= 1'",
    "clickers",
    "'(' ",
    "|",
    ">",
    "'**'",
    "'- '",
    "'{=}'",
)
_MARKS = (
    '"',
    "'",
    "{",
    "[",
    "}",
    "]",
    ":",
    ": ",
    " #",
    "|",
    ">",
    "- ",
    "? ",
    "%",
    "@",
    "`",
    "&a ",
    "*a",
    "!",
    "\t",
    "{q}",
    "}}",
    "**",
)
_CHARACTERS = ("\x1b", "\x00", "\u202e", "\u200b", "\ufeff", "\x85", "\r", "\u2028", "e\u0301", "\U0001f600", "\u65e5")


def _lines(text: str, chance: random.Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, chance.choice([n for n, line in enumerate(lines) if line.strip()])


def _delete_line(text: str, chance: random.Random) -> str:
    lines, n = _lines(text, chance)
    return "\n".join(lines[:n] + lines[n + 1 :])


def _block(lines: list[str], n: int) -> int:
    """The line after a line and all that is indented under it."""
    indent, end = len(lines[n]) - len(lines[n].lstrip()), n + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return end


def _delete_block(text: str, chance: random.Random) -> str:
    lines, n = _lines(text, chance)
    return "\n".join(lines[:n] + lines[_block(lines, n) :])


def _double_block(text: str, chance: random.Random) -> str:
    lines, n = _lines(text, chance)
    end = _block(lines, n)
    return "\n".join(lines[:end] + lines[n:end] + lines[end:])


def _swap_lines(text: str, chance: random.Random) -> str:
    lines, n = _lines(text, chance)
    other = _lines(text, chance)[1]
    lines[n], lines[other] = lines[other], lines[n]
    return "\n".join(lines)


def _retype(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    keyed = [(n, found) for n, line in enumerate(lines) if (found := _KEY.match(line))]
    if not keyed:
        return _retype_inside(text, chance)
    n, found = chance.choice(keyed)
    lines[n] = f"{found[1]}{found[2]}: {chance.choice(_OTHER_TYPES)}"
    if chance.random() < 0.5:
        del lines[n + 1 : _block(lines, n)]
    return "\n".join(lines)


def _retype_inside(text: str, chance: random.Random) -> str:
    """Another value in a mapping that is written on one line."""
    found = chance.choice(list(re.finditer(r"(?<=[a-z]: )[^,{}\[\]\n\"]+(?=[,}])", text)) or [re.search("", text)])
    if found is None:
        return text
    return text[: found.start()] + chance.choice(_OTHER_TYPES) + text[found.end() :]


def _rekey(text: str, chance: random.Random) -> str:
    found = chance.choice(list(re.finditer(r"[a-z_]+(?=:(?: |\n))", text)))
    return (
        text[: found.start()]
        + chance.choice(("x", "is", found[0][:-1], "'1'", "1", "no", "a.b", "A"))
        + text[found.end() :]
    )


def _reword(text: str, chance: random.Random) -> str:
    """A word becomes another word of the same file: most are names of something else."""
    words = list(_WORD.finditer(text))
    found = chance.choice(words)
    return text[: found.start()] + chance.choice(words)[0] + text[found.end() :]


def _renumber(text: str, chance: random.Random) -> str:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return _reword(text, chance)
    found = chance.choice(numbers)
    other = chance.choice(
        ("0", "-1", "1", "0.5", "1000000000", "999999999999999", "3.14159", found[0] + "0", chance.choice(numbers)[0])
    )
    return text[: found.start()] + other + text[found.end() :]


def _indent(text: str, chance: random.Random) -> str:
    lines, n = _lines(text, chance)
    lines[n] = chance.choice((lines[n][1:], " " + lines[n], "  " + lines[n], "\t" + lines[n], lines[n].lstrip()))
    return "\n".join(lines)


def _mark(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(_MARKS) + text[at:]


def _character(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(_CHARACTERS) + text[at:]


def _truncate(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def _whole(text: str, chance: random.Random) -> str:
    return chance.choice(
        ("", "\n", "null\n", "[]\n", "{}\n", "x\n", "- a\n", "42\n", "# x\n", text + text, text + "---\n" + text)
    )


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _delete_line,
    _delete_block,
    _double_block,
    _swap_lines,
    _retype,
    _retype_inside,
    _rekey,
    _reword,
    _reword,
    _renumber,
    _renumber,
    _indent,
    _mark,
    _character,
    _truncate,
    _whole,
)


def _bytes(text: str, chance: random.Random) -> bytes:
    raw = bytearray(text.encode())
    at = chance.randrange(len(raw))
    raw[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(1, 8))
    return bytes(raw)


def mutants(seed: int, count: int, texts: Mapping[Path, str] = FILES) -> Iterator[tuple[str, Path, bytes]]:
    """What was done, the file inside the case, and its new bytes; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - seeded: the same mutants every time
    files = list(texts)
    for n in range(count):
        file = chance.choice(files)
        if n % (len(MUTATIONS) + 1) == len(MUTATIONS):
            yield f"{n} bytes", file, _bytes(texts[file], chance)
            continue
        mutation = MUTATIONS[n % (len(MUTATIONS) + 1)]
        yield f"{n} {mutation.__name__.strip('_')}", file, mutation(texts[file], chance).encode()
