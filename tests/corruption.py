"""Damage the project in many ways and count what its own check reports; ``make corruption`` prints the score.

Each damage is looked at four times: by the rules of the package, by its register of ids, by the texts of the
sources, and by what a reader of the report learns: the file, the line and the cell.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import functools
import inspect
import io
import multiprocessing
import os
import shutil
import sys
import tempfile
import traceback
import zlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import damage

from reviewhelpers._core.errors import Fault
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import bibliography, data, quote_search
from reviewhelpers.validation import (
    book_config,
    check,
    id_register,
    package_schema,
    package_tables,
    page_style,
    pages,
    plausible_values,
    quote_agreement,
)

SOURCES = data.ROOT.parent / "shared" / "sources"
PARTS = ("chapters", "data", "references.bib", "_config.yml", "_toc.yml", "CITATION.cff", "pyproject.toml")


ALONE = """
{} were seen by the register of ids alone: words and judgements of our own, keys and words allowed in their
place, the order of rows, fields of works. The package holds no second copy of these, and no text of a source
prints them: whoever renews the register over them hides them, so that the command names each."""


@dataclass(frozen=True)
class Seen:
    """What the check said of one damage.

    Parameters
    ----------
    rules, ids : bool
        Whether a rule reported it, and whether the register of ids did.
    texts : bool
        Whether the texts of the sources showed it.
    file, row, cell : bool
        Whether a report of the package names the damaged file, its line, and its column or cell.
    escaped : str
        What came out of the check beside its report: a traceback, or lines of a library.
    """

    damage: damage.Damage
    rules: bool = False
    ids: bool = False
    texts: bool = False
    file: bool = False
    row: bool = False
    cell: bool = False
    escaped: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def reported(self) -> bool:
        """Whether the package by itself reports it, in the file that was damaged."""
        return (self.rules or self.ids) and self.file and not self.escaped


def _remember(module: Any, name: str, key: Callable[..., Hashable]) -> Callable[[], None]:
    """Keep what a function of a check gave, by all that its value depends on; gives what undoes it.

    A key of None, and what is raised, are not kept.
    """
    function = getattr(module, name)
    held: dict[Hashable, Any] = {}

    @functools.wraps(function)
    def remembered(*given: Any, **named: Any) -> Any:
        by = key(*given, **named)
        if by is None:
            return function(*given, **named)
        if by not in held:
            value = function(*given, **named)
            held[by] = list(value) if inspect.isgenerator(value) else value
        return held[by]

    setattr(module, name, remembered)
    return lambda: setattr(module, name, function)


def _bytes(*paths: Path) -> Hashable:
    return tuple(path.read_bytes() if path.is_file() else path.name for path in paths)


def _cited(bib: Path, citations: Path) -> Hashable:
    return _bytes(bib, citations, citations.with_name("journals.csv"))


def _table(table: id_register.Table, known: id_register.Known) -> Hashable:
    if not table.file.endswith(".csv"):
        return None  # Its lines depend on more than its rows.
    rows = tuple((id, *row.items()) for id, row in table.rows.items())
    held = (known.ids.items(), known.cells.items(), known.columns, known.given_up)
    return table.file, rows, *map(tuple, held)


_PIECES: tuple[tuple[Any, str, Callable[..., Hashable]], ...] = (
    (
        package_tables,
        "read",
        lambda folder, resource: (
            resource["path"],
            _bytes(folder / resource["path"]),
            tuple(field["name"] for field in resource["schema"]["fields"]),
        ),
    ),
    (
        plausible_values,
        "of_number",
        lambda cells, known: (*cells.items(), *known.get(cells["quantity"], {}).items()),
    ),
    (quote_agreement, "of_number", lambda cells: tuple(cells.items())),
    (quote_agreement, "of_conditions", lambda cells: tuple(cells.items())),
    (reactions, "balance", lambda equation: equation if isinstance(equation, str) else None),
    (reactions, "electrons", lambda equation: equation if isinstance(equation, str) else None),
    (id_register, "_of_table", _table),
    (bibliography, "faults", lambda bib, citations: (bib.name, citations.name, _cited(bib, citations))),
    (bibliography, "read", lambda bib=bibliography.REFERENCES: _bytes(bib)),
    (pages, "_notebook", lambda path, name, works=(): (name, _bytes(path), frozenset(works))),
    (quote_search, "sections", lambda text, headings: (text, tuple(headings))),
    (quote_search, "occurs_in", lambda quote, text: (quote, text)),
)
"""Parts of the check that look at one file, row or text by itself, with what their value depends on."""


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """Look once at what does not change: one damage changes one file, a thousand leave the rest as it was."""
    with contextlib.ExitStack() as stack:
        for module, name, key in _PIECES:
            stack.callback(_remember(module, name, key))
        yield


def copy(root: Path) -> Path:
    """What a check looks at, below a new folder."""
    for part in PARTS:
        source = data.ROOT / part
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=shutil.ignore_patterns(".*"))
        else:
            root.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, root / part)
    return root


def look(root: Path, drawn: damage.Damage, sources: Path | None) -> Seen:
    """Damage a sound copy, check it, and put it right again."""
    path = root / drawn.file
    before = path.read_bytes() if path.exists() else None
    beside = io.StringIO()
    try:
        if drawn.content is None:
            path.unlink()
        else:
            path.write_bytes(drawn.content)
        with contextlib.redirect_stderr(beside), contextlib.redirect_stdout(beside):
            faults = _checked(root, drawn, sources)
    except Exception:
        return Seen(drawn, escaped=traceback.format_exc())
    finally:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(before)
    package = tuple(fault for fault in faults if not _by_texts(fault))
    here = [fault for fault in package if _is_in(drawn, fault)]
    return Seen(
        drawn,
        rules=not all(_by_register(fault) for fault in package),
        ids=any(_by_register(fault) for fault in package),
        texts=len(package) < len(faults),
        file=bool(here),
        row=any(_is_on(drawn, fault) for fault in here),
        cell=any(_is_on(drawn, fault) and drawn.column in (None, fault.column) for fault in here),
        escaped=beside.getvalue(),
        faults=package,
    )


def _is_in(drawn: damage.Damage, fault: Fault) -> bool:
    # Where register and table differ, either may be right: the report stands at one and names the other.
    return drawn.file == fault.file or (drawn.file == damage.REGISTER and id_register.FILE in fault.expected)


def _is_on(drawn: damage.Damage, fault: Fault) -> bool:
    named = drawn.file == damage.REGISTER and f"line {drawn.row} of" in fault.expected
    return drawn.row in (None, fault.row) or fault.row in drawn.block or named


def _checked(root: Path, drawn: damage.Damage, sources: Path | None) -> list[Fault]:
    """What `reviewhelpers check` says of the damaged file; the parts that do not read it are left out.

    One damage in twenty is given to the whole of the check.
    """
    folder, bib = root / "data", root / "references.bib"
    if drawn.file == damage.DESCRIPTOR or zlib.crc32(drawn.what.encode()) % 20 == 0:
        return check.project(root, sources)
    if drawn.file == book_config.CONFIG:
        return book_config.config_faults(root)
    if drawn.file == damage.TOC:
        return book_config.toc_faults(root) or pages.faults(root, _names())
    if drawn.file.startswith("chapters/"):
        found = pages.of_file(root / drawn.file, drawn.file) or pages.faults(root, _names())
        return found or list(page_style.faults(root))
    found = check.check(folder, bib, sources, schema=False)
    return found + package_schema.faults(folder, _beside(folder, Path(drawn.file).stem))


def _beside(folder: Path, table: str) -> set[str]:
    """A table, those it has keys into, and those with keys into it, as far as their form is sound."""
    names = set()
    for entry in data.descriptor(folder)["resources"]:
        keys = {key["reference"]["resource"] for key in entry["schema"].get("foreignKeys", [])}
        if entry["name"] == table:
            names |= {table, *keys}
        elif table in keys:
            names.add(entry["name"])
    fields = {entry["name"]: entry for entry in data.descriptor(folder)["resources"]}

    def sound(name: str) -> bool:
        return not package_tables.read(folder, fields[name])[0]

    return {name for name in names if sound(name)}


@functools.cache
def _names() -> pages.Names:
    """What the sound project's pages may name."""
    tables = {entry["name"] for entry in data.descriptor()["resources"]}
    rows = {id for name in tables for id in data.table(name).index}
    return pages.Names(rows, set(bibliography.read()), tables)


