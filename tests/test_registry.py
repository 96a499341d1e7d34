from __future__ import annotations

from pathlib import Path

import pytest

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import Registry, UnknownId, close_matches, read_titles


@pytest.fixture
def registry() -> Registry[int]:
    made: Registry[int] = Registry("figure", "fig-")
    made.add("fig-co2rr-efficiency", 1)
    made.add("fig-co2rr-current", 2)
    return made


def test_get_returns_what_was_added(registry: Registry[int]) -> None:
    assert registry.get("fig-co2rr-current") == 2


def test_ids_are_sorted(registry: Registry[int]) -> None:
    assert registry.ids() == ("fig-co2rr-current", "fig-co2rr-efficiency")


def test_unknown_id_lists_the_near_ones(registry: Registry[int]) -> None:
    with pytest.raises(UnknownId, match="no figure 'fig-co2rr-eficiency'; near ones: fig-co2rr-efficiency"):
        registry.get("fig-co2rr-eficiency")


def test_unknown_id_near_nothing_lists_all(registry: Registry[int]) -> None:
    with pytest.raises(UnknownId, match="there are: fig-co2rr-current, fig-co2rr-efficiency"):
        registry.get("XYZ")


def test_empty_registry_says_so() -> None:
    with pytest.raises(UnknownId, match="no table is registered"):
        Registry("table", "tab-").get("tab-a")


def test_an_id_is_given_once(registry: Registry[int]) -> None:
    with pytest.raises(ReviewHelpersError, match="registered twice"):
        registry.add("fig-co2rr-current", 3)
    assert registry.get("fig-co2rr-current") == 2


@pytest.mark.parametrize(
    "id", ["current", "fig-", "fig-Current", "fig-a b", "fig_a", "tab-a", "fig-a-", "fig-é"]
)
def test_ids_have_one_form(registry: Registry[int], id: str) -> None:
    with pytest.raises(ReviewHelpersError, match="expected 'fig-'"):
        registry.add(id, 3)


def test_near_is_best_first() -> None:
    assert close_matches("curent", ["efficiency", "currents", "current"])[0] == "current"


def test_titles_are_read_from_files_and_folders(tmp_path: Path) -> None:
    for path, text in (
        ("figures/fig-a-one.md", "# FIG-A-ONE\n\nCaption.\n"),
        ("figures/b/fig-b-two.md", "# FIG-B-TWO\n"),
        ("figures/b/notes.md", "# No figure\n"),
        ("tables/c.py", "@table('tab-c', title='TAB-C')\ndef made(): ...\n"),
        ("tables/broken.py", "def"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert read_titles(tmp_path) == {"fig-a-one": "FIG-A-ONE", "fig-b-two": "FIG-B-TWO", "tab-c": "TAB-C"}
