"""Numbers for print: twelve digits first, then half to even, and no other rounding beside it."""

from __future__ import annotations

import ast
import decimal
import math
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers._core import rounding
from reviewhelpers.charts import labels
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks
from reviewhelpers.text import formatting

PACKAGE = data.ROOT / "src" / "reviewhelpers"

decimals_of_print = st.builds(
    lambda digits, power: Decimal(digits).scaleb(power),
    st.integers(-(10**9), 10**9).filter(bool),
    st.integers(-12, 4),
)
"""Numbers of at most ten digits, as prints and sums of them have."""

last_bits = st.integers(-8, 8)


def moved(value: float, steps: int) -> float:
    """A number so many floats away."""
    for _ in range(abs(steps)):
        value = math.nextafter(value, math.inf if steps > 0 else -math.inf)
    return value


@given(decimals_of_print, last_bits, st.integers(1, 8))
def test_figures_are_rounded_half_to_even_whatever_the_last_bits(
    exact: Decimal, steps: int, figures: int
) -> None:
    last = exact.adjusted() + 1 - figures
    expected = exact.quantize(Decimal(1).scaleb(last), rounding=ROUND_HALF_EVEN)
    found = rounding.round_for_print(moved(float(exact), steps), figures=figures)
    assert found == float(expected)


@given(decimals_of_print, last_bits, st.integers(0, 6))
def test_decimals_are_rounded_half_to_even_whatever_the_last_bits(
    exact: Decimal, steps: int, decimals: int
) -> None:
    expected = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    value = moved(float(exact), steps)
    assert rounding.round_for_print(value, decimals=decimals) == float(expected)
    assert Decimal(rounding.fixed(value, decimals)) == expected


@given(decimals_of_print, last_bits)
def test_a_tie_gets_one_more_figure_that_says_it_as_it_is(exact: Decimal, steps: int) -> None:
    value = moved(float(exact), steps)
    figures = rounding.enough_figures(value)
    found = rounding.round_for_print(value, figures=figures)
    assert figures in (3, 4)
    if figures == 4:
        assert found == float(exact)


@pytest.mark.parametrize("value", [-23.65, -23.65000000000001, -23.649999999999995])
def test_the_slope_of_copper_says_its_tie(value: float) -> None:
    assert labels.three_figures(value) == formatting.significant(value) == "−23.65"
    assert rounding.round_for_print(value, figures=3) == -23.6


@pytest.mark.parametrize(
    ("value", "figures", "found"),
    [
        (0.0, 3, "0.00"),
        (-0.0, 3, "0.00"),
        (math.inf, 3, "inf"),
        (math.nan, 3, "nan"),
        (np.float64(2.5), 1, "2"),
        (99.96, 3, "100"),
        (9.996e22, 3, "1.00e+23"),
        (5e-324, 3, "4.94e-324"),
        (1.5e300, 3, "1.50e+300"),
    ],
)
def test_corners(value: float, figures: int, found: str) -> None:
    assert rounding.significant(value, figures) == found


def test_no_minus_before_a_zero() -> None:
    assert rounding.fixed(-0.001, 2) == "0.00"
    assert rounding.general(-0.0) == "0"


@pytest.mark.parametrize("given", [{}, {"figures": 2, "decimals": 1}, {"figures": 0}])
def test_what_to_round_to_must_be_told(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected"):
        rounding.round_for_print(1.0, **given)  # type: ignore[arg-type]


def test_settings_for_decimals_of_others_change_nothing() -> None:
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP)):
        assert rounding.significant(-3.6249999999999996, 3) == "-3.62"


@given(decimals_of_print, last_bits)
def test_bounds_and_whole_numbers_do_not_see_last_bits(exact: Decimal, steps: int) -> None:
    value = moved(float(exact), steps)
    assert rounding.same(value, float(exact))
    assert rounding.at_most(value, float(exact))
    assert not rounding.exceeds(value, float(exact))
    assert rounding.floor(value) == math.floor(exact)
    assert rounding.ceil(value) == math.ceil(exact)
    assert not rounding.at_most(math.nan, value)


# Nothing else rounds ---------------------------------------------------------------------------------


def other_roundings(path: Path) -> Iterator[str]:
    """Where a module rounds by itself: ``round``, numpy's like, or a format that cuts digits off."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}"
                for part in node.format_spec.values
            )
            if re.search(r"[eEfFgGn%]$|\.\{?\}?\d*$", spec) and not re.search(r"%[A-Za-z]", spec):
                yield f"{path.name}:{node.lineno}: {ast.unparse(node.value)}:{spec}"
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("round", "around", "rint", "format_float_positional", "trunc"):
                yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"


PIXELS = "np.rint(image.imread(io.BytesIO(picture), format='png') * _WHITE)"
"""Colours of a picture, which are whole numbers before and after."""


def test_all_rounding_for_print_is_done_in_one_place() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "_core" / "rounding.py"]
    found = [each for path in sorted(modules) for each in other_roundings(path)]
    assert [each for each in found if PIXELS not in each] == []


SORTING = ("sort_values", "sort_index", "argsort", "nlargest", "nsmallest")


def unstable_sorts(source: str) -> Iterator[str]:
    """Sorts of pandas and numpy that may put equal things in another order on another processor."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in SORTING:
            kinds = [word.value for word in node.keywords if word.arg == "kind"]
            if not any(isinstance(kind, ast.Constant) and kind.value == "stable" for kind in kinds):
                yield ast.unparse(node)


def test_all_sorts_are_stable() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    for path in notebooks.paths():
        cells = (cell for cell in notebooks.read(path)["cells"] if cell["cell_type"] == "code")
        sources[str(path)] = "\n".join("".join(cell["source"]) for cell in cells)
    found = {name: list(unstable_sorts(source)) for name, source in sources.items()}
    assert {name: sorts for name, sorts in found.items() if sorts} == {}