def _by_register(fault: Fault) -> bool:
    return "register" in fault.expected or "register" in fault.found


def _by_texts(fault: Fault) -> bool:
    return fault.expected.startswith(("characters that stand in", "a heading of", "a text in"))


def score(seen: Iterable[Seen]) -> tuple[str, list[Seen]]:
    """The score by kind as text, and the damages that were missed."""
    by_kind: dict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        by_kind[each.damage.kind].append(each)
    width = max(map(len, by_kind))
    counts: dict[str, Callable[[Seen], bool]] = {
        "tried": lambda each: True,
        "rules": lambda each: each.rules,
        "ids": lambda each: each.ids,
        "texts": lambda each: each.texts,
        "ids alone": lambda each: each.ids and not each.rules and not each.texts,
        "missed": lambda each: not each.reported,
        "its line": lambda each: each.file and each.row,
        "its cell": lambda each: each.file and each.row and each.cell,
    }
    lines = [f"{'kind':{width}}" + "".join(f"{name:>11}" for name in counts)]
    missed, altering = [], []
    for kind, all in by_kind.items():
        if all[0].damage.harmless:
            reported = sum(bool(each.faults) for each in all)
            why = all[0].damage.harmless
            lines.append(f"{kind:{width}}{len(all):11}  harmless, {reported} reported: {why}")
            missed += [each for each in all if each.escaped]
            continue
        lines.append(_line(kind, width, counts, all))
        missed += [each for each in all if not each.reported]
        altering += all
    return "\n".join([*lines, _line("all that alter the meaning", width, counts, altering)]), missed


