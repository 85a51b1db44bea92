"""A case's numbers: parameters, formulas, levers, and the metrics that are held against targets."""

import msgspec

from casewalk.case.architecture import Architecture
from casewalk.case.base import Expression, Word

COST_NAMES = ("build_weeks", "run_month")
"""Quantities that the language defines: a decision's move sets them, elsewhere they are nought."""


class Parameter(Word, frozen=True, kw_only=True):
    """A constraint or an assumption. Value, range and likely are in `unit`."""

    value: float
    unit: str
    range: tuple[float, float]
    label: str
    short: str = ""
    """Up to two short words for a slider; the label where it is empty."""
    basis: str
    """Where the figure comes from: `measured: ...`, `published: ...`, `contract: ...` or `assumed: ...`."""
    whole: bool = False
    """A count: searches try whole numbers only."""
    likely: tuple[float, float] | None = None
    """For an assumed figure: where it probably lies."""


class Formula(Word, frozen=True, kw_only=True):
    """A computed quantity."""

    source: Expression = msgspec.field(name="is")
    unit: str
    label: str
    short: str = ""
    """Up to two short words for a table's head; the label where it is empty."""
    about: str = ""
    """Where the formula comes from, if it is more than arithmetic."""


class Lever(Word, frozen=True, kw_only=True):
    """A quantity that moves may set; `is` is its neutral default, before any move."""

    source: Expression = msgspec.field(name="is")
    unit: str
    label: str
    short: str = ""
    about: str = ""
    bought: Expression | None = None
    """What one more costs, $ a month: people buy it between the stages, and what a pressure adds to it is paid for."""


class Metric(Word, frozen=True, kw_only=True, rename={"begins": "from"}):
    """A quantity of the model, held against a target. Its key names a formula or a lever."""

    target: str
    """`<= 800 ms`, `>= 95 %`, `<= house_pairs`: a comparison and an expression, in the quantity's unit."""
    basis: str
    """Who set the target, outside the model: a contract, a law, a provider's limit, a user study."""
    begins: str
    """The stage from which it is measured."""


class Model(Word, frozen=True, kw_only=True):
    """Everything that is computed in a case, and the architecture that the first stage finds."""

    parameters: dict[str, Parameter]
    formulas: dict[str, Formula]
    levers: dict[str, Lever]
    metrics: dict[str, Metric]
    require: tuple[str, ...] = ()
    """Relations between parameters that always hold, such as `pay_median < pay_p95`."""
    architecture: Architecture
