"""Panels of the sources: which are mirrored, by a rebuilt figure or by a drawing of the same idea."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.validation import package_rules


def mirrored(frame: pd.DataFrame) -> pd.Series:
    return (frame["companion"] != "") | (frame["drawing"] != "")


def test_what_mirrors_a_panel_is_a_figure() -> None:
    frame = data.table("panels")
    assert {*frame["companion"], *frame["drawing"]} - {""} <= set(figures.ids())


def test_most_panels_of_the_reviews_are_mirrored() -> None:
    frame = data.table("panels")
    reviews = frame[frame["source"].isin(["li2022", "gan2024"])]
    assert mirrored(reviews).sum() >= 24


def test_nine_in_ten_schemes_and_structures_are_drawn() -> None:
    frame = data.table("panels")
    drawings = frame[frame["kind"].isin(["scheme", "model"])]
    assert mirrored(drawings).mean() >= 0.9


def test_a_drawing_that_is_not_there_is_told(tmp_path: Path) -> None:
    row = data.table("panels").iloc[0]
    table = {"panels": [list(row.index), [*row.where(row.index != "drawing", "fig-atoms-nothing")]]}
    found = [str(fault) for fault in package_rules.faults(table, tmp_path / "references.bib", complete=False)]
    assert any("data/panels.csv:2:drawing: found 'fig-atoms-nothing'" in fault for fault in found)
