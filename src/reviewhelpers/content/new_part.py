"""The skeleton of a new part: a page, a figure of what its source prints, its tests, and rows to fill.

All is made and tried in a copy of the project. Files move into the project only when the notebooks have run
there and the check is silent, so that a part is there whole or not at all.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import keyword
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from reviewhelpers import figures
from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import close_matches
from reviewhelpers.content import new_part_templates
from reviewhelpers.content.new_part_templates import NEXT as NEXT
from reviewhelpers.dataset import data

COPIED = (
    *("chapters", "data", "src", "references.bib"),
    *("_config.yml", "_toc.yml", "CITATION.cff", "LICENSE-CONTENT.md", "pyproject.toml"),
)
"""What notebooks and the check need of the project."""

KEY_NUMBERS = 3
"""How many numbers the first page of a part opens with."""

TO_FILL = ("systems", "performance")
"""Tables of which the skeleton holds a row to fill."""

_NAME = re.compile(r"[a-z][a-z0-9]{1,19}")
_TITLE = re.compile(r"[^\W_](?:[^\W_]|[ ,()–−-]){0,58}[^\W_)]")
# The parts that read one source each stand before the part that reads across them.
_TOC_MARK = "  - caption: Across the parts\n"
_INDEX_MARK = "(parts-to-come)=\n"


class Refused(ReviewHelpersError):
    """A part that cannot be made as it was asked for; nothing was written."""


def make(
    name: str, title: str, source: str, root: Path = data.ROOT, say: Callable[[str], None] = print
) -> list[str]:
    """Write the skeleton of a part into the project.

    Parameters
    ----------
    name : str
        Folder of its chapters and beginning of its labels: one word in small letters and digits.
    title : str
        Its name in the contents.
    source : str
        The document that it reads: an id of ``data/sources.csv`` of which the data hold numbers already.
    root : Path
        Folder of the project.
    say : callable
        Takes the lines of progress.

    Returns
    -------
    list of str
        The files that are new, or changed by more than outputs that were stored anew.

    Raises
    ------
    Refused
        When the name, the title or the source will not do, or the project with the part fails its check.
    """
    key, numbers = _source(source, root)
    _check_name(name, title, root)
    names = {"name": name, "title": title, "source": source, "cite": key}
    new = _new_files(names, numbers, root)
    for path, text in new.items():
        existing = root / path
        # What an earlier attempt that was cut off left is the same.
        if (
            existing.exists()
            and path.endswith((".py", ".csv"))
            and existing.read_text(encoding="utf-8") != text
        ):
            raise Refused(f"{path}: found a file, expected none: the name {name!r} is taken")
    changed = _changed_files(names, new, root)
    atomic_writes.make_folder(root / "_build")
    with tempfile.TemporaryDirectory(prefix="new-part-", dir=root / "_build") as folder:
        copy = Path(folder)
        _copy(root, copy)
        for path, text in (new | changed).items():
            atomic_writes.make_folder((copy / path).parent)
            atomic_writes.write(copy / path, text.encode())
        _register(copy, root)
        say("trying the part in a copy: running the notebooks")
        _run(copy, "refresh")
        say("trying the part in a copy: checking")
        _run(copy, "check")
        _write_all(root, _changed_in_copy(copy, root))
    return sorted({*new, *changed, "data/ids.txt"})


def _source(source: str, root: Path) -> tuple[str, list[pd.Series]]:
    """Key of a source's work, and the numbers that its part opens with."""
    sources = data.table("sources", root / "data")
    if source not in sources.index:
        known = ", ".join(close_matches(source, sources.index) or sources.index)
        raise Refused(f"source {source!r}: expected an id of data/sources.csv, such as {known}")
    frames = [data.table(name, root / "data") for name in data.NUMBER_TABLES]
    numbers = [row for frame in frames for _, row in frame[frame["source"] == source].iterrows()]
    if len(numbers) < KEY_NUMBERS:
        raise Refused(
            f"source {source!r}: found {len(numbers)} numbers of it in data/, "
            f"expected {KEY_NUMBERS} at least, with which the part opens"
        )
    return str(sources.loc[source, "cite"]), numbers[:KEY_NUMBERS]


def _check_name(name: str, title: str, root: Path) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise Refused(f"name {name!r}: expected one word of 2 to 20 small letters and digits")
    if not _TITLE.fullmatch(title):
        raise Refused(f"title {title!r}: expected 2 to 60 letters, digits, spaces, commas and hyphens")
    toc = (root / "_toc.yml").read_text(encoding="utf-8")
    if f" chapters/{name}/" in toc or _is_taken(name):
        raise Refused(f"name {name!r}: expected one that no part of the book has")
    if title in {part.get("caption") for part in yaml.safe_load(toc).get("parts", [])}:
        raise Refused(f"title {title!r}: expected one that no part of the book has")


def _is_taken(name: str) -> bool:
    """Whether the package, or its figures, have something under this name: a module would hide it."""
    return importlib.util.find_spec(f"reviewhelpers.{name}") is not None or hasattr(figures, name)


def _new_files(names: Mapping[str, str], numbers: list[pd.Series], root: Path) -> dict[str, str]:
    """The files that are the part's own, by path."""
    name = names["name"]
    labels = data.table("quantities", root / "data")["label"]
    opening = [f"- {{value}}`{row['id']}` {labels[row['quantity']]}" for row in numbers]
    page = [
        ("markdown", new_part_templates.PAGE.substitute(names, numbers="\n".join(opening))),
        ("code", f'from reviewhelpers import figures\n\nfigures.show("fig-{name}-printed")'),
    ]
    known = {"source": names["source"], "part": name, "cite": names["cite"]}
    return {
        f"chapters/{name}/start.ipynb": _notebook(page),
        f"src/reviewhelpers/figures/{name}.py": new_part_templates.FIGURE.substitute(names),
        f"src/reviewhelpers/figures/fig-{name}-printed.md": new_part_templates.WORDS.substitute(names),
        f"tests/test_figures_{name}.py": new_part_templates.TESTS.substitute(names),
        **{f"chapters/{name}/to-fill/{table}.csv": _to_fill(table, known, root) for table in TO_FILL},
    }


