"""Titles in title case, in sentence case, and with typographic quotation marks."""

from __future__ import annotations

import re

from reviewhelpers.citing.works import NOCASE

# Placeholders while a title is processed: noncharacters of Unicode, which no title contains. The first two
# enclose protected words, the third stands for markup.
_OPEN, _CLOSE, _MARKUP = "\ufdd8\ufdd9\ufddd"

# Articles, conjunctions and prepositions, which ACS and MLA leave lowercase inside a title.
_LOWERCASE = re.compile(
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
# Prefixes of isomers and phases stay lowercase; the name after them is capitalised: trans-Stilbene, a-Si.
_PREFIX = re.compile(r"(?:cis|trans|tert|sec|ortho|para|meta(?!-analy)|a(?=-[A-Z]))-")
# A protected word, or the first letter after what ends a sentence or a main title.
_SENTENCE = re.compile(
    rf"(<span class=\"nocase\">.*?</span>)|((?:[:?!]\s+|—\s*)[“‘(\[]*(?:{_PREFIX.pattern})?+)"
    r"(a(?![^\W\d_]|-)|x(?=[-‐‑]ray)|[a-zß-ɏ](?=[^\W\d_]))(?![^\W\d_]*[A-Z])"
)
# Latin phrases of a place or a state, by first word: both words are capitalised, even in a compound.
_LATIN = {"in": ("situ", "vitro", "vivo", "operando", "silico", "vacuo", "utero"), "ex": ("situ", "vivo")}
# What title case may change: words of letters only, not file names, markup or symbols such as x.
_WORD = re.compile(r"([\"“‘'(\[]*)(a|[^\W\d_]{2}[^\W\d_()'’]*(?:['’()]+[^\W\d_]+)*)([\"”’')(\].,:;?!]*)")


def to_sentence_case(title: str, language: str) -> str:
    """A title with a capital where a sentence or subtitle begins inside it, as APA (7th ed., 6.17) has it.

    Protected words stay, and so do symbols, such as p-type, and words with a capital elsewhere, such as pH.

    Examples
    --------
    >>> to_sentence_case('Why pits? a view: <span class="nocase">pyrrolic</span> sites—the rest: pH', "en")
    'Why pits? A view: <span class="nocase">pyrrolic</span> sites—The rest: pH'
    """
    if not language.startswith("en"):
        return title
    return _SENTENCE.sub(lambda match: match[1] or match[2] + match[3].upper(), title)


def to_title_case(title: str, language: str) -> str:
    """A title with capitals as ACS and MLA want them.

    All words are capitalised but articles, conjunctions and prepositions, and so are both halves of a
    compound. Words that have a capital or a symbol of chemistry stay, as does every protected word and every
    unit after a number or another unit.

    Examples
    --------
    >>> to_title_case('Toward <span class="nocase">CO₂</span>-to-fuel and single-atom sites: a review', "en")
    'Toward CO₂-to-Fuel and Single-Atom Sites: A Review'
    >>> to_title_case("in-situ view of 50 ppm NO by operando methods", "en")
    'In-Situ View of 50 ppm NO by Operando Methods'
    >>> to_title_case("a 50-nm film of trans-stilbene", "en")
    'A 50-nm Film of trans-Stilbene'
    """
    if not language.startswith("en"):
        return title
    protected = NOCASE.sub(rf"{_OPEN}\1{_CLOSE}", title)
    words = re.split(r"(\s+)", protected)
    last = len(words) - 1
    start = True
    after_number = False
    depth = 0
    for index in range(0, len(words), 2):
        word = words[index]
        unit = after_number and _UNITS.fullmatch(word) is not None
        if depth == 0 and not unit:
            following = words[index + 2] if index + 2 < len(words) else ""
            words[index] = _capitalize(word, following, start or index == last, after_number)
        depth += word.count(_OPEN) - word.count(_CLOSE)
        start = re.search(r"([:?!—]|\d\.)$", word) is not None
        after_number = not start and (unit or _NUMBER.fullmatch(word) is not None)
    return "".join(words).replace(_OPEN, "").replace(_CLOSE, "")


def _capitalize(word: str, following: str, always: bool, after_number: bool) -> str:
    """A word of a title with its capitals.

    Parameters
    ----------
    word, following : str
        The word, and the next one.
    always : bool
        Whether it begins or ends the title.
    after_number : bool
        Whether it follows a number or a unit.
    """
    word = re.sub(r"^x(?=[-‐‑]rays?\b)", "X", word)
    pieces = re.split(f"([-‐‑–—/]|{_OPEN}.*?{_CLOSE})", word)
    for index, piece in enumerate(pieces):
        match = _WORD.fullmatch(piece)
        if match is None or not match[2].islower() or re.search("[²³¹⁰-₉]", match[2]):
            continue
        if _UNITS.fullmatch(piece) and (after_number if index == 0 else pieces[index - 2][-1:].isdecimal()):
            continue
        rest = "".join(pieces[index + 1 :]).replace(_OPEN, "")
        if _PREFIX.match(match[2] + match[3] + re.sub("^[‐‑]", "-", rest)):
            continue
        after = pieces[index + 2] if index + 2 < len(pieces) else following
        latin = after.startswith(_LATIN.get(match[2], ()))
        # A compound begins with a capital, as in Near-IR, while X-ray has only one.
        compound = pieces[index + 1 : index + 2] and pieces[index + 1] in (*_HYPHENS, "–")
        first = not any(pieces[:index]) and (always or compound)
        if index == 2 and pieces[0] == "X" and pieces[1] in _HYPHENS and match[2].startswith("ray"):
            continue
        if latin or first or not _LOWERCASE.fullmatch(match[2]):
            pieces[index] = match[1] + match[2][0].upper() + match[2][1:] + match[3]
    return "".join(pieces)


def to_typographic(title: str) -> str:
    r"""A title with typographic quotation marks, apostrophes and primes in place of straight ones.

    The markup of protected words stays, and a word has the same marks whether it is protected or not.

    Examples
    --------
    >>> to_typographic("copper's \"X-phase\" and 'Y' of 2,2'-bipyridine")
    'copper’s “X-phase” and ‘Y’ of 2,2′-bipyridine'
    """
    markup = r'<span class="nocase">|</span>'
    tags = iter(re.findall(markup, title))
    text = re.sub(markup, _MARKUP, title)
    for straight, opening in (('"', "“"), ("'", "‘")):
        text = re.sub(
            rf"((?:^|[\s(\[{{“‘—–/>-]){_MARKUP}*){straight}(?={_MARKUP}*[^\s{_MARKUP}])",
            rf"\1{opening}",
            text,
        )
    text = re.sub(rf"(?<=\d)'+(?={_MARKUP}*(?:[\d,;:)\]\-–]|$))", _primes, text)
    text = text.replace('"', "”").replace("'", "’")
    return re.sub(_MARKUP, lambda _: next(tags, ""), text)


def _primes(match: re.Match[str]) -> str:
    """Primes after a digit, unless they close a quotation that was opened before."""
    quoted = re.search(r"‘(?:[^']|'(?=[^\W\d_]))*$", match.string[: match.start()])
    return match[0] if quoted else "′" * len(match[0])
