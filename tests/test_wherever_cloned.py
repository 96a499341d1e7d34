"""The book is built wherever it is cloned: in any folder, by any user, under any settings of a shell."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import support
from test_notebooks import code, notebook

from reviewhelpers.markup import notebooks

pytestmark = pytest.mark.slow

PAGE, OLD = "_build/html/chapters/two.html", 1_577_836_800  # the first second of 2020, UTC
LONG = 120
"""More than the 107 bytes that the name of a socket may have."""


def succeeded(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def site(project: support.Project) -> dict[str, bytes]:
    html = (project.root / "_build" / "html").resolve()
    return {
        path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file()
    }


class Twice:
    """A small book, built by two commands at once, and what both said."""

    def __init__(self, root: Path) -> None:
        self.project = support.shortened(support.copy_project(root))
        works = "\n\n(bibliography)=\n## Works\n\n```{bibliography}\n:all:\n```\n"
        for name, more in (("index", works), ("two", "\n\nAs {value}`li2022-ye2017-fe`.\n")):
            with (root / "chapters" / f"{name}.md").open("a", encoding="utf-8") as page:
                page.write(more)
        words, pipe = self.project.making("book"), subprocess.PIPE
        both = [subprocess.Popen(words, cwd=root, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
        self.said = [process.communicate(timeout=600) for process in both]
        self.statuses = [process.returncode for process in both]
        self.site = site(self.project)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    return Twice(tmp_path_factory.mktemp("twice") / "project")


@pytest.fixture
def built(twice: Twice) -> support.Project:
    return twice.project


# Two at once, and what killed ones left


def test_two_commands_at_once_both_end_well(twice: Twice) -> None:
    assert twice.statuses == [0, 0], twice.said
    assert sorted("Nothing has changed" in said for said, _ in twice.said) == [False, True]
    assert sum("waiting for another command" in said for _, said in twice.said) <= 1


def test_a_second_command_waits(built: support.Project) -> None:
    import fcntl

    words, pipe = built.making("book"), subprocess.PIPE
    with (built.root / "_build" / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(words, cwd=built.root, stdout=pipe, stderr=pipe, text=True)
        assert waiting.stderr
        first = waiting.stderr.readline()
        status = waiting.poll()
    said, more = waiting.communicate(timeout=60)
    assert "waiting for another command" in first
    assert (status, waiting.returncode, more) == (None, 0, "")
    assert "Nothing has changed" in said


def test_what_killed_commands_left_is_swept_and_nothing_else(built: support.Project) -> None:
    build = built.root / "_build"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    folders = [build / "new-part-x1", build / ".live-x1.part"]
    files = [build / f".a.pdf.{gone.pid}.part", built.root / "data" / f".a.csv.{gone.pid}.part"]
    kept = [build / f".b.pdf.{os.getpid()}.part", build / "of-mine"]
    for folder in folders:
        (folder / "site").mkdir(parents=True)
        (folder / "site" / "a.html").touch()
    for path in [*files, *kept]:
        path.touch()
    succeeded(built.make("book"))
    assert [path for path in [*folders, *files] if path.exists()] == []
    assert all(path.exists() for path in kept)


HOLDER = """
import sys
from reviewhelpers.workspace import temporary_files
print(temporary_files.process_folder(), flush=True)
sys.stdin.read()
"""


def holding(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process with a folder of temporary files, and that folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        env=os.environ | {"TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def test_temporary_files_of_a_killed_process_are_swept_by_the_next(tmp_path: Path) -> None:
    one, left = holding(tmp_path)
    two, in_use = holding(tmp_path)
    assert left.is_dir()
    one.kill()
    one.communicate()
    three, _ = holding(tmp_path)
    there = left.exists(), in_use.is_dir()
    for process in (two, three):
        process.communicate()
    assert there == (False, True)
    assert list(tmp_path.iterdir()) == []


# Folders


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets that are files here")
def test_a_long_name_of_the_folder_of_temporary_files(tmp_path: Path) -> None:
    """As clusters give one to each job: names of sockets have to be short."""
    folder = tmp_path / ("x" * LONG)
    folder.mkdir()
    path = tmp_path / "a.ipynb"
    asked = "from ipykernel.kernelapp import IPKernelApp\nimport os\nk = IPKernelApp.instance()\n"
    asked += "k.transport"
    path.write_text(notebooks.serialize(notebook(code(asked))), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reviewhelpers", "refresh", str(path)],
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "'ipc'" in path.read_text(encoding="utf-8")
    assert list(folder.iterdir()) == []


ODD = "a clone of José's “100%” #1; $HOME & (more)"


def not_almighty() -> list[str]:
    """How to run a command that may not write to what is read-only."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("the superuser may write everywhere")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


