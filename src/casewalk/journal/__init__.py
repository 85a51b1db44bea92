"""What the learner did: an append-only event log, settings, folders."""
