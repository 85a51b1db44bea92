"""The picture in words, for a screen reader and for panes too small to draw in; and its plain ASCII form."""

from __future__ import annotations

from casewalk.diagram.paint import Drawing
from casewalk.diagram.picture import Picture

_STATUS = {"": "", "added": "new: ", "changed": "changed: ", "removed": "removed: "}

ASCII = str.maketrans(
    {
        **dict.fromkeys("─━═╌", "-"),
        **dict.fromkeys("│┃║╎", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘┏┓┗┛╔╗╚╝┼├┤┬┴", "+"),
        "┄": ".", "┆": ":", "►": ">", "◄": "<", "▲": "^", "▼": "v", "▸": ">", "✗": "x", "✓": "ok", "…": "~",
        "\xa0": " ", "×": "x", "µ": "u", "∞": "inf", "≤": "<=", "≥": ">=", "−": "-", "≠": "!=", "→": "->",
        "◆": "*", "●": "(*)", "○": "( )", "▌": "|", "“": '"', "”": '"', "’": "'",
        "▮": "#", "▯": ".", "▪": ".", "■": "#", "·": ".", "█": "#", "▒": "=",
        **dict.fromkeys("▁▂▃▄▅▆▇", "_"),
    }
)  # fmt: skip
"""What every mark of the product becomes in plain ASCII."""


def ascii_text(text: str) -> str:
    """Text in plain ASCII; what has no counterpart becomes a question mark."""
    return text.translate(ASCII).encode("ascii", "replace").decode("ascii")


def outline(picture: Picture) -> tuple[str, ...]:
    """The picture in words: each part with its heat and rules, then what it calls and how."""
    labels = {p.id: p.label for p in picture.parts}
    lines: list[str] = []
    for part in picture.parts:
        heat = f", {part.printed} of its capacity" if part.heat is not None else ""
        over = {"near": ", near its limit", "miss": ", at or past its limit"}.get(part.warmth, "")
        lines.append(f"{_STATUS[part.status]}{part.label} ({part.kind}){heat}{over}.")
        if part.rules:
            lines.append(f"  holds: {'; '.join(part.rules)}.")
        if part.parts:
            lines.append(f"  inside: {', '.join(part.parts)}.")
        for link in picture.links:
            if link.source == part.id:
                verb = "calls" if link.kind == "sync" else "sends to"
                label = f": {link.label}" if link.label else ""
                lines.append(f"  {_STATUS[link.status]}{verb} {labels[link.target]}{label}.")
    if picture.gone:
        lines.append(f"gone: {', '.join(picture.gone)}.")
    return tuple(lines)


def neighbour(drawing: Drawing, current: str, dx: int, dy: int) -> str:
    """The part that an arrow key leads to: the nearest that way; itself where there is none."""
    here = drawing.regions[current]
    cx, cy = here.x + here.width / 2, 2 * (here.y + here.height / 2)
    best, nearest = current, 1e9
    for part_id, region in drawing.regions.items():
        ax, ay = region.x + region.width / 2 - cx, 2 * (region.y + region.height / 2) - cy
        along, off = (ax * dx, abs(ay)) if dx else (ay * dy, abs(ax))
        if part_id != current and along > 0.5 and along + 3 * off < nearest:
            best, nearest = part_id, along + 3 * off
    return best
