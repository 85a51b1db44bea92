"""What the screens share: panes are given their rows once their sizes are known, and a dialogue closes once."""

from __future__ import annotations

from abc import abstractmethod

from textual.screen import ModalScreen, Screen, ScreenResultType

from casewalk.tui.widgets.pane import Pane

LEFT, GUTTER, RIGHT = 78, 4, 32
"""Columns of the left column, at most, and of the right one, at least: 30 for its rows, two for the mark of more."""


def left_column(width: int) -> int:
    """Columns of the left column on a screen of so many: the widest diagram, or what the right one leaves of it."""
    return min(LEFT, width - GUTTER - RIGHT)


class FilledScreen(Screen[ScreenResultType]):
    """A screen that fills its panes when it opens, when a pane gets another size, and whenever it is asked to."""

    _filling = False

    @abstractmethod
    def fill(self) -> None:
        """Give every pane its rows. Only called while the panes stand and have a size."""

    def fill_soon(self) -> None:
        """Fill after the next layout; many that ask before it are answered at once."""
        if not self._filling:
            self._filling = True
            self.call_after_refresh(self._fill_now)

    def _fill_now(self) -> None:
        self._filling = False
        if self.is_attached and self.size.width and self.query(Pane):
            self.fill()

    def on_mount(self) -> None:
        """The first time."""
        self.fill_soon()

    def on_resize(self) -> None:
        """Another size."""
        self.fill_soon()

    def on_pane_resized(self) -> None:
        """A pane got its size after it was filled."""
        self.fill_soon()


class FilledDialogue(FilledScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A filled screen on top of another; it gives one answer, however often it is asked to close."""

    def close(self, result: ScreenResultType | None = None) -> None:
        """Close with a result, if this is the screen on top."""
        if self.is_current:
            self.dismiss(result)
