"""Citations as the style guides want them: ACS, APA, MLA and Vancouver.

The official CSL styles do the work, through citeproc-py. What stands in their way is dealt with in three
places, in this order: :func:`for_style` gives the processor an item in the form that it needs,
:func:`_adapted` works around what the processor does not do with a style, and :func:`_mended` puts right
what is left in its output.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
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

from reviewhelpers.citing.works import PARTS, Item, titled, without_marks

CSL = Path(__file__).parent / "csl"

FILES = {
    "acs": "american-chemical-society.csl",
    "apa": "apa.csl",
    "mla": "modern-language-association.csl",
    "vancouver": "nlm-citation-sequence.csl",
}

STYLES = tuple(FILES)
"""Names of the styles."""

CASED = frozenset(("title", "container-title"))
"""Variables whose case is set before the processor has them."""

# Unicode sets these characters apart for use inside a program: no text holds them, so that they can carry
# through the processor what it would misread.
_LESS, _MORE, _AND, _QUOTE, _APOSTROPHE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
_DASH, _ET_AL, _ADDRESS, _OPEN, _CLOSE = "\ufdd5\ufdd6\ufdd7\ufdd8\ufdd9"
_GAP = "\ufddd"
_HELD = {"title": "\ufdda", "URL": "\ufddb", "DOI": "\ufddc"}
_SAFE = str.maketrans({"<": _LESS, ">": _MORE, "&": _AND, '"': _QUOTE, "'": _APOSTROPHE})
_ESCAPED = {_LESS: "&lt;", _MORE: "&gt;", _AND: "&amp;", _QUOTE: "&quot;", _APOSTROPHE: "'", _DASH: "–"}

# Articles, conjunctions and prepositions, which ACS and MLA leave small inside a title.
_SMALL = re.compile(
    "a|about|above|across|after|against|along|among|an|and|around|as|at|before|behind|"
    "below|beneath|beside|between|beyond|but|by|down|during|for|from|in|inside|into|near|"
    "nor|of|off|on|onto|or|out|over|per|so|the|through|throughout|till|to|toward|towards|"
    "under|underneath|up|upon|versus|via|vs|with|within|without|yet"
)
# Units, whose case is part of them, and the number before one.
_UNIT = (
    r"(?:[μµ](?:m|g|L|mol|A|V|s)|ppm|ppb|ppt|nm|pm|mm|cm|km|mg|kg|mL|mol|mmol|mM|mV|meV|keV|kJ|kcal|mA|rpm|"
    r"m?bar|[mnpf]s|min|wt|at|vol|h|s|g|m|a\.u\.)[⁻¹²³]*"
)
_UNITS = re.compile(rf"{_UNIT}(?:/{_UNIT})*\W*")
_NUMBER = re.compile(r"\W*(?:[^\W\d_]+[-‐‑–])?[\d.,]+(?:[-‐‑–][\d.,]+)?")
_HYPHENS = ("-", "‐", "‑")
# What tells isomers and phases apart stays small; the name behind it has the capital: trans-Stilbene, a-Si.
_PREFIX = re.compile(r"(?:cis|trans|tert|sec|ortho|para|meta(?!-analy)|a(?=-[A-Z]))-")
# A protected word, or the first letter behind what ends a sentence or a main title.
_SENTENCE = re.compile(
    rf"(<span class=\"nocase\">.*?</span>)|((?:[:?!]\s+|—\s*)[“‘(\[]*(?:{_PREFIX.pattern})?+)"
    r"(a(?![^\W\d_]|-)|x(?=[-‐‑]ray)|[a-zß-ɏ](?=[^\W\d_]))(?![^\W\d_]*[A-Z])"
)
# The first words of Latin that stands for a place or a state: both words have capitals, even in a compound.
_LATIN = {"in": ("situ", "vitro", "vivo", "operando", "silico", "vacuo", "utero"), "ex": ("situ", "vivo")}
# What a title's case may touch: letters alone, not file names, mark-up or symbols such as x.
_WORD = re.compile(r"([\"“‘'(\[]*)(a|[^\W\d_]{2}[^\W\d_()'’]*(?:['’()]+[^\W\d_]+)*)([\"”’')(\].,:;?!]*)")
_ENDS = re.compile(r"(\W?)(.*?)(\W?)", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af·]+")


def formatted(items: Sequence[Item], style: str) -> list[str]:
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
    >>> formatted([works.items()["chen2018chem"]], "apa")
    ['Chen, C., Khosrowabadi Kotyk, J. F., & Sheehan, S. W. (2018). Chem, 4, 2571–2586.']
    """
    return [html.unescape(re.sub("<[^>]*>", "", entry)) for entry in formatted_html(items, style)]


