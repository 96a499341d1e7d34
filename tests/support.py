"""What several test modules use: sample figures and tables, a copy of the project, the built site."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.text import Text

from reviewhelpers import figures, tables
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.style import style
from reviewhelpers.dataset import data
from reviewhelpers.figures.words import Words

PARTS = (
    *("chapters", "data", "src", "references.bib", "_config.yml", "_toc.yml", "CITATION.cff"),
    *("LICENSE-CONTENT.md", "Makefile", "pyproject.toml", "requirements.lock"),
)
PACKAGED = (*PARTS, "setup.py", "MANIFEST.in", "LICENSE", "README.md")
"""What a wheel is made from."""


ADDRESS = "https://example.org/defects/"
"""Where the book that the tests build is said to be published."""

COMMITTED = "2026-03-04T05:06:07+00:00"
"""When its one commit was made."""


def sample_drawing() -> figures.Drawing:
    """Three points, two of them close together, each with a label."""
    values = pd.DataFrame({"E / V vs RHE": [-1.0, -0.8, -0.8], "FE / %": [10.0, 95.0, 94.0]})
    values["rows"] = ["row-a", "row-b", "row-c"]
    figure = style.new_figure(6, 4)
    ax = figure.subplots()
    for (_, row), mark in zip(values.iterrows(), style.DEFECTS.values(), strict=False):
        draw_point(ax, row["E / V vs RHE"], row["FE / %"], mark=mark, text="a point", rows=row["rows"])
    ax.set(xlabel="E / V vs RHE", ylabel="FE / %", xlim=(-1.2, 0), ylim=(0, 110))
    style.label_points(ax, values["E / V vs RHE"], values["FE / %"], ["SnO₂", "N-doped carbon", "CuO"])
    return figures.Drawing(figure, values, {"best": f"{values['FE / %'].max():.0f}"})


SAMPLE_WORDS = Words(
    Path("fig-sample-one.md"),
    title="A sample of CO₂",
    caption="As printed.",
    alt="The highest of three efficiencies is {best} %.",
    method="",
)


def sample_entry() -> figures.Entry:
    """The sample as it is registered."""
    return figures.Entry("fig-sample-one", SAMPLE_WORDS, sample_drawing)


def sample_plot() -> figures.Plot:
    """The sample as it is drawn for a page."""
    with style.applied():
        figure, data_, fields = sample_drawing()
        style.freeze_layout(figure)
    figure.data, figure.alt, figure.caption = data_, SAMPLE_WORDS.filled("alt", fields), SAMPLE_WORDS.caption
    return figure


def sample_table() -> tables.Table:
    """Two rows with a citation, chemistry and characters that other formats reserve."""
    frame = pd.DataFrame({"system": ["=SnO2", "N|C"], "FE / %": [-95.5, 10.0], "as printed": ["-89 %", "+x"]})
    cells = (
        ("{cite:t}`li2022defect` SnO₂ & *more*", "−95.5", "H⁺"),
        ("N|C, see {ref}`there <lab>`", "10", "**a_b**"),
    )
    return tables.Table(frame, ("System", "FE / %", "As printed"), cells, "What is printed.", "A note: 5 %.")


@dataclass(frozen=True)
class Project:
    """A copy of the project, whose code runs instead of the installed one."""

    root: Path

    def run(self, *command: str | Path, timeout: float = 1500) -> subprocess.CompletedProcess[str]:
        """Run a command in the copy; its status is not checked."""
        environment = os.environ | {"PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        # Set by pytest-xdist and by make; the tools run here must not take themselves for parts of either.
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
            environment.pop(name, None)
        return subprocess.run(
            [str(word) for word in command],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def python(self, *words: str | Path, timeout: float = 1500) -> subprocess.CompletedProcess[str]:
        """Run this Python in the copy."""
        return self.run(sys.executable, *words, timeout=timeout)

    def make(self, target: str, address: str = "") -> subprocess.CompletedProcess[str]:
        """Run make in the copy, with the environment that runs the tests taken as made.

        `address` is where the book is said to be published.
        """
        return self.run(*self.making(target, address))

    def making(self, target: str, address: str = "") -> list[str]:
        """The command that :meth:`make` runs."""
        # By a link, since make takes no name with every character that a folder may have.
        link = self.root.parent / "environment"
        if not link.is_symlink():
            link.symlink_to(sys.prefix, target_is_directory=True)
        environment = os.path.join("..", link.name)
        return ["make", f"VENV={environment}", f"BOOK_URL={address}", "-o", f"{environment}/.ready", target]

    def commit(self) -> None:
        """Make the copy a repository with one commit of all it holds."""
        author = ("-c", "user.name=A Test", "-c", "user.email=test@example.org")
        commit = ("commit", "--quiet", "--message", "All", f"--date={COMMITTED}")
        for command in (("init", "--quiet"), ("add", "--all", ".", ":(exclude)_build"), commit):
            done = self.run("env", f"GIT_COMMITTER_DATE={COMMITTED}", "git", *author, *command)
            assert done.returncode == 0, done.stderr


def copy_project(root: Path, parts: Sequence[str] = PARTS) -> Project:
    """A copy of all that the book is built from, or of some other parts, below `root`."""
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints", "*.part")
    for part in parts:
        source = data.ROOT / part
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=left_out)
        elif source.is_file():
            shutil.copy2(source, root / part)
    return Project(root)


def soup(path: Path) -> BeautifulSoup:
    """A page of a site, which several modules look at and none may change."""
    return _parsed(path, path.stat().st_mtime_ns)


@functools.cache
def _parsed(path: Path, changed: int) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def shortened(project: Project) -> Project:
    """Have a copy of the project hold two short pages and nothing to run."""
    chapters = project.root / "chapters"
    for path in chapters.rglob("*.*"):
        path.unlink()
    (chapters / "index.md").write_text("(home)=\n# Home\n\nText.\n", encoding="utf-8")
    (chapters / "two.md").write_text("(two)=\n# Two\n\nText.\n", encoding="utf-8")
    (project.root / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/index\nchapters:\n  - file: chapters/two\n", encoding="utf-8"
    )
    return project


def wheel(root: Path, out: Path) -> Path:
    """The wheel that a copy of the project in `root` makes, in the folder `out`."""
    project = copy_project(root, PACKAGED)
    made = project.python("-m", "reviewhelpers", "wheel", "--out", out)
    assert made.returncode == 0, made.stdout + made.stderr
    return next(out.glob("*.whl"))


@dataclass(frozen=True)
class Site:
    """The site as `make book` builds it from a copy of the project."""

    project: Project
    log: str
    html: Path

    def pages(self) -> list[Path]:
        """Every page of the site; the theme leaves templates among its static files."""
        return sorted(path for path in self.html.rglob("*.html") if "_static" not in path.parts)


@contextmanager
def many(times: int, *, shift: bool = False, **columns: Sequence[str]) -> Iterator[None]:
    """Have tables hold their rows many times inside a block, as if there were more reports.

    Parameters
    ----------
    times : int
        How often.
    shift : bool
        Whether each copy stands at potentials of its own.
    **columns : sequence of str
        By the name of a table the columns in which copies differ, such as its id.
    """
    held = {}
    for name, unlike in columns.items():
        frame = data.table(name)
        copies = [frame]
        for number in range(1, times):
            copy = frame.copy()
            for column in unlike:
                copy[column] = [f"x{number}-{text}" if text else text for text in frame[column]]
            if shift and "potential" in copy:
                copy["potential"] = frame["potential"] - 0.003 * number
            copies.append(copy)
        held[name] = pd.concat(copies)
    with data.replaced_tables(**held):
        yield


def texts(plot: figures.Plot) -> list[Text]:
    """The texts that a figure shows."""
    plot.figure.draw_without_rendering()
    found = plot.figure.findobj(Text)
    return [
        text for text in found if isinstance(text, Text) and text.get_visible() and text.get_text().strip()
    ]


def lines(plot: figures.Plot) -> list[str]:
    """What the texts of a figure say."""
    return [text.get_text() for text in texts(plot)]


def change(monkeypatch: pytest.MonkeyPatch, table: str, row: str, column: str, value: object) -> None:
    """Have one cell of the data hold another value for the length of a test."""
    original, original_row = data.table, data.row

    def changed(name: str) -> pd.DataFrame:
        frame = original(name)
        if name == table:
            frame.loc[row, column] = value
        return frame

    def changed_row(row_id: str) -> pd.Series:
        found = original_row(row_id)
        if row_id == row:
            found[column] = value
        return found

    monkeypatch.setattr(data, "table", changed)
    monkeypatch.setattr(data, "row", changed_row)


def add_row(monkeypatch: pytest.MonkeyPatch, table: str, like: str, id: str, **cells: object) -> None:
    """Have the data hold one more row for the length of a test: a copy of another with some cells changed."""
    original, original_row = data.table, data.row

    def longer(name: str) -> pd.DataFrame:
        frame = original(name)
        if name != table:
            return frame
        return pd.concat([frame, frame.loc[[like]].assign(id=id, **cells).set_axis([id])])

    def row(row_id: str) -> pd.Series:
        return longer(table).loc[id] if row_id == id else original_row(row_id)

    monkeypatch.setattr(data, "table", longer)
    monkeypatch.setattr(data, "row", row)
