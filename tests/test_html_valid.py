"""The built pages and style sheets against the standard of HTML, by the checker of those who write it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import support

from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

JAR = data.ROOT / "_build" / "checkers" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The checker knows no address of a page on disk, so that to it nothing is of the page's own host.
NOT_SEEN = ("violates Content Security Policy",)
# Advice on how to outline: Sphinx puts the heading of a page into a section, inside the article of the theme.
STYLE = (
    "Consider using the “h1” element as a top-level heading only",
    "Article lacks heading",
)


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files."""
    java = shutil.which("java")
    if java is None or not JAR.is_file():
        lacks = "Java" if java is None else "the Nu HTML Checker: run `make checkers`"
        if os.environ.get("CI") == "true":
            pytest.fail(f"no {lacks}: the markup is not checked")
        pytest.skip(f"there is no {lacks}")
    # Pages of hundreds of rows nest deep in the checker's grammar.
    return [java, "-Xss8m", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always"]


def found(checker: list[str], *words: str | Path) -> list[str]:
    """What the checker says of files, but for what it cannot know and what is a matter of style."""
    done = subprocess.run([*checker, *map(str, words)], capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [
        f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}"
        for message in messages
        if not any(said in message["message"] for said in (*NOT_SEEN, *STYLE))
    ]


def test_every_page_is_valid_html(site: support.Site, checker: list[str]) -> None:
    assert len(site.pages()) > 50
    assert found(checker, *site.pages()) == []


def test_every_style_sheet_is_valid(site: support.Site, checker: list[str]) -> None:
    sheets = sorted(site.html.rglob("*.css"))
    assert len(sheets) > 1
    assert found(checker, "--css", *sheets) == []


def test_every_picture_is_valid(site: support.Site, checker: list[str]) -> None:
    pictures = sorted(site.html.rglob("*.svg"))
    assert len(pictures) > 40
    # Who made a picture stands in it as RDF, which the checker leaves alone.
    faults = found(checker, "--svg", *pictures)
    assert [fault for fault in faults if "does not validate RDF" not in fault] == []


def test_the_checker_bites(checker: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!DOCTYPE html>\n<html lang="en"><title>A</title><p id="a"><p id="a">', encoding="utf-8")
    assert "Duplicate ID “a”." in " ".join(found(checker, page))
