"""The reference page of the function library, written from the functions' own descriptions.

`python -m casewalk.numbers.reference` prints it.
"""

from __future__ import annotations

import inspect
import sys

from casewalk.numbers.functions import FUNCTIONS, Function

_HEAD = """# Functions of the formula language

<!-- Written by `make docs` from the functions' own descriptions. Change those, not this page. -->

A formula may call these functions and no others. Values are in base units: seconds, bits, dollars, fractions and plain
counts. Letters stand for dimensions: arguments with the same letter must have the same dimension, whichever it is
(time, data, money or a bare number); `1` is a bare number. A call that leaves a function's domain is infinite, never an
error.
"""


def _signature(name: str, function: Function) -> str:
    names: list[str] = []
    for parameter in inspect.signature(function.call).parameters.values():
        if parameter.kind is not inspect.Parameter.VAR_POSITIONAL:
            names.append(parameter.name)
        elif function.more == ("A", "B"):
            names += ["x1", "y1", "x2", "y2", "..."]
        else:
            names += ["a", "b", "..."]
    return f"{name}({', '.join(names)})"


def _dimensions(function: Function) -> str:
    more = ", ..." if function.more else ""
    return f"({', '.join(function.takes)}{more}) gives {function.gives.replace('*', ' × ')}"


def _entry(name: str, function: Function) -> str:
    text = inspect.cleandoc(function.text)
    return f"## `{_signature(name, function)}`\n\n{text}\n\nDimensions: {_dimensions(function)}\n"


def reference() -> str:
    """The whole page, as Markdown: every function with its arguments, meaning, source and dimensions."""
    return "\n".join((_HEAD, *(_entry(name, function) for name, function in FUNCTIONS.items())))


if __name__ == "__main__":
    sys.stdout.write(reference())
