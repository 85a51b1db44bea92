"""The arithmetic: formulas, functions and quantities with units. Knows nothing of cases."""

from casewalk.numbers.dimensions import UnitFault, check_dimensions, dimension_words
from casewalk.numbers.entry import factor_off, read_entry, words_off
from casewalk.numbers.errors import (
    Circular,
    EntryError,
    FormulaError,
    NumbersError,
    OutOfBounds,
    UnitError,
    UnknownName,
)
from casewalk.numbers.fill import fill_in, sole_name, spell
from casewalk.numbers.formula import Literal, literals_in, name_position, names_in, parse_formula, written
from casewalk.numbers.functions import FUNCTIONS, Function
from casewalk.numbers.printing import NBSP, show
from casewalk.numbers.sheet import Definition, Sheet, check_name, compile_sheet, parse_definition
from casewalk.numbers.targets import Target, parse_comparison, parse_target
from casewalk.numbers.units import Unit, from_base, to_base, unit

__all__ = [
    "FUNCTIONS",
    "NBSP",
    "Circular",
    "Definition",
    "EntryError",
    "FormulaError",
    "Function",
    "Literal",
    "NumbersError",
    "OutOfBounds",
    "Sheet",
    "Target",
    "Unit",
    "UnitError",
    "UnitFault",
    "UnknownName",
    "check_dimensions",
    "check_name",
    "compile_sheet",
    "dimension_words",
    "factor_off",
    "fill_in",
    "from_base",
    "literals_in",
    "name_position",
    "names_in",
    "parse_comparison",
    "parse_definition",
    "parse_formula",
    "parse_target",
    "read_entry",
    "show",
    "sole_name",
    "spell",
    "to_base",
    "unit",
    "words_off",
    "written",
]
