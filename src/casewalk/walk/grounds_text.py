"""Grounds in words: `Hot shows a year ≥ 6 shows/year: Own waiting room instead`."""

from __future__ import annotations

from dataclasses import replace

from casewalk.numbers import NBSP, show
from casewalk.walk.grounds import Doubt, Example, Grounds, Turn
from casewalk.walk.metrics import SIGNS
from casewalk.walk.prose import Run, inside
from casewalk.walk.rivals import names_of

Runs = tuple[Run, ...]
NOTHING = "nothing fits"
MIND, TARGETS, ASSUMED = (
    "What would change my mind",
    "Targets halved or doubled",
    "If we assumed wrong",
)
RIGHT = "Where each move is right, all else as it is"
COUNTS = {2: "two", 3: "three", 4: "four"}
THOUSANDS = frozenset({"k", "M", "G", "T", "P"})
"""What stands before a unit, or alone, where a value is told in thousands."""


def text_of(runs: Runs) -> str:
    """Runs as plain text."""
    return "".join(run.text for run in runs)


def turn_runs(turn: Turn, *, within: bool = False) -> Runs:
    """Where it turns: `People who press < 12.4 k users`; `within` a sentence: `people who press < 12.4 k users`.

    The sign is right for the number that stands behind it.
    """
    name = inside(turn.scale.short) if within else turn.scale.short
    sign = ("<" if turn.beyond else "≤") if turn.below else ("≥" if turn.beyond else ">")
    return Run(f"{name} {sign}{NBSP}"), Run(turn.scale.show(turn.value), "number")


def answer_words(grounds: Grounds, fits: tuple[str, ...]) -> str:
    """What fits then, against what fits now: `Open door instead`, `Own waiting room as well`; right for any label."""
    decision, here = grounds.rivals.decision, grounds.fits
    more = [move for move in fits if move not in here]
    if not fits:
        return NOTHING
    if more and set(here) <= set(fits):
        return f"{names_of(decision, more)}{' as well' if here else ''}"
    if not more:
        return f"only {names_of(decision, fits)}"
    return f"{names_of(decision, fits)}{' instead' if here else ''}"


def mind_changers(grounds: Grounds) -> tuple[Runs, ...]:
    """What would change the answer, a line each."""
    return tuple((*turn_runs(t), Run(f": {answer_words(grounds, t.fits)}")) for t in grounds.mind_changers)


def right_note(grounds: Grounds, move: str) -> Runs:
    """When a move is right, short: `right while …`, `also right when …` where others are, too."""
    turn = grounds.right_when.get(move)
    if turn is None:
        return (Run("right "), *right_when(grounds, move))
    also = "" if move in grounds.fits or len(turn.fits) == 1 else "also "
    return (Run(f"{also}right "), *_where(grounds, move, turn))


def _where(grounds: Grounds, move: str, turn: Turn) -> Runs:
    """Along its nearest constraint: `while …`, `when …`, or within a band of it `with … between … and …`."""
    end, scale = grounds.right_ends.get(move), turn.scale
    if end is None:
        if move not in grounds.fits:
            return (Run("when "), *turn_runs(turn, within=True))
        return (Run("while "), *turn_runs(replace(turn, below=not turn.below), within=True))
    lower, upper = sorted((turn, end), key=lambda t: t.value)
    low, high = scale.show(lower.value), scale.show(upper.last)
    if low == high:
        return Run(f"with {inside(scale.short)} ={NBSP}"), Run(low, "number")
    return (
        Run(f"with {inside(scale.short)} between "),
        Run(_without_unit(low, high), "number"),
        Run(" and "),
        Run(high, "number"),
    )


def _without_unit(value: str, other: str) -> str:
    """A value without the unit that another shows beside it; thousands are no unit: `$4 k` beside `$11 k/week`."""
    unit = other.rsplit(NBSP, 1)[-1]
    if unit.partition("/")[0] not in THOUSANDS:
        value = value.removesuffix(f"{NBSP}{unit}")
    return value.removesuffix(f"/{other.rsplit('/', 1)[-1]}")


