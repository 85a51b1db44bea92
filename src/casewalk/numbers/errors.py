"""What can be wrong with a formula, a unit or an entry; each error knows where."""


class NumbersError(ValueError):
    """Base of all errors of this room.

    `position` is the offset in the expression, from 0, where it is known; `name` the quantity concerned.
    """

    def __init__(self, message: str, position: int | None = None, name: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.name = name


class FormulaError(NumbersError):
    """A formula that cannot be read, or uses what the language does not have."""


class UnknownName(NumbersError):
    """A formula reads a name that nobody defines."""


class Circular(NumbersError):
    """Definitions that need each other; `path` leads round the cycle and ends where it began."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__("circular: " + " -> ".join(path), name=path[0])
        self.path = path


class UnitError(NumbersError):
    """A unit that does not exist, or units that do not go together."""


class OutOfBounds(NumbersError):
    """A number or a power beyond what the language computes with."""


class EntryError(NumbersError):
    """What a learner typed could not be read as the quantity asked for."""
