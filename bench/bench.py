"""What the book costs beside the bare work: `make bench`, or some rows of it by name.

Each row sets one time against another of the same run: times by themselves tell more of the machine than of
the project. CPU seconds, of a process and all it started, stand beside wall seconds: other work on the
machine disturbs the first less. Nothing here passes or fails.
"""

from __future__ import annotations

import math
import os
import resource
import sys
import tempfile
import time
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import support  # noqa: E402

BOOK = ("-c", "from jupyter_book.cli.main import main; main()", "build", "-W", "-n", "--keep-going", ".")
BARE_CELLS = """
import json, sys
from pathlib import Path
for path in sorted(Path("chapters").rglob("*.ipynb")):
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            last = "".join(cell["source"]).strip().splitlines()[-1]
            if "show(" in last:
                eval(last, names)._repr_mimebundle_()
"""
BARE_FIGURES = """
import io
from reviewhelpers import figures
from reviewhelpers.figures import style
for id in figures.ids():
    with style.applied(salt=id):
        plot = figures.entry(id).function()
        for format in figures.FORMATS:
            plot.figure.savefig(io.BytesIO(), format=format)
"""


@dataclass(frozen=True)
class Cost:
    """Wall and CPU seconds of some work."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


def cost(project: support.Project, *words: str) -> Cost:
    """What a run of Python in the copy costs, with all that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = project.python(*words, timeout=3600)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        sys.exit(ran.stdout[-2000:] + ran.stderr[-2000:])
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def tell(name: str, ours: Cost, bare: Cost, goal: str) -> None:
    """Print a row."""
    print(
        f"{name}: wall {ours.wall:.1f} s / {bare.wall:.1f} s = {ours.wall / bare.wall:.2f}, "
        f"CPU {ours.cpu:.1f} s / {bare.cpu:.1f} s = {ours.cpu / bare.cpu:.2f} (goal: {goal})",
        flush=True,
    )


def whole(project: support.Project) -> None:
    """The whole book with nothing stored, then with nothing changed, then with one page edited."""
    cells = cost(project, "-c", BARE_CELLS)
    ran = cost(project, "-m", "reviewhelpers", "refresh", "--all")
    tell("notebooks against their cells in one process", ran, cells, "≤ 0.5 of the wall time on two cores")
    pages = cost(project, *BOOK)
    bare = _bare_sphinx(project)
    tell("whole book against cells and bare Sphinx", ran + pages, cells + bare, "≤ 1.0 of the wall time")
    start = cost(
        project, "-c", "import sphinx.application, sphinx.builders.html, myst_nb, reviewhelpers.book"
    )
    same = cost(project, *BOOK)
    tell("nothing changed against starting Python and Sphinx", same, start, "≤ 1 s more")
    page = project.root / "chapters" / "norr" / "why.ipynb"
    page.write_text(page.read_text(encoding="utf-8").replace("Why", "Why now", 1), encoding="utf-8")
    tell("one page edited against nothing changed", cost(project, *BOOK), same, "≤ 1.5")


def _bare_sphinx(project: support.Project) -> Cost:
    """Sphinx with its own theme over the stored notebooks; what only the book knows stays unresolved."""
    folder = project.root / "_build" / "bare"
    options = ("extensions=myst_nb", "nb_execution_mode=off", "root_doc=chapters/index")
    words = [word for option in options for word in ("-D", option)]
    exclude = ("-D", "exclude_patterns=_build,src,data,tests,*.md")
    return cost(project, "-m", "sphinx", "-q", "-C", *words, *exclude, ".", str(folder))


def figures(project: support.Project) -> None:
    """All figures by the command against the calls of matplotlib alone."""
    ours = cost(project, "-m", "reviewhelpers", "figures", "--out", "_build/figures")
    tell("figures against matplotlib alone", ours, cost(project, "-c", BARE_FIGURES), "≤ 1.15")


def commands(project: support.Project) -> None:
    """The start of commands against that of Python."""
    start = cost(project, "-c", "pass")
    for words in (("--help",), ("cite", "fig-co2rr-efficiency"), ("check",)):
        tell(
            f"reviewhelpers {words[0]} against Python",
            cost(project, "-m", "reviewhelpers", *words),
            start,
            "-",
        )


