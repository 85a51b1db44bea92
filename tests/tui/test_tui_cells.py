"""Only the cells that differ are painted again."""

from __future__ import annotations

import pytest

from casewalk.tui.text import Row, Span, changed_cells, row


@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        (row("12 k"), row("12 k"), (0, 0)),
        (row("12 k"), row("13 k"), (1, 2)),
        (row("ab"), row("abc"), (2, 3)),
        (row("abc"), row("ab"), (2, 3)),
        (row("ab"), row("ab  "), (0, 0)),
        (Row((Span("ab", "text"), Span("c", "miss"))), Row((Span("ab", "text"), Span("c", "ok"))), (2, 3)),
        (Row((Span("ab"), Span("c"))), row("abc"), (0, 0)),
        (row("日本x"), row("日本y"), (4, 5)),
        (row("e\u0301a"), row("e\u0301b"), (1, 2)),
        (row("▁▁▃ "), row("▁▁▃▅"), (3, 4)),
    ],
)
def test_the_cells_from_the_first_to_the_last_that_differ(old: Row, new: Row, cells: tuple[int, int]) -> None:
    assert changed_cells(old, new) == cells


def test_a_row_that_is_selected_changes_as_a_whole() -> None:
    first, last = changed_cells(row("ab"), row("ab", selected=True))
    assert first == 0
    assert last >= 300
