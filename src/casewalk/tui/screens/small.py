"""A clear word where the terminal is too small."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static


class SmallScreen(ModalScreen[None]):
    """Says how much room is needed; the walk stays as it is beneath."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.least = (width, height)

    def compose(self) -> ComposeResult:
        """One sentence."""
        width, height = self.least
        text = f"casewalk needs {width} by {height} cells.\nMake the window larger; q leaves."
        yield Static(text, id="too-small", markup=False)
