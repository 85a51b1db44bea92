"""A sheet: every definition of a case compiled once, into one flat function in dependency order."""

from __future__ import annotations

import ast
import keyword
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter

from casewalk.numbers.errors import Circular, FormulaError, NumbersError, UnknownName
from casewalk.numbers.formula import Formula, name_position, parse_formula, written
from casewalk.numbers.functions import FUNCTIONS, power
from casewalk.numbers.units import to_base, unit

_NAME = re.compile(r"[a-z][a-z0-9_]{0,80}\Z")
_NAMESPACE: dict[str, object] = {
    "__builtins__": {},
    "_pow": power,
    "_float": float,
    **{f"_f_{name}": function.call for name, function in FUNCTIONS.items()},
}
_ARITHMETIC = (ZeroDivisionError, OverflowError, ValueError, TypeError)


@dataclass(frozen=True)
class Definition:
    """A computed quantity: a formula over base units, or a bare number in `unit`; `unit` is also how it is printed."""

    source: str | int | float
    unit: str


class _Emitter(ast.NodeTransformer):
    """Turns a vetted tree into the code that is run: floats, bounded powers, functions from the library only."""

    def __init__(self, formula: Formula) -> None:
        self._measured = formula.measured

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(float(node.value))  # type: ignore[arg-type]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        literal = self._measured.get(node.id)
        return node if literal is None else ast.Constant(literal.value)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        assert isinstance(node.func, ast.Name)  # noqa: S101 - vetted by parse_formula
        args = [self.visit(a) for a in node.args]
        return ast.Call(ast.Name(f"_f_{node.func.id}", ast.Load()), args, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Pow):
            return ast.Call(ast.Name("_pow", ast.Load()), [left, right], [])
        return ast.BinOp(left, node.op, right)


def _logical(node: ast.AST) -> bool:
    """Whether a truth value may come out, and not only choose what does."""
    if isinstance(node, ast.IfExp):
        return _logical(node.body) or _logical(node.orelse)
    if isinstance(node, ast.Compare | ast.BoolOp | ast.Not):
        return True
    return any(_logical(child) for child in ast.iter_child_nodes(node))


@lru_cache(4096)
def _emitted(source: str) -> str:
    """The code of a formula; a case compiles the same ones again for every move."""
    formula = parse_formula(source)
    tree = _Emitter(formula).visit(ast.parse(ast.unparse(formula.tree), mode="eval").body)
    code = ast.unparse(ast.fix_missing_locations(tree))
    return f"_float({code})" if _logical(formula.tree) else code


@lru_cache(256)
def _function(source: str) -> Callable[..., dict[str, float]]:
    """The function that a sheet's code defines. It keeps no state, so sheets with the same code share it."""
    namespace = dict(_NAMESPACE)
    # Every name and every node was vetted: nothing but arithmetic and library calls can be in here.
    exec(compile(source, "<sheet>", "exec"), namespace)  # noqa: S102
    return namespace["sheet"]  # type: ignore[return-value]


