"""Citations as the style guides want them: ACS, APA, MLA and Vancouver.

The official CSL styles do the work, through citeproc-py. Its limitations are worked around in three places, in
this order: :func:`for_style` converts an item to the form that the processor needs,
:func:`reviewhelpers.citing.csl_styles.load` changes what a style asks for and the processor does not support,
and :func:`_correct` corrects the output.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Sequence
from typing import Any

from citeproc import (
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from reviewhelpers.citing import csl_styles, title_case
from reviewhelpers.citing.csl_styles import CLOSE_QUOTE, OPEN_QUOTE
from reviewhelpers.citing.works import PARTS, Item, title_with_number, without_marks

STYLES = tuple(csl_styles.FILES)
"""Names of the styles."""

CASED = frozenset(("title", "container-title"))
"""Variables whose case is set before the processor has them."""

# Placeholders that carry characters through the processor which it would misread: noncharacters of Unicode,
# which no text contains. Those of csl_styles are others.
_LESS, _MORE, _AND, _QUOTE, _APOSTROPHE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
_DASH, _ET_AL, _ADDRESS = "\ufdd5\ufdd6\ufdd7"
_PLACEHOLDERS = {"title": "\ufdda", "URL": "\ufddb", "DOI": "\ufddc"}
_TO_PLACEHOLDERS = str.maketrans({"<": _LESS, ">": _MORE, "&": _AND, '"': _QUOTE, "'": _APOSTROPHE})
_FROM_PLACEHOLDERS = {
    _LESS: "&lt;",
    _MORE: "&gt;",
    _AND: "&amp;",
    _QUOTE: "&quot;",
    _APOSTROPHE: "'",
    _DASH: "–",
}

_ENDS = re.compile(r"(\W?)(.*?)(\W?)", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af·]+")


def format_text(items: Sequence[Item], style: str) -> list[str]:
    """Entries of a list of references as plain text, one an item, in the order given.

    The number that ACS and Vancouver put in front of an entry is not part of it.

    Parameters
    ----------
    items : sequence of dict
        CSL-JSON items; see :func:`for_style` on the parts of a book.
    style : str
        One of :data:`STYLES`.

    Raises
    ------
    KeyError
        For a style that is not one of them.

    Examples
    --------
    >>> from reviewhelpers.citing import works
    >>> format_text([works.items()["chen2018chem"]], "apa")
    ['Chen, C., Khosrowabadi Kotyk, J. F., & Sheehan, S. W. (2018). Chem, 4, 2571–2586.']
    """
    return [html.unescape(re.sub("<[^>]*>", "", entry)) for entry in format_html(items, style)]


def format_html(items: Sequence[Item], style: str) -> list[str]:
    """Entries as :func:`format_text` gives them, with italics and bold as ``<i>`` and ``<b>``.

    Everything else is escaped: a title that contains HTML is shown, not run.

    Examples
    --------
    >>> format_html([{"id": "x", "type": "book", "title": "A <script> & more"}], "acs")
    ['<i>A &lt;script&gt; &amp; More</i>.']
    """
    return [_entry(item, style) for item in items]


ENTRY_CACHE: dict[str, str] = {}
"""Cache of entries by :func:`cache_key`: most works of the book are cited by several of its parts."""


def cache_key(item: Item, style: str) -> str:
    """The key of an entry in the cache: all that it is made from."""
    return f"{style} {json.dumps(item)}"


def _entry(item: Item, style: str) -> str:
    key = cache_key(item, style)
    if key not in ENTRY_CACHE:
        converted = for_style(json.loads(json.dumps(item)), style)
        ENTRY_CACHE[key] = _correct(_render(converted, csl_styles.load(style)))
    return ENTRY_CACHE[key]


def for_style(item: Item, style: str) -> Item:
    """An item converted to the form of which a style prints everything.

    The styles lack fields for some of what distinguishes one part of a book from another:

    - ``number`` of a chapter, figure or table (``Fig. 9.2``, ``Section 9.4``) goes in front of the title.
    - ``version`` is printed by APA and MLA; MLA, which prints the full date of a part, gets
      only the year after a version that names a day itself. Vancouver has it as the edition. ACS names a version after
      the title; the place there that takes any words is the one for the series.
    - ``URL`` of a book or chapter is left out by the ACS style, though the ACS Guide prints it: it goes
      where the DOI would stand.
    - ``genre`` of a figure or table is a bracketed description in APA, and nothing elsewhere. A dataset
      is a ``[Data set]`` in APA, where the official style would say ``[Dataset]``.
    - A figure, table or dataset inside another work is a chapter to ACS and Vancouver, which print the
      containing work in full only for chapters, and a figure or table to MLA, which dates it as the
      others do. A dataset by itself is a report to ACS, with ``Data Set`` after the version.
    - A journal has its abbreviation in ACS and Vancouver, and its full name in APA and MLA.
    - ``number`` of an article without pages is printed in place of the page in ACS, and as ``article`` at
      the end of the numbers in MLA. APA and Vancouver have it as a field.

    Titles are capitalised here for ACS and MLA, since the processor would miss the second half of
    ``single-atom`` and treat protected words separately; for APA, the word after a colon is.

    Examples
    --------
    >>> result = for_style({"type": "figure", "title": "Yield on one scale", "number": "Fig. 9.2"}, "acs")
    >>> result["title"], "number" in result
    ('Fig. 9.2. Yield on One Scale', False)
    """
    result = dict(item)
    kind = result["type"]
    short = result.pop("container-title-short", "")
    if short and style in ("acs", "vancouver"):
        # NLM writes Angew Chem Int Ed, without the comma of CASSI.
        result["container-title"] = short.replace(",", "") if style == "vancouver" else short
    inside = "container-title" in result and kind in (*PARTS, "dataset")
    if kind in PARTS:
        # The number already tells it; the styles would print these as page or report number.
        result.pop("chapter-number", None)
        result.pop("section", None)
        if "number" in result:
            result["title"] = title_with_number(result)
            del result["number"]
    if kind in ("figure", "graphic") and style != "apa":
        result.pop("genre", None)
    if kind == "dataset":
        result.setdefault("genre", "Data set")
        if style in ("mla", "vancouver") or (style == "acs" and inside):
            del result["genre"]
    if inside and (style in ("acs", "vancouver") or (style == "mla" and kind in PARTS)):
        result["type"] = "chapter"
    if style == "mla" and "issued" in result and ", changed " in str(result.get("version", "")):
        result["issued"] = {"date-parts": [result["issued"]["date-parts"][0][:1]]}
    if "version" in result and style == "acs":
        result["collection-title"] = f"version {result['version']}"
    if "version" in result and style == "vancouver":
        result["edition"] = f"Version {result['version']}"
    if style == "acs":
        if kind == "dataset" and not inside:
            result["type"] = "report"
            result["genre"] = "Data Set"
        if (
            result["type"] in ("book", "chapter", "paper-conference")
            and "URL" in result
            and "DOI" not in result
        ):
            result["DOI"] = _ADDRESS + result["URL"] + _accessed(result)
    if kind == "article-journal" and "number" in result:
        if style == "acs":
            result.setdefault("page", result["number"])
        elif style == "mla":
            result["archive_location"] = f"article {result.pop('number')}"
    if "page" in result:
        result["page"] = _pages(str(result["page"]))
    for role in ("author", "editor"):
        if role in result:
            result[role] = [_name(name, style) for name in result[role]]
    if result.get("custom", {}).get("authors-cut"):
        result["author"] = [*result["author"], {"literal": _ET_AL}]
    language = str(result.get("language", "en"))
    for variable in CASED & result.keys():
        result[variable] = title_case.to_typographic(result[variable])
        if variable == "container-title" and kind == "article-journal":
            continue
        if style in ("acs", "mla"):
            result[variable] = title_case.to_title_case(result[variable], language)
        elif style == "apa":
            result[variable] = title_case.to_sentence_case(result[variable], language)
    return result


def _accessed(item: Item) -> str:
    """The date of access as ACS prints it, with a space before it; empty where none is known."""
    parts = item.get("accessed", {}).get("date-parts", [[]])[0]
    return f" (accessed {'-'.join(f'{part:02}' for part in parts)})" if parts else ""


def _pages(pages: str) -> str:
    """Pages, with a range in a form that the processor does not shorten where it would lose digits.

    It compares two pages from the left: 5–12 would become 5–2 in MLA, and 1–14 would become 1–4.
    """
    first, dash, last = pages.partition("-")
    return f"{first}{_DASH}{last}" if dash and len(first) != len(last) else pages


def _name(name: dict[str, str], style: str) -> dict[str, str]:
    """The parts of a name that the processor knows; a name in Han characters is written without a separator."""
    family, given = name.get("family", ""), name.get("given", "")
    if _HAN.fullmatch(family) and _HAN.fullmatch(given):
        return {"literal": family + given}
    variables = ("literal", "family", "given", "non-dropping-particle", "dropping-particle", "suffix")
    parts = {part: name[part] for part in variables if part in name}
    if "suffix" in parts and style == "vancouver":
        # NLM writes Jr without the point that the other styles keep.
        parts["suffix"] = parts["suffix"].rstrip(".")
    if "given" in parts and style != "mla":
        # The processor does not abbreviate lowercase parts, such as the second half of H.-x.
        parts["given"] = re.sub(r"(?<=-)[a-z]", lambda letter: letter[0].upper(), parts["given"])
    return parts


def _render(item: Item, style: CitationStylesStyle) -> str:
    """An entry as the processor writes it, with placeholders in place of the characters of HTML."""
    supported = {
        name: _escape(value)
        for name, value in item.items()
        if name in ("id", "type") or name.replace("-", "_") in VARIABLES
    }
    for variable in CASED.intersection(supported):
        supported[variable] = _escape(without_marks(item[variable]))
    replaced = {}
    for variable, placeholder in _PLACEHOLDERS.items():
        if supported.get(variable):
            supported[variable], replaced[placeholder] = _shorten(supported[variable], placeholder)
    for variable in CASED.intersection(supported):
        # The case is right already.
        supported[variable] = f'<span class="nocase">{supported[variable]}</span>'
    entry = _process(json.dumps(supported | {"id": "item", "language": "en"}), style)
    for placeholder, text in replaced.items():
        entry = entry.replace(placeholder, text)
    return entry


def _shorten(text: str, placeholder: str) -> tuple[str, str]:
    """A text with a placeholder for all but punctuation at its ends, and what the placeholder stands for.

    The processor only looks at the ends, where two texts meet. So the many parts of the book, which differ in
    title and address, become few distinct items, and each of these is processed once.
    """
    before, middle, after = _ENDS.fullmatch(text).groups()  # type: ignore[union-attr]
    return f"{before}{placeholder}{after}", middle


@functools.cache
def _process(item: str, style: CitationStylesStyle) -> str:
    entries = CitationStylesBibliography(style, CiteProcJSON([json.loads(item)]), formatter.html)
    entries.register(Citation([CitationItem("item")]))
    return str(entries.bibliography()[0])


def _escape(value: Any) -> Any:
    """A value of an item with placeholders for characters that have a meaning in HTML or to the processor."""
    if isinstance(value, str):
        return " ".join(value.split()).translate(_TO_PLACEHOLDERS)
    if isinstance(value, list):
        return [_escape(each) for each in value]
    if isinstance(value, dict):
        return {name: _escape(each) for name, each in value.items()}
    return value


def _correct(entry: str) -> str:
    """An entry with the errors of the processor corrected.

    - The placeholder for authors who are not named becomes *et al.*, without the *and* before a last author.
    - An address in the place of a DOI loses the address of the DOI resolver.
    - A point or comma after a quotation goes inside the marks, and inner quotation marks become single.
    - *Retrieved*, which APA has before a day of access, is removed where that day is not known.
    - Of two points with HTML between them only one stays, and none after a question or exclamation mark.

    Examples
    --------
    >>> _correct(f"{OPEN_QUOTE}Ask “why”?{CLOSE_QUOTE}. <i>Mat.</i>. A, &amp; {_ET_AL}.")
    '“Ask ‘why’?” <i>Mat.</i> A, et al.'
    """
    entry = re.sub(rf"(?:(?:&amp;|and|…) )?{_ET_AL}\.?", "et al.", entry)
    entry = entry.replace(f"https://doi.org/{_ADDRESS}", "")
    entry = re.sub(r"(?<=\. )Retrieved (?=https?://)", "", entry)
    entry = re.sub(rf"{CLOSE_QUOTE}([.,])", rf"\1{CLOSE_QUOTE}", entry)
    entry = re.sub(rf"{OPEN_QUOTE}(.*?){CLOSE_QUOTE}", _quote, entry)
    entry = re.sub(r"([.?!])([”’]?)(</[ib]>)?\.(?=\s|$)", r"\1\2\3", entry)
    entry = re.sub(r"([?!])\.([”’])", r"\1\2", entry)
    return re.sub(f"[{''.join(_FROM_PLACEHOLDERS)}]", lambda match: _FROM_PLACEHOLDERS[match[0]], entry)


def _quote(match: re.Match[str]) -> str:
    return f"“{match[1].replace('“', '‘').replace('”', '’')}”"
