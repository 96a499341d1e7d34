"""Checks of all files of the project: names, file types, and characters that no text may contain."""

from __future__ import annotations

import json
import os
import re
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath

from reviewhelpers._core import conflict_markers, invisible_characters
from reviewhelpers._core.errors import Fault, ReviewHelpersError

PARTS = (
    *("chapters", "data", "src", "tests", "bench", "docs"),
    *(
        "references.bib",
        "_config.yml",
        "_toc.yml",
        "CITATION.cff",
        "LICENSE",
        "LICENSE-CONTENT.md",
        "Makefile",
    ),
    *(
        "pyproject.toml",
        "requirements.lock",
        "setup.py",
        "MANIFEST.in",
        "README.md",
        "SECURITY.md",
        "CONTRIBUTING.md",
        "CODE_OF_CONDUCT.md",
        "CHANGELOG.md",
    ),
)
"""What the project is made of, below its root."""

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+@-]*")
_EXCLUDED_FOLDERS = ("__pycache__", ".ipynb_checkpoints", "node_modules")
_REPOSITORY_FILES = (
    *(".ci", ".devcontainer", ".github"),
    *(".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
)
"""Further files of the repository that the build does not read."""
_CHECKED_ELSEWHERE = {"chapters": (".md", ".ipynb"), "data": (".csv",)}
"""Suffixes of files that other checks read, by folder."""
_CHECKED_ELSEWHERE_BY_NAME = ("references.bib", "_config.yml", "_toc.yml", "CITATION.cff")
_PUBLISHED = ("chapters", "data", "src")
_TEXTS = (".py", ".toml", ".json", ".js", ".mjs", ".css", ".html", ".csl", ".txt", ".svg", ".md", ".yml")


class TreeError(ReviewHelpersError):
    """A file of the project that leads out of it, or is no file."""


def faults(root: Path) -> list[Fault]:
    """Faults of names and types of files: links out of the project, special files, unusual characters in names.

    Parameters
    ----------
    root : Path
        Folder of the project.
    """
    return [fault for path in _paths(root) if (fault := _of_path(path, root))]


def refuse(root: Path) -> None:
    """Stop a build of a project that has such faults.

    Raises
    ------
    TreeError
        With a line for each.
    """
    if found := faults(root):
        raise TreeError("\n".join(map(str, found)))


def texts(root: Path) -> list[Fault]:
    """Faults of the texts that no other check reads: conflict markers and invisible characters.

    Parameters
    ----------
    root : Path
        Folder of the project.
    """
    return [
        fault
        for path in _paths(root, (*PARTS, *_REPOSITORY_FILES))
        if not path.is_dir()
        and not _of_path(path, root)
        and not _is_checked_elsewhere(path.relative_to(root))
        for fault in _of_text(path, path.relative_to(root).as_posix())
    ]


def _is_checked_elsewhere(path: PurePath) -> bool:
    if path.name.endswith("~") or re.fullmatch(r"#.*#", path.name):
        return True  # Nothing reads the backup files of editors.
    return path.as_posix() in _CHECKED_ELSEWHERE_BY_NAME or path.suffix in _CHECKED_ELSEWHERE.get(
        path.parts[0], ()
    )


def private(path: PurePath) -> bool:
    """Whether a path below the root is none of the project's own: what begins with a dot, and what was built.

    Examples
    --------
    >>> private(PurePath(".git/config")), private(PurePath("_build/html")), private(PurePath("data/a.csv"))
    (True, True, False)
    """
    return any(part.startswith(".") for part in path.parts) or path.parts[:1] == ("_build",)


def _paths(root: Path, parts: tuple[str, ...] = PARTS) -> Iterator[Path]:
    for part in parts:
        top = root / part
        if top.is_symlink() or not top.is_dir():
            if os.path.lexists(top):
                yield top
            continue
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(
                name for name in folders if name not in _EXCLUDED_FOLDERS and not name.endswith(".egg-info")
            )
            for name in sorted([*folders, *names]):
                # Hidden files are those of editors and systems; nothing reads them.
                if not name.startswith(".") or os.path.islink(os.path.join(folder, name)):
                    yield Path(folder, name)


def _of_path(path: Path, root: Path) -> Fault | None:
    name = ascii(path.relative_to(root).as_posix())[1:-1]
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(root.resolve()) or private(target.relative_to(root.resolve())):
            return Fault(name, None, None, f"a link to {os.readlink(path)!a}", "a file of the project itself")
        if not target.exists():
            return Fault(name, None, None, f"a link to {os.readlink(path)!a}", "a file that is there")
        return None
    kind = path.lstat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        return Fault(name, None, None, "what is neither a file nor a folder", "a file or a folder")
    if not _NAME.fullmatch(path.name) and path.relative_to(root).parts[0] in _PUBLISHED:
        # Nothing reads the backup files of editors.
        if path.name.endswith("~") or re.fullmatch(r"#.*#", path.name):
            return None
        return Fault(name, None, None, f"the name {path.name!a}", "letters A to Z, digits and . _ + @ -")
    return None


def _of_text(path: Path, name: str) -> Iterator[Fault]:
    raw = path.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        # Images and fonts are binary files.
        if path.suffix in (*_TEXTS, "") or b"\0" not in raw:
            yield Fault(name, None, None, f"byte 0x{raw[error.start]:02x}", "UTF-8 text")
        return
    yield from invisible_characters.faults(text, name)
    yield from conflict_markers.faults(text, name)
    if path.suffix in (".json", ".toml"):
        yield from _of_values(text, path.suffix, name)


def _of_values(text: str, suffix: str, name: str) -> Iterator[Fault]:
    """Faults of the values of JSON and TOML, where an escape may write any character."""
    try:
        values = json.loads(text) if suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        yield Fault(
            name, getattr(error, "lineno", None), None, f"what cannot be read ({error})", suffix[1:].upper()
        )
        return
    for place, sign in invisible_characters.find_in_values(values):
        escaped = re.search(rf"\\u{{?0*{ord(sign):x}\b|\\U{ord(sign):08x}", text, re.IGNORECASE)
        line = text[: escaped.start()].count("\n") + 1 if escaped else None
        where = ".".join(map(str, place)) or None
        yield Fault(name, line, where, f"the character {sign!a}", "characters that a reader sees")
