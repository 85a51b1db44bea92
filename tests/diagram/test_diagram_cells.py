"""Cells: widths, wrapping, cleaning, and the canvas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewalk.diagram.cells import Canvas, Segment, clean, width, wrap
from casewalk.diagram.names import cut, splits


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("仮想待合室", 10),
        ("e\u0301", 1),
        ("🎟", 1),
        ("👩", 2),
        ("غرفة", 4),
        ("╭─╮", 3),
        ("a\u200db", 2),
    ],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\u202eevil", "evil"),
        ("\ud800", "\ufffd"),
        ("🎟\ufe0f", "🎟"),
        ("[b]", "[b]"),
    ],
)
def test_clean_leaves_what_a_terminal_shows(text: str, shown: str) -> None:
    assert clean(text) == shown
    assert clean(shown) == shown


@given(st.text(max_size=60), st.integers(2, 20))
def test_wrap_keeps_every_word_within_the_limit(text: str, limit: int) -> None:
    lines = wrap(clean(text), limit)
    assert all(width(line) <= limit for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


@given(st.lists(st.text(alphabet="abcde仮-", min_size=1, max_size=8), min_size=1, max_size=5).map(" ".join))
def test_splits_get_narrower_and_lose_nothing(label: str) -> None:
    found = splits(label, 2)
    assert found[0] == (label,)
    sizes = [max(map(width, lines)) for lines in found]
    assert sizes == sorted(set(sizes), reverse=True)
    assert all("".join(lines).replace(" ", "") == label.replace(" ", "") for lines in found)


@given(st.text(alphabet="abc 仮", max_size=20))
def test_a_cut_name_gets_shorter_and_says_so(label: str) -> None:
    found = cut(label)
    assert all(name.endswith("…") and label.startswith(name[:-1]) for name in found)
    assert all(width(name) < width(label) for name in found)


def test_the_canvas_joins_neighbours_of_one_style_and_drops_trailing_blanks() -> None:
    canvas = Canvas(10, 2)
    canvas.put(1, 0, "ab", "x")
    canvas.put(3, 0, "c", "y")
    assert canvas.lines() == ((Segment(" ", ""), Segment("ab", "x"), Segment("c", "y")), ())


def test_the_canvas_leaves_out_what_lies_outside() -> None:
    canvas = Canvas(3, 1)
    canvas.put(-1, 0, "abcdef", "x")
    canvas.put(0, 5, "down", "x")
    canvas.put(2, 0, "仮", "x")
    assert "".join(s.text for s in canvas.lines()[0]) == "bcd"


def test_a_combining_mark_joins_the_letter_before_it() -> None:
    canvas = Canvas(4, 1)
    canvas.put(0, 0, "e\u0301仮\u0301x", "x")
    assert "".join(s.text for s in canvas.lines()[0]) == "e\u0301仮\u0301x"
    assert [char for char, _ in canvas.cells[0]] == ["e\u0301", "仮\u0301", "", "x"]
