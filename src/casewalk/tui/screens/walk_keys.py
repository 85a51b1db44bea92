"""The keys that the walk screen's footer names: those that work now, the most needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewalk.tui.screens import walk_figures, walk_panes, walk_reveal, walk_tabs
from casewalk.tui.screens.replay_open import may_replay
from casewalk.tui.views.flip import flip_options
from casewalk.tui.views.reveal import last_column
from casewalk.tui.widgets.bars import ALWAYS, Footer, Keys
from casewalk.tui.widgets.entry import Entry
from casewalk.walk.telling import hints
from casewalk.walk.whatif import closed

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen


def keys(screen: WalkScreen) -> Keys:
    """The keys that work now, the most needed first."""
    look, kind = screen.look, screen.beat.kind
    if look.asking_why:
        return (("Enter", "commit"), ("Esc", "not yet; the line stays"))
    if look.in_picture:
        more = [("PgUp PgDn", "read on")] if walk_panes.scrolled(screen).deepest else []
        return (("←↑↓→", "part"), *more, ("Esc", "back"), ("g", "glossary"))
    found = _first_keys(screen)
    found.append(("Tab", "pane"))
    found.append(("d", "diagram"))
    if walk_reveal.table_aside(screen):
        found.insert(1, ("Esc", "the trade-off"))
    if not closed(screen.course.case, screen.walk, screen.place.stage_index, screen.beat):
        at = next((n for n, (key, _) in enumerate(found, 1) if key == "r"), len(found))
        found.insert(1 if kind == "flip" else at, ("w", "what if"))
    if not walk_tabs.shows_figures(screen) and not walk_figures.closed(screen):
        found.append(("f", "figures"))
    if may_replay(screen.course, screen.walk, screen.place):
        found.append(("p", "replay"))
    typing = kind == "estimate" and screen.query_one(Entry).value
    if screen.asks and not typing and hints(screen.course.workings, screen.place.stage_index, screen.beat):
        # What a hint costs is said before it is opened.
        narrow = screen.size.width < 70
        costs = ("hint −¼", "hint") if narrow else ("hint, ¼ point off", "hint, free")
        hint = ("h", costs[kind != "move"])
        # On the smallest screen it goes before the panes: what has a price is named where it is pressed.
        found.insert(found.index(("Tab", "pane") if narrow else ("d", "diagram")), hint)
    if walk_panes.more_metrics(screen):
        after = next((n for n, (key, _) in enumerate(found, 1) if key == "Enter"), 1)
        found.insert(after, ("PgUp PgDn", "metrics"))
    found += [
        ("g", "glossary"),
        ("n", "note"),
        *([("m", _metrics_key(screen))] if kind != "reveal" else []),
        ("y", "copy"),
        *([] if walk_reveal.table_aside(screen) else [("Esc", "back")]),
    ]
    return tuple(found)


def _first_keys(screen: WalkScreen) -> list[tuple[str, str]]:
    """How to answer or to go on, to read what is shown, and to leave what was opened."""
    found: list[tuple[str, str]] = []
    if screen.asks:
        found += _asking_keys(screen)
        if not walk_tabs.sees_question(screen) and walk_panes.scrolled(screen).deepest:
            found.append(("↑↓", "read on"))
    else:
        found.append(("Enter", "go on"))
        if walk_panes.scrolled(screen).deepest:
            found.append(("↑↓", "read on"))
    if walk_tabs.shows_figures(screen):
        if screen.asks and screen.wide and walk_panes.scrolled(screen).deepest:
            found.append(("PgUp PgDn", "read on"))
        found.append(("f", "close the figures" if screen.wide else "close"))
    if screen.beat.kind != "reveal":
        return found
    name = walk_tabs.tab_name(screen)
    # What opens more comes before what reads on: that there is more to read is marked at the pane as well. Where
    # something is open, what closes it comes first.
    first = len(found) if walk_tabs.shows_figures(screen) else 1
    change = "what would change it" if screen.wide else "what changes it"
    found.insert(first, ("r", "the record" if name == walk_tabs.GROUNDS else change))
    seen = not walk_reveal.table_aside(screen) if screen.wide else name == "trade-off"
    if seen and turns(screen):
        found.append(("←→", "other metrics" if screen.size.width >= 70 else "other moves"))
    return found


def _metrics_key(screen: WalkScreen) -> str:
    """What `m` does: all metrics and back, on a smaller screen to their pane and back."""
    if screen.wide:
        return "fewer metrics" if screen.look.all_metrics else "metrics"
    return "question" if walk_tabs.tab_name(screen) == "metrics" else "metrics"


def turns(screen: WalkScreen) -> bool:
    """Whether a part of the trade-off is out of sight."""
    return last_column(screen.course, screen.walk, screen.place, screen.size.width - 4) > 0


def _asking_keys(screen: WalkScreen) -> list[tuple[str, str]]:
    look, kind = screen.look, screen.beat.kind
    enter = ("Enter", "question")
    if kind == "estimate":
        return [("0-9", "type"), ("Enter", "answer")] if walk_tabs.sees_question(screen) else [enter]
    count = screen.options()
    last = flip_options(screen.course, screen.walk, screen.place)[-1][1].digit if kind == "flip" else count
    found = [(f"1-{last}", "pick")]
    if not walk_tabs.sees_question(screen):
        return [enter]
    if kind == "move" and look.choice is not None:
        found.append(("←→", "how sure"))
    found.append(("Enter", "commit"))
    return found


def tell_footer(screen: WalkScreen) -> None:
    """Name the keys that work now."""
    # While a line is typed, the letters of the keys are its letters.
    screen.query_one(Footer).tell(keys(screen), () if screen.look.asking_why else ALWAYS)
