"""Damage of every kind that alters the meaning is reported, with file and place, and never as a traceback.

``make corruption`` draws many more of each kind and prints the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import corruption
import damage
import pytest

from reviewhelpers.validation import check

pytestmark = pytest.mark.slow

DRAWN = damage.damages(corruption.data.ROOT)


@pytest.fixture(scope="module", autouse=True)
def remembering() -> Iterator[None]:
    """What one damage leaves as it was is looked at once."""
    with corruption.remembering():
        yield


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound copy of what the check looks at."""
    return corruption.copy(tmp_path_factory.mktemp("corruption") / "project")


def test_the_damages_are_many_of_many_kinds_and_the_same_on_every_run() -> None:
    altering = [each for each in DRAWN if not each.harmless]
    assert len(altering) >= 300
    assert len({each.kind for each in altering}) >= 30
    again = damage.damages(corruption.data.ROOT)
    assert [(each.kind, each.file, each.content) for each in again] == [
        (each.kind, each.file, each.content) for each in DRAWN
    ]


def test_the_copy_is_sound(copied: Path) -> None:
    assert [str(fault) for fault in check.project(copied)] == []


@pytest.mark.parametrize("kind", dict.fromkeys(each.kind for each in DRAWN))
def test_damage_is_reported(copied: Path, kind: str) -> None:
    (first, *_) = [each for each in DRAWN if each.kind == kind]
    seen = corruption.look(copied, first, None)
    assert seen.escaped == ""
    if first.harmless:
        return
    assert seen.reported, first.what
    for fault in seen.faults:
        assert re.fullmatch(r"\S+:(\d+|-):.+: found .+, expected .+", str(fault), re.DOTALL), str(fault)
