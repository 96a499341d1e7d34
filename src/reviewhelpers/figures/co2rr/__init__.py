"""Figures of the CO2RR part, after the review li2022."""
