"""Header and footer: two rows above, one below, on a ground of their own."""

from __future__ import annotations

from casewalk.tui.text import Row, Span, beside, cut, row, span
from casewalk.tui.widgets.pane import Pane

Keys = tuple[tuple[str, str], ...]
"""Keys and what they do, the most needed first."""
ALWAYS: Keys = (("?", "help"), ("q", "leave"))


class Header(Pane):
    """The two rows at the top."""

    DEFAULT_CSS = "Header { height: 2; dock: top; }"
    ground = "bar"
    spared = 0

    def tell(self, first: Row, first_right: Row, second: Row, second_right: Row) -> None:
        """Show two rows, each with something at the right."""
        width = self.size.width or self.app.size.width
        inner = max(10, width - 4)
        rows = [beside(first, first_right, inner), beside(second, second_right, inner)]
        self.show(tuple(Row((Span("  "), *r.spans)) for r in rows))


class Footer(Pane):
    """The keys that work now. What does not fit drops from the right; help and leave always stay."""

    DEFAULT_CSS = "Footer { height: 1; dock: bottom; }"
    ground = "bar"
    spared = 0
    always: Keys = ALWAYS
    """The keys at the right, as they were told last."""

    def tell(self, keys: Keys, always: Keys = ALWAYS) -> None:
        """Show keys, the most needed first."""
        self.always = always
        width = (self.size.width or self.app.size.width) - 4
        tail = _spans(always)
        room = width - Row(tail).width
        shown: list[Span] = []
        for key in keys:
            more = _spans((key,))
            gap = 3 if shown else 0
            if Row(tuple(shown)).width + gap + Row(more).width + 3 > room:
                break
            shown += [*([Span("   ")] if shown else []), *more]
        self.show((Row((Span("  "), *beside(Row(tuple(shown)), Row(tail), width).spans)),))

    def say(self, text: str, style: str = "mute") -> None:
        """Show one sentence in place of the keys, until the next key; those at the right stay where there is room."""
        width = (self.size.width or self.app.size.width) - 4
        said, tail = row(span(text[:1].upper() + text[1:], style)), Row(_spans(self.always))
        whole = beside(said, tail, width) if said.width + 3 + tail.width <= width else cut(said, width)
        self.show((Row((Span("  "), *whole.spans)),))


def _spans(keys: Keys) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index, (key, word) in enumerate(keys):
        if index:
            spans.append(Span("   "))
        spans += [span(key, "accent bold"), Span(" "), span(word, "mute")]
    return tuple(spans)
