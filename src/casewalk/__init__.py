"""casewalk: a flight simulator for architecture judgement, in a terminal."""

__version__ = "0.1.0"
