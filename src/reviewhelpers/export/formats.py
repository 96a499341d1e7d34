"""The files of the whole book to take along: what they are called, and where the site carries them."""

from __future__ import annotations

FOLDER = "along"
FILES = {
    "offline": "defects-at-work-offline.zip",
    "pdf": "defects-at-work.pdf",
    "epub": "defects-at-work.epub",
    "slides": "defects-at-work-slides.pptx",
}
"""The file of each form, in the order in which they are offered."""
