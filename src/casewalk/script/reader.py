"""Strict YAML: text to plain data, with a place for every value, or one refusal.

Read from the parser's events, so depth, size and the traps of YAML are met before anything recursive sees the document.
Refused: anchors, aliases, merge keys, tags, directives, second documents, duplicate keys, keys that are not text, plain
scalars that YAML readers disagree about, control and bidirectional characters, and anything too deep or too large.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from casewalk.script.characters import find_bad
from casewalk.script.findings import Path_
from casewalk.script.places import place_inside

MAX_BYTES = 1_048_576
MAX_DEPTH = 24
MAX_VALUES = 20_000
MAX_TEXT = 65_536
MAX_KEY = 128
MAX_DIGITS = 15

Marks = dict[Path_, tuple[int, int]]
"""Path inside the file to line and column, from 1. Keys are marked under their path with a last element `key:NAME`."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]{1,3})?\Z")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_AMBIGUOUS = re.compile(
    r"(?:yes|no|on|off|y|n|Yes|No|On|Off|Y|N|YES|NO|ON|OFF|True|False|TRUE|FALSE|Null|NULL|=|<<"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?0[0-9_]+|[-+]?0[oxb][0-9a-fA-F_]+"
    r"|[-+]?[0-9]+(?:_[0-9_]*)+|\+[0-9.]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"
    r"|[-+]?(?:[0-9]+\.|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
)
_LONG_NUMBER = re.compile(r"[-+]?[0-9][0-9a-fA-FxX_:.eE+-]{63,}\Z")


