"""How both roads end: your architecture and the product's, side by side where there is room."""

from __future__ import annotations

from casewalk.diagram import Picture, draw
from casewalk.export.roads import Roads
from casewalk.tui.text import EMPTY, Row, Span, section
from casewalk.tui.widgets.picture import TALL, drawing_rows

BESIDE, GAP = 100, 3


def _drawn(title: str, shown: Picture, width: int) -> list[Row]:
    return [section(title, width), *drawing_rows(draw(shown, width, TALL))]


def ends_view(found: Roads, width: int) -> tuple[Row, ...]:
    """Both architectures under the last pressure that was decided, with the heat of each part."""
    half = (width - GAP) // 2 if width >= BESIDE else width
    yours = _drawn("Your architecture at the end", found.yours, half)
    products = _drawn("The product's", found.products, half)
    if width < BESIDE:
        return (*yours, EMPTY, *products)
    rows: list[Row] = []
    for index in range(max(len(yours), len(products))):
        one, other = (side[index] if index < len(side) else EMPTY for side in (yours, products))
        rows.append(Row((*one.spans, Span(" " * (half + GAP - one.width)), *other.spans)))
    return tuple(rows)
