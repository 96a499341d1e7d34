"""Commands killed at random moments leave the old or the new state, and the next run is whole.

``KILLS`` says how many kills are shared among the commands; ``make interruptions`` asks for many.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from process_killer import Killer
from test_notebooks import code, notebook

from reviewhelpers._core import atomic_writes, parallel
from reviewhelpers.dataset import data
from reviewhelpers.export import download_links
from reviewhelpers.release import change_notes

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "12"))
SEED = int(os.environ.get("SEED", "1"))
"""A fault comes again, as far as the machine allows, with the same seed."""

State = dict[str, bytes]

WRITER = """
import sys
import time
from pathlib import Path
from reviewhelpers._core import atomic_writes
out = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10**6):
    for name in ("a", "b"):
        atomic_writes.write(out / f"{name}.csv", str(turn % 7).encode() * 3_000_000)
"""
PUBLISHER = """
import sys
import time
from pathlib import Path
from reviewhelpers._core import atomic_writes
one, other, place = map(Path, sys.argv[1:])
print("ready", flush=True)
for turn in range(10**6):
    atomic_writes.publish((one, other)[turn % 2], place)
"""


def state(folder: Path) -> State:
    """The files of a folder by path, without those that say of themselves that they are not whole."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(atomic_writes.PARTIAL_SUFFIX)
    }


def killed(command: list[str], wait: float, first_line: bool = False) -> bool:
    """Run a command and kill it, with all that it started, after some seconds; whether it still ran.

    With ``first_line`` the seconds count from the first line that it prints.
    """
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE if first_line else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=data.ROOT,
    )
    if process.stdout:
        process.stdout.readline()
    try:
        process.wait(wait)
        seen = False
    except subprocess.TimeoutExpired:
        seen = True
    # The kernels of notebooks have groups of their own and end with the process that asked for them.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()
    return seen


