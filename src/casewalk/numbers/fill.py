"""A formula as a person would write it, with names replaced by labels or by values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Set

from casewalk.numbers.formula import Formula, operator_of, parse_formula, written
from casewalk.numbers.printing import show
from casewalk.numbers.units import Unit
from casewalk.numbers.words import CLOSED, WORDS

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
                return self._call(node)
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

    def _call(self, node: ast.Call) -> tuple[str, int]:
        name = node.func.id if isinstance(node.func, ast.Name) else "?"
        closed = name in CLOSED
        arguments = [self._within(a, _WHOLE if closed else _CHOICE) for a in node.args]
        if closed:
            return WORDS[name].format(*arguments), _PRIORITY["−"]
        return f"({WORDS[name].format(*arguments)})" if name in WORDS else f"{name}({', '.join(arguments)})", _WHOLE


def _without(node: ast.expr, ones: Set[str]) -> ast.expr:
    """A node without the factors and divisors that are one."""
    match node:
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            left, right = _without(node.left, ones), _without(node.right, ones)
            if _is_one(right, ones):
                return left
            if _is_one(left, ones) and isinstance(node.op, ast.Mult):
                return right
            return ast.BinOp(left, node.op, right)
        case ast.BinOp():
            return ast.BinOp(_without(node.left, ones), node.op, _without(node.right, ones))
        case ast.Call():
            return ast.Call(node.func, [_without(a, ones) for a in node.args], [])
    return node


def _is_one(node: ast.expr, ones: Set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in ones


def sole_name(expression: str | float, ones: Set[str] = frozenset()) -> str:
    """The name that an expression comes to once factors of one are left out; empty where it is more than a name."""
    formula = parse_formula(written(expression))
    node = _without(formula.tree, ones)
    return node.id if isinstance(node, ast.Name) and node.id not in formula.measured else ""


def spell(expression: str | float, name: Callable[[str], str], ones: Set[str] = frozenset()) -> str:
    """An expression with each quantity written by `name`: `clickers × tries / window`; factors in `ones` left out."""
    formula = parse_formula(written(expression))
    return _Writer(formula, name).write(_without(formula.tree, ones))[0]


def fill_in(
    expression: str | float,
    values: Mapping[str, float],
    units: Mapping[str, str | Unit],
    ones: Set[str] = frozenset(),
) -> str:
    """An expression with every quantity's value printed: `300 k users × 2 / 10 s`. Values in base units."""
    return spell(expression, lambda name: show(values[name], units.get(name, "")), ones)
