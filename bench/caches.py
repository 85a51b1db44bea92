"""Emptying the caches of a room, so that a call does all of its work."""

from __future__ import annotations

import sys
from types import ModuleType


def forget(room: ModuleType) -> None:
    """Empty every cache of a room's modules."""
    for name, module in list(sys.modules.items()):
        if name.startswith(room.__name__):
            for member in vars(module).values():
                if hasattr(member, "cache_clear"):
                    member.cache_clear()
