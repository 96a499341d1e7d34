"""Pictures on pages: sized before they load, so that text does not jump, and loaded when they come near."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

VIEW_BOX = re.compile(r"<svg\b[^>]*\bviewBox=\"\S+ \S+ (\S+) (\S+)\"")


def size(path: Path) -> tuple[int, int] | None:
    """Width and height of a drawing in pixels; ``None`` for what is no SVG or does not say."""
    if path.suffix != ".svg" or not path.is_file():
        return None
    found = VIEW_BOX.search(path.read_text(encoding="utf-8")[:2000])
    return (round(float(found[1])), round(float(found[2]))) if found else None


def visit_image(self: Any, node: nodes.image) -> None:
    """A picture as Sphinx writes it, with what browsers need to know beforehand."""
    measured = size(Path(self.builder.srcdir, node["uri"]))
    HTML5Translator.visit_image(self, node)
    told = ' width="{}" height="{}"'.format(*measured) if measured else ""
    # The first picture is the one that a reader may see at once.
    told += ' decoding="async"' + (' loading="lazy"' if getattr(self, "has_picture", False) else "")
    self.has_picture = True
    self.body[-1] = self.body[-1].replace("<img", f"<img{told}", 1)


def depart_image(self: Any, node: nodes.image) -> None:
    """Nothing is left to close."""


def setup(app: Sphinx) -> None:
    """Register how pictures are written."""
    app.add_node(nodes.image, override=True, html=(visit_image, depart_image))
