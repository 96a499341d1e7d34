"""Claims of the data: what counts as a measurement of an effect."""

from __future__ import annotations

import pytest

from reviewhelpers.dataset import data
from reviewhelpers.figures.across import evidence

pytestmark = pytest.mark.counted


def test_a_claim_on_leaving_or_a_barrier_is_measured_only_by_what_has_to_do_with_it() -> None:
    """What is concluded from bands of what gathers, or from X-rays of another atom, is not a measurement."""
    claims, spectra = data.table("claims"), data.table("spectra")
    rates = {"turnover_frequency", "yield_per_area", "yield_per_mass", "partial_current_density"}
    rates.add("temperature")
    tables = map(data.table, data.NUMBER_TABLES)
    quantities = {id: row["quantity"] for table in tables for id, row in table.iterrows()}
    for id, claim in claims[claims["effect"] == "desorption"].iterrows():
        if claim["status"] in evidence.MEASURED:
            assert rates & {quantities.get(row) for row in claim["rows"].split()}, id
    infrared = set(spectra.loc[spectra["technique"] == "IR", "panel"]) - {""}
    shown = claims[claims["panel"].isin(infrared) & claims["status"].isin(evidence.MEASURED)]
    assert set(shown["effect"]) <= {"adsorption", "structure"}
