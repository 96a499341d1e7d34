"""What a formula says aloud."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reviewhelpers.markup.mathml import tex_to_mathml


@pytest.mark.parametrize(
    ("tex", "spoken"),
    [
        (r"\mathrm{FE}_\mathrm{CO}", "FE sub CO"),
        (r"E_\mathrm{RHE} = E_\mathrm{SHE} + 0.059\,\mathrm{V} \cdot \mathrm{pH}",
         "E sub RHE equals E sub SHE plus 0.059 V times pH"),
        (r"\frac{\eta}{b}", "eta over b"),
        (r"x^2 \le \sqrt{y}", "x squared is at most square root of y"),
    ],
)  # fmt: skip
def test_a_formula_is_spoken_in_words(tex: str, spoken: str) -> None:
    assert ET.fromstring(tex_to_mathml(tex)).get("alttext") == spoken


def test_a_quantity_of_letters_is_one_word() -> None:
    letters = [
        element.text for element in ET.fromstring(tex_to_mathml(r"\mathrm{FE} = F E")).iter() if element.text
    ]
    assert letters == ["FE", "=", "F", "E"]
