"""The files that a page offers: those of the stored output, or a clear error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewhelpers import figures, offered, tables

FIGURE, TABLE = "fig-co2rr-efficiency", "tab-co2rr-numbers"


def test_a_figure_comes_with_its_stored_picture_and_files_of_what_it_plots(tmp_path: Path) -> None:
    for suffix in ("svg", "dark.svg"):
        (tmp_path / f"{FIGURE}.{suffix}").write_text(suffix, encoding="utf-8")
    content = figures.show(FIGURE).content
    made = offered.made(tmp_path, content)
    assert (made["svg"], made["dark.svg"]) == (b"svg", b"dark.svg")
    assert (made["pdf"][:4], made["png"][:4]) == (b"%PDF", b"\x89PNG")
    assert made["csv"].decode().count("\n") == content["points"] + 1


def test_a_table_comes_in_all_its_formats(tmp_path: Path) -> None:
    made = offered.made(tmp_path, tables.show(TABLE).content)
    assert made == {suffix: tables.render(TABLE, suffix).encode() for suffix in tables.FORMATS}


STORED = [
    (content, part)
    for content in (figures.show(FIGURE).content, tables.show(TABLE).content)
    for part in content
    if part not in ("kind", "id")
]


@pytest.mark.parametrize(
    ("content", "part"), STORED, ids=[f"{content['kind']}-{part}" for content, part in STORED]
)
def test_what_is_not_what_was_stored_is_refused(content: dict[str, Any], part: str, tmp_path: Path) -> None:
    told = rf"^{content['id']}: the stored {part} is not .*: found .*, expected .*; run 'make refresh'$"
    with pytest.raises(offered.OtherOutput, match=told):
        offered.made(tmp_path, {**content, part: "something else"})


def test_the_place_at_which_two_captions_part_is_shown(tmp_path: Path) -> None:
    content = figures.show("fig-copper-neighbours").content
    stored = {**content, "caption": content["caption"].replace("−23.65", "−23.6")}
    with pytest.raises(
        offered.OtherOutput, match=r"the stored caption .*found .*−23.6 per.*, expected .*−23.65 per"
    ):
        offered.made(tmp_path, stored)
