"""What every word of the case language is built on."""

import msgspec

Expression = str | int | float
"""A formula as written: text in the formula language, or a bare number."""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A frozen record that refuses unknown keys. Mappings inside it are never changed after decoding."""
