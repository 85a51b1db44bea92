"""Forces: what a stage is really about, in words that fit more than one case."""

from typing import Literal

Force = Literal[
    "scarce-stock",
    "who-goes-first",
    "shared-fate",
    "late-answer",
    "half-done",
    "hand-work",
    "walls",
    "heavy-reads",
    "stale-copy",
    "unseen-change",
    "waiting-teams",
    "enough-for-now",
]

FORCES: dict[Force, str] = {
    "scarce-stock": "a stock that no machine enlarges",
    "who-goes-first": "an order that somebody must decide",
    "shared-fate": "one fault that stops many",
    "late-answer": "an answer that comes late, twice or never",
    "half-done": "a thing that is done only when all its steps are",
    "hand-work": "hours of people that grow with the volume",
    "walls": "what one may see and another may not",
    "heavy-reads": "reads that weigh on everything else",
    "stale-copy": "a copy that lags behind its source",
    "unseen-change": "a change that nobody saw break something",
    "waiting-teams": "people who wait for one another",
    "enough-for-now": "a plain design that is enough",
}
"""Each force in a few words."""

__all__ = ["FORCES", "Force"]
