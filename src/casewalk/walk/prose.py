"""Prose: our own small subset of markup, with numbers from the model in their places.

Paragraphs, `**strong**`, code in backticks, lists with `- `. `{q}` prints a quantity, `{q@moment}` at another moment,
`{=fact}` a plain fact. Everything else is literal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from casewalk.case import Term

RunStyle = Literal["", "strong", "number", "code"]
Resolver = Callable[[str, str], str]
"""Name and moment (empty for the natural one) to printed text. Raises KeyError for what it does not know."""

PLACEHOLDER = re.compile(r"\{(=?)([^{}@]*)(?:@([^{}]*))?\}")
WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
"""Words that keep their capital everywhere."""
_MARKS = re.compile(r"(\*\*.+?\*\*|`[^`]+`)", re.DOTALL)


class ProseError(ValueError):
    """A placeholder that resolves to nothing; `position` is its offset in the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True)
class Run:
    """Text in one style. Numbers are those that the model computed."""

    text: str
    style: RunStyle = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or one item of a list."""

    runs: tuple[Run, ...]
    item: bool = False

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(run.text for run in self.runs)


def _filled(text: str, resolve: Resolver, style: RunStyle, shift: int) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for found in PLACEHOLDER.finditer(text):
        runs.append(Run(text[at : found.start()], style))
        if found[1]:
            runs.append(Run(found[2] if found[3] is None else f"{found[2]}@{found[3]}", style))
        else:
            try:
                printed = resolve(found[2].strip(), (found[3] or "").strip())
            except KeyError as error:
                raise ProseError(f"{found[0]} resolves to nothing: {error.args[0]}", shift + found.start()) from None
            runs.append(Run(printed, "number"))
        at = found.end()
    runs.append(Run(text[at:], style))
    return [run for run in runs if run.text]


def facts(text: str) -> str:
    """A text with its plain facts as they read: `{=429} past the limit` is `429 past the limit`."""
    return PLACEHOLDER.sub(lambda found: found[0][2:-1] if found[1] else found[0], text)


def _runs(text: str, resolve: Resolver, shift: int) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for piece in _MARKS.split(text):
        if piece.startswith("**") and piece.endswith("**") and len(piece) > 4:
            runs += _filled(piece[2:-2], resolve, "strong", shift + at + 2)
        elif piece.startswith("`") and piece.endswith("`") and len(piece) > 2:
            runs.append(Run(piece[1:-1], "code"))
        else:
            runs += _filled(piece, resolve, "", shift + at)
        at += len(piece)
    return tuple(runs)


def fill(text: str, resolve: Resolver) -> tuple[Block, ...]:
    """The text as blocks of runs. Raises ProseError for a placeholder that resolves to nothing."""
    blocks: list[Block] = []
    for found in re.finditer(r"(?:(?!\n[ \t]*\n).)+", text, re.DOTALL):
        paragraph, start = found[0], found.start()
        if not paragraph.strip():
            continue
        if paragraph.lstrip().startswith("- "):
            for item in re.finditer(r"(?:^|\n)[ \t]*- ((?:(?!\n[ \t]*- ).)*)", paragraph, re.DOTALL):
                runs = _runs(item[1].rstrip(), resolve, start + item.start(1))
                joined = (Run(re.sub(r"\s*\n\s*", " ", run.text), run.style) for run in runs)
                blocks.append(Block(tuple(joined), item=True))
            continue
        body = paragraph.strip().replace("\n", " ")
        blocks.append(Block(_runs(body, resolve, start + len(paragraph) - len(paragraph.lstrip()))))
    return tuple(blocks)


def capital(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names as a phrase: `Open door, Tickets and Limit`, or with another `word` before the last; empty without any."""
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def inside(label: str) -> str:
    """A label inside a sentence: `seat lock P99`, `CDN`, `pages a second on Monday`, `Monday at nine`."""
    first, space, rest = label.partition(" ")
    if first.removesuffix("'s") in WEEKDAYS:
        return label
    return (first if any(c.isupper() or c.isdigit() for c in first[1:]) else first.lower()) + space + rest


@lru_cache(8192)
def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(
        0 if unicodedata.combining(c) or c == "\u200d" else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _words(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs cut at ordinary spaces; a no-break space keeps its neighbours together, whatever their styles."""
    words: list[list[Run]] = [[]]
    for run in runs:
        pieces = run.text.split(" ")
        for index, piece in enumerate(pieces):
            if index:
                words.append([])
            if piece:
                words[-1].append(Run(piece, run.style))
    return [word for word in words if word]


def wrap_runs(runs: Iterable[Run], width: int) -> tuple[tuple[Run, ...], ...]:
    """Runs as lines of at most `width` cells, broken at spaces only; a longer word stands alone."""
    lines: list[list[Run]] = [[]]
    used = 0
    for word in _words(runs):
        size = sum(cells(run.text) for run in word)
        if used and used + 1 + size > width:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Run(" ", word[0].style if lines[-1][-1].style == word[0].style else ""))
            used += 1
        lines[-1] += word
        used += size
    return tuple(tuple(line) for line in lines)


def wrap(blocks: Iterable[Block], width: int) -> tuple[tuple[Run, ...], ...]:
    """Blocks as lines of runs; an empty line between paragraphs, none between the items of a list."""
    lines: list[tuple[Run, ...]] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and not (before.item and block.item):
            lines.append(())
        indent = Run("- "), Run("  ")
        for number, line in enumerate(wrap_runs(block.runs, width - 2 if block.item else width)):
            lines.append((indent[min(number, 1)], *line) if block.item else line)
        before = block
    return tuple(lines)


def plain(blocks: Iterable[Block], width: int) -> tuple[str, ...]:
    """Blocks as wrapped lines of text."""
    return tuple("".join(run.text for run in line).rstrip() for line in wrap(blocks, width))


def terms_in(text: str, glossary: Iterable[Term]) -> tuple[Term, ...]:
    """The glossary's terms that a text uses, in the glossary's order."""
    lowered = text.lower()

    def used(term: Term) -> bool:
        return any(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", lowered) for word in (term.term, *term.also))

    return tuple(term for term in glossary if used(term))