def test_any_name_of_the_folder_any_surroundings_and_sources_that_may_only_be_read(
    twice: Twice, tmp_path: Path
) -> None:
    """The site is the same, byte for byte, whatever stands in the shell, and everyone may read it."""
    root = tmp_path / ODD
    shutil.copytree(twice.project.root, root, ignore=shutil.ignore_patterns("_build"))
    (root / "_build").mkdir()
    garbage = tmp_path / "garbage"
    garbage.mkdir()
    for name in ("data", "figures", "json", "numpy"):
        (garbage / f"{name}.py").write_text("raise SystemExit('not this one')\n", encoding="utf-8")
    odd = {
        "HOME": "/nonexistent",
        "TMPDIR": "/nonexistent",
        "LC_ALL": "C",
        "TZ": "Asia/Kathmandu",
        "MAKEFLAGS": "-j4",
        "PYTHONOPTIMIZE": "2",
        "PYTHONPATH": str(garbage),
        "PYTHONWARNINGS": "error",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "MPLBACKEND": "none",
        "SOURCE_DATE_EPOCH": "0",
        "CDPATH": "/",
        "GIT_DIR": "/nonexistent",
    }
    tops = [path for path in root.iterdir() if path.name != "_build"]
    closed = [root, *tops, *(path for top in tops for path in top.rglob("*"))]
    for path in closed:
        path.chmod(path.stat().st_mode & 0o555)
    project = support.Project(root)
    command = ["sh", "-c", 'umask 077; exec "$@"', "sh", *not_almighty(), *project.making("book")]
    try:
        done = project.run("env", *(f"{name}={value}" for name, value in odd.items()), *command)
    finally:
        for path in closed:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    assert f"{root}/_build/html/index.html" in succeeded(done)
    assert site(project) == twice.site
    html = (root / "_build" / "html").resolve()
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (html, *html.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_a_clone_that_may_not_be_written_to_says_so(small: support.Project) -> None:
    small.root.chmod(0o555)
    try:
        done = small.run(*not_almighty(), *small.making("book"))
    finally:
        small.root.chmod(0o755)
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ")]
    assert lines == [f"reviewhelpers: {small.root / '_build'}: cannot be written: Permission denied"]


def test_line_feeds_whatever_git_is_set_to(tmp_path: Path) -> None:
    names = (*support.PACKAGED, ".gitattributes", ".ci", "docs", "tests")
    project = support.copy_project(tmp_path / "project", names)
    project.commit()
    clone = tmp_path / "clone"
    cloned = project.run("git", "clone", "--quiet", "-c", "core.autocrlf=true", ".", str(clone))
    assert cloned.returncode == 0, cloned.stderr
    files = [path for path in project.root.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) > 300
    for path in files:
        assert (clone / path.relative_to(project.root)).read_bytes() == path.read_bytes(), path


# Limits


@pytest.mark.parametrize("limit", ["-v 400000", "-v 650000", "-v 1000000", "-n 64"])
def test_a_limit_that_is_too_low_is_told_in_one_line(small: support.Project, limit: str) -> None:
    script = f'ulimit {limit} || exit 3; exec "$@"'
    done = small.run("sh", "-c", script, "sh", *small.making("book"), timeout=60)
    assert done.returncode not in (0, 3)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ")]
    assert len(lines) == 1, done.stderr
    assert f"ulimit {limit.split()[0]}" in lines[0]
    assert not (small.root / "_build" / "html").exists()


# Contents decide. The pages that the tests above look at are changed here, last.


def edit(path: Path, before: str, after: str) -> None:
    """Replace words of a file that keeps its size, and give it back its times."""
    times, text = path.stat(), path.read_text(encoding="utf-8")
    assert before in text
    assert len(before.encode()) == len(after.encode())
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_contents_decide_not_times(built: support.Project) -> None:
    """A page alone; then code, a style, data and references; last the times alone."""
    root, page = built.root, built.root / "_build/html/chapters/two.html"
    two = root / "chapters" / "two.md"
    edit(two, "Text.", "Words")
    succeeded(built.make("book"))
    assert "Words" in page.read_text(encoding="utf-8")
    package = root / "src" / "reviewhelpers"
    edits = {
        two: ("Words", "Texts"),
        root / "references.bib": ("Markedly enhanced", "Strongly enhanced"),
        root / "data" / "performance.csv": (
            "93,,,percent,a CO FE of up to 93%",
            "94,,,percent,a CO FE of up to 94%",
        ),
        package / "sphinxext/theme/static/style.css": (
            "The style sheet of all pages",
            "Our own style sheet of pages",
        ),
        package / "sphinxext/theme/404.html": ("Page not found", "Page not there"),
        package / "sphinxext/page_metadata.py": ('"DC.type", "Text"', '"DC.type", "Page"'),
    }
    for path, (before, after) in edits.items():
        edit(path, before, after)
    succeeded(built.make("book"))
    text = page.read_text(encoding="utf-8")
    assert "Texts" in text
    assert "94" in text
    assert 'content="Page"' in text
    assert "Strongly enhanced" in (page.parent / "index.html").read_text(encoding="utf-8")
    assert "own style" in (page.parents[1] / "_static" / "style.css").read_text(encoding="utf-8")
    assert "Page not there" in (page.parents[1] / "404.html").read_text(encoding="utf-8")
    for path in edits:
        os.utime(path)
    assert "Nothing has changed" in succeeded(built.make("book"))
