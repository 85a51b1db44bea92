"""A parser of terminal input that outlives what no terminal should send.

Textual reads the keyboard in a thread. An error in its parser ends it, and with it every key: a mouse report in
pixels before the size is known divides by zero, and a report of a window a billion cells wide overflows.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events, messages
from textual._xterm_parser import XTermParser
from textual.message import Message

LARGEST = 2000
"""No window has more columns or rows than this; a report of more is noise."""


def _sane(message: Message) -> bool:
    if isinstance(message, events.Resize):
        return 0 < message.size.width <= LARGEST and 0 < message.size.height <= LARGEST
    if isinstance(message, messages.InBandWindowResize):
        # A signal tells of every resize; trusting a report instead would miss them where the report was a mistake.
        return False
    if isinstance(message, events.MouseEvent):
        return max(abs(message.x), abs(message.y)) <= LARGEST
    return True


class TolerantParser(XTermParser):
    """Drops input that cannot be read, and reads on."""

    def feed(self, data: str) -> Iterable[Message]:
        """What the input means, as far as it means anything."""
        try:
            for message in super().feed(data):
                if _sane(message):
                    yield message
        except (ArithmeticError, ValueError, LookupError):
            # The parser's coroutine has ended with the error; sizes that it had learned are asked for again by no one.
            size, pixels = self.terminal_size, self.terminal_pixel_size
            super().__init__()
            if size and pixels and all((*size, *pixels)):
                self.terminal_size, self.terminal_pixel_size = size, pixels