class Rejected(ValueError):
    """Text that is refused. Line and column count from 1; `code` names the rule, `hint` says what to do."""

    def __init__(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.code, self.message, self.hint = line, column, code, message, hint


@dataclass(frozen=True)
class Document:
    """What a file holds: plain data, the place of every value and key in it, and its text."""

    content: Any
    marks: Marks
    source: str = ""

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it that has a place."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return (1, 1)

    def place_in(self, path: Path_, offset: int) -> tuple[int, int]:
        """Line and column of a character of a text; of the value, if that is no text of the file."""
        value: Any = self.content
        try:
            for step in path:
                value = value[step]
        except (LookupError, TypeError):
            value = None
        place = self.place(path)
        if not isinstance(value, str) or path not in self.marks:
            return place
        return place_inside(self.source, *place, value, offset)

    def key_place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the key that leads to a value."""
        if path and (*path[:-1], f"key:{path[-1]}") in self.marks:
            return self.marks[*path[:-1], f"key:{path[-1]}"]
        return self.place(path)


@dataclass
class _Open:
    container: list[Any] | dict[str, Any]
    path: Path_
    key: str | None = None
    seen: dict[str, int] = field(default_factory=dict)


def decode_text(raw: bytes) -> str:
    """UTF-8 bytes as text without a byte-order mark, line ends as newlines. Raises Rejected."""
    if len(raw) > MAX_BYTES:
        raise Rejected(1, 1, "CW101", f"the file is larger than {MAX_BYTES} bytes")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8", "replace")) + 1
        raise Rejected(line, column, "CW101", f"byte 0x{raw[error.start]:02x} is not UTF-8") from None
    text = text.replace("\r\n", "\n")
    if bad := find_bad(text.replace("\n", " ").replace("\t", " ")):
        at, what = bad
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        raise Rejected(text.count("\n", 0, at) + 1, column, "CW102", f"{what} is not allowed")
    return text


def read(raw: bytes, loader: Any = None) -> Document:
    """Read one YAML document strictly. Raises Rejected and nothing else, whatever the bytes."""
    text = decode_text(raw)
    try:
        return _Builder().build(yaml.parse(text, Loader=loader or _LOADER), text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.split("\n")
        if line > len(lines):
            # What is missing at the end of a file without a last line end is looked for beyond it.
            line, column = len(lines), len(lines[-1]) + 1
        context = f" ({error.context})" if error.context else ""
        raise Rejected(line, column, "CW103", f"not YAML: {error.problem}{context}", _unquoted(lines, line)) from None
    except (yaml.YAMLError, ValueError, OverflowError, IndexError) as error:
        if isinstance(error, Rejected):
            raise
        first = (str(error).splitlines() or [""])[0][:200]
        raise Rejected(1, 1, "CW103", f"not YAML: {first or type(error).__name__}") from None


_BRACED = re.compile(r"\s*(?:- )*(?:[\w-]+:\s+)?(?P<first>[{\[])[^{}\[\]]*[}\]]\s*[^\s#]")
"""A value that goes on behind its closing brace: prose that begins with a placeholder."""
_COLON = re.compile(r"\s*(?:- )*[\w-]+:\s+[^\s'\"{\[|>].*?:\s")
"""A plain value with a colon and a space in it."""


def _unquoted(lines: list[str], line: int) -> str:
    """What to do about prose that wants quotes, on the line where a parser gave up or the one above; else nothing."""
    for number in (line, line - 1):
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if found := _BRACED.match(text):
            return f"the text on line {number} begins with {found['first']}: put it in double quotes"
        if _COLON.match(text + " "):
            return f"the text on line {number} holds a colon and a space: put it in double quotes"
    return ""


class _Builder:
    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._marks: Marks = {}
        self._root: Any = None
        self._values = self._documents = 0

    def build(self, events: Any, source: str) -> Document:
        for event in events:
            self._meet(event)
        if not self._marks:
            raise Rejected(1, 1, "CW103", "the file has no content")
        return Document(self._root, self._marks, source)

    def _meet(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _refuse(event, "CW104", "one YAML document a file")
                if event.version or event.tags:
                    raise _refuse(event, "CW104", "%YAML and %TAG directives are not allowed")
            case yaml.AliasEvent():
                raise _refuse(event, "CW104", "aliases are not allowed; write the value out")
            case yaml.ScalarEvent() | yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._vet(event)
                self._scalar(event) if isinstance(event, yaml.ScalarEvent) else self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                closed = self._stack.pop()
                self._put(closed.container)

    def _vet(self, event: Any) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise _refuse(event, "CW101", f"more than {MAX_VALUES} values in one file")
        if event.anchor:
            raise _refuse(event, "CW104", "anchors are not allowed; write the value out")
        if event.tag is not None:
            raise _refuse(event, "CW104", "tags are not allowed")

    def _wants_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].container, dict) and self._stack[-1].key is None

    def _here(self) -> Path_:
        if not self._stack:
            return ()
        top = self._stack[-1]
        return (*top.path, len(top.container) if isinstance(top.container, list) else str(top.key))

    def _put(self, value: Any) -> None:
        if not self._stack:
            self._root = value
            return
        top = self._stack[-1]
        if isinstance(top.container, list):
            top.container.append(value)
        else:
            top.container[str(top.key)] = value
            top.key = None

    def _open(self, event: Any) -> None:
        if self._wants_key():
            raise _refuse(event, "CW105", "a key must be text")
        if len(self._stack) >= MAX_DEPTH:
            raise _refuse(event, "CW101", f"nested more than {MAX_DEPTH} levels")
        path = self._here()
        self._marks[path] = _place(event)
        self._stack.append(_Open([] if isinstance(event, yaml.SequenceStartEvent) else {}, path))

    def _scalar(self, event: Any) -> None:
        text = event.value
        if len(text) > MAX_TEXT:
            raise _refuse(event, "CW101", f"a text of {len(text)} characters; the limit is {MAX_TEXT}")
        if bad := find_bad(text.replace("\n", " ").replace("\t", " ")):
            raise _refuse(event, "CW102", f"{bad[1]} is not allowed (character {bad[0] + 1} of this text)")
        if self._wants_key():
            self._key(event, text)
            return
        self._marks[self._here()] = _place(event)
        self._put(text if event.style else _plain(event, text))

    def _key(self, event: Any, text: str) -> None:
        top = self._stack[-1]
        if len(text) > MAX_KEY:
            raise _refuse(event, "CW101", f"a key of {len(text)} characters; the limit is {MAX_KEY}")
        plain = not event.style
        if plain and (text in _CONSTANTS or _INT.match(text) or _FLOAT.match(text) or _AMBIGUOUS.match(text)):
            raise _refuse(event, "CW105", f"the key {text!r} must be quoted: it does not read as text")
        normal = unicodedata.normalize("NFC", text)
        if normal in top.seen:
            raise _refuse(event, "CW106", f"the key {text!r} stands already on line {top.seen[normal]}")
        top.seen[normal] = event.start_mark.line + 1
        top.key = text
        self._marks[*top.path, f"key:{text}"] = _place(event)


def _place(event: Any) -> tuple[int, int]:
    return (event.start_mark.line + 1, event.start_mark.column + 1)


def _refuse(event: Any, code: str, message: str) -> Rejected:
    return Rejected(*_place(event), code, message)


def _plain(event: Any, text: str) -> Any:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.match(text):
        if len(text.lstrip("-")) > MAX_DIGITS:
            raise _refuse(event, "CW105", f"a number of {len(text)} digits; quote it if it is text")
        return int(text)
    if _FLOAT.match(text):
        number = float(text) if len(text) <= 40 else float("inf")
        if number in {float("inf"), float("-inf")}:
            raise _refuse(event, "CW105", "a number out of range; quote it if it is text")
        return number
    if (len(text) <= 64 and _AMBIGUOUS.match(text)) or _LONG_NUMBER.match(text):
        shown = text if len(text) <= 40 else text[:40] + "..."
        raise _refuse(event, "CW105", f"unquoted {shown!r} means different things to different readers; quote it")
    return text
