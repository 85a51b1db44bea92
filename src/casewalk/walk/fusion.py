"""Fusion: the sheets of several moves as one, in which what they compute alike is computed once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from casewalk.numbers import Definition, Sheet

_TOKEN = re.compile(r"[A-Za-z_]\w*|[\d.]+(?:[eE][-+]?\d+)?\s*(?:[A-Za-z_]\w*)?")


class Fusion:
    """Definitions of several sheets under new names; those that are alike in all they read share one."""

    def __init__(self) -> None:
        self.definitions: dict[str, Definition] = {}
        self._names: dict[tuple[str | int | float, str], str] = {}

    def take_in(self, sheet: Sheet, wanted: Iterable[str]) -> dict[str, str]:
        """Take in all that these names depend on. Returns every name's name in the shared sheet."""
        cone = sheet.cone(wanted)
        found = {name: name for name in sheet.parameters if name in cone}
        for name in sheet.order:
            if name in cone:
                found[name] = self._name(sheet.definition(name), found)
        return found

    def _name(self, definition: Definition, names: Mapping[str, str]) -> str:
        source = definition.source
        if isinstance(source, str):
            # A word right after a number is its unit, and is matched with it.
            source = _TOKEN.sub(lambda m: names.get(m[0], m[0]), source).strip()
            if source in names.values():
                return source
        key = (source, definition.unit)
        if key not in self._names:
            self._names[key] = f"shared__{len(self._names)}"
            self.definitions[self._names[key]] = Definition(source, definition.unit)
        return self._names[key]
