"""What the audit found, as text: a pipe table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from reviewhelpers._core import csv_injection
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.analysis.audit import Finding

FORMATS = ("md", "csv", "json")
COLUMNS = tuple(field.name for field in fields(Finding))


def render(found: Sequence[Finding], format: str) -> str:
    """Findings as text that ends in a line feed.

    Parameters
    ----------
    found : sequence of Finding
        The findings, in the order of the text.
    format : {"md", "csv", "json"}
        A pipe table, rows with a header, or a list of objects.

    Raises
    ------
    ReviewHelpersError
        For another format.
    """
    if format == "json":
        return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n"
    lines = [[*map(_cell, asdict(each).values())] for each in found]
    if format == "csv":
        file = io.StringIO()
        written = [[csv_injection.neutralize(each) for each in line] for line in lines]
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *written])
        return file.getvalue()
    if format == "md":
        table = [list(COLUMNS), ["---"] * len(COLUMNS), *lines]
        return "".join(
            f"| {' | '.join(each.replace('|', chr(92) + '|') for each in line)} |\n" for line in table
        )
    raise ReviewHelpersError(f"audit format {format!r}: expected one of {', '.join(FORMATS)}")


def _cell(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)