def share(part: float) -> range:
    return range(max(2, round(KILLS * part)))


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Lines that are printed when all is done."""
    lines: list[str] = []
    yield lines
    plugins = request.config.pluginmanager
    # A process of pytest-xdist has no terminal.
    if plugins.getplugin("terminalreporter"):
        with plugins.getplugin("capturemanager").global_and_fixture_disabled():
            print("", *lines, sep="\n")


def test_files_written_over_and_over_are_whole(tmp_path: Path, tally: list[str]) -> None:
    chance = random.Random(SEED)
    whole_ones = {str(turn).encode() * 3_000_000 for turn in range(7)}
    for _ in share(0.05):
        assert killed([sys.executable, "-c", WRITER, str(tmp_path)], chance.uniform(0, 0.3), first_line=True)
        assert state(tmp_path).keys() <= {"a.csv", "b.csv"}
        assert set(state(tmp_path).values()) <= whole_ones
    tally.append(f"files written over and over: {len(share(0.05))} kills")
    # The next to write takes away what was left.
    for name in ("a", "b"):
        atomic_writes.write(tmp_path / f"{name}.csv", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_a_site_is_one_or_the_other(tmp_path: Path, tally: list[str]) -> None:
    chance = random.Random(SEED + 1)
    sites = []
    for name in ("one", "other"):
        for number in range(200):
            path = tmp_path / name / str(number % 5) / f"{name if number > 150 else 'page'}-{number}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name * 500)
        sites.append(tmp_path / name)
    place = tmp_path / "build" / "html"
    place.parent.mkdir()
    atomic_writes.publish(sites[0], place)
    command = [sys.executable, "-c", PUBLISHER, *map(str, sites), str(place)]
    allowed = [state(site) for site in sites]
    for _ in share(0.1):
        assert killed(command, chance.uniform(0, 0.5), first_line=True)
        assert state(place) in allowed
    tally.append(f"publish: {len(share(0.1))} kills")
    atomic_writes.publish(sites[1], place)
    assert state(place) == allowed[1]
    assert len(list(place.parent.iterdir())) == 2


# Commands


@dataclass(frozen=True)
class Case:
    """A command to kill.

    Parameters
    ----------
    part : float
        Its share of the kills.
    before : str
        Python that makes it quick: what stands here makes no file that it stages.
    words : tuple of str
        The command, run in the folder of its files.
    old : mapping of str to str
        The files before.
    """

    part: float
    before: str
    words: tuple[str, ...]
    old: Mapping[str, str]


def _notebook(text: str) -> str:
    return json.dumps(notebook(code(f"print({text!r} * 100_000)")))


CASES = {
    "figures": Case(
        0.1,
        "",
        ("figures", "fig-co2rr-turnover", "--format", "svg,png", "--out", "."),
        {"fig-co2rr-turnover.svg": "old", "fig-co2rr-turnover.png": "old"},
    ),
    "tables": Case(
        0.2,
        "",
        ("tables", "tab-use-tables", "tab-use-quantities", "--out", "."),
        {f"tab-use-{name}.{form}": "old" for name in ("tables", "quantities") for form in ("csv", "md")},
    ),
    "refresh": Case(
        0.2,
        "from reviewhelpers.content import notebook_refresh\nnotebook_refresh._record = lambda digests: None\n",
        ("refresh", "a.ipynb", "b.ipynb"),
        {"a.ipynb": _notebook("x"), "b.ipynb": _notebook("y")},
    ),
    "export": Case(
        0.1,
        "from reviewhelpers import export\nfrom reviewhelpers.citing import citation_index\n"
        "export.EXPORTERS = {name: lambda html, citations: b'new' * 1_000_000 for name in export.EXPORTERS}\n"
        "citation_index.CitationIndex = lambda **options: None\n",
        ("export", "--site", "html", "--out", "."),
        {
            f"html/{download_links.PAGE}": f"<html>{download_links.render_links({})}</html>",
            download_links.FILES["pdf"]: "old",
        },
    ),
    "checksums": Case(
        0.05,
        "from types import SimpleNamespace\nfrom reviewhelpers.citing import items\n"
        "items.book = lambda root: SimpleNamespace(release=SimpleNamespace(commit='a'), address='')\n",
        ("checksums", "."),
        {
            "html/a": "a",
            "live/c": "c",
            "figures/b": "b",
            "a-1.whl": "w",
            **dict.fromkeys(download_links.FILES.values(), "f"),
        }
        | {"SHA256SUMS": "old", "site.sha256": "old", "live.sha256": "old", "figures.sha256": "old"},
    ),
    "wheel": Case(
        0.05,
        "from types import SimpleNamespace\nfrom pathlib import Path\n"
        "from reviewhelpers.release import wheel\n"
        "def run(command, **told):\n"
        "    if '--wheel-dir' in command:\n"
        "        out = Path(command[command.index('--wheel-dir') + 1])\n"
        "        (out / 'reviewhelpers-2-py3-none-any.whl').write_bytes(b'new' * 1_000_000)\n"
        "    return SimpleNamespace(returncode=0, stdout='1', stderr='')\n"
        "wheel.subprocess = SimpleNamespace(run=run)\n",
        ("wheel", "--out", "."),
        {"reviewhelpers-2-py3-none-any.whl": "old"},
    ),
    "changes": Case(
        0.1,
        "import contextlib\nfrom pathlib import Path\n"
        "from reviewhelpers.cli import changes\nfrom reviewhelpers.release import diff\n"
        "changes.ROOT = Path.cwd()\n"
        "diff.checkout = lambda root, tag: contextlib.nullcontext(root / 'then')\n"
        "diff.read_state = lambda root, figures: {kind: {root.name: {}} for kind in diff.KINDS}\n",
        ("changes", "v1.0.0"),
        {
            "pyproject.toml": '[project]\nversion = "1.1.0"\n',
            f"{change_notes.PAGE}.md": f"(use-changes)=\n# Title\n\n{change_notes.NONE_YET}",
            "chapters/addresses.txt": "# Comment\nchapters/z\n",
        },
    ),
    "register": Case(
        0.05,
        "from pathlib import Path\nfrom reviewhelpers.dataset import data\ndata.DATA = Path.cwd()\n",
        ("register",),
        {"ids.txt": "old\n"},
    ),
}
COMMAND = "import sys\nfrom reviewhelpers.__main__ import main\nsys.exit(main({words!r}))\n"


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    if not parallel.can_fork():
        pytest.skip("processes with libraries loaded are not forked here")
    made = Killer(tmp_path_factory.mktemp("killer") / "log")
    yield made
    made.close()


def fill(folder: Path, files: Mapping[str, str]) -> None:
    """Have a folder hold some files and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def mixed(left: State, old: State, new: State) -> bool:
    """Whether some files are the old ones and others the new; none may be anything else.

    A name that is missing here and in one of the states is what it was in that.
    """
    for name in left.keys() | old.keys() | new.keys():
        assert left.get(name) in (old.get(name), new.get(name)), f"{name} is neither old nor new"
    return left not in (old, new)


