"""The walk screen's answers: what the arrow keys select, how sure, and what `Enter` then writes down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casewalk.tui.screens import walk_panes, walk_picture, walk_tabs
from casewalk.tui.screens.walk_reveal import table_aside
from casewalk.tui.views.beat import move_options, signal_options
from casewalk.tui.views.flip import flip_options
from casewalk.tui.views.reveal import last_column
from casewalk.walk.answers import Refused, pick, point, predict
from casewalk.walk.asking import offered_metrics
from casewalk.walk.events import Sure

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen

SURE_ORDER: tuple[Sure, ...] = ("low", "middle", "high")


def options(screen: WalkScreen) -> int:
    """How many things there are to choose from."""
    match screen.beat.kind:
        case "signal":
            return len(signal_options(screen.course, screen.walk, screen.place))
        case "move":
            return len(move_options(screen.course, screen.walk, screen.place))
        case "flip":
            return len(flip_options(screen.course, screen.walk, screen.place))
    return 0


def turn(screen: WalkScreen, dx: int, dy: int) -> None:
    """Arrow keys: through the picture, the options, the confidence, the columns, or the text."""
    look = screen.look
    if look.in_picture:
        walk_picture.shown_picture(screen).move(dx, dy)
        return
    answers = screen.asks and walk_tabs.sees_question(screen)
    count = options(screen) if answers else 0
    if count and dy:
        start = 0 if dy > 0 else count - 1
        screen.look = replace(look, choice=start if look.choice is None else (look.choice + dy) % count)
    elif answers and screen.beat.kind == "move" and look.choice is not None and dx:
        at = SURE_ORDER.index(look.sure) if look.sure else (-1 if dx > 0 else 3)
        screen.look = replace(look, sure=SURE_ORDER[max(0, min(at + dx, 2))])
    elif screen.beat.kind == "reveal" and dx and not table_aside(screen):
        last = last_column(screen.course, screen.walk, screen.place, screen.query_one("#body").size.width - 2)
        screen.look = replace(look, first_column=max(0, min(look.first_column + dx, last)))
    elif dy:
        walk_panes.scroll(screen, dy, page=False)


def answer(screen: WalkScreen) -> None:
    """Answer with what is selected; a move asks for its line of why first. Raises Refused where something lacks."""
    course, walk, place, look = screen.course, screen.walk, screen.place, screen.look
    if look.choice is None:
        raise Refused("choose first, with a digit or the arrow keys")
    match screen.beat.kind:
        case "signal":
            names = offered_metrics(course.workings, place.stage_index)
            screen.record(point(course.case, walk, signal_options(course, walk, place)[look.choice][0], names))
        case "flip":
            screen.record(predict(course.case, walk, flip_options(course, walk, place)[look.choice][0]))
        case "move" if locked := move_options(course, walk, place)[look.choice][1].locked:
            raise Refused(f"locked, it {locked}; pick another move")
        case "move" if look.sure is None:
            raise Refused("say how sure you are, with the left and right arrow keys; then it counts")
        case "move":
            screen.look = replace(look, asking_why=True)


def commit_move(screen: WalkScreen, why: str) -> None:
    """Write the selected move down with its line of why. Raises Refused."""
    offered = move_options(screen.course, screen.walk, screen.place)
    move = offered[screen.look.choice or 0][0]
    screen.record(pick(screen.course.workings, screen.walk, move, screen.look.sure, why), then_advance=True)
