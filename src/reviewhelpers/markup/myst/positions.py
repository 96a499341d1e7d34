"""Maps offsets in a token, which lacks indents and quotation marks, to offsets in the whole text."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence

Line = tuple[int, str]
"""The offset of a line in the whole text, and its content."""

Locate = Callable[[int], int]
"""Maps an offset in a token to an offset in the whole text."""

Segment = tuple[int, int]
"""Where a run of characters begins in a token, and where the same run begins in the whole text."""


def locator(segments: Sequence[Segment]) -> Locate:
    """The map that some segments define; the first segment begins at 0."""
    starts = [start for start, _ in segments]

    def locate(offset: int) -> int:
        index = bisect.bisect_right(starts, offset) - 1
        return segments[index][1] + offset - starts[index]

    return locate


def suffix_start(line: Line, suffix: str) -> int:
    """The offset of the text that ends a line, disregarding blanks at the end."""
    start, content = line
    return start + len(content.rstrip()) - len(suffix.rstrip())


def line_segments(content: str, lines: Sequence[Line]) -> list[Segment]:
    """The segments of a token that consists of whole lines, one a line."""
    segments, offset = [], 0
    for line, part in zip(lines, content.split("\n"), strict=False):
        segments.append((offset, suffix_start(line, part)))
        offset += len(part) + 1
    return segments


def cell_segments(content: str, line: Line, column: int) -> tuple[list[Segment], int]:
    """The segments of a table cell, and the column where it ends.

    The token holds a bare ``|`` where the line has an escaped one, so that each begins a segment.
    """
    start, text = line
    while column < len(text) and (text[column].isspace() or text[column] == "|"):
        column += 1
    segments = [(0, start + column)]
    for offset, character in enumerate(content):
        if character == "|" and text[column : column + 2] == r"\|":
            column += 1
            segments.append((offset, start + column))
        column += 1
    return segments, column
