"""The exported files of the whole book: their names, and their folder in the site."""

from __future__ import annotations

FOLDER = "along"
FILES = {
    "offline": "defects-at-work-offline.zip",
    "pdf": "defects-at-work.pdf",
    "epub": "defects-at-work.epub",
    "slides": "defects-at-work-slides.pptx",
}
"""The file of each form, in the order of the download links."""