def formatted_html(items: Sequence[Item], style: str) -> list[str]:
    """Entries as :func:`formatted` gives them, with italics and bold as ``<i>`` and ``<b>``.

    Everything else is escaped: a title that holds HTML is shown, not run.

    Examples
    --------
    >>> formatted_html([{"id": "x", "type": "book", "title": "A <script> & more"}], "acs")
    ['<i>A &lt;script&gt; &amp; More</i>.']
    """
    return [_entry(item, style) for item in items]


ENTRIES: dict[str, str] = {}
"""What was set, by :func:`key`: of the works behind the parts of a book most stand behind several."""


def key(item: Item, style: str) -> str:
    """What an entry is known by: all that it is made from."""
    return f"{style} {json.dumps(item)}"


def _entry(item: Item, style: str) -> str:
    known = key(item, style)
    if known not in ENTRIES:
        ENTRIES[known] = _mended(_rendered(for_style(json.loads(json.dumps(item)), style), _style(style)))
    return ENTRIES[known]


def for_style(item: Item, style: str) -> Item:
    """An item in the form in which a style prints all of it.

    The styles have no place for some of what tells one part of a book from another:

    - ``number`` of a chapter, figure or table (``Fig. 9.2``, ``Section 9.4``) goes in front of the title.
    - ``version`` is printed by APA and MLA; MLA, which has the whole day of a part, has its year alone behind
      a version that names a day itself. Vancouver has it as the edition. ACS names a version after
      the title; the place there that takes any words is the one for the series.
    - ``URL`` of a book or chapter is left out by the ACS style, though the ACS Guide prints it: it goes
      where the DOI would stand.
    - ``genre`` of a figure or table is a bracketed description in APA, and nothing elsewhere. A dataset
      is a ``[Data set]`` in APA, where the official style would say ``[Dataset]``.
    - A figure, table or dataset inside another work is a chapter to ACS and Vancouver, which print the
      work that holds it only for chapters with all that belongs to it, and a figure or table to MLA,
      which dates it as the others. A dataset by itself is a report to ACS, with ``Data Set`` after the
      version.
    - A journal has its abbreviation in ACS and Vancouver, and its full name in APA and MLA.
    - ``number`` of an article that has no pages stands in place of the page in ACS, and as ``article`` at
      the end of the numbers in MLA. APA and Vancouver know it.

    Titles get capitals here where ACS and MLA want them: the processor would set protected words apart
    and leave out the second half of ``single-atom``. APA wants one behind a colon.

    Examples
    --------
    >>> fed = for_style({"type": "figure", "title": "Yield on one scale", "number": "Fig. 9.2"}, "acs")
    >>> fed["title"], "number" in fed
    ('Fig. 9.2. Yield on One Scale', False)
    """
    fed = dict(item)
    kind = fed["type"]
    short = fed.pop("container-title-short", "")
    if short and style in ("acs", "vancouver"):
        # NLM writes Angew Chem Int Ed, without the comma of CASSI.
        fed["container-title"] = short.replace(",", "") if style == "vancouver" else short
    inside = "container-title" in fed and kind in (*PARTS, "dataset")
    if kind in PARTS:
        # Said by the number already, which would be a page or a report number to the styles.
        fed.pop("chapter-number", None)
        fed.pop("section", None)
        if "number" in fed:
            fed["title"] = titled(fed)
            del fed["number"]
    if kind in ("figure", "graphic") and style != "apa":
        fed.pop("genre", None)
    if kind == "dataset":
        fed.setdefault("genre", "Data set")
        if style in ("mla", "vancouver") or (style == "acs" and inside):
            del fed["genre"]
    if inside and (style in ("acs", "vancouver") or (style == "mla" and kind in PARTS)):
        fed["type"] = "chapter"
    if style == "mla" and "issued" in fed and ", changed " in str(fed.get("version", "")):
        fed["issued"] = {"date-parts": [fed["issued"]["date-parts"][0][:1]]}
    if "version" in fed and style == "acs":
        fed["collection-title"] = f"version {fed['version']}"
    if "version" in fed and style == "vancouver":
        fed["edition"] = f"Version {fed['version']}"
    if style == "acs":
        if kind == "dataset" and not inside:
            fed["type"] = "report"
            fed["genre"] = "Data Set"
        if fed["type"] in ("book", "chapter", "paper-conference") and "URL" in fed and "DOI" not in fed:
            fed["DOI"] = _ADDRESS + fed["URL"] + _accessed(fed)
    if kind == "article-journal" and "number" in fed:
        if style == "acs":
            fed.setdefault("page", fed["number"])
        elif style == "mla":
            fed["archive_location"] = f"article {fed.pop('number')}"
    if "page" in fed:
        fed["page"] = _pages(str(fed["page"]))
    for role in ("author", "editor"):
        if role in fed:
            fed[role] = [_name(name, style) for name in fed[role]]
    if fed.get("custom", {}).get("authors-cut"):
        fed["author"] = [*fed["author"], {"literal": _ET_AL}]
    for variable in CASED & fed.keys():
        fed[variable] = _curled(fed[variable])
    for variable in CASED & fed.keys():
        if variable == "container-title" and kind == "article-journal":
            continue
        if style in ("acs", "mla"):
            fed[variable] = _title_case(fed[variable], str(fed.get("language", "en")))
        elif style == "apa":
            fed[variable] = _sentence_case(fed[variable], str(fed.get("language", "en")))
    return fed


