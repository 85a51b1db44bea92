"""What screens look like: pictures that were looked at once, and are compared from then on.

After a wanted change: `pytest tests/tui/test_tui_snapshots.py --snapshot-update`, and look at the pictures again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from placed import walk_to

from opened import app_in

Compare = Callable[..., bool]
WIDE, MIDDLE, NARROW = (120, 36), (80, 24), (60, 20)
SHELF = ("stararena",)
"""What the library shows in pictures, whatever ships."""
SETTLE = ("wait:400",)
MARKED = ("wait:2000",)
"""Long enough for every slider to be marked, and for a decision to be looked into."""

WALKS = (
    ("situation-wide", WIDE, "flood", "situation", ()),
    ("estimate-covered", WIDE, "flood", "estimate", ()),
    ("signal-wide", WIDE, "flood", "signal", ("1",)),
    ("move-wide", WIDE, "flood", "move", ("2", "right")),
    ("move-middle", MIDDLE, "flood", "move", ("2", "right")),
    ("move-narrow", NARROW, "flood", "move", ("2", "right")),
    ("diagram-focus", WIDE, "money-late", "move", ("d",)),
    ("diagram-middle", MIDDLE, "money-late", "move", ("shift+tab", "shift+tab", "shift+tab")),
    ("reveal-wide", WIDE, "flood", "reveal", MARKED),
    ("reveal-middle", MIDDLE, "flood", "reveal", MARKED),
    ("reveal-narrow", NARROW, "flood", "reveal", ("right", *MARKED)),
    ("grounds-wide", WIDE, "who-goes-first", "reveal", (*MARKED, "r")),
    ("grounds-middle", MIDDLE, "who-goes-first", "reveal", (*MARKED, "r")),
    ("grounds-narrow", NARROW, "who-goes-first", "reveal", (*MARKED, "r")),
    ("chart-wide", WIDE, "flood", "reveal", ("w", "c", "down", *MARKED)),
    ("chart-middle", MIDDLE, "flood", "reveal", ("w", "c", "m", *MARKED)),
    ("chart-narrow", NARROW, "flood", "reveal", ("w", "c", *MARKED)),
    ("sliders-wide", WIDE, "flood", "reveal", ("w", *["shift+left"] * 3, *MARKED)),
    ("sliders-middle", MIDDLE, "flood", "reveal", ("w", *["shift+left"] * 3, *MARKED)),
    ("sliders-narrow", NARROW, "flood", "reveal", ("w", *["shift+left"] * 3, *MARKED)),
    ("sliders-diagram", WIDE, "flood", "reveal", ("w", "tab", "m", *MARKED)),
    ("replay-wide", WIDE, "flood", "reveal", ("p", "3", "f", *["shift+right"] * 4)),
    ("replay-two", WIDE, "flood", "reveal", ("p", "3", "c", "end")),
    ("replay-narrow", NARROW, "flood", "reveal", ("p", "3", "f", *["shift+right"] * 4)),
    ("what-if-wide", WIDE, "seat-holds", "flip", ("1", "enter")),
)


pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("size", "stage", "kind", "keys"), [w[1:] for w in WALKS], ids=[w[0] for w in WALKS])
def test_a_walk_looks_as_it_did(
    size: tuple[int, int],
    stage: str,
    kind: str,
    keys: tuple[str, ...],
    snap_compare: Compare,
    tmp_path: Path,
) -> None:
    walk_to(tmp_path, stage, kind)
    assert snap_compare(app_in(tmp_path), terminal_size=size, press=[*SETTLE, *keys, *SETTLE])


def test_a_light_ground_looks_as_it_did(snap_compare: Compare, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    assert snap_compare(app_in(tmp_path, theme="light"), terminal_size=WIDE, press=[*SETTLE, "2", *SETTLE])


@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=["wide", "middle"])
def test_the_debrief_looks_as_it_did(size: tuple[int, int], snap_compare: Compare, tmp_path: Path) -> None:
    walk_to(tmp_path)
    assert snap_compare(app_in(tmp_path, case=False, shelf=SHELF), terminal_size=size, press=[*SETTLE, "b", *SETTLE])


def test_the_library_looks_as_it_did(snap_compare: Compare, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    assert snap_compare(app_in(tmp_path, case=False, shelf=SHELF), terminal_size=WIDE, press=[*SETTLE])


LIVED = (
    ("lived-situation-wide", WIDE, "who-goes-first", "situation", ()),
    ("lived-move-wide", WIDE, "who-goes-first", "move", ("2",)),
    ("lived-move-middle", MIDDLE, "who-goes-first", "move", ("2",)),
    ("lived-reveal-wide", WIDE, "who-goes-first", "reveal", ()),
)


@pytest.mark.parametrize(("size", "stage", "kind", "keys"), [w[1:] for w in LIVED], ids=[w[0] for w in LIVED])
def test_a_road_of_ones_own_looks_as_it_did(
    size: tuple[int, int],
    stage: str,
    kind: str,
    keys: tuple[str, ...],
    snap_compare: Compare,
    tmp_path: Path,
) -> None:
    walk_to(tmp_path, stage, kind, live=True)
    assert snap_compare(app_in(tmp_path), terminal_size=size, press=[*SETTLE, *keys, *SETTLE])


@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=["wide", "middle"])
def test_both_roads_look_as_they_did(size: tuple[int, int], snap_compare: Compare, tmp_path: Path) -> None:
    walk_to(tmp_path, live=True)
    press = [*SETTLE, "b", *SETTLE, *(["pagedown"] if size == MIDDLE else []), *SETTLE]
    assert snap_compare(app_in(tmp_path, case=False, shelf=SHELF), terminal_size=size, press=press)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_choice_at_the_start_looks_as_it_did(size: tuple[int, int], snap_compare: Compare, tmp_path: Path) -> None:
    assert snap_compare(app_in(tmp_path, asked=True), terminal_size=size, press=[*SETTLE])