class Sheet:
    """Compiled definitions. `evaluate` is cheap enough for every key press of a slider."""

    def __init__(
        self,
        parameters: tuple[str, ...],
        definitions: Mapping[str, Definition],
        formulas: Mapping[str, Formula],
        order: tuple[str, ...],
    ) -> None:
        self.parameters = parameters
        self.order = order
        self.reads: Mapping[str, frozenset[str]] = {name: f.names for name, f in formulas.items()}
        self._definitions = definitions
        self._formulas = formulas

    def _emit(self, name: str, formula: Formula) -> str:
        definition = self._definitions[name]
        if isinstance(definition.source, int | float):
            return repr(to_base(float(definition.source), definition.unit))
        return _emitted(formula.source)

    @cached_property
    def _code(self) -> dict[str, str]:
        """Each definition's code. Written when it is first asked for: many sheets are compiled only to find faults."""
        return {name: self._emit(name, self._formulas[name]) for name in self.order}

    @cached_property
    def _run(self) -> Callable[..., dict[str, float]]:
        body = "".join(f"    {name} = {self._code[name]}\n" for name in self.order)
        out = ", ".join(f"{name!r}: {name}" for name in (*self.parameters, *self.order))
        source = f"def sheet({', '.join(self.parameters)}):\n{body}    return {{{out}}}\n"
        return _function(source)

    def evaluate(self, values: Mapping[str, float]) -> dict[str, float]:
        """Every quantity in base units, parameters included.

        Arithmetic never raises: what divides by nought or leaves a function's domain is infinite. Raises KeyError if a
        parameter is missing.
        """
        given = [float(values[name]) for name in self.parameters]
        try:
            found = self._run(*given)
        except _ARITHMETIC:
            return self._one_by_one(dict(zip(self.parameters, given, strict=True)))
        for value in found.values():
            if value != value:  # noqa: PLR0124 - not a number is the only value that differs from itself
                return self._one_by_one(dict(zip(self.parameters, given, strict=True)))
        return found

    def _one_by_one(self, given: dict[str, float]) -> dict[str, float]:
        found = {name: math.inf if math.isnan(value) else value for name, value in given.items()}
        for name in self.order:
            try:
                value = float(eval(self._code[name], dict(_NAMESPACE), found))  # noqa: S307 - vetted like the sheet
            except _ARITHMETIC:
                value = math.inf
            found[name] = math.inf if math.isnan(value) else value
        return found

    def definition(self, name: str) -> Definition:
        """How a quantity is defined. Raises KeyError for a parameter or an unknown name."""
        return self._definitions[name]

    def part(self, names: Iterable[str]) -> Sheet:
        """The part of this sheet that these quantities need, and no more: what is asked for often is evaluated fast."""
        kept = self.cone(names)
        return Sheet(
            tuple(name for name in self.parameters if name in kept),
            self._definitions,
            {name: formula for name, formula in self._formulas.items() if name in kept},
            tuple(name for name in self.order if name in kept),
        )

    def cone(self, names: Iterable[str]) -> frozenset[str]:
        """Everything that these quantities depend on, themselves included."""
        seen: set[str] = set()
        todo = list(names)
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += self.reads.get(name, ())
        return frozenset(seen)


def check_name(name: str) -> None:
    """Names enter the compiled sheet, so they are plain. Raises FormulaError."""
    if not _NAME.match(name) or keyword.iskeyword(name) or name in FUNCTIONS:
        raise FormulaError(f"{name!r} is no name for a quantity: a-z, 0-9 and _, and no function's name", name=name)


def parse_definition(name: str, definition: Definition, known: Iterable[str]) -> Formula:
    """One definition, parsed, its unit and its names known. Raises typed errors that carry `name`."""
    source = written(definition.source)
    try:
        unit(definition.unit)
        formula = parse_formula(source)
    except NumbersError as error:
        error.name = name
        raise
    for read in sorted(formula.names - set(known)):
        raise UnknownName(f"{read!r} is not defined", name_position(source, read), name)
    return formula


def compile_sheet(parameters: Mapping[str, str], definitions: Mapping[str, Definition]) -> Sheet:
    """Compile definitions over parameters (name to unit). Raises typed errors; the first fault found."""
    for name in (*parameters, *definitions):
        check_name(name)
        if name in parameters and name in definitions:
            raise FormulaError(f"{name!r} is defined twice", name=name)
    known = parameters.keys() | definitions.keys()
    formulas = {name: parse_definition(name, d, known) for name, d in definitions.items()}
    sorter = TopologicalSorter({name: sorted(f.names) for name, f in formulas.items()})
    try:
        order = tuple(name for name in sorter.static_order() if name in formulas)
    except CycleError as error:
        raise Circular(tuple(reversed(error.args[1]))) from None
    return Sheet(tuple(parameters), dict(definitions), formulas, order)