def _accessed(item: Item) -> str:
    """Date of access as ACS has it, with a space before; empty where none is known."""
    parts = item.get("accessed", {}).get("date-parts", [[]])[0]
    return f" (accessed {'-'.join(f'{part:02}' for part in parts)})" if parts else ""


def _pages(pages: str) -> str:
    """Pages, with ranges kept from being shortened where the processor would lose digits.

    It compares two pages from the left: 5–12 would become 5–2 in MLA, and 1–14 would become 1–4.
    """
    first, dash, last = pages.partition("-")
    return f"{first}{_DASH}{last}" if dash and len(first) != len(last) else pages


def _name(name: dict[str, str], style: str) -> dict[str, str]:
    """A name with what the processor knows; a name in Han characters has neither comma nor space."""
    family, given = name.get("family", ""), name.get("given", "")
    if _HAN.fullmatch(family) and _HAN.fullmatch(given):
        return {"literal": family + given}
    known = ("literal", "family", "given", "non-dropping-particle", "dropping-particle", "suffix")
    parts = {part: name[part] for part in known if part in name}
    if "suffix" in parts and style == "vancouver":
        # NLM writes Jr without the point that the other styles keep.
        parts["suffix"] = parts["suffix"].rstrip(".")
    if "given" in parts and style != "mla":
        # The processor does not shorten what begins small, such as the second half of H.-x.
        parts["given"] = re.sub(r"(?<=-)[a-z]", lambda letter: letter[0].upper(), parts["given"])
    return parts


def _sentence_case(title: str, language: str) -> str:
    """A title with a capital where a sentence or subtitle begins inside it, as APA (7th ed., 6.17) has it.

    Protected words stay, and so do signs, such as p-type, and words with a capital elsewhere, such as pH.

    Examples
    --------
    >>> _sentence_case('Why pits? a view: <span class="nocase">pyrrolic</span> sites—the rest: pH', "en")
    'Why pits? A view: <span class="nocase">pyrrolic</span> sites—The rest: pH'
    """
    if not language.startswith("en"):
        return title
    return _SENTENCE.sub(lambda found: found[1] or found[2] + found[3].upper(), title)


def _title_case(title: str, language: str) -> str:
    """A title with capitals as ACS and MLA want them: all words but :data:`_SMALL`, and both halves of a
    compound. Words that have a capital or a sign of chemistry stay, as does every protected one and every
    unit behind a number or another unit.

    Examples
    --------
    >>> _title_case('Toward <span class="nocase">CO₂</span>-to-fuel and single-atom sites: a review', "en")
    'Toward CO₂-to-Fuel and Single-Atom Sites: A Review'
    >>> _title_case("in-situ view of 50 ppm NO by operando methods", "en")
    'In-Situ View of 50 ppm NO by Operando Methods'
    >>> _title_case("a 50-nm film of trans-stilbene", "en")
    'A 50-nm Film of trans-Stilbene'
    """
    if not language.startswith("en"):
        return title
    kept = re.sub(r'<span class="nocase">(.*?)</span>', lambda found: f"{_OPEN}{found[1]}{_CLOSE}", title)
    words = re.split(r"(\s+)", kept)
    last = len(words) - 1
    start = True
    measured = False
    depth = 0
    for index in range(0, len(words), 2):
        word = words[index]
        unit = measured and _UNITS.fullmatch(word) is not None
        if depth == 0 and not unit:
            following = words[index + 2] if index + 2 < len(words) else ""
            words[index] = _capitalised(word, following, start or index == last, measured)
        depth += word.count(_OPEN) - word.count(_CLOSE)
        start = re.search(r"([:?!—]|\d\.)$", word) is not None
        measured = not start and (unit or _NUMBER.fullmatch(word) is not None)
    return "".join(words).replace(_OPEN, "").replace(_CLOSE, "")


