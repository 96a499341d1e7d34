"""Old names still work for one release, and say what to use instead."""

import sys
import types
import warnings

import pytest

from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers.chemistry import nitrate, reactions
from reviewhelpers.dataset import bibliography, data

OLD_NAMES = [
    (bibliography, "PRINTS_NO_TITLES"),
    (bibliography, "lines"),
    (bibliography, "links"),
    (bibliography, "plain"),
    (bibliography, "second_reader"),
    (bibliography, "short"),
    (data, "added"),
    (data, "forgets"),
    (data, "kept"),
    (data, "replaced"),
    (data, "rows_of"),
    (nitrate, "hours_to_use_up"),
    (reactions, "completed"),
    (reactions, "pretty"),
]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A module whose function `told` is now `message`."""
    made = types.ModuleType("renamed_module")
    made.message = lambda: "text"  # type: ignore[attr-defined]
    made.__getattr__ = deprecated_names("renamed_module", {"told": "message"})  # type: ignore[method-assign]
    monkeypatch.setitem(sys.modules, "renamed_module", made)
    return made


def test_an_old_name_gives_the_new_object_with_a_warning(module: types.ModuleType) -> None:
    with pytest.warns(
        DeprecationWarning, match=r"renamed_module\.told is now renamed_module\.message"
    ) as found:
        assert module.told is module.message
    # The warning points at the code that uses the old name.
    assert found[0].filename == __file__


def test_other_names_are_not_found(module: types.ModuleType) -> None:
    with pytest.raises(AttributeError, match="module 'renamed_module' has no attribute 'nothing'"):
        _ = module.nothing


@pytest.mark.parametrize(("module", "name"), OLD_NAMES, ids=str)
def test_old_names_of_the_helpers_still_work(module: types.ModuleType, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert getattr(module, name) is not None
