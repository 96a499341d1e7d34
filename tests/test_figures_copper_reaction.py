"""The figures on the electrodes, energies and nitrate of the copper part: values by hand, signs and words."""

from __future__ import annotations

import functools

import pytest
from figure_texts import lacking, masked, unpaired
from matplotlib.patches import Rectangle
from support import add_row, change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

ELECTRODES, ENERGIES, NITRATE = "fig-copper-electrodes", "fig-copper-energies", "fig-copper-nitrate"
IDS = (ELECTRODES, ENERGIES, NITRATE)
ADSORPTION, STRESSED, DOUBTFUL = "Adsorption of NO₃⁻", "*NH₂OH → *NH₂", "*NH → *NOH"
MODELS = ["CuN₄", "CuN₄&Cu₄", "CuN₄&Cu NPs"]


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def shown(id: str) -> str:
    return " ".join(" ".join(text.get_text().split()) for text in texts(cached_plot(id)))


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_paper_is_cited(id: str) -> None:
    known = {row for name in (*data.NUMBER_TABLES, "claims") for row in data.table(name)["id"]}
    origins = [set(rows.split()) for rows in cached_plot(id).data["rows"]]
    assert all(origins)
    assert set.union(*origins) <= known
    assert {row for point in cached_plot(id).points for row in point.rows} <= set.union(*origins)
    assert "{cite:t}`ji2023identification`" in cached_plot(id).caption
    assert figures.render(id, "svg") == figures.render(id, "svg")


# Electrodes ----------------------------------------------------------------------------------------------


def sides(column: str, plot: figures.Plot | None = None) -> dict[str, list[object]]:
    """The two values of each property, first that for the yields."""
    frame = (plot or cached_plot(ELECTRODES)).data
    return {str(name): group[column].tolist() for name, group in frame.groupby("property", sort=False)}


def test_properties_of_both_electrodes_equal_the_data() -> None:
    drawn = cached_plot(ELECTRODES).data.assign(property=lambda each: each["property"] + " / " + each["unit"])
    assert drawn.dropna(subset=["value"]).groupby("property")["value"].agg(list).to_dict() == {
        "loading / mg cm⁻²": [0.5, 2.5],
        # 1 × 1 and 1 × 2 cm²; 0.5 × 1 and 2.5 × 2 mg.
        "carbon paper / cm²": [1, 2],
        "catalyst on it / mg": [0.5, 5],
        "Na₂SO₄ / mol L⁻¹": [0.5, 0.5],
        "NaNO₃ / ppm": [50, 50],
        "time at each potential / h": [2],
        "stirring / rpm": [400],
        "flow of Ar / sccm": [10],
    }
    assert set(drawn.loc[drawn["derived"] != "", "property"]) == {"carbon paper / cm²", "catalyst on it / mg"}
    assert sides("told")["potentials"] == ["5, −0.55 to −0.95 V"] * 2


def test_what_differs_what_is_the_same_and_what_is_not_said() -> None:
    groups = {
        "differs": ("loading", "carbon paper", "catalyst on it", "cell"),
        "same": ("Na₂SO₄", "NaNO₃", "potentials"),
        "not said": ("time at each potential", "stirring", "flow of Ar", "volume", "pH"),
    }
    assert sides("compared") == {name: [verdict] * 2 for verdict, names in groups.items() for name in names}
    assert lacking(shown(ELECTRODES), *groups["same"], *groups["not said"]) == []
    assert lacking(cached_plot(ELECTRODES).alt, *(name for names in groups.values() for name in names)) == []


def test_each_rectangle_is_as_large_as_the_catalyst_on_the_electrode() -> None:
    points = cached_plot(ELECTRODES).points
    assert [(point.x, point.y) for point in points] == [(1, 0.5), (2, 2.5)]
    boxes = [p for p in points[0].axes.patches if isinstance(p, Rectangle)]
    assert [box.get_width() * box.get_height() for box in boxes] == [0.5, 5]
    assert [box.get_xy() for box in boxes] == [(0, 0)] * 2
    assert points[0].axes.get_xlim()[0] <= 0
    assert points[0].axes.get_ylim()[0] == 0
    assert lacking(shown(ELECTRODES), "≈ 0.5 mg", "≈ 5 mg") == []
    assert "derived" in cached_plot(ELECTRODES).signs


def test_the_words_on_electrodes_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    # 2.5 / 0.5 and 5 / 0.5.
    assert unpaired(cached_plot(ELECTRODES).alt, ("loading", "5"), ("catalyst", "10")) == []
    assert lacking(cached_plot(ELECTRODES).caption, "10") == []
    change(monkeypatch, "preparation", "ji2023-xas-loading", "value", 0.5)
    change(monkeypatch, "preparation", "ji2023-xas-95", "value", -1.05)
    plot = figures.make(ELECTRODES)
    # 0.5 / 0.5 and 1 / 0.5; 0.5 mg cm⁻² × 2 cm² = 1 mg.
    assert unpaired(plot.alt, ("loading", "1"), ("catalyst", "2")) == []
    assert lacking(plot.alt, "≈ 1 mg", "−1.05 V", "10") == ["10"]
    assert (sides("compared", plot)["loading"], sides("compared", plot)["potentials"]) == (
        ["same"] * 2,
        ["differs"] * 2,
    )


