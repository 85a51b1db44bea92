"""An entry of one line. While it is empty, keys that begin no answer work as everywhere else."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

LONGEST = 300
FIRST_OF_A_NUMBER = "0123456789.$~-+"


class Entry(Input):
    """A line to type into; `numeric` leaves letters to the screen while nothing is typed."""

    DEFAULT_CSS = """
    Entry { width: 1fr; height: 1; border: none; padding: 0; background: $sel; color: $foreground; }
    Entry:focus { border: none; background: $sel; }
    Entry > .input--placeholder { color: $faint; }
    Entry:nocolor > .input--placeholder { text-style: dim; }
    Entry:nocolor > .input--cursor { text-style: reverse; }
    """

    def __init__(self, *, numeric: bool = False, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, max_length=LONGEST, id=id, compact=True, select_on_focus=False)
        self.numeric = numeric
        self.cursor_blink = False  # nothing on the screen moves by itself

    def _free(self, event: events.Key) -> bool:
        """Whether this key is the screen's: nothing is typed, and it begins no number."""
        typed = event.character is not None and event.is_printable
        return self.numeric and not self.value and typed and str(event.character) not in FIRST_OF_A_NUMBER

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls the handler of every class in turn; this one only keeps the base from taking a key.
        if self._free(event) or event.key == "escape":
            event.prevent_default()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Which keys the entry takes before any binding sees them."""
        if self.numeric and not self.value and character is not None and character not in FIRST_OF_A_NUMBER:
            return False
        return super().check_consume_key(key, character)

    def _on_paste(self, event: events.Paste) -> None:
        event.text = event.text[:LONGEST]
