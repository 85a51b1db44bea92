"""The wheel: built, installed into an empty environment, and walked outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from plain.test_plain import script

ROOT = Path(__file__).resolve().parent.parent


def ran(*command: str | Path, cwd: Path, typed: str = "") -> str:
    """Run a program that sees neither the checkout nor anybody's settings; what it prints."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("CASEWALK", "PYTHON"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd, env=kept | {"PYTHONUTF8": "1"}, input=typed, capture_output=True, text=True, check=False, timeout=120,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of a new environment that has the wheel, and beside it only what the wheel depends on."""
    place = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    wheel = place / ran(sys.executable, "-c", build, place, cwd=ROOT).strip().split("\n")[-1]
    venv.create(place / "env", with_pip=False, symlinks=os.name != "nt")
    python = place / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    ran(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=place,
    )
    where = ran(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place).strip()
    # A plain path: the packages that the wheel needs are found, but no editable install among them is.
    (Path(where) / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.with_name("casewalk")


@pytest.mark.slow
def test_the_wheel_holds_its_content_and_walks_a_case(installed: Path, tmp_path: Path) -> None:
    python = installed.with_name("python")
    code = "import casewalk; from casewalk.script import content_root; print(casewalk.__file__); print(content_root())"
    module, content = ran(python, "-c", code, cwd=tmp_path).split()
    assert Path(module).is_relative_to(installed.parent.parent)
    assert Path(content).is_relative_to(installed.parent.parent)
    told = ran(
        installed, "--home", tmp_path / "home", "walk", "stararena", "--plain", cwd=tmp_path,
        typed="\n".join(script()) + "\n",
    )  # fmt: skip
    assert "\nDebrief\n" in told
    assert "Left." not in told
    assert "0 errors" in ran(installed, "check", cwd=tmp_path)
    assert ran(installed, "--version", cwd=tmp_path).startswith("casewalk ")
