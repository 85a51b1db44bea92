"""What helps an author: a new case to begin with, places for its parts, and walking what is not done."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from casewalk.cli import main
from casewalk.script import load_case
from casewalk.script.arranging import propose, write_places
from casewalk.script.checker import check, open_unfinished, told_as_far
from casewalk.script.skeleton import NotWritten, write_skeleton
from casewalk.script.watch import changed, stamps
from piped import run

CANTEEN = Path(__file__).parent / "fixture" / "canteen"


@pytest.fixture
def canteen(tmp_path: Path) -> Path:
    """A copy of the practice case."""
    return Path(shutil.copytree(CANTEEN, tmp_path / "canteen"))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# ---------------------------------------------------------------- a new case


def test_a_new_case_lacks_nothing_but_stages(tmp_path: Path) -> None:
    written = write_skeleton(tmp_path / "front-desk")
    assert all(file.is_file() for file in written)
    case = load_case(tmp_path / "front-desk").case
    assert case is not None
    assert (case.id, case.header.title) == ("front-desk", "Front desk")
    findings = check([tmp_path / "front-desk"])
    assert [f.code for f in findings] == ["CW702"], "\n".join(f.text() for f in findings)


def test_a_new_case_is_walked_to_its_end(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "front-desk")
    typed = ["", "", "1", "", "1", "1", "", "", "", "", "1", "", "1", "", ""] * 4
    done = run("--home", str(tmp_path / "home"), "walk", str(tmp_path / "front-desk"), "--plain", typed=typed)
    assert "\nDebrief\n" in done.stdout.decode()


@pytest.mark.parametrize("name", ["Front Desk", "front_desk", "-desk", "x" * 61])
def test_a_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotWritten, match="is no id"):
        write_skeleton(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_new_case_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text, written = Path.write_text, list[Path]()

    def until_the_disk_is_full(file: Path, text: str, **how: str) -> int:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(file)
        return write_text(file, text, **how)

    monkeypatch.setattr(Path, "write_text", until_the_disk_is_full)
    with pytest.raises(NotWritten, match="cannot be written: No space left on device"):
        write_skeleton(tmp_path / "front-desk")
    assert len(written) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_alone(canteen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (canteen / "model.yaml").read_bytes()
    assert main(["new", str(canteen)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (canteen / "model.yaml").read_bytes() == before


# ---------------------------------------------------------------- places


@pytest.mark.slow
def test_a_proposal_is_written_where_the_places_stand(canteen: Path) -> None:
    _edit(canteen / "model.yaml", "kitchen: {kind: external, at: [3, 1]", "kitchen: {kind: external, at: [0, 2]")
    loaded = load_case(canteen)
    assert loaded.case is not None
    proposal = propose(loaded, loaded.case)
    assert proposal.arrangement.after.weight < proposal.arrangement.before.weight
    _, by_hand = write_places(proposal)
    assert by_hand == ()
    again = load_case(canteen)
    assert again.case is not None
    settled = propose(again, again.case).arrangement.before
    assert settled == proposal.arrangement.after
    nodes = again.case.model.architecture.nodes
    assert {name: nodes[name].at for name in nodes} == {name: proposal.arrangement.places[name] for name in nodes}


def test_keep_moves_only_what_shares_a_place(canteen: Path) -> None:
    _edit(canteen / "model.yaml", "kitchen: {kind: external, at: [3, 1]", "kitchen: {kind: external, at: [3, 0]")
    loaded = load_case(canteen)
    assert loaded.case is not None
    proposal = propose(loaded, loaded.case, keep=True)
    assert {w.part for w in proposal.moves} <= {"core", "kitchen"}
    assert proposal.arrangement.before.undrawn > 0
    assert proposal.arrangement.after.undrawn == 0


@pytest.mark.slow
def test_arrange_prints_each_place_with_its_line(canteen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(canteen / "model.yaml", "kitchen: {kind: external, at: [3, 1]", "kitchen: {kind: external, at: [3, 0]")
    assert main(["arrange", str(canteen), "--keep", "--write"]) == 0
    told = capsys.readouterr().out
    line = next(n for n, t in enumerate((canteen / "model.yaml").read_text().splitlines(), 1) if "kitchen:" in t)
    assert f"model.yaml:{line}:" in told or "core" in told
    assert "written to 1 files" in told
    assert "CW205" not in {f.code for f in check([canteen])}


# ---------------------------------------------------------------- not done yet


def test_a_case_is_walked_as_far_as_it_is_written(canteen: Path) -> None:
    _edit(canteen / "stages" / "visitors.yaml", "kind: stand", "kind: standing")
    loaded = open_unfinished(canteen)
    assert loaded.case is not None
    stages = [stage.id for stage in loaded.case.stages]
    whole = load_case(CANTEEN).case
    assert whole is not None
    assert stages == [s.id for s in whole.stages][: len(stages)]
    assert "visitors" not in stages
    assert stages
    assert told_as_far(loaded).startswith(f"as far as it is written, {len(stages)} stages: visitors.yaml:")


def test_a_missing_stage_and_one_whose_patch_does_not_apply_end_the_case_there(canteen: Path) -> None:
    whole = load_case(CANTEEN).case
    assert whole is not None
    (canteen / "stages" / f"{whole.stages[4].id}.yaml").unlink()
    _edit(canteen / "stages" / f"{whole.stages[2].id}.yaml", "chosen: ", "chosen: no-such-")
    loaded = open_unfinished(canteen)
    assert loaded.case is not None
    assert [s.id for s in loaded.case.stages] == [s.id for s in whole.stages][:2]


def test_a_model_that_cannot_be_read_opens_nothing(canteen: Path) -> None:
    _edit(canteen / "model.yaml", "formulas:", "formulae:")
    loaded = open_unfinished(canteen)
    assert loaded.case is None
    assert loaded.findings


def test_a_whole_case_says_nothing(canteen: Path) -> None:
    loaded = open_unfinished(canteen)
    assert loaded.case == load_case(CANTEEN).case
    assert told_as_far(loaded) == ""


def test_walk_says_where_an_unfinished_case_ends(canteen: Path, tmp_path: Path) -> None:
    _edit(canteen / "stages" / "visitors.yaml", "kind: stand", "kind: standing")
    told = run("--home", str(tmp_path / "home"), "walk", str(canteen), "--plain", typed=["q"]).stdout.decode()
    assert "as far as it is written" in told
    assert "visitors.yaml:" in told


# ---------------------------------------------------------------- watching


def test_what_was_written_came_or_went_is_seen(canteen: Path) -> None:
    before = stamps([canteen])
    assert changed(before, stamps([canteen])) == ()
    _edit(canteen / "model.yaml", "value: 300", "value: 3000")
    (canteen / "stages" / "feast.yaml").unlink()
    (canteen / "stages" / "new.yaml").write_text("id: new\n", encoding="utf-8")
    (canteen / "notes.txt").write_text("not a case's file", encoding="utf-8")
    names = [path.name for path in changed(before, stamps([canteen]))]
    assert names == ["model.yaml", "feast.yaml", "new.yaml"]


def test_a_single_file_is_watched(canteen: Path) -> None:
    file = canteen / "model.yaml"
    before = stamps([file])
    _edit(file, "value: 300", "value: 3000")
    assert changed(before, stamps([file])) == (file,)
