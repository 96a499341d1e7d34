"""Work on all cores: in order, with faults told, and without a fork as well."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest
from sphinx.errors import ExtensionError

from reviewhelpers import forking
from reviewhelpers.book import workers


def here(number: int) -> tuple[int, int]:
    if number == 3:
        raise ValueError("three")
    return number, os.getpid()


@pytest.fixture(params=[True, False])
def forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and not forking.can_fork():
        pytest.skip("no safe fork here")
    monkeypatch.setattr(workers, "cores", lambda: 2)
    if not request.param:
        monkeypatch.setattr(forking, "can_fork", lambda: False)
    return bool(request.param)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_pieces_come_in_order(forked: bool) -> None:
    made = list(workers.each(here, [5, 4, 9, 1]))
    assert [number for number, _ in made] == [5, 4, 9, 1]
    assert (os.getpid() in {process for _, process in made}) is not forked


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fault_is_raised_in_its_turn(forked: bool) -> None:
    made = workers.each(here, [1, 3])
    assert next(made)[0] == 1
    with pytest.raises(ValueError, match="three"):
        next(made)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("begun", [True, False])
def test_pieces_that_come_one_by_one_are_made_in_order(forked: bool, begun: bool) -> None:
    ahead = workers.Ahead(here)
    ahead.give(5)
    if begun:
        ahead.begin()
    for number in (4, 9):
        ahead.give(number)
    made = list(ahead.made())
    assert [number for number, _ in made] == [5, 4, 9]
    assert (os.getpid() in {process for _, process in made}) is not (forked and begun)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_nothing_is_a_piece_too(forked: bool) -> None:
    ahead = workers.Ahead(repr, most=1)
    ahead.begin()
    ahead.give(None)
    assert list(ahead.made()) == ["None"]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fault_of_a_piece_is_raised_in_its_turn(forked: bool) -> None:
    ahead = workers.Ahead(here)
    ahead.begin()
    for number in (1, 3):
        ahead.give(number)
    made = ahead.made()
    assert next(made)[0] == 1
    with pytest.raises(ValueError, match="three"):
        next(made)


def end(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.skipif(not forking.can_fork(), reason="no safe fork here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("ahead", [True, False])
def test_a_process_that_the_system_kills_is_told_not_waited_for(
    ahead: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)
    if ahead:
        given = workers.Ahead(end)
        given.begin()
        for number in (3, 4, 5):
            given.give(number)
        made = given.made()
    else:
        made = workers.each(end, [3, 4, 5])
    with pytest.raises(ExtensionError, match="was killed"):
        list(made)


@pytest.mark.skipif(not forking.can_fork(), reason="no safe fork here")
def test_what_they_are_forked_from_may_be_killed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(start: str, processes: int) -> None:
        raise EOFError

    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(workers, "_pool", gone)
    ahead = workers.Ahead(here)
    ahead.begin()
    ahead.give(1)
    with pytest.raises(ExtensionError, match="was killed"):
        list(ahead.made())


def test_without_shared_memory_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(context: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(multiprocessing.context.BaseContext, "Lock", refuse)
    assert not forking.can_fork()
