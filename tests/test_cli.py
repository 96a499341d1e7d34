"""The command line, run as a user runs it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import support
from matplotlib.figure import Figure

from reviewhelpers import __main__, figures, tables
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.analysis import audit
from reviewhelpers.content import notebook_refresh
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks

FIGURE = "fig-co2rr-efficiency"
SOURCES = data.ROOT.parent / "shared" / "sources"


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, list[str], list[str]]:
    """Status, lines of output and lines of errors of a command."""
    try:
        status = __main__.main([str(word) for word in words])
    except SystemExit as exit:  # argparse ends the process itself
        status = int(exit.code or 0)
    captured = capsys.readouterr()
    return status, captured.out.splitlines(), captured.err.splitlines()


# figures and tables


def test_figures_are_written_with_progress(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capsys, "figures", "--out", tmp_path / "new")
    assert (status, out, err) == (0, [], ["[1/1] fig-sample-one: svg, pdf, png"])
    written = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert written == {
        f"fig-sample-one.{kind}": figures.render("fig-sample-one", kind) for kind in ("svg", "pdf", "png")
    }


def test_tables_are_written_in_the_formats_asked_for(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = run(capsys, "tables", "tab-sample-one", "--format", "md, csv,md", "--out", tmp_path)
    assert (status, err) == (0, ["[1/1] tab-sample-one: md, csv"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tab-sample-one.csv", "tab-sample-one.md"]
    text = (tmp_path / "tab-sample-one.csv").read_bytes().decode()
    assert text == tables.render("tab-sample-one", "csv")


def test_unknown_id_lists_the_near_ones_and_writes_nothing(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "new"
    status, _, err = run(capsys, "figures", "fig-sample-one", "fig-sample-on", "--out", out)
    assert (status, err) == (2, ["reviewhelpers: no figure 'fig-sample-on'; near ones: fig-sample-one"])
    assert not out.exists()


@pytest.mark.parametrize(("formats", "named"), [("svg,gif", "gif"), ("", "missing"), (",", "missing")])
def test_unknown_format_lists_the_known_ones(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, formats: str, named: str
) -> None:
    status, _, err = run(capsys, "figures", "--format", formats, "--out", tmp_path / "new")
    assert (status, err) == (2, [f"reviewhelpers: format {named}: expected {', '.join(figures.FORMATS)}"])
    assert not (tmp_path / "new").exists()


def test_folder_that_cannot_be_made(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    status, _, err = run(capsys, "tables", "--out", tmp_path / "file" / "below")
    assert status == 1
    assert len(err) == 1
    assert err[0].startswith("reviewhelpers: ")


def test_fault_in_one_figure_leaves_no_half_of_it(
    samples: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(id: str, figure: Figure, format: str, dpi: float | None = None) -> bytes:
        if format == "png":
            raise ReviewHelpersError("no room")
        return b"x"

    monkeypatch.setattr(figures, "save", fails)
    status, _, err = run(capsys, "figures", "--out", tmp_path)
    assert (status, err) == (1, ["reviewhelpers: no room"])
    assert list(tmp_path.iterdir()) == []


# check


def test_check_says_what_it_checked(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check")
    assert (status, err) == (0, [])
    assert len(out) == 1
    assert out[0].startswith("no fault in ")


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the sources are not beside this clone")
def test_check_finds_every_quote(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", "--sources", SOURCES)
    assert (status, len(out)) == (0, 1)
    assert "every quote of these texts found" in out[0]


def test_check_lists_faults_with_status_1(project: support.Project) -> None:
    path = project.root / "data" / "performance.csv"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*text, text[1]]), encoding="utf-8")
    ran = project.python("-m", "reviewhelpers", "check")
    assert ran.returncode == 1
    assert ran.stdout.startswith(f"data/performance.csv:{len(text) + 1}:id: found ")
    assert ran.stderr == ""


def test_check_of_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "check", "--sources", tmp_path / "none")
    assert (status, err) == (2, [f"reviewhelpers: no folder {tmp_path / 'none'}"])


# audit


def test_audit_prints_a_table_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "audit", "--source", "gan2024")
    assert (status, err) == (0, [])
    assert out[0].startswith("| rule | source | rows | kind |")
    assert set(out[1]) == set("| -")
    assert {line.split(" | ")[1] for line in out[2:]} == {"gan2024"}
    assert len(out) == len(audit.run("gan2024")) + 2


def test_audit_prints_csv_and_json_that_parse(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "audit", "--format", "csv")
    rows = list(csv.DictReader(out))
    assert status == 0
    assert len(rows) == len(audit.run())
    assert {row["kind"] for row in rows} == set(audit.KINDS)
    status, out, _ = run(capsys, "audit", "--format", "json")
    assert status == 0
    assert [found["printed"] for found in json.loads("\n".join(out))] == [row["printed"] for row in rows]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--source", "ji2022"), "no source 'ji2022'; near ones: "),
        (("--format", "xml"), "format xml: expected md, csv, json"),
    ],
)
def test_audit_of_what_is_not_there(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    status, out, err = run(capsys, "audit", *words)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"reviewhelpers: {message}")


# refresh


def test_nothing_to_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_refresh, "stale", lambda paths: [])
    count = len(notebooks.paths())
    assert run(capsys, "refresh") == (0, [f"0 of {count} notebooks to run"], [])


@pytest.mark.parametrize(
    ("words", "differing", "status"), [((), 1, 0), (("--check",), 1, 1), (("--check",), 0, 0)]
)
def test_outputs_that_differ_give_status_1_where_they_are_only_compared(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    differing: int,
    status: int,
) -> None:
    asked: list[bool] = []

    def refresh(paths: list[Path], *, jobs: int, say: object, store: bool) -> list[Path]:
        asked.append(store)
        return paths[:differing]

    monkeypatch.setattr(notebook_refresh, "refresh", refresh)
    monkeypatch.setattr(notebook_refresh, "stale", lambda paths: paths)
    assert run(capsys, "refresh", *words)[0] == status
    assert asked == [not words]


def test_refresh_of_what_is_no_notebook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{}", encoding="utf-8")
    status, _, err = run(capsys, "refresh", tmp_path / "a.ipynb")
    assert status == 1
    assert len(err) == 1
    assert err[0].startswith(f"reviewhelpers: {tmp_path / 'a.ipynb'}:")
    assert err[0].endswith("expected a notebook of format 4")
    status, _, err = run(capsys, "refresh", tmp_path / "b.ipynb")
    assert status == 1
    assert len(err) == 1


# The command itself


@pytest.mark.parametrize("words", [[], ["draw"], ["figures", "--size", "3"]])
def test_mistyped_commands_get_usage_and_status_2(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, [])
    assert err[0].startswith("Usage: reviewhelpers")


def test_installed_command_answers_fast_without_heavy_libraries() -> None:
    script = (
        "import sys\nfrom reviewhelpers.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'matplotlib', 'nbclient'} & sys.modules.keys()))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        (["cite", FIGURE, "--style", "acs"], {"pandas", "matplotlib", "sphinx", "frictionless", "nbclient"}),
        (["check"], {"matplotlib", "sphinx", "nbclient", "citeproc"}),
        (["refresh", "--help"], {"pandas", "matplotlib", "sphinx", "nbclient", "citeproc", "frictionless"}),
    ],
)
def test_commands_import_nothing_that_they_do_not_need(words: list[str], spared: set[str]) -> None:
    script = (
        "import sys, contextlib\nfrom reviewhelpers.__main__ import main\n"
        f"with contextlib.suppress(SystemExit):\n    main({words!r})\n"
        f"print(sorted({spared!r} & sys.modules.keys()))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_closed_pipe_gives_no_traceback() -> None:
    command = f"{sys.executable} -m reviewhelpers --help | head -c 1"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=data.ROOT)
    assert "Traceback" not in ran.stderr
