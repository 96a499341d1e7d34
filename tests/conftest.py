"""Fixtures that several test modules share."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import counted
import kept
import pytest
import support

from reviewhelpers import data, figures, tables
from reviewhelpers.__main__ import main
from reviewhelpers.live import commands
from reviewhelpers.registry import Registry

SEEN = counted.Seen()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "counted: compares with what was counted by hand, in the rows of then")
    config.addinivalue_line("markers", "all_rows: holds for all rows, in a module of counted ones")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the tests of a module that see the counted rows alone run first, so that rows change once."""
    modules = list(dict.fromkeys(item.path for item in items))
    items.sort(key=lambda item: (modules.index(item.path), not counted.is_counted(item)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have a test see all rows of the data, or those that were counted, before its fixtures do."""
    SEEN.change(counted.is_counted(item), getattr(item, "module", None))


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registries that hold nothing but the two samples."""
    for package, prefix, sample in (
        (figures, "fig-", support.sample_plot),
        (tables, "tab-", support.sample_table),
    ):
        registry: Registry = Registry(package.__name__.rpartition(".")[2].rstrip("s"), prefix)
        id = f"{prefix}sample-one"
        registry.add(id, package.Entry(id, "A sample of CO₂", sample))
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
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[support.Site]:
    """The site, built once and strictly, also when several processes share the tests.

    It has a history of one commit, and an address.
    """
    base = tmp_path_factory.getbasetemp()
    # The processes of pytest-xdist have folders of their own below one that they share.
    shared = (base if worker_id == "master" else base.parent) / "site"
    told = shared / "told.txt"
    with contextlib.ExitStack() as held:
        try:
            shared.mkdir()
        except FileExistsError:
            limit = time.monotonic() + 1500
            while not told.exists() and time.monotonic() < limit:
                time.sleep(0.5)
        else:
            place, log = kept.site(shared, held)
            (shared / "told.part").write_text(f"{place}\n{log}", encoding="utf-8")
            (shared / "told.part").rename(told)
        place_name, status, text = told.read_text(encoding="utf-8").split("\n", 2)
        assert status == "0", text[-6000:]
        project = support.Project(Path(place_name) / "project")
        # The site is a link to a copy of the build; links of pages lead to files of that.
        yield support.Site(project, text, (project.root / "_build" / "html").resolve())


@pytest.fixture(scope="session")
def live(site: support.Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with figures and tables that a reader can change, as `make live` makes it."""
    cache = data.ROOT / commands.CACHE
    if not cache.is_dir() or not shutil.which("node"):
        lacking = "run 'make live' once" if shutil.which("node") else "no Node is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{lacking}: the live figures are not looked at")
        pytest.skip(lacking)
    place = tmp_path_factory.mktemp("live") / "site"
    assert main(["live", "--site", str(site.html), "--out", str(place), "--cache", str(cache)]) == 0
    return place.resolve()