@pytest.mark.parametrize("name", CASES)
def test_a_command_leaves_the_old_or_the_new(
    name: str, killer: Killer, tally: list[str], tmp_path: Path
) -> None:
    case, folder = CASES[name], tmp_path / "here"
    chance = random.Random(f"{SEED} {name}")
    script = case.before + COMMAND.format(words=case.words)
    fill(folder, case.old)
    old = state(folder)
    undisturbed = killer.run(script, folder)
    assert undisturbed.status == 0, undisturbed.output
    new = state(folder)
    assert new != old
    counts = {"old": 0, "new": 0, "between": 0}
    for number in share(case.part):
        fill(folder, case.old)
        if number % 3:
            # Somewhere in the writing, which is a small part of the whole.
            change = chance.randint(1, undisturbed.changes)
            ended = killer.run(script, folder, chance.choice((0, chance.uniform(0, 0.003))), change)
        else:
            ended = killer.run(script, folder, chance.uniform(0, undisturbed.seconds))
        assert ended.status in (0, None), ended.output
        between = mixed(state(folder), old, new)
        if between:
            assert killer.run(script, folder).status == 0
            assert state(folder) == new
        counts["between" if between else "old" if state(folder) == old else "new"] += 1
    again = killer.run(script, folder)
    assert again.status == 0, again.output
    assert state(folder) == new
    assert list(folder.rglob(f"*{atomic_writes.PARTIAL_SUFFIX}")) == []
    summary = ", ".join(f"{count} {said}" for said, count in counts.items())
    tally.append(f"{name}: {sum(counts.values())} kills, of which left {summary}")


HALF = """
from pathlib import Path
with Path("a").open("wb") as file:
    for number in range(3):
        file.write(b"new" * 100_000)
        file.flush()
        Path(f"b{number}").touch()
"""


