"""Figures as sheets: panels in as many columns as the width allows, a key above them, notes below.

All lengths are in units of the size of type, so that a figure drawn for a telephone also fits one column of a
journal, and a figure for a page fits a slide.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import matplotlib
from matplotlib.text import Text

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import signs
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot
from reviewhelpers.charts.rendering import Canvas
from reviewhelpers.charts.text import LINE, line_count, width_of, wrapped
from reviewhelpers.charts.theme import SMALLEST, current

COLUMN = 25.0
"""The least width of a column of panels."""

MARGIN, GUTTER, GAP = 0.8, 2.0, 1.6
"""Around the sheet, between columns, and between panels."""


@dataclass
class _Block:
    """A panel with its heading, or lines of text, at its place on the sheet."""

    panel: Panel | None = None
    texts: list[Text] = field(default_factory=list)
    lines: int = 0
    height: float = 0.0
    wide: bool = False
    left: float | None = None
    right: float = 1.0
    below: float = 0.0
    inline: bool = False

    @property
    def total(self) -> float:
        head = self.lines * LINE + (0.5 if self.lines and self.panel else 0.0)
        return head + self.height + self.below


class Sheet:
    """A figure in the making; its height follows from its panels.

    Parameters
    ----------
    columns : int
        How many panels may stand side by side, where the width allows it.
    least : float
        The least width of a column; more where names stand beside a scale.
    key : bool
        Whether the signs are explained at the top.
    classes_named : bool
        Whether names of the classes of defect stand at their marks, so that the key leaves them out.
    """

    def __init__(
        self, columns: int = 1, *, key: bool = True, classes_named: bool = False, least: float = COLUMN
    ) -> None:
        theme = current()
        self.em = float(matplotlib.rcParams["font.size"]) / 72
        self.figure = Plot(figsize=(theme.width.inches, 1.0))
        Canvas(self.figure)
        self.width = theme.width.inches / self.em
        inner = self.width - 2 * MARGIN
        self.columns = max(1, min(columns, int((inner + GUTTER) // (least + GUTTER))))
        self._blocks: list[_Block] = []
        self._notes: list[str] = []
        self._explains, self._classes_named = key, classes_named

    @property
    def wide(self) -> bool:
        """Whether names have room beside a scale, and not only above it."""
        return self.width >= 45

    def room(self, wide: bool = False) -> float:
        """The width of a panel with its margins: of a column, or of the whole sheet where it is `wide`."""
        inner = self.width - 2 * MARGIN
        return inner if wide else (inner - GUTTER * (self.columns - 1)) / self.columns

    def panel(
        self,
        heading: str = "",
        note: str = "",
        *,
        height: float = 16.0,
        wide: bool = False,
        left: float | None = None,
        right: float = 1.0,
    ) -> Panel:
        """Axes below the panels that are there, or in the next column.

        Parameters
        ----------
        heading, note : str
            What stands above the axes, in bold and in grey.
        height : float
            Of the frame; a chart of rows sets it again.
        wide : bool
            Whether it takes all columns.
        left, right : float
            Margins beside the frame; by default the left one takes what is written there.
        """
        panel = Panel(self.figure, (0.0, 0.0, 1.0, 1.0))
        self.figure.add_axes(panel)
        width = self.room(wide)
        panel.room, panel.right = (width - (3.0 if left is None else left) - right, height), right
        block = _Block(panel, height=height, wide=wide or self.columns == 1, left=left, right=right)
        for text, weight, colour in ((heading, "bold", INK), (note, "normal", QUIET)):
            if text:
                block.texts.append(self._text(wrapped(text, width, weight), weight, colour))
                block.lines += line_count(block.texts[-1].get_text())
        if heading and note and width_of(heading, "bold") + 1 + width_of(note) <= width:
            block.lines, block.inline = 1, True
        self._blocks.append(block)
        return panel

    def set_room(self, panel: Panel, *, height: float, left: float | None = None) -> None:
        """Give a panel another height, and a left margin."""
        block = next(block for block in self._blocks if block.panel is panel)
        block.height, block.left = height, block.left if left is None else left
        margin = 3.0 if block.left is None else block.left
        panel.room = (self.room(block.wide) - margin - block.right, height)

    def note(self, text: str) -> None:
        """Grey lines below the panels: in one place what is not printed."""
        self._notes.append(text)

    def _text(self, text: str, weight: str = "normal", colour: str = INK) -> Text:
        return self.figure.text(
            0, 0, text, weight=weight, color=colour, va="top", ha="left", linespacing=LINE / 1.2
        )

    def finish(self) -> Plot:
        """The figure with all in its place.

        Raises
        ------
        ReviewHelpersError
            When it does not fit a given height with legible type.
        """
        for note in self._notes:
            text = self._text(wrapped(note, self.width - 2 * MARGIN), colour=QUIET)
            self._blocks.append(_Block(texts=[text], lines=line_count(text.get_text()), wide=True))
        self._measure()
        places, bottom = self._places(MARGIN + self._key())
        height = bottom + MARGIN
        fixed = current().width.height
        if fixed:
            if height * self.em > fixed:
                raise TooTall(height * self.em, fixed)
            offset = (fixed / self.em - height) / 2
            places = [(block, x, y + offset) for block, x, y in places]
            self._move_key(offset)
            height = fixed / self.em
        self.figure.set_size_inches(self.width * self.em, height * self.em)
        for handle, x, y in self._handles:
            handle.set_transform(self.figure.transFigure)
            handle.set_data([x / self.width], [1 - y / height])
        for text, x, y in self._key_texts:
            text.set_position((x / self.width, 1 - y / height))
        for block, x, y in places:
            self._put(block, x, y, height)
        for block in self._blocks:
            if block.panel:
                for work in block.panel.waiting:
                    work()
                block.panel.waiting.clear()
        return self.figure

    def _put(self, block: _Block, x: float, y: float, height: float) -> None:
        lines = 0
        for number, text in enumerate(block.texts):
            behind = number and block.inline
            start = x + width_of(block.texts[0].get_text(), "bold") + 1 if behind else x
            text.set_position((start / self.width, 1 - (y + (0 if behind else lines) * LINE) / height))
            lines += line_count(text.get_text())
        if block.panel:
            top = y + block.total - block.below - block.height
            left = block.left or 0.0
            width = self.room(block.wide) - left - block.right
            block.panel.set_position(
                (
                    (x + left) / self.width,
                    1 - (top + block.height) / height,
                    width / self.width,
                    block.height / height,
                )
            )

    def _measure(self) -> None:
        """Find the margins that what is written beside the axes takes."""
        pixels = self.em * self.figure.dpi
        height = sum(block.total + 8 for block in self._blocks) + 20
        self.figure.set_size_inches(self.width * self.em, height * self.em)
        y = 4.0
        for block in self._blocks:
            if block.panel:
                self._put(block, MARGIN + (0 if block.left else 4.0), y, height)
                label = block.panel.xaxis.label
                label.set_text(_wrapped_label(label.get_text().replace("\n", " "), block.panel.room[0]))
                block.panel.yaxis.label.set_visible(False)
            y += block.total + 8
        self.figure.draw_without_rendering()
        renderer = Canvas(self.figure).get_renderer()
        measured = [block for block in self._blocks if block.panel and block.left is None]
        for block in self._blocks:
            if not block.panel:
                continue
            frame = block.panel.bbox
            if block.left is None:
                beside = block.panel.yaxis.get_tightbbox(renderer)
                block.left = max(0.0, (frame.x0 - beside.x0) / pixels) if beside else 0.0
            below = block.panel.get_tightbbox(renderer)
            block.below = max(0.0, (frame.y0 - below.y0) / pixels) if below else 0.0
            label = block.panel.yaxis.label
            if label.get_text():
                # The name of a vertical axis stands above it, where it is read without turning the head.
                label.set_text(_wrapped_label(label.get_text(), self.room(block.wide)))
                block.lines += line_count(label.get_text())
        # Frames below each other begin at one place.
        for wide, group in itertools.groupby(self._blocks, key=lambda block: block.wide):
            panels = [block for block in group if block in measured]
            if panels and (wide or self.columns == 1):
                shared = max(block.left or 0.0 for block in panels)
                for block in panels:
                    block.left = shared
        for block in self._blocks:
            if block.panel and block.panel.yaxis.label.get_text():
                label, width = (
                    block.panel.yaxis.label,
                    self.room(block.wide) - (block.left or 0) - block.right,
                )
                label.set(
                    rotation=0, ha="left", va="bottom", color=QUIET, linespacing=LINE / 1.2, visible=True
                )
                block.panel.yaxis.set_label_coords(-(block.left or 0) / width, 1 + 0.5 / block.height)

    def _places(self, y: float) -> tuple[list[tuple[_Block, float, float]], float]:
        """The place of each block, and where the last one ends."""
        places = []
        for wide, group in itertools.groupby(self._blocks, key=lambda block: block.wide):
            blocks = list(group)
            ends = []
            for number, column in enumerate([blocks] if wide else _balanced(blocks, self.columns)):
                x, at = MARGIN + number * (self.room() + GUTTER), y
                for block in column:
                    places.append((block, x, at))
                    at += block.total + (GAP if block.panel else 0.4)
                ends.append(at)
            y = max(ends)
        return places, y - GAP if self._blocks and self._blocks[-1].panel else y

    def _key(self) -> float:
        """Put the key of what was drawn at the top; the height that it takes."""
        self._handles, self._key_texts = [], []
        own = "class:" if self._classes_named else " "
        found = (sign for sign in self.figure.signs if not sign.startswith(own))
        entries = signs.key_entries(found) if self._explains else []
        if not entries:
            return 0.0
        x, y = MARGIN, MARGIN
        for draw, text in entries:
            if x > MARGIN and x + 1.8 + width_of(text) > self.width - MARGIN:
                x, y = MARGIN, y + LINE
            for handle in draw():
                self.figure.add_artist(handle)
                self._handles.append((handle, x + 0.5, y + 0.55))
            self._key_texts.append((self._text(text), x + 1.6, y))
            x += 1.6 + width_of(text) + 1.4
        return y - MARGIN + LINE + 0.9

    def _move_key(self, offset: float) -> None:
        self._handles = [(handle, x, y + offset) for handle, x, y in self._handles]
        self._key_texts = [(text, x, y + offset) for text, x, y in self._key_texts]


class TooTall(ReviewHelpersError):
    """A figure that does not fit the height of its width with type of this size."""

    def __init__(self, height: float, limit: float) -> None:
        super().__init__(
            f"figure: found a height of {rounding.fixed(height, 1)} inches, expected at most {limit} with type of "
            f"{SMALLEST} points or more; take another width"
        )


def _wrapped_label(text: str, width: float) -> str:
    """The label of an axis in lines, its unit behind the last word."""
    space = "\N{NO-BREAK SPACE}"
    return wrapped(text.replace(" / ", f"{space}/{space}"), width).replace(space, " ")


def _balanced(blocks: Sequence[_Block], columns: int) -> list[list[_Block]]:
    """Blocks in their order in so many columns that the longest is as short as it can be."""
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in itertools.combinations(range(1, len(blocks)), min(columns, len(blocks)) - 1):
        ends = (0, *cuts, len(blocks))
        longest = max(sum(block.total + GAP for block in blocks[a:b]) for a, b in itertools.pairwise(ends))
        if best is None or longest < best[0] - 1e-9:
            best = longest, ends
    assert best is not None
    return [list(blocks[a:b]) for a, b in itertools.pairwise(best[1])]
