"""The figure of the signs shows each on a value that has it."""

from __future__ import annotations

import pytest

from reviewhelpers import data, electrode, figures
from reviewhelpers.charts import signs
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.dataset import figure_rows

ID = "fig-use-signs"


def test_every_sign_and_every_class_with_its_count_is_shown() -> None:
    plot = figures.make(ID)
    assert {*signs.SIGNS} <= {*plot.signs}
    counts = data.table("systems")["defect_class"].value_counts().rename(NAMES)
    assert plot.data.set_index("sign").loc[counts.index, "value"].to_dict() == counts.to_dict()
    assert plot.data["rows"].map(bool).all()
    assert plot.data["value"].notna().all()


def test_every_example_has_its_sign() -> None:
    rows = {role: figure_rows.one(ID, role) for role in ("printed", "range", "derived", "inferred", "bound")}
    assert rows["printed"]["potential_scale"] == "RHE"
    assert rows["range"]["potential"] < rows["range"]["potential_max"]
    assert rows["derived"]["potential_scale"] == "overpotential"
    scale = printed_scales.scale_of(rows["inferred"])
    assert (scale.known, scale.stated) == (True, False)
    assert rows["bound"]["relation"] in (">", ">=", "<", "<=")


def test_the_derived_potential_is_that_of_its_overpotential() -> None:
    row = figure_rows.one(ID, "derived")
    shown = figures.make(ID).data.set_index("rows").loc[row["id"], "value"]
    assert row["product"] == "CO"
    for at in (0.0, 7.0):
        wanted = electrode.potential_from_overpotential("co", row["potential"], pH=at)
        assert shown == pytest.approx(float(wanted))