def nbval(project: support.Project) -> None:
    """The comparison of all notebooks on two cores against one."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    flags = next(line for line in makefile.splitlines() if line.startswith("NBVAL = "))
    flags = flags.removeprefix("NBVAL = ").replace("tests/", f"{ROOT}/tests/")
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", f"pythonpath={ROOT}/tests", *flags.split())
    two = cost(project, *words, "-n", "2", "--dist", "loadscope", "chapters")
    one = cost(project, *words, "chapters")
    tell(
        "nbval on two cores against half of it on one",
        two,
        Cost(one.wall / 2, one.cpu),
        "≤ 1.2 of the wall time",
    )


# Growth ----------------------------------------------------------------------------------------------


def growth(project: support.Project) -> None:
    """How time grows with data, references and pages; each with its fitted exponent."""
    rows = (project.root / "data" / "performance.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    _curve("rows of a table read", [1, 10, 100], lambda times: _table(project, rows, times))
    from pybtex.database import Entry, Person

    def entry(number: int) -> Any:
        fields = {"title": f"Work {number}", "journal": "J", "year": "2020"}
        return Entry("article", fields=fields, persons={"author": [Person(f"Name{number}, A.")]})

    for name in ("own", "of sphinxcontrib-bibtex"):
        sizes = [(20, 170), (80, 700), (400, 5000)] if name == "own" else [(20, 170), (40, 350), (80, 700)]
        _curve(
            f"works filtered, domain {name} (pages, references)",
            [works for _, works in sizes],
            lambda works, sizes=sizes, name=name: _citations(
                {works: pages for pages, works in sizes}[works], works, name == "own", entry
            ),
        )
    from reviewhelpers.citing import styles

    def cited(count: int) -> float:
        styles._entry.cache_clear()
        items = [{"id": str(n), "type": "book", "title": f"Work {n}"} for n in range(count)]
        start = time.process_time()
        styles.formatted_html(items, "acs")
        return time.process_time() - start

    _curve("citations styled", [50, 500, 5000], cited)


def _table(project: support.Project, rows: Sequence[str], times: int) -> float:
    from reviewhelpers import data

    path = project.root / "data" / "performance.csv"
    copies = [f"x{number}-{row}" for number in range(times) for row in rows[1:]]
    path.write_text("".join([rows[0], *copies]), encoding="utf-8")
    data._read.cache_clear()
    start = time.process_time()
    data.table("performance", project.root / "data")
    return time.process_time() - start


def _citations(pages: int, works: int, own: bool, entry: Callable[[int], Any]) -> float:
    """The time in which all works of a book that cites each twice are filtered."""
    import ast

    from sphinxcontrib.bibtex.directives import BibliographyKey
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from reviewhelpers.book.bibdomain import Domain

    entries = {f"key{number}": entry(number) for number in range(works)}
    for key, made in entries.items():
        made.key = key
    simple = types.SimpleNamespace
    cites = [
        simple(docname=f"page{number % pages}", targets=[simple(key=key)])
        for number, key in enumerate([*entries, *entries])
    ]
    key = BibliographyKey("page0", "id")
    domain: Any = object.__new__(Domain if own else BibtexDomain)
    bibliography = simple(
        bibfiles=["b"], keyprefix="", keys=(), line=1, filter_=ast.parse("cited"), list_="citation"
    )
    domain.data = {
        "bibdata": simple(bibfiles={"b": simple(keys=list(entries))}, data=simple(entries=entries)),
        "bibliographies": {key: bibliography},
        "citation_refs": cites,
    }
    start = time.process_time()
    found = list(domain.get_sorted_entries(key, [f"page{number}" for number in range(pages)]))
    assert len(found) == works
    return time.process_time() - start


def _curve(name: str, sizes: Sequence[int], measured: Callable[[int], float]) -> None:
    """Print times by size, and the exponent of the line through their logarithms."""
    times = [measured(size) for size in sizes]
    x, y = [math.log(size) for size in sizes], [math.log(max(each, 1e-6)) for each in times]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    slope /= sum((a - mean_x) ** 2 for a in x)
    told = ", ".join(f"{size}: {each:.3f} s" for size, each in zip(sizes, times, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"growth of {name}: {told}; exponent {slope:.2f}; memory so far {peak} MB", flush=True)


ROWS: dict[str, Callable[[support.Project], None]] = {
    each.__name__: each for each in (commands, growth, figures, nbval, whole)
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
    main(sys.argv[1:])
