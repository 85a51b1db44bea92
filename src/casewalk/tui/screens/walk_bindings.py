"""The keys of the walk, and the actions behind them."""

from textual.binding import Binding, BindingType

BINDINGS: list[BindingType] = [
    Binding("enter", "commit", show=False, priority=False),
    Binding("escape", "back", show=False),
    *[Binding(str(n), f"choose({n})", show=False) for n in range(1, 10)],
    Binding("up", "turn(0,-1)", show=False),
    Binding("down", "turn(0,1)", show=False),
    Binding("left", "turn(-1,0)", show=False),
    Binding("right", "turn(1,0)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("pagedown,space", "page(1)", show=False),
    Binding("tab", "pane(1)", show=False, priority=True),
    Binding("shift+tab", "pane(-1)", show=False, priority=True),
    Binding("d", "picture", show=False),
    Binding("m", "metrics", show=False),
    Binding("f", "figures", show=False),
    Binding("h", "hint", show=False),
    Binding("n", "note", show=False),
    Binding("y", "copy", show=False),
    Binding("g", "glossary", show=False),
    Binding("w", "what_if", show=False),
    Binding("r", "grounds", show=False),
    Binding("p", "replay", show=False),
]
