"""One way to print a quantity, everywhere.

Three significant digits. Counts, money and data step by thousands (`60 k req/s`); a time keeps the unit that it is
declared in from one of it upwards, and else picks its own; staff hours stay hours, and below one step down from
minutes to seconds; shares from ten times on print as a factor (`20×`). Number, step and unit are joined by no-break
spaces.
"""

from __future__ import annotations

import math

from casewalk.numbers.units import DATA, MONEY, NONE, TIME, WORDS, Unit, unit

NBSP = "\N{NO-BREAK SPACE}"
_TIMES = (
    ("d", 86_400.0, 259_200.0),
    ("h", 3600.0, 10_800.0),
    ("min", 60.0, 300.0),
    ("s", 1.0, 1.0),
    ("ms", 1e-3, 1e-3),
)
"""Unit, its seconds, and the seconds from which it is used; from one of it where the quantity is declared in it."""
HOUR = 3600.0
NOISE = 1e-9
"""What is smaller than this is what sums of floats leave over."""
LEAST = 0.001
"""What is smaller is printed as `<0.001`: nobody reads on behind so many noughts."""
_STEPS = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def _digits(value: float) -> str:
    """Three significant digits without an exponent; two below one hundredth, and below a thousandth only that it is."""
    if abs(value) < NOISE:
        return "0"
    if abs(value) < LEAST:
        return f"<{LEAST}" if value > 0 else f">-{LEAST}"
    places = (1 if abs(value) < 0.01 else 2) - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    text = f"{rounded:.{max(0, min(places, 15))}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _stepped(value: float) -> tuple[str, str]:
    """Digits and a step letter: 59,990 gives `60` and `k`."""
    size = float(f"{abs(value):.3g}")
    for scale, letter in _STEPS:
        if size >= scale:
            if size / scale >= 1e6:
                return f"{value / scale:.3g}", letter
            return _digits(value / scale), letter
    return _digits(value), ""


def _time(seconds: float, written: Unit) -> str:
    size = max(abs(seconds), float(f"{abs(seconds):.3g}"))
    staff = written.top == "staff-h"
    if staff and (size >= HOUR or size < NOISE):
        return f"{_digits(seconds / HOUR)}{NBSP}h"
    if seconds == 0:
        return f"0{NBSP}{written.top or 's'}"
    if staff and size < 1:
        return f"<1{NBSP}s" if seconds > 0 else f">-1{NBSP}s"
    # Staff hours never make days; below one they step down from minutes.
    top = "min" if staff else written.top
    for word, scale, start in _TIMES:
        if size >= (scale if word == top else start):
            if size / scale >= 1000:
                digits, letter = _stepped(seconds / scale)
                return NBSP.join(filter(None, (digits, letter, word)))
            return f"{_digits(seconds / scale)}{NBSP}{word}"
    return f"{_digits(seconds / 1e-6)}{NBSP}µs"


def _data(bits: float, written: Unit) -> str:
    word = "B" if written.top.endswith("B") else "bit"
    digits, letter = _stepped(bits / (8 if word == "B" else 1))
    return f"{digits}{NBSP}{letter}{word}"


def _money(dollars: float) -> str:
    digits, letter = _stepped(abs(dollars))
    sign = "-" if dollars < 0 and digits != "0" else ""
    return f"{sign}${digits}" + (f"{NBSP}{letter}" if letter else "")


def _factor(value: float) -> str:
    digits, letter = _stepped(value)
    return f"{digits}{NBSP}{letter}×" if letter else f"{digits}×"


def _share(fraction: float) -> str:
    if float(f"{abs(fraction):.3g}") >= 10:
        return _factor(fraction)
    return f"{_digits(fraction * 100)}{NBSP}%"


def _noun(value: float, word: str) -> str:
    digits, letter = _stepped(value)
    if digits == "1" and not letter and word.endswith("s") and len(word) > 2:
        word = word[:-1]
    return NBSP.join(filter(None, (digits, letter, word)))


def _text(value: float, written: Unit) -> str:
    """The part before the slash. The unit's top word decides, not its dimension: `min/h` is a time, `MB/GB` is data."""
    dimension = WORDS[written.top][1] if written.top in WORDS else NONE
    if dimension == TIME:
        return _time(value, written)
    if dimension == DATA:
        return _data(value, written)
    if dimension == MONEY:
        return _money(value)
    if written.top == "%":
        return _share(value)
    return _factor(value) if written.top == "x" else _noun(value, written.top)


def show(value: float, of: str | Unit) -> str:
    """A value in base units as text: `60 k req/s`, `800 ms`, `80 %`, `$60 k`, `∞`."""
    written = of if isinstance(of, Unit) else unit(of)
    if math.isnan(value) or math.isinf(value):
        return "-∞" if value == -math.inf else "∞"
    if not written.bottom:
        return _text(value, written)
    text = _text(value * unit(written.bottom).scale, written)
    return f"{text}/{written.bottom}" if written.top else f"{text}{NBSP}/{written.bottom}"
