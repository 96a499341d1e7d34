"""Checks of the text of figures and tables: broken markup, links out of the project, unknown works."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from reviewhelpers.validation import page_markup

_TEXTS = ("title", "caption", "method", "note")
"""The parts of a description that are checked as the text of a page is."""
_MARKED = re.compile(r"[`{}$:<>\[\]!#|&]")
"""Characters of which every mark of MyST has at least one."""


def faults(content: Mapping[str, Any], page: str, works: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is found in the description of a figure or table, and what is expected in its place.

    Parameters
    ----------
    content : mapping
        The description, as :func:`reviewhelpers.content.artifacts.describe` gives it.
    page : str
        The page that shows it, for relative addresses.
    works : collection of str
        Keys of the bibliography.

    Examples
    --------
    >>> content = {"kind": "figure", "title": "T $x", "works": ["nobody"]}
    >>> [found for found, _ in faults(content, "chapters/a", {"ye2017surface"})]
    ["'$' in the title of a figure", "works 'nobody' of a figure"]
    """
    kind = content["kind"]
    for key in _TEXTS:
        for _, _, found, expected in page_markup.faults(content.get(key, "")):
            yield f"{found} in the {key} of a {kind}", expected
    cells = {text for row in (content.get("header", []), *content.get("rows", [])) for text in row}
    for text in sorted(cells):
        # The data write superscripts and subscripts with these two HTML elements.
        bare = re.sub(r"</?su[bp]>", "", text)
        for _, _, found, expected in page_markup.faults(bare) if _MARKED.search(bare) else ():
            yield f"{found} in a table", expected
    for text in sorted({*cells, *(content.get(key, "") for key in _TEXTS)}):
        for _, _, address, expected in page_markup.leading_out(text, page) if _MARKED.search(text) else ():
            yield repr(address), expected
    for work in content["works"]:
        if work not in works:
            yield f"works {work!r} of a {kind}", "a key of references.bib"
