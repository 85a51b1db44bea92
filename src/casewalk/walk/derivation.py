"""How a number comes about, line by line, and how far off an estimate is."""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.numbers import Sheet, factor_off, fill_in, show, sole_name, spell, words_off
from casewalk.walk.workings import Values, Workings

IN_RANGE = 3.0
"""An estimate is in range within this factor of the model's answer."""
MAX_LINES = 7


@dataclass(frozen=True)
class Line:
    """One formula of a derivation: what it gives, in words, with values, and its result.

    What is given and not computed has neither words nor values.
    """

    label: str
    words: str
    filled: str
    result: str
    also: str = ""
    """The quantity that it is, where its own formula only names that."""

    @property
    def figures(self) -> tuple[str, str]:
        """What is written before the result, and the result: `= 20 k req/s × 5 % = ` or, where that is all, `= `."""
        return ("= " if self.filled == self.result else f"= {self.filled} = "), self.result


@dataclass(frozen=True)
class Judged:
    """An estimate against the model: how far off in words, and whether that is in range."""

    words: str
    in_range: bool


def judge_estimate(given: float, answer: float) -> Judged:
    """How far off an estimate is; both in base units."""
    return Judged(words_off(given, answer), in_range=factor_off(given, answer) <= IN_RANGE)


def _plain_name(workings: Workings, name: str) -> str:
    base = name.split("__was", maxsplit=1)[0]
    try:
        return workings.label_of(base) + (" before" if "__was" in name else "")
    except KeyError:
        return name.replace("_", " ")


def _unit(workings: Workings, sheet: Sheet, name: str) -> str:
    if name in sheet.reads:
        return sheet.definition(name).unit
    return workings.unit_of(name)


def _ones(sheet: Sheet, values: Values, name: str) -> frozenset[str]:
    """What a quantity reads that is exactly one: as a factor it says nothing."""
    return frozenset(read for read in sheet.reads[name] if values[read] == 1.0)


def _behind(sheet: Sheet, values: Values, name: str) -> str:
    """The quantity whose formula gives a value: where a formula is another quantity and nothing else, that one."""
    while isinstance(source := sheet.definition(name).source, str):
        other = sole_name(source, _ones(sheet, values, name))
        if other not in sheet.reads:
            break
        name = other
    return name


def line(workings: Workings, sheet: Sheet, values: Values, name: str) -> Line:
    """One computed quantity: its formula in words and with values. Raises KeyError for a parameter.

    A formula that is another quantity and nothing else is opened; factors that are one are left out.
    """
    behind = _behind(sheet, values, name)
    definition, result = sheet.definition(behind), show(values[name], sheet.definition(name).unit)
    also = _plain_name(workings, behind) if behind != name else ""
    if isinstance(definition.source, int | float):
        return Line(_plain_name(workings, name), also or result, result, result, also)
    units = {read: _unit(workings, sheet, read) for read in sheet.reads[behind]}
    ones = _ones(sheet, values, behind)
    return Line(
        label=_plain_name(workings, name),
        words=spell(definition.source, lambda read: _plain_name(workings, read), ones),
        filled=fill_in(definition.source, values, units, ones),
        result=result,
        also=also,
    )


def explained(workings: Workings, sheet: Sheet, values: Values, name: str) -> tuple[Line, ...]:
    """A quantity's line, and below it those of the quantities that it reads, one level deep."""
    behind = _behind(sheet, values, name)
    ones = _ones(sheet, values, behind)
    reads = (_behind(sheet, values, r) for r in sorted(sheet.reads[behind]) if r in sheet.reads and r not in ones)
    shown = [r for r in dict.fromkeys(reads) if _is_step(sheet, values, r)]
    return (line(workings, sheet, values, name), *(line(workings, sheet, values, r) for r in shown))


def _is_step(sheet: Sheet, values: Values, name: str) -> bool:
    """Whether a definition is worth a line: not a constant, and not another quantity under a new name."""
    source = sheet.definition(name).source
    return isinstance(source, str) and not sole_name(source, _ones(sheet, values, name))


def derivation(workings: Workings, sheet: Sheet, values: Values, name: str) -> tuple[Line, ...]:
    """The formulas behind a quantity, from what it is made of to the quantity itself; at most seven, the nearest."""
    behind = _behind(sheet, values, name)
    found: list[str] = []
    todo = sorted(sheet.reads[behind])
    while todo:
        here = todo.pop(0)
        if here in found or here not in sheet.reads:
            continue
        found.append(here)
        todo += sorted(sheet.reads[here])
    steps = [name, *(n for n in found if _is_step(sheet, values, n))][:MAX_LINES]
    order = {n: i for i, n in enumerate(sheet.order)}
    return tuple(line(workings, sheet, values, n) for n in sorted(steps, key=lambda n: order[n]))
