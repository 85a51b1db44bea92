"""Which characters content may hold: text that people read, and nothing that steers a terminal or hides."""

from __future__ import annotations

import re

_KINDS = (
    (re.compile("[\x00-\x08\x0b-\x1f\x7f]"), "a control character"),
    (re.compile("[\x80-\x9f]"), "a C1 control character"),
    (re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "a bidirectional control"),
    (
        re.compile("[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0]"),
        "an invisible character",
    ),
    (re.compile("[\ud800-\udfff]"), "half a surrogate pair"),
    (re.compile("[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"), "a noncharacter"),
    (re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]"), "a private-use character"),
    (re.compile("[\U000e0000-\U000e0fff]"), "a tag character"),
    (
        re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}"),
        "a pile of combining marks",
    ),
    # The joiners that Persian and emoji need may stand between two characters beyond ASCII only.
    (re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"), "a joiner beside ASCII"),
)  # fmt: skip


def find_bad(text: str) -> tuple[int, str] | None:
    """The offset of the first character that content may not hold, and what it is; None where all is well."""
    if text.isascii() and text.isprintable():
        return None
    hits = [(found.start(), what) for pattern, what in _KINDS if (found := pattern.search(text))]
    return min(hits) if hits else None
