"""The what-if screen's diagram, and the keys that its footer names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewalk.diagram import picture
from casewalk.tui.screens.replay_open import has_replay
from casewalk.tui.views.metrics import metric_view
from casewalk.tui.views.sight import NARROW, Sight, margin_of, track_columns
from casewalk.tui.views.tradeoff import MARKS, shown_columns
from casewalk.tui.widgets.bars import Keys
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk.curves import quantities
from casewalk.walk.metrics import in_focus
from casewalk.walk.whatif import consequences

TABS = ("constraints", "trade-off", "diagram")

if TYPE_CHECKING:
    from casewalk.tui.screens.whatif import WhatIfScreen


def fill_diagram(screen: WhatIfScreen, sight: Sight) -> None:
    """The architecture that a move would give, with its heat and its metrics under these constraints."""
    found = consequences(screen.exploration.rivals, screen.move, screen.overrides)
    move = sight.answer.table.row(screen.move)
    heats = {name: heat.utilisation for name, heat in found.heats.items()}
    remark = f"{MARKS[move.verdict]} {move.verdict}, m shows another move"
    shown = picture(found.architecture, heats, counts=found.counts)
    screen.query_one("#picture", PictureView).tell(shown, move.name, remark)
    metrics = screen.query_one("#metrics", Pane)
    if metrics.display:
        focus = in_focus(screen.course.workings, screen.place.stage_index, found.metrics)
        metrics.show(metric_view(focus, found.metrics, metrics.room))


def keys(screen: WhatIfScreen) -> Keys:
    """The keys that work now, the most needed first."""
    turns = "other moves" if screen.pane == "diagram" or screen.size.width < 70 else "other metrics"
    charted = bool(screen.charted) and screen.pane == "constraints"
    if charted:
        turns = "other quantities"
    more = [("PgUp PgDn", "read on")] if screen.query_one("#main", Pane).deepest else []
    chart, tab = ("c", "strips" if screen.charted else "chart"), ("Tab", "pane")
    # What leads out of a chart comes first; else what reads on, and where one pane is shown at a time the others.
    panes = [*more] if screen.one_page else [*more, tab] if screen.size.width >= 70 else [tab, *more]
    first = [("m", turns), chart, *more] if charted else [*panes, chart]
    return (
        ("↑↓", "constraint"),
        ("←→", "value"),
        *first,
        ("0-9", "type"),
        ("Esc", "strips" if charted else "back"),
        *([("m", turns)] if not charted and _turns(screen) else []),
        ("b", "breaking point"),
        ("r", "reset"),
        *([] if tab in first else [tab]),
        *([("p", "replay")] if has_replay(screen.course, screen.place) else []),
        ("a", "fewer" if screen.everything else "all constraints"),
        ("Shift←→", "by ten"),
        ("R", "reset all"),
    )


def _turns(screen: WhatIfScreen) -> bool:
    """Whether the key that shows another move, or other metrics, changes anything in sight."""
    if screen.pane == "diagram":
        return True
    room = screen.query_one("#main", Pane).room
    table = screen.exploration.answer(screen.overrides).table
    if screen.pane == "constraints" and not screen.one_page:
        return False
    return room < NARROW or len(shown_columns(table, room, 0, brief=True)) < len(table.columns)


def turn(screen: WhatIfScreen) -> None:
    """What is charted; other metrics of the table; on a narrow screen, and in the diagram, the next move."""
    if screen.charted and screen.pane == "constraints":
        found = quantities(screen.exploration.rivals)
        screen.charted = found[(found.index(screen.charted) + 1) % len(found)]
    elif screen.pane == "diagram":
        moves = sorted(screen.exploration.digits, key=screen.exploration.digits.__getitem__)
        screen.move = moves[(moves.index(screen.move) + 1) % len(moves)]
    else:
        room = screen.query_one("#main", Pane).room
        table = screen.exploration.answer(screen.overrides).table
        if room < NARROW:
            screen.first_column = (screen.first_column + 1) % len(table.rows)
        else:
            shown = shown_columns(table, room, screen.first_column, brief=True)
            screen.first_column = 0 if shown.stop >= len(table.columns) else shown.stop
    screen.fill()


def first_charted(screen: WhatIfScreen) -> str:
    """What a chart opens on: the first quantity that some move's line changes along the constraint, else the first."""
    found = quantities(screen.exploration.rivals)
    columns = track_columns(screen.scales, screen.query_one("#main", Pane).room)
    charted = ((name, screen.exploration.curves(screen.scale, screen.overrides, columns, name)) for name in found)
    return next((name for name, one in charted if not one.level_text), found[0])


def clicked(screen: WhatIfScreen, message: Pane.Clicked) -> None:
    """Show the tab that was clicked; or select a constraint, and give it the value of the column that was clicked."""
    if message.pane.id == "tabs":
        ends = [sum(len(name) + 3 for name in screen.tabs[: n + 1]) for n in range(len(screen.tabs))]
        screen.tab = next((n for n, end in enumerate(ends) if message.column < end), screen.tab)
        screen.lay_out()
        return
    about = message.pane.rows[message.line].about if 0 <= message.line < len(message.pane.rows) else None
    if about is None:
        return
    what, name = about
    screen.at = next((n for n, scale in enumerate(screen.scales) if scale.name == name), screen.at)
    columns = track_columns(screen.scales, message.pane.room)
    at = message.column - margin_of(message.pane.room)
    by = at - screen.scale.column(screen.value, columns) if what == "set" and 0 <= at < columns else 0
    if not by or not screen.set_value(screen.scale.stepped(screen.value, by, columns)):
        screen.fill()
