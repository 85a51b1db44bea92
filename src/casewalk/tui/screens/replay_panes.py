"""The replay screen's arrangement: which panes show at which size, what fills them, and which keys the footer names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewalk.diagram import draw, picture
from casewalk.export.replays import SIDE_BY_SIDE, Sheet, replay_page
from casewalk.tui.text import EMPTY, Row, beside, row, span
from casewalk.tui.views.frame import header_rows, tabs_row
from casewalk.tui.views.moves import move_tabs
from casewalk.tui.views.outcome import (
    compared_outcomes,
    outcome_view,
    readout,
    served_rows,
    station_items,
    station_view,
)
from casewalk.tui.views.replay import GUTTER, Dial, beside_rows, clock_row, columns, side_table, stacked_table, table
from casewalk.tui.views.tradeoff import MARKS
from casewalk.tui.widgets.bars import Header, Keys
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk.verdicts import Verdict

if TYPE_CHECKING:
    from casewalk.tui.screens.replay import ReplayScreen

TALL = 24
"""Rows from which the stations and the outcome stand on one page."""
OUTCOME = 7
"""Rows that the outcome takes below the table."""
FIXED = 8
"""Rows of a wide page that are neither pictures nor stations nor outcome: header, moves, footer, and blanks between."""
PICTURE, SIDE = 78, 36
"""Columns of the picture, at most, so that no part stands elsewhere than in the walk; and of the chosen station."""
HEADS, FALLING = 2, 2
"""Rows of the clock and the heads, and rows that are kept for charts of what is dropped."""
LEAST_UPPER, MOST_UPPER = 11, 18


def choose_panes(screen: ReplayScreen) -> None:
    """Show the panes of this size."""
    wide, two = screen.wide, screen.other is not None
    screen.set_class(wide, "wide")
    diagram = screen.pane == "diagram"
    pictures = (screen.twin if two else wide) or (diagram and not wide)
    visible = {
        "tabs": not wide,
        "upper": pictures,
        "picture": pictures,
        "change": screen.twin and two,
        "side": wide and not two,
    }
    for name, shown in visible.items():
        screen.query_one(f"#{name}").display = shown
    screen.query_one("#picture").styles.width = "1fr" if two or not wide else min(PICTURE, screen.size.width - SIDE - 4)
    screen.query_one("#side").styles.max_width = SIDE + 2
    main, upper = screen.query_one("#main"), screen.query_one("#upper")
    main.styles.height = 2 if diagram and not wide else "1fr"
    upper.styles.height = _upper_rows(screen) if wide else "1fr"
    upper.styles.margin = (0, 0, 1, 0) if wide else (0, 0, 0, 0)
    tall = screen.size.height >= TALL
    screen.query_one("#moves").styles.margin = (0, 0, 1 if tall else 0, 0)
    screen.query_one("#body").styles.margin = (1 if wide else 0, 0, 0, 2)


def _upper_rows(screen: ReplayScreen) -> int:
    """What the table and the outcome leave for the pictures: the same under every move, so that nothing jumps."""
    if screen.other is not None:
        rows = len(_side_by_side(screen, Dial(screen.replay.seconds), screen.size.width - 4))
        return max(LEAST_UPPER, min(MOST_UPPER, screen.size.height - FIXED - rows))
    need = HEADS + screen.replays.stations + FALLING
    return max(LEAST_UPPER, min(MOST_UPPER, screen.size.height - 5 - need - OUTCOME))


def both_whole(screen: ReplayScreen) -> bool:
    """Whether both pictures find room side by side, with every name and without a row below the fold."""
    half, rows = (screen.size.width - 4 - GUTTER) // 2, _upper_rows(screen) - HEADS
    for digit in screen.digits:
        replay = screen.replays.replay(digit)
        heats = {part: heat.utilisation for part, heat in replay.heats(replay.seconds).items()}
        if not draw(picture(replay.architecture, heats, counts=replay.counts), half, rows).fits(rows):
            return False
    return True


def dial(screen: ReplayScreen) -> Dial:
    """The clock as the views read it."""
    at = screen.at
    state = "playing" if screen.playback.playing else "at the end" if at >= screen.replay.seconds else "paused"
    return Dial(at, screen.playback.speed if screen.motion else 0, state)


def fill_frame(screen: ReplayScreen) -> None:
    """What the clock does not change: header, tabs, moves."""
    mode = "what if, replay" if screen.replays.overrides else "replay"
    screen.query_one(Header).tell(*header_rows(screen.course, screen.walk, screen.place, screen.size.width, mode))
    tabs = screen.query_one("#tabs", Pane)
    if tabs.display:
        width = screen.size.width - 4
        shown = tabs_row(screen.tabs, screen.tab % len(screen.tabs), width)
        remark = "" if screen.other is not None else verdict(screen, screen.digit)
        tabs.show(
            (beside(shown, row(span(remark, "miss" if remark.startswith(MARKS[Verdict.BREAKS]) else "mute")), width),)
        )
    moves = screen.query_one("#moves", Pane)
    moves.show((move_tabs(screen.replays.names, screen.digits, moves.room),))


def fill(screen: ReplayScreen) -> None:
    """Whatever follows the clock."""
    now = dial(screen)
    _fill_pictures(screen, now)
    main, side = screen.query_one("#main", Pane), screen.query_one("#side", Pane)
    if side.display and side.room:
        side.show(station_view(screen.replay, screen.part, now, side.room))
    if main.room and main.size.height:
        main.show(_main_rows(screen, now, main.room, main.size.height))


def _fill_pictures(screen: ReplayScreen, now: Dial) -> None:
    for name, digit in zip(("#picture", "#change"), screen.digits, strict=False):
        view = screen.query_one(name, PictureView)
        if view.display and view.room:
            replay = screen.replays.replay(digit)
            heats = {part: heat.utilisation for part, heat in replay.heats(now.at).items()}
            part = screen.part if screen.part in screen.parts_of(replay) else None
            told = readout(replay, part, now, view.room) if part is not None else ()
            # The moves above the picture say already which one it is, as long as there is one alone.
            title = "Architecture" if screen.other is None else f"{digit} {replay.name}"
            shown = picture(replay.architecture, heats, counts=replay.counts)
            view.tell(shown, title, verdict(screen, digit), part, told)


def verdict(screen: ReplayScreen, digit: int) -> str:
    """The verdict of a move, as a remark; nothing for what stands, and nothing before it may be seen."""
    outcome = screen.replays.outcomes.get(screen.replays.moves[digit])
    return f"{MARKS[outcome.verdict]} {outcome.verdict}" if outcome else ""


def _main_rows(screen: ReplayScreen, now: Dial, width: int, height: int) -> tuple[Row, ...]:
    if screen.pane == "diagram" and not screen.wide:
        return (clock_row(screen.replay, now, columns(width)),)
    if screen.other is not None:
        return _two(screen, now, width)
    if screen.wide:
        rows = table(screen.replay, now, screen.part, width, height - OUTCOME)
        return (*rows, EMPTY, *outcome_view(screen.replay, now, width))
    return _stations_page(screen, now, width, height)


def _stations_page(screen: ReplayScreen, now: Dial, width: int, height: int) -> tuple[Row, ...]:
    """Table, chosen station and outcome on a smaller screen; blank rows between them where there is room."""
    replay = screen.replay
    if screen.pane == "outcome":
        return (clock_row(replay, now, columns(width)), EMPTY, *outcome_view(replay, now, width))
    if screen.size.height < TALL:
        rows = table(replay, now, screen.part, width, height - 4)
        told = station_items(replay, screen.part, now, width, max(0, height - len(rows) - 1))
        return (*rows, *told, *served_rows(replay, now, width)[:1])
    # What the outcome takes in the end is kept from the start, so that nothing moves while it plays.
    rest = 3 + len(outcome_view(replay, Dial(replay.seconds), width))
    rows = table(replay, now, screen.part, width, max(height - rest, 2 + len(replay.tracks)))
    gaps = [(EMPTY,) if height - len(rows) - rest >= wanted else () for wanted in (2, 1)]
    told = station_items(replay, screen.part, now, width, 3)
    return (*rows, *gaps[0], *told, *gaps[1], *outcome_view(replay, now, width))


def _two(screen: ReplayScreen, now: Dial, width: int) -> tuple[Row, ...]:
    found, digits = screen.comparison, (screen.digits[0], screen.digits[1])
    pair = (found.left, found.right)
    if screen.twin:
        return _side_by_side(screen, now, width)
    stacked = stacked_table(found, digits, now, screen.part, width)
    below = (EMPTY, *compared_outcomes(pair, _names(screen), now, width))
    if screen.wide:
        return (*stacked, *below)
    return (clock_row(found.left, now, columns(width)), *below) if screen.pane == "outcome" else stacked


def _side_by_side(screen: ReplayScreen, now: Dial, width: int) -> tuple[Row, ...]:
    """Tables of both below their pictures, and below these one of both outcomes."""
    found, half = screen.comparison, (width - GUTTER) // 2
    pair = (found.left, found.right)
    tables = [side_table(found, side, now, screen.part, half) for side in (0, 1)]
    return (*beside_rows(tables, half, GUTTER), EMPTY, *compared_outcomes(pair, _names(screen), now, width))


def _names(screen: ReplayScreen) -> tuple[str, str]:
    """The two moves that are compared, under their digits."""
    one, other = (f"{digit} {screen.replays.replay(digit).name}" for digit in screen.digits)
    return one, other


def keys(screen: ReplayScreen) -> Keys:
    """The keys that work now, the most needed first."""
    two, last = screen.other is not None, max(screen.replays.moves)
    play = [("Space", "pause" if screen.playback.playing else "play"), ("+-", "speed")] if screen.motion else []
    moves = [(f"0-{last}", "against" if two else "move"), ("c", "one alone" if two else "compare")] if last else []
    pane = [] if screen.wide else [("Tab", "pane")]
    return (
        *play[:1],
        ("←→", "step"),
        *pane,
        *moves,
        ("f", "failure"),
        ("Esc", "back"),
        ("↑↓", "station"),
        *play[1:],
        ("Home End", "ends"),
        ("y", "copy"),
        ("o", "no motion" if screen.motion else "motion"),
    )


def as_text(screen: ReplayScreen) -> tuple[str, ...]:
    """The replay as plain text; two moves side by side."""
    found, played = screen.replays, [screen.replays.replay(digit) for digit in screen.digits]
    sheet = Sheet(SIDE_BY_SIDE if len(played) > 1 else 76)
    return tuple(replay_page(screen.course.workings, screen.place.stage_index, played, found.overrides, sheet))
