"""Guessers: whether somebody who knows nothing of the subject finds the answers of a pack of cases from its form."""

from casewalk.walk.guessing.items import Item, Option, move_items, signal_items
from casewalk.walk.guessing.table import Guessed, Table, guess_table

__all__ = [
    "Guessed",
    "Item",
    "Option",
    "Table",
    "guess_table",
    "move_items",
    "signal_items",
]
