"""Figures as sheets: panels in as many columns as the width allows, a key above them, notes below.

All lengths are in units of the size of type, so that a figure drawn for a telephone also fits one column of a
journal, and a figure for a page fits a slide.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.text import Text

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import signs
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot
from reviewhelpers.charts.rendering import Canvas
from reviewhelpers.charts.text import LINE, SPACING, line_count, type_size, width_of, wrapped
from reviewhelpers.charts.theme import current

COLUMN = 25.0
"""The least width of a column of panels."""

MARGIN, GUTTER, GAP = 0.8, 2.0, 1.6
"""Around the sheet, between columns, and between panels."""

UNMEASURED = 3.0
"""A left margin until what stands in it is measured."""


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
    key : bool
        Whether the signs are explained at the top.
    classes_named : bool
        Whether names of the classes of defect stand at their marks, so that the key leaves them out.
    least : float
        The least width of a column; more where names stand beside a scale.
    """

    def __init__(
        self, columns: int = 1, *, key: bool = True, classes_named: bool = False, least: float = COLUMN
    ) -> None:
        theme = current()
        self.em = type_size() / 72
        self.figure = Plot(figsize=(theme.width.inches, 1.0))
        Canvas(self.figure)
        self.width = theme.width.inches / self.em
        inner = self.width - 2 * MARGIN
        self.columns = max(1, min(columns, int((inner + GUTTER) // (least + GUTTER))))
        self._blocks: list[_Block] = []
        self._notes: list[str] = []
        # What the key leaves out: signs whose name begins so.
        self._hidden = () if key and not classes_named else ("class:",) if key else ("",)

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
        right : float
            The margin at the right; the left one takes what is written there.
        """
        panel = Panel(self.figure, (0.0, 0.0, 1.0, 1.0))
        self.figure.add_axes(panel)
        block = _Block(panel, height=height, wide=wide or self.columns == 1, right=right)
        width = self.room(wide)
        panel.room, panel.right = (self._frame_width(block), height), right
        for text, weight, colour in ((heading, "bold", INK), (note, "normal", QUIET)):
            if text:
                block.texts.append(self._text(wrapped(text, width, weight), weight, colour))
                block.lines += line_count(block.texts[-1].get_text())
        if heading and note and width_of(heading, "bold") + 1 + width_of(note) <= width:
            block.lines, block.inline = 1, True
        self._blocks.append(block)
        return panel

    def set_room(self, panel: Panel, *, height: float, left: float) -> None:
        """Give a panel another height, and a left margin."""
        block = next(block for block in self._blocks if block.panel is panel)
        block.height, block.left = height, left
        panel.room = (self._frame_width(block), height)

    def note(self, text: str) -> None:
        """Grey lines below the panels: in one place what is not printed."""
        self._notes.append(text)

    def _text(self, text: str, weight: str = "normal", colour: str = INK) -> Text:
        look: dict[str, Any] = {"weight": weight, "color": colour, "linespacing": SPACING}
        return self.figure.text(0, 0, text, va="top", ha="left", **look)

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
        key = self._key()
        places, bottom = self._places(MARGIN + max((y - MARGIN + LINE + 0.9 for *_, y in key), default=0.0))
        height, offset, fixed = bottom + MARGIN, 0.0, current().width.height
        if fixed:
            if height * self.em > fixed:
                found = rounding.fixed(height * self.em, 2)
                raise TooTall(f"found a height of {found} inches, expected at most {fixed}")
            offset, height = (fixed / self.em - height) / 2, fixed / self.em
        self.figure.set_size_inches(self.width * self.em, height * self.em)
        for handles, text, x, y in key:
            for handle in handles:
                handle.set_transform(self.figure.transFigure)
                handle.set_data([(x + 0.5) / self.width], [1 - (y + 0.55 + offset) / height])
            text.set_position(((x + 1.6) / self.width, 1 - (y + offset) / height))
        for block, x, y in places:
            self._put(block, x, y + offset, height)
        for panel in [block.panel for block in self._blocks if block.panel]:
            while panel.waiting:
                panel.waiting.pop(0)()
        return self.figure

    def _put(self, block: _Block, x: float, y: float, height: float) -> None:
        lines = 0
        for number, text in enumerate(block.texts):
            behind = number and block.inline
            start = x + width_of(block.texts[0].get_text(), "bold") + 1 if behind else x
            text.set_position((start / self.width, 1 - (y + (0 if behind else lines) * LINE) / height))
            lines += line_count(text.get_text())
        if block.panel:
            foot, left = y + block.total - block.below, block.left or 0.0
            size = (self.room(block.wide) - left - block.right) / self.width, block.height / height
            block.panel.set_position(((x + left) / self.width, 1 - foot / height, *size))

    def _frame_width(self, block: _Block) -> float:
        left = UNMEASURED if block.left is None else block.left
        return self.room(block.wide) - left - block.right

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
        for block in measured:
            assert block.panel
            beside = block.panel.yaxis.get_tightbbox(renderer)
            block.left = max(0.0, (block.panel.bbox.x0 - beside.x0) / pixels) if beside else 0.0
        # Frames below each other begin at one place.
        for wide, group in itertools.groupby(self._blocks, key=lambda block: block.wide):
            panels = [block for block in group if block in measured]
            for block in panels if wide or self.columns == 1 else ():
                block.left = max(each.left or 0.0 for each in panels)
        for block in self._blocks:
            if not block.panel:
                continue
            below = block.panel.get_tightbbox(renderer)
            block.below = max(0.0, (block.panel.bbox.y0 - below.y0) / pixels) if below else 0.0
            label = block.panel.yaxis.label
            if label.get_text():
                # The name of a vertical axis stands above it, where it is read without turning the head.
                label.set_text(_wrapped_label(label.get_text(), self.room(block.wide)))
                block.lines += line_count(label.get_text())
                look = {"rotation": 0, "ha": "left", "va": "bottom", "color": QUIET, "linespacing": SPACING}
                label.set(**look, visible=True)
                left = -(block.left or 0) / self._frame_width(block)
                block.panel.yaxis.set_label_coords(left, 1 + 0.5 / block.height)

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

    def _key(self) -> list[tuple[list[Line2D], Text, float, float]]:
        """The key of what was drawn, each sign with its word at its place at the top."""
        found = (sign for sign in self.figure.signs if not sign.startswith(self._hidden))
        key, x, y = [], MARGIN, MARGIN
        for handles, words in signs.key_entries(found):
            if x > MARGIN and x + 1.8 + width_of(words) > self.width - MARGIN:
                x, y = MARGIN, y + LINE
            for handle in handles:
                self.figure.add_artist(handle)
            key.append((handles, self._text(words), x, y))
            x += 1.6 + width_of(words) + 1.4
        return key


class TooTall(ReviewHelpersError):
    """A figure that does not fit the height of its width with type of this size."""


def _wrapped_label(text: str, width: float) -> str:
    """The label of an axis in lines, its unit behind the last word."""
    space = "\N{NO-BREAK SPACE}"
    return wrapped(text.replace(" / ", f"{space}/{space}"), width).replace(space, " ")


def _balanced(blocks: Sequence[_Block], columns: int) -> list[list[_Block]]:
    """Blocks in their order in so many columns that the longest is as short as it can be."""

    def longest(parts: list[list[_Block]]) -> float:
        # Heights that differ in their last digits alone are equal: the first division wins on every machine.
        return float(rounding.fixed(max(sum(block.total + GAP for block in part) for part in parts), 9))

    cuts = itertools.combinations(range(1, len(blocks)), min(columns, len(blocks)) - 1)
    ends = ((0, *cut, len(blocks)) for cut in cuts)
    return min(([list(blocks[a:b]) for a, b in itertools.pairwise(each)] for each in ends), key=longest)
