"""Arranging a case: better places for its parts, where each is written, and writing them there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from casewalk.case import Architecture, Case
from casewalk.diagram import Picture, picture
from casewalk.diagram.arrange import Arrangement, Place, arrange
from casewalk.script.findings import Path_
from casewalk.script.load import Loaded
from casewalk.script.rules.report import moves_of
from casewalk.walk import PatchFault, Road, Step, Workings, apply_patch

SEED = 1
"""The same case gets the same proposal every time."""
_PLACE = re.compile(r"\[\s*\d+\s*,\s*\d+\s*\]")


@dataclass(frozen=True)
class Written:
    """One place in a file where a part's `at` stands."""

    file: Path
    line: int
    column: int
    part: str
    was: Place


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a case, and every place where a part's `at` is written in it."""

    arrangement: Arrangement
    written: tuple[Written, ...]
    skipped: tuple[str, ...]
    """Moves whose patch does not apply, so that their pictures were left out."""

    @property
    def moves(self) -> tuple[Written, ...]:
        """Where something else would be written than stands there."""
        return tuple(w for w in self.written if self.arrangement.places.get(w.part, w.was) != w.was)


def pictures_of(case: Case) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    """Every picture that the product's road leads past, under every move, each once; the moves that do not apply."""
    workings, skipped = Workings(case), list[str]()
    found: dict[Picture, None] = {picture(case.model.architecture): None}
    for index, stage in enumerate(case.stages):
        for _, at, move in moves_of(stage):
            step = Step(stage.id, stage.decisions[at].id, move.id)
            try:
                found[picture(_as_written(workings, (*workings.product_road(index, at), step)))] = None
            except (PatchFault, KeyError):
                skipped.append(f"{stage.id}/{move.id}")
    return tuple(found), tuple(skipped)


def _as_written(workings: Workings, road: Road) -> Architecture:
    """The architecture after a road with every part where the files put it, two in one place as well.

    Raises PatchFault. (On a walk the later of two would stand at the nearest free place.)
    """
    standing = workings.case.model.architecture
    for step in road:
        for patch in workings.patch(step).architecture:
            standing = apply_patch(standing, patch)
    return standing


def _places(loaded: Loaded, case: Case) -> Iterator[tuple[Path, Path_, str, Place]]:
    model = loaded.file("model.yaml")
    for name, node in case.model.architecture.nodes.items():
        yield model, ("architecture", "nodes", name, "at"), name, node.at
    for stage_id, stage in zip(case.header.stages, case.stages, strict=True):
        file = loaded.file("stages", f"{stage_id}.yaml")
        patches = [((*path, "architecture"), move.architecture) for path, _, move in moves_of(stage)]
        patches += [(("fragments", name, "architecture"), f.architecture) for name, f in stage.fragments.items()]
        for path, patch in patches:
            for name, node in patch.add.items():
                yield file, (*path, "add", name, "at"), name, node.at
            for name, change in patch.change.items():
                if change.at is not None:
                    yield file, (*path, "change", name, "at"), name, change.at


def crowded(pictures: tuple[Picture, ...]) -> frozenset[str]:
    """The parts that share a place with another one in some picture."""
    found: set[str] = set()
    for one in pictures:
        at = [p.at for p in one.parts]
        found |= {p.id for p in one.parts if at.count(p.at) > 1}
    return frozenset(found)


def propose(loaded: Loaded, case: Case, *, keep: bool = False) -> Proposal:
    """Better places for a case's parts. With `keep` only parts that share a place in some picture are moved.

    A part has one place, so one that shares it under one move is moved in every stage that has it.
    """
    pictures, skipped = pictures_of(case)
    parts = {p.id for one in pictures for p in one.parts}
    fixed = parts - crowded(pictures) if keep else frozenset()
    arrangement = arrange(pictures, Random(SEED), fixed=fixed)  # noqa: S311 - no secret
    written = tuple(
        Written(file, *loaded.at(file, path), name, at)
        for file, path, name, at in _places(loaded, case)
        if name in parts
    )
    return Proposal(arrangement, written, skipped)


def proposal_lines(proposal: Proposal, root: Path) -> tuple[str, ...]:
    """The proposal as lines: `stages/flood.yaml:80:31  orders  [2, 1] -> [3, 1]`, and what it gains."""
    before, after = proposal.arrangement.before, proposal.arrangement.after
    found = [f"left out, its patch does not apply: {name}" for name in proposal.skipped]
    if not proposal.moves:
        return (*found, "no better places were found")
    for w in proposal.moves:
        place = f"{w.file.relative_to(root)}:{w.line}:{w.column}"
        found.append(f"{place:<36} {w.part:<16} {list(w.was)} -> {list(proposal.arrangement.places[w.part])}")
    told = ("pictures that do not draw in boxes", "crossings", "bends", "links to the left", "cells of line")
    found += [f"{was:>5} -> {now:<5} {what}" for what, was, now in zip(told, before, after, strict=True)]
    return tuple(found)


def write_places(proposal: Proposal) -> tuple[tuple[Path, ...], tuple[Written, ...]]:
    """Write the proposed places into the case's files. Returns the files written, and what has to be done by hand.

    A place is written over only where `[column, row]` stands at the very spot. Raises OSError.
    """
    by_file: dict[Path, list[Written]] = {}
    for w in proposal.moves:
        by_file.setdefault(w.file, []).append(w)
    left: list[Written] = []
    for file, changes in by_file.items():
        with file.open(encoding="utf-8", newline="") as stream:  # line ends stay as they are
            lines = stream.read().splitlines(keepends=True)
        for w in sorted(changes, key=lambda w: (w.line, w.column), reverse=True):
            line, start = lines[w.line - 1], w.column - 1
            match = _PLACE.match(line, start)
            if match is None:
                left.append(w)
                continue
            column, row = proposal.arrangement.places[w.part]
            lines[w.line - 1] = f"{line[:start]}[{column}, {row}]{line[match.end() :]}"
        _replace(file, "".join(lines))
    return tuple(by_file), tuple(left)


def _replace(file: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
