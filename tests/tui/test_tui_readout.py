"""The read-out of the part that is looked at: it always has a row, however little room a picture leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from casewalk.diagram import Picture, picture
from casewalk.tui.text import Span
from casewalk.tui.widgets.picture import PictureView
from opened import shipped, workings

SAID = (Span("▸ ", "accent"), Span("The part that is looked at  99 %"))
SIZES = [(78, 10), (78, 13), (78, 14), (78, 15), (78, 16), (78, 18), (56, 10), (56, 13), (56, 15)]


class _Alone(App[None]):
    """One picture, as large as the screen."""

    def compose(self) -> ComposeResult:
        yield PictureView(id="picture")


def pictures() -> Iterator[tuple[str, Picture]]:
    """The architecture before every stage of every case, each part half in use."""
    for name in shipped():
        here = workings(name)
        for index, stage in enumerate(here.case.stages):
            found = here.architecture(here.road_to(index))
            yield f"{name} {stage.id}", picture(found, dict.fromkeys(found.nodes, 0.5))


@asynccontextmanager
async def alone(size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    async with _Alone().run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def seen(pilot: Pilot[None]) -> list[str]:
    """The rows of the pane as they stand on the screen."""
    view = pilot.app.query_one(PictureView)
    return [view.render_line(y).text for y in range(view.size.height)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_read_out_is_in_sight_whatever_the_picture_takes(size: tuple[int, int]) -> None:
    async with alone(size) as pilot:
        view = pilot.app.query_one(PictureView)
        for name, shown in pictures():
            for part in (None, shown.parts[0].id, shown.parts[-1].id):
                view.tell(shown, "Architecture", "as it stands", part, SAID)
                rows = seen(pilot)
                assert any("▸ The part that is looked at  99 %" in text for text in rows), (name, rows)
                if view.deepest:
                    assert "The part that is looked at" in rows[-1]


async def test_a_legend_shares_the_last_row_and_stands_where_it_stood() -> None:
    async with alone((78, 15)) as pilot:
        view = pilot.app.query_one(PictureView)
        shown = dict(pictures())["documind chains"]
        view.tell(shown, "Architecture", "as it stands")
        without = seen(pilot)
        view.tell(shown, "Architecture", "as it stands", None, SAID[:1])
        assert seen(pilot)[-1].rstrip().endswith(without[-1].strip()[-12:])
        assert seen(pilot)[:-1] == without[:-1]
