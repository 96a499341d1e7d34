"""Where the project stands, for modules that must start without waiting for pandas.

In a source tree ``data/`` and ``references.bib`` stand at its root; a wheel carries copies of both inside the
package, put there by ``setup.py``.
"""

from pathlib import Path

CARRIED = Path(__file__).resolve().parents[1] / "carried"
ROOT = CARRIED if CARRIED.is_dir() else Path(__file__).resolve().parents[3]
DATA = ROOT / "data"


def cloned() -> bool:
    """Whether this code runs from a clone, with pages and their order beside it, and not from a wheel."""
    return ROOT != CARRIED


def clone_around(folder: Path) -> Path | None:
    """The clone of the project that a folder lies in, or none."""
    marks = ("_toc.yml", "data/datapackage.json", "src/reviewhelpers/_core/paths.py")
    around = (folder, *folder.parents)
    return next((each for each in around if all((each / mark).is_file() for mark in marks)), None)
