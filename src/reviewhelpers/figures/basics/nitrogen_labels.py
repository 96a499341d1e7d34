"""Lines of labelled and of ordinary ammonium: which spectrum proves where the nitrogen came from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.palette import COLOURS, INK
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import curve, scene, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-labels"
WIDTH, HEIGHT = 15.0, 9.8
LEFT, FLOOR, TALL = 0.8, 3.4, 5.6
SPLIT = {"14": 1.9, "15": 2.7}
"""Distance of neighbouring lines, in units of the size of type: no scale."""

LINES = {"14": "lines_14", "15": "lines_15"}
"""The row that counts the lines of each isotope, by its role."""

SPECTRA = {
    "Feed with ¹⁴N": ({"14": 1.0}, "three lines"),
    "Feed with ¹⁵N, proof": ({"15": 1.0}, "two lines, of equal height"),
    "Feed with ¹⁵N, no proof": ({"14": 0.75, "15": 0.25}, "mostly three lines"),
}
"""The share of each isotope in the ammonium of three spectra, and what is seen."""


def lines(isotope: str) -> list[float]:
    """Places of the lines around their middle."""
    count = int(figure_rows.one(ID, LINES[isotope])["value"])
    return [SPLIT[isotope] * (number - (count - 1) / 2) for number in range(count)]


@figure(ID)
def labels() -> Drawing:
    """Three proton spectra of ammonium."""
    sheet = sheet_of(3)
    rows = {isotope: figure_rows.one(ID, LINES[isotope])["id"] for isotope in SPLIT}
    values = []
    for head, (mixture, seen) in SPECTRA.items():
        panel = scene(sheet, head, width=WIDTH, height=HEIGHT)
        _draw_spectrum(panel, mixture)
        word(panel, WIDTH / 2, 1.2, seen)
        behind = " ".join(rows[isotope] for isotope in mixture)
        tell(panel, WIDTH / 2, 1.2, f"{head}: {seen}", behind)
        values.append((head, 100 * mixture.get("14", 0.0), 100 * mixture.get("15", 0.0), behind))
    data = pd.DataFrame(values, columns=["spectrum", "¹⁴N / %", "¹⁵N / %", "rows"]).assign(
        derived="our choice"
    )
    counts = {isotope: str(len(lines(isotope))) for isotope in SPLIT}
    other = SPECTRA["Feed with ¹⁵N, no proof"][0]["14"]
    fields = {
        "n14": counts["14"],
        "n15": counts["15"],
        "share": formatting.number(100 * other),
    }
    return Drawing(sheet.finish(), data, fields)


def _draw_spectrum(panel: Panel, mixture: dict[str, float]) -> None:
    along = np.linspace(LEFT, WIDTH - LEFT, 701)
    height = np.zeros_like(along)
    for isotope, share in mixture.items():
        places = lines(isotope)
        for place in places:
            height += share / len(places) / (1 + ((along - WIDTH / 2 - place) / 0.16) ** 2)
    curve(panel, along, FLOOR + TALL * 2 * height, COLOURS["blue"], width=0.13)
    curve(panel, [LEFT, WIDTH - LEFT], [FLOOR - 0.3] * 2, INK, width=0.08)
