"""Benchmark: the cost of the book relative to that of the bare work (`make bench`, or some rows by name).

Each row is a ratio of two times of the same run: absolute times depend more on the machine than on the
project. CPU seconds, of a process and its children, are printed next to wall seconds: they are less sensitive
to other load on the machine. Nothing here passes or fails.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import support  # noqa: E402

REPEATS = 3
"""How often the two sides of a short row are measured, in turns."""
BOOK = ("-c", "from jupyter_book.cli.main import main; main()", "build", "-W", "-n", "--keep-going", ".")
MEASURED = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# Memory is in kB, on macOS in bytes.
peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print("", used.ru_utime + used.ru_stime, peak, file=sys.stderr)
sys.exit(status)
"""
STYLED = """
import sys
from reviewhelpers.citing import styles
items = [{"id": str(n), "type": "book", "title": f"Work {n}"} for n in range(int(sys.argv[1]))]
styles.format_html(items, "acs")
"""
SIZES = [(5, 40), (20, 170), (80, 700), (400, 5000)]
"""Pages and references of the books that are generated."""
NOISE = 0.05
"""Relative difference between identical runs: smaller growth is not significant."""
ENTRY = "@article{KEY, author={Name KEY, A.}, title={On KEY}, journal={J}, year={2020}}\n"
MINIMUM_SECONDS = 0.5
"""Growth is not reported for shorter times."""
COPIES = (1, 3, 9)
"""Multiples of the number of catalysts for which times are measured."""
CONTENTS = """
import contextlib, io, json, sys, time
from pathlib import Path
from reviewhelpers import data, figures, tables
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import style

sys.path.insert(0, sys.argv[1])
import extra_rows

def draw(id):
    with style.applied(salt=id):
        figures.entry(id).function()

def run(path):
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)

PAGES = sorted(Path("chapters").rglob("*.ipynb"))
MAKES = {id: (tables.make, id) for id in tables.ids()} | {id: (draw, id) for id in figures.ids()}
MAKES |= {path.as_posix(): (run, path) for path in PAGES}
with data.added_rows(extra_rows.multiplied(int(sys.argv[2]))):
    found = {}
    for name, (make, argument) in MAKES.items():
        start = time.process_time()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                make(argument)
        except ReviewHelpersError as error:
            found[name] = str(error)
        else:
            found[name] = time.process_time() - start
print(json.dumps(found))
"""
BARE_CELLS = """
import ast, json, sys
from pathlib import Path
for path in sorted(Path("chapters").rglob("*.ipynb")):
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            lines = ast.parse("".join(cell["source"])).body
            last = [lines.pop()] if isinstance(lines[-1], ast.Expr) else []
            exec(compile(ast.Module(lines, []), path.name, "exec"), names)
            value = eval(compile(ast.Expression(last[0].value), path.name, "eval"), names) if last else None
            if hasattr(value, "_repr_mimebundle_"):
                value._repr_mimebundle_()
"""
BARE_FIGURES = """
import io
from reviewhelpers import figures
from reviewhelpers.charts import style
for id in figures.ids():
    with style.applied(salt=id):
        plot = figures.entry(id).function()
        for format in figures.FORMATS:
            plot.figure.savefig(io.BytesIO(), format=format)
"""


@dataclass(frozen=True)
class Cost:
    """Wall and CPU seconds, and the peak memory of one process, in MB."""

    wall: float
    cpu: float
    peak: float = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


def measure(project: support.Project, *words: str) -> Cost:
    """Measure a run of Python in the copy of the project, with all its children."""
    start = time.perf_counter()
    ran = project.python("-c", MEASURED, sys.executable, *words, timeout=7200)
    wall = time.perf_counter() - start
    if ran.returncode:
        sys.exit(ran.stdout[-2000:] + ran.stderr[-2000:])
    cpu, peak = map(float, ran.stderr.split()[-2:])
    return Cost(wall, cpu, peak)


def best(costs: Sequence[Cost]) -> Cost:
    """The minimum of each time, which other load disturbed least."""
    return Cost(min(cost.wall for cost in costs), min(cost.cpu for cost in costs))


def print_row(name: str, ours: Cost, bare: Cost, goal: str) -> None:
    """Print a row."""
    print(
        f"{name}: wall {ours.wall:.1f} s / {bare.wall:.1f} s = {ours.wall / bare.wall:.2f}, "
        f"CPU {ours.cpu:.1f} s / {bare.cpu:.1f} s = {ours.cpu / bare.cpu:.2f} (goal: {goal})",
        flush=True,
    )


