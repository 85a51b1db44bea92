"""Drawing: StarArena's architecture at its last stage, as a middle-sized pane shows it."""

from __future__ import annotations

from bench.caches import forget
from bench.timing import Subject
from casewalk import diagram
from casewalk.case import Case
from casewalk.diagram import draw, picture
from casewalk.diagram.drawing import HIGH, WIDE
from casewalk.walk import Workings


def drawings(case: Case) -> list[Subject]:
    """The picture drawn again, and for the first time."""
    workings = Workings(case)
    last = len(case.stages) - 1
    road = workings.product_road(last)
    heats = workings.heats(road, workings.values(road, workings.parameters(last)))
    shown = picture(workings.architecture(road), {node: heat.utilisation for node, heat in heats.items()})
    size = f"{len(shown.parts)} parts at {WIDE}x{HIGH}"
    return [
        Subject(f"draw {size}, again", lambda: draw(shown, WIDE, HIGH)),
        Subject(f"draw {size}, for the first time", lambda: draw(shown, WIDE, HIGH), lambda: forget(diagram)),
    ]
