"""Places inside a text: from a character of a decoded YAML scalar back to where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator

_BLANK_ESCAPES = frozenset("nrtvf \n_NLP")
_CODE_ESCAPES = {"x": 2, "u": 4, "U": 8}


def place_inside(source: str, line: int, column: int, value: str, offset: int) -> tuple[int, int]:
    """Line and column of `value[offset]`, for a scalar that begins at a line and column; all but offset from 1.

    Blanks fold and indents go, but what is no blank stays, in order: so those characters are counted.
    """
    starts = [0]
    for text in source.split("\n"):
        starts.append(starts[-1] + len(text) + 1)
    begin = starts[line - 1] + column - 1
    before = sum(not c.isspace() for c in value[:offset])
    at = begin
    for count, index in enumerate(_visible(source, begin)):
        at = index
        if count == before:
            break
    found = source.count("\n", 0, at)
    return found + 1, at - starts[found] + 1


def _visible(source: str, begin: int) -> Iterator[int]:
    """The index of every character of a scalar that is no blank, whatever its style; what follows it comes after."""
    style = source[begin : begin + 1]
    if style and style in "|>":
        newline = source.find("\n", begin)
        at = len(source) if newline < 0 else newline
    else:
        at = begin + (style in {'"', "'"})
    while at < len(source):
        step, blank = 1, source[at].isspace()
        if style == "'" and source.startswith("''", at):
            step = 2
        elif style == '"' and source[at] == "\\":
            step, blank = _escape(source, at)
        if not blank:
            yield at
        at += step


def _escape(source: str, at: int) -> tuple[int, bool]:
    """How long an escape in double quotes is, and whether it stands for a blank."""
    letter = source[at + 1 : at + 2]
    digits = _CODE_ESCAPES.get(letter, 0)
    if digits:
        return 2 + digits, chr(int(source[at + 2 : at + 2 + digits], 16)).isspace()
    return 2, letter in _BLANK_ESCAPES