def book(project: support.Project) -> None:
    """Build the book with nothing stored, then with nothing changed, then with one page edited."""
    cells = measure(project, "-c", BARE_CELLS)
    ran = measure(project, "-m", "reviewhelpers", "refresh", "--all")
    print_row("running all notebooks against their cells in one process", ran, cells, "-")
    pages = measure(project, *BOOK)
    bare = _bare_sphinx(project)
    print_row("whole book against cells and bare Sphinx", pages, cells + bare, "≤ 1.0 of the wall time")
    page = project.root / "chapters" / "norr" / "why.ipynb"
    unchanged, start, first, edited, bare_edited = [], [], [], [], []
    for turn in range(REPEATS):
        unchanged.append(measure(project, *BOOK))
        start.append(_bare_sphinx(project))
        if not turn:
            # All pages show the version, which the first edit since a commit changes.
            _edit(page, "First")
            first.append(measure(project, *BOOK))
        _edit(page, f"Turn {turn}")
        edited.append(measure(project, *BOOK))
        bare_edited.append(_bare_sphinx(project))
    print_row(
        "nothing changed against Sphinx that finds nothing changed",
        best(unchanged),
        best(start),
        "≤ 1 s more",
    )
    print_row("one page edited against Sphinx that reads it alone", best(edited), best(bare_edited), "≤ 1.3")
    print_row("first page edited since a commit", best(first), best(bare_edited), "-")
    print_row(
        "`make book` with nothing changed against the same", _make_book(project), best(start), "≤ 1 s more"
    )


def _make_book(project: support.Project) -> Cost:
    """Measure `make book` with nothing to do."""
    for _ in range(2):
        start = time.perf_counter()
        result = project.make("book", support.ADDRESS)
        wall = time.perf_counter() - start
    if "Nothing has changed" not in result.stdout:
        sys.exit(result.stdout[-2000:] + result.stderr[-2000:])
    return Cost(wall, wall)


def _edit(path: Path, sentence: str) -> None:
    """Add a sentence to the last text of a notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    last = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"][-1]
    last["source"] = [*last["source"], f"\n\n{sentence}."]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _bare_sphinx(project: support.Project) -> Cost:
    """Measure Sphinx with its default theme on the stored notebooks, without the extensions of the book."""
    source, out = project.root / "_build" / "bare-source", project.root / "_build" / "bare"
    for path in (project.root / "chapters").rglob("*.*"):
        if path.suffix in {".ipynb", ".md"}:
            _copy_bare(path, source / path.relative_to(project.root))
    words = ("-D", "extensions=myst_nb", "-D", "nb_execution_mode=off", "-D", "root_doc=chapters/index")
    return measure(project, "-m", "sphinx", "-q", "-C", *words, str(source), str(out))


def _copy_bare(path: Path, copy: Path) -> None:
    """Copy a page unless the copy is up to date."""
    text = path.read_text(encoding="utf-8")
    if not copy.is_file() or copy.read_text(encoding="utf-8") != text:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")


def figures(project: support.Project) -> None:
    """All figures by the command against the calls of matplotlib alone."""
    ours = measure(project, "-m", "reviewhelpers", "figures", "--out", "_build/figures")
    print_row("figures against matplotlib alone", ours, measure(project, "-c", BARE_FIGURES), "≤ 1.15")


def commands(project: support.Project) -> None:
    """The start of commands against that of Python."""
    start = measure(project, "-c", "pass")
    for words in (("--help",), ("cite", "fig-co2rr-efficiency"), ("check",)):
        print_row(
            f"reviewhelpers {words[0]} against Python",
            measure(project, "-m", "reviewhelpers", *words),
            start,
            "-",
        )


def nbval(project: support.Project) -> None:
    """The comparison of all notebooks on two cores against one."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    flags = next(line for line in makefile.splitlines() if line.startswith("NBVAL = "))
    flags = flags.removeprefix("NBVAL = ").replace("tests/", f"{ROOT}/tests/")
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", f"pythonpath={ROOT}/tests", *flags.split())
    two = measure(project, *words, "-n", "2", "--dist", "loadscope", "chapters")
    one = measure(project, *words, "chapters")
    print_row(
        "nbval on two cores against half of it on one",
        two,
        Cost(one.wall / 2, one.cpu),
        "≤ 1.2 of the wall time",
    )


# Growth ----------------------------------------------------------------------------------------------


def growth(project: support.Project) -> None:
    """How time and memory grow with data, references and pages; each with its fitted exponent."""
    table = project.root / "data" / "performance.csv"
    text = table.read_text(encoding="utf-8")
    _curve("rows of a table read", [1, 10, 100], lambda times: _table(project, table, text, times))
    table.write_text(text, encoding="utf-8")
    _curve("citations styled", [50, 500, 5000], lambda count: measure(project, "-c", STYLED, str(count)))
    pages = {works: count for count, works in SIZES}
    _curve(
        f"references cited on {', '.join(map(str, pages.values()))} pages",
        list(pages),
        lambda works: _generated(project, pages[works], works),
    )


