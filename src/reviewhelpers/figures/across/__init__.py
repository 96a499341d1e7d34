"""Figures that read across the sources."""
