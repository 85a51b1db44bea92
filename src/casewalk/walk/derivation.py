"""How a number comes about, line by line, and how far off an estimate is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casewalk.numbers import Sheet, factor_off, fill_in, show, spell, words_off
from casewalk.walk.workings import Values, Workings

CLOSE = 1.5
IN_RANGE = 3.0
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


@dataclass(frozen=True)
class Judged:
    """An estimate against the model. In range is within a factor of 3; close within 1.5."""

    factor: float
    words: str
    in_range: bool
    close: bool


def judge_estimate(given: float, answer: float) -> Judged:
    """How far off an estimate is; both in base units."""
    off = factor_off(given, answer)
    return Judged(off, words_off(given, answer), in_range=off <= IN_RANGE, close=off <= CLOSE)


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


def line(workings: Workings, sheet: Sheet, values: Values, name: str) -> Line:
    """One quantity of the sheet: its formula in words and with values. Raises KeyError for a parameter."""
    definition = sheet.definition(name)
    units = {read: _unit(workings, sheet, read) for read in sheet.reads[name]}
    result = show(values[name], definition.unit)
    if isinstance(definition.source, int | float):
        return Line(_plain_name(workings, name), "", "", result)
    return Line(
        label=_plain_name(workings, name),
        words=spell(definition.source, lambda read: _plain_name(workings, read)),
        filled=fill_in(definition.source, values, units),
        result=result,
    )


def _is_step(sheet: Sheet, name: str) -> bool:
    """Whether a definition is worth a line: not a constant, and not another quantity under a new name."""
    source = sheet.definition(name).source
    return isinstance(source, str) and source.strip() not in sheet.reads[name]


def behind(workings: Workings, sheet: Sheet, values: Values, name: str, title: str) -> Line:
    """The formula behind a quantity, under a title; where it merely names another quantity, that one's."""
    at = name
    while at in sheet.reads and (source := str(sheet.definition(at).source).strip()) in sheet.reads[at]:
        at = source
    label = title if at == name else f"{title}: {_plain_name(workings, at)}"
    if at in sheet.reads:
        return replace(line(workings, sheet, values, at), label=label)
    return Line(label, "", "", show(values[at], _unit(workings, sheet, at)))


def derivation(workings: Workings, sheet: Sheet, values: Values, name: str) -> tuple[Line, ...]:
    """The formulas behind a quantity, from what it is made of to the quantity itself; at most seven, the nearest."""
    found: list[str] = []
    todo = [name]
    while todo:
        here = todo.pop(0)
        if here in found or here not in sheet.reads:
            continue
        found.append(here)
        todo += sorted(sheet.reads[here])
    steps = [n for n in found if _is_step(sheet, n) or n == name][:MAX_LINES]
    order = {n: i for i, n in enumerate(sheet.order)}
    return tuple(line(workings, sheet, values, n) for n in sorted(steps, key=lambda n: order[n]))
