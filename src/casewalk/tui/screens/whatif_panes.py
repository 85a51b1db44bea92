"""The what-if screen's diagram, and the keys that its footer names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewalk.diagram import picture
from casewalk.tui.screens.replay_open import has_replay
from casewalk.tui.views.metrics import metric_view
from casewalk.tui.views.sight import Sight, margin_of, track_columns
from casewalk.tui.views.tradeoff import MARKS
from casewalk.tui.widgets.bars import Keys
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
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
    if screen.charted and screen.pane == "constraints":
        turns = "other quantities"
    more = [("PgUp PgDn", "read on")] if screen.query_one("#main", Pane).deepest else []
    return (
        ("↑↓", "constraint"),
        ("←→", "move it"),
        *more,
        ("0-9", "type"),
        ("Esc", "strips" if screen.charted and screen.pane == "constraints" else "back"),
        ("c", "strips" if screen.charted else "chart"),
        ("m", turns),
        ("b", "breaking point"),
        ("r", "reset"),
        ("Tab", "pane"),
        *([("p", "replay")] if has_replay(screen.course, screen.place) else []),
        ("a", "fewer" if screen.everything else "all constraints"),
        ("Shift←→", "by ten"),
        ("R", "reset all"),
    )


def clicked(screen: WhatIfScreen, message: Pane.Clicked) -> None:
    """Show the tab that was clicked; or select a constraint, and give it the value of the column that was clicked."""
    if message.pane.id == "tabs":
        ends = [sum(len(name) + 3 for name in TABS[: n + 1]) for n in range(len(TABS))]
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
