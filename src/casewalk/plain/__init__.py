"""The walk as numbered plain text on standard input and output."""
