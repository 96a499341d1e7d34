"""The live site: a copy of the built book with an editor at each figure and table, and its folder ``live/``."""

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
PAGE_ASSETS = ("live.css", "python.js", "inert.js", "live.js")
"""Files that a page loads, in this order."""
WORKER = "worker.js"
FRAME = "frame.html"
LISTING = "files.json"

FRAME_POLICY = (
    "default-src 'none'; script-src 'sha256-{}' blob: 'wasm-unsafe-eval'; worker-src blob:; "
    "base-uri 'none'; form-action 'none'"
)
"""Content security policy of the frame that runs Python: only scripts from the page, no network."""

_REBUILD = re.compile(
    r'(?=<details class="rebuild">(?:(?!</details>).)*?<code>reviewhelpers (figure|table)s (\S+) )', re.DOTALL
)
_OFFLINE = "search works too"


class LiveSiteError(ReviewHelpersError):
    """A live site that cannot be built."""


def build(book: Path, target: Path, files: Mapping[str, bytes]) -> None:
    """Build and publish the live site, completely or not at all.

    Parameters
    ----------
    book : Path
        The built book.
    target : Path
        Folder of the live site.
    files : mapping
        The runtime with the wheel, by name.

    Raises
    ------
    LiveSiteError
        When the book is not built, or a figure or table is on no page.
    """
    if not (book / "index.html").is_file():
        raise LiveSiteError(f"{book}: found no site; run 'make book'")
    atomic_writes.make_folder(target.parent)
    with tempfile.TemporaryDirectory(
        dir=target.parent, prefix=".live-", suffix=atomic_writes.PARTIAL_SUFFIX
    ) as folder:
        site = Path(folder) / "site"
        shutil.copytree(book, site)
        staged = {**files, WORKER: (ASSETS / WORKER).read_bytes()}
        listing = render_listing(staged)
        found: set[str] = set()
        for path in sorted(site.rglob("*.html")):
            name = path.relative_to(site).as_posix()
            # Decoded without newline translation.
            page = path.read_bytes().decode()
            new = insert_editors(page, name, editor_codes(site, page), runtime.sha256(listing))
            found |= {id for _, id in _REBUILD.findall(page)}
            if new != page:
                path.write_bytes(new.encode())
        if missing := sorted({*figures.ids(), *tables.ids()} - found):
            raise LiveSiteError(f"{missing[0]}: on no page of {book}, expected all figures and tables")
        out = site / FOLDER
        out.mkdir()
        for name in PAGE_ASSETS:
            shutil.copyfile(ASSETS / name, out / name)
        for name, content in staged.items():
            (out / name).write_bytes(content)
        (out / FRAME).write_text(frame(), encoding="utf-8")
        (out / "template.csv").write_text(user_data.TEMPLATE, encoding="utf-8")
        (out / LISTING).write_bytes(listing)
        atomic_writes.publish(site, target)


def render_listing(files: Mapping[str, bytes]) -> bytes:
    """Sizes and checksums of all files of the runtime; pages accept no other contents."""
    entries = {
        name: {"size": len(content), "sha256": runtime.sha256(content)}
        for name, content in sorted(files.items())
    }
    return (json.dumps(entries, indent=1) + "\n").encode()


def frame() -> str:
    """The page that runs Python in a sandboxed frame, isolated from the site."""
    script = "\n" + (ASSETS / "frame.js").read_text(encoding="utf-8")
    sum = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(FRAME_POLICY.format(sum), quote=False)}">\n'
        f"<title>Python</title>\n<script>{script}</script>\n</head>\n<body></body>\n</html>\n"
    )


def editor_codes(site: Path, page: str) -> dict[str, str]:
    """The initial code of each editor of a page, by figure or table."""
    return {
        id: editor_code.figure_code(id, _rows(site, id)) if kind == "figure" else editor_code.table_code(id)
        for kind, id in _REBUILD.findall(page)
    }


def _rows(site: Path, id: str) -> list[str]:
    """Ids of the rows that a figure plots, from its published values."""
    text = (site / "figures" / f"{id}.csv").read_text(encoding="utf-8")
    return [row for point in csv.DictReader(io.StringIO(text)) for row in point["rows"].split()]


def insert_editors(page: str, name: str, code: Mapping[str, str], sum: str) -> str:
    """Insert the element of an editor at each figure and table of a page.

    Parameters
    ----------
    page : str
        The page.
    name : str
        Its path below the site's root.
    code : mapping
        The initial code of each editor.
    sum : str
        The SHA-256 of the list of runtime files.

    Examples
    --------
    >>> print(insert_editors("<head></head><p>Text</p>", "a/b.html", {}, ""))
    <head></head><p>Text</p>
    """
    page = page.replace(_OFFLINE, f"{_OFFLINE}, and figures cannot be changed there")
    if not code:
        return page

    def editor(match: re.Match[str]) -> str:
        kind, id = match.groups()
        # XML parsers would turn a literal line feed in an attribute into a space.
        lines = escape(code[id]).replace("\n", "&#10;")
        own = ' data-own="true"' if id in user_data.FIGURES else ""
        return (
            f'<div class="live" data-id="{id}" data-kind="{kind}"{own} data-lines="{lines}" hidden></div>\n'
        )

    root = "../" * (len(PurePosixPath(name).parts) - 1) + FOLDER
    style, *scripts = (f"{root}/{asset}" for asset in PAGE_ASSETS)
    script_tags = "".join(
        f'<script src="{script}" data-files="{sum}" defer></script>\n' for script in scripts
    )
    head = f'<link rel="stylesheet" href="{style}">\n{script_tags}'
    return _REBUILD.sub(editor, page).replace("</head>", f"{head}</head>", 1)
