"""Drawing: StarArena's architecture at its last stage, as a middle-sized pane shows it."""

from __future__ import annotations

import sys
from types import ModuleType

from bench.timing import Subject
from casewalk import diagram
from casewalk.case import Case
from casewalk.diagram import draw, picture
from casewalk.walk import Workings

WIDE, HIGH = 76, 18


def _rooms() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith(diagram.__name__)]


def forget() -> None:
    """Empty every cache of the diagram room."""
    for room in _rooms():
        for member in vars(room).values():
            if hasattr(member, "cache_clear"):
                member.cache_clear()


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
        Subject(f"draw {size}, for the first time", lambda: draw(shown, WIDE, HIGH), forget),
    ]
