"""What every word of the case language is built on."""

from typing import Annotated

import msgspec

Expression = str | int | float
"""A formula as written: text in the formula language, or a bare number."""

GridLine = Annotated[int, msgspec.Meta(ge=0, le=31)]
"""A column or row of the author's grid. Bounded: a picture has a cell for every one up to the furthest."""

PartId = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
"""The id of a part: lower-case words joined by hyphens."""

AT_LEAST_ONE = msgspec.Meta(min_length=1)
"""For lists that nothing can be asked of while they are empty."""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A frozen record that refuses unknown keys. Mappings inside it are never changed after decoding."""
