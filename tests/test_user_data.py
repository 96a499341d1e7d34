"""A reader's own rows: checked as those of the book are, and drawn among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewhelpers import figures
from reviewhelpers.__main__ import main
from reviewhelpers.dataset import data
from reviewhelpers.validation import check, user_data


def said(text: str) -> list[str]:
    with pytest.raises(user_data.UserDataError) as met:
        user_data.read(text.encode(), "my.csv")
    return str(met.value).splitlines()


def changed(old: str, new: str) -> str:
    assert old in user_data.TEMPLATE
    return user_data.TEMPLATE.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            ",90,",
            ",127,",
            "2:value: found 127 percent, expected at most 100 percent for a Faradaic efficiency",
        ),
        (",90,", ",much,", "2:value: found 'much', expected a number"),
        (",90,", ",,", "2:value: found nothing, expected a value"),
        (
            "-20,mA/cm**2",
            "-20,mA/cm**9",
            "3:unit: found 'mA/cm**9', expected a unit of partial current",
        ),
        ("partial_current_density", "current", "3:quantity: found 'current', expected a key of quantities"),
        (
            ",RHE,H-type cell,0.5 M KHCO3\nM",
            ",RHF,H-type cell,0.5 M KHCO3\nM",
            "2:potential_scale: found 'RHF'",
        ),
        ("90,percent", "90", "2:-: found 12 cells, expected 13 cells"),
        (",value,", ",number,", "1:value: found no such column, expected column value"),
        (
            "My catalyst,single-atom,Ni,CO2RR,CO,f",
            "My catalyst,,Ni,CO2RR,CO,f",
            "2:defect_class: found nothing",
        ),
        ("KHCO3\nM", "KHCO3\r\nM", "2:-: found a carriage return, expected lines that end in LF alone"),
    ],
)
def test_a_fault_is_told_by_line_and_column(old: str, new: str, fault: str) -> None:
    told = said(changed(old, new))
    assert any(line.startswith(f"my.csv:{fault}") for line in told), told


def test_files_without_rows_are_refused() -> None:
    assert said("") == [
        f"my.csv:1:-: found an empty file, expected columns such as {', '.join(user_data.NEEDED)}"
    ]
    assert said(user_data.TEMPLATE.partition("\n")[0] + "\n") == [
        "my.csv:2:-: found no row, expected a row a measurement"
    ]


def test_messages_are_those_of_the_check_of_the_data(tmp_path: Path) -> None:
    """The same damage to a row of ``performance`` gives the same words."""
    raw = {path.name: path.read_bytes() for path in data.DATA.iterdir() if path.is_file()}
    row = raw["performance.csv"].decode().splitlines()[1]
    cells = ("faradaic_efficiency,,=,95.2,,,percent", "faradaic_efficiency,,=,195.2,,,percent")
    assert cells[0] in row
    for name, content in raw.items():
        (tmp_path / name).write_bytes(content)
    text = raw["performance.csv"].decode().replace(*cells, 1)
    (tmp_path / "performance.csv").write_text(text, encoding="utf-8")
    (fault,) = [
        each for each in check.check(tmp_path, schema=False, registered=False) if each.column == "value"
    ]
    (own_fault,) = said(changed(",90,", ",195.2,"))
    assert str(fault).partition(":value:")[2] == own_fault.partition(":value:")[2]


def test_rows_are_drawn_and_leave_no_trace() -> None:
    before = figures.data_csv(figures.make("fig-co2rr-efficiency").data)
    with user_data.with_user_rows(user_data.TEMPLATE.encode(), "my.csv"):
        plot = figures.make("fig-co2rr-efficiency")
        assert user_data.plotted(plot.data) == ["own-1"]
        assert "My catalyst (yours)" in set(plot.data.astype(str).to_numpy().ravel())
    assert figures.data_csv(figures.make("fig-co2rr-efficiency").data) == before


def test_own_rows_bear_the_flags_of_the_literature() -> None:
    flagged = changed("-0.7,V,RHE", "-0.7,V,SCE")
    with user_data.with_user_rows(flagged.encode(), "my.csv"):
        from reviewhelpers.analysis import summary_table

        frame = summary_table.build()
    mine = frame[frame["rows"].str.contains("own-1")].iloc[0]
    assert mine["flags"]


def test_replaced_tables_come_back_after_an_error() -> None:
    rows = len(data.table("performance"))

    def fails() -> None:
        with data.replaced_tables(performance=data.table("performance").head(1)):
            assert len(data.table("performance")) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert len(data.table("performance")) == rows
    with pytest.raises(data.DataError), data.replaced_tables(nothing=data.table("performance")):
        pass


def test_the_command_writes_figures_with_own_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "my.csv"
    mine.write_text(user_data.TEMPLATE, encoding="utf-8")
    words = ["figures", "--with", str(mine), "--format", "svg", "--out", str(tmp_path / "out")]
    assert main([*words, "fig-co2rr-efficiency"]) == 0
    made = (tmp_path / "out" / "fig-co2rr-efficiency.svg").read_bytes()
    assert made != figures.render("fig-co2rr-efficiency", "svg")
    assert main([*words, "fig-norr-epr"]) == 2
    assert "fig-norr-epr plots none of the rows" in capsys.readouterr().err
    mine.write_text(changed(",90,", ",127,"), encoding="utf-8")
    assert main([*words[:-1], str(tmp_path / "none")]) == 1
    assert "my.csv:2:value: found 127 percent" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("column", ["id", "source", "locator", "panel", "cite"])
def test_columns_of_documents_are_refused_with_the_mend(column: str) -> None:
    first, *rest = user_data.TEMPLATE.splitlines()
    text = "\n".join([f"{first},{column}", *(f"{line}," for line in rest)])
    with pytest.raises(user_data.UserDataError, match=f"my.csv:1:{column}: .* a file without id, source"):
        user_data.read(text.encode(), "my.csv")
