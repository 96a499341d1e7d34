"""Two builds of one commit are the same, byte for byte, wherever, by whomever and by whatever processor."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from processors import CHOOSING, held_down

pytestmark = pytest.mark.slow

ELSEWHERE = {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "12345"}
"""Another language, another time zone and another order of sets than those of the first build."""


def files(html: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that only one site has or that differ, each with where it first does."""
    found = [f"{path}: in one build alone" for path in sorted(one.keys() ^ other.keys())]
    for path in sorted(one.keys() & other.keys()):
        if one[path] != other[path]:
            pairs = enumerate(zip(one[path], other[path], strict=False))
            at = next((place for place, (a, b) in pairs if a != b), min(len(one[path]), len(other[path])))
            near = slice(max(0, at - 60), at + 60)
            found.append(f"{path}: {one[path][near]!r} is not {other[path][near]!r}")
    return found


def test_another_build_gives_the_same_bytes(
    site: support.Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in CHOOSING:
        monkeypatch.delenv(name, raising=False)
    # An older processor, too: its code differs in the last bits of what it gives.
    for name, value in (ELSEWHERE | held_down()).items():
        monkeypatch.setenv(name, value)
    again = support.copy_project(tmp_path / "another place" / "book")
    again.commit()
    built = again.make("book", address=support.ADDRESS)
    assert built.returncode == 0, built.stdout + built.stderr
    one, other = files(site.html), files(again.root / "_build" / "html")
    assert len(one) > 500
    assert differences(one, other) == []


def test_differences_are_told() -> None:
    assert differences({"a": b"same", "b": b"12"}, {"a": b"same", "b": b"13", "c": b""}) == [
        "c: in one build alone",
        "b: b'12' is not b'13'",
    ]
