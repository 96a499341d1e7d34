"""Work on all cores: in order, with faults told, and without a fork as well."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from reviewhelpers._core import parallel


def here(number: int) -> tuple[int, int]:
    if number == 3:
        raise ValueError("three")
    return number, os.getpid()


@pytest.fixture(params=[True, False])
def forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and not parallel.can_fork():
        pytest.skip("no safe fork here")
    monkeypatch.setattr(parallel, "worker_count", lambda: 2)
    if not request.param:
        monkeypatch.setattr(parallel, "can_fork", lambda: False)
    return bool(request.param)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_pieces_come_in_order(forked: bool) -> None:
    results = list(parallel.map_parallel(here, [5, 4, 9, 1]))
    assert [number for number, _ in results] == [5, 4, 9, 1]
    assert (os.getpid() in {process for _, process in results}) is not forked


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fault_is_raised_in_its_turn(forked: bool) -> None:
    results = parallel.map_parallel(here, [1, 3])
    assert next(results)[0] == 1
    with pytest.raises(ValueError, match="three"):
        next(results)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_work_given_one_by_one_is_done_once_and_beside(forked: bool) -> None:
    begun: list[int] = []
    pool = parallel.BackgroundPool(lambda: begun.append(1))
    submitted = [pool.submit(here, number) for number in (5, 4, 9)]
    results = [result() for result in submitted]
    assert [number for number, _ in results] == [5, 4, 9]
    assert results == [result() for result in submitted]
    assert (os.getpid() in {process for _, process in results}) is not forked
    assert len(begun) == forked
    pool.close()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fault_of_given_work_is_raised_where_it_is_asked_for(forked: bool) -> None:
    pool = parallel.BackgroundPool()
    first, second = pool.submit(here, 1), pool.submit(here, 3)
    assert first()[0] == 1
    with pytest.raises(ValueError, match="three"):
        second()
    pool.close()


def end(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.skipif(not parallel.can_fork(), reason="no safe fork here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("submitted", [True, False])
def test_a_process_that_the_system_kills_is_told_not_waited_for(
    submitted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "worker_count", lambda: 2)
    pool = parallel.BackgroundPool()
    pieces = (3, 4, 5)
    results = (result() for result in [pool.submit(end, piece) for piece in pieces])
    with pytest.raises(parallel.WorkerError, match="was killed"):
        list(results if submitted else parallel.map_parallel(end, pieces))
    pool.close()


def test_without_shared_memory_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(context: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(multiprocessing.context.BaseContext, "Lock", refuse)
    assert not parallel.can_fork()
