"""Figures of the part on copper, after the paper ji2023."""
