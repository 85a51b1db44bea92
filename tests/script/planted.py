"""Faults planted in a copy of StarArena, each with the line on which it must be told."""

# ruff: noqa: E501 - a plant is one row of a table

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from casewalk.script import content_root

STARARENA = content_root() / "cases" / "stararena"


def copied(folder: Path) -> Path:
    """A copy of StarArena under its own name."""
    return Path(shutil.copytree(STARARENA, folder / "stararena"))


@dataclass(frozen=True)
class Plant:
    """One edit, and the finding that it earns: at the place of `at` in the edited file, or of what was written."""

    name: str
    file: str
    old: str
    new: str
    code: str
    message: str
    at: str = ""
    told_in: str = ""
    alone: bool = True
    """Whether nothing else is found."""

    def put(self, case: Path) -> tuple[Path, int, int]:
        """Edit the copy. Returns file, line and column at which the fault is to be told."""
        file = case / self.file
        text = file.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in {self.file}"
        file.write_text(text.replace(self.old, self.new), encoding="utf-8")
        told = case / (self.told_in or self.file)
        return (told, *place_of(told, self.at or self.new))


def place_of(file: Path, text: str) -> tuple[int, int]:
    """Line and column, from 1, of the one place where a text stands in a file; `^` in it marks the column."""
    content, mark = file.read_text(encoding="utf-8"), max(text.find("^"), 0)
    text = text.replace("^", "")
    assert content.count(text) == 1, f"{text!r} stands {content.count(text)} times in {file.name}"
    index = content.index(text) + mark
    return content.count("\n", 0, index) + 1, index - content.rfind("\n", 0, index)


FLOOD, HOLDS, MODEL = "stages/flood.yaml", "stages/seat-holds.yaml", "model.yaml"
UNUSED = "  unread: {value: 1, unit: x, range: [0, 2], label: Unread, basis: 'assumed: a plant'}\n"

