"""The figure of the copper part on computed steps: printed energies, the sense of each step, and gaps."""

from __future__ import annotations

import functools

import pytest
from figure_texts import lacking, numbers, unpaired
from matplotlib.axes import Axes
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

ENERGIES = "fig-copper-energies"
ADSORPTION, STRESSED, DOUBTFUL = "Adsorption of NO₃⁻", "*NH₂OH → *NH₂", "*NH → *NOH"
MODELS = ["CuN₄", "CuN₄&Cu₄", "CuN₄&Cu NPs"]


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ENERGIES)


def drawn_texts() -> list[str]:
    return [text.get_text() for text in texts(cached_plot())]


def scales() -> list[Axes]:
    return [ax for ax in cached_plot().figure.axes if ax.get_xlabel() == "Free-energy change ΔG / eV"]


@pytest.mark.all_rows
def test_every_origin_is_a_row_and_the_paper_is_cited() -> None:
    known = set(data.table("energetics")["id"]) | set(data.table("claims")["id"])
    assert set(" ".join(cached_plot().data["rows"]).split()) <= known
    assert "{cite:t}`ji2023identification`" in cached_plot().caption


@pytest.mark.all_rows
def test_every_printed_step_is_drawn_once_and_the_others_stay_open() -> None:
    drawn = cached_plot().data.set_index(["step", "name"])
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


def test_the_picture_shows_values_bounds_and_gaps() -> None:
    lines = drawn_texts()
    for text in ("3.89 eV", "1.97 eV", "0.03 eV", "0.78 eV", "said to be spontaneous"):
        assert lines.count(text) == 1
    assert lines.count("said to be spontaneous, more so than CuN₄") == 1
    assert lines.count("below 0, not printed") == 2
    assert lines.count("not printed") == 3
    assert [lines.count(model) for model in MODELS] == [3, 3, 3]
    dots = [[line.get_xdata()[0] for line in ax.lines if line.get_marker() in "oDs"] for ax in scales()]
    assert dots == [[3.89], [1.97, 0.03], [0.78]]
    assert len({ax.get_xlim() for ax in scales()}) == 1


def test_each_step_has_its_sense() -> None:
    drawn = cached_plot().data.drop_duplicates("step").set_index("step")
    # *NH₂OH + H⁺ + e⁻ → *NH₂ + H₂O takes up one; *NH + H₂O → *NOH + 2 H⁺ + 2 e⁻ gives away two.
    assert drawn["electrons"].to_dict() == {ADSORPTION: 0, STRESSED: 1, DOUBTFUL: -2}
    assert drawn["sense"].to_dict() == {
        ADSORPTION: "no electron",
        STRESSED: "a reduction",
        DOUBTFUL: "an oxidation",
    }
    lines = drawn_texts()
    for text in ("no electron", "takes up 1 e⁻", "gives away 2 e⁻"):
        assert lines.count(text) == 1
    assert "*NH₂OH + H⁺ + e⁻ → *NH₂ + H₂O: a reduction" in lines
    assert "*NH + H₂O → *NOH + 2 e⁻ + 2 H⁺: an oxidation" in lines
    assert lines.count("✗ As printed, no step on the way from nitrate to NH₃.") == 1
    # NO₃⁻ → *NO₃ + e⁻.
    assert "it gives away 1 e⁻; which is meant, the text does not say." in " ".join(lines)


def test_the_limiting_step_of_each_model_is_the_one_named() -> None:
    named = cached_plot().data[cached_plot().data["named as limiting"] == "yes"]
    assert list(zip(named["name"], named["step"], strict=True)) == [
        ("CuN₄", STRESSED),
        ("CuN₄&Cu₄", DOUBTFUL),
    ]
    lines = drawn_texts()
    assert lines.count("named as its limiting step") == 2
    # 1.97 − 0.03 = 1.94 eV for the step, 1.97 − 0.78 = 1.19 eV for the limiting one.
    text = " ".join(lines)
    assert lacking(text, "1.94 eV", "1.19 eV", "0.78 eV") == []


def test_the_finding_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "energetics", "ji2023-cun4-cu4-limiting", "value", 1.5)
    plot = figures.make(ENERGIES)
    text = " ".join(each.get_text() for each in texts(plot))
    # 1.97 − 1.5 = 0.47 eV.
    assert lacking(text, "1.94 eV", "0.470 eV", "1.5 eV", "1.19 eV") == ["1.19 eV"]
    values = ("CuN₄", "1.97 eV"), ("CuN₄&Cu₄", "0.03 eV"), ("CuN₄&Cu₄", "1.5 eV"), ("CuN₄&Cu NPs", "3.89 eV")
    assert unpaired(plot.alt, *values) == []
    assert lacking(plot.alt, "0.78 eV") == ["0.78 eV"]


def limited(plot: figures.Plot) -> list[str]:
    """What the alternative text says of the two models without a number: which of them a step limits."""
    sentences = plot.alt.split(". ")
    return [each for each in sentences if not numbers(each) and not lacking(each, "CuN₄", "CuN₄&Cu₄")]


def test_a_step_that_limits_the_other_model_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "energetics", "ji2023-cun4-cu4-limiting", "subject", "*NH2OH to *NH2")
    change(monkeypatch, "energetics", "ji2023-cun4-limiting", "subject", "*NH to *NOH")
    found = figures.make(ENERGIES)
    finding = limited(found)
    assert finding == [
        each.replace("CuN₄&Cu₄", "#").replace("CuN₄", "CuN₄&Cu₄").replace("#", "CuN₄")
        for each in limited(cached_plot())
    ]
    assert len(finding) == 1
    assert finding != limited(cached_plot())


@pytest.mark.all_rows
def test_two_renderings_are_the_same() -> None:
    assert figures.render(ENERGIES, "svg") == figures.render(ENERGIES, "svg")
