"""Commands on a disk that is full, or that may only be read: one clear line, and the old files.

Each command runs where a small file system is mounted in the place of a folder, seen by that command alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import support
from test_change_notes import FIGURE, release
from test_checksums import built
from test_notebooks import code, notebook

from reviewhelpers.dataset import data
from reviewhelpers.export import download_links
from reviewhelpers.markup import notebooks

pytestmark = pytest.mark.slow

MOUNTED = """
set -e
cp -a "$1" "$1.left"
mount -t tmpfs -o size=64m none "$1"
cp -a "$1.left/." "$1"
case "$2" in
  full) dd if=/dev/zero of="$1/.filler" bs=64k 2>/dev/null || true ;;
  read-only) mount -o remount,ro "$1" ;;
esac
folder="$1"
shift 2
set +e
"$@"
status=$?
rm -rf "$folder.left"
cp -a "$folder" "$folder.left"
exit $status
"""
SAID = {"full": "No space left on device", "read-only": "Read-only file system"}


@cache
def alone() -> tuple[str, ...]:
    """How to run a command that may mount for itself; empty where that is not allowed."""
    for words in (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user")):
        tried = [*words, "mount", "-t", "tmpfs", "none", "/mnt"]
        if shutil.which("unshare") and not subprocess.run(tried, capture_output=True, check=False).returncode:
            return words
    return ()


@pytest.fixture(params=SAID)
def fault(request: pytest.FixtureRequest) -> str:
    if not alone():
        pytest.skip("this system does not let a test mount a file system of its own")
    return str(request.param)


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without those among which a build works, and its lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".filler", ".lock") and folder / "work" not in path.parents
    }


def refused(
    fault: str, folder: Path, command: Sequence[str | Path], root: Path = data.ROOT
) -> tuple[int, list[str]]:
    """The status of a command that cannot write to a folder, and what it says; the old files must stay."""
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [*alone(), "sh", "-c", MOUNTED, "sh", folder, fault, *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tree(folder.with_name(f"{folder.name}.left")) == tree(folder)
    return ran.returncode, ran.stderr.splitlines()


def reviewhelpers(*words: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "reviewhelpers", *words]


@pytest.mark.parametrize("kind", ["figures", "tables"])
def test_figures_and_tables(fault: str, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    id, format = {"figures": ("fig-co2rr-turnover", "svg"), "tables": ("tab-use-tables", "csv")}[kind]
    (out / f"{id}.{format}").write_text("old")
    status, output = refused(fault, out, reviewhelpers(kind, id, "--format", format, "--out", out))
    assert status == 1
    assert output == [
        f"[1/1] {id}: {format}",
        f"reviewhelpers: {out / id}.{format}: cannot be written: {SAID[fault]}",
    ]


def test_notebooks(fault: str, tmp_path: Path) -> None:
    folder = tmp_path / "chapters"
    folder.mkdir()
    (folder / "a.ipynb").write_text(notebooks.serialize(notebook(code("1 + 1"))), encoding="utf-8")
    status, output = refused(fault, folder, reviewhelpers("refresh", folder / "a.ipynb"))
    assert (status, output) == (
        1,
        [f"reviewhelpers: {folder / 'a.ipynb'}: cannot be written: {SAID[fault]}"],
    )


def test_sums(fault: str, tmp_path: Path) -> None:
    build = built(tmp_path / "build")
    (build / "SHA256SUMS").write_text("old")
    status, output = refused(fault, build, reviewhelpers("checksums", build))
    assert (status, output) == (
        1,
        [f"reviewhelpers: {build / 'site.sha256'}: cannot be written: {SAID[fault]}"],
    )


def test_the_wheel(fault: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "reviewhelpers-0.0.1-py3-none-any.whl").write_text("old")
    status, output = refused(fault, out, reviewhelpers("wheel", "--out", out))
    assert status == 1
    assert len(output) == 1
    assert output[0].startswith(f"reviewhelpers: {out}/reviewhelpers-")
    assert output[0].endswith(f".whl: cannot be written: {SAID[fault]}")


def test_the_book_to_take_along(fault: str, tmp_path: Path) -> None:
    html = tmp_path / "build" / "html"
    (html / download_links.PAGE).parent.mkdir(parents=True)
    (html / download_links.PAGE).write_text(f"<html>{download_links.render_links({})}</html>")
    (html / download_links.FOLDER).mkdir()
    words = reviewhelpers("export", "offline", "--site", html, "--out", tmp_path / "build")
    status, output = refused(fault, tmp_path / "build", words)
    file = tmp_path / "build" / download_links.FILES["offline"]
    assert (status, output) == (1, [f"reviewhelpers: {file}: cannot be written: {SAID[fault]}"])


def test_the_register(fault: str, project: support.Project) -> None:
    path = project.root / "data" / "ids.txt"
    path.write_text(path.read_text().rpartition("\n")[0].rpartition("\n")[0] + "\n")
    status, output = refused(fault, path.parent, reviewhelpers("register"), project.root)
    assert (status, output) == (1, [f"reviewhelpers: {path}: cannot be written: {SAID[fault]}"])


def test_what_changed(fault: str, project: support.Project) -> None:
    release(project, "0.1.0")
    version = project.root / "pyproject.toml"
    version.write_text(version.read_text().replace('version = "0.1.0"', 'version = "0.2.0"'))
    (project.root / "chapters" / "use" / "changes").mkdir(exist_ok=True)
    script = (
        "import functools, sys\nfrom reviewhelpers.release import change_notes\n"
        f"change_notes.add = functools.partial(change_notes.add, figures=[{FIGURE!r}])\n"
        "from reviewhelpers.__main__ import main\nsys.exit(main(['changes']))"
    )
    chapters = project.root / "chapters"
    status, output = refused(fault, chapters, [sys.executable, "-c", script], project.root)
    file = chapters / "use" / "changes" / "0.2.0.json"
    assert (status, output) == (1, [f"reviewhelpers: {file}: cannot be written: {SAID[fault]}"])


@pytest.mark.parametrize("before", [False, True], ids=["anew", "again"])
def test_the_site(fault: str, small_built: support.Project, before: bool) -> None:
    """The site stays the old one; nothing is said but the line, and what make says of every failure."""
    build = small_built.root / "_build"
    if before:
        page = small_built.root / "chapters" / "two.md"
        page.write_text(page.read_text() + "\n" + "More words. " * 20_000 + "\n")
    else:
        shutil.rmtree(build)
        (build / "work").mkdir(parents=True)
    status, output = refused(fault, build, reviewhelpers("build", build / "work"), small_built.root)
    assert status == 1
    lines = [line for line in output if line.strip()]
    assert len(lines) == 1, output
    assert lines[0].startswith(f"reviewhelpers: {build}")
    assert lines[0].endswith(f": cannot be written: {SAID[fault]}")
