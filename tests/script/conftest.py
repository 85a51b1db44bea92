"""What the tests of the checker share: cases that differ in one place are read, compiled and drawn once where alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

import pytest

from casewalk.numbers import Definition, Sheet, compile_sheet
from casewalk.script import kept, load
from casewalk.script.rules import shape
from casewalk.walk import workings
from casewalk.walk.rivals import Rivals
from casewalk.walk.witness import Found, search

T = TypeVar("T")
Named = tuple[tuple[str, T], ...]


@lru_cache(512)
def _compiled(parameters: Named[str], definitions: Named[Definition]) -> Sheet:
    return compile_sheet(dict(parameters), dict(definitions))


def _compile_once(parameters: Mapping[str, str], definitions: Mapping[str, Definition]) -> Sheet:
    return _compiled(tuple(parameters.items()), tuple(definitions.items()))


_SEARCHED: dict[str, Found] = {}


def _search_once(of: Rivals) -> Found:
    key = kept.key_of(of)
    if key not in _SEARCHED:
        _SEARCHED[key] = search(of)
    return _SEARCHED[key]


_READ, _DRAW = lru_cache(64)(load.read), lru_cache(2048)(shape.draw)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads each text, compiles each sheet, searches each decision, draws each picture once: none keeps any state."""
    monkeypatch.setattr(workings, "compile_sheet", _compile_once)
    monkeypatch.setattr(kept, "search", _search_once)
    monkeypatch.setattr(load, "read", _READ)
    monkeypatch.setattr(shape, "draw", _DRAW)
