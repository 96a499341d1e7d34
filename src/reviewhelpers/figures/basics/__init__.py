"""Drawings of the basics: reactions, electrons, methods and measurements."""
