"""Events: what a learner did, as frozen records that a journal keeps and a walk is folded from."""

from __future__ import annotations

from typing import Literal

import msgspec

Sure = Literal["low", "middle", "high"]
"""How sure: under 67 %, 67 to 80 %, over 80 %."""


class _Event(msgspec.Struct, frozen=True, tag_field="kind", kw_only=True):
    pass


class Started(_Event, frozen=True, tag="started", kw_only=True):
    """A walk began: the case as it was (its digest), and the seed that shuffles what is offered."""

    case: str
    digest: str
    seed: str
    first_stage: str = ""
    live: bool = False
    """Whether the learner lives with every pick; otherwise each stage begins on the product's road."""


class Advanced(_Event, frozen=True, tag="advanced", kw_only=True):
    """The learner went on from a beat that asks nothing, or whose answer has been read."""

    stage: str
    beat: str


class Hinted(_Event, frozen=True, tag="hinted", kw_only=True):
    """A hint was opened; `step` counts from 1."""

    stage: str
    beat: str
    step: int


class Estimated(_Event, frozen=True, tag="estimated", kw_only=True):
    """An estimate: as typed, and in base units."""

    stage: str
    text: str
    value: float


class Pointed(_Event, frozen=True, tag="pointed", kw_only=True):
    """A signal was pointed at; an empty metric says none yet."""

    stage: str
    metric: str


class Picked(_Event, frozen=True, tag="picked", kw_only=True):
    """A move was committed to."""

    stage: str
    decision: str
    move: str
    sure: Sure
    why: str = ""


class Predicted(_Event, frozen=True, tag="predicted", kw_only=True):
    """A flip was predicted: the move that fits under it, or an empty text for none of them."""

    stage: str
    flip: str
    move: str


class Noted(_Event, frozen=True, tag="noted", kw_only=True):
    """A note on a stage; a later one replaces it."""

    stage: str
    text: str


class Finished(_Event, frozen=True, tag="finished", kw_only=True):
    """The walk reached its debrief."""


Event = Started | Advanced | Hinted | Estimated | Pointed | Picked | Predicted | Noted | Finished
_DECODER = msgspec.json.Decoder(Event)


def encode(event: Event) -> tuple[str, str]:
    """An event's kind, and its whole body as JSON text."""
    return str(type(event).__struct_config__.tag), msgspec.json.encode(event).decode()


def decode(body: str) -> Event | None:
    """The event in a JSON text; None for a kind or shape that this program does not know."""
    try:
        found: Event = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
    return found
