"""The figure of the structures that are assigned to copper by loading and potential."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch
from support import change, lines

from reviewhelpers import figures
from reviewhelpers.charts import style

pytestmark = pytest.mark.counted

ID = "fig-copper-structures"
E = "E / V vs RHE"


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ID)


def cell(plot: figures.Plot, name: str, place: str) -> pd.DataFrame:
    frame = plot.data
    return frame[(frame["name"] == name) & (frame["place"] == place)]


def red_frames(plot: figures.Plot) -> int:
    boxes = [patch for ax in plot.figure.axes for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    return sum(to_hex(box.get_edgecolor()) == style.COLOURS["vermilion"] for box in boxes)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Cu0.7/NTC", ["mainly Cu–N₄", "mainly Cu–N₄, part Cu⁺", "CuN₄&Cu₂", "CuN₄&Cu₆"]),
        ("Cu1.5/NTC", ["CuN₄&Cu₃", "CuN₄&Cu₄", "CuN₄&Cu₇", "Cu₉"]),
        ("Cu3.2/NTC", ["mainly Cu²⁺–N₄", "mainly Cu²⁺–N₄", "Cu⁰ nanoparticles", "Cu⁰ nanoparticles"]),
    ],
)
def test_the_fits_assign_what_the_text_says(name: str, wanted: list[str]) -> None:
    places = ("open circuit", "−0.75 V", "−0.85 V", "−0.95 V")
    assert [cell(cached_plot(), name, place)["structure"].iloc[0] for place in places] == wanted
    potentials = [cell(cached_plot(), name, place)[E].iloc[0] for place in places]
    assert potentials[1:] == [-0.75, -0.85, -0.95]
    assert pd.isna(potentials[0])


def test_three_cells_hold_statements_that_conflict() -> None:
    frame = cached_plot().data
    inside = frame[(frame["conflict"] == "yes") & (frame["place"] != "held before air")]
    assert list(dict.fromkeys(zip(inside["name"], inside["place"], strict=True))) == [
        ("Cu0.7/NTC", "−0.85 V"),
        ("Cu0.7/NTC", "−0.95 V"),
        ("Cu3.2/NTC", "−0.75 V"),
    ]
    assert lacking(cached_plot().alt, "3", "12") == []
    pairs = list(zip(inside["name"], inside["place"], strict=True))
    assert unpaired(cached_plot().alt, *pairs, *zip(inside["name"], inside["structure"], strict=True)) == []
    assert red_frames(cached_plot()) == 3
    # One between two statements, three times.
    assert lines(cached_plot()).count("≠") == 3


def test_both_answers_at_one_potential_are_there_and_the_model_stands_apart() -> None:
    found = cell(cached_plot(), "Cu3.2/NTC", "−0.75 V")
    assert dict(zip(found["said in"], found["structure"], strict=True)) == {
        "fits": "mainly Cu²⁺–N₄",
        "conclusions": "CuN₄&Cu₁₀",
    }
    (model,) = [row for _, row in cached_plot().data.iterrows() if row["said in"] == "model"]
    # The model carries no potential.
    assert (model["place"], model["structure"]) == ("", "CuN₄&Cu NPs, (111) face")
    assert lines(cached_plot()).count("CuN₄&Cu₁₀") == 1
    assert (
        lines(cached_plot()).count("In the calculation: CuN₄&Cu NPs, (111) face; potential not printed") == 1
    )


def test_statements_that_agree_do_not_conflict() -> None:
    for name in ("Cu0.7/NTC", "Cu1.5/NTC"):
        found = cell(cached_plot(), name, "−0.75 V")
        assert found["said in"].tolist() == ["fits", "conclusions"]
        assert set(found["conflict"]) == {"no"}
    assert lines(cached_plot()).count("CuN₄&Cu₄") == 1


def test_the_potential_before_air_is_told_twice_over() -> None:
    before = cached_plot().data[cached_plot().data["place"] == "held before air"]
    assert dict(zip(before["said in"], before[E], strict=True)) == {"text": -0.95, "caption": -0.75}
    assert set(before["conflict"]) == {"yes"}
    assert "Held before: −0.95 V (text) ≠ −0.75 V (caption)" in lines(cached_plot())
    assert unpaired(cached_plot().alt, ("text", "−0.95 V"), ("caption", "−0.75 V")) == []


def test_air_has_its_times_and_bonds_and_no_other_sample() -> None:
    frame = cached_plot().data
    air = frame[frame["time in air / h"].notna()]
    assert dict(zip(air["time in air / h"], air["nearest bond / Å"], strict=True)) == {5: 1.96, 48: 1.94}
    assert set(air["structure"]) == {"Cu₉ back toward CuN₄&Cu₃, not in full"}
    assert frame[frame["place"] == "in air"]["name"].tolist() == ["Cu0.7/NTC", "Cu3.2/NTC"]
    for wanted in (
        "nearest bond 1.96 Å",
        "nearest bond 1.94 Å",
        "Cu0.7/NTC and Cu3.2/NTC in air: not printed",
    ):
        assert lines(cached_plot()).count(wanted) == 1


def test_the_conflicts_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "structure", "ji2023-conclusions-cu1-5-nuclearity", "value", 5)
    change(monkeypatch, "preparation", "ji2023-caption-air-potential", "value", -0.95)
    plot = figures.make(ID)
    assert lacking(plot.alt, "4", "12", "3") == ["3"]
    assert unpaired(plot.alt, ("fits", "CuN₄&Cu₄"), ("conclusions", "CuN₄&Cu₅")) == []
    assert unpaired(plot.alt, ("Cu1.5/NTC", "CuN₄&Cu₅"), ("Cu0.7/NTC", "CuN₄&Cu₆")) == []
    assert lacking(cached_plot().alt, "CuN₄&Cu₅") == ["CuN₄&Cu₅"]
    assert red_frames(plot) == 4
    assert "Held before: −0.95 V (text), −0.95 V (caption)" in lines(plot)
    assert set(plot.data[plot.data["place"] == "held before air"]["conflict"]) == {"no"}
