"""Citations in the four styles, set before any page asks for them: on all cores, and once for many builds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import product
from pathlib import Path

from reviewhelpers import citing
from reviewhelpers._core import parallel
from reviewhelpers.citing import styles
from reviewhelpers.citing.works import Item
from reviewhelpers.markup import notebooks

RECORD = "reviewhelpers-styled.json"
"""The file that keeps what was set, beside what Sphinx keeps."""


def prepare(items: Sequence[Item], folder: Path) -> Callable[[], None]:
    """Begin to set items in all styles, but for those that the last build set by the same code.

    Parameters
    ----------
    items : sequence of dict
        All that the book cites.
    folder : Path
        Where the record of the last build stands.

    Returns
    -------
    callable
        Waits until all are set.
    """
    record = folder / RECORD
    code = version("citeproc-py") + notebooks.files_digest(_code())
    recorded = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
    cached = recorded["entries"] if recorded.get("code") == code else {}
    keys = {styles.cache_key(item, style): (item, style) for item, style in product(items, styles.STYLES)}
    missing = [key for key in keys if key not in cached]
    results = parallel.map_parallel(_set, [keys[key] for key in missing])

    def finish() -> None:
        entries = {key: cached[key] for key in keys if key in cached} | dict(
            zip(missing, results, strict=True)
        )
        styles.ENTRY_CACHE.update(entries)
        if missing or entries.keys() != cached.keys():
            record.write_text(json.dumps({"code": code, "entries": entries}), encoding="utf-8")

    return finish


def _code() -> list[Path]:
    return [path for path in Path(citing.__file__).parent.rglob("*.*") if path.suffix != ".pyc"]


def _set(request: tuple[Item, str]) -> str:
    item, style = request
    return styles.format_html([item], style)[0]
