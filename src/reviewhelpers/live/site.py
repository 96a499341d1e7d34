"""The live site: the built book with an editor at each figure and table, and ``live/``, which they load.

The book itself stays as it is: what is made here is a copy of it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path, PurePosixPath

from reviewhelpers import figures, tables
from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.live import editor_code, runtime
from reviewhelpers.validation import user_data

FOLDER = "live"
ASSETS = Path(__file__).with_name("assets")
LOADED = ("live.css", "python.js", "inert.js", "live.js")
"""What a page loads, in this order."""
WORKER = "worker.js"
FRAME = "frame.html"
LISTED = "files.json"

APART = (
    "default-src 'none'; script-src 'sha256-{}' blob: 'wasm-unsafe-eval'; worker-src blob:; "
    "base-uri 'none'; form-action 'none'"
)
"""The policy of the frame in which Python runs: scripts that the page hands over, and no host at all."""

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
    atomic_writes.folder(place.parent)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".live-", suffix=atomic_writes.PART) as folder:
        made = Path(folder) / "site"
        shutil.copytree(book, made)
        staged = {**files, WORKER: (ASSETS / WORKER).read_bytes()}
        listing = listed(staged)
        met: set[str] = set()
        for path in sorted(made.rglob("*.html")):
            name = path.relative_to(made).as_posix()
            # As it is, with its line ends.
            page = path.read_bytes().decode()
            new = enlivened(page, name, starters(made, page), runtime.sha256(listing))
            met |= {id for _, id in _REBUILD.findall(page)}
            if new != page:
                path.write_bytes(new.encode())
        if lost := sorted({*figures.ids(), *tables.ids()} - met):
            raise NotLive(f"{lost[0]}: on no page of {book}, expected all figures and tables")
        out = made / FOLDER
        out.mkdir()
        for name in LOADED:
            shutil.copyfile(ASSETS / name, out / name)
        for name, content in staged.items():
            (out / name).write_bytes(content)
        (out / FRAME).write_text(frame(), encoding="utf-8")
        (out / "template.csv").write_text(user_data.TEMPLATE, encoding="utf-8")
        (out / LISTED).write_bytes(listing)
        atomic_writes.publish(made, place)


def listed(files: Mapping[str, bytes]) -> bytes:
    """Sizes and sums of all that Python needs; a page takes a file only where its sum is this one."""
    told = {
        name: {"size": len(content), "sha256": runtime.sha256(content)}
        for name, content in sorted(files.items())
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def frame() -> str:
    """The page that runs Python apart from the site, in a frame with no origin."""
    script = "\n" + (ASSETS / "frame.js").read_text(encoding="utf-8")
    sum = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(APART.format(sum), quote=False)}">\n'
        f"<title>Python</title>\n<script>{script}</script>\n</head>\n<body></body>\n</html>\n"
    )


def starters(site: Path, page: str) -> dict[str, str]:
    """The first lines of each editor of a page, by figure or table."""
    return {
        id: editor_code.of_figure(id, _rows(site, id)) if kind == "figure" else editor_code.of_table(id)
        for kind, id in _REBUILD.findall(page)
    }


def _rows(site: Path, id: str) -> list[str]:
    """Ids of the rows that a figure plots, as its published values name them."""
    text = (site / "figures" / f"{id}.csv").read_text(encoding="utf-8")
    return [row for point in csv.DictReader(io.StringIO(text)) for row in point["rows"].split()]


def enlivened(page: str, name: str, starters: Mapping[str, str], sum: str) -> str:
    """A page with a place for an editor at each figure and table; as it is where it has none.

    Parameters
    ----------
    page : str
        The page.
    name : str
        Its path below the site's root.
    starters : mapping
        The first lines of each editor.
    sum : str
        The SHA-256 of the list of files that Python needs.

    Examples
    --------
    >>> print(enlivened("<head></head><p>Text</p>", "a/b.html", {}, ""))
    <head></head><p>Text</p>
    """
    page = page.replace(_OFFLINE, f"{_OFFLINE}, and figures cannot be changed there")
    if not starters:
        return page

    def place(match: re.Match[str]) -> str:
        kind, id = match.groups()
        # A line feed in an attribute must be written so, or XML would make it a space.
        first = escape(starters[id]).replace("\n", "&#10;")
        mine = ' data-own="true"' if id in user_data.FIGURES else ""
        return (
            f'<div class="live" data-id="{id}" data-kind="{kind}"{mine} data-lines="{first}" hidden></div>\n'
        )

    root = "../" * (len(PurePosixPath(name).parts) - 1) + FOLDER
    style, *scripts = (f"{root}/{asset}" for asset in LOADED)
    loaded = "".join(f'<script src="{script}" data-files="{sum}" defer></script>\n' for script in scripts)
    head = f'<link rel="stylesheet" href="{style}">\n{loaded}'
    return _REBUILD.sub(place, page).replace("</head>", f"{head}</head>", 1)
