"""The environment of a clone is made once, and made anew where the contents that it is made from changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewhelpers.workspace import locking, virtualenv

Made = list[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "clone"
    root.mkdir()
    (root / "requirements.lock").write_text("one==1\n")
    (root / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(virtualenv, "ROOT", root)
    return root


@pytest.fixture
def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """What is installed, one after the other."""
    done: Made = []

    def installs(name: str) -> Callable[[Path], None]:
        def install(folder: Path) -> None:
            folder.mkdir(exist_ok=True)
            done.append(name)

        return install

    monkeypatch.setattr(virtualenv, "_install", installs("packages"))
    monkeypatch.setattr(virtualenv, "_install_project", installs("project"))
    virtualenv.ensure(root / ".venv")
    assert done == ["packages", "project"]
    done.clear()
    return done


def test_what_is_ready_is_left(root: Path, made: Made) -> None:
    for name in ("requirements.lock", "pyproject.toml"):
        os.utime(root / name)
    virtualenv.ensure(root / ".venv")
    assert made == []


@pytest.mark.parametrize(
    ("name", "installed"),
    [("requirements.lock", ["packages"]), ("pyproject.toml", ["project"])],
)
def test_contents_decide_not_times(root: Path, made: Made, name: str, installed: list[str]) -> None:
    (root / name).write_text("two==2\n")
    os.utime(root / name, (0, 0))
    virtualenv.ensure(root / ".venv")
    assert made == installed


def test_a_clone_that_was_moved_runs_the_code_of_its_new_place(
    root: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = root.rename(root.with_name("moved"))
    monkeypatch.setattr(virtualenv, "ROOT", moved)
    virtualenv.ensure(moved / ".venv")
    assert made == ["project"]


def test_one_that_was_cut_off_is_made_again(root: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "requirements.lock").write_text("two==2\n")
    install = virtualenv._install

    def fails(folder: Path) -> None:
        raise virtualenv.EnvironmentFailed("no network")

    monkeypatch.setattr(virtualenv, "_install", fails)
    with pytest.raises(virtualenv.EnvironmentFailed):
        virtualenv.ensure(root / ".venv")
    monkeypatch.setattr(virtualenv, "_install", install)
    virtualenv.ensure(root / ".venv")
    assert made == ["packages"]


def test_what_another_command_made_meanwhile_is_not_made_again(
    root: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "requirements.lock").write_text("two==2\n")
    waits = locking._lock

    def after_the_other(descriptor: int, path: Path) -> bool:
        (root / ".venv" / ".locked").write_text(virtualenv._packages())
        return waits(descriptor, path)

    monkeypatch.setattr(locking, "_lock", after_the_other)
    virtualenv.ensure(root / ".venv")
    assert made == []


def test_python_starts_in_any_language_whatever_the_clone_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads what leads to the code in the character set of the shell."""
    root = tmp_path / "clone of José"
    (root / "src").mkdir(parents=True)
    monkeypatch.setattr(virtualenv, "ROOT", root)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", root / ".venv"], check=True)
    folder = next((root / ".venv").glob("lib/python*/site-packages"))
    path = folder / "__editable__.reviewhelpers-1.pth"
    path.write_text(f"{root / 'src'}\n", encoding="utf-8")
    virtualenv._make_relative(path)
    (root / "src" / "found.py").write_text("print('here')")
    done = subprocess.run(
        [root / ".venv" / "bin" / "python", "-c", "import found"],
        env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "here\n"), done.stderr


def test_clean_takes_all_away_that_was_built_and_nothing_else(root: Path, made: Made) -> None:
    compiled = root / "src" / "a" / "__pycache__"
    compiled.mkdir(parents=True)
    (root / "_build" / "html").mkdir(parents=True)
    virtualenv.clean(root / ".venv")
    left = sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))
    assert left == ["pyproject.toml", "requirements.lock", "src", "src/a"]


def test_a_fault_is_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10))
    monkeypatch.setattr(sys, "argv", ["environment.py", str(root / ".venv")])
    assert virtualenv.main() == 1
    output = capsys.readouterr().err
    assert output.count("\n") == 1
    assert "expected 3.11 or later" in output
