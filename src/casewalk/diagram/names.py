"""Names of parts: on one line, on two, and cut short where nothing else helps."""

from __future__ import annotations

from functools import lru_cache

from casewalk.diagram.cells import width

CUT = "…"
LEAST = 5
"""A name is not cut below so many cells."""


@lru_cache(1024)
def splits(label: str, most: int) -> tuple[tuple[str, ...], ...]:
    """The label on one line, then on two (where `most` allows), each narrower than the one before.

    Broken at spaces and after hyphens; the first line takes as much as it can.
    """
    found: list[tuple[str, ...]] = [(label,)]
    if most < 2:
        return tuple(found)
    words = [w for w in label.replace("-", "-\n").replace(" ", " \n").split("\n") if w]
    two = [("".join(words[:i]).rstrip(), "".join(words[i:])) for i in range(1, len(words))]
    by_width: dict[int, tuple[str, ...]] = {}
    for lines in two:
        by_width[max(map(width, lines))] = lines
    found += [by_width[w] for w in sorted(by_width, reverse=True) if w < width(label)]
    return tuple(found)


def cut(text: str, limit: int = 0) -> tuple[str, ...]:
    """The text cut to fewer and fewer cells, led by the longest; or only to a limit."""
    found: list[str] = []
    for size in (limit,) if limit else range(width(text) - 1, LEAST, -1):
        kept, used = "", 0
        for char in text:
            if used + width(char) > size - 1:
                break
            kept, used = kept + char, used + width(char)
        found.append(kept.rstrip() + CUT)
    return tuple(found)
