"""Both roads of a walk that lives with its picks, side by side: as text, and as a section of Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from casewalk.diagram import Picture
from casewalk.export.pages import WIDTH, diagram_lines, picture_of
from casewalk.numbers import show
from casewalk.walk import Walk, Workings
from casewalk.walk.beside import Beside, beside
from casewalk.walk.workings import FOLLOWED

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|&])")


@dataclass(frozen=True)
class Roads:
    """The comparison, and the architecture with which each road ends, under the last pressure that was decided."""

    beside: Beside
    yours: Picture
    products: Picture


def roads_of(workings: Workings, walk: Walk) -> Roads | None:
    """Both roads; None for a walk that follows the product, or has decided nothing."""
    found = beside(workings, walk)
    if found is None:
        return None
    ends = [
        picture_of(road, found.last, road.road_after(found.last))
        for road in (workings.along(walk.road), workings.along(FOLLOWED))
    ]
    return Roads(found, *ends)


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", text)


def _parts(found: Beside) -> tuple[str, ...]:
    return (
        f"Parts that both end with: {found.shared_parts}.",
        f"Only yours: {', '.join(found.only_yours) or 'none'}.",
        f"Only the product's: {', '.join(found.only_products) or 'none'}.",
        found.money_text,
    )


def roads_text(found: Roads, width: int) -> Iterable[str]:
    """Both roads, stage by stage, and what each ends with; the architectures in words."""
    yield "Both roads, at the end of each stage:"
    for stage in found.beside.stages:
        yield f"{stage.stage} {stage.title}"
        for who, end in (("You", stage.yours), ("The product", stage.products)):
            moves = " and ".join(end.moves)
            told = (
                f"{who}: {moves}; {end.missed_text}; {show(end.parts, '')} parts; first-year costs so far {end.spent}"
            )
            yield from textwrap.wrap(
                told, width, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
            )
    for line in _parts(found.beside):
        yield from textwrap.wrap(line, width)
    for whose, picture in (("Yours", found.yours), ("The product's", found.products)):
        yield ""
        yield f"{whose}, as it stands at the end:"
        yield from diagram_lines(picture, width, words=True)


def roads_section(found: Roads) -> str:
    """Both roads as a table, and both architectures as drawings: moves, what is missed, first-year costs so far."""
    head = (
        "| stage | you | missed | cost so far | the product | missed | cost so far |\n|---|---|---|---|---|---|---|\n"
    )
    rows = ""
    for stage in found.beside.stages:
        ends = (
            f"{escaped(' and '.join(end.moves))} | {escaped(', '.join(end.missed)) or 'nothing'} | {end.spent}"
            for end in (stage.yours, stage.products)
        )
        rows += f"| {stage.stage} {escaped(stage.title)} | {' | '.join(ends)} |\n"
    parts = " ".join(escaped(line) for line in _parts(found.beside))
    drawn = "".join(
        f"\n### {whose}\n\n```text\n{chr(10).join(diagram_lines(picture, WIDTH))}\n```\n"
        for whose, picture in (("Your architecture", found.yours), ("The product's", found.products))
    )
    return f"## Both roads\n\nIn this walk every pick stayed.\n\n{head}{rows}\n{parts}\n{drawn}"
