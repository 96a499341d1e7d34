"""Forked kernels: the same bytes as ordinary ones, and ordinary ones where there is no fork."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import support
from test_notebooks import code, notebook

from reviewhelpers import forking, kernels, notebooks
from reviewhelpers.clone import scratch

pytestmark = pytest.mark.slow

CELLS = (
    "import os, matplotlib\nmatplotlib.get_backend()",
    "os.path.basename(os.getcwd())",
    "print('said')\n__name__",
    "from ipykernel.kernelapp import IPKernelApp\nIPKernelApp.instance().parent_handle == os.getppid()",
    "IPKernelApp.instance().transport",
)


def ran(folder: Path) -> str:
    folder.mkdir(parents=True)
    path = folder / "a.ipynb"
    notebooks.write(path, notebook(*map(code, CELLS)))
    notebooks.refresh([path], say=lambda line: None)
    return path.read_text(encoding="utf-8")


@pytest.mark.skipif(not forking.can_fork(), reason="kernels are not forked here")
def test_forked_and_ordinary_kernels_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kernels.offer() == kernels.FORKED
    forked = ran(tmp_path / "one" / "same")
    monkeypatch.setattr(forking, "can_fork", lambda: False)
    assert kernels.offer() == kernels.STARTED
    assert ran(tmp_path / "two" / "same") == forked
    assert "matplotlib_inline" in forked


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="kernels are talked to by ports here")
@pytest.mark.parametrize("room", [True, False], ids=["sockets", "no room for sockets"])
@pytest.mark.parametrize("fork", [True, False], ids=["forked", "ordinary"])
def test_a_kernel_has_sockets_of_its_own_and_takes_them_away(
    fork: bool, room: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two kernels could choose the same port; it is tried only where no file can be a socket."""
    if fork and not room:
        pytest.skip("what kernels are forked from is talked to by a socket too")
    if not fork:
        monkeypatch.setattr(forking, "can_fork", lambda: False)
    if not room:
        monkeypatch.setattr(scratch, "sockets", lambda: None)
    assert f"'{'ipc' if room else 'tcp'}'" in ran(tmp_path / "here")
    assert not list((scratch.sockets() or scratch.folder()).glob("kernel-*"))


def test_one_at_a_time_and_two_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        paths = [folder / f"{name}.ipynb" for name in "ab"]
        for number, path in enumerate(paths):
            notebooks.write(path, notebook(code(f"{number} + 1")))
        notebooks.refresh(paths, jobs=jobs, say=lambda line: None)
        made.append([path.read_bytes() for path in paths])
    assert made[0] == made[1]


@pytest.mark.skipif(not forking.can_fork(), reason="kernels are not forked here")
def test_a_fault_elsewhere_keeps_no_kernel_from_starting(tmp_path: Path) -> None:
    project = support.copy_project(tmp_path / "project")
    with (project.root / "src/reviewhelpers/figures/copper.py").open("a", encoding="utf-8") as module:
        module.write("(\n")
    notebooks.write(tmp_path / "a.ipynb", notebook(code("1 + 1"), code("from reviewhelpers import figures")))
    ran = project.python("-m", "reviewhelpers", "refresh", "--all", str(tmp_path / "a.ipynb"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '"2"' in (tmp_path / "a.ipynb").read_text(encoding="utf-8")
