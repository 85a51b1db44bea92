"""The samples on the pages of docs/rules: reading them, and applying them to a copy of the practice case.

A sample is a fenced `diff` block under `## Bad` or `## Good`. A line `@@ FILE` opens a hunk in a file of the case;
the lines after it stand there with a space (as they are), a minus (taken out) or a plus (put in). `@@ FILE (missing)`
takes the whole file away, `@@ FILE (new)` makes a file of the lines put in. ` # <- CODE` at the end of a line marks
where the finding is expected; it is no part of the sample. Run as a program, this writes the index of the pages.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "docs" / "rules"
CASE = Path(__file__).resolve().parent / "fixture" / "canteen"

TITLE = re.compile(r"# (CW\d{3}): (.+)\n")
SEVERITY = re.compile(r"^Severity: (error|warning)\.", re.MULTILINE)
_SECTION = re.compile(r"^## (Bad|Good)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"\s+# <- (CW\d{3})$")

HEAD = """\
# The rules of `casewalk check`

Every finding carries a code, and every code has a page: why the rule exists, a bad sample, a good one, and how to mend
it. An error makes `casewalk check` fail. A warning does not, and what ships has none of either.

The samples patch a small case, [canteen](../../tests/script/fixture/canteen). `@@` names the file, `-` and `+` are
lines taken out and put in, and `# <- CODE` marks the line that the finding points at. A bad sample reports its own
code and nothing else.

| code | what it is about | severity |
|---|---|---|
"""


@dataclass(frozen=True)
class Hunk:
    """A change to one file: lines found there once, and the lines that take their place, each with `+` or a space."""

    file: str
    old: tuple[str, ...]
    new: tuple[tuple[str, str], ...]
    marked: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True)
class Sample:
    """One sample of a page; `kind` is Bad or Good."""

    code: str
    kind: str
    number: int
    hunks: tuple[Hunk, ...]

    @property
    def changes(self) -> bool:
        """Whether it changes anything, or shows the case as it is."""
        return any(h.note or h.old != tuple(text for _, text in h.new) for h in self.hunks)


def _hunk(head: str, lines: list[str]) -> Hunk:
    file, _, note = head.partition(" ")
    old, new, marked = [], [], []
    for line in lines:
        sign, text = line[:1] or " ", line[1:]
        assert sign in " +-", f"{line!r} begins with none of space, plus and minus"
        if _MARK.search(text):
            marked.append(len(new))
            text = _MARK.sub("", text)
        if sign != "+":
            old.append(text)
        if sign != "-":
            new.append((sign, text))
    return Hunk(file, tuple(old), tuple(new), tuple(marked), note)


def _hunks(block: str) -> tuple[Hunk, ...]:
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("@@ "):
            found.append((line[3:], []))
        else:
            found[-1][1].append(line)
    return tuple(_hunk(head, lines) for head, lines in found)


def samples(page: Path) -> tuple[Sample, ...]:
    """Every sample of a page, in order."""
    found = []
    for kind, body in _SECTION.findall(page.read_text("utf-8")):
        for number, block in enumerate(_BLOCK.findall(body)):
            found.append(Sample(page.stem, kind, number, _hunks(block)))
    return tuple(found)


def pages() -> tuple[Path, ...]:
    """Every page, by code."""
    return tuple(sorted(PAGES.glob("CW*.md")))


def severity_of(code: str) -> str:
    """The severity that a code's page declares."""
    found = SEVERITY.search((PAGES / f"{code}.md").read_text("utf-8"))
    assert found, f"{code}.md declares no severity"
    return found[1]


def copy_case(folder: Path) -> Path:
    """A fresh copy of the practice case in a folder."""
    return Path(shutil.copytree(CASE, folder / CASE.name))


def apply(sample: Sample, case: Path) -> set[tuple[str, int]]:
    """Apply a sample to a copy of the case; returns the places (file, line) at which findings are expected."""
    put, marked, gone = set(), set(), set()
    for hunk in sample.hunks:
        path = case / hunk.file
        if hunk.note == "(missing)":
            path.unlink(missing_ok=True)
            gone.add((hunk.file, 1))
            continue
        if hunk.note == "(new)":
            path.write_text("".join(f"{text}\n" for _, text in hunk.new), "utf-8")
            put.add((hunk.file, 1))
            continue
        lines = path.read_text("utf-8").split("\n")
        size = len(hunk.old)
        at = [i for i in range(len(lines) - size + 1) if tuple(lines[i : i + size]) == hunk.old]
        assert size, f"a hunk in {hunk.file} needs a line that stands there"
        assert len(at) == 1, f"the lines {hunk.old} stand {len(at)} times in {hunk.file}"
        lines[at[0] : at[0] + size] = [text for _, text in hunk.new]
        path.write_text("\n".join(lines), "utf-8")
        put |= {(hunk.file, at[0] + 1 + n) for n, (sign, _) in enumerate(hunk.new) if sign == "+"}
        marked |= {(hunk.file, at[0] + 1 + n) for n in hunk.marked}
    assert marked or len(put) <= 1 or sample.kind == "Good", "several lines are put in: mark the one that is at fault"
    return marked or put or gone


def index() -> str:
    """The index of the pages, as it should stand in README.md."""
    rows = []
    for page in pages():
        text = page.read_text("utf-8")
        title = TITLE.match(text)
        assert title, page.name
        rows.append(f"| [{title[1]}]({page.name}) | {title[2]} | {severity_of(title[1])} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    (PAGES / "README.md").write_text(index(), "utf-8")