PLANTS = (
    Plant("a typed figure in a block", FLOOD, "Pages come from the edge", "Pages come from 14 edges", "CW401", "'14'", "^14 edges"),
    Plant("a typed figure in a line", FLOOD, "polls one cached", "polls 1 cached", "CW401", "'1'", "^1 cached"),
    Plant("a typed figure in quotes", FLOOD, '"{clickers} people, {tries} each."', '"{clickers} people, 2 each."', "CW401", "'2'", "^2 each"),
    Plant("an unknown placeholder", FLOOD, "instead of {entrance_rps@now}, and", "instead of {entrance_rsp@now}, and", "CW402",
          "{entrance_rsp@now} resolves to nothing", "^{entrance_rsp@now}"),
    Plant("an unknown moment", FLOOD, "{luck_share@refuse}", "{luck_share@refused}", "CW402", "'refused'"),
    Plant("an unknown name in a formula", MODEL, "is: entrance_rps / core_rps, unit", "is: entrance_rps / cor_rps, unit", "CW302",
          "'cor_rps' is not defined", "^cor_rps", alone=False),
    Plant("an unknown name in quotes", MODEL, '"mm1_p99(service_ms, core_util, window_s)"', '"mm1_p99(service_ms, core_utl, window_s)"', "CW302",
          "'core_utl' is not defined", "^core_utl"),
    Plant("an unknown name in a target", MODEL, "target: <= uplink,", "target: <= uplnk,", "CW302", "'uplnk' is not defined", "^uplnk", alone=False),
    Plant("an unknown name in a lever", FLOOD, "luck_share: \"clamp(1 - gateway_util", "luck_share: \"clamp(1 - gatway_util", "CW302",
          "'gatway_util' is not defined", "^gatway_util", alone=False),
    Plant("an unknown name in a part", FLOOD, "load: join_rps,", "load: join_rp,", "CW302", "'join_rp' is not defined", "^join_rp,"),
    Plant("an unknown name in a changed part", FLOOD, "load: admitted_rps, capacity: core_rps", "load: admitted_rp, capacity: core_rps", "CW302",
          "'admitted_rp' is not defined", "^admitted_rp,"),
    Plant("an unknown name in a record", FLOOD, "revisit_when: entrance_rps < admit_util", "revisit_when: entrance_rps < admit_utl", "CW302",
          "'admit_utl' is not defined", "^admit_utl"),
    Plant("an unreadable formula", MODEL, "is: stuck_after / core_rps", "is: stuck_after / / core_rps", "CW301", "cannot read", "/ ^/ core_rps", alone=False),
    Plant("a call of what is no function", MODEL, '"little(throughput_bound, visit)"', '"litle(throughput_bound, visit)"', "CW301", "'litle' is no function",
          "^litle(", alone=False),
    Plant("a cycle in the model", MODEL, "is: visitors * files / arrive_s * parallel_shows", "is: visitors * files / arrive_s * parallel_shows + static_load", "CW303",
          "circular: static_rps -> static_load -> static_rps", "^static_rps: {"),
    Plant("a cycle through the product's move", FLOOD, "admitted_rps: min(was, admit_util * core_rps)\n          users_in: min(was, let_in)\n        architecture:\n          add:\n            room: {kind: queue",
          "admitted_rps: min(was, core_util * core_rps)\n          users_in: min(was, let_in)\n        architecture:\n          add:\n            room: {kind: queue",
          "CW303", "circular: admitted_rps -> core_util -> admitted_rps", "^admitted_rps: min(was, core_util"),
    Plant("a cycle through another move", FLOOD, "blind_share: choice_share", "blind_share: choice_share * first_year_cost / first_year_cost * blind_share", "CW303",
          "circular: blind_share -> blind_share", "^blind_share: choice_share"),
    Plant("a cycle through a price", FLOOD, "costs: {build_weeks: 1, run_month: 50}", "costs: {build_weeks: 1 + first_year_cost / $8000, run_month: 50}", "CW303",
          "circular: build_weeks -> first_year_cost -> build_weeks", "^build_weeks: 1 + first"),
    Plant("a duplicate key", FLOOD, "when: Friday 19:40\n", "when: Friday 19:40\ntitle: Once more\n", "CW106", "stands already on line 4", "^title: Once more"),
    Plant("an unused parameter", MODEL, "  # The stock\n", UNUSED + "  # The stock\n", "CW306", "'unread' is read by nothing", "^unread: {"),
    Plant("an unused formula", MODEL, "  # Admission by two bounds\n", "  unread: {is: seats, unit: seats, label: Unread}\n  # Admission by two bounds\n", "CW306",
          "'unread' is read by nothing", "^unread: {"),
    Plant("a unit that does not exist", MODEL, "unit: req/s, label: Requests for files", "unit: req//s, label: Requests for files", "CW304", "", "^req//s", alone=False),
    Plant("a part's unit that does not exist", FLOOD, "capacity: 5000000, unit: users", "capacity: 5000000, unit: users//", "CW304", "", "^users//, about"),
    Plant("units that do not go together", MODEL, "is: stuck_after / core_rps", "is: stuck_after * core_rps", "CW305", "stuck_for: gives", "^stuck_after * core_rps"),
    Plant("a value out of its range", FLOOD, "arrive_s: 300,", "arrive_s: 3,", "CW307", "'arrive_s' is 3, outside its range", "arrive_s: ^3,", alone=False),
    Plant("no basis", MODEL, '"assumed: a countdown ends for everybody at once"', '"a countdown"', "CW308", "the basis of 'window_s'"),
    Plant("a lever overwritten without was", "stages/five-shows.yaml", "ask_spread: was * at_once", "ask_spread: query_window * at_once", "CW309",
          "'ask_spread' was set by", "^query_window * at_once"),
    Plant("a name with a bad letter", MODEL, "  stuck_for: {is", "  Stuck: {is: 1, unit: x, label: Bad}\n  stuck_for: {is", "CW201", "'Stuck' is no name", "^Stuck: {", alone=False),
    Plant("a name defined twice", MODEL, "  stuck_for: {is", "  seats: {is: 1, unit: x, label: Bad}\n  stuck_for: {is", "CW203", "'seats' is defined by the parameters already",
          "^seats: {is", alone=False),
    Plant("a metric of nothing", MODEL, "  egress: {target", "  egres: {target", "CW202", "'egres' is no formula", "^egres: {target", alone=False),
    Plant("a proof that does not exist", FLOOD, "proof: doomed_share", "proof: doomed_shar", "CW202", "'doomed_shar' is no metric", "^doomed_shar\n"),
    Plant("a patch of a part that is not there", FLOOD, "change: {gateway: {rules", "change: {gatway: {rules", "CW204", "changes 'gatway'", "^{rules: [\"{=429}"),
    Plant("two parts in one place", FLOOD, "places: {kind: store, at: [0, 1]", "places: {kind: store, at: [1, 1]", "CW205", "share the place [1, 1]", "at: ^[1, 1], label: Places"),
    Plant("a term without its word", "glossary.yaml", "- {term: inbox, meaning", "- {trm: inbox, meaning", "CW110", "unknown key 'trm'", "^trm: inbox", alone=False),
    Plant("a term explained twice", "glossary.yaml", "- {term: inbox, meaning", "- {term: outbox, meaning", "CW404", "'outbox' is explained already",
          "- {term: ^outbox, meaning: An event"),
    Plant("a topic that no stage drills", "case.yaml", "  - seat-locking\n", "  - seat-locking\n  - blockchains\n", "CW701", "no stage has the subject 'blockchains'", "^blockchains"),
    Plant("a topic listed twice", "case.yaml", "  - payment-state-machine\n", "  - payment-state-machine\n  - virtual-waiting-room  # again\n", "CW203",
          "the topic 'virtual-waiting-room' is listed twice", "^virtual-waiting-room  # again"),
    Plant("a stage that has no file", "case.yaml", "[first-shows, static-load, flood,", "[first-shows, static-lode, flood,", "CW100", "static-lode.yaml cannot be read",
          "^static-lode", alone=False),
    Plant("a stage listed by no id", "case.yaml", "[first-shows, static-load, flood,", "[first-shows, ../flood, flood,", "CW201", "'../flood' is no id", "^../flood", alone=False),
    Plant("a stage with another id", FLOOD, "id: flood\n", "id: deluge\n", "CW201", "'deluge' does not match the file 'flood'", "id: ^deluge\n", alone=False),
    Plant("another format", "case.yaml", "format: 1", "format: 7", "CW111", "format 7", "format: ^7", alone=False),
    Plant("an unknown key in a move", FLOOD, "past: left the door open", "passed: left the door open", "CW110", "unknown key 'passed'", "^passed: left", alone=False),
    Plant("the product's move breaks", MODEL, "over_admit: {value: 1.3", "over_admit: {value: 3", "CW601", "the product's move 'waiting-room' breaks: doomed_share",
          "chosen: ^waiting-room", FLOOD, alone=False),
)  # fmt: skip
