"""Fixtures that several test modules share."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import baseline_rows
import live_cells
import pytest
import shared_builds
import support

from reviewhelpers import figures, tables
from reviewhelpers.__main__ import main
from reviewhelpers._core.registry import Registry
from reviewhelpers.cli.live import CACHE
from reviewhelpers.dataset import data
from reviewhelpers.live import runtime
from reviewhelpers.live import site as live_site

VISIBLE_ROWS = baseline_rows.VisibleRows()


LONGEST = (
    *("test_book", "test_extend", "test_engines", "test_live_sealed", "test_export", "test_interruptions"),
    *("test_corruption", "test_injection", "test_reproducible"),
)
"""Files that begin first, so that no process is left alone with one of them; the first has the site built."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "counted: compares with what was counted by hand, in the rows of then")
    config.addinivalue_line("markers", "all_rows: holds for all rows, in a module of counted ones")
    config.addinivalue_line("markers", "slow: is run by `make test-all` and not by `make test`")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have long files run first, and those that look at the site last, while others wait for its build.

    Tests of a module that see the counted rows alone run before its others, so that rows change once.
    """
    modules = list(dict.fromkeys(item.path for item in items))
    looking = {item.path for item in items if "site" in getattr(item, "fixturenames", ())}

    def place(item: pytest.Item) -> tuple[int, bool, int, bool]:
        name = item.path.stem
        first = LONGEST.index(name) if name in LONGEST else len(LONGEST)
        return first, item.path in looking, modules.index(item.path), not baseline_rows.is_counted(item)

    items.sort(key=place)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have a test see all rows of the data, or those that were counted, before its fixtures do."""
    VISIBLE_ROWS.select(baseline_rows.is_counted(item), getattr(item, "module", None))


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registries that hold nothing but the two samples."""
    table = tables.Entry("tab-sample-one", "A sample of CO₂", support.sample_table)
    for package, prefix, entry in ((figures, "fig-", support.sample_entry()), (tables, "tab-", table)):
        registry: Registry = Registry(package.__name__.rpartition(".")[2].rstrip("s"), prefix)
        registry.add(entry.id, entry)
        monkeypatch.setattr(package, "_REGISTRY", registry)
        monkeypatch.setattr(package, "load", lambda: None)


@pytest.fixture
def project(tmp_path: Path) -> support.Project:
    """A copy of the project that a test may change."""
    return support.copy_project(tmp_path / "project")


@pytest.fixture
def small(project: support.Project) -> support.Project:
    """A copy of the project with two short pages and nothing to run."""
    return support.shortened(project)


@pytest.fixture(scope="session")
def _small_built(request: pytest.FixtureRequest) -> Path:
    def made(folder: Path) -> str:
        done = support.shortened(support.copy_project(folder / "project")).make("book")
        assert done.returncode == 0, done.stdout + done.stderr
        return ""

    return shared_builds.once(request, "small", made)[0]


@pytest.fixture
def small_built(_small_built: Path, tmp_path: Path) -> support.Project:
    """The small copy with its site built, so that a test has that built anew which it changes."""
    shutil.copytree(_small_built / "project", tmp_path / "project", symlinks=True)
    return support.Project(tmp_path / "project")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Iterator[support.Site]:
    """The site, built once and strictly, also when several processes share the tests.

    It has a history of one commit, and an address.
    """
    with contextlib.ExitStack() as held:

        def build(folder: Path) -> str:
            return json.dumps([*map(str, shared_builds.site(folder, held))])

        root, log = json.loads(shared_builds.once(request, "site", build)[1])
        project = support.Project(Path(root))
        # The site is a link to a copy of the build; links of pages lead to files of that.
        yield support.Site(project, log, (project.root / "_build" / "html").resolve())


@pytest.fixture(scope="session")
def a_wheel(request: pytest.FixtureRequest) -> Path:
    """The wheel as `make wheel` makes it, which pip has read from a copy of the project."""
    return Path(
        shared_builds.once(
            request, "wheel", lambda folder: str(support.wheel(folder / "project", folder / "out"))
        )[1]
    )


def live_cache() -> Path:
    """The folder with what the live site needs; without it, a test that asks for it is skipped."""
    cache = data.ROOT / CACHE
    if not cache.is_dir() or not shutil.which("node"):
        lacking = "run 'make live-cache' once" if shutil.which("node") else "no Node is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{lacking}: the live figures are not looked at")
        pytest.skip(lacking)
    return cache


@pytest.fixture(scope="session")
def small_live(a_wheel: Path, request: pytest.FixtureRequest) -> Path:
    """A live site of two short pages, of which `chapters/two` holds cells that a reader can run."""
    cache = live_cache()

    def made(folder: Path) -> str:
        project = support.shortened(support.copy_project(folder / "project"))
        (project.root / "chapters" / "two.md").unlink()
        live_cells.write(project.root / "chapters" / "two.ipynb")
        done = project.make("book")
        assert done.returncode == 0, done.stdout + done.stderr
        files = runtime.add_package(runtime.fetch(cache), a_wheel)
        live_site.build(project.root / "_build" / "html", folder / "live", files, is_whole=False)
        return str((folder / "live").resolve())

    return Path(shared_builds.once(request, "small-live", made)[1])


@pytest.fixture(scope="session")
def live(site: support.Site, request: pytest.FixtureRequest) -> Path:
    """The site with figures and tables that a reader can change, as `make live` makes it."""
    cache = live_cache()

    def made(folder: Path) -> str:
        place = folder / "site"
        assert main(["live", "--site", str(site.html), "--out", str(place), "--cache", str(cache)]) == 0
        return str(place.resolve())

    return Path(shared_builds.once(request, "live", made)[1])
