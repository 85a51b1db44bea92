"""The rule on a pack of cases: nobody finds the answers from the form of the questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casewalk.numbers import NumbersError
from casewalk.script.rules.report import Report
from casewalk.walk import PatchFault
from casewalk.walk.guessing import Guessed, Item, Table, guess_table, move_items, signal_items
from casewalk.walk.prose import ProseError

MOST_PLACES = 6
MOST_OPTIONS = 9
"""Longer questions than a digit answers are left out: ties among them would make the exact test long as well."""


@dataclass(frozen=True)
class Asked:
    """What a case asks, and the report on it: its decisions and signals as somebody sees them who may guess."""

    report: Report
    moves: tuple[Item, ...]
    signals: tuple[Item, ...]


@dataclass(frozen=True)
class Pack:
    """The cases under some paths that can be judged together; `left_out` are those that cannot."""

    asked: tuple[Asked, ...]
    left_out: tuple[Path, ...] = ()

    @cached_property
    def table(self) -> Table:
        """The guessers over all of them."""
        return guess_table(
            (item for asked in self.asked for item in asked.moves),
            (item for asked in self.asked for item in asked.signals),
        )


def asked_of(report: Report) -> Asked | None:
    """What a case asks; None where the model cannot be computed or a text not be told."""
    try:
        return Asked(report, _short(move_items(report.workings)), _short(signal_items(report.workings)))
    except (NumbersError, PatchFault, ProseError):
        return None


def _short(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if len(item.options) <= MOST_OPTIONS)


def check_guessers(pack: Pack) -> None:
    """CW507: no guesser beats chance over a pack. The finding stands in the case that helps it most."""
    for kind, rows in (("moves", pack.table.moves), ("signals", pack.table.signals)):
        for row in rows:
            if row.found_out:
                _found_out(pack.asked, kind, row)


def _found_out(asked: Sequence[Asked], kind: str, row: Guessed) -> None:
    worst = max(asked, key=lambda one: _lead(one, row))
    message = (
        f"over {row.of} {kind} of {len(asked)} {'case' if len(asked) == 1 else 'cases'}, {row.guesser!r} is right "
        f"{row.right:.3g} times, where chance is {row.chance:.1f} (p = {row.p:.1g})"
    )
    places = [item.place for item, score in row.hits if _is_of(item, worst) and score > 0]
    more = "" if len(places) <= MOST_PLACES else f" and {len(places) - MOST_PLACES} more"
    hint = f"here it is right in {', '.join(places[:MOST_PLACES])}{more}; casewalk check --quality shows every guesser"
    worst.report.add("CW507", worst.report.header_file, ("stages",), message, hint, key=True)


def _is_of(item: Item, asked: Asked) -> bool:
    return item.case == asked.report.case.id


def _lead(asked: Asked, row: Guessed) -> float:
    """How much oftener than chance a guesser is right in one case."""
    return sum(
        score - sum(option.right for option in item.options) / len(item.options)
        for item, score in row.hits
        if _is_of(item, asked)
    )
