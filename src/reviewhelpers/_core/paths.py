"""Paths of the project, without imports that take time.

In a source tree ``data/`` and ``references.bib`` are at its root; a wheel has copies of both inside the
package, put there by ``setup.py``.
"""

from pathlib import Path

BUNDLED = Path(__file__).resolve().parents[1] / "bundled"
ROOT = BUNDLED if BUNDLED.is_dir() else Path(__file__).resolve().parents[3]
DATA = ROOT / "data"


def in_clone() -> bool:
    """Whether this code runs from a clone, with the pages of the book, and not from a wheel."""
    return ROOT != BUNDLED


def enclosing_clone(folder: Path) -> Path | None:
    """The clone of the project that contains a folder, or None."""
    markers = ("_toc.yml", "data/datapackage.json", "src/reviewhelpers/_core/paths.py")
    candidates = (folder, *folder.parents)
    return next((path for path in candidates if all((path / marker).is_file() for marker in markers)), None)
