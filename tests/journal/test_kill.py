"""The real program, killed one hundred times at random moments, loses no answer that it acknowledged."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from written import environment

from casewalk.journal import Folders
from casewalk.journal.schema import connect, roll_back

LANES = 4
KILLS_A_LANE = 25
STARTING = 8
"""One kill in so many falls into the start, where the file is made and brought forward."""
PROMPT = b": "


@dataclass
class Lane:
    """One learner's folder, in which the program is started and killed again and again."""

    home: Path
    seed: int
    kills: int = 0
    acknowledged: set[int] = field(default_factory=set)
    during_start: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def told(self) -> Path:
        return self.home.with_suffix(".told")

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "casewalk", "--home", str(self.home), *words]

    def run(self) -> Lane:
        chance = random.Random(self.seed)  # noqa: S311 - a reproducible storm
        for number in range(KILLS_A_LANE):
            self.strike(chance, starting=number % STARTING == 0)
            self.examine(number)
        return self

    def strike(self, chance: random.Random, *, starting: bool) -> None:
        """Start the program, answer for a while, and kill it."""
        program = subprocess.Popen(
            self.command("walk", "stararena", "--plain"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(CASEWALK_ACK_FILE=str(self.told)),
        )
        assert program.stdin is not None
        assert program.stdout is not None
        if starting:
            time.sleep(chance.uniform(0.05, 0.7))
            self.during_start += 1
        else:
            first = wait_for(program, PROMPT)
            if PROMPT not in first or b"not being saved" in first or b"damaged" in first:
                self.faults.append(f"it did not come up: {first[-300:]!r}")
            answers = [f"n note {chance.randrange(10**6)}" for _ in range(400)]
            answers = [chance.choice(("", "1", "2", "40", "h", answer)) for answer in answers]
            feeder = threading.Thread(target=feed, args=(program, answers), daemon=True)
            drain = threading.Thread(target=program.stdout.read, daemon=True)
            drain.start()
            feeder.start()
            time.sleep(0.3 * 100 ** -chance.random())
        program.send_signal(signal.SIGKILL)
        code = program.wait(timeout=30)
        if code == -signal.SIGKILL:
            self.kills += 1
        else:
            self.faults.append(f"it had ended by itself with {code}")
        if not starting:
            feeder.join(timeout=30)
            drain.join(timeout=30)
        program.stdout.close()

    def examine(self, number: int) -> None:
        """Ask the doctor, and compare with every acknowledgement so far. A torn last line is none."""
        if self.told.exists():
            self.acknowledged |= {int(line) for line in self.told.read_text().split("\n")[:-1]}
        done = subprocess.run(
            self.command("doctor", "--json"), env=environment(), capture_output=True, text=True, check=False
        )
        found = (
            json.loads(done.stdout) if done.returncode in {0, 1} else {"ok": False, "items": [], "journal": done.stderr}
        )
        if not found["ok"]:
            self.faults.append(f"after kill {number} the doctor is not content: {found['journal']}")
        lost = self.acknowledged - set(found["items"])
        if lost:
            self.faults.append(f"after kill {number} these are lost: {sorted(lost)}")


def feed(program: subprocess.Popen[bytes], answers: list[str]) -> None:
    """Type answers until the program is gone."""
    assert program.stdin is not None
    try:
        for answer in answers:
            program.stdin.write(answer.encode() + b"\n")
            program.stdin.flush()
    except OSError:
        return


def wait_for(program: subprocess.Popen[bytes], words: bytes) -> bytes:
    """What the program prints until a prompt, or until it ends or half a minute has passed."""
    assert program.stdout is not None
    handle = program.stdout.fileno()
    text = b""
    end = time.monotonic() + 30
    while not text.endswith(words) and time.monotonic() < end:
        if select.select([handle], [], [], 1)[0]:
            part = os.read(handle, 65536)
            if not part:
                break
            text += part
    return text


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_one_hundred_kills_lose_no_acknowledged_answer(tmp_path: Path) -> None:
    lanes = [Lane(tmp_path / f"lane{number}", seed=number) for number in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        done = list(pool.map(Lane.run, lanes))
    assert [fault for lane in done for fault in lane.faults] == []
    assert sum(lane.kills for lane in done) == 100
    for lane in done:
        assert len(lane.acknowledged) > KILLS_A_LANE, "too little was acknowledged to prove anything"
        journal = Folders(lane.home).journal
        roll_back(journal)  # the last kill may have cut a commit short; the program's next start would undo it, too
        connection = connect(journal, read_only=True)
        rows = connection.execute("SELECT id, kind FROM events ORDER BY id").fetchall()
        connection.close()
        ids = [row[0] for row in rows]
        assert ids == list(range(1, len(ids) + 1))
        # At most the one event that was on its way at each kill is written without a word of it.
        assert 0 <= len(ids) - len(lane.acknowledged) <= lane.kills
        assert {"started", "noted", "advanced"} <= set(Counter(row[1] for row in rows))
