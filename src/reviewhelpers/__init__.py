"""Data, helpers, figures and tables behind the book *Defects at Work*.

The code stands in folders by role, one layer above the other (see ``docs/architecture.md``). Users and pages
need not know them: public modules are imported from the top, as in ``from reviewhelpers import electrode``.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from reviewhelpers._core import aliases

PUBLIC: dict[str, str] = {
    "audit": "analysis.audit",
    "bibliography": "dataset.bibliography",
    "clusters": "chemistry.clusters",
    "comparability": "analysis.comparability",
    "data": "dataset.data",
    "electrode": "chemistry.electrode",
    "energetics": "chemistry.energetics",
    "errors": "_core.errors",
    "figures.drawing": "charts.drawing",
    "labs": "analysis.labs",
    "nitrate": "chemistry.nitrate",
    "packing": "chemistry.cluster_packing",
    "ratios": "chemistry.ratios",
    "reactions": "chemistry.reactions",
    "rounding": "_core.rounding",
    "summary_table": "analysis.summary_table",
    "transport": "chemistry.transport",
    "units": "chemistry.units",
}
"""Public modules by the name under which they are imported, and where each stands."""

DEPRECATED: dict[str, str] = {
    "gains": "chemistry.ratios",
    "harmonised": "analysis.summary_table",
}
"""Names of the last release that still work, with a warning, until the next one."""

sys.meta_path.append(aliases.AliasFinder(__name__, PUBLIC, DEPRECATED))


def __getattr__(name: str) -> ModuleType:
    if name in PUBLIC or name in DEPRECATED:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC})
