"""What the plain walk always has to say: its help, the two ways to walk, and how a long line is told."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from casewalk.walk.scores import COUNTS, QUARTER
from casewalk.walk.verdicts import RULE

Say = Callable[[str], None]

HELP = (
    "Type a number to choose, or what is asked. Enter goes on.",
    "d diagram, D diagram as drawing, m all metrics, g glossary, g WORD one term, h hint, n TEXT note, q leave.",
    "From a move on: figures lists what the decision depends on and what the moves bring, with the basis of each.",
    "After a move: set lists the constraints that matter most and set all every one; set NAME VALUE judges again under "
    "another, reset puts them back; chart METRIC NAME draws a metric (or without one, the cost) of every move along a "
    "constraint.",
    "replay tells two minutes of the pressure, second by second, through the architecture as it stands; after a move, "
    "replay MOVE through the one that it leaves; replay MOVE SECONDS (or replay now SECONDS) tells one moment.",
    f"Press h again for the next hint. In the debrief {COUNTS}, {QUARTER}.",
    RULE,
    "Where you live with your moves and nothing fits, the least bad counts as a fit, in a what-if too; a locked move "
    "says why.",
    "What is bought between the stages counts on both roads; off the product's road the figures "
    "to decide by are printed before the moves.",
)
FOLLOWING = "This walk follows the product: each stage begins with what the product did."
LIVE = "In this walk you live with your moves: each pick stays, and the next pressure meets it."


def say_wrapped(say: Say, width: int, text: str) -> None:
    """Say a line; one that is too long goes on below, set in further than it began, and breaks within no word."""
    if len(text) <= width:
        say(text)
        return
    begins = " " * (len(text) - len(text.lstrip(" ")))
    for line in textwrap.wrap(
        text.lstrip(" "),
        width,
        initial_indent=begins,
        subsequent_indent=f"{begins}    ",
        break_long_words=False,
        break_on_hyphens=False,
    ):
        say(line)