def _line(kind: str, width: int, counts: dict[str, Callable[[Seen], bool]], all: list[Seen]) -> str:
    return f"{kind:{width}}" + "".join(f"{sum(map(count, all)):11}" for count in counts.values())


def some(drawn: list[damage.Damage], each: int) -> list[damage.Damage]:
    """At most so many damages of each kind, spread over all of it."""
    by_kind: dict[str, list[damage.Damage]] = defaultdict(list)
    for one in drawn:
        by_kind[one.kind].append(one)
    kept = []
    for all in by_kind.values():
        step = max(1, -(-len(all) // each))
        kept += all[::step]
    return kept


def run(drawn: list[damage.Damage], folder: Path, sources: Path | None) -> list[Seen]:
    """Look at all damages, in a process for each core, that has a copy and knows the sound project."""
    jobs = os.cpu_count() or 1
    shares = [list(range(job, len(drawn), jobs)) for job in range(jobs)]
    roots = [copy(folder / f"copy-{job}") for job in range(jobs)]
    given = [([drawn[at] for at in share], root, sources) for share, root in zip(shares, roots, strict=True)]
    fork = multiprocessing.get_context("fork")
    with remembering():
        for root in roots:
            assert check.project(root, sources) == []  # What this process knows, those forked from it know.
        with concurrent.futures.ProcessPoolExecutor(jobs, fork) as pool:
            done = list(pool.map(_share, given))
    seen = {
        at: each
        for share, found in zip(shares, done, strict=True)
        for at, each in zip(share, found, strict=True)
    }
    return [seen[at] for at in range(len(drawn))]


def _share(given: tuple[list[damage.Damage], Path, Path | None]) -> list[Seen]:
    drawn, root, sources = given
    return [look(root, each, sources) for each in drawn]


def main() -> int:
    """Print the score; status 1 where a damage that alters the meaning was missed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--sources", type=Path, default=SOURCES)
    parser.add_argument("--kind", default="", help="only kinds with these words")
    parser.add_argument("--each", type=int, default=1000, help="at most so many of a kind")
    parser.add_argument(
        "--verbose", action="store_true", help="also those not found in their own line or cell"
    )
    chosen = parser.parse_args()
    sources = chosen.sources if chosen.sources.is_dir() else None
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder) / "project")
        if sound := check.project(root):
            print("The project has faults before it is damaged:", *sound, sep="\n")
            return 1
        drawn = some(
            [each for each in damage.damages(root, chosen.seed) if chosen.kind in each.kind], chosen.each
        )
        seen = run(drawn, Path(folder), sources)
    text, missed = score(seen)
    print(
        f"{text}\n\n{len(drawn)} damages of {len({each.kind for each in drawn})} kinds, seed {chosen.seed}."
    )
    if sources is None:
        print("The texts of the sources are not beside this clone: the column 'texts' is empty.")
    altering = [each for each in seen if not each.damage.harmless]
    print(ALONE.format(sum(each.ids and not each.rules and not each.texts for each in altering)))
    for each in seen:
        placed = each.file and each.row and each.cell
        if chosen.verbose and not each.damage.harmless and not placed:
            place = f"{each.damage.row}:{each.damage.column}"
            print(f"  elsewhere: {each.damage.kind}: {each.damage.what} ({place})")
            print(*(f"      {fault}"[:200] for fault in each.faults[:4]), sep="\n")
    for each in missed:
        print(f"missed: {each.damage.kind}: {each.damage.file}: {each.damage.what}\n{each.escaped}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
