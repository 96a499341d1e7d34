"""The figure of the signs shows each on a value that has it."""

from __future__ import annotations

import pandas as pd
import pytest

from reviewhelpers import data, electrode, figures
from reviewhelpers.charts import signs
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.dataset import figure_rows

ID = "fig-use-signs"


def test_every_class_with_systems_has_its_mark_and_their_number() -> None:
    shown = figures.make(ID).data.set_index("sign")["value"]
    for name, count in data.table("systems")["defect_class"].value_counts().items():
        assert shown[NAMES[name]] == count


def test_every_sign_is_shown() -> None:
    assert {*signs.SIGNS} <= {*figures.make(ID).signs}


def test_every_example_has_its_sign() -> None:
    rows = {role: figure_rows.one(ID, role) for role in ("printed", "range", "derived", "inferred", "bound")}
    assert rows["printed"]["potential_scale"] == "RHE"
    assert rows["range"]["potential"] < rows["range"]["potential_max"]
    assert rows["derived"]["potential_scale"] == "overpotential"
    scale = printed_scales.scale_of(rows["inferred"])
    assert scale.known
    assert not scale.stated
    assert rows["bound"]["relation"] in (">", ">=", "<", "<=")


def test_the_derived_potential_is_that_of_its_overpotential() -> None:
    row = figure_rows.one(ID, "derived")
    shown = figures.make(ID).data.set_index("rows").loc[row["id"], "value"]
    assert row["product"] == "CO"
    expected = electrode.potential_from_overpotential("co", row["potential"], pH=7.0)
    assert shown == pytest.approx(float(expected))
    assert electrode.potential_from_overpotential("co", row["potential"], pH=0.0) == pytest.approx(
        float(expected)
    )


def test_the_values_name_their_rows() -> None:
    frame = figures.make(ID).data
    assert frame["rows"].map(bool).all()
    assert pd.notna(frame["value"]).all()
