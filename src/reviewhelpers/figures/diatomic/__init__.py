"""Figures of the part on diatomic sites, after the paper pei2024."""
