"""The live site: the built book with an editor at each figure and table, and ``live/``, which they load.

The book itself stays as it is: what is made here is a copy of it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path, PurePosixPath

from reviewhelpers import figures, own, tables, whole
from reviewhelpers.errors import ReviewHelpersError
from reviewhelpers.live import lines, runtime

FOLDER = "live"
ASSETS = Path(__file__).with_name("assets")
SCRIPTS = ("live.css", "live.js", "worker.js")
LISTED = "files.json"

_REBUILD = re.compile(
    r'(?=<details class="rebuild">(?:(?!</details>).)*?<code>reviewhelpers (figure|table)s (\S+) )', re.DOTALL
)
_OFFLINE = "search works too"


class NotLive(ReviewHelpersError):
    """A site that cannot be made live."""


def build(book: Path, place: Path, files: Mapping[str, bytes]) -> None:
    """Put the live site in its place, whole or not at all.

    Parameters
    ----------
    book : Path
        The built book.
    place : Path
        Where the live site shall be seen.
    files : mapping
        The runtime with the wheel, by name.

    Raises
    ------
    NotLive
        When the book is not built, or a figure or table is on no page.
    """
    if not (book / "index.html").is_file():
        raise NotLive(f"{book}: found no site; run 'make book'")
    whole.folder(place.parent)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".live-", suffix=whole.PART) as folder:
        made = Path(folder) / "site"
        shutil.copytree(book, made)
        met: set[str] = set()
        for path in sorted(made.rglob("*.html")):
            name = path.relative_to(made).as_posix()
            # As it is, with its line ends.
            page = path.read_bytes().decode()
            new = enlivened(page, name, starters(made, page))
            met |= {id for _, id in _REBUILD.findall(page)}
            if new != page:
                path.write_bytes(new.encode())
        if lost := sorted({*figures.ids(), *tables.ids()} - met):
            raise NotLive(f"{lost[0]}: on no page of {book}, expected all figures and tables")
        out = made / FOLDER
        out.mkdir()
        for name in SCRIPTS:
            shutil.copyfile(ASSETS / name, out / name)
        for name, content in files.items():
            (out / name).write_bytes(content)
        (out / "template.csv").write_text(own.TEMPLATE, encoding="utf-8")
        (out / LISTED).write_bytes(listed(files))
        whole.publish(made, place)


def listed(files: Mapping[str, bytes]) -> bytes:
    """Sizes and sums of what the worker fetches; a browser keeps a file until its sum is another.

    Modules are left out: the browser itself imports them.
    """
    told = {
        name: {"size": len(content), "sha256": runtime.sha256(content)}
        for name, content in sorted(files.items())
        if not name.endswith(".mjs")
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def starters(site: Path, page: str) -> dict[str, str]:
    """The first lines of each editor of a page, by figure or table."""
    return {
        id: lines.of_figure(id, _rows(site, id)) if kind == "figure" else lines.of_table(id)
        for kind, id in _REBUILD.findall(page)
    }


def _rows(site: Path, id: str) -> list[str]:
    """Ids of the rows that a figure plots, as its published values name them."""
    text = (site / "figures" / f"{id}.csv").read_text(encoding="utf-8")
    return [row for point in csv.DictReader(io.StringIO(text)) for row in point["rows"].split()]


def enlivened(page: str, name: str, starters: Mapping[str, str]) -> str:
    """A page with a place for an editor at each figure and table; as it is where it has none.

    Parameters
    ----------
    page : str
        The page.
    name : str
        Its path below the site's root.
    starters : mapping
        The first lines of each editor.

    Examples
    --------
    >>> print(enlivened("<head></head><p>Text</p>", "a/b.html", {}))
    <head></head><p>Text</p>
    """
    page = page.replace(_OFFLINE, f"{_OFFLINE}, and figures cannot be changed there")
    if not starters:
        return page

    def place(match: re.Match[str]) -> str:
        kind, id = match.groups()
        # A line feed in an attribute must be written so, or XML would make it a space.
        first = escape(starters[id]).replace("\n", "&#10;")
        mine = ' data-own="true"' if id in own.FIGURES else ""
        return (
            f'<div class="live" data-id="{id}" data-kind="{kind}"{mine} data-lines="{first}" hidden></div>\n'
        )

    root = "../" * (len(PurePosixPath(name).parts) - 1) + FOLDER
    head = f'<link rel="stylesheet" href="{root}/live.css">\n<script src="{root}/live.js" defer></script>\n'
    return _REBUILD.sub(place, page).replace("</head>", f"{head}</head>", 1)