def _capitalised(word: str, following: str, always: bool, measured: bool) -> str:
    """A word of a title with its capitals; ``always`` where it begins or ends the title, ``measured`` behind
    a number or unit."""
    word = re.sub(r"^x(?=[-‐‑]rays?\b)", "X", word)
    pieces = re.split(f"([-‐‑–—/]|{_OPEN}.*?{_CLOSE})", word)
    for index, piece in enumerate(pieces):
        found = _WORD.fullmatch(piece)
        if found is None or not found[2].islower() or re.search("[²³¹⁰-₉]", found[2]):
            continue
        if _UNITS.fullmatch(piece) and (measured if index == 0 else pieces[index - 2][-1:].isdecimal()):
            continue
        rest = "".join(pieces[index + 1 :]).replace(_OPEN, "")
        if _PREFIX.match(found[2] + found[3] + re.sub("^[‐‑]", "-", rest)):
            continue
        after = pieces[index + 2] if index + 2 < len(pieces) else following
        latin = after.startswith(_LATIN.get(found[2], ()))
        # A compound begins with a capital, as in Near-IR, while X-ray has only one.
        compound = pieces[index + 1 : index + 2] and pieces[index + 1] in (*_HYPHENS, "–")
        first = not any(pieces[:index]) and (always or compound)
        if index == 2 and pieces[0] == "X" and pieces[1] in _HYPHENS and found[2].startswith("ray"):
            continue
        if latin or first or not _SMALL.fullmatch(found[2]):
            pieces[index] = found[1] + found[2][0].upper() + found[2][1:] + found[3]
    return "".join(pieces)


def _curled(title: str) -> str:
    r"""A title with the quotation marks, apostrophes and primes of print in place of straight ones.

    The mark-up of protected words stays, and a word has the same marks whether it is protected or not.

    Examples
    --------
    >>> _curled("copper's \"X-phase\" and 'Y' of 2,2'-bipyridine")
    'copper’s “X-phase” and ‘Y’ of 2,2′-bipyridine'
    """
    mark_up = r'<span class="nocase">|</span>'
    marks = iter(re.findall(mark_up, title))
    text = re.sub(mark_up, _GAP, title)
    for straight, opening in (('"', "“"), ("'", "‘")):
        text = re.sub(
            rf"((?:^|[\s(\[{{“‘—–/>-]){_GAP}*){straight}(?={_GAP}*[^\s{_GAP}])", rf"\1{opening}", text
        )
    text = re.sub(rf"(?<=\d)'+(?={_GAP}*(?:[\d,;:)\]\-–]|$))", _primes, text)
    text = text.replace('"', "”").replace("'", "’")
    return re.sub(_GAP, lambda _: next(marks, ""), text)


def _primes(found: re.Match[str]) -> str:
    """Primes behind a digit, unless they end a quotation that began before."""
    quoted = re.search(r"‘(?:[^']|'(?=[^\W\d_]))*$", found.string[: found.start()])
    return found[0] if quoted else "′" * len(found[0])


@functools.cache
def _style(style: str) -> CitationStylesStyle:
    # The schema that comes with the processor is older than the styles, and would warn of what is new.
    return _adapted(CitationStylesStyle(str(CSL / FILES[style]), validate=False))


def _adapted(style: CitationStylesStyle) -> CitationStylesStyle:
    """Work around what the processor does not do, by saying the same in a way that it understands.

    The files of the styles stay as they are; this changes what was read from them.
    """
    root = style.root

    def found(path: str, within: Any = root) -> list[Any]:
        return list(within.xpath(path, namespaces=root.nsmap))

    for label in found("//cs:label[@text-case='title']"):
        # It changes a title's case only where it knows a language, and a label has none: (Ed.), not (ed.).
        label.set("text-case", "capitalize-first")
    for label in found("//cs:label[@variable='version']"):
        # It takes 1.0, changed 21 Nov 2026 for several numbers, and would write Versions.
        label.set("plural", "never")
    for label in found("//cs:macro/cs:label[@variable][following-sibling::cs:text]"):
        # It writes a label whose variable is missing ("p ."), unless both stand in a group.
        macro = label.getparent()
        group = macro.makeelement(f"{{{root.nsmap['cs']}}}group")
        group.extend(list(macro))
        macro.append(group)
    for number in found("//cs:bibliography/cs:layout/cs:text[@variable='citation-number']"):
        # The number of an entry is the list's, not the entry's.
        number.getparent().remove(number)
    for branch in found("//cs:if[@type='thesis'][@variable='genre'][cs:text[@value='publication']]"):
        # It takes this word for the number that should follow it, and writes it even without one.
        branch.set("variable", "genre number")
    if found("//cs:macro[@name='author']//cs:name[@initialize='false']"):
        # It does not know the option by which MLA keeps given names whole.
        root.attrib.pop("initialize-with", None)
    for date in found("//cs:locale/cs:date[@delimiter]"):
        # It forgets the delimiter of a locale's date: 2022May.
        for part in date[1:]:
            part.set("prefix", date.get("delimiter"))
    for locale in root.locales:
        # Quotation marks of the style, told from those inside a title, for the points that go into them.
        for term, mark in (("open-quote", _OPEN), ("close-quote", _CLOSE)):
            for quote in found(f".//cs:term[@name='{term}']", locale):
                quote.text = mark
    return style


