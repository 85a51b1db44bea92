"""How a derivation speaks of the functions that a reader may not know by their names."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "at_least_one": "1 − (1 − {0})^{1}",
    "backlog": "what piles up when {0} meet {1} for {2}",
    "birthday_collision": "1 − e^(−{0} × ({0} − 1) / (2 × {1}))",
    "clamp": "{0}, held between {1} and {2}",
    "drain_time": "time to drain {0} at {1} while {2} arrive",
    "erlang_b": "share lost by Erlang B, at a load of {0} on {1} servers",
    "erlang_c": "share that waits by Erlang C, at a load of {0} on {1} servers",
    "exp_decay": "share of {1} on average that lasts longer than {0}",
    "little": "{0} × {1}, by Little's law",
    "log": "ln {0}",
    "lognormal_q": "what {0} stay under, if the middle one takes {1} and one in twenty more than {2}",
    "lognormal_tail": "share slower than {0}, if the middle one takes {1} and one in twenty more than {2}",
    "logtable": "read from a table at {0}",
    "mmc_wait_q": "what {3} of the waits stay under: {0} at {2} servers of {1} each",
    "mm1_p99": "P99 of a queue: {0} a piece, {1} busy, for {2}",
    "normal_cdf": "share of a normal curve up to {0} deviations from its middle",
    "poisson_tail": "chance of more than {1}, at {0} on average",
    "poisson_q": "what {1} of the counts stay under, at {0} on average",
    "rule_of_three": "1 − 0.05^(1 / {0})",
    "table": "read from a table at {0}",
}
"""By name, in words or in closed form; `{0}` stands for the first argument. One that is not here keeps its name."""
CLOSED = frozenset({"at_least_one", "birthday_collision", "rule_of_three"})
"""Written in closed form: an argument that is more than a name stands in parentheses."""
