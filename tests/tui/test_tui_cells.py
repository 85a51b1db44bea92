"""Only the cells that differ are painted again."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from casewalk.tui.text import Row, Span, changed_cells, row
from casewalk.tui.widgets.pane import Pane


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


class OnePane(App[None]):
    """A pane and nothing else."""

    def compose(self) -> ComposeResult:
        yield Pane()


async def test_a_pane_paints_again_what_differs_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    async with OnePane().run_test(size=(30, 5)) as pilot:
        pane = pilot.app.query_one(Pane)
        pane.show((row("in line   12 k"), row("drops      0")))
        await pilot.pause()
        painted: list[tuple[Region, ...]] = []
        monkeypatch.setattr(pane, "refresh", lambda *regions, **_: painted.append(regions))
        pane.show((row("in line   12 k"), row("drops      0")))
        assert painted == []
        pane.show((row("in line   13 k"), row("drops      0")))
        assert painted == [(Region(11, 0, 1, 1),)]
        pane.show((row("in line   13 k"),))
        assert painted[1:] == [()]


async def test_a_row_that_was_cut_is_painted_to_its_end_once_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pane that became smaller shows the cut of its old row first; the ellipsis goes with the row that fits."""
    async with OnePane().run_test(size=(30, 5)) as pilot:
        pane = pilot.app.query_one(Pane)
        pane.show((row("─" * (pane.room + 10)),))
        await pilot.pause()
        painted: list[Region] = []
        monkeypatch.setattr(pane, "refresh", lambda *regions, **_: painted.extend(regions))
        pane.show((row("─" * pane.room),))
        assert painted == [Region(pane.room - 1, 0, 1, 1)]
