"""The texts of the skeleton of a new part: its page, its card on the first page, its figure and its tests."""

from __future__ import annotations

from string import Template

NEXT = Template("""\
next, as chapters/use/extend.md walks through it:
1. `make book` builds it; its page is chapters/$name/start.html
2. fill the rows in chapters/$name/to-fill, move them into data/, and delete that folder
3. `reviewhelpers check` until `reviewhelpers register` is all that is missing
4. write chapters/$name/start.ipynb, src/reviewhelpers/figures/$name.py and its fig-$name-printed.md, and `make test`
""")
"""What to do with a skeleton."""

PAGE = Template("""\
($name-start)=
# $title

:::{before}
use-merit
:::

**What to take away.**

- This part reads {cite:t}`$cite`, and shows [what the data hold of it]($name-start-numbers).
- What the source says beyond these numbers is [still to be read]($name-start-missing).

**Key numbers of this part.**

$numbers

($name-start-missing)=
## What is still to be read

Nothing is said here yet of how the numbers were found, nor of how sure they are.

($name-start-numbers)=
## What the data hold

Each number stands in a row, with the place where the source prints it and the characters of the print.""")

CARD = Template("""\
```{part-card} fig-$name-printed
**[$title]($name-start)**
What the data hold of {cite:t}`$cite`, and where the source prints it.

Begin with [what the data hold]($name-start-numbers).
```

""")

FIGURE = Template('''\
"""Figures of the part on $source."""

from __future__ import annotations

import pandas as pd

from reviewhelpers import data
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure

SOURCE = "$source"
COUNT = "printed numbers"


@figure("fig-$name-printed")
def printed() -> Drawing:
    """How many numbers of the source each table of the data holds."""
    ids_by_table = {name: data.table(name).query("source == @SOURCE")["id"] for name in data.NUMBER_TABLES}
    counted = [(name, len(ids), " ".join(ids)) for name, ids in ids_by_table.items() if len(ids)]
    frame = pd.DataFrame(counted, columns=["table", COUNT, "rows"])
    drawn = frame.rename(columns={"table": "name", COUNT: "value"})
    drawn["text"] = drawn["value"].astype(str)
    sheet = Sheet()
    panel = sheet.panel(right=3.0)
    set_ticks(panel, "x", limits=(0, 1.05 * frame[COUNT].max()))
    panel.set_xlabel(COUNT)
    draw_dots(sheet, panel, drawn.assign(told=drawn["name"] + ": " + drawn["text"]))
    fields = {
        "sum": str(frame[COUNT].sum()),
        "by_table": ", ".join(f"{count} on {name}" for name, count, _ in counted),
    }
    return Drawing(sheet.finish(), frame, fields)
''')

WORDS = Template("""\
# Printed numbers by table of the data

Rows of {cite:t}`$cite` by table of the data; the counts are ours.

## Alternative text

The data hold {sum} numbers that the source prints: {by_table}.
""")

TESTS = Template('''\
"""The figure of the part on $source counts what the data hold."""

from __future__ import annotations

import pytest
from support import change

from reviewhelpers import data, figures

ID = "fig-$name-printed"


def printed_values() -> list[tuple[str, str]]:
    """Table and id of every number of the source."""
    tables = [(name, data.table(name)) for name in data.NUMBER_TABLES]
    return [(name, id) for name, frame in tables for id in frame[frame["source"] == "$source"]["id"]]


def test_every_number_is_counted_once() -> None:
    plot = figures.make(ID)
    assert sorted(" ".join(plot.data["rows"]).split()) == sorted(id for _, id in printed_values())
    assert f"hold {len(printed_values())} numbers" in plot.alt


def test_a_number_of_another_source_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    count = len(printed_values())
    change(monkeypatch, *printed_values()[0], "source", "another")
    assert figures.make(ID).data["printed numbers"].sum() == count - 1
''')
