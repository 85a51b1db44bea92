"""The formula language: arithmetic over names, read by `ast` and held to a short list of what is allowed.

No attribute access, no subscripts, no strings, no calls but the documented functions. A number may carry a unit word
(`800 ms`, `$900`) and is then converted to base units. Every refusal knows its position.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache

from casewalk.numbers.errors import FormulaError, NumbersError, OutOfBounds
from casewalk.numbers.functions import FUNCTIONS, power
from casewalk.numbers.units import NONE, WORDS, Dimension

MAX_LENGTH = 400
MAX_NUMBER = 1e15
MAX_NODES = 200
MAX_DEPTH = 24

_BINARY: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.FloorDiv: "//",
}
_COMPARE: dict[type[ast.AST], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Load,
    ast.Constant, ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or, *_BINARY, *_COMPARE,
)  # fmt: skip
_WITH_UNIT = re.compile(
    r"(?<![\w.])(\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?)\s*("
    + "|".join(sorted((re.escape(w) for w in WORDS if w not in {"x", "$"}), key=len, reverse=True))
    + r")(?![\w(])|(?<![\w.])\$(\d+(?:\.\d+)?)(?![\w.])"
)
_FOREIGN = re.compile(r"[^ -~]|[#'\"\\]")
_OWN_MARKER = re.compile(r"(?<!\w)_")
_RUN_INTO = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?+([A-Za-z])")
_MARKERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@dataclass(frozen=True)
class Literal:
    """A number in a formula: its value in base units, its dimension, where it stands, and how it was written."""

    value: float
    dimension: Dimension
    position: int
    text: str


@dataclass(frozen=True)
class Formula:
    """A parsed formula. `measured` are its literals with a unit, by the marker that stands for them in the tree."""

    source: str
    tree: ast.expr
    names: frozenset[str]
    measured: dict[str, Literal]
    literals: tuple[Literal, ...]


def _mark_units(source: str, lead: int) -> tuple[str, dict[str, Literal]]:
    """Replace each number with a unit by a marker of the same length, so that positions stay true."""
    found: dict[str, Literal] = {}

    def marker(match: re.Match[str]) -> str:
        if len(found) >= len(_MARKERS):
            raise FormulaError("too many numbers with units in one formula", match.start())
        number = float(match[1] or match[3])
        if number > MAX_NUMBER:
            raise OutOfBounds(f"a number beyond {MAX_NUMBER:g}", match.start())
        name = "_" + _MARKERS[len(found)]
        scale, dimension = WORDS[match[2] or "$"]
        found[name] = Literal(number * scale, dimension, match.start() + lead, match[0])
        return name.ljust(len(match[0]))

    return _WITH_UNIT.sub(marker, source), found


def _offset(node: ast.AST) -> int:
    return getattr(node, "col_offset", 0)


def _parse(source: str, marked: str) -> ast.expr:
    try:
        tree = ast.parse(marked, mode="eval")
    except SyntaxError as error:
        at = error.offset - 1 if error.offset else len(source)
        if at >= len(source):
            raise FormulaError("the formula ends too early", len(source)) from None
        raise FormulaError(f"cannot read {source[at : at + 20]!r}", at) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"cannot read the formula: {type(error).__name__}", 0) from None
    return tree.body


def _check_letters(text: str) -> None:
    """What no formula contains, refused before the parser warns of it or reads it as something else."""
    if found := _FOREIGN.search(text):
        at, letter = found.start(), found[0]
        if not letter.isascii() or not letter.isprintable():
            raise FormulaError("a formula is written in plain ASCII", at)
        raise FormulaError(f"{letter} is not part of the formula language", at)
    if found := _OWN_MARKER.search(text):
        raise FormulaError("names begin with a letter", found.start())


def _check_numbers(marked: str) -> None:
    if found := _RUN_INTO.search(marked):
        raise FormulaError("a number runs into a word: neither a unit nor a name", found.start(1))


def _after(node: ast.AST) -> int:
    """Where the sign of an operation stands, or the node itself."""
    left = getattr(node, "left", None)
    return _offset(node) if left is None else getattr(left, "end_col_offset", 0)


def _refuse_kind(node: ast.AST, at: int) -> None:
    if not isinstance(node, _ALLOWED):
        raise FormulaError(f"{type(node).__name__} is not part of the formula language", at)


def _check(node: ast.AST) -> None:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise FormulaError("only numbers are allowed", _offset(node))
        if abs(node.value) > MAX_NUMBER:
            raise OutOfBounds(f"a number beyond {MAX_NUMBER:g}", _offset(node))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        fold(node)
    if isinstance(node, ast.Call):
        _check_call(node)
    for child in ast.iter_child_nodes(node):
        _refuse_kind(child, getattr(child, "col_offset", _after(node)))


def _power(node: ast.BinOp, base: float, exponent: float) -> float | None:
    try:
        return power(base, exponent)
    except ZeroDivisionError:
        return None
    except (OutOfBounds, OverflowError) as error:
        message = error.message if isinstance(error, OutOfBounds) else "a power too large to compute"
        raise OutOfBounds(message, _offset(node)) from None


def fold(node: ast.AST) -> float | None:
    """The value of an expression without names, or None. Raises OutOfBounds at a power that nobody can compute."""
    if isinstance(node, ast.Constant):
        return float(str(node.value))
    if isinstance(node, ast.UnaryOp):
        inner = fold(node.operand)
        return -inner if inner is not None and isinstance(node.op, ast.USub) else inner
    if not isinstance(node, ast.BinOp):
        return None
    left, right = fold(node.left), fold(node.right)
    if isinstance(node.op, ast.Pow) and right is not None:
        found = _power(node, 1.0 if left is None else left, right)
        return None if left is None else found
    if left is None or right is None or not isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
        return None
    return (
        left + right if isinstance(node.op, ast.Add) else left - right if isinstance(node.op, ast.Sub) else left * right
    )


def _check_call(node: ast.Call) -> None:
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        called = node.func.id if isinstance(node.func, ast.Name) else "this"
        raise FormulaError(f"{called!r} is no function of the formula language", _offset(node))
    if node.keywords:
        raise FormulaError("functions take no named arguments", _offset(node))
    function = FUNCTIONS[node.func.id]
    least, given = len(function.takes), len(node.args)
    extra = given - least
    if given < least or (extra and (not function.more or extra % len(function.more))):
        raise FormulaError(f"{node.func.id} takes {least} numbers, not {given}", _offset(node))


def _depth(node: ast.AST) -> int:
    deepest, todo = 0, [(node, 1)]
    while todo:
        here, depth = todo.pop()
        deepest = max(deepest, depth)
        todo += [(child, depth + 1) for child in ast.iter_child_nodes(here)]
    return deepest


def _vetted(text: str, marked: str) -> tuple[ast.expr, list[ast.AST]]:
    _check_numbers(marked)
    tree = _parse(text, marked)
    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_NODES * 2 or _depth(tree) > MAX_DEPTH:
        raise FormulaError("a formula too large to read: give its parts names of their own", 0)
    _refuse_kind(tree, 0)
    for node in nodes:
        _check(node)
    called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
    for node in nodes:
        if isinstance(node, ast.Name) and id(node) not in called and node.id in FUNCTIONS:
            raise FormulaError(f"{node.id!r} is a function and needs its arguments", _offset(node))
    return tree, [n for n in nodes if id(n) not in called]


def _read(source: str, text: str, lead: int) -> Formula:
    _check_letters(text)
    marked, measured = _mark_units(text, lead)
    tree, nodes = _vetted(text, marked)
    names = frozenset(n.id for n in nodes if isinstance(n, ast.Name))
    bare = tuple(
        Literal(float(n.value), NONE, n.col_offset + lead, text[n.col_offset : n.end_col_offset])
        for n in nodes
        if isinstance(n, ast.Constant) and isinstance(n.value, int | float)
    )
    literals = tuple(sorted((*bare, *measured.values()), key=lambda x: x.position))
    return Formula(source, tree, names - measured.keys(), measured, literals)


@lru_cache(4096)
def parse_formula(source: str) -> Formula:
    """Parse and vet one formula. Raises FormulaError or OutOfBounds, with the position."""
    if len(source) > MAX_LENGTH:
        raise FormulaError(f"a formula longer than {MAX_LENGTH} characters", MAX_LENGTH)
    text = source.replace("\n", " ").replace("\t", " ")
    lead = len(text) - len(text.lstrip(" "))
    try:
        return _read(source, text.strip(" "), lead)
    except NumbersError as error:
        error.position = (error.position or 0) + lead
        raise


def written(expression: str | float) -> str:
    """An expression as text: a bare number may stand for itself."""
    return expression if isinstance(expression, str) else repr(expression)


def names_in(expression: str | float) -> frozenset[str]:
    """The quantities that an expression reads."""
    return parse_formula(written(expression)).names


def literals_in(expression: str | float) -> tuple[Literal, ...]:
    """The numbers written in an expression, in order."""
    return parse_formula(written(expression)).literals


def name_position(expression: str, name: str) -> int:
    """Where a name first stands in an expression, from 0; 0 if it does not."""
    found = re.search(rf"\b{re.escape(name)}\b", expression)
    return found.start() if found else 0


def operator_of(node: ast.operator | ast.cmpop) -> str:
    """The sign of an operator, as written in the language."""
    return _BINARY.get(type(node), "") or _COMPARE.get(type(node), "")
