"""One test for many cases fails if one of them does, and tells all that do."""

from __future__ import annotations

import pytest
from subcases import for_each


def test_all_faults_are_told() -> None:
    looked_at = []

    @for_each("number", range(1, 8))
    @for_each("letter", lambda: "ab")
    def even(number: int, letter: str, more: int) -> None:
        looked_at.append(f"{number}{letter}")
        assert not (number + more) % 2, "an odd one"
        assert letter == "a" or number < 6

    with pytest.raises(pytest.fail.Exception) as failed:
        even(more=0)
    assert len(looked_at) == 14
    output = str(failed.value)
    assert output.startswith("5 of 7 cases:")
    assert output.count("AssertionError: an odd one") == 8
    assert "2 of 2 cases" in output
    assert "6\n" in output
    assert "1 of 2 cases" in output
    assert "test_subcases.py:" in output


def test_without_cases_it_fails() -> None:
    @for_each("number", [])
    def nothing(number: int) -> None: ...

    with pytest.raises(AssertionError, match="no case"):
        nothing()


@pytest.fixture
def kind() -> str:
    return "given"


@pytest.mark.parametrize("other", [1, 2])
@for_each("case", ["a", "b"])
def test_fixtures_and_parameters_are_handed_on(kind: str, other: int, case: str) -> None:
    assert (kind, other in (1, 2), case in "ab") == ("given", True, True)


def test_a_parameter_that_is_missing_is_told() -> None:
    with pytest.raises(AssertionError, match="takes no case"):

        @for_each("case", [1])
        def nothing() -> None: ...