def right_when(grounds: Grounds, move: str) -> Runs:
    """When a move is right, to follow `right`: `when …`, `while …`, `with …`, or `for example with` several changes."""
    turn, example = grounds.right_when.get(move), grounds.examples.get(move)
    if turn is not None:
        beside = [m for m in turn.fits if m != move] if move in turn.fits else []
        tail = f", beside {names_of(grounds.rivals.decision, beside)}" if beside else ""
        return (*_where(grounds, move, turn), *((Run(tail),) if tail else ()))
    if example is not None:
        return (Run("for example with "), *_changes(example))
    return (Run("whatever any one constraint is" if move in grounds.fits else "by no single change"),)


def right_short(grounds: Grounds, move: str) -> Runs:
    """That a move is right under several changes, where there is no room to tell them; empty where one does it."""
    example = grounds.examples.get(move)
    count = 0 if example is None else len(example.changes)
    return (Run(f"right with {COUNTS.get(count, count)} changes at once"),) if count > 1 else ()


def _changes(example: Example) -> Runs:
    runs: list[Run] = []
    for scale, value in example.changes:
        runs += [Run(" and ")] if runs else []
        runs += [Run(f"{inside(scale.short)} ={NBSP}"), Run(scale.show(value), "number")]
    return tuple(runs)


def target_changes(grounds: Grounds) -> tuple[Runs, ...]:
    """Targets halved or doubled, a line for each outcome: `Core use ≤ 45 instead of 90 %: nothing fits`."""
    workings = grounds.rivals.workings
    told: dict[tuple[float, tuple[str, ...]], list[Run]] = {}
    for turn in sorted(grounds.targets, key=lambda t: (t.factor, not t.fits)):
        sign, unit = SIGNS[workings.targets[turn.metric].op], workings.unit_of(turn.metric)
        runs = told.setdefault((turn.factor, turn.fits), [])
        name = workings.short_of(turn.metric)
        head = f"{f', {inside(name)}' if runs else name} {sign}{NBSP}"
        limit, now = show(turn.limit, unit), show(turn.now, unit)
        noun = now.rsplit(NBSP, 1)[-1]
        runs += [Run(head), Run(limit.removesuffix(f"{NBSP}{noun}"), "number"), Run(f" instead of {now}")]
    return tuple((*runs, Run(f": {answer_words(grounds, fits)}")) for (_, fits), runs in told.items())


def targets_remark(grounds: Grounds) -> str:
    """How many of the judged targets may be halved and doubled."""
    touchy = len({turn.metric for turn in grounds.targets})
    if not touchy:
        return "the same moves fit" if grounds.judged == 1 else f"the same moves fit under all {grounds.judged}"
    return f"{grounds.judged - touchy} of {grounds.judged} change nothing"


def doubt_runs(grounds: Grounds, doubt: Doubt) -> Runs:
    """An assumption that the answer does not outlive: `Scripted entries ≥ 75 k (likely 9 k to 90 k): … instead`."""
    low, high = (doubt.scale.show(end) for end in doubt.likely)
    likely = f"{_without_unit(low, high)} to {_without_unit(high, doubt.scale.show(doubt.turn.value))}"
    said = f" (likely {likely}): {answer_words(grounds, doubt.turn.fits)}"
    return (*turn_runs(doubt.turn), Run(said))


def doubts_remark(grounds: Grounds) -> str:
    """Over how many of the likely ranges the product's move fits; empty where nothing is assumed."""
    good = grounds.assumed - len({doubt.scale.name for doubt in grounds.doubts})
    if not grounds.assumed:
        return ""
    many = f"all {good}" if good == grounds.assumed else f"{good} of {grounds.assumed}"
    return f"the product's move fits over {many} likely ranges"
