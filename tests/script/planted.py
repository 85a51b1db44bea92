"""Faults planted in a copy of the practice case, each with the place at which it must be told."""

# ruff: noqa: E501 - a plant is one row of a table

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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


RUSH, FEAST, MODEL = "stages/rush.yaml", "stages/feast.yaml", "model.yaml"
UNUSED = "  unread: {value: 1, unit: x, range: [0, 2], label: Unread, basis: 'assumed: a plant'}\n"
STOCK = "change: {stock: {drop: [one row for the menu], rules: [one row a counter]}}"
LINE = "label: Ticket line, short: Tickets}"
TICKETS = "people_in: min(was, over_admit * meals)\n        architecture:\n          add:\n            line: {"

PLANTS = (
    Plant("a typed figure in a block", RUSH, "The second tower opens:", "With 14 towers open:", "CW401", "'14'", "^14 towers"),
    Plant("a typed figure in a line", RUSH, "calls up as many as", "calls up 1 of those that", "CW401", "'1'", "^1 of"),
    Plant("a typed figure in quotes", RUSH, '"{admitted_rps} at the core, whatever comes."', '"{admitted_rps} at 2 cores, whatever comes."', "CW401", "'2'", "^2 cores"),
    Plant("an unknown placeholder", RUSH, "instead of {entrance_rps@now}.", "instead of {entrance_rsp@now}.", "CW402",
          "{entrance_rsp@now} resolves to nothing", "^{entrance_rsp@now}"),
    Plant("an unknown moment", RUSH, "{luck_share@refuse}", "{luck_share@refused}", "CW402", "'refused'"),
    Plant("an unknown name in a formula", MODEL, "is: admitted_rps / core_rps, unit", "is: admitted_rps / cor_rps, unit", "CW302",
          "'cor_rps' is not defined", "^cor_rps", alone=False),
    Plant("an unknown name in quotes", MODEL, '"mm1_p99(service_ms, core_util, window_s)"', '"mm1_p99(service_ms, core_utl, window_s)"', "CW302",
          "'core_utl' is not defined", "^core_utl"),
    Plant("an unknown name in a target", MODEL, "target: <= luck_ok,", "target: <= lck_ok,", "CW302", "'lck_ok' is not defined", "^lck_ok", alone=False),
    Plant("an unknown name in a lever", RUSH, "luck_share: \"clamp(1 - admit_share", "luck_share: \"clamp(1 - admt_share", "CW302",
          "'admt_share' is not defined", "^admt_share"),
    Plant("an unknown name in a part", MODEL, "load: admitted_rps,", "load: admitted_rp,", "CW302", "'admitted_rp' is not defined", "^admitted_rp,"),
    Plant("an unknown name in an added part", RUSH, LINE, LINE[:-1] + ", load: entrance_rp, capacity: core_rps, unit: req/s}", "CW302",
          "'entrance_rp' is not defined", "^entrance_rp,"),
    Plant("an end of what nobody began", FEAST, STOCK, STOCK.replace("for the menu", "for a menu"), "CW210",
          "'one row for a menu' is nothing that any move before puts at 'stock'", "^one row for a menu"),
    Plant("a rule that stands already", "stages/rainy-day.yaml", "drop: [two machines], rules: [three machines]", "rules: [three machines, two machines]",
          "CW210", "'two machines' stands at 'core' already", "^two machines]"),
    Plant("an unknown name in how many there are", FEAST, STOCK, STOCK + "\n          times: {stock: countrs}", "CW302",
          "'countrs' is not defined", "^countrs", alone=False),
    Plant("how many there are of no part", FEAST, STOCK, STOCK + "\n          times: {stall: 2}", "CW204", "says how many 'stall' there are", "stall: ^2"),
    Plant("an unknown name in a changed part", FEAST, STOCK, "change: {stock: {load: order_rp * dishes, rules: [one row a counter]}}", "CW302",
          "'order_rp' is not defined", "^order_rp *"),
    Plant("an unknown name in a record", RUSH, "revisit_when: entrance_rps < admit_share", "revisit_when: entrance_rps < admit_shar", "CW302",
          "'admit_shar' is not defined", "^admit_shar *"),
    Plant("an unreadable formula", MODEL, "is: meals / order_rps", "is: meals / / order_rps", "CW301", "cannot read", "/ ^/ order_rps", alone=False),
    Plant("a call of what is no function", MODEL, '"min(admitted_rps, core_rps) / calls"', '"mini(admitted_rps, core_rps) / calls"', "CW301", "'mini' is no function",
          "^mini(", alone=False),
    Plant("a cycle in the model", MODEL, "is: nodes * node_rps", "is: nodes * node_rps * core_util", "CW303", "circular: core_rps -> core_util -> core_rps", "^core_rps: {"),
    Plant("a cycle through the product's move", RUSH, "admitted_rps: min(was, admit_share * core_rps)\n          " + TICKETS,
          "admitted_rps: min(was, core_util * core_rps)\n          " + TICKETS, "CW303", "circular: admitted_rps -> core_util -> admitted_rps",
          "^admitted_rps: min(was, core_util"),
    Plant("a cycle through another move", RUSH, 'luck_share: "clamp(1 - admit_share', 'luck_share: "clamp(1 - luck_share', "CW303",
          "circular: luck_share -> luck_share", "^luck_share: \"clamp(1 - luck"),
    Plant("a cycle through a price", RUSH, "costs: {build_weeks: 1, run_month: 20}", "costs: {build_weeks: 1 + first_year_cost / $8000, run_month: 20}", "CW303",
          "circular: build_weeks -> first_year_cost -> build_weeks", "^build_weeks: 1 + first"),
    Plant("a duplicate key", RUSH, "when: the day the second tower opens\n", "when: the day the second tower opens\ntitle: Once more\n", "CW106", "stands already on line 4", "^title: Once more"),
    Plant("an unused parameter", MODEL, "  week_cost: {value", UNUSED + "  week_cost: {value", "CW306", "'unread' is read by nothing", "^unread: {"),
    Plant("an unused formula", MODEL, "  first_year_cost: {is", "  unread: {is: meals, unit: meals, label: Unread}\n  first_year_cost: {is", "CW306",
          "'unread' is read by nothing", "^unread: {"),
    Plant("a unit that does not exist", MODEL, "unit: req/s, label: Requests at the entrance", "unit: req//s, label: Requests at the entrance", "CW304", "", "^req//s", alone=False),
    Plant("a part's unit that does not exist", RUSH, LINE, LINE[:-1] + ", load: entrance_rps, capacity: core_rps, unit: req//s}", "CW304", "", "^req//s}"),
    Plant("units that do not go together", MODEL, "is: meals / order_rps", "is: meals * order_rps", "CW305", "sold_after: gives", "^meals * order_rps"),
    Plant("a value out of its range", RUSH, "diners: 3000,", "diners: 30,", "CW307", "'diners' is 30, outside its range", "diners: ^30,", alone=False),
    Plant("no basis", MODEL, '"assumed: the break begins for everybody at once"', '"the break"', "CW308", "the basis of 'window_s'"),
    Plant("a lever overwritten without was", FEAST, "{spread: was * rows}", '{spread: was * rows, people_in: "min(diners, over_admit * meals)"}', "CW309",
          "'people_in' was set by", '^"min(diners'),
    Plant("a name with a bad letter", MODEL, "  sold_after: {is", "  Stuck: {is: 1, unit: x, label: Bad}\n  sold_after: {is", "CW201", "'Stuck' is no name", "^Stuck: {", alone=False),
    Plant("a name defined twice", MODEL, "  sold_after: {is", "  meals: {is: 1, unit: x, label: Bad}\n  sold_after: {is", "CW203", "'meals' is defined by the parameters already",
          "^meals: {is", alone=False),
    Plant("a metric of nothing", MODEL, "  row_util: {target", "  row_utl: {target", "CW202", "'row_utl' is no formula", "^row_utl: {target", alone=False),
    Plant("a flow timed for a metric of nothing", RUSH, "failures:\n", "flow: {metric: no_such_share, stations: {phones: {}}}\nfailures:\n", "CW202", "'no_such_share' is no metric", "{metric: ^no_such_share", alone=False),
    Plant("a proof that does not exist", RUSH, "proof: doomed_share", "proof: doomed_shar", "CW202", "'doomed_shar' is no metric", "^doomed_shar\n"),
    Plant("a patch of a part that is not there", RUSH, "change: {gateway: {rules", "change: {gatway: {rules", "CW204", "changes 'gatway'", "^{rules: [\"{=429}"),
    Plant("two parts in one place", RUSH, "line: {kind: queue, at: [2, 0]", "line: {kind: queue, at: [1, 0]", "CW205", "share the place [1, 0]", "at: ^[1, 0], label: Ticket"),
    Plant("two parts in one place from the start", MODEL, "kind: external, at: [3, 1]", "kind: external, at: [3, 0]", "CW205", "share the place [3, 0]", "external, at: ^[3, 0]"),
    Plant("a term without its word", "glossary.yaml", "- {term: hot row, meaning", "- {trm: hot row, meaning", "CW110", "unknown key 'trm'", "^trm: hot row", alone=False),
    Plant("a term explained twice", "glossary.yaml", "- {term: hot row, meaning", "- {term: meal, meaning", "CW404", "'meal' is explained already",
          "- {term: ^meal, meaning: One record"),
    Plant("a topic that no stage drills", "case.yaml", "rush-hour]", "rush-hour, blockchains]", "CW701", "no stage has the subject 'blockchains'", "^blockchains"),
    Plant("a topic listed twice", "case.yaml", "rush-hour]", "rush-hour, limited-inventory]", "CW203", "the topic 'limited-inventory' is listed twice", "rush-hour, ^limited-inventory"),
    Plant("a stage that has no file", "case.yaml", "[opening, regulars,", "[opening, reglars,", "CW100", "reglars.yaml cannot be read", "^reglars", alone=False),
    Plant("a stage listed by no id", "case.yaml", "[opening, regulars,", "[opening, ../regulars,", "CW201", "'../regulars' is no id", "^../regulars", alone=False),
    Plant("a stage with another id", RUSH, "id: rush\n", "id: crush\n", "CW201", "'crush' does not match the file 'rush'", "id: ^crush\n", alone=False),
    Plant("another format", "case.yaml", "format: 1", "format: 7", "CW111", "format 7", "format: ^7", alone=False),
    Plant("an unknown key in a move", RUSH, "past: left the door open", "passed: left the door open", "CW110", "unknown key 'passed'", "^passed: left", alone=False),
    Plant("the product's move breaks", MODEL, "over_admit: {value: 1.3", "over_admit: {value: 3", "CW601", "the product's move 'tickets' breaks: doomed_share",
          "chosen: ^tickets", RUSH, alone=False),
)  # fmt: skip