def _rendered(item: Item, style: CitationStylesStyle) -> str:
    """An entry as the processor writes it, with :data:`_SAFE` characters in place of those of HTML."""
    known = {
        key: _safe(value)
        for key, value in item.items()
        if key in ("id", "type") or key.replace("-", "_") in VARIABLES
    }
    for variable in CASED.intersection(known):
        known[variable] = _safe(without_marks(item[variable]))
    held = {}
    for variable, sign in _HELD.items():
        if known.get(variable):
            known[variable], held[sign] = _shape(known[variable], sign)
    for variable in CASED.intersection(known):
        # The case is right already.
        known[variable] = f'<span class="nocase">{known[variable]}</span>'
    entry = _processed(json.dumps(known | {"id": "item", "language": "en"}), style)
    for sign, text in held.items():
        entry = entry.replace(sign, text)
    return entry


def _shape(text: str, sign: str) -> tuple[str, str]:
    """A text with a sign in place of what the processor only hands on, and what that was.

    It looks at the ends, where two texts meet: marks that stand there stay. So the parts of a book, which
    differ in title and address, have few shapes, and each is processed once.
    """
    before, middle, after = _ENDS.fullmatch(text).groups()  # type: ignore[union-attr]
    return f"{before}{sign}{after}", middle


@functools.cache
def _processed(item: str, style: CitationStylesStyle) -> str:
    entries = CitationStylesBibliography(style, CiteProcJSON([json.loads(item)]), formatter.html)
    entries.register(Citation([CitationItem("item")]))
    return str(entries.bibliography()[0])


def _safe(value: Any) -> Any:
    """A value of an item whose texts hold no character that HTML or the processor reads as a sign."""
    if isinstance(value, str):
        return " ".join(value.split()).translate(_SAFE)
    if isinstance(value, list):
        return [_safe(each) for each in value]
    if isinstance(value, dict):
        return {key: _safe(each) for key, each in value.items()}
    return value


def _mended(entry: str) -> str:
    """An entry with what the processor gets wrong put right.

    - The mark for authors who are not named becomes *et al.*, without the *and* before a last author.
    - An address that took the place of a DOI loses the address of the DOI resolver.
    - A point or comma after a quotation goes inside the marks, and inner quotation marks become single.
    - *Retrieved*, which APA has before a day of access, goes where no day of access is known.
    - Of two points that HTML keeps apart only one stays, and none after a question or exclamation mark.

    Examples
    --------
    >>> _mended(f"{_OPEN}Ask “why”?{_CLOSE}. <i>Mat.</i>. A, &amp; {_ET_AL}.")
    '“Ask ‘why’?” <i>Mat.</i> A, et al.'
    """
    entry = re.sub(rf"(?:(?:&amp;|and|…) )?{_ET_AL}\.?", "et al.", entry)
    entry = entry.replace(f"https://doi.org/{_ADDRESS}", "")
    entry = re.sub(r"(?<=\. )Retrieved (?=https?://)", "", entry)
    entry = re.sub(rf"{_CLOSE}([.,])", rf"\1{_CLOSE}", entry)
    entry = re.sub(rf"{_OPEN}(.*?){_CLOSE}", _quoted, entry)
    entry = re.sub(r"([.?!])([”’]?)(</[ib]>)?\.(?=\s|$)", r"\1\2\3", entry)
    entry = re.sub(r"([?!])\.([”’])", r"\1\2", entry)
    return re.sub("[" + "".join(_ESCAPED) + "]", lambda found: _ESCAPED[found[0]], entry)


def _quoted(found: re.Match[str]) -> str:
    return f"“{found[1].replace('“', '‘').replace('”', '’')}”"
