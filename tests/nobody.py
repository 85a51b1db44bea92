"""A test without the rights of a superuser, for whom every door is open."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of a superuser. What is imported in here has to be loaded before."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def let_in(folder: Path) -> None:
    """Make a test's folder one that everybody may reach."""
    if os.geteuid() == 0:
        top = Path(tempfile.gettempdir()).resolve()
        for above in (folder, *folder.parents):
            if above.is_relative_to(top) and above != top:
                above.chmod(0o755)
