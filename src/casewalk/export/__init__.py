"""Decision records and transcripts in Markdown."""