def _notebook(cells: list[tuple[str, str]]) -> str:
    """A notebook that has not run."""
    written_cells: list[dict[str, Any]] = []
    for kind, source in cells:
        cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
        if kind == "code":
            cell |= {"metadata": {"tags": ["remove-input"]}, "outputs": [], "execution_count": None}
        written_cells.append(cell)
    return json.dumps({"cells": written_cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _to_fill(table: str, known: Mapping[str, str], root: Path) -> str:
    """The head of a table and a row in which stands what is known before the source is read."""
    columns = [field["name"] for field in data.resource(table, root / "data")["schema"]["fields"]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, [known.get(column, "") for column in columns]])
    return text.getvalue()


def _changed_files(names: Mapping[str, str], new: Mapping[str, str], root: Path) -> dict[str, str]:
    """Files of the project that name the part, as they are with it."""
    name, page = names["name"], f"chapters/{names['name']}/start"

    def text(path: str) -> str:
        return (root / path).read_text(encoding="utf-8")

    def with_before(path: str, mark: str, added: str) -> str:
        before, matched, after = text(path).partition(mark)
        if not matched:
            raise Refused(f"{path}: found no line {mark.strip()!r}, expected one, before which the part goes")
        # An attempt that was cut off may have left it.
        return before + matched + after if added in before else before + added + matched + after

    caption = yaml.safe_dump({"caption": names["title"]}, allow_unicode=True, width=200)
    part = f"  - {caption}    numbered: 1\n    chapters:\n      - file: {page}\n"
    listed = text("chapters/addresses.txt").splitlines()
    labels = (f"{name}-start", f"{name}-start-numbers", f"{name}-start-missing", f"fig-{name}-printed")
    anchors = [page, *(f"{page}#{label}" for label in labels)]
    heads = [line for line in listed if line.startswith("#")]
    addresses = sorted({*listed, *anchors} - {*heads, ""})
    package = json.loads(text("data/datapackage.json"))
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            parts = field.get("constraints", {}).get("enum", [])
            if field["name"] == "part" and name not in parts:
                parts.append(name)
    return {
        "_toc.yml": with_before("_toc.yml", _TOC_MARK, part),
        "chapters/index.md": with_before(
            "chapters/index.md", _INDEX_MARK, new_part_templates.CARD.substitute(names)
        ),
        "chapters/addresses.txt": "\n".join([*heads, *addresses]) + "\n",
        "data/datapackage.json": json.dumps(package, ensure_ascii=False, indent=1) + "\n",
    }


def _copy(root: Path, copy: Path) -> None:
    skipped = shutil.ignore_patterns(
        "__pycache__", "*.egg-info", ".ipynb_checkpoints", f"*{atomic_writes.PARTIAL_SUFFIX}"
    )
    for part in COPIED:
        if (root / part).is_dir():
            shutil.copytree(root / part, copy / part, ignore=skipped)
        elif (root / part).is_file():
            shutil.copy2(root / part, copy / part)
    # Also where the project may only be read.
    for path in copy.rglob("*"):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def _register(copy: Path, root: Path) -> None:
    """Enter the changed descriptor, and nothing that somebody changed without entering it."""
    from reviewhelpers.validation import check

    data.descriptor.cache_clear()
    ours = re.compile(r"datapackage id \w+\.part ")
    lines = check.register_text(copy / "data", copy / "references.bib").splitlines()
    renewed = {" ".join(line.split()[:3]): line for line in lines if ours.match(line)}
    path = copy / "data" / "ids.txt"
    registered = path.read_text(encoding="utf-8").splitlines()
    text = "".join(f"{renewed.get(' '.join(line.split()[:3]), line)}\n" for line in registered)
    atomic_writes.write(path, text.encode())


def _run(copy: Path, command: str) -> None:
    """Run a command of the project in its copy.

    Raises
    ------
    Refused
        With what the command says, when it fails.
    """
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "reviewhelpers", command],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        output = (result.stdout if command == "check" else result.stderr).strip()
        raise Refused(f"with the part `reviewhelpers {command}` fails, and nothing was written:\n{output}")


def _changed_in_copy(copy: Path, root: Path) -> dict[Path, bytes]:
    """What the copy holds and the project does not; the order of the book, which makes it a part, last."""
    files = {}
    for path in sorted(path for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        if path.is_relative_to(copy / "_build"):
            continue
        target, content = root / path.relative_to(copy), path.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            files[target] = content
    return dict(sorted(files.items(), key=lambda item: item[0].name == "_toc.yml"))


def _write_all(root: Path, files: Mapping[Path, bytes]) -> None:
    """Write files; where one cannot be written, all are what they were."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    folders = [path for path in {path.parent for path in files} if not path.exists()]
    written = []
    try:
        for path, content in files.items():
            atomic_writes.make_folder(path.parent)
            atomic_writes.write(path, content)
            written.append(path)
    except BaseException:
        for path in written:
            if (old := before[path]) is None:
                path.unlink(missing_ok=True)
            else:
                atomic_writes.write(path, old)
        for folder in sorted(folders, reverse=True):
            while folder != root and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
        raise
