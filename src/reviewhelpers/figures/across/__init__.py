"""Figures that read across the sources."""

from __future__ import annotations

from reviewhelpers.figures.across.evidence import measured_claims

__all__ = ["measured_claims"]
