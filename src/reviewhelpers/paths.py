"""Where the project stands, for modules that must start without waiting for pandas."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
