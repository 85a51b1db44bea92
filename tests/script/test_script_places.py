"""Places inside a text: a character of a value is found where the author typed it, however the value is written."""

from __future__ import annotations

import pytest
import yaml

from casewalk.script.reader import read

STYLES = {
    "plain": "a: x\nb: one TWO three\n",
    "plain over lines": "a: x\nb: one\n  two\n\n  TWO three\n",
    "single quotes": "b: 'it''s one ''TWO'' three'\n",
    "double quotes": 'b: "one \\"x\\" \\u00e9 \\x41 \\n \\\\ TWO three"\n',
    "double quotes over lines": 'b: "one \\\n  two\n\n   TWO three"\n',
    "literal": "b: |\n  one\n  two TWO\n  three\n",
    "literal, stripped": "a: x\nb: |-\n\n    one\n      two\n    TWO three\nc: w\n",
    "folded": "b: >\n  one\n  two\n\n  three TWO\n",
    "folded, with a comment": "b: >-  # a TWO that does not count\n  one TWO\n",
    "with an indent": "b: |2\n    one\n  TWO\n",
    "in flow": "{a: [x, w], b: one TWO}\n",
    "beyond latin": "b: caf\u00e9 \U0001f600 TWO\n",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_a_word_is_found_where_it_was_typed(style: str, loader: object) -> None:
    source = STYLES[style]
    found = read(source.encode(), loader)
    value = found.content["b"]
    line, column = found.place_in(("b",), value.index("TWO"))
    lines = source.split("\n")
    assert lines[line - 1][column - 1 :].startswith("TWO")
    assert source.rindex("TWO") == sum(len(text) + 1 for text in lines[: line - 1]) + column - 1


@pytest.mark.parametrize("style", STYLES)
def test_every_letter_of_a_value_is_found(style: str) -> None:
    source = STYLES[style]
    found = read(source.encode())
    value, lines = found.content["b"], source.split("\n")
    for offset, letter in enumerate(value):
        if letter.isalpha() and letter.isascii() and letter != "A":
            line, column = found.place_in(("b",), offset)
            assert lines[line - 1][column - 1] == letter


def test_what_is_no_text_is_found_as_a_whole() -> None:
    found = read(b"a: 15\nb: [x, {c: w}]\n")
    assert found.place_in(("a",), 1) == (1, 4)
    assert found.place_in(("b", 1), 3) == (2, 8)
    assert found.place_in(("b", 1, "d"), 3) == (2, 8)
    assert found.place_in(("b", 0, "d"), 3) == (2, 5)
    assert found.place_in(("b", 0), 99) == (2, 6)
