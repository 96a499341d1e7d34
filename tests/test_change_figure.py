"""The page on changing a figure: each change is a few lines, and does what its heading says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from matplotlib.colors import to_hex

from reviewhelpers._core.paths import ROOT

PAGE = ROOT / "chapters" / "use" / "change-figure.ipynb"
CELLS = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
MOST_LINES = 4


def code(cell: dict[str, Any]) -> str:
    """The code of a cell without the line that shows its picture."""
    lines = "".join(cell["source"]).splitlines()
    return "\n".join(line for line in lines if not line.startswith("figures.picture("))


def changes() -> dict[str, str]:
    """The code of each change, by the label of its section."""
    found, label = {}, ""
    for cell in CELLS:
        if cell["cell_type"] == "markdown":
            label = re.findall(r"^\((use-change[\w-]*)\)=", "".join(cell["source"]), re.MULTILINE)[-1:] or [
                label
            ]
            label = label[0]
        else:
            found[label] = code(cell)
    return found


IMPORTS = changes()["use-change-how"].partition("\n")[0]


def done(label: str) -> dict[str, Any]:
    """The names that a change leaves, run by itself after the imports."""
    names: dict[str, Any] = {}
    exec(f"{IMPORTS}\n{changes()[label]}", names)
    return names


def test_the_page_has_the_changes_that_people_ask_for() -> None:
    asked = ("talk", "label", "limits", "colours", "subset", "export")
    assert list(changes()) == [
        "use-change-signs",
        "use-change-how",
        *(f"use-change-{name}" for name in asked),
    ]


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell["cell_type"] == "code"])
def test_a_change_is_at_most_four_lines(cell: dict[str, Any]) -> None:
    assert len("".join(cell["source"]).splitlines()) <= MOST_LINES


def test_a_talk_has_the_size_of_a_slide() -> None:
    plot = done("use-change-talk")["plot"]
    assert plot.get_size_inches().tolist() == [10.0, 5.6]
    assert {text.get_fontfamily()[0] for text in plot.axes[0].texts} == {"serif"}


def test_a_label_stands_beside_the_lowest_value() -> None:
    names = done("use-change-label")
    (label,) = [text for ax in names["plot"].axes for text in ax.texts if "lowest" in text.get_text()]
    assert label.get_position()[1] == names["low"].y
    assert names["low"].x == names["plot"].data["value / %"].min()


def test_limits_hold() -> None:
    assert {ax.get_xlim() for ax in done("use-change-limits")["plot"].axes} == {(80.0, 101.0)}


def test_colours_and_type_reach_the_figure() -> None:
    names = done("use-change-colours")
    colours = {to_hex(line.get_color()) for ax in names["plot"].axes for line in ax.lines}
    palette = names["figures"].style.COLOURS
    assert palette["purple"] in colours
    assert palette["blue"] not in colours
    assert names["plot"].theme.size == 11


def test_a_subset_leaves_the_others_out_and_ends() -> None:
    names = done("use-change-subset")
    assert set(names["plot"].data["product"]) == {"CO"}
    assert len(names["data"].table("performance")) == len(names["rows"])


def test_an_export_fits_the_column_of_a_journal() -> None:
    names = done("use-change-export")
    assert names["plot"].get_figwidth() == pytest.approx(3.25)
    assert names["tiff"][:2] in (b"II", b"MM")


def test_the_readme_leads_to_the_page() -> None:
    assert PAGE.relative_to(ROOT).as_posix() in (ROOT / "README.md").read_text(encoding="utf-8")
