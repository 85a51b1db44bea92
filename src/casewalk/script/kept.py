"""What the search for witnesses found, kept between runs. A cache: whatever is wrong with it, the search runs again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from casewalk import __version__
from casewalk.walk import Workings
from casewalk.walk.hunt import REVISION
from casewalk.walk.rivals import Rivals
from casewalk.walk.witness import Found, proves, search

MAX_BYTES = 1 << 22
"""A larger file is none of ours."""
_Shelf = dict[str, Found]


def key_of(of: Rivals) -> str:
    """The key of all that a search reads: prose may change without a new one, a figure may not."""
    return hashlib.sha256(f"{__version__}/{REVISION}/{of.text()}".encode()).hexdigest()


@dataclass
class Kept:
    """Findings of searches by what they were asked. `folder` None keeps them for this run alone."""

    folder: Path | None = None
    _found: _Shelf = field(default_factory=dict)

    def found(self, workings: Workings) -> dict[tuple[int, int], Found]:
        """What is found for every decision of a sound case, by the positions of stage and decision.

        What was kept is believed as far as the verdicts prove it. Raises numbers' errors and PatchFault like Workings.
        """
        places = [(n, at) for n, stage in enumerate(workings.case.stages) for at in range(len(stage.decisions))]
        asked = {place: Rivals(workings, *place) for place in places}
        keys = {place: key_of(of) for place, of in asked.items()}
        self._found |= {k: f for k, f in self._read(workings.case.id).items() if k not in self._found}
        searched = False
        for place, of in asked.items():
            kept = self._found.get(keys[place])
            if kept is None or not _proven(workings, place, of, kept):
                self._found[keys[place]] = search(of)
                searched = True
        if searched:
            self._write(workings.case.id, {key: self._found[key] for key in keys.values()})
        return {place: self._found[keys[place]] for place in places}

    def _file(self, case_id: str) -> Path | None:
        return self.folder / "witnesses" / f"{case_id}.json" if self.folder else None

    def _read(self, case_id: str) -> _Shelf:
        """What a file holds, or nothing where it is missing or damaged: the first line is the digest of the rest."""
        file = self._file(case_id)
        if file is None:
            return {}
        try:
            with file.open("rb") as stream:
                digest, _, body = stream.read(MAX_BYTES).partition(b"\n")
            if digest.decode() != hashlib.sha256(body).hexdigest():
                return {}
            return msgspec.json.decode(body, type=_Shelf)
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}

    def _write(self, case_id: str, found: _Shelf) -> None:
        """Keep what was found, whole or not at all. A folder that cannot be written to only costs the next search."""
        file = self._file(case_id)
        if file is None:
            return
        body = msgspec.json.encode(found)
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                Path(name).replace(file)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise


def _proven(workings: Workings, place: tuple[int, int], of: Rivals, found: Found) -> bool:
    """Whether what was kept is about this decision's moves, and every witness in it holds."""
    if tuple(e.move for e in found.evidence) != of.moves:
        return False
    names = {axis.name for axis in of.axes}
    return all(
        {c.name for c in e.witness.changes} <= names and proves(workings, *place, e.move, e.witness)
        for e in found.evidence
        if e.witness
    )
