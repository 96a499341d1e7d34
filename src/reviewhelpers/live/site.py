"""The live site: a copy of the built book with editors, and its folder ``live/``.

An editor stands at each figure and table, and at cells of code: those tagged ``live``, and those of a model, whose
first line is ``# model: <name>``.
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
from html import escape, unescape
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
    r'(?=<details class="rebuild"[^>]*>(?:(?!</details>).)*?<code>reviewhelpers (figure|table)s (\S+) )',
    re.DOTALL,
)
_CELL = re.compile(r'<div class="(?P<classes>cell [^"]*)">')
_INPUT = re.compile(r'<div class="cell_input[^"]*">.*?<pre[^>]*>(?P<code>.*?)</pre>', re.DOTALL)
_DIVISION = re.compile(r"<(?P<end>/?)div\b")
_MODEL = re.compile(r"# model: *(?P<name>\S.*)")
_TAG = "tag_live"
"""The class of a cell with the tag ``live``."""
_OFFLINE = "search works too"


class LiveSiteError(ReviewHelpersError):
    """A live site that cannot be built."""


def build(book: Path, target: Path, files: Mapping[str, bytes], *, is_whole: bool = True) -> None:
    """Build and publish the live site, completely or not at all.

    Parameters
    ----------
    book : Path
        The built book.
    target : Path
        Folder of the live site.
    files : mapping
        The runtime with the wheel, by name.
    is_whole : bool
        Whether the book has to show all figures and tables.

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
        if is_whole and (missing := sorted({*figures.ids(), *tables.ids()} - found)):
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
    """Insert the element of an editor at each figure, table and live cell of a page.

    Parameters
    ----------
    page : str
        The page.
    name : str
        Its path below the site's root.
    code : mapping
        The initial code of the editor of each figure and table.
    sum : str
        The SHA-256 of the list of runtime files.

    Examples
    --------
    >>> print(insert_editors("<head></head><p>Text</p>", "a/b.html", {}, ""))
    <head></head><p>Text</p>
    """
    page = page.replace(_OFFLINE, f"{_OFFLINE}, and figures cannot be changed there")

    def editor(match: re.Match[str]) -> str:
        kind, id = match.groups()
        return _editor(id, kind, code[id], is_own=id in user_data.FIGURES)

    cells = live_cells(page)
    if not code and not cells:
        return page
    for id, (end, lines) in reversed(cells.items()):
        page = f"{page[:end]}{_editor(id, 'cell', lines)}{page[end:]}"
    root = "../" * (len(PurePosixPath(name).parts) - 1) + FOLDER
    style, *scripts = (f"{root}/{asset}" for asset in PAGE_ASSETS)
    script_tags = "".join(
        f'<script src="{script}" data-files="{sum}" defer></script>\n' for script in scripts
    )
    head = f'<link rel="stylesheet" href="{style}">\n{script_tags}'
    return _REBUILD.sub(editor, page).replace("</head>", f"{head}</head>", 1)


def _editor(id: str, kind: str, code: str, *, is_own: bool = False) -> str:
    # XML parsers would turn a literal line feed in an attribute into a space.
    lines = escape(code).replace("\n", "&#10;")
    own = ' data-own="true"' if is_own else ""
    return f'<div class="live" data-id="{id}" data-kind="{kind}"{own} data-lines="{lines}" hidden></div>\n'


def live_cells(page: str) -> dict[str, tuple[int, str]]:
    """The cells of code of a page that readers can run, in their order.

    Parameters
    ----------
    page : str
        The page.

    Returns
    -------
    dict
        By the id of the editor, ``model-<name>`` or ``cell-<number on the page>``: where the cell ends in the
        page, and its code.

    Examples
    --------
    >>> shown = '<div class="cell_input docutils"><pre># model: Two doors\\nx = <b>1</b> &lt; 2\\n</pre></div>'
    >>> live_cells(f'<div class="cell docutils">{shown}</div>')
    {'model-two-doors': (116, '# model: Two doors\\nx = 1 < 2')}
    """
    found: dict[str, tuple[int, str]] = {}
    for number, opening in enumerate(_CELL.finditer(page), start=1):
        end = _division_end(page, opening.end())
        shown = _INPUT.search(page, opening.end(), end)
        if not shown:
            continue
        code = unescape(re.sub(r"<[^>]*>", "", shown["code"])).strip("\n")
        model = _MODEL.match(code)
        if not model and _TAG not in opening["classes"].split():
            continue
        slug = re.sub(r"[^a-z0-9]+", "-", model["name"].lower()).strip("-") if model else ""
        id = f"model-{slug}" if slug else f"cell-{number}"
        found[id if id not in found else f"cell-{number}"] = (end, code)
    return found


def _division_end(page: str, start: int) -> int:
    """Where the end tag stands of the division whose content begins at `start`."""
    depth = 1
    for tag in _DIVISION.finditer(page, start):
        depth += -1 if tag["end"] else 1
        if not depth:
            return tag.start()
    return len(page)
