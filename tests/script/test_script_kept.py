"""What a search found is kept: taken where nothing changed, and left where the file is damaged or tells lies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from rule_samples import CASE, copy_case

from casewalk.script import kept, load_case
from casewalk.script.checker import checked
from casewalk.script.kept import Kept
from casewalk.walk import Workings
from casewalk.walk.rivals import Rivals
from casewalk.walk.witness import Evidence, Found, Share, Witness

DECISIONS = 6
Searches = list[Rivals]
NOWHERE = Share(0.0, 0.0)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Searches:
    """The searches that were run; each finds that all moves but the product's are strawmen."""
    run: Searches = []

    def search(of: Rivals) -> Found:
        run.append(of)
        as_it_stands = Witness((), alone=True, limits_only=False)
        witnesses = [as_it_stands if move == of.chosen else None for move in of.moves]
        return Found(tuple(Evidence(m, w, NOWHERE, NOWHERE) for m, w in zip(of.moves, witnesses, strict=True)), False)

    monkeypatch.setattr(kept, "search", search)
    return run


def asked(case: Path, folder: Path | None) -> dict[tuple[int, int], Found]:
    """What a new run of the program finds."""
    found = load_case(case).case
    assert found is not None
    return Kept(folder).found(Workings(found))


def file_in(folder: Path) -> Path:
    (file,) = (folder / "witnesses").iterdir()
    assert file.name == "canteen.json"
    return file


def test_nothing_is_searched_twice(tmp_path: Path, searches: Searches) -> None:
    first = asked(CASE, tmp_path)
    assert len(searches) == len(first) == DECISIONS
    assert asked(CASE, tmp_path) == first
    assert len(searches) == DECISIONS


def test_without_a_folder_it_is_kept_for_the_run(searches: Searches) -> None:
    case = load_case(CASE).case
    assert case is not None
    run = Kept()
    assert run.found(Workings(case)) == run.found(Workings(case))
    assert len(searches) == DECISIONS


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("stages/rush.yaml", "title: Two towers", "title: Three towers", 0),
        ("stages/feast.yaml", "build_weeks: 3}", "build_weeks: 4}", 1),
        ("model.yaml", "range: [50, 20000]", "range: [50, 30000]", DECISIONS),
    ],
    ids=["prose", "a price", "a range"],
)
def test_only_what_changed_is_searched_again(
    tmp_path: Path, searches: Searches, file: str, old: str, new: str, again: int
) -> None:
    case = copy_case(tmp_path)
    asked(case, tmp_path / "cache")
    text = (case / file).read_text("utf-8")
    assert text.count(old) == 1
    (case / file).write_text(text.replace(old, new), "utf-8")
    asked(case, tmp_path / "cache")
    assert len(searches) == DECISIONS + again


def _truncated(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def _signed(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A change to the body under a digest that is right."""

    def changed(raw: bytes) -> bytes:
        body = change(raw.partition(b"\n")[2])
        return hashlib.sha256(body).hexdigest().encode() + b"\n" + body

    return changed


@pytest.mark.parametrize(
    "damage",
    [
        _truncated,
        lambda raw: raw.replace(b"0.0", b"0.1", 1),
        lambda raw: b"\xff\x00" + raw,
        lambda _: b"",
        _signed(lambda _: b"[" * 5000),
        _signed(lambda body: body.replace(b'"evidence"', b'"evident"')),
        _signed(lambda _: b'{"a": {"evidence": [], "everywhere": 3}}'),
    ],
    ids=["truncated", "a digit", "binary", "empty", "nested", "a key", "a type"],
)
def test_a_damaged_file_is_left(tmp_path: Path, searches: Searches, damage: Callable[[bytes], bytes]) -> None:
    first = asked(CASE, tmp_path)
    file = file_in(tmp_path)
    whole = file.read_bytes()
    assert damage(whole) != whole
    file.write_bytes(damage(whole))
    assert asked(CASE, tmp_path) == first
    assert len(searches) == 2 * DECISIONS
    assert file.read_bytes() == whole


def test_a_witness_that_does_not_hold_is_searched_again(tmp_path: Path, searches: Searches) -> None:
    first = asked(CASE, tmp_path)
    file = file_in(tmp_path)
    shelf = msgspec.json.decode(file.read_bytes().partition(b"\n")[2])
    evidence = next(iter(shelf.values()))["evidence"]
    straw = next(e for e in evidence if e["witness"] is None)
    straw["witness"] = {"changes": [], "alone": True, "limits_only": False}
    file.write_bytes(_signed(lambda _: msgspec.json.encode(shelf))(file.read_bytes()))
    assert asked(CASE, tmp_path) == first
    assert len(searches) == DECISIONS + 1


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path, searches: Searches) -> None:
    (tmp_path / "file").write_text("in the way")
    asked(CASE, tmp_path / "file")
    assert len(asked(CASE, tmp_path / "file")) == DECISIONS
    assert len(searches) == 2 * DECISIONS


def _after(folder: Path, file: str, old: str, new: str) -> Path:
    case = copy_case(folder)
    text = (case / file).read_text("utf-8")
    assert text.count(old) == 1
    (case / file).write_text(text.replace(old, new), "utf-8")
    return case


def test_a_fault_of_prose_or_of_length_keeps_no_search_back(tmp_path: Path, searches: Searches) -> None:
    case = _after(tmp_path, "stages/rush.yaml", "aftermath: |\n", "aftermath: |\n  All 14 of them. ")
    done = checked([case])
    assert {f.code for f in done.findings} == {"CW401", "CW610"}
    assert len(searches) == DECISIONS
    assert done.unasked == ()


def test_from_a_road_that_is_not_the_products_nothing_is_searched(tmp_path: Path, searches: Searches) -> None:
    case = _after(tmp_path, "stages/visitors.yaml", "chosen: second-machine", "chosen: keep")
    done = checked([case])
    assert {f.code for f in done.findings} >= {"CW601", "CW604"}
    assert not searches
    assert done.unasked == ("canteen: not asked: CW610, CW611 (mend CW601, CW604 first)",)
