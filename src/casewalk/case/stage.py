"""A stage: one pressure, and what the learner is asked about it."""

from typing import Annotated, Literal

from casewalk.case.architecture import NO_PATCH, ArchitecturePatch
from casewalk.case.base import AT_LEAST_ONE, Expression, Word
from casewalk.case.flow import Flow

StageKind = Literal["turn", "stand"]


class Estimate(Word, frozen=True, kw_only=True):
    """One number to work out before the reveal."""

    ask: str
    answer: str
    """The quantity asked for, as it stands under this stage's pressure."""
    hints: tuple[str, ...] = ()
    because: str = ""
    """What the number means, shown with its derivation."""


class Signal(Word, frozen=True, kw_only=True):
    """Which reading proves that more of the same will not do?"""

    ask: str = "Which reading proves that more of the same will not do?"
    proof: str | None = None
    """The metric that stays missed under the cheap cure; none in a stand."""
    more_of_same: dict[str, float] = {}
    """The cheap cure: parameters and the values it sets them to."""
    cure: str = ""
    """The cheap cure in words, for example `Sixteen nodes instead of four`."""
    others: dict[str, str] = {}
    """The other readings that are offered, each with what it shows."""
    because: str
    """What the proof proves; in a stand, why there is none yet."""
    hints: tuple[str, ...] = ()


class Costs(Word, frozen=True, kw_only=True):
    """The price that anybody could quote; expressions over the case's quantities."""

    build_weeks: Expression = 0
    """Staff-weeks to build."""
    run_month: Expression = 0
    """Added running cost, $ a month."""
    machines: Expression = 0
    """Machines added, where the price is more of the same kind of machine."""


class Move(Word, frozen=True, kw_only=True):
    """A whole stance on the decision, as a patch on numbers and architecture."""

    id: str
    label: str
    short: str
    """The name in tables: up to 20 cells."""
    past: str
    """The move in the past tense, to follow `The product` or `You`: `queued the crowd outside`."""
    how: str
    """Mechanism and price in up to 30 words; nothing of the consequences."""
    costs: Costs = Costs()
    levers: dict[str, Expression] = {}
    architecture: ArchitecturePatch = NO_PATCH
    includes: tuple[str, ...] = ()
    """Fragments of this stage, or other moves of the decision, whose patches and costs it takes in first."""
    needs: tuple[str, ...] = ()
    """Moves of earlier decisions that must all have been taken (`stage-id/move-id`, or a move id of this stage). A part
    that the patch changes or connects needs no mention: where it does not stand, the move is locked."""
    replaces: tuple[str, ...] = ()
    """Moves whose lever settings it overwrites without building on `was`, or whose part of the same id it puts another
    in the place of (`stage-id/move-id`)."""
    gained: str
    gave_up: str
    risk: str


class Fragment(Word, frozen=True, kw_only=True):
    """A patch that several moves include; not a move on offer."""

    costs: Costs = Costs()
    levers: dict[str, Expression] = {}
    architecture: ArchitecturePatch = NO_PATCH


class DecisionRecord(Word, frozen=True, kw_only=True):
    """When to look at the decision again."""

    revisit_when: str
    """A comparison over the model's quantities."""
    revisit_why: str = ""


class Decision(Word, frozen=True, kw_only=True):
    """One question with three to five moves, judged by the model."""

    id: str
    ask: str
    judged_by: tuple[str, ...]
    minimise: str = "first_year_cost"
    chosen: str
    """The move that the product took; it must fit."""
    moves: Annotated[tuple[Move, ...], AT_LEAST_ONE]
    setting: dict[str, tuple[float, float]] = {}
    """For a decision about a continuous setting: the lever and the range swept, in the lever's unit."""
    sliders: tuple[str, ...] = ()
    """The few parameters that matter here: the what-if's first sliders, in this order. Where empty, the story's own."""
    hints: tuple[str, ...] = ()
    reveal: str
    """What the product did and what the numbers say about it, up to 180 words."""
    record: DecisionRecord


class Flip(Word, frozen=True, kw_only=True):
    """One constraint changes by a number: does the answer still hold?"""

    id: str
    change: dict[str, float]
    """Parameters and their new values, in their units."""
    ask: str = ""
    because: str = ""
    """Both are wanted of the first two flips of a stage, which are asked; of the others neither is shown."""
    decision: str = ""
    """The decision it is about; the first of the stage where it is empty."""


class Failure(Word, frozen=True, kw_only=True):
    """What goes wrong later, how it is seen, and what catches it."""

    failure: str
    result: str
    detect: str
    fallback: str


class Stage(Word, frozen=True, kw_only=True):
    """One round of the four questions."""

    id: str
    kind: StageKind
    subject: tuple[str, ...]
    """The topics of the case that this stage drills."""
    title: str
    when: str
    pressure: dict[str, float] = {}
    """Parameters and the values that they have from this stage on, in their units."""
    situation: str
    why: str
    """Why the architecture so far was right, under the constraints so far."""
    estimate: Estimate | None = None
    signal: Signal
    decisions: Annotated[tuple[Decision, ...], AT_LEAST_ONE]
    fragments: dict[str, Fragment] = {}
    aftermath: str
    flips: tuple[Flip, ...]
    failures: tuple[Failure, ...] = ()
    flow: Flow | None = None
    """What the pressure replay runs through the architecture; none where there is nothing to watch."""
