"""Fixtures that several test modules share."""

from __future__ import annotations

from pathlib import Path

import pytest
import support

from reviewhelpers import figures, tables
from reviewhelpers.registry import Registry


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> support.Site:
    """The site, built once and strictly."""
    project = support.copy_project(tmp_path_factory.mktemp("site") / "project")
    built = project.make("book")
    assert built.returncode == 0, built.stdout[-6000:] + built.stderr[-6000:]
    return support.Site(project, built.stdout + built.stderr, project.root / "_build" / "html")
