"""The files that a page offers: those of the stored output, or a clear error."""

from __future__ import annotations

from pathlib import Path

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


@pytest.mark.parametrize("content", [figures.show(FIGURE).content, tables.show(TABLE).content])
def test_what_is_not_what_was_stored_is_refused(content: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(offered.OtherOutput, match=rf"^{content['id']}: .*; run 'make refresh'$"):
        offered.made(tmp_path, {**content, "digest": "000000000000"})
