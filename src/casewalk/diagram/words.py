"""The picture in words, for a screen reader and for panes too small to draw in; and its plain ASCII form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from casewalk.diagram.picture import Part, Picture

_STATUS = {"": "", "added": "new: ", "changed": "changed: ", "removed": "removed: "}

ASCII = str.maketrans(
    {
        **dict.fromkeys("─━═╌", "-"),
        **dict.fromkeys("│┃║╎", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘┏┓┗┛╔╗╚╝┼├┤┬┴", "+"),
        "┄": ".", "┆": ":", "►": ">", "◄": "<", "▲": "^", "▼": "v", "▸": ">", "✗": "x", "✓": "ok", "…": "~",
        "\xa0": " ", "×": "x", "µ": "u", "∞": "inf", "≤": "<=", "≥": ">=", "−": "-", "≠": "!=", "→": "->",
        "◆": "*", "◇": "o", "●": "(*)", "○": "( )", "▌": "|", "“": '"', "”": '"', "’": "'",
        "▮": "#", "▯": ".", "▪": ".", "■": "#", "·": ".", "█": "#", "▒": "=",
        **dict.fromkeys("▁▂▃▄▅▆▇", "_"),
    }
)  # fmt: skip
"""What every mark of the product becomes in plain ASCII."""


def ascii_text(text: str) -> str:
    """Text in plain ASCII; what has no counterpart becomes a question mark."""
    return text.translate(ASCII).encode("ascii", "replace").decode("ascii")


def plain_picture(picture: Picture) -> Picture:
    """The picture with every text in plain ASCII."""

    def plain(part: Part) -> Part:
        return replace(
            part,
            label=ascii_text(part.label),
            short=ascii_text(part.short),
            kind=ascii_text(part.kind),
            times=ascii_text(part.times),
            printed=ascii_text(part.printed),
            rules=tuple(map(ascii_text, part.rules)),
            parts=tuple(map(ascii_text, part.parts)),
        )

    links = tuple(replace(link, label=ascii_text(link.label)) for link in picture.links)
    return Picture(tuple(map(plain, picture.parts)), links, tuple(map(ascii_text, picture.gone)))


def told(picture: Picture) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The picture in words, part by part; what belongs to no part comes last, under an empty id."""
    labels = {p.id: p.label for p in picture.parts}
    found = [(part.id, (*_about(part), *_calls(picture, part, labels))) for part in picture.parts]
    if picture.gone:
        found.append(("", (f"gone: {', '.join(picture.gone)}.",)))
    return tuple(found)


def _about(part: Part) -> tuple[str, ...]:
    heat = f", {part.printed} of its capacity" if part.heat is not None else ""
    over = {"near": ", near its limit", "miss": ", at or past its limit"}.get(part.warmth, "")
    lines = [f"{_STATUS[part.status]}{part.label} ({part.kinds}){heat}{over}."]
    if part.rules:
        lines.append(f"  holds: {'; '.join(part.rules)}.")
    if part.parts:
        lines.append(f"  inside: {', '.join(part.parts)}.")
    return tuple(lines)


def _calls(picture: Picture, part: Part, labels: Mapping[str, str]) -> tuple[str, ...]:
    lines: list[str] = []
    for link in picture.links:
        if link.source == part.id:
            verb = "calls" if link.kind == "sync" else "sends to"
            label = f": {link.label}" if link.label else ""
            lines.append(f"  {_STATUS[link.status]}{verb} {labels[link.target]}{label}.")
    return tuple(lines)


def _holds(part: Part) -> str:
    if part.resized:
        return ", its capacity"
    return f", holds {'; '.join(part.rules)}" if part.rules and part.status != "removed" else ""


def changes(picture: Picture) -> tuple[str, ...]:
    """What a difference changed, in words: parts, and links with both their ends."""
    labels = {p.id: p.label for p in picture.parts}
    found = [f"{_STATUS[p.status]}{p.label} ({p.kinds}){_holds(p)}." for p in picture.parts if p.status]
    for link in picture.links:
        if link.status:
            verb = "calls" if link.kind == "sync" else "sends to"
            label = f": {link.label}" if link.label else ""
            found.append(f"{_STATUS[link.status]}{labels[link.source]} {verb} {labels[link.target]}{label}.")
    return (*found, *((f"gone: {', '.join(picture.gone)}.",) if picture.gone else ()))


def outline(picture: Picture) -> tuple[str, ...]:
    """The picture in words: each part with its heat and rules, then what it calls and how."""
    return tuple(line for _, lines in told(picture) for line in lines)
