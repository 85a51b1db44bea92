"""Timings of casewalk. Each is told as a time and as a ratio to a reference loop of the same run."""
