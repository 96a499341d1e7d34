"""What moved between two states of the book: rows, works, plotted values and findings, with old and new."""

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
"""What is compared, with its heading."""

_MADE = """
import dataclasses, json, sys
from reviewhelpers import audit, figures
asked = json.loads(sys.argv[1])
plots = {id: figures.data_csv(figures.make(id).data) for id in figures.ids() if asked is None or id in asked}
json.dump([plots, [dataclasses.asdict(found) for found in audit.run()]], sys.stdout)
"""
"""Run by the code of the state itself: it alone knows what it draws and finds."""

Fields = dict[str, str]
State = dict[str, dict[str, Fields]]
"""Fields of each thing, by kind and by name."""


class ChangesError(ReviewHelpersError):
    """Two states that cannot be compared."""


@dataclass(frozen=True)
class Change:
    """One field of one thing that says something else now.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    name : str
        Id of the row or figure, key of the work, or rule and rows of the finding.
    field : str
        Column or field; ``""`` where the whole thing is new or gone.
    old, new : str or None
        What stood and stands there; None where there was or is no such thing.
    """

    kind: str
    name: str
    field: str
    old: str | None
    new: str | None


@contextmanager
def at(root: Path, tag: str) -> Iterator[Path]:
    """A folder with the project as it was at a tag, for as long as it is needed.

    Raises
    ------
    ChangesError
        When git knows no such tag.
    """
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "then"
        command = ["git", "-C", str(root), "worktree"]
        # Variables of a hook would have git make the folder in another repository.
        environment = git.clean_environment()
        # What a command that was killed had added is gone from the disk, and git still counts it.
        subprocess.run([*command, "prune"], env=environment, capture_output=True, check=False)
        add = [*command, "add", "--quiet", "--detach", str(folder), f"refs/tags/{tag}"]
        done = subprocess.run(add, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ChangesError(f"{tag}: {done.stderr.strip().splitlines()[-1]}")
        try:
            yield folder
        finally:
            remove = [*command, "remove", "--force", str(folder)]
            subprocess.run(remove, env=environment, capture_output=True, check=False)


def state(root: Path, figures: Sequence[str] | None = None) -> State:
    """What a state of the project holds.

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
    plots, findings = _made(root, figures)
    return {
        "data": dict(_rows(root / "data")),
        "work": _works((root / "references.bib").read_text(encoding="utf-8")),
        "figure": {id: {"": text} for id, text in plots.items()},
        "finding": dict(_findings(findings)),
    }


def _made(
    root: Path, figures: Sequence[str] | None
) -> tuple[dict[str, str], list[dict[str, str | Sequence[str]]]]:
    command = [sys.executable, "-c", _MADE, json.dumps(figures)]
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChangesError(f"{root}: {(done.stderr.strip() or 'its code fails').splitlines()[-1]}")
    plots, findings = json.loads(done.stdout)
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
    met: Counter[str] = Counter()
    for found in findings:
        said = {key: value if isinstance(value, str) else " ".join(value) for key, value in found.items()}
        name = f"{said.pop('rule')}: {said.pop('rows')}"
        met[name] += 1
        # A rule may find two things in the same rows.
        yield (f"{name} ({met[name]})" if met[name] > 1 else name), said


def changes(old: State, new: State) -> list[Change]:
    """What moved from one state to another, by kind and name.

    Examples
    --------
    >>> none = {kind: {} for kind in KINDS}
    >>> for change in changes(none | {"data": {"a": {"unit": "V"}}}, none | {"data": {"a": {"unit": "mV"}}}):
    ...     print(change.name, change.field, change.old, change.new)
    a unit V mV
    """
    return [
        change
        for kind in KINDS
        for name in sorted(old[kind].keys() | new[kind].keys())
        for change in _of_one(kind, name, old[kind].get(name), new[kind].get(name))
    ]


def _of_one(kind: str, name: str, old: Fields | None, new: Fields | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(kind, name, "", None if old is None else "", None if new is None else "")
    elif kind == "figure":
        for field, before, after in _plotted(old[""], new[""]):
            yield Change(kind, name, field, before, after)
    else:
        for field in sorted(old.keys() | new.keys()):
            before, after = old.get(field, ""), new.get(field, "")
            if before != after:
                yield Change(kind, name, field, before, after)


def _plotted(old: str, new: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Points that moved: those that stand in the same place of the list are taken for the same."""
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


def record(since: str, found: Sequence[Change]) -> str:
    """Changes as a file keeps them, for the page to show."""
    kept = {"since": since, "changes": [asdict(change) for change in found]}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
