"""On what an answer stands: what would change it, where each move is right, and what it outlives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewalk.tui.text import EMPTY, RUN_STYLES, Row, Span, left, section, span
from casewalk.tui.views.story import WIDEST
from casewalk.walk import grounds_text as words
from casewalk.walk.grounds import Doubt, Grounds
from casewalk.walk.prose import Run, cells, wrap_runs

NAME = 22
LEAST, FEW = 2, 3
"""So many lines of what would change the answer stay, however little room there is; so many assumptions before those
go."""
SEARCHING = "Still being worked out; it takes less than a second."


def right_notes(grounds: Grounds | None, rooms: Mapping[str, int]) -> dict[str, tuple[Span, ...]]:
    """For each move, when it is right, in the cells that it has for it; nothing as long as it is not known.

    Several changes are said to be so many where they are too long; a single one is left to the page of grounds then.
    """
    found: dict[str, tuple[Span, ...]] = {}
    if grounds is None:
        return found
    for move in grounds.rivals.moves:
        note = _spans(words.right_note(grounds, move), number="text")
        if Row(note).width <= rooms.get(move, 0):
            found[move] = note
        elif short := words.right_short(grounds, move):
            found[move] = _spans(short)
    return found


def _spans(runs: Iterable[Run], number: str = "text bold") -> tuple[Span, ...]:
    styles = RUN_STYLES | {"number": number}
    return tuple(span(run.text, styles[run.style]) for run in runs)


def _item(runs: tuple[Run, ...], width: int) -> list[Row]:
    """A line of a list; what does not fit goes on below, set in."""
    rows = wrap_runs(runs, min(width, WIDEST) - 2)
    return [Row((Span("  " if n else ""), *_spans(line))) for n, line in enumerate(rows)]


def _right_when(grounds: Grounds, width: int) -> list[Row]:
    rows: list[Row] = []
    for move in (m for m in grounds.rivals.decision.moves if m.id in grounds.rivals.moves):
        runs = words.right_when(grounds, move.id)
        if width >= 70:
            rest = wrap_runs(runs, min(width, WIDEST) - NAME)
            heads = (move.short, *[""] * len(rest))
            rows += [Row((left(h, NAME, "text bold"), *_spans(line))) for h, line in zip(heads, rest, strict=False)]
        else:
            rows += _item((Run(f"{move.short}: ", "strong"), *runs), width)
    return rows


def grounds_view(grounds: Grounds | None, width: int, room: int, *, moves: bool) -> tuple[Row, ...]:
    """Everything, calm where there is room. `moves` says that where each move is right is not told elsewhere."""
    if grounds is None:
        return (section(words.MIND, width), Row((span(SEARCHING, "mute"),)))
    told, doubts = words.mind_changers(grounds), grounds.doubts
    parts = _parts(grounds, told, doubts, width, moves=moves)
    # First further assumptions go, then what speaks against every move alike; headings keep the count of all.
    while not moves and sum(map(len, parts)) > room and (len(doubts) > FEW or len(told) > LEAST):
        told, doubts = (told, doubts[:-1]) if len(doubts) > FEW else (told[:-1], doubts)
        parts = _parts(grounds, told, doubts, width, moves=moves)
    calm = moves or sum(map(len, parts)) + len(parts) - 1 <= room
    return tuple(row for n, part in enumerate(parts) for row in (*([EMPTY] if n and calm else []), *part))


def _parts(
    grounds: Grounds, told: tuple[words.Runs, ...], doubts: tuple[Doubt, ...], width: int, *, moves: bool
) -> list[list[Row]]:
    """The page's sections, each with its heading."""
    changers = len(grounds.mind_changers)
    some = f"{len(told)} of {changers}" if len(told) < changers else ""
    parts = [[section(words.MIND, width, some), *(row for runs in told for row in _item(runs, width))]]
    if moves:
        parts.append([section(words.RIGHT, width), *_right_when(grounds, width)])
    targets = [row for runs in words.target_changes(grounds) for row in _item(runs, width)]
    parts.append([*_headed(words.TARGETS, words.targets_remark(grounds), width), *targets])
    if grounds.assumed:
        rows = [row for doubt in doubts for row in _item(words.doubt_runs(grounds, doubt), width)]
        # What is left out is counted in a row of its own: nothing here scrolls.
        out = len(grounds.doubts) - len(doubts)
        more = [Row((span(f"and {out} more, which a higher window lists", "mute"),))] if out else []
        parts.append([*_headed(words.ASSUMED, words.doubts_remark(grounds), width), *rows, *more])
    return parts


def _headed(title: str, remark: str, width: int) -> tuple[Row, ...]:
    """A heading with a remark at its right, or below it where there is no room."""
    if cells(title) + cells(remark) + 4 <= width:
        return (section(title, width, remark),)
    return section(title, width), Row((span(f"{remark[:1].upper()}{remark[1:]}.", "mute"),))
