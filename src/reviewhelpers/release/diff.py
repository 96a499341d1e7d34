"""Changes between two states of the book: rows, works, plotted values and findings, with old and new values."""

from __future__ import annotations

import csv
import difflib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bibtexparser.entrypoint import parse_string

from reviewhelpers._core import git
from reviewhelpers._core.errors import ReviewHelpersError

KINDS = {
    "data": "Rows of data",
    "work": "Works",
    "figure": "Plotted values",
    "finding": "Findings of the audit",
}
"""Kinds of compared items, with their headings."""

_OUTPUTS_SCRIPT = """
import dataclasses, json, sys
from reviewhelpers import audit, figures
asked = json.loads(sys.argv[1])
plots = {id: figures.data_csv(figures.make(id).data) for id in figures.ids() if asked is None or id in asked}
json.dump([plots, [dataclasses.asdict(found) for found in audit.run()]], sys.stdout)
"""
"""Run with the code of the compared state, whose figures and findings it prints."""

Fields = dict[str, str]
State = dict[str, dict[str, Fields]]
"""Fields of each item, by kind and by name."""


class ChangesError(ReviewHelpersError):
    """Two states that cannot be compared."""


@dataclass(frozen=True)
class Change:
    """One changed field of one item.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    name : str
        Id of the row or figure, key of the work, or rule and rows of the finding.
    field : str
        Column or field; ``""`` for an item that is new or removed.
    old, new : str or None
        The old and new value; None where there was or is no such item.
    """

    kind: str
    name: str
    field: str
    old: str | None
    new: str | None


@contextmanager
def checkout(root: Path, tag: str) -> Iterator[Path]:
    """A temporary worktree of the project at a tag.

    Raises
    ------
    ChangesError
        When git knows no such tag.
    """
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "then"
        command = ["git", "-C", str(root), "worktree"]
        # With the variables of a hook, git would create the worktree in another repository.
        environment = git.clean_environment()
        # Unregister worktrees of killed commands, which are gone from the disk.
        subprocess.run([*command, "prune"], env=environment, capture_output=True, check=False)
        add = [*command, "add", "--quiet", "--detach", str(folder), f"refs/tags/{tag}"]
        result = subprocess.run(add, env=environment, capture_output=True, text=True, check=False)
        if result.returncode:
            raise ChangesError(f"{tag}: {result.stderr.strip().splitlines()[-1]}")
        try:
            yield folder
        finally:
            remove = [*command, "remove", "--force", str(folder)]
            subprocess.run(remove, env=environment, capture_output=True, check=False)


def read_state(root: Path, figures: Sequence[str] | None = None) -> State:
    """Read a state of the project.

    Parameters
    ----------
    root : Path
        Folder of the project in that state.
    figures : sequence of str, optional
        Ids of the figures to compare; by default all.

    Raises
    ------
    ChangesError
        When its code fails.
    """
    plots, findings = _run_state_code(root, figures)
    return {
        "data": dict(_rows(root / "data")),
        "work": _works((root / "references.bib").read_text(encoding="utf-8")),
        "figure": {id: {"": text} for id, text in plots.items()},
        "finding": dict(_findings(findings)),
    }


def _run_state_code(
    root: Path, figures: Sequence[str] | None
) -> tuple[dict[str, str], list[dict[str, str | Sequence[str]]]]:
    command = [sys.executable, "-c", _OUTPUTS_SCRIPT, json.dumps(figures)]
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise ChangesError(f"{root}: {(result.stderr.strip() or 'its code fails').splitlines()[-1]}")
    plots, findings = json.loads(result.stdout)
    return plots, findings


def _rows(folder: Path) -> Iterator[tuple[str, Fields]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["id"], {column: value or "" for column, value in row.items() if column != "id"}


def _works(text: str) -> dict[str, Fields]:
    entries = parse_string(text).entries
    return {entry.key: {field.key: str(field.value) for field in entry.fields} for entry in entries}


def _findings(findings: Sequence[Mapping[str, str | Sequence[str]]]) -> Iterator[tuple[str, Fields]]:
    count: Counter[str] = Counter()
    for finding in findings:
        fields = {key: value if isinstance(value, str) else " ".join(value) for key, value in finding.items()}
        name = f"{fields.pop('rule')}: {fields.pop('rows')}"
        count[name] += 1
        # A rule may have two findings on the same rows.
        yield (f"{name} ({count[name]})" if count[name] > 1 else name), fields


def compare(old: State, new: State) -> list[Change]:
    """The changes from one state to another, by kind and name.

    Examples
    --------
    >>> none = {kind: {} for kind in KINDS}
    >>> for change in compare(none | {"data": {"a": {"unit": "V"}}}, none | {"data": {"a": {"unit": "mV"}}}):
    ...     print(change.name, change.field, change.old, change.new)
    a unit V mV
    """
    return [
        change
        for kind in KINDS
        for name in sorted(old[kind].keys() | new[kind].keys())
        for change in _compare_item(kind, name, old[kind].get(name), new[kind].get(name))
    ]


def _compare_item(kind: str, name: str, old: Fields | None, new: Fields | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(kind, name, "", None if old is None else "", None if new is None else "")
    elif kind == "figure":
        for field, before, after in _compare_points(old[""], new[""]):
            yield Change(kind, name, field, before, after)
    else:
        for field in sorted(old.keys() | new.keys()):
            before, after = old.get(field, ""), new.get(field, "")
            if before != after:
                yield Change(kind, name, field, before, after)


def _compare_points(old: str, new: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Changed points: points at the same position of the list are taken for the same one."""
    before, after = (list(csv.reader(io.StringIO(text))) for text in (old, new))
    matcher = difflib.SequenceMatcher(None, [*map(tuple, before)], [*map(tuple, after)], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = min(i_end - i, j_end - j)
        for a, b in zip(before[i : i + pairs], after[j : j + pairs], strict=True):
            if len(a) == len(b) == len(before[0]) and before[0] == after[0]:
                columns = zip(before[0], a, b, strict=True)
                yield from ((column, x, y) for column, x, y in columns if x != y)
            else:
                yield "point", ", ".join(a), ", ".join(b)
        yield from (("point", ", ".join(row), None) for row in before[i + pairs : i_end])
        yield from (("point", None, ", ".join(row)) for row in after[j + pairs : j_end])


def to_json(since: str, changes: Sequence[Change]) -> str:
    """Changes as the JSON text that the page reads."""
    record = {"since": since, "changes": [asdict(change) for change in changes]}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
