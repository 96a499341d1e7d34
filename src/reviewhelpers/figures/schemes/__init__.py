"""Schemes of reactions, cells, methods and syntheses, drawn from data."""
