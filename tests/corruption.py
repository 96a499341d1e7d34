"""Damage the project in many ways and count what its own check reports; ``make corruption`` prints the score.

Each damage is looked at four times: by the rules of the package, by its register of ids, by the texts of the
sources without the register, and by what a reader of the report learns: the file, the line and the cell.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import functools
import multiprocessing
import os
import shutil
import sys
import tempfile
import traceback
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import damage

from reviewhelpers import bibliography, check, data
from reviewhelpers.checks import config, pages
from reviewhelpers.errors import Fault

SOURCES = data.ROOT.parent / "shared" / "sources"
THOROUGH = "THOROUGH" in os.environ
"""Whether Frictionless is asked too where the register alone has spoken, so that the rules get their due."""

PARTS = ("chapters", "data", "references.bib", "_config.yml", "_toc.yml", "CITATION.cff")


@dataclass(frozen=True)
class Seen:
    """What the check said of one damage.

    Parameters
    ----------
    rules, package, sources : bool
        Whether it was reported without the register, by the package as a whole, and with the sources in place
        of the register; None where there are no sources.
    file, row, cell : bool
        Whether a report names the damaged file, its line, and its column or cell.
    traceback : str
        What escaped from the check instead of a report.
    """

    damage: damage.Damage
    rules: bool
    package: bool
    sources: bool | None
    file: bool
    row: bool
    cell: bool
    traceback: str = ""
    faults: tuple[Fault, ...] = ()


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
    try:
        if drawn.content is None:
            path.unlink()
        else:
            path.write_bytes(drawn.content)
        return _seen(root, drawn, sources)
    except Exception:
        return Seen(drawn, False, False, None, False, False, False, traceback.format_exc())
    finally:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(before)


def _seen(root: Path, drawn: damage.Damage, sources: Path | None) -> Seen:
    faults = _checked(root, drawn)
    registered = [fault for fault in faults if _by_register(fault)]
    rules = [fault for fault in faults if not _by_register(fault)]
    printed: bool | None = None
    if sources is not None and drawn.file.startswith("data/") and not rules:
        try:
            folder, bib = root / "data", root / "references.bib"
            printed = bool(check.check(folder, bib, sources, schema=False, registered=False))
        except data.DataError:
            printed = True
    here = [fault for fault in faults if fault.file == drawn.file and fault.found and fault.expected]
    return Seen(
        drawn,
        bool(rules),
        bool(rules or registered),
        printed if not rules else True,
        bool(here),
        drawn.row is None or any(fault.row == drawn.row for fault in here),
        drawn.column is None or any(fault.column == drawn.column for fault in here),
        faults=tuple(faults),
    )


def _checked(root: Path, drawn: damage.Damage) -> list[Fault]:
    """What `reviewhelpers check` says of the damaged file; the parts that do not read it are left out.

    Frictionless takes longer than all else and is asked where nothing else has spoken: what is reported is
    a part of what the whole check reports. One damage in sixty is given to the whole of it.
    """
    data_file = drawn.file.startswith("data/") or drawn.file == "references.bib"
    if drawn.file == damage.DESCRIPTOR or zlib.crc32(drawn.what.encode()) % 60 == 0:
        return check.project(root)
    if drawn.file == config.CONFIG:
        return config.config_faults(root)
    if not data_file:
        path = root / drawn.file
        found = config.toc_faults(root) if drawn.file == damage.TOC else pages.of_file(path, drawn.file)
        return found or pages.faults(root, _names())
    folder, bib = root / "data", root / "references.bib"
    found = check.check(folder, bib, schema=False)
    if not found or (THOROUGH and all(_by_register(fault) for fault in found)):
        found += check.check(folder, bib, registered=False)
    return found


@functools.cache
def _names() -> pages.Names:
    """What the sound project's pages may name."""
    tables = {entry["name"] for entry in data.descriptor()["resources"]}
    rows = {id for name in tables for id in data.table(name).index}
    return pages.Names(rows, set(bibliography.read()), tables)


def _by_register(fault: Fault) -> bool:
    return "register" in fault.expected or "register" in fault.found


def score(seen: Iterable[Seen]) -> tuple[str, list[Seen]]:
    """The score by kind as text, and the damages that were missed."""
    by_kind: dict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        by_kind[each.damage.kind].append(each)
    width = max(map(len, by_kind))
    lines = [
        f"{'kind':{width}}  tried  rules  package  sources  missed  its line  its cell",
        f"{'':{width}}              (rules   (rules",
        f"{'':{width}}               + ids)  + texts)",
    ]
    missed, totals = [], [0] * 7
    for kind, all in by_kind.items():
        harmless = all[0].damage.harmless
        lost = [each for each in all if not (each.package or each.sources)]
        printed = sum(bool(each.sources) for each in all)
        counts = [len(all), sum(each.rules for each in all), sum(each.package for each in all), printed]
        counts += [
            len(lost),
            sum(each.row and each.file for each in all),
            sum(each.cell and each.file for each in all),
        ]
        if harmless:
            lines.append(f"{kind:{width}}  {counts[0]:5}  harmless: {harmless} ({counts[2]} reported)")
            missed += [each for each in all if each.traceback]
            continue
        missed += lost
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        lines.append(f"{kind:{width}}  " + _columns(counts))
    lines.append(f"{'all that alter the meaning':{width}}  " + _columns(totals))
    return "\n".join(lines), missed


def _columns(counts: list[int]) -> str:
    return "".join(f"{count:{wide}}" for count, wide in zip(counts, (5, 7, 9, 9, 8, 10, 10), strict=True))


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
    """Look at all damages, in a few processes that have a copy each."""
    jobs = min(os.cpu_count() or 1, 4)
    shares = [drawn[job::jobs] for job in range(jobs)]
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(jobs, spawn) as pool:
        done = pool.map(_share, shares, [folder / f"copy-{job}" for job in range(jobs)], [sources] * jobs)
    order = {id: at for at, id in enumerate((each.kind, each.what, each.file) for each in drawn)}
    whole = [each for share in done for each in share]
    return sorted(whole, key=lambda each: order[each.damage.kind, each.damage.what, each.damage.file])


def _share(drawn: list[damage.Damage], root: Path, sources: Path | None) -> list[Seen]:
    copy(root)
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
        sound = check.project(root)
        if sound:
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
        print("The texts of the sources are not beside this clone: the column 'sources' counts rules alone.")
    for each in seen:
        placed = each.file and each.row and each.cell
        if chosen.verbose and not each.damage.harmless and not placed:
            place = f"{each.damage.row}:{each.damage.column}"
            print(f"  elsewhere: {each.damage.kind}: {each.damage.what} ({place})")
            print(*(f"      {fault}"[:200] for fault in each.faults[:4]), sep="\n")
    for each in missed:
        print(f"missed: {each.damage.kind}: {each.damage.file}: {each.damage.what}\n{each.traceback}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
