"""A part that cannot be made is refused in one line, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import support

from reviewhelpers._core import atomic_writes
from reviewhelpers.cli.main import main
from reviewhelpers.content import new_part
from reviewhelpers.dataset import data

GOOD = {"name": "oxygen", "title": "Oxygen evolution", "source": "gan2024"}


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "Oxygen"}, "name 'Oxygen': expected one word of 2 to 20 small letters"),
        ({"name": "../oxygen"}, "expected one word"),
        ({"name": "import"}, "expected one word"),
        ({"name": "copper"}, "name 'copper': expected one that no part of the book has"),
        ({"name": "audit"}, "expected one that no part of the book has"),
        ({"name": "style"}, "expected one that no part of the book has"),
        ({"name": "units"}, "expected one that no part of the book has"),
        ({"title": "Oxygen\nevolution"}, "title 'Oxygen"),
        ({"title": "*Oxygen*"}, "expected 2 to 60 letters"),
        ({"title": "CO₂ reduction"}, "title 'CO₂ reduction': expected one that no part"),
        ({"source": "gan2025"}, r"expected an id of data/sources\.csv, such as gan2024"),
        ({"source": "abstract-ye2017"}, "found 0 numbers of it in data/, expected 3 at least"),
    ],
)
def test_what_will_not_do_is_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises(new_part.Refused, match=message):
        new_part.make(**(GOOD | change), say=lambda line: None)


def test_the_command_line_tells_a_refusal_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-part", "oxygen", "--title", "Oxygen", "--source", "smith2025"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("reviewhelpers: source 'smith2025': expected an id of data/sources.csv")


def test_a_part_that_fails_its_check_leaves_nothing(
    project: support.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(project.root)

    def fails(copy: Path, command: str) -> None:
        assert (copy / "chapters" / "oxygen" / "start.ipynb").is_file()
        raise new_part.Refused("a fault")

    monkeypatch.setattr(new_part, "_run", fails)
    with pytest.raises(new_part.Refused, match="a fault"):
        new_part.make(**GOOD, root=project.root, say=lambda line: None)
    assert files(project.root) == before


def test_a_file_that_cannot_be_written_takes_back_all(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"old")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").write_bytes(b"x")
    before = files(tmp_path)
    with pytest.raises(atomic_writes.WriteError, match="taken"):
        new_part._write_all(
            tmp_path,
            {tmp_path / "one": b"new", tmp_path / "new" / "deep" / "two": b"2", tmp_path / "taken": b"3"},
        )
    assert files(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_an_attempt_that_was_cut_off_can_be_made_again(
    project: support.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_part, "_run", lambda copy, command: None)
    new_part.make(**GOOD, root=project.root, say=lambda line: None)
    whole_part = files(project.root)
    # What is written last is what makes it a part.
    toc = (data.ROOT / "_toc.yml").read_bytes()
    (project.root / "_toc.yml").write_bytes(toc)
    new_part.make(**GOOD, root=project.root, say=lambda line: None)
    assert files(project.root) == whole_part
    with pytest.raises(new_part.Refused, match="name 'oxygen': expected one that no part"):
        new_part.make(**GOOD, root=project.root, say=lambda line: None)
