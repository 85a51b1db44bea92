"""The what-if screen's diagram, and the keys that its footer names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewalk.diagram import picture
from casewalk.tui.screens.replay_open import has_replay
from casewalk.tui.views.metrics import metric_view
from casewalk.tui.views.tradeoff import MARKS
from casewalk.tui.views.whatif import Sight
from casewalk.tui.widgets.bars import Keys
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk.metrics import in_focus
from casewalk.walk.whatif import consequences

if TYPE_CHECKING:
    from casewalk.tui.screens.whatif import WhatIfScreen


def fill_diagram(screen: WhatIfScreen, sight: Sight) -> None:
    """The architecture that a move would give, with its heat and its metrics under these constraints."""
    found = consequences(screen.exploration.rivals, screen.move, screen.overrides)
    move = sight.answer.table.row(screen.move)
    heats = {name: heat.utilisation for name, heat in found.heats.items()}
    remark = f"{MARKS[move.verdict]} {move.verdict}, m shows another move"
    screen.query_one("#picture", PictureView).tell(picture(found.architecture, heats), move.name, remark)
    metrics = screen.query_one("#metrics", Pane)
    if metrics.display:
        focus = in_focus(screen.course.workings, screen.place.stage_index, found.metrics)
        metrics.show(metric_view(focus, found.metrics, metrics.room))


def keys(screen: WhatIfScreen) -> Keys:
    """The keys that work now, the most needed first."""
    moves = screen.pane == "diagram" or screen.size.width < 70
    return (
        ("↑↓", "constraint"),
        ("←→", "move it"),
        ("0-9", "type"),
        ("Esc", "back"),
        ("r", "reset"),
        ("b", "breaking point"),
        ("Tab", "pane"),
        ("m", "other moves" if moves else "other metrics"),
        *([("p", "replay")] if has_replay(screen.course, screen.place) else []),
        ("a", "fewer" if screen.everything else "all constraints"),
        ("Shift←→", "by ten"),
        ("R", "reset all"),
    )
