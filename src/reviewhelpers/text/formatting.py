"""How rows of the data package read in a table: values, conditions, claims and works, as MyST text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.chemistry import printed_scales, units
from reviewhelpers.dataset import data, quote_search
from reviewhelpers.text import markdown

EVIDENCE: Mapping[str, str] = {
    "measured": "measured",
    "computed": "computed",
    "both": "measured and computed",
    "stated": "stated only",
}
_TO_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_RELATIONS: Mapping[str, str] = {"=": "", "~": "about ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
_ROLES: Mapping[str, str] = {
    "catalyst": "",
    "class": "a class",
    "control": "control",
    "example": "example",
    "model": "model",
    "precursor": "precursor",
    "probe": "not a catalyst here",
    "reference": "for comparison",
}


def number(value: float) -> str:
    """A number as a reader sees it, with a true minus sign and powers of ten written out.

    For numbers that a source prints; :func:`significant` and :func:`rounded` write those that were computed.

    Examples
    --------
    >>> number(-2.9), number(5273.0), number(8.83e-10)
    ('−2.9', '5273', '8.83 × 10⁻¹⁰')
    """
    mantissa, _, power = rounding.general(value, 12).partition("e")
    exponent = f" × 10{str(int(power)).translate(_TO_SUPERSCRIPT)}" if power else ""
    return mantissa.replace("-", "−") + exponent


def exact(row: pd.Series) -> str:
    """The value of a row with the zeros at its end that the source prints.

    Examples
    --------
    >>> exact(data.row("ji2023-cu1-5-conversion")), exact(data.row("li2022-daiyan2018-j"))
    ('95.0', '−2.9')
    """
    return _with_printed_zeros(row["value"], str(row.get("as_printed", "")))


def amount(row: pd.Series) -> str:
    """The value of a row, or its range, with its unit.

    Examples
    --------
    >>> amount(data.row("ji2023-cu1-5-ntc-loading")), amount(data.row("pei2024-pair-distances"))
    ('1.540 wt%', '0.24 to 0.26 nm')
    """
    quote = str(row.get("as_printed", row.get("as_seen", "")))
    return span(row["value"], row.get("value_max", float("nan")), row["unit"], quote)


def _with_printed_zeros(value: float, quote: str) -> str:
    """A number as a reader sees it, with the zeros that end it in a quote."""
    text = number(value)
    for digits in quote_search.numbers_in(quote):
        if "." in digits and digits.endswith("0") and float(digits) == abs(value):
            return ("−" if value < 0 else "") + digits
    return text


def significant(value: float, figures: int = 3) -> str:
    """A derived number to a few significant figures, as many as printed numbers usually have.

    A number that lies halfway between two of so many figures has one more.

    Examples
    --------
    >>> significant(-34.8837), significant(-0.0184), significant(-260.638)
    ('−34.9', '−0.0184', '−261')
    >>> significant(-3.625), significant(-3.6249999999999996)
    ('−3.625', '−3.625')
    """
    return number(rounding.round_for_print(value, figures=rounding.enough_figures(value, figures=figures)))


def rounded(value: float, decimals: int) -> str:
    """A derived number to at most so many decimals, as a difference of printed numbers needs.

    Examples
    --------
    >>> rounded(100.2 - 100, 6), rounded(-0.0000001, 6)
    ('0.2', '0')
    """
    return number(rounding.round_for_print(value, decimals=decimals))


def decimals(value: float, places: int) -> str:
    """A derived number with a fixed count of decimals, one more where it lies halfway between two such.

    Examples
    --------
    >>> decimals(0.9, 2), decimals(0.975, 2)
    ('0.90', '0.975')
    """
    return aligned([value], places)[0]


def aligned(values: Sequence[float], places: int) -> list[str]:
    """Derived numbers with one count of decimals, more than asked for where one of them needs it.

    Examples
    --------
    >>> aligned([0.9, 0.1], 2), aligned([0.9, 0.975], 2)
    (['0.90', '0.10'], ['0.900', '0.975'])
    """
    enough = rounding.enough_decimals(*values, decimals=places)
    return [rounding.fixed(value, enough).replace("-", "−") for value in values]


def span(low: float, high: float, unit: str, quote: str = "") -> str:
    """One number or a range with its unit, with the zeros at its end that a quote prints.

    Examples
    --------
    >>> span(-1.18, -0.78, "V"), span(90.0, float("nan"), "percent"), span(28.5, float("nan"), "degree")
    ('−1.18 to −0.78 V', '90 %', '28.5°')
    """
    ends = " to ".join(_with_printed_zeros(end, quote) for end in (low, high) if not pd.isna(end))
    sign = units.symbol(unit)
    # The degree sign of an angle follows its number without a space, as in the SI.
    return ends + sign if sign == "°" else f"{ends} {sign}".strip()


def value(row: pd.Series) -> str:
    """The value of a row with its relation, range, uncertainty and unit.

    Examples
    --------
    >>> value(data.row("li2022-pang2019-selectivity")), value(data.row("ji2023-cu1-5-fe-introduction"))
    ('> 85 %', 'up to about 94.3 %')
    """
    text = amount(row)
    if not pd.isna(row.get("uncertainty", float("nan"))):
        text = f"({exact(row)} ± {number(row['uncertainty'])}) {units.symbol(row['unit'])}"
    prefix = "up to " if row.get("statistic", "") == "maximum" else ""
    return prefix + _RELATIONS[row["relation"]] + text


def named_value(row: pd.Series) -> str:
    """The value of a row with the name of its quantity and its product.

    Examples
    --------
    >>> named_value(data.row("li2022-ye2017-fe"))
    'Faradaic efficiency, CO: up to 93 %'
    """
    if "quantity" not in row:
        # A number behind a general statement is of what its row says, in words.
        return f"{row['subject']}: {value(row)}"
    label = data.table("quantities").loc[row["quantity"], "label"]
    about = row.get("product", "") or row.get("subject", "")
    return f"{label}, {formula(about)}: {value(row)}" if about else f"{label}: {value(row)}"


def conditions(row: pd.Series) -> str:
    """The printed conditions of a row, or that none is reported.

    Examples
    --------
    >>> conditions(data.row("li2022-hao2022-fe"))
    '−1.18 to −0.78 V vs RHE'
    >>> conditions(data.row("li2022-wang2022-fe"))
    'overpotential 0.49 V; H-type cell'
    >>> conditions(data.row("pei2024-l-comn-flow-j-end"))
    '−0.55 V vs RHE; flow cell; 80 h'
    >>> conditions(data.row("gan2024-cos-yield"))
    '−0.4 V vs RHE (scale by the abstract); 0.2 M Na₂SO₄'
    """
    parts = []
    if not pd.isna(row.get("potential", float("nan"))):
        quote = str(row.get("condition_as_printed", ""))
        stated = span(row["potential"], row["potential_max"], row["potential_unit"], quote)
        scale = printed_scales.scale_of(row)
        if scale.name == "overpotential":
            parts.append(f"overpotential {stated}")
        elif scale.known:
            note = f" ({printed_scales.NOTES[scale.how]})" if scale.how in printed_scales.NOTES else ""
            parts.append(f"{stated} vs {scale.name}{note}")
        else:
            parts.append(f"{stated}, scale not stated")
    elif row.get("potential_scale", "") == "not stated":
        scale = printed_scales.scale_of(row)
        parts.append(
            f"vs {scale.name} ({printed_scales.NOTES[scale.how]})"
            if scale.known
            else "scale of the potential not stated"
        )
    if not pd.isna(row.get("current_density", float("nan"))):
        parts.append(
            f"total {span(row['current_density'], row['current_density_max'], row['current_density_unit'])}"
        )
    parts += [formulas(row[column]) for column in ("cell", "electrolyte") if row.get(column, "")]
    if not pd.isna(row.get("duration", float("nan"))):
        parts.append(span(row["duration"], float("nan"), row["duration_unit"]))
    if not parts and row.get("condition_as_printed", ""):
        parts.append(f"printed: “{row['condition_as_printed']}”")
    return "; ".join(parts) or "not reported"


def formula(text: str) -> str:
    """A chemical formula with subscripts and charges set as such.

    Examples
    --------
    >>> formula("HCOO-"), formula("C2H5OH"), formula("pyridinic N")
    ('HCOO⁻', 'C₂H₅OH', 'pyridinic N')
    """
    if " " in text or not text[:1].isupper():
        return text
    subscript = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    superscript = str.maketrans("+-", "⁺⁻")
    body = text.rstrip("+-")
    return body.translate(subscript) + text[len(body) :].translate(superscript)


def formulas(text: str) -> str:
    """A text whose formulas, told by their digits, are set with subscripts.

    Examples
    --------
    >>> formulas("0.2 M Na2SO4"), formulas("H-type cell")
    ('0.2 M Na₂SO₄', 'H-type cell')
    """
    return re.sub(r"\b(?:[A-Z][a-z]?\d*)*[A-Z][a-z]?\d+\b", lambda found: formula(found[0]), text)


def work(cite: str) -> str:
    """The citation of a work, or that none is known."""
    return markdown.role("cite:t", cite) if cite else "none cited"


def credited_work(row: pd.Series) -> str:
    """The work behind a row of ``systems`` or ``panels``.

    A work known only by the key that a source prints is named by that key, and cited through the source.
    """
    if row["cite"] or not row["credit_as_printed"]:
        return work(row["cite"])
    through = data.table("sources").loc[row["source"], "cite"]
    return f"{markdown.quoted(row['credit_as_printed'].strip('()'))}, through {work(through)}"


def system(row: pd.Series) -> str:
    """The name of a system, with what it is where it is not a reported catalyst."""
    role = _ROLES[row["role"]]
    return f"{row['name']} ({role})" if role else str(row["name"])


def printed_numbers(system_id: str, source: str) -> list[pd.Series]:
    """The rows with printed numbers that one source has of one system."""
    rows = []
    for name in data.NUMBER_TABLES:
        frame = data.rows_where(name, "system", system_id)
        rows += [row for _, row in frame[frame["source"] == source].iterrows()]
    return rows


def claims(system_id: str, source: str) -> list[pd.Series]:
    """The claims that one source makes of one system."""
    frame = data.rows_where("claims", "system", system_id)
    return [row for _, row in frame[frame["source"] == source].iterrows()]


def claim(row: pd.Series) -> str:
    """A claim with how it is shown, as one sentence."""
    return f"{row['statement']} ({EVIDENCE[row['status']]})."
