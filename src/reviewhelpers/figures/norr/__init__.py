"""Figures of the NORR part, after the review gan2024."""
