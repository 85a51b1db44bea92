"""The palette: three greys of text, one accent, four meanings; dark and light. No colour stands alone for a state.

Without colour (`NO_COLOR`) the terminal's own ink and ground stand for all of them: a miss is bold, faint is dim.
"""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

DARK, LIGHT = "casewalk-dark", "casewalk-light"
PLAIN = "casewalk-plain"
"""No theme of the app's: what `style` is asked for where there is to be no colour."""

COLOURS: dict[str, dict[str, str]] = {
    DARK: {
        "bg": "#12151b", "bar": "#1a1f28", "sel": "#212938", "text": "#dde2ea", "mute": "#a0a9b9", "faint": "#7a8596",
        "rule": "#39424f", "accent": "#7cb0ff", "ok": "#86c79c", "near": "#e6b65c", "miss": "#ff8070", "new": "#c3a5f5",
    },
    LIGHT: {
        "bg": "#faf9f6", "bar": "#efede7", "sel": "#e0e7f3", "text": "#1d232c", "mute": "#525c6b", "faint": "#676f7c",
        "rule": "#c9c8c2", "accent": "#1c5bc4", "ok": "#1f7245", "near": "#8a5a00", "miss": "#bb2a1c", "new": "#6a3fc0",
    },
}  # fmt: skip
_GROUNDS = ("bg", "bar", "sel")
_RECEDES = ("faint", "rule")


@lru_cache(1024)
def style(theme: str, words: str, ground: str = "bg") -> Style:
    """A style from words such as `miss bold`; the last colour word counts. `ground` is what it stands on."""
    if theme == PLAIN:
        return _plain(words.split())
    colours = COLOURS.get(theme, COLOURS[DARK])
    colour = "text"
    bold = underline = False
    for word in words.split():
        if word == "bold":
            bold = True
        elif word == "underline":
            underline = True
        elif word in colours and word not in _GROUNDS:
            colour = word
    return Style(color=colours[colour], bgcolor=colours[ground], bold=bold or None, underline=underline or None)


def _plain(words: list[str]) -> Style:
    """The same without colour: a miss is the loudest, and what is faint recedes."""
    colour = next((word for word in reversed(words) if word in COLOURS[DARK]), "text")
    bold = "bold" in words or colour == "miss"
    dim = colour in _RECEDES and not bold
    return Style(bold=bold or None, dim=dim or None, underline="underline" in words or None)


def _theme(name: str, *, dark: bool) -> Theme:
    colours = COLOURS[name]
    return Theme(
        name=name,
        primary=colours["accent"],
        secondary=colours["mute"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["bg"],
        surface=colours["bg"],
        panel=colours["bar"],
        success=colours["ok"],
        warning=colours["near"],
        error=colours["miss"],
        dark=dark,
        variables={"sel": colours["sel"], "bar": colours["bar"], "mute": colours["mute"], "faint": colours["faint"]},
    )


THEMES = (_theme(DARK, dark=True), _theme(LIGHT, dark=False))
