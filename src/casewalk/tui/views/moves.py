"""Moves in a row under their digits, for screens that show one of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casewalk.tui.text import Row, Span, span


def move_tabs(names: Mapping[int, str], chosen: Sequence[int], width: int) -> Row:
    """The moves, the chosen ones underlined; where room is short, of the others only the digits."""
    full = _tabs(names, chosen, short=False)
    return full if full.width <= width else _tabs(names, chosen, short=True)


def _tabs(names: Mapping[int, str], chosen: Sequence[int], *, short: bool) -> Row:
    spans: list[Span] = []
    for digit, name in names.items():
        here = digit in chosen
        spans.append(span(str(digit), "accent bold"))
        if here or not short:
            spans += [Span(" "), span(name, "accent bold underline" if here else "mute")]
        spans.append(Span("  " if short else "   "))
    return Row(tuple(spans[:-1]))
