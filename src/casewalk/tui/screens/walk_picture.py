"""The walk screen's picture: what it shows at a beat, and how it is walked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casewalk.tui.screens.walk_reveal import may_grow, table_aside
from casewalk.tui.screens.walk_tabs import tab_names
from casewalk.tui.text import EMPTY
from casewalk.tui.views.frame import part_view, readout
from casewalk.tui.views.reveal import changed_heading
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import decision_index, decision_of

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen


def fill_picture(screen: WalkScreen) -> None:
    """Draw the architecture of the beat, as a difference in a reveal, with its heading and its read-out."""
    reveal = screen.beat.kind == "reveal"
    view = shown_picture(screen)
    if not view.display or not view.room:
        return
    part = screen.look.part if screen.look.in_picture else None
    if reveal:
        larger = may_grow(screen) and not table_aside(screen)
        told = changed_heading(screen.course, screen.walk, screen.place, screen.now.picture, view.room, larger=larger)
        view.tell(screen.now.picture, *told, part)
    else:
        view.tell(screen.now.picture, "Architecture", _moment(screen), part)
    view.readout = readout(screen.course, screen.place, part or _hottest(screen), screen.now, view.room)
    view.lay_out()
    if not screen.wide and part is not None:
        details = part_view(screen.course, screen.place, part, screen.now, view.room)
        view.show((*view.rows, EMPTY, *details))


def _moment(screen: WalkScreen) -> str:
    """When the picture is of; a what-if on the first of two moves looks back on what stood between them."""
    stage = screen.place.stage(screen.course.case)
    if screen.beat.kind == "flip":
        taken = decision_index(stage, decision_of(stage, screen.beat).id) + 1
        if taken < len(stage.decisions):
            return f"after move {taken} of {len(stage.decisions)}"
    return {"before": "before the pressure", "now": "under the pressure", "after": "as it stands now"}[
        screen.now.moment
    ]


def _hottest(screen: WalkScreen) -> str | None:
    """Without a focus the read-out speaks of the part that is past its limit, if there is one."""
    hot = [p for p in screen.now.picture.parts if p.heat is not None and p.heat >= 0.9]
    return max(hot, key=lambda p: p.heat or 0.0).id if hot and screen.beat.kind != "reveal" else None


def enter_picture(screen: WalkScreen) -> None:
    """Walk the diagram: at the part that was left, or at the hottest."""
    parts = sorted(screen.now.picture.parts, key=lambda p: -(p.heat or 0.0))
    part = screen.look.part or (parts[0].id if parts else None)
    screen.query_one("#side", Pane).top = 0
    tab = screen.look.tab if screen.wide else tab_names(screen).index("diagram")
    screen.look = replace(screen.look, in_picture=True, part=part, tab=tab)


def shown_picture(screen: WalkScreen) -> PictureView:
    """The pane that the picture is in."""
    return screen.query_one("#change" if screen.beat.kind == "reveal" else "#picture", PictureView)
