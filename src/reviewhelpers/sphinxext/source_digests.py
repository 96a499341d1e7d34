"""Pages are read again where their contents changed; Sphinx compares modification times alone.

A page restored from a copy or a backup has an old modification time, and Sphinx would not read it again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

ATTRIBUTE = "reviewhelpers_contents"
"""The attribute of the environment with the digest of each page, and of the files it includes."""


class Contents:
    """Digests of source files, each computed once a build, before Sphinx reads any."""

    def __init__(self) -> None:
        self._digests: dict[Path, str] = {}

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """The pages whose contents changed since they were read."""
        recorded = getattr(env, ATTRIBUTE, {})
        return [name for name in sorted(env.found_docs) if recorded.get(name) != self._page_digest(env, name)]

    def record(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Store the digests of the pages that were read in the environment."""
        setattr(env, ATTRIBUTE, {name: self._page_digest(env, name) for name in sorted(env.found_docs)})

    def _page_digest(self, env: BuildEnvironment, name: str) -> str:
        paths = [Path(env.doc2path(name)), *(Path(env.srcdir, other) for other in env.dependencies[name])]
        return " ".join(self._digest(path) for path in sorted(paths))

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError:
                self._digests[path] = "missing"
        return self._digests[path]


def setup(app: Sphinx) -> None:
    """Connect both to the events of Sphinx."""
    contents: Any = Contents()
    app.connect("env-get-outdated", contents.outdated)
    app.connect("env-updated", contents.record)
