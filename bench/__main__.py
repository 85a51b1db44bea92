"""Time everything and print a table: `python -m bench`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.pictures import drawings
from bench.processes import processes, temporary_home
from bench.replays import replays
from bench.sheets import evaluations, stararena, verdicts
from bench.timing import Figure, Subject, measure, reference_loop
from bench.whatifs import what_ifs


def _time(seconds: float) -> str:
    return f"{seconds * 1e6:,.1f} us" if seconds < 1e-3 else f"{seconds * 1e3:,.1f} ms"


def _line(figure: Figure) -> str:
    goal = "" if figure.goal is None else f"  wanted: at most {_time(figure.goal)}"
    return f"{figure.name:<52}{_time(figure.seconds):>12}{figure.ratio:>12,.2f}{goal}"


def report(subjects: Iterable[Subject], rounds: int = 15) -> None:
    """Time each and print its line: the median, and how many times the reference loop it is."""
    for subject in subjects:
        print(_line(measure(subject, rounds)), flush=True)


def main() -> None:
    """Everything, in one run."""
    case = stararena()
    print(f"{'':<52}{'median':>12}{'x reference':>12}")
    report([Subject("reference loop", reference_loop), *evaluations(), *verdicts(case), *what_ifs(case)])
    report([*drawings(case), Subject("load StarArena from its files", stararena)])
    report(replays(case))
    with temporary_home() as home:
        report(processes(Path(home)), rounds=7)


if __name__ == "__main__":
    main()
