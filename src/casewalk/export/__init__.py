"""What is told on paper: decision records, a stage as text, and the pages that an author reads."""
