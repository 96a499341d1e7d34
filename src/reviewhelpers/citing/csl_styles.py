"""The four official CSL styles, loaded and adapted to what the citation processor supports."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from citeproc import CitationStylesStyle

CSL = Path(__file__).parent / "csl"

FILES = {
    "acs": "american-chemical-society.csl",
    "apa": "apa.csl",
    "mla": "modern-language-association.csl",
    "vancouver": "nlm-citation-sequence.csl",
}

OPEN_QUOTE, CLOSE_QUOTE = "\ufdd8\ufdd9"
"""What loaded styles print for quotation marks: noncharacters of Unicode, which no title contains."""


@functools.cache
def load(style: str) -> CitationStylesStyle:
    """A style, ready for the processor.

    Its file stays unmodified; only what was read from it is changed, to say the same in a way that the
    processor understands.

    Parameters
    ----------
    style : str
        One of :data:`FILES`.
    """
    # The schema of the processor is older than the styles: validating would warn about their newer elements.
    loaded = CitationStylesStyle(str(CSL / FILES[style]), validate=False)
    root = loaded.root

    def find(path: str, within: Any = root) -> list[Any]:
        return list(within.xpath(path, namespaces=root.nsmap))

    for label in find("//cs:label[@text-case='title']"):
        # The processor sets title case only for a known language, and a label has none: (Ed.), not (ed.).
        label.set("text-case", "capitalize-first")
    for label in find("//cs:label[@variable='version']"):
        # It counts several numbers in "1.0, changed 21 Nov 2026", and would print "Versions".
        label.set("plural", "never")
    for label in find("//cs:macro/cs:label[@variable][following-sibling::cs:text]"):
        # It prints the label of a missing variable ("p ."), unless both are in a group.
        macro = label.getparent()
        group = macro.makeelement(f"{{{root.nsmap['cs']}}}group")
        group.extend(list(macro))
        macro.append(group)
    for number in find("//cs:bibliography/cs:layout/cs:text[@variable='citation-number']"):
        # The number belongs to the list in which an entry stands, not to the entry.
        number.getparent().remove(number)
    for branch in find("//cs:if[@type='thesis'][@variable='genre'][cs:text[@value='publication']]"):
        # It prints the word before a publication number even where there is no number.
        branch.set("variable", "genre number")
    if find("//cs:macro[@name='author']//cs:name[@initialize='false']"):
        # It does not support initialize="false", by which MLA keeps given names in full.
        root.attrib.pop("initialize-with", None)
    for date in find("//cs:locale/cs:date[@delimiter]"):
        # It drops the delimiter of a locale's date: 2022May.
        for part in date[1:]:
            part.set("prefix", date.get("delimiter"))
    for locale in root.locales:
        # Distinguishes the quotation marks of the style from those inside a title, so that the style's
        # punctuation can be moved inside the former.
        for term, mark in (("open-quote", OPEN_QUOTE), ("close-quote", CLOSE_QUOTE)):
            for quote in find(f".//cs:term[@name='{term}']", locale):
                quote.text = mark
    return loaded
