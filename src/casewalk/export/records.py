"""Decision records in Markdown, with the headings of MADR: one file a decision, and an index."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from casewalk.export.roads import Roads, escaped, roads_section
from casewalk.walk.debrief import DecisionNote

INDEX = "README.md"
TITLE = "# Decisions of a walk through "
LONGEST = 60
"""Characters of a file's name, its number apart."""


class NotExported(OSError):
    """Records that were not written; the message says why and what to do."""


def slug(text: str) -> str:
    """A file name's worth of a title, in whole words."""
    whole = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    kept = whole if len(whole) <= LONGEST else whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]
    return kept or "decision"


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"* {escaped(text)}" for text in texts)


def record(note: DecisionNote, number: int, case: str, date: str) -> str:
    """One decision as a Markdown decision record."""
    options = _bullets(f"{label} ({cost}): {verdict}" for label, cost, verdict in note.options)
    drivers = _bullets(note.drivers)
    why = f"\nWhy, in the words of the moment: {escaped(note.why)}\n" if note.why else ""
    remark = f"\nNote on the stage: {escaped(note.remark)}\n" if note.remark else ""
    other = "" if note.product == note.picked else f" {escaped(case)} itself took another: {escaped(note.product)}."
    return f"""# {number:04d}. {escaped(note.question)}

* Status: accepted
* Date: {date}
* Case: {escaped(case)}, {escaped(note.stage_title)} ({escaped(note.when)})

## Context and Problem Statement

{escaped(note.context)}

## Decision Drivers

{drivers}

## Considered Options

{options}

## Decision Outcome

Chosen option: **{escaped(note.picked)}**. The model says that it {note.verdict}.{other}
Confidence when it was chosen: {note.sure}.
{why}{remark}
### Consequences

* Gained: {escaped(note.gained)}
* Given up: {escaped(note.gave_up)}
* Risk: {escaped(note.risk)}

## More Information

{_more(note)}"""


def _more(note: DecisionNote) -> str:
    """When to look again, where the move is right, and what would change the answer."""
    revisit = f"Revisit when: {escaped(note.revisit)}\n\n" if note.revisit else ""
    minds = f"\nWhat would change which moves fit:\n\n{_bullets(note.changers)}\n" if note.changers else ""
    return f"{revisit}The move is right {escaped(note.right)}.\n{minds}"


def _ours(path: Path) -> bool:
    """Whether a file is from an earlier export, as far as its name and (for the index) its title can tell."""
    if path.name != INDEX:
        return re.match(r"\d{4}-[a-z0-9-]+\.md\Z", path.name) is not None
    return path.is_file() and path.read_bytes().startswith(TITLE.encode())


def write_records(
    notes: Iterable[DecisionNote], folder: Path, case: str, date: str, roads: Roads | None = None
) -> tuple[Path, ...]:
    """Write every record and an index into a folder. Replaces records of an earlier export, never other files.

    The index lays both `roads` side by side, where the learner lived with every pick.

    Raises NotExported where the folder holds anything that is not such a record, or cannot be written.
    """
    found = list(notes)
    if not found:
        raise NotExported("there is no decision to export yet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = [p.name for p in folder.iterdir() if not _ours(p)]
        if foreign:
            raise NotExported(f"{folder} holds other files ({foreign[0]}); name an empty folder")
        written = []
        for number, note in enumerate(found, 1):
            path = folder / f"{number:04d}-{slug(note.question)}.md"
            path.write_text(record(note, number, case, date), encoding="utf-8")
            written.append(path)
        rows = "\n".join(
            f"* [{n:04d}. {escaped(note.question)}]({p.name})"
            for n, (note, p) in enumerate(zip(found, written, strict=True), 1)
        )
        index = folder / INDEX
        lived = f"\n{roads_section(roads)}" if roads else ""
        index.write_text(f"{TITLE}{escaped(case)}\n\n{rows}\n{lived}", encoding="utf-8")
    except NotExported:
        raise
    except FileExistsError:
        raise NotExported(f"{folder} is no folder; name an empty one, or one that is not there yet") from None
    except OSError as error:
        raise NotExported(f"{folder} cannot be written: {error.strerror or error}") from None
    return (*written, index)
