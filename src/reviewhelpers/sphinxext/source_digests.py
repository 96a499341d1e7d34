"""Pages are read again where their contents changed; Sphinx looks at the times of files.

A page that was edited and then given an old time, as a copy or a backup gives it, would stay what it was.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

ATTRIBUTE = "reviewhelpers_contents"
"""The attribute of the environment that holds the digest of each page, and of what it includes, when read."""


class Contents:
    """The contents of the files of one build, each read once, before Sphinx reads any."""

    def __init__(self) -> None:
        self._digests: dict[Path, str] = {}

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """The pages whose contents are not those that were read."""
        recorded = getattr(env, ATTRIBUTE, {})
        return [name for name in sorted(env.found_docs) if recorded.get(name) != self._page_digest(env, name)]

    def record(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Have the environment hold the digests of what was read."""
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
    """Have Sphinx ask."""
    contents: Any = Contents()
    app.connect("env-get-outdated", contents.outdated)
    app.connect("env-updated", contents.record)
