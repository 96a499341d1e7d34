from __future__ import annotations

import csv
import functools
import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from support import sample_table

from reviewhelpers import tables
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import UnknownId

ID = "tab-sample-one"
ALL = tables.ids()
SPELLED_OUT = {
    "none",
    "nothing",
    "none cited",
    "none printed",
    "not reported",
    "none in particular",
    "nothing said",
}
SPELLED_OUT |= {"no number", "not printed", "nothing else", "nothing by itself", "not held"}
"""What cells said where there was nothing to say."""


# The tables of the book


@pytest.mark.parametrize("id", ALL)
def test_table_renders_in_every_format(id: str) -> None:
    made = tables.make(id)
    rows = list(csv.reader(io.StringIO(tables.render(id, "csv"))))
    assert len(rows) == len(made.frame) + 1
    assert {len(row) for row in rows} == {len(made.frame.columns)}
    lines = tables.render(id, "md").splitlines()
    assert len(lines) == len(made.cells) + len(made.groups) + 2
    # A pipe inside a cell is escaped, so each row has as many bare ones as it has edges.
    assert {line.replace(r"\|", "").count("|") for line in lines} == {len(made.header) + 1}
    tex = tables.render(id, "tex")
    assert tex.count("{") - tex.count(r"\{") == tex.count("}") - tex.count(r"\}")


@pytest.mark.parametrize("id", ALL)
def test_first_cell_names_its_row(id: str) -> None:
    assert all(row[0].strip() for row in tables.make(id).cells)


def test_what_is_not_reported_is_a_dash_with_one_legend() -> None:
    for id in ALL:
        made = tables.make(id)
        cells = [cell for row in made.cells for cell in row]
        assert not SPELLED_OUT & set(cells), id
        assert not [
            cell
            for cell in cells
            if "(not reported)" in cell or "(none printed)" in cell or "making not said" in cell
        ], id
        if tables.GAP in cells:
            assert f"{made.caption} {made.note}".count(f"{tables.GAP}:") == 1, id


