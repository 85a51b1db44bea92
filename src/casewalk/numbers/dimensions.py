"""Dimensional analysis: time, data and money through every formula. A nought fits anything."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.numbers.errors import NumbersError, UnitError
from casewalk.numbers.formula import Formula, fold, parse_formula, written
from casewalk.numbers.functions import FUNCTIONS, Function
from casewalk.numbers.sheet import Definition
from casewalk.numbers.units import NONE, Dimension, combined, unit

Found = Dimension | None
"""A dimension, or None for what fits any: a nought, an unknown name."""


@dataclass(frozen=True)
class UnitFault:
    """A formula whose dimensions do not go together; `position` is the offset in it."""

    name: str
    position: int
    message: str


def dimension_words(dimension: Dimension) -> str:
    """A dimension in words: `time`, `data/time`, `a bare number`."""
    names = ("time", "data", "money")
    top = [n if p == 1 else f"{n}^{p}" for n, p in zip(names, dimension, strict=True) if p > 0]
    bottom = [n if p == -1 else f"{n}^{-p}" for n, p in zip(names, dimension, strict=True) if p < 0]
    if not top and not bottom:
        return "a bare number"
    return (" * ".join(top) or "1") + ("/" + "/".join(bottom) if bottom else "")


class _Inference:
    def __init__(self, formula: Formula, of: Mapping[str, Dimension]) -> None:
        self._formula = formula
        self._of = of
        self._shift = len(formula.source) - len(formula.source.lstrip())

    def _fault(self, node: ast.AST, message: str) -> UnitError:
        return UnitError(message, getattr(node, "col_offset", 0) + self._shift)

    def _same(self, node: ast.AST, one: Found, other: Found, what: str) -> Found:
        if one is not None and other is not None and one != other:
            raise self._fault(node, f"{what} {dimension_words(one)} and {dimension_words(other)}")
        return one if other is None else other

    def infer(self, node: ast.expr) -> Found:
        match node:
            case ast.Constant():
                return None if node.value == 0 else NONE
            case ast.Name():
                literal = self._formula.measured.get(node.id)
                return literal.dimension if literal else self._of.get(node.id)
            case ast.UnaryOp():
                inner = self.infer(node.operand)
                return NONE if isinstance(node.op, ast.Not) else inner
            case ast.BinOp():
                return self._binary(node)
            case ast.Compare():
                left = self.infer(node.left)
                for right in node.comparators:
                    left = self._same(node, left, self.infer(right), "compares")
                return NONE
            case ast.BoolOp():
                for value in node.values:
                    self.infer(value)
                return NONE
            case ast.IfExp():
                self.infer(node.test)
                return self._same(node, self.infer(node.body), self.infer(node.orelse), "gives either")
            case ast.Call():
                return self._call(node)
        return None

    def _binary(self, node: ast.BinOp) -> Found:
        left, right = self.infer(node.left), self.infer(node.right)
        if isinstance(node.op, ast.Add | ast.Sub):
            return self._same(node, left, right, "adds")
        if isinstance(node.op, ast.Mult | ast.Div | ast.FloorDiv):
            if left is None or right is None:
                return None
            return combined(left, right, 1 if isinstance(node.op, ast.Mult) else -1)
        if right not in {None, NONE}:
            raise self._fault(node.right, "an exponent must be a bare number")
        if left in {None, NONE}:
            return left
        times = fold(node.right)
        if left is not None and times is not None and times == int(times):
            return (left[0] * int(times), left[1] * int(times), left[2] * int(times))
        raise self._fault(node, f"{dimension_words(left or NONE)} to a power that is no whole number")

    def _call(self, node: ast.Call) -> Found:
        assert isinstance(node.func, ast.Name)  # noqa: S101 - vetted by parse_formula
        function = FUNCTIONS[node.func.id]
        bound: dict[str, Found] = {"1": NONE}
        for letter, argument in zip(_letters(function, len(node.args)), node.args, strict=True):
            given = self.infer(argument)
            bound[letter] = self._same(argument, bound.get(letter), given, f"{node.func.id} is given")
        return _result(function.gives, bound)


def _letters(function: Function, count: int) -> tuple[str, ...]:
    letters = function.takes
    while len(letters) < count:
        letters += function.more
    return letters


def _result(gives: str, bound: Mapping[str, Found]) -> Found:
    if "*" in gives or "/" in gives:
        sign = 1 if "*" in gives else -1
        left, right = (bound.get(x) for x in gives.replace("/", "*").split("*"))
        return None if left is None or right is None else combined(left, right, sign)
    return bound.get(gives)


def check_dimensions(parameters: Mapping[str, str], definitions: Mapping[str, Definition]) -> tuple[UnitFault, ...]:
    """Every definition whose formula does not give its declared dimension. Unreadable ones are left to others."""
    of: dict[str, Dimension] = {}
    for name, text in (*parameters.items(), *((n, d.unit) for n, d in definitions.items())):
        try:
            of[name] = unit(text).dimension
        except UnitError:
            continue
    faults: list[UnitFault] = []
    for name, definition in definitions.items():
        try:
            formula = parse_formula(written(definition.source))
        except NumbersError:
            continue
        if isinstance(definition.source, int | float):
            continue  # a bare number is written in the declared unit
        try:
            found = _Inference(formula, of).infer(formula.tree)
        except UnitError as error:
            faults.append(UnitFault(name, error.position or 0, error.message))
            continue
        wanted = of.get(name)
        if found is not None and wanted is not None and found != wanted:
            message = (
                f"gives {dimension_words(found)}, but {definition.unit or 'no unit'!r} is {dimension_words(wanted)}"
            )
            faults.append(UnitFault(name, 0, message))
    return tuple(faults)
