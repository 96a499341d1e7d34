"""Whether a row agrees with its quotes: the number with sign and decimal point, the unit, the relation.

A schema accepts any number in the right range. The characters that print a number stand beside it in the data, so
that a moved decimal point or a changed unit is found without the text of the source.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from reviewhelpers.chemistry import units
from reviewhelpers.dataset import quote_search

Cells = Mapping[str, str]
Found = tuple[str, str, str]
"""Column, what stands there, and what should."""

_NUMBER = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s*(?:×|x|times)\s*10\s*(?P<power>-?\s?\d+)|[eE](?P<e>[-+]?\d+))?"
)
# A dash before a number is a minus sign where it begins a word; between words it is a hyphen or a range.
_MINUS = re.compile(r"(?:^|[\s(=~<>,;])-\s?$")
_WORDS = {
    "zero": 0,
    "one": 1,
    "single": 1,
    "two": 2,
    "double": 2,
    "twice": 2,
    "three": 3,
    "triple": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_ABOUT = r"[~∼≈]|\b(?:sim\b|approximately|about|around|nearly|almost|close to|ca\.)"
_MORE = r"[>≥]|\b(?:above|exceed\w*|more than|over|beyond|at least)"
_LESS = r"[<≤]|\b(?:below|less than|under|at most)"
_RELATIONS = {
    "~": _ABOUT,
    **dict.fromkeys((">", ">=", "<", "<="), f"{_MORE}|{_LESS}"),
}
_MARKED = re.compile(rf"(?:{_ABOUT}|{_MORE}|{_LESS})\s*[+-]?\s?$")

# How sources print units that pint spells out; all others are printed as pint writes them.
_SPELT = {
    "percent": r"%|percent",
    "wt_percent": r"wt\.?\s?%",
    "day": r"days?|d",
    "hour": r"h|hours?",
    "h": r"h|hours?",
    "minute": r"min|minutes?",
    "min": r"min|minutes?",
    "umol": r"[μµu]mol",
    "uL": r"[μµu]L",
    "ug": r"[μµu]g",
    "angstrom": "Å|A",
    "degree": "°",
    "degC": r"[°◦]\s?C|circ\s?C",
    "delta_degC": r"[°◦]\s?C|circ\s?C",
    "sccm": "sccm|standard cubic centimeters per minute",
}
_PRODUCTS = (
    "CO",
    "HCOO-",
    "HCOOH",
    "HCHO",
    "CH4",
    "CH3OH",
    "C2H4",
    "C2H5OH",
    "H2",
    "NH3",
    "N2",
    "N2O",
    "NO2-",
)
_SOLUTION = re.compile(r"\d[\d.]*\s*M\s+[A-Z][A-Za-z\d]+")
_OWN_WORDS = {"dimensionless", ""}
_LETTER = r"A-Za-zμµÅ"


def of_number(cells: Cells) -> Iterator[Found]:
    """Where the number of a row is not what its quote prints.

    Parameters
    ----------
    cells : mapping
        The cells of a row by column. A row with a ``reading`` says itself why it departs from the print.

    Yields
    ------
    tuple of str
        Column, found, expected.

    Examples
    --------
    >>> row = {"value": "9.3", "unit": "percent", "relation": "=", "as_printed": "up to 93%"}
    >>> list(of_number(row))
    [('value', '9.3', "a number that as_printed shows: 'up to 93%'")]
    >>> list(of_number(row | {"value": "93", "unit": "mV"}))
    [('unit', "'mV'", "a unit that as_printed shows: 'up to 93%'")]
    """
    if cells.get("reading"):
        return
    quote, unit = cells["as_printed"], cells.get("unit", "")
    expected = f"that as_printed shows: {quote!r}"
    for column in ("value", "value_max", "uncertainty"):
        number = _float(cells.get(column, ""))
        if number is not None and not _prints(quote, number, unit):
            yield column, cells[column], f"a number {expected}"
    if unit and not _shows_unit(quote, unit):
        yield "unit", repr(unit), f"a unit {expected}"
    value = _float(cells["value"])
    if value is None:
        return
    relation = cells.get("relation", "")
    if relation in _RELATIONS:
        if not re.search(_RELATIONS[relation], quote_search.normalise(quote)):
            yield "relation", repr(relation), f"a relation {expected}"
        return
    # A relation sign may belong to another number: it counts where it precedes every print of this one.
    own = [marked for number, marked in _marks(quote) if number == abs(value)]
    if relation == "=" and own and all(own):
        yield "relation", repr(relation), f"the relation {expected}"


def of_conditions(cells: Cells) -> Iterator[Found]:
    """Where the conditions of a row are not what its quotes print.

    A quote may leave out a condition that stands elsewhere in the source; where it prints one, it is that of
    the row.

    Examples
    --------
    >>> row = {"potential": "0.43", "potential_unit": "V", "potential_scale": "RHE"}
    >>> row |= {"as_printed": "93%", "condition_as_printed": "at −0.43 V vs. RHE"}
    >>> list(of_conditions(row))
    [('potential', '0.43', "a potential that the quotes show: 'at −0.43 V vs. RHE'")]
    """
    condition, both = cells.get("condition_as_printed", ""), _quotes(cells)
    text = quote_search.normalise(both)
    product = cells.get("product", "")
    named = [name for name in _PRODUCTS if _names(text, name)]
    if product and named and product not in named:
        yield "product", repr(product), f"{' or '.join(named)}, as the quotes show: {both!r}"
    electrolyte = _SOLUTION.search(text)
    if cells.get("electrolyte") and electrolyte and not _names(cells["electrolyte"], electrolyte[0]):
        yield "electrolyte", repr(cells["electrolyte"]), f"{electrolyte[0]}, as the quotes show: {both!r}"
    potential = _float(cells.get("potential", ""))
    if potential is not None:
        for column in ("potential", "potential_max"):
            number = _float(cells.get(column, ""))
            if number is not None and _printed_with(condition, "m?V") and not _exactly(condition, number):
                yield column, cells[column], f"a potential that the quotes show: {condition!r}"
        unit = cells.get("potential_unit", "")
        if unit and _printed_with(condition, "m?V") and not _shows_unit(condition, unit):
            yield "potential_unit", repr(unit), f"a unit that the quotes show: {condition!r}"
        scale = cells.get("potential_scale", "")
        shows = [name for name in ("RHE", "SHE", "SCE", "Ag/AgCl") if re.search(rf"\b{name}\b", text)]
        shows += ["overpotential"] if "overpotential" in text else []
        if scale and (scale not in shows if scale != "not stated" else shows):
            expected = " or ".join(shows) or "'not stated'"
            yield "potential_scale", repr(scale), f"{expected}, as the quotes show: {both!r}"
    for column, unit in (("current_density", "m?A"), ("duration", "days?|d|hours?|h|min|s")):
        own = cells.get(f"{column}_unit", "")
        if _float(cells.get(column, "")) is None or not _printed_with(both, unit):
            continue
        for name in (column, f"{column}_max"):
            number = _float(cells.get(name, ""))
            if number is not None and not _exactly(both, number):
                yield name, cells[name], f"a {column.replace('_', ' ')} that the quotes show: {both!r}"
        if own and not _shows_unit(both, own):
            yield f"{column}_unit", repr(own), f"a unit that the quotes show: {both!r}"


def of_constant(cells: Cells) -> Iterator[Found]:
    """Where a constant from a handbook is not the number that stands beside it as printed.

    Examples
    --------
    >>> list(of_constant({"value": "1.5e-19", "as_printed": "1.602 176 634 e-19"}))
    [('value', '1.5e-19', "the number that as_printed shows: '1.602 176 634 e-19'")]
    """
    quote = quote_search.normalise(cells.get("as_printed", "")).replace(" ", "")
    value, printed = _float(cells["value"]), _float(quote)
    if value is not None and printed is not None and not _near(value, printed):
        yield "value", cells["value"], f"the number that as_printed shows: {cells['as_printed']!r}"


def of_length(cells: Cells) -> Iterator[Found]:
    """Where a number by another work is not the one that was seen, and no reading says how it follows from it.

    A number that was read as it stands needs no arithmetic, so that one without a reading is never derived.

    Examples
    --------
    >>> row = {"value": "1.24", "as_seen": "a = 1.42", "basis": "measured", "reading": ""}
    >>> list(of_length(row))
    [('value', '1.24', "a number that as_seen shows: 'a = 1.42'")]
    >>> list(of_length(row | {"reading": "The half of it", "value": "0.71"}))
    []
    """
    if cells["reading"]:
        return
    value = _float(cells["value"])
    if value is not None and not _exactly(cells["as_seen"], value):
        yield "value", cells["value"], f"a number that as_seen shows: {cells['as_seen']!r}"
    if cells["basis"] == "derived":
        yield "reading", "nothing", "how the value follows from what was seen"


def _names(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z\d*]){re.escape(name)}(?![A-Za-z\d])", text))


def _quotes(cells: Cells) -> str:
    return " | ".join(filter(None, (cells.get("as_printed", ""), cells.get("condition_as_printed", ""))))


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


@functools.lru_cache(maxsize=4096)
def _numbers(quote: str) -> tuple[tuple[float, bool, bool, str], ...]:
    """Each number of a quote: its size, whether it has a sign, whether it is marked, and what follows."""
    text = quote_search.normalise(quote)
    found = []
    for each in _NUMBER.finditer(text):
        power = int((each["power"] or each["e"] or "0").replace(" ", ""))
        size = float(f"{each['digits'].replace(',', '')}e{power}")
        before = text[: each.start()]
        minus = bool(_MINUS.search(before))
        found.append((size, minus, bool(_MARKED.search(before)), text[each.end() :]))
    return tuple(found)


def _marks(quote: str) -> Iterator[tuple[float, bool]]:
    return ((size, marked) for size, _, marked, _ in _numbers(quote))


def _exactly(quote: str, number: float) -> bool:
    """Whether a quote prints a number with its sign."""
    if any(
        _near(size, abs(number)) and (minus == (number < 0) or not number)
        for size, minus, _, _ in _numbers(quote)
    ):
        return True
    text = quote_search.normalise(quote)
    return any(number == value and re.search(rf"\b{word}\b", text) for word, value in _WORDS.items())


def _prints(quote: str, number: float, unit: str) -> bool:
    if not _exactly(quote, number):
        return False
    # A share printed in percent is a hundredth of the number where the unit is none.
    shares = [
        rest.lstrip().startswith("%") for size, _, _, rest in _numbers(quote) if _near(size, abs(number))
    ]
    return unit != "dimensionless" or not shares or not all(shares)


def _printed_with(quote: str, unit: str) -> bool:
    """Whether a quote prints a number with a unit behind it."""
    return bool(re.search(rf"\d\s*(?:{unit})(?![{_LETTER}])", quote_search.normalise(quote)))


def _shows_unit(quote: str, unit: str) -> bool:
    """Whether a quote prints each part of a unit with its power; a unit that cannot be split counts as printed."""
    text = re.sub(r"\s+", " ", quote_search.normalise(quote))
    if unit in _OWN_WORDS:
        return True
    if unit == "mol/L" and re.search(r"\d\s*M\b", text):
        return True
    sign = ""
    for part in re.split(r"([*/])(?!\*)(?<!\*\*)", unit.replace("**", "^")):
        if part in ("*", "/"):
            sign = "-" if part == "/" else ""
            continue
        name, _, power = part.partition("^")
        if name == "1" or not name:
            continue
        spelt = _SPELT.get(name, re.escape(name))
        exponent = f"{sign}{power or ('1' if sign else '')}"
        # A source may say between a unit and its power what it counts, as in g of catalyst.
        raised = rf"\s?(?:cata?l?)?{re.escape(exponent)}(?!\d)" if exponent else ""
        if name == "delta_degC" or (sign and name in ("minute", "min") and "delta_degC" in unit):
            raised = ""
        pattern = rf"(?<![{_LETTER}])(?:{spelt}){raised}" + ("" if raised else rf"(?![{_LETTER}])")
        if not re.search(pattern, text):
            return not units.readable(unit)  # Another rule reports a unit that cannot be read.
    return True
