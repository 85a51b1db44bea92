"""Draws the README's picture: `python docs/picture.py`, from the top of the checkout."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "tests" / "tui")]

from placed import walk_to  # noqa: E402

from opened import app_in  # noqa: E402


async def picture(home: Path) -> str:
    """StarArena's third stage before the move, with one selected, as SVG."""
    walk_to(home, "flood", "move")
    app = app_in(home)
    async with app.run_test(size=(120, 36)) as pilot:  # type: ignore[attr-defined]
        await pilot.pause(0.5)
        await pilot.press("2", "right", "right")
        await pilot.pause(0.5)
        return str(app.export_screenshot(title="casewalk"))  # type: ignore[attr-defined]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        (ROOT / "docs" / "walk.svg").write_text(asyncio.run(picture(Path(place))), encoding="utf-8")
