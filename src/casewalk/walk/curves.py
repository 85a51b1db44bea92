"""Curves: what a decision's moves cost, or what a metric comes to under each of them, along one constraint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.numbers import show
from casewalk.walk.metrics import SIGNS
from casewalk.walk.prose import inside
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Scale
from casewalk.walk.workings import Values

Row = tuple[float | None, ...]
"""A value a column of the scale, in base units; None where the case rules the parameters out."""

LEVEL = 1e-9
"""A share of a value below which a difference is rounding."""


@dataclass(frozen=True)
class Curves:
    """A quantity under every move, in every column of a constraint's scale. `limits` are empty for what it costs."""

    scale: Scale
    label: str
    unit: str
    sign: str
    values: Mapping[str, Row]
    limits: Mapping[str, Row]

    def show(self, value: float) -> str:
        """A value with its unit."""
        return show(value, self.unit)

    @property
    def level_text(self) -> str:
        """That no line rises or falls, where none does: the quantity does not depend on the constraint."""
        rows = ([v for v in row if v is not None] for row in self.values.values())
        if any(row and max(row) - min(row) > LEVEL * abs(max(row)) for row in rows):
            return ""
        return f"{self.label} does not depend on {inside(self.scale.short)}: every line is level."


def quantities(rivals: Rivals) -> tuple[str, ...]:
    """What may be charted: what is minimised, the judged metrics, then the others that a move touches."""
    judged = rivals.decision.judged_by
    others = (name for name in rivals.metrics if name not in judged)
    return tuple(dict.fromkeys((rivals.decision.minimise, *judged, *others)))


def curves(rivals: Rivals, scale: Scale, parameters: Values, columns: int, quantity: str) -> Curves:
    """A quantity along a constraint, all else as in `parameters`. Raises KeyError for none of `quantities`."""
    given = dict(parameters)
    seen = []
    for column in range(columns):
        given[scale.name] = scale.at(column, columns)
        seen.append(rivals.possible_figures(given, quantity))
    workings = rivals.workings
    held = quantity in rivals.metrics
    return Curves(
        scale=scale,
        label=workings.label_of(quantity),
        unit=workings.unit_of(quantity),
        sign=SIGNS[workings.targets[quantity].op] if held else "",
        values={move: tuple(None if one is None else one[move].value for one in seen) for move in rivals.moves},
        limits={move: tuple(None if one is None else one[move].limit for one in seen) for move in rivals.moves}
        if held
        else {},
    )
