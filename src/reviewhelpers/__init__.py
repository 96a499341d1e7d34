"""Data, helpers, figures and tables behind the book *Defects at Work*.

The code stands in folders by role, one layer above the other (see ``docs/architecture.md``). Users and pages
need not know them: public modules are imported from the top, as in ``from reviewhelpers import electrode``.
"""

from __future__ import annotations

import importlib as _importlib
import sys as _sys
import warnings as _warnings
from types import ModuleType as _ModuleType
from typing import TYPE_CHECKING as _TYPE_CHECKING

from reviewhelpers._core.aliases import AliasFinder as _AliasFinder

if _TYPE_CHECKING:
    # What a type checker sees under the public names.
    from reviewhelpers import figures as figures
    from reviewhelpers import tables as tables
    from reviewhelpers._core import errors as errors
    from reviewhelpers._core import rounding as rounding
    from reviewhelpers.analysis import audit as audit
    from reviewhelpers.analysis import comparability as comparability
    from reviewhelpers.analysis import labs as labs
    from reviewhelpers.analysis import summary_table as summary_table
    from reviewhelpers.chemistry import cluster_packing as packing  # noqa: F401
    from reviewhelpers.chemistry import clusters as clusters
    from reviewhelpers.chemistry import electrode as electrode
    from reviewhelpers.chemistry import energetics as energetics
    from reviewhelpers.chemistry import nitrate as nitrate
    from reviewhelpers.chemistry import ratios as ratios
    from reviewhelpers.chemistry import reactions as reactions
    from reviewhelpers.chemistry import transport as transport
    from reviewhelpers.chemistry import units as units
    from reviewhelpers.dataset import bibliography as bibliography
    from reviewhelpers.dataset import data as data

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

_sys.meta_path.append(_AliasFinder(__name__, PUBLIC, DEPRECATED))

if not _TYPE_CHECKING:

    def __getattr__(name: str) -> _ModuleType:
        if name in DEPRECATED:
            # Warned here, so that the warning names the line of the caller and none of the import system.
            public = next(key for key, place in PUBLIC.items() if place == DEPRECATED[name])
            _warnings.warn(
                f"{__name__}.{name} is now {__name__}.{public} and will go with the next release",
                DeprecationWarning,
                stacklevel=2,
            )
            return _importlib.import_module(f"{__name__}.{public}")
        if name in PUBLIC or name in ("figures", "tables"):
            return _importlib.import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({"figures", "tables", *(name for name in PUBLIC if "." not in name)})
