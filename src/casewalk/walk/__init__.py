"""The engine: pure functions over a case and its numbers. Events in, state out."""
