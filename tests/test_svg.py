"""Pictures that code of a page draws reach readers: what a browser would run or fetch is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from reviewhelpers import figures
from reviewhelpers._core import svg_safety

SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SOUND = f'<svg width="72pt" height="36pt" {SPACE}><path d="M 0 0"/></svg>'
WHOLE = {
    "no end": "<svg></sv",
    "no size": f"<svg {SPACE}/>",
    "another size": f'<svg width="100%" height="36pt" {SPACE}/>',
    "no picture": f'<html width="72pt" height="36pt" {SPACE}/>',
    "no namespace": '<svg width="72pt" height="36pt"/>',
    "a type of its own": f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{SOUND}",
    "a type from elsewhere": f"<!DOCTYPE svg SYSTEM 'https://example.org/a.dtd'>{SOUND}",
    "a style sheet": f"<?xml-stylesheet href='https://example.org/a.css'?>{SOUND}",
}
INSIDE = (
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "<foreignObject/>",
    '<path onload="alert(1)"/>',
    '<path OnLoad="alert(1)"/>',
    '<use xlink:href="https://example.org/a.svg#a"/>',
    '<use href="data:image/svg+xml,a"/>',
    '<a href="#a"><path d="M 0 0"/></a>',
    '<image xlink:href="#a"/>',
    '<set attributeName="href" to="javascript:alert(1)"/>',
    '<path style="fill: url(https://example.org/a)"/>',
    '<path style="fill: u\\72l(https://example.org/a)"/>',
    "<style>@import 'https://example.org/a.css';</style>",
    "<style>path { fill: url( 'https://example.org/a' ) }</style>",
    "<title><![CDATA[<b>]]></title>",
    '<g xml:base="https://example.org/"/>',
)


def test_what_matplotlib_draws_is_sound() -> None:
    assert svg_safety.faults(SOUND) == ()
    assert svg_safety.faults(figures.render("fig-co2rr-turnover", "svg").decode()) == ()


@pytest.mark.parametrize("drawn", WHOLE.values(), ids=WHOLE)
def test_what_is_no_such_picture_is_told(drawn: str) -> None:
    assert svg_safety.faults(drawn)


@pytest.mark.parametrize("held", INSIDE)
def test_what_runs_or_fetches_is_told(held: str) -> None:
    assert svg_safety.faults(SOUND.replace("</svg>", f"{held}</svg>"))


def test_typefaces_of_the_machine_change_no_outline(tmp_path: Path) -> None:
    """Debian has a file of DejaVu Sans of its own; here a bold one takes its name and its place."""
    other = tmp_path / "DejaVuSans.ttf"
    shutil.copy(font_manager.findfont(FontProperties(family="DejaVu Sans", weight="bold")), other)
    code = (
        "from matplotlib.font_manager import FontEntry, fontManager\n"
        f"entry = FontEntry({str(other)!r}, 'DejaVu Sans', 'normal', 'normal', 400, 'normal', 'scalable')\n"
        "{order}\n"
        "from reviewhelpers import figures\n"
        "id = 'fig-co2rr-turnover'\n"
        "print(figures.save(id, figures.make(id), 'svg').decode())\n"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code.replace("{order}", order)], capture_output=True, text=True, check=True
        ).stdout
        for order in (
            "",
            "fontManager.ttflist.insert(0, entry)",
            "fontManager.ttflist.append(entry)",
            # As a list that was written while matplotlib was being installed.
            "fontManager.ttflist[:] = [entry]",
        )
    }
    assert len(drawn) == 1
