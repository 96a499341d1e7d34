"""The figure of mean coordination numbers against size: models by count, printed means at the sizes
assigned."""

import pytest
from figure_texts import numbers, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.chemistry import cluster_packing

ID = "fig-copper-sizes"
WHAT = "what is drawn"


def test_the_printed_means_stand_at_the_sizes_assigned() -> None:
    frame = figures.make(ID).data
    printed = frame[frame[WHAT] == "printed"]
    assert list(zip(printed["atoms"], printed["mean neighbours"], strict=True)) == [
        (3, 2.90),
        (4, 4.12),
        (7, 7.29),
        (9, 8.85),
    ]


def test_the_models_are_those_of_the_packing() -> None:
    frame = figures.make(ID).data
    models = frame[frame[WHAT] != "printed"]
    # 20 m³ + 15 m² + 7 m and 20 m³ + 12 m² + 4 m pairs for m shells
    for name, edge, linear in (("icosahedra", 15, 7), ("cuboctahedra", 12, 4)):
        means = models.loc[models[WHAT] == name, "mean neighbours"].tolist()
        sizes = (13, 55, 147, 309)
        by_hand = [2 * (20 * m**3 + edge * m**2 + linear * m) / size for m, size in enumerate(sizes, start=1)]
        assert means == pytest.approx(by_hand)
    small = models[models[WHAT].str.startswith("most compact")]
    assert small["mean neighbours"].tolist() == pytest.approx(
        [cluster_packing.compact_mean(int(atoms)) for atoms in small["atoms"]]
    )


def test_the_finding_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = figures.make(ID).alt
    sizes = {"Cu₃": ("2.90", "4"), "Cu₄": ("4.12", "7"), "Cu₇": ("7.29", "22", "36")}
    same = [(name, number) for name, found in sizes.items() for number in found]
    changed = ("8.85", "76", "129")
    assert unpaired(before, *same, *(("Cu₉", number) for number in changed)) == []
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-95-nuclearity", "value", 147)
    after = figures.make(ID)
    assert unpaired(after.alt, *same, *(("Cu₁₄₇", number) for number in changed)) == []
    # Four of four lie above the most compact cluster, and then three of four.
    assert numbers(before) - numbers(after.alt) == {"4": 1}
    assert numbers(after.alt) - numbers(before) == {"3": 1}
    assert any("Cu₁₄₇ 8.85" in text.get_text() for text in texts(after))
