"""The figure of the copper part on its two electrodes: what is the same, what differs, what is not said."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from matplotlib.patches import Rectangle
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

ELECTRODES = "fig-copper-electrodes"


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ELECTRODES)


def drawn_texts() -> list[str]:
    return [text.get_text() for text in texts(cached_plot())]


def pairs(column: str) -> dict[str, list[object]]:
    """The two values of each property, first that for the yields."""
    frame = cached_plot().data
    return {str(name): group[column].tolist() for name, group in frame.groupby("property", sort=False)}


def papers(plot: figures.Plot) -> list[tuple[float, float]]:
    found = [patch for patch in plot.figure.axes[0].patches if isinstance(patch, Rectangle)]
    return [(patch.get_width(), patch.get_height()) for patch in found]


def dots(plot: figures.Plot) -> list[int]:
    return [len(line.get_xdata()) for line in plot.figure.axes[0].lines if line.get_marker() == "o"]


@pytest.mark.all_rows
def test_every_origin_is_a_row_and_the_paper_is_cited() -> None:
    tables = (*data.NUMBER_TABLES, "claims")
    known = {row for name in tables for row in data.table(name)["id"]}
    origins = [set(rows.split()) for rows in cached_plot().data["rows"]]
    assert all(origins)
    assert set.union(*origins) <= known
    assert "{cite:t}`ji2023identification`" in cached_plot().caption


def test_values_equal_the_data() -> None:
    drawn = cached_plot().data.set_index(["property", "name"])
    yields, rays = "for the yields", "for X-rays"
    assert drawn.loc[("loading", yields), "loading / mg cm⁻²"] == 0.5
    assert drawn.loc[("loading", rays), "loading / mg cm⁻²"] == 2.5
    # 1 × 1 and 1 × 2 cm²; 0.5 × 1 and 2.5 × 2 mg.
    assert drawn["carbon paper / cm²"].dropna().tolist() == [1, 2]
    assert drawn["catalyst on it / mg"].dropna().tolist() == [0.5, 5]
    assert drawn["Na₂SO₄ / mol L⁻¹"].dropna().tolist() == [0.5, 0.5]
    assert drawn["NaNO₃ / ppm"].dropna().tolist() == [50, 50]
    assert drawn.loc[("time at each", yields), "time at each / h"] == 2
    assert drawn.loc[("stirring", yields), "stirring / rpm"] == 400
    assert drawn.loc[("flow of Ar", yields), "flow of Ar / sccm"] == 10
    assert set(drawn.loc[drawn["derived"] != ""].index.get_level_values(0)) == {
        "carbon paper",
        "catalyst on it",
    }


def test_what_differs_what_is_the_same_and_what_is_not_said() -> None:
    found = pairs("compared")
    groups = {
        "differs": ("loading", "carbon paper", "catalyst on it", "cell"),
        "same": ("Na₂SO₄", "NaNO₃", "potentials"),
        "not said": ("time at each", "stirring", "flow of Ar", "volume", "pH"),
    }
    assert found == {name: [verdict] * 2 for verdict, names in groups.items() for name in names}
    lines = drawn_texts()
    assert (lines.count("≠"), lines.count("="), lines.count("?")) == (4, 3, 5)
    for heading in ("≠  Differs", "=  The same", "?  Not said for one or both"):
        assert lines.count(heading) == 1
    # Time, stirring and gas of the one; volume and pH of both.
    assert lines.count("not printed") == 3 + 2 * 2
    frame = cached_plot().data
    assert (frame["told"] == "not printed").equals(frame["missing"] != "")


def test_both_electrodes_stand_beside_each_other() -> None:
    lines = drawn_texts()
    for texts_ in pairs("told").values():
        for text in texts_:
            assert str(text) in lines
    assert pairs("told")["potentials"] == ["5, −0.55 to −0.95 V"] * 2
    assert pairs("told")["catalyst on it"] == ["≈ 0.5 mg, derived", "≈ 5 mg, derived"]


def test_papers_are_to_scale_with_their_catalyst() -> None:
    (width, height), (long, short) = papers(cached_plot())
    assert width == height == short
    assert long == pytest.approx(2 * width)
    # 0.5 and 5 mg at 0.1 mg a dot.
    assert dots(cached_plot()) == [5, 50]
    assert "a dot: 0.1 mg of catalyst, derived" in drawn_texts()


@pytest.mark.all_rows
def test_every_dot_lies_on_its_paper() -> None:
    page = cached_plot().figure.axes[0]
    patches = [patch for patch in page.patches if isinstance(patch, Rectangle)]
    for patch, line in zip(patches, [line for line in page.lines if line.get_marker() == "o"], strict=True):
        inside = pd.Series(line.get_xdata()).between(patch.get_x(), patch.get_x() + patch.get_width())
        inside &= pd.Series(line.get_ydata()).between(patch.get_y(), patch.get_y() + patch.get_height())
        assert inside.all()
        assert len(set(zip(line.get_xdata(), line.get_ydata(), strict=True))) == len(line.get_xdata())


def test_the_finding_stands_in_the_picture_and_in_the_text_for_the_blind() -> None:
    # 2.5 / 0.5 and 5 / 0.5.
    for text in (" ".join(drawn_texts()), cached_plot().alt):
        assert unpaired(text, ("loading", "5"), ("catalyst", "10")) == []


def test_a_changed_loading_changes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-xas-loading", "value", 0.5)
    plot = figures.make(ELECTRODES)
    # 0.5 / 0.5 and 1 / 0.5.
    assert unpaired(plot.alt, ("loading", "1"), ("catalyst", "2")) == []
    assert lacking(plot.alt, "10") == ["10"]
    assert set(plot.data.loc[plot.data["property"] == "loading", "compared"]) == {"same"}
    # 0.5 mg cm⁻² × 2 cm² = 1 mg.
    assert dots(plot) == [5, 10]


def test_other_potentials_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-xas-95", "value", -1.05)
    plot = figures.make(ELECTRODES)
    assert set(plot.data.loc[plot.data["property"] == "potentials", "compared"]) == {"differs"}
    assert lacking(plot.alt, "−0.55", "−0.95 V", "−1.05 V") == []
    assert lacking(cached_plot().alt, "−1.05 V") == ["−1.05 V"]


@pytest.mark.all_rows
def test_two_renderings_are_the_same() -> None:
    assert figures.render(ELECTRODES, "svg") == figures.render(ELECTRODES, "svg")