def contents(project: support.Project) -> None:
    """How the time of each table, figure and page grows with the catalysts, the fastest growing first.

    A figure whose labels no longer fit fails, which is reported.
    """
    found = []
    for copies in COPIES:
        ran = project.python("-c", CONTENTS, str(ROOT / "tests"), str(copies), timeout=7200)
        if ran.returncode:
            sys.exit(ran.stdout[-2000:] + ran.stderr[-2000:])
        found.append(json.loads(ran.stdout))
    lines = []
    for name in found[0]:
        costs = [result[name] for result in found]
        if failed := [cost for cost in costs if isinstance(cost, str)]:
            lines.append((math.inf, f"{name}: {failed[0]}"))
        elif costs[-1] > MINIMUM_SECONDS:
            exponent = math.log(costs[-1] / costs[-2]) / math.log(COPIES[-1] / COPIES[-2])
            seconds = ", ".join(
                f"x{copies}: {cost:.2f} s" for copies, cost in zip(COPIES, costs, strict=True)
            )
            lines.append((exponent, f"{name}: {seconds}; exponent {exponent:.2f}"))
    for _, line in sorted(lines, reverse=True):
        print(f"growth of {line}", flush=True)
    print(
        f"{len(found[0]) - len(lines)} others take less than {MINIMUM_SECONDS} s with {COPIES[-1]} times the catalysts"
    )


def _table(project: support.Project, path: Path, text: str, times: int) -> Cost:
    head, *rows = text.splitlines(keepends=True)
    path.write_text(
        "".join([head, *(f"x{number}-{row}" for number in range(times) for row in rows)]), encoding="utf-8"
    )
    return measure(project, "-c", "from reviewhelpers import data; data.table('performance')")


def _generated(project: support.Project, pages: int, works: int) -> Cost:
    """A build of pages that cite works, each work twice."""
    folder = project.root / "_build" / f"generated-{pages}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    keys = [f"key{number}" for number in range(works)]
    (folder / "works.bib").write_text("".join(ENTRY.replace("KEY", key) for key in keys), encoding="utf-8")
    for number in range(pages):
        cited = [f"Said {{cite:p}}`{key}`.\n" for key in [*keys[number::pages], *keys[::-1][number::pages]]]
        text = "\n".join([f"(page-{number})=\n# Page {number}\n", *cited])
        (folder / f"page{number}.md").write_text(text, encoding="utf-8")
    index = "# Top\n\n```{toctree}\n:glob:\n\npage*\n```\n\n```{bibliography}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    settings = {
        "extensions": "myst_nb,sphinxcontrib.bibtex",
        "bibtex_bibfiles": "works.bib",
        "bibtex_reference_style": "author_year",
        "nb_execution_mode": "off",
        # The default theme renders the contents of the whole book again for each page; that of the book does not.
        "html_theme": "basic",
    }
    words = [word for name, value in settings.items() for word in ("-D", f"{name}={value}")]
    return measure(project, "-m", "sphinx", "-q", "-C", *words, str(folder), str(folder / "out"))


def _curve(name: str, sizes: Sequence[int], measure_size: Callable[[int], Cost]) -> None:
    """Print CPU seconds and memory by size, with the exponent between the second size and the last.

    The cost of the smallest size, mostly the start of Python and libraries, is subtracted first.
    """
    costs = [measure_size(size) for size in sizes]
    for what, unit, values in (
        ("time", "s", [cost.cpu for cost in costs]),
        ("memory", "MB", [cost.peak for cost in costs]),
    ):
        increases = [value - values[0] for value in values[1:]]
        steps = [size - sizes[0] for size in sizes[1:]]
        measured = ", ".join(f"{size}: {value:.1f} {unit}" for size, value in zip(sizes, values, strict=True))
        if min(increases) < NOISE * values[0]:
            fitted = "grows too little to fit an exponent"
        else:
            exponent = math.log(increases[-1] / increases[0]) / math.log(steps[-1] / steps[0])
            fitted = f"exponent {exponent:.2f}"
        print(f"growth of {what}, {name}: {measured}; {fitted}", flush=True)


ROWS: dict[str, Callable[[support.Project], None]] = {
    row.__name__: row for row in (commands, growth, contents, figures, nbval, book)
}


def main(names: Sequence[str]) -> None:
    """Run the rows of these names, or all."""
    os.environ.setdefault("BOOK_URL", support.ADDRESS)
    for name in names or ROWS:
        with tempfile.TemporaryDirectory() as folder:
            project = support.copy_project(Path(folder) / "project")
            project.commit()
            ROWS[name](project)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]).split())
