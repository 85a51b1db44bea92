"""A formula as a person would write it, with names replaced by labels or by values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from casewalk.numbers.formula import Formula, operator_of, parse_formula, written
from casewalk.numbers.printing import show
from casewalk.numbers.units import Unit
from casewalk.numbers.words import WORDS

_SIGNS = {"*": "×", "/": "/", "+": "+", "-": "−", "**": "^", "//": "div", "<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
_PRIORITY = {"+": 5, "−": 5, "×": 6, "/": 6, "div": 6, "^": 8}
_CHOICE, _OR, _AND, _NOT, _COMPARES, _SIGN, _WHOLE = 0, 1, 2, 3, 4, 7, 9
"""How tightly a text binds; `_WHOLE` needs no parentheses anywhere."""


class _Writer:
    def __init__(self, formula: Formula, name: Callable[[str], str]) -> None:
        self._formula = formula
        self._name = name

    def write(self, node: ast.expr) -> tuple[str, int]:
        """The text of a node, and how tightly it binds."""
        match node:
            case ast.Constant():
                return f"{float(str(node.value)):,.10g}", _WHOLE
            case ast.Name():
                literal = self._formula.measured.get(node.id)
                text = literal.text if literal else self._name(node.id)
                return text, _SIGN if text.startswith("-") else _WHOLE
            case ast.BinOp():
                return self._binary(node)
            case ast.UnaryOp(op=ast.Not()):
                return f"not {self._within(node.operand, _NOT)}", _NOT
            case ast.UnaryOp():
                sign = "−" if isinstance(node.op, ast.USub) else ""
                return sign + self._within(node.operand, _SIGN), _SIGN
            case ast.Call():
                return self._call(node), _WHOLE
            case ast.IfExp():
                body, test = (self._within(n, _CHOICE + 1) for n in (node.body, node.test))
                return f"{body} if {test}, else {self._within(node.orelse, _CHOICE)}", _CHOICE
            case ast.Compare():
                text = self._within(node.left, _COMPARES + 1)
                for op, right in zip(node.ops, node.comparators, strict=True):
                    sign = operator_of(op)
                    text += f" {_SIGNS.get(sign, sign)} {self._within(right, _COMPARES + 1)}"
                return text, _COMPARES
            case ast.BoolOp():
                word, binds = (" and ", _AND) if isinstance(node.op, ast.And) else (" or ", _OR)
                return word.join(self._within(v, binds + 1) for v in node.values), binds
        return "?", _WHOLE

    def _within(self, node: ast.expr, least: int) -> str:
        """A node's text, in parentheses where it binds less tightly."""
        text, binds = self.write(node)
        return text if binds >= least else f"({text})"

    def _binary(self, node: ast.BinOp) -> tuple[str, int]:
        written_sign = operator_of(node.op)
        sign = _SIGNS.get(written_sign, written_sign)
        binds = _PRIORITY[sign]
        left = self._within(node.left, binds + (sign == "^"))
        whole = isinstance(node.right, ast.BinOp) and isinstance(node.right.op, ast.FloorDiv)
        right = self._within(node.right, binds + (whole or sign in {"−", "/", "div", "^"}))
        return f"{left} {sign} {right}", binds

    def _call(self, node: ast.Call) -> str:
        name = node.func.id if isinstance(node.func, ast.Name) else "?"
        arguments = [self.write(a)[0] for a in node.args]
        return f"({WORDS[name].format(*arguments)})" if name in WORDS else f"{name}({', '.join(arguments)})"


def spell(expression: str | float, name: Callable[[str], str]) -> str:
    """An expression with each quantity written by `name`: `clickers × tries / window`."""
    formula = parse_formula(written(expression))
    return _Writer(formula, name).write(formula.tree)[0]


def fill_in(expression: str | float, values: Mapping[str, float], units: Mapping[str, str | Unit]) -> str:
    """An expression with every quantity's value printed: `300 k users × 2 / 10 s`. Values in base units."""
    return spell(expression, lambda name: show(values[name], units.get(name, "")))
