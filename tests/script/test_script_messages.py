"""What findings tell besides the fault: the values, the kind of the name, the command that cures it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_samples import copy_case

from casewalk.cli import main
from casewalk.numbers import show
from casewalk.numbers.printing import NBSP
from casewalk.script import load_case
from casewalk.script.checker import check, checked
from casewalk.script.findings import Finding
from casewalk.walk import Workings

pytestmark = pytest.mark.usefixtures("quick")
RUSH, MODEL = "stages/rush.yaml", "model.yaml"


def _found(folder: Path, code: str, file: str, *changes: tuple[str, str]) -> tuple[Path, list[Finding]]:
    """A changed copy of the practice case, and its findings of one code."""
    case = copy_case(folder)
    text = (case / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1
        text = text.replace(old, new, 1)
    (case / file).write_text(text, encoding="utf-8")
    return case, [f for f in check([case]) if f.code == code]


def test_a_parameter_where_a_lever_is_wanted_is_called_one(tmp_path: Path) -> None:
    change = ("admitted_rps: min(was, admit_share * core_rps)", "over_admit: 2")
    case, (found,) = _found(tmp_path, "CW202", RUSH, change)
    assert found.message == "'over_admit' is a parameter, and a move sets levers"
    assert found.hint == "give it a lever whose default reads it: is: over_admit"
    assert "CW306" not in {f.code for f in check([case]) if "over_admit" in f.message}


def test_known_names_that_are_cut_end_in_dots(tmp_path: Path) -> None:
    _, (found,) = _found(tmp_path, "CW202", RUSH, ("pressure: {", "pressure: {zzz: 1, "))
    names = found.hint.removeprefix("known: ").split(", ")
    assert len(names) == 13
    assert names[-1] == "..."
    _, (found,) = _found(tmp_path / "few", "CW202", RUSH, ("chosen: tickets", "chosen: zzz"))
    assert not found.hint.endswith("...")


def test_a_relation_that_does_not_hold_is_told_with_its_values(tmp_path: Path) -> None:
    case, found = _found(tmp_path, "CW312", MODEL, ("require:", "require:\n  - diners * 0 > window_s"))
    read = load_case(case).case
    assert read is not None
    here = Workings(read)
    held = [(here.parameters(n), f.change) for n, stage in enumerate(read.stages) for f in stage.flips]
    every = [here.parameters(n) for n in range(len(read.stages))] + [now | here.in_base(c) for now, c in held]
    assert {f.message for f in found} == {
        "here diners * 0 > window_s does not hold: "
        f"diners is {show(values['diners'], 'users')}, window_s is {show(values['window_s'], 's')}".replace(NBSP, " ")
        for values in every
    }


def test_two_parts_in_one_place_are_told_the_command_that_parts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, (found,) = _found(tmp_path, "CW205", RUSH, ("at: [2, 0]", "at: [1, 0]"))
    assert found.hint.startswith(f"casewalk arrange {case} --keep ")
    assert main(["arrange", str(case), "--keep"]) == 0
    assert "line" in capsys.readouterr().out


def test_the_command_of_a_hint_runs_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case, (found,) = _found(tmp_path, "CW601", "stages/visitors.yaml", ("chosen: second-machine", "chosen: keep"))
    assert found.hint == f"casewalk show {case} --stage visitors --verdicts"
    monkeypatch.chdir(tmp_path.parent)
    assert main(found.hint.split()[1:]) == 0
    assert "visitors" in capsys.readouterr().out


def test_what_follows_from_another_fault_says_so(tmp_path: Path) -> None:
    _, found = _found(tmp_path, "CW604", "stages/visitors.yaml", ("chosen: second-machine", "chosen: keep"))
    assert found
    assert all(f.hint.startswith("mend CW601, CW605 and CW607 first") for f in found)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('risk: "{luck_share} of', "risk: {luck_share} of", "begins with {"),
        ("title: Two towers,", "title: Two towers: really,", "holds a colon and a space"),
        ("  hints:\n    - ", "  hints:\n    - [sic] ", "begins with ["),
    ],
)
def test_prose_that_wants_quotes_is_told_so(tmp_path: Path, old: str, new: str, why: str) -> None:
    closing = [('orders go to whoever taps fastest."', "orders go to whoever taps fastest.")] if "risk" in old else []
    case, (found,) = _found(tmp_path, "CW103", RUSH, (old, new), *closing)
    lines = (case / RUSH).read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if new.rpartition("\n")[2] in line)
    assert found.hint == f"the text on line {number} {why}: put it in double quotes"


def test_other_faults_of_yaml_are_told_without_a_guess(tmp_path: Path) -> None:
    _, (found,) = _found(tmp_path, "CW103", RUSH, ("subject: [", "subject: [["))
    assert found.hint == ""


def test_a_told_flip_needs_no_words(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    feast = case / "stages" / "feast.yaml"
    text = feast.read_text(encoding="utf-8")
    feast.write_text(text.rstrip("\n") + "\n  - id: few-dishes\n    change: {dishes: 3}\n", encoding="utf-8")
    assert checked([case]).findings == ()
    assert main(["show", str(case), "--stage", "feast", "--prose"]) == 0


def test_a_parameter_that_is_read_later_is_not_called_a_leftover(tmp_path: Path) -> None:
    extra = 'parameters:\n  later: {value: 2, unit: x, range: [1, 9], label: Later, basis: "assumed: later"}'
    case, (found,) = _found(tmp_path, "CW306", MODEL, ("parameters:", extra))
    assert found.hint == "use it or take it out"
    header = case / "case.yaml"
    header.write_text(header.read_text("utf-8").replace("[opening, regulars, ", "[opening, "), "utf-8")
    (case / "stages" / "regulars.yaml").unlink()
    (found,) = [f for f in check([case]) if f.code == "CW306" and "later" in f.message]
    assert found.hint == "a stage to come may read it; else take it out"