def test_a_half_state_would_be_seen(killer: Killer, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    fill(folder, {"a": "old"})
    old = state(folder)
    whole_run = killer.run(HALF, folder)
    assert (whole_run.status, whole_run.changes) == (0, 4)
    new = state(folder)
    fill(folder, {"a": "old"})
    assert killer.run(HALF, folder, 0, 3).status is None
    with pytest.raises(AssertionError, match="a is neither old nor new"):
        mixed(state(folder), old, new)


# Ctrl-C

SLEEPER = "import os, pathlib, time\npathlib.Path(f'{os.getpid()}.pid').touch()\ntime.sleep(600)"
# Where a shell began the tests in its background they ignore Ctrl-C, and so would all that they start.
REFRESH = """
import os
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)
# Whatever the machine.
os.cpu_count = lambda: 5
from reviewhelpers.__main__ import main
sys.exit(main(["refresh", "a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb", "e.ipynb", "f.ipynb"]))
"""


def gone(process: int) -> bool:
    """Whether a process has ended; it may not have been waited for yet."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def started(folder: Path) -> subprocess.Popen[str]:
    """A process that has begun to run six notebooks, five at a time, whose cells do not end."""
    for name in "abcdef":
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook(code(SLEEPER))), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", REFRESH],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=folder,
    )
    assert process.stdout
    assert process.stdout.readline() == "6 of 6 notebooks to run\n"
    return process


def running(folder: Path) -> list[int]:
    """The kernels in whose notebooks a cell runs, as soon as there are five."""
    limit = time.monotonic() + 60
    while len(list(folder.glob("*.pid"))) < 5 and time.monotonic() < limit:
        time.sleep(0.05)
    return [int(path.stem) for path in folder.glob("*.pid")]


def left(processes: list[int]) -> list[int]:
    """Those of some processes that do not end within some seconds."""
    limit = time.monotonic() + 20
    while not all(map(gone, processes)) and time.monotonic() < limit:
        time.sleep(0.05)
    return [process for process in processes if not gone(process)]


in_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@in_proc
def test_kernels_end_with_the_process_that_asked_for_them(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        kernels_of_it = running(tmp_path)
        assert len(kernels_of_it) == 5
        process.kill()
        process.wait()
        assert left(kernels_of_it) == []


@in_proc
@pytest.mark.parametrize("seconds", [None, 0.1, 0.6, 1.5], ids=lambda seconds: f"after {seconds} s")
def test_ctrl_c_ends_notebooks(tmp_path: Path, seconds: float | None) -> None:
    """Some seconds after the start, or while cells run; kernels end too, and nothing is said but one line."""
    process = started(tmp_path)
    old = {name: text for name, text in state(tmp_path).items() if name.endswith(".ipynb")}
    assert seconds is not None or len(running(tmp_path)) == 5
    time.sleep(seconds or 0)
    os.killpg(process.pid, signal.SIGINT)
    start = time.monotonic()
    _, said = process.communicate(timeout=60)
    took = time.monotonic() - start
    assert (process.returncode, said) == (130, "reviewhelpers: interrupted\n")
    # Three seconds on a machine that has nothing else to do.
    assert took < 10
    assert left([int(path.stem) for path in tmp_path.glob("*.pid")]) == []
    assert {name: text for name, text in state(tmp_path).items() if not name.endswith(".pid")} == old


FOREVER = """
import pathlib, time
from reviewhelpers._core import parallel
parallel.worker_count = lambda: 2
# What the processes import, wherever this one stands.
from test_interruptions import sleep
if {beside}:
    pool = parallel.BackgroundPool()
    for result in [pool.submit(sleep, number) for number in range(5)]:
        result()
else:
    list(parallel.map_parallel(sleep, range(5)))
"""


def sleep(number: int) -> None:
    """A piece of work without an end, in a process that is known by a file."""
    Path(f"{os.getpid()}.pid").touch()
    time.sleep(600)


@in_proc
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
@pytest.mark.parametrize("beside", [True, False], ids=["beside", "each"])
def test_processes_of_a_build_end_with_it(tmp_path: Path, beside: bool, sent: signal.Signals) -> None:
    # Where a shell began the tests in its background they ignore Ctrl-C, and so would all that they start.
    script = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n" + FOREVER
    process = subprocess.Popen(
        [sys.executable, "-c", script.format(beside=beside)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )
    limit = time.monotonic() + 60
    while len(list(tmp_path.glob("*.pid"))) < 2 and time.monotonic() < limit:
        time.sleep(0.05)
    workers_of_it = [int(path.stem) for path in tmp_path.glob("*.pid")]
    assert len(workers_of_it) == 2
    (os.kill if sent == signal.SIGKILL else os.killpg)(process.pid, sent)
    try:
        _, said = process.communicate(timeout=60)
        assert left(workers_of_it) == []
    finally:
        for each in (process.pid, *workers_of_it):
            if not gone(each):
                os.kill(each, signal.SIGKILL)
    assert said.count("Traceback") == (sent == signal.SIGINT), said