# Energies ------------------------------------------------------------------------------------------------


@pytest.mark.all_rows
def test_every_printed_step_is_drawn_once_and_the_others_stay_open() -> None:
    drawn = cached_plot(ENERGIES).data.set_index(["step", "name"])
    assert list(drawn.index) == [(step, m) for step in (ADSORPTION, STRESSED, DOUBTFUL) for m in MODELS]
    assert drawn["ΔG / eV"].dropna().to_dict() == {
        (ADSORPTION, "CuN₄&Cu NPs"): 3.89,
        (STRESSED, "CuN₄"): 1.97,
        (STRESSED, "CuN₄&Cu₄"): 0.03,
        (DOUBTFUL, "CuN₄&Cu₄"): 0.78,
    }
    assert (drawn["missing"] == "not printed").equals(drawn["ΔG / eV"].isna())
    assert drawn["ΔG below / eV"].dropna().to_dict() == {(ADSORPTION, "CuN₄"): 0, (ADSORPTION, "CuN₄&Cu₄"): 0}
    frame = data.table("energetics")
    wanted = frame[(frame["source"] == "ji2023") & (frame["quantity"] == "free_energy_change")]
    assert drawn["ΔG / eV"].dropna().sort_values().tolist() == wanted["value"].sort_values().tolist()


def test_levels_stand_at_the_energies_and_bounds_at_zero() -> None:
    plot = cached_plot(ENERGIES)
    places = {point.rows[0]: point.y for point in plot.points if "spontaneous" not in point.text}
    assert places == {
        "ji2023-cun4-cu-nps-adsorption": 3.89,
        "ji2023-cun4-limiting": 1.97,
        "ji2023-cun4-cu4-nh2oh": 0.03,
        "ji2023-cun4-cu4-limiting": 0.78,
    }
    bounds = [point for point in plot.points if "spontaneous" in point.text]
    assert [(point.y, point.rows) for point in bounds] == [(0, ("ji2023-nitrate-adsorption",))] * 2
    assert {"printed", "derived", "bound"} <= set(plot.signs)
    # Each printed step begins at zero.
    levels = [set(line.get_ydata()) for line in plot.axes[0].lines if line.get_linestyle() == ":"]
    assert levels == [{0, 3.89}, {0, 1.97}, {0, 0.03}, {0, 0.78}]
    labels = shown(ENERGIES)
    assert (
        lacking(labels, "CuN₄ 1.97 eV", "CuN₄&Cu₄ 0.03 eV", "CuN₄&Cu₄ 0.78 eV", "CuN₄&Cu NPs 3.89 eV") == []
    )


def test_each_step_has_its_sense() -> None:
    drawn = cached_plot(ENERGIES).data.drop_duplicates("step").set_index("step")
    # *NH₂OH + H⁺ + e⁻ → *NH₂ + H₂O takes up one; *NH + H₂O → *NOH + 2 H⁺ + 2 e⁻ gives away two.
    assert drawn["electrons"].to_dict() == {ADSORPTION: 0, STRESSED: 1, DOUBTFUL: -2}
    assert drawn["sense"].tolist() == ["no electron", "a reduction", "an oxidation"]
    assert drawn["whole equation"].tolist()[1:] == [
        "*NH₂OH + H⁺ + e⁻ → *NH₂ + H₂O",
        "*NH + H₂O → *NOH + 2 e⁻ + 2 H⁺",
    ]
    assert lacking(shown(ENERGIES), "no electron", "takes up 1 e⁻", "gives away 2 e⁻") == []
    # NO₃⁻ → *NO₃ + e⁻.
    assert lacking(cached_plot(ENERGIES).method, "gives away 1 e⁻") == []


def test_the_finding_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    named = cached_plot(ENERGIES).data[cached_plot(ENERGIES).data["named as limiting"] == "yes"]
    assert list(zip(named["name"], named["step"], strict=True)) == [
        ("CuN₄", STRESSED),
        ("CuN₄&Cu₄", DOUBTFUL),
    ]
    # 1.97 − 0.03 = 1.94 eV for the step, 1.97 − 0.78 = 1.19 eV for the limiting one.
    for text in (cached_plot(ENERGIES).alt, cached_plot(ENERGIES).caption):
        assert lacking(text, "1.94 eV", "1.19 eV") == []
    change(monkeypatch, "energetics", "ji2023-cun4-cu4-limiting", "value", 1.5)
    alt = figures.make(ENERGIES).alt
    # 1.97 − 1.5 = 0.47 eV.
    assert lacking(alt, "1.94 eV", "0.470 eV", "1.19 eV", "0.78 eV") == ["1.19 eV", "0.78 eV"]
    values = ("CuN₄", "1.97 eV"), ("CuN₄&Cu₄", "0.03 eV"), ("CuN₄&Cu₄", "1.5 eV"), ("CuN₄&Cu NPs", "3.89 eV")
    assert unpaired(alt, *values) == []


