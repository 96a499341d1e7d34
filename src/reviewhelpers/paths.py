"""Where the project stands, for modules that must start without waiting for pandas.

In a source tree ``data/`` and ``references.bib`` stand at its root; a wheel carries copies of both inside the
package, put there by ``setup.py``.
"""

from pathlib import Path

CARRIED = Path(__file__).resolve().parent / "carried"
ROOT = CARRIED if CARRIED.is_dir() else Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
