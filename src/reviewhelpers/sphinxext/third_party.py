"""Third-party files that the site or the package contains: their list, and the directive ``{shipped}``.

The list is ``shipped.toml``. A third-party file that it does not name is a fault, so that none is added
unnoticed, for instance by a newer Sphinx.
"""

from __future__ import annotations

import importlib.metadata
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

LIST = Path(__file__).with_name("shipped.toml")

TERMS: Mapping[str, tuple[str, str]] = {
    "BSD-2-Clause": ("BSD 2-Clause", "https://spdx.org/licenses/BSD-2-Clause.html"),
    "BSD-3-Clause": ("BSD 3-Clause", "https://spdx.org/licenses/BSD-3-Clause.html"),
    "Bitstream-Vera": ("Bitstream Vera", "https://spdx.org/licenses/Bitstream-Vera.html"),
    "CC-BY-SA-3.0": ("CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
    "ISC": ("ISC", "https://spdx.org/licenses/ISC.html"),
    "MIT": ("MIT License", "https://spdx.org/licenses/MIT.html"),
    "MIT-CMU": ("MIT-CMU", "https://spdx.org/licenses/MIT-CMU.html"),
    "MPL-2.0": ("Mozilla Public License 2.0", "https://spdx.org/licenses/MPL-2.0.html"),
    "PSF-2.0": ("Python Software Foundation License 2.0", "https://spdx.org/licenses/PSF-2.0.html"),
    "OFL-1.1": ("SIL Open Font License 1.1", "https://spdx.org/licenses/OFL-1.1.html"),
}
"""The licences under which the book takes in the work of others, with name and text."""

BUILT = frozenset(
    (
        *(".html", ".svg", ".png", ".pdf", ".csv", ".md", ".tex", ".bib", ".ris", ".json", ".txt", ".ipynb"),
        *(".zip", ".epub", ".pptx", ".xml", ".inv", ".buildinfo"),
    )
)
"""Kinds of files that the build writes from the book itself, outside of the folder of static files."""
STATIC = "_static"


@dataclass(frozen=True)
class Part:
    """Something by others that the book carries.

    Parameters
    ----------
    name, version : str
        What it is; the version is that of the installed package where it comes with one, or ``""``.
    licence : str
        A key of :data:`TERMS`.
    by, address, use : str
        Who made it, where it stands, and what it is for.
    site, package, fonts, live : tuple of str
        Patterns of its files in the site and in the package, of the names of its typefaces, and of its files
        in the live site.
    """

    name: str
    version: str
    licence: str
    by: str
    address: str
    use: str
    site: tuple[str, ...]
    package: tuple[str, ...]
    fonts: tuple[str, ...]
    live: tuple[str, ...]


def parts(path: Path = LIST) -> list[Part]:
    """The parts in the order of the list.

    Examples
    --------
    >>> [part.licence for part in parts() if part.name == "MiniSearch"]
    ['MIT']
    """
    return [_part(entry) for entry in _read(path)["part"]]


def _part(entry: Mapping[str, Any]) -> Part:
    source = entry.get("distribution")
    version = importlib.metadata.version(source) if source else entry["version"]
    fields = (entry[name] for name in ("licence", "by", "address", "use"))
    patterns = (tuple(entry.get(kind, ())) for kind in ("site", "package", "fonts", "live"))
    return Part(entry["name"], version, *fields, *patterns)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def unlisted_in_site(files: Iterable[str], path: Path = LIST) -> list[str]:
    """Those files of a site that the build does not make from the book and that the list does not name.

    Parameters
    ----------
    files : iterable of str
        Paths below the site's root.
    path : Path
        The list.

    Examples
    --------
    >>> unlisted_in_site(["index.html", "_static/cite.js", "_static/jquery.js", "x/font.woff2"])
    ['_static/jquery.js', 'x/font.woff2']
    """
    known = [*_known("site", path), *_known("live", path)]
    return sorted(name for name in files if not _is_built(name) and not _any(name, known))


def unlisted_in_package(files: Iterable[str], path: Path = LIST) -> list[str]:
    """Those files of the package, beside code in Python, that the list does not name.

    Parameters
    ----------
    files : iterable of str
        Paths below the folder of the package.
    path : Path
        The list.

    Examples
    --------
    >>> unlisted_in_package(["validation/check.py", "citing/csl/apa.csl", "citing/csl/nature.csl"])
    ['citing/csl/nature.csl']
    """
    known = _known("package", path)
    return sorted(name for name in files if not name.endswith(".py") and not _any(name, known))


def _is_built(name: str) -> bool:
    path = PurePosixPath(name)
    # A name that is a suffix alone, such as ``.buildinfo``, has none for pathlib.
    return path.parts[0] != STATIC and (path.suffix or path.name) in BUILT


def _known(kind: str, path: Path) -> list[str]:
    listed = _read(path)
    return [
        *listed["ours"].get(kind, ()),
        *(pattern for part in listed["part"] for pattern in part.get(kind, ())),
    ]


def _any(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def faults(path: Path = LIST) -> list[str]:
    """Parts whose licence the book does not take in.

    Examples
    --------
    >>> faults()
    []
    """
    return [
        f"{part.name}: found {part.licence}, expected one of {', '.join(TERMS)}"
        for part in parts(path)
        if part.licence not in TERMS
    ]


class Shipped(SphinxDirective):
    """``{shipped}``: list the parts here."""

    def run(self) -> list[nodes.Node]:
        """A list of name, version, maker, licence and use; an error where a licence is not known."""
        for fault in faults():
            raise self.error(fault)
        self.env.note_dependency(str(LIST))
        return [nodes.bullet_list("", *map(_item, parts()))]


def _item(part: Part) -> nodes.list_item:
    name, address = TERMS[part.licence]
    fields = nodes.paragraph("", "", nodes.reference("", part.name, refuri=part.address, internal=False))
    version = f" {part.version}" if part.version else ""
    fields += [nodes.Text(f"{version}, by {part.by}. ")]
    fields += [nodes.reference("", name, refuri=address, internal=False), nodes.Text(f". For {part.use}.")]
    return nodes.list_item("", fields)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("shipped", Shipped)
