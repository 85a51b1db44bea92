"""Plain data into the words of a case, with every structural fault at its place."""

from __future__ import annotations

import difflib
import json
import re
from functools import cache
from typing import Any

import msgspec

from casewalk.case import CaseHeader, Model, Stage, Term
from casewalk.script.findings import Path_
from casewalk.script.reader import Document

Fault = tuple[Path_, str, str, bool]
"""Where in the file, what is wrong, what to do, and whether the key is meant rather than its value."""

KINDS: dict[str, Any] = {
    "case": CaseHeader,
    "model": Model,
    "stage": Stage,
    "glossary": tuple[Term, ...],
}
"""Every kind of file, and the type that it holds."""

_KINDS_OF_VALUE = {
    "string": "text",
    "object": "a mapping",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


@cache
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file. Raises KeyError."""
    found = msgspec.json.schema(KINDS[kind])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"casewalk {kind} file", **found}


def schema_text(kind: str) -> str:
    """The same as indented JSON text."""
    return msgspec.json.format(msgspec.json.encode(schema(kind)), indent=2).decode()


def decode(document: Document, kind: str) -> tuple[Any | None, tuple[Fault, ...]]:
    """The file's content as the words of a case, or every structural fault in it."""
    try:
        return msgspec.convert(document.content, KINDS[kind], strict=True), ()
    except msgspec.ValidationError as error:
        faults = _all_faults(document.content, kind)
        # The schema and the decoder agree on everything but corner cases: the decoder's own word is the last resort.
        return None, faults or (((), str(error), "", False),)


def _all_faults(content: Any, kind: str) -> tuple[Fault, ...]:
    # Loading the schema library costs more than a case does, and a sound case never needs it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    validator = Draft202012Validator(schema(kind))
    faults: list[Fault] = []
    for error in validator.iter_errors(content):
        faults += _worded(error)
    return tuple(sorted(set(faults), key=lambda f: tuple(map(str, f[0]))))


def _worded(error: Any) -> list[Fault]:
    path: Path_ = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        return [_unknown_key(path, key, known) for key in error.instance if key not in known]
    if "propertyNames" in error.schema_path:
        message = f"the key {_short(error.instance)} is no id"
        return [((*path, error.instance), message, "lower-case words joined by hyphens", True)]
    if error.validator == "required":
        missing = [k for k in error.validator_value if k not in error.instance]
        return [(path, f"the key {key!r} is missing", "", False) for key in missing]
    if error.validator == "anyOf":
        return _none_of(path, error)
    if error.validator == "enum":
        return [_not_among(path, error.instance, [str(v) for v in error.validator_value])]
    if error.validator == "type":
        kind = _KINDS_OF_VALUE[error.validator_value]
        hint = "quote it if it is text" if kind == "text" else ""
        return [(path, f"{_short(error.instance)} is not {kind}", hint, False)]
    if error.validator == "minItems" and not error.instance:
        return [(path, "nothing in this list", "it needs one entry at least", False)]
    if error.validator in {"minimum", "maximum"}:
        bound = "least" if error.validator == "minimum" else "most"
        return [(path, f"{_short(error.instance)} is out of bounds here", f"at {bound} {error.validator_value}", False)]
    return [(path, re.sub(r"\s+", " ", error.message)[:200], "", False)]


def _none_of(path: Path_, error: Any) -> list[Fault]:
    """A value that fits none of several kinds; where one is of its own kind, what is wrong inside it."""
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    for inside in branches.values():
        if not any(e.validator in {"type", "enum"} and not e.path for e in inside):
            return [fault for e in inside for fault in _worded(e)]
    # A kind of record stands in the schema as a reference, without a type of its own.
    kinds = [_KINDS_OF_VALUE[s.get("type", "object")] for s in error.validator_value if "enum" not in s]
    kinds += [str(v) for s in error.validator_value for v in s.get("enum", ())]
    return [(path, f"{_short(error.instance)} is not allowed here", f"expected one of: {', '.join(kinds)}", False)]


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _unknown_key(path: Path_, key: str, known: list[str]) -> Fault:
    close = difflib.get_close_matches(key, known, 1)
    hint = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(sorted(known))}"
    return ((*path, key), f"unknown key {key!r}", hint, True)


def _not_among(path: Path_, value: Any, known: list[str]) -> Fault:
    close = difflib.get_close_matches(str(value), known, 1)
    hint = f"did you mean {close[0]!r}?" if close else f"one of: {', '.join(known)}"
    return (path, f"{_short(value)} is not known here", hint, False)