@pytest.mark.parametrize("id", ALL)
def test_no_row_fills_a_screen(id: str) -> None:
    # Some 50 signs stand in a line of a phone, and 40 lines on its screen.
    made = tables.make(id)
    lines = [sum(1 + len(tables._without_roles(cell)) // 45 for cell in row if cell) for row in made.cells]
    assert max(lines) <= 40


def test_rows_that_tell_how_it_was_done_stand_among_those_that_tell_what_was_found() -> None:
    told = {id: tables.make(id) for id in ALL}
    mixed = {id for id, made in told.items() if made.asides}
    assert {"tab-copper-numbers", "tab-across-audit-ji2023"} <= mixed
    for id in mixed:
        assert 0 < len(told[id].asides) < len(told[id].cells)


# The registry and the files, by a sample


def test_csv_holds_plain_values_and_no_formulas(samples: None) -> None:
    # Numbers stay numbers, printed ones too.
    assert tables.render(ID, "csv") == "system,FE / %,as printed\n'=SnO2,-95.5,-89 %\nN|C,10.0,'+x\n"


def test_markdown_knows_no_roles(samples: None) -> None:
    assert tables.render(ID, "md") == (
        "| System | FE / % | As printed |\n"
        "| --- | --- | --- |\n"
        "| \\[li2022defect\\] SnO₂ & *more* | −95.5 | H⁺ |\n"
        "| N\\|C, see there | 10 | **a_b** |\n"
    )


def test_tex_escapes_what_tex_reserves(samples: None) -> None:
    lines = tables.render(ID, "tex").splitlines()
    assert (
        r"\cite{li2022defect} SnO\textsubscript{2} \& \emph{more} & $-$95.5 & H\textsuperscript{+} \\"
        in lines
    )
    assert r"N\textbar{}C, see there & 10 & \textbf{a\_b} \\" in lines
    assert r"\caption{A sample of CO\textsubscript{2}. What is printed.}\label{tab-sample-one}\\" in lines
    assert r"\textbf{System} & \textbf{FE / \%} & \textbf{As printed} \\" in lines


def compiled(folder: Path, bodies: Mapping[str, str]) -> list[str]:
    """What LuaLaTeX finds wrong in some tables, each by the name of its file and the line in it."""
    for name, body in bodies.items():
        (folder / f"{name}.tex").write_text(body, encoding="utf-8")
    packages = r"\usepackage{array,booktabs,longtable}"
    read = "".join(f"\\input{{{name}}}\\clearpage\n" for name in bodies)
    (folder / "all.tex").write_text(
        f"\\documentclass{{article}}{packages}\\begin{{document}}{read}\\end{{document}}", encoding="utf-8"
    )
    ran = subprocess.run(
        ["lualatex", "-interaction=nonstopmode", "-file-line-error", "all"],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    found = re.findall(r"^(?:\./)?(\S+\.tex:\d+: .*)$", ran.stdout, re.MULTILINE)
    # Any other fault has it end with a status alone.
    return found or ([] if ran.returncode == 0 else [ran.stdout[-2000:]])


needs_tex = pytest.mark.skipif(not shutil.which("lualatex"), reason="lualatex is not installed")


@pytest.mark.slow
@needs_tex
def test_tex_compiles(tmp_path: Path) -> None:
    assert compiled(tmp_path, {id: tables.render(id, "tex") for id in ALL}) == []


@pytest.mark.slow
@needs_tex
def test_tex_that_does_not_compile_is_named_by_its_table(samples: None, tmp_path: Path) -> None:
    sound = tables.render(ID, "tex")
    bodies = {"tab-a": sound, "tab-b": f"{sound}\n\\unknown", "tab-c": sound, "tab-d": f"$a_b{sound}"}
    found = compiled(tmp_path, bodies)
    assert found[0].startswith("tab-b.tex:")
    assert {each.partition(".")[0] for each in found} >= {"tab-b", "tab-d"}
    assert not any(each.startswith(("tab-a", "tab-c")) for each in found)


@pytest.mark.parametrize(
    ("cell", "markdown", "tex"),
    [
        ("*a* and **b** [c](d)", "*a* and **b** [c](d)", r"\emph{a} and \textbf{b} c"),
        ("2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4"),
        ("`x_1`", "`x_1`", r"\texttt{x\_1}"),
        (r"\*a", r"\*a", "*a"),
        ("x{sub}`2`", "x<sub>2</sub>", r"x\textsubscript{2}"),
        ("{cite:p}`a2020,b2021`", r"\[a2020,b2021\]", r"\cite{a2020,b2021}"),
        ("{numref}`fig-a`", "fig-a", "fig-a"),
        ("µmol h⁻¹ ~ 5 °C", "µmol h⁻¹ ~ 5 °C", r"$\mu$mol h\textsuperscript{$-$1} $\sim$ 5 \textdegree{}C"),
        ("100 % & $2 #3 {x}", "100 % & $2 #3 {x}", r"100 \% \& \$2 \#3 \{x\}"),
    ],
)
def test_inline_markup(cell: str, markdown: str, tex: str) -> None:
    assert tables._without_roles(cell) == markdown
    assert tables._tex_inline(cell) == tex


def test_groups_are_headed_in_files_that_people_read(samples: None) -> None:
    made = tables.Table(**(vars(sample_table()) | {"groups": ((0, "One & two"), (1, "Other"))}))
    lines = tables.save(ID, made, "md").splitlines()
    assert lines[2:6:2] == ["| **One & two** |  |  |", "| **Other** |  |  |"]
    tex = tables.save(ID, made, "tex").splitlines()
    assert tex.index(r"\multicolumn{3}{@{}l@{}}{\textbf{Other}} \\") == tex.index(r"\bottomrule") - 2
    assert tables.save(ID, made, "csv") == tables.render(ID, "csv")


def test_a_dash_is_explained_unless_the_words_of_the_table_do(
    samples: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = (*sample_table().cells, ("NiN", tables.GAP, ""))
    for note, wanted in (("More.", f"{tables.LEGEND} More."), ("—: not measured.", "—: not measured.")):
        kept = vars(sample_table()) | {"cells": cells, "note": note}
        entry = tables.Entry(ID, "t", functools.partial(tables.Table, **kept))
        monkeypatch.setitem(tables._REGISTRY._items, ID, entry)
        assert tables.make(ID).note == wanted


def test_unknown_format_names_the_known_ones(samples: None) -> None:
    with pytest.raises(ReviewHelpersError, match="'xlsx': expected one of csv, md, tex"):
        tables.render(ID, "xlsx")


def test_unknown_table(samples: None) -> None:
    with pytest.raises(UnknownId, match=ID):
        tables.make("tab-sample-two")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"cells": (("a", "b"),)}, "row 1 has 2 cells, expected 3"),
        ({"cells": ()}, "expected rows"),
        ({"caption": ""}, "caption"),
        ({"groups": ((1, "Late"),)}, r"groups begin at rows \[1\]"),
        ({"groups": ((0, "First"), (2, "Beyond"))}, r"groups begin at rows \[0, 2\]"),
    ],
)
def test_incomplete_tables_are_refused(
    samples: None, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str
) -> None:
    kept = vars(sample_table()) | change
    monkeypatch.setitem(tables._REGISTRY._items, ID, tables.Entry(ID, "t", lambda: tables.Table(**kept)))
    with pytest.raises(ReviewHelpersError, match=message):
        tables.make(ID)


def test_show_tells_jupyter_and_nbval_what_it_shows(samples: None) -> None:
    views, _ = tables.show(ID)._repr_mimebundle_()
    digest = tables.digest(ID, tables.make(ID))
    assert views["text/plain"] == f"{ID}: 2 rows × 3 columns, sha256 {digest}"
    assert views["text/markdown"] == tables.render(ID, "md")
    assert views.keys() == {"text/plain", "text/markdown"}


def test_the_book_is_told_what_it_needs(samples: None) -> None:
    content = tables.described(ID, tables.make(ID))
    assert content["rows"][1] == ["N|C, see {ref}`there <lab>`", "10", "**a_b**"]
    assert content["note"] == "A note: 5 %."


@pytest.mark.parametrize(
    "change",
    [
        {"caption": "Another."},
        {"note": ""},
        {"header": ("System", "FE / %", "Printed")},
        {"cells": sample_table().cells[::-1]},
        {"frame": pd.DataFrame({"system": ["a", "b"]})},
        {"groups": ((0, "All"),)},
        {"asides": (1,)},
    ],
)
def test_digest_sees_all_of_a_table(
    samples: None, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    before = repr(tables.show(ID))
    kept = vars(sample_table()) | change
    monkeypatch.setitem(
        tables._REGISTRY._items, ID, tables.Entry(ID, "A sample of CO₂", lambda: tables.Table(**kept))
    )
    assert repr(tables.show(ID)) != before
