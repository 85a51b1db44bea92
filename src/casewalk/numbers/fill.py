"""A formula as a person would write it, with names replaced by labels or by values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from casewalk.numbers.formula import Formula, operator_of, parse_formula, written
from casewalk.numbers.printing import show
from casewalk.numbers.units import Unit

_SIGNS = {"*": "×", "/": "/", "+": "+", "-": "−", "**": "^", "//": "div", "<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
_PRIORITY = {"+": 1, "−": 1, "×": 2, "/": 2, "div": 2, "^": 3}


class _Writer:
    def __init__(self, formula: Formula, name: Callable[[str], str]) -> None:
        self._formula = formula
        self._name = name

    def write(self, node: ast.expr) -> tuple[str, int]:
        """The text of a node, and how tightly it binds: 9 for what needs no parentheses."""
        match node:
            case ast.Constant():
                return f"{float(str(node.value)):,.10g}", 9
            case ast.Name():
                literal = self._formula.measured.get(node.id)
                return (literal.text if literal else self._name(node.id)), 9
            case ast.BinOp():
                return self._binary(node)
            case ast.UnaryOp():
                inner, binds = self.write(node.operand)
                sign = "not " if isinstance(node.op, ast.Not) else "−" if isinstance(node.op, ast.USub) else ""
                return sign + (inner if binds > 2 else f"({inner})"), 2
            case ast.Call():
                return self._call(node), 9
            case ast.IfExp():
                body, test, other = (self.write(n)[0] for n in (node.body, node.test, node.orelse))
                return f"{body} if {test}, else {other}", 0
            case ast.Compare():
                text = self.write(node.left)[0]
                for op, right in zip(node.ops, node.comparators, strict=True):
                    sign = operator_of(op)
                    text += f" {_SIGNS.get(sign, sign)} {self.write(right)[0]}"
                return text, 0
            case ast.BoolOp():
                word = " and " if isinstance(node.op, ast.And) else " or "
                return word.join(self.write(v)[0] for v in node.values), 0
        return "?", 9

    def _binary(self, node: ast.BinOp) -> tuple[str, int]:
        written_sign = operator_of(node.op)
        sign = _SIGNS.get(written_sign, written_sign)
        binds = _PRIORITY[sign]
        left, left_binds = self.write(node.left)
        right, right_binds = self.write(node.right)
        left = left if left_binds >= binds else f"({left})"
        loose = right_binds < binds or (right_binds == binds and sign in {"−", "/", "div", "^"})
        right = f"({right})" if loose else right
        return f"{left} {sign} {right}", binds

    def _call(self, node: ast.Call) -> str:
        name = node.func.id if isinstance(node.func, ast.Name) else "?"
        return f"{name}({', '.join(self.write(a)[0] for a in node.args)})"


def spell(expression: str | float, name: Callable[[str], str]) -> str:
    """An expression with each quantity written by `name`: `clickers × tries / window`."""
    formula = parse_formula(written(expression))
    return _Writer(formula, name).write(formula.tree)[0]


def fill_in(expression: str | float, values: Mapping[str, float], units: Mapping[str, str | Unit]) -> str:
    """An expression with every quantity's value printed: `300 k users × 2 / 10 s`. Values in base units."""
    return spell(expression, lambda name: show(values[name], units.get(name, "")))
