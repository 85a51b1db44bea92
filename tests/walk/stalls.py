"""Small decisions made by hand: a stall with three parameters, a metric with a limit, and moves that buy capacity."""

from __future__ import annotations

from typing import Any

import msgspec

from casewalk.case import Case
from casewalk.walk import Workings

WORDS = {"short": "s", "past": "p", "how": "h", "gained": "g", "gave_up": "u", "risk": "r"}


def parameter(value: float, low: float = 1, high: float = 100, **more: Any) -> dict[str, Any]:
    """A parameter without a unit."""
    return {"value": value, "unit": "x", "range": [low, high], "label": "l", "basis": "assumed: made up", **more}


def buying(name: str, capacity: str, price: str) -> dict[str, Any]:
    """A move that sets the capacity for a price a month; both are expressions."""
    return {"id": name, "label": name, **WORDS, "costs": {"run_month": price}, "levers": {"capacity": capacity}}


KEEP = {"id": "keep", "label": "keep", **WORDS}


def stall(*moves: dict[str, Any], chosen: str, require: tuple[str, ...] = (), **parameters: dict[str, Any]) -> Workings:
    """A stall: `load` must stay within the capacity, and `spare` is read by nothing that is judged."""
    given = {"load": parameter(10), "price": parameter(10), "size": parameter(10), "spare": parameter(10)} | parameters
    decision = {
        "id": "d", "ask": "a", "judged_by": ["use"], "chosen": chosen, "moves": list(moves),
        "reveal": "r", "record": {"revisit_when": "load > 1"},
    }  # fmt: skip
    stage = {
        "id": "one", "kind": "stand", "subject": [], "title": "t", "when": "w", "situation": "s", "why": "w",
        "signal": {"because": "b"}, "decisions": [decision], "aftermath": "a", "flips": [],
    }  # fmt: skip
    formulas = {
        "use": {"is": "load / capacity", "unit": "%", "label": "Use"},
        "unread": {"is": "spare + load", "unit": "x", "label": "Unread"},
        "first_year_cost": {"is": "12 * run_month", "unit": "$", "label": "Cost"},
    }
    model = {
        "parameters": given,
        "formulas": formulas,
        "levers": {"capacity": {"is": "size", "unit": "x", "label": "Capacity"}},
        "metrics": {"use": {"target": "<= 100 %", "basis": "made up", "from": "one"}},
        "require": list(require),
        "architecture": {"nodes": {"n": {"kind": "db", "at": [0, 0], "label": "N"}}},
    }
    header = {
        "format": 1, "id": "stall", "title": "t", "subtitle": "s", "product": "p", "drills": [], "minutes": 1,
        "stages": ["one"],
    }  # fmt: skip
    return Workings(msgspec.convert({"header": header, "model": model, "stages": [stage]}, Case))
