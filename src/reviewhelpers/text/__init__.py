"""Rows of the data as text that people read, and that text as Markdown."""
