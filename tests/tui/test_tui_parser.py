"""Input that no terminal should send is dropped, and what follows is read."""

from __future__ import annotations

import pytest
from textual import events, messages

from casewalk.tui.parser import TolerantParser

HOSTILE = (
    "\x1b[48;0;0;0;0t\x1b[<0;5;5M",
    "\x1b[48;999999999999;999999999999;9;9t",
    "\x1b[48;24;80;0;0t\x1b[<35;99999999999;1M",
    "\x1b[<64;" + "9" * 5000 + ";1M",
    "\x1b[" + "9" * 4400 + "u",
    "\x1b[1114112;1u",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_key_after_it_is_read(text: str) -> None:
    parser = TolerantParser()
    parser.mouse_pixels = True
    seen = [m for part in (text, "a") for m in parser.feed(part)]
    assert any(isinstance(m, events.Key) and m.key == "a" for m in seen)
    for message in seen:
        if isinstance(message, events.Resize):
            assert 0 < message.size.width <= 2000


def test_plain_reports_pass() -> None:
    seen = list(TolerantParser().feed("\x1b[<0;5;6Mx\x1b[A"))
    assert [type(m).__name__ for m in seen] == ["MouseDown", "Key", "Key"]


def test_sizes_are_not_left_to_reports() -> None:
    assert not [m for m in TolerantParser().feed("\x1b[?2048;1$y") if isinstance(m, messages.InBandWindowResize)]
