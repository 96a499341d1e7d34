"""The command ``figures``: which figures, in which width, style, format and number of pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from test_cli import run

from reviewhelpers import figures, tables
from reviewhelpers.cli import artifact_files
from reviewhelpers.cli.figures import LEAST_DPI, MOST_DPI, PIXEL_FORMATS
from reviewhelpers.cli.main import cli

ID = "fig-sample-one"


@pytest.fixture
def asked(samples: None, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """How figures are made and saved, in place of doing so."""
    found: list[dict[str, Any]] = []

    def make(id: str, **how: Any) -> dict[str, Any]:
        return {"id": id, **how}

    def save(id: str, plot: dict[str, Any], format: str, **how: Any) -> bytes:
        found.append({**plot, "format": format, **how})
        return format.encode()

    monkeypatch.setattr(figures, "make", make)
    monkeypatch.setattr(figures, "save", save)
    return found


def test_options_reach_the_figure(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ("--width", "column", "--style", "own.mplstyle", "--dpi", "600", "--format", "tiff,eps")
    assert run(capsys, "figures", *words, "--out", tmp_path) == (0, [], [f"[1/1] {ID}: tiff, eps"])
    how = {"id": ID, "width": "column", "style": "own.mplstyle", "dpi": 600}
    assert asked == [{**how, "format": "tiff"}, {**how, "format": "eps"}]
    assert {path.name for path in tmp_path.iterdir()} == {f"{ID}.tiff", f"{ID}.eps"}


def test_without_options_the_book_decides(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(capsys, "figures", "--format", "svg", "--out", tmp_path)[0] == 0
    assert asked == [{"id": ID, "width": None, "style": None, "format": "svg", "dpi": None}]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--width", "wide"), "width 'wide': expected phone, page, column, talk"),
        (("--width", "0.5"), "width '0.5': expected phone, page, column, talk, or inches from 3 to 40"),
        (("--style", "none.mplstyle"), "style 'none.mplstyle': found none, expected light, dark"),
        (("--format", "jpeg"), "format jpeg: expected svg, pdf, png, eps, tiff, webp"),
        (("--dpi", "many"), f"dpi many: expected pixels to the inch, from {LEAST_DPI} to {MOST_DPI}"),
        (("--dpi", "20"), f"dpi 20: expected pixels to the inch, from {LEAST_DPI} to {MOST_DPI}"),
        (("--dpi", "300", "--format", "svg,pdf"), "dpi 300: svg, pdf has no pixels; leave --dpi out"),
        (("fig-smaple-*",), f"no id matches 'fig-smaple-*'; near ones: {ID}"),
    ],
)
def test_a_wrong_value_is_one_line_and_writes_nothing(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    status, out, err = run(capsys, "figures", *words, "--out", tmp_path / "new")
    assert (status > 0, out, len(err)) == (True, [], 1)
    assert err[0].startswith(f"reviewhelpers: {told}")
    assert not (tmp_path / "new").exists()


def test_a_style_file_that_cannot_be_read_writes_nothing(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "own.mplstyle").write_text("font.size: large and bold\n", encoding="utf-8")
    out = tmp_path / "new"
    status, _, err = run(capsys, "figures", "--style", tmp_path / "own.mplstyle", "--out", out)
    assert (status > 0, out.exists()) == (True, False)
    assert err[-1].startswith("reviewhelpers: ")


def test_patterns_and_ids_name_each_table_once() -> None:
    of_part = [id for id in tables.ids() if id.startswith("tab-norr-")]
    others = [id for id in of_part if id != "tab-norr-panels"]
    words = ["tab-norr-panels", "tab-norr-*", "tab-co2rr-n?mbers"]
    assert artifact_files.matching(tables, words) == ["tab-norr-panels", *others, "tab-co2rr-numbers"]
    assert artifact_files.matching(tables, []) == list(tables.ids())


def test_the_list_names_each_figure_with_its_part_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "figures", "--list")
    assert status == 0
    assert [line.split()[0] for line in out] == list(figures.ids())
    (line,) = [line for line in out if line.startswith("fig-norr-yields ")]
    assert line.split()[1] == "norr"
    assert not {"`", "{", "$"} & set("".join(out))
    assert len(err) == 1
    for name, width in figures.WIDTHS.items():
        assert f"{name} ({width.inches:g}" in err[0]


def test_the_list_can_be_narrowed_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, out, _ = run(capsys, "figures", "--list", "fig-norr-*")
    assert out
    assert all(line.startswith("fig-norr-") for line in out)
    assert list(tmp_path.iterdir()) == []


def test_formats_of_pixels_are_formats_of_figures() -> None:
    assert set(PIXEL_FORMATS) < set(figures.FORMATS)


@pytest.mark.parametrize(("command", "begin"), [("figures", "fig-co2rr-"), ("tables", "tab-norr-")])
def test_the_shell_completes_ids(command: str, begin: str) -> None:
    variables = {
        "_REVIEWHELPERS_COMPLETE": "bash_complete",
        "COMP_WORDS": f"reviewhelpers {command} {begin}",
        "COMP_CWORD": "2",
    }
    done = CliRunner().invoke(
        cli, env=variables, prog_name="reviewhelpers", complete_var="_REVIEWHELPERS_COMPLETE"
    )
    registry = figures if command == "figures" else tables
    assert done.output.split() == [f"plain,{id}" for id in registry.ids() if id.startswith(begin)]