def test_another_limiting_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "energetics", "ji2023-cun4-cu4-limiting", "subject", "*NH2OH to *NH2")
    change(monkeypatch, "energetics", "ji2023-cun4-limiting", "subject", "*NH to *NOH")
    swapped, before = figures.make(ENERGIES).alt, cached_plot(ENERGIES).alt
    assert masked(swapped) != masked(before)
    assert ("limits CuN₄, not CuN₄&Cu₄" in before, "limits CuN₄&Cu₄, not CuN₄" in swapped) == (True, True)


def test_one_more_energy_is_one_more_level(monkeypatch: pytest.MonkeyPatch) -> None:
    add_row(
        monkeypatch, "energetics", "ji2023-cun4-cu4-nh2oh", "row-new", system="ji2023-cun4-cu-nps", value=0.5
    )
    plot = figures.make(ENERGIES)
    assert [point.y for point in plot.points if point.rows == ("row-new",)] == [0.5]
    assert lacking(plot.alt, "0.5 eV") == []


# Nitrate -------------------------------------------------------------------------------------------------


def test_the_amounts_follow_step_by_step() -> None:
    amounts = cached_plot(NITRATE).data.iloc[:4].set_index("name")["amount / mmol"]
    # 0.0441 mmol h⁻¹ cm⁻² × 1 cm² × 2 h = 0.0882; / 0.866 = 0.101848; / 0.950 = 0.107208; less 0.101848.
    wanted = {"Made": 0.0882, "Used up": 0.101848, "At the start": 0.107208, "Left": 0.00536}
    assert amounts.to_dict() == pytest.approx(wanted, rel=1e-4)
    labels = ("0.0882 mmol NH₃", "0.1018 mmol NO₃⁻", "0.1072 mmol NO₃⁻", "0.0054 mmol NO₃⁻")
    how = ("0.0441 mmol h⁻¹ cm⁻² × 1 cm² × 2 h", "86.6 % selectivity", "95.0 % conversion")
    assert lacking(shown(NITRATE), *labels, *how) == []
    assert lacking(cached_plot(NITRATE).alt, *labels[:3], "5.0 %") == []


def test_each_meaning_of_ppm_implies_its_volume() -> None:
    drawn = cached_plot(NITRATE).data.iloc[4:].set_index("formula")
    # 50 mg/L over 84.994, 62.004 and 14.007 g/mol.
    wanted = {"NaNO₃": 0.58828, "NO₃⁻": 0.80640, "N": 3.56964}
    assert drawn["concentration / mmol L⁻¹"].to_dict() == pytest.approx(wanted, rel=1e-4)
    # 0.107208 mmol over these.
    volumes = {"NaNO₃": 182.24, "NO₃⁻": 132.95, "N": 30.03}
    assert drawn["volume / mL"].to_dict() == pytest.approx(volumes, rel=1e-3)
    assert set(drawn["missing"]) == {"what the ppm count"}
    assert lacking(shown(NITRATE), "182 mL", "133 mL", "30.0 mL", "3.57 mmol L⁻¹") == []
    # 182.24 / 30.03 = 6.07, and 5.0 / 95.0 × 120 min = 6.3 min.
    assert lacking(cached_plot(NITRATE).caption, "6.1", "−0.75 V vs RHE") == []
    assert lacking(cached_plot(NITRATE).method, "6.3 min") == []


def test_all_of_the_balance_is_derived_and_drawn() -> None:
    plot = cached_plot(NITRATE)
    numbers = plot.data["amount / mmol"].fillna(plot.data["volume / mL"])
    assert [point.x for point in plot.points] == numbers.tolist()
    assert "derived" in plot.signs
    assert "printed" not in plot.signs


def test_the_balance_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-nano3", "value", 100.0)
    change(monkeypatch, "preparation", "ji2023-paper-side", "value", 2.0)
    alt = figures.make(NITRATE).alt
    # 4 cm² make four times 0.0882 mmol; at twice the concentration that fills twice the volumes.
    assert unpaired(alt, ("NaNO₃", "364 mL"), ("NO₃⁻", "266 mL"), ("N", "60.1 mL")) == []
    assert lacking(alt, "0.3528 mmol NH₃", "100 ppm", "0.0882 mmol NH₃", "50 ppm") == [
        "0.0882 mmol NH₃",
        "50 ppm",
    ]
