"""Width, type and colours of the figures that are drawn now; the book's own unless someone asks for others."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path

import matplotlib
from matplotlib.colors import is_color_like, to_hex, to_rgb

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.dark_mode import DARK
from reviewhelpers.charts.defect_classes import MARKS
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET

COLOUR_NAMES: Mapping[str, str] = {
    **COLOURS,
    "ink": INK,
    "quiet": QUIET,
    "grid": GRID,
    "background": BACKGROUND,
    **{name: mark.colour for name, mark in MARKS.items() if mark.colour != QUIET},
}
"""The colours that can be replaced: of the palette, of text and paper, and of the classes of defect."""


@dataclass(frozen=True)
class Width:
    """A width of figures, in inches, with the size of its type in points.

    Where a height is given, as on a slide, the type shrinks until the figure fits, and the figure has that height.
    """

    inches: float
    font_size: float
    height: float | None = None


WIDTHS: Mapping[str, Width] = {
    "phone": Width(4.8, 10.0),
    "page": Width(7.2, 9.0),
    "column": Width(3.25, 7.0),
    "talk": Width(10.0, 14.0, 5.6),
}
"""A telephone, the text column of a page, one column of a journal, a slide."""

SMALLEST = 6.0
"""The smallest type, in points, that print keeps legible."""


NARROWEST = 3
"""The least width, in inches, in which the labels of every figure find room."""

DARK_GROUND = 0.4
"""Grounds whose weighted mean of red, green and blue is below this carry the colours of dark pages."""

STYLED: Mapping[str, str] = {
    "figure.facecolor": BACKGROUND,
    "axes.facecolor": BACKGROUND,
    "grid.color": GRID,
    "xtick.color": QUIET,
    "text.color": INK,
    "axes.labelcolor": INK,
}
"""Colours that styles of matplotlib set, and those of the book which they replace, so that texts keep their ground."""


@dataclass(frozen=True)
class Theme:
    """How figures are drawn: width, colours that replace those of the book, settings of matplotlib."""

    width: Width = WIDTHS["page"]
    font_size: float | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def size(self) -> float:
        """The size of type in points."""
        return self.font_size or self.width.font_size

    def colour(self, colour: str) -> str:
        """The colour that stands for one of the book's."""
        return self.colours.get(colour, colour)


_CURRENT: ContextVar[Theme] = ContextVar("theme", default=Theme())  # noqa: B039 - frozen


def current() -> Theme:
    """The theme of the figures that are drawn now."""
    return _CURRENT.get()


@contextmanager
def using(theme: Theme) -> Iterator[None]:
    """Draw figures in a theme."""
    token = _CURRENT.set(theme)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def changed(
    width: str | float | None = None,
    *,
    colours: str | Mapping[str, str] | None = None,
    font_size: float | None = None,
    settings: Mapping[str, object] | None = None,
) -> Theme:
    """The current theme with changes; see :data:`reviewhelpers.charts.style.style`.

    Raises
    ------
    ReviewHelpersError
        When a width, a colour, a size or a setting is unknown.
    """
    theme = current()
    if width is not None:
        theme = replace(theme, width=parse_width(width))
    if font_size is not None:
        theme = replace(theme, font_size=parse_font_size(font_size))
    if colours is not None:
        theme = replace(theme, colours=_on_ground({**theme.colours, **parse_colours(colours)}))
    return _with_settings(theme, settings) if settings else theme


KINDS_OF_STYLE = ("light", "dark", "a style of matplotlib", "the path of a .mplstyle file")
"""What a style may be, for messages."""


def with_style(theme: Theme, style: object) -> Theme:
    """A theme with a style: ``light``, ``dark``, one of matplotlib's, a ``.mplstyle`` file or settings.

    Parameters
    ----------
    theme : Theme
        What the style changes.
    style : str, path, mapping or None
        The style; None changes nothing.

    Raises
    ------
    ReviewHelpersError
        When there is no such style or file, or it holds what matplotlib does not know.
    """
    if style is None:
        return theme
    if isinstance(style, Mapping):
        return _with_settings(theme, style)
    if style in ("light", "dark"):
        # Colours that someone chose one by one stay.
        return replace(theme, colours={**parse_colours(str(style)), **theme.colours})
    if not isinstance(style, str | Path):
        raise ReviewHelpersError(
            f"style {style!r}: expected {', '.join(KINDS_OF_STYLE)}, or settings as a mapping"
        )
    # Imported here: it reads a folder of styles, which few figures need.
    from matplotlib import style as styles

    if style in styles.available:
        return _with_settings(theme, dict(styles.library[str(style)]))
    if Path(style).is_file():
        return _with_settings(theme, _read_style(style))
    near = difflib.get_close_matches(str(style), styles.available, n=2)
    expected = ", ".join(["light", "dark", *near, *KINDS_OF_STYLE[2:]])
    raise ReviewHelpersError(f"style {str(style)!r}: found none, expected {expected}")


def _read_style(path: str | Path) -> dict[str, object]:
    """The settings of a style file, in which matplotlib passes over what it cannot read, and only logs it."""
    found: list[str] = []

    def collect(record: logging.LogRecord) -> bool:
        found.append(record.getMessage().strip().partition("\n")[0])
        return False

    logger = logging.getLogger("matplotlib")
    logger.addFilter(collect)
    settings: Mapping[str, object] = {}
    try:
        settings = matplotlib.rc_params_from_file(path, fail_on_error=True, use_default_template=False)
    except (OSError, ValueError, KeyError) as error:
        found.insert(0, _reason(error))
    finally:
        logger.removeFilter(collect)
    if found:
        raise ReviewHelpersError(f"style {str(path)!r}: found {found[0]!r}, expected settings of matplotlib")
    return dict(settings)


def _reason(error: Exception) -> str:
    return " ".join(str(error.args[0] if error.args else error).split())


def parse_width(width: str | float) -> Width:
    """A width by its name, or in inches with type of a fitting size.

    Examples
    --------
    >>> parse_width("column")
    Width(inches=3.25, font_size=7.0, height=None)
    >>> parse_width(6.5).font_size
    9.0
    """
    if isinstance(width, str) and width in WIDTHS:
        return WIDTHS[width]
    try:
        inches = float(width)
    except (TypeError, ValueError):
        inches = 0.0
    if not NARROWEST <= inches <= 40.0:
        expected = f"{', '.join(WIDTHS)}, or inches from {NARROWEST} to 40 as a number"
        raise ReviewHelpersError(f"width {width!r}: expected {expected}")
    nearest = min(WIDTHS.values(), key=lambda each: abs(each.inches - inches))
    font_size = nearest.font_size if nearest.height is None else 12.0
    return Width(inches, min(font_size, max(SMALLEST, inches / 4.8 * 10.0)))


def parse_font_size(size: object) -> float:
    """A size of type in points, in which letters can be read in print."""
    try:
        points = float(str(size))
    except ValueError:
        points = 0.0
    if not SMALLEST <= points <= 40:
        raise ReviewHelpersError(
            f"font size {size}: expected {SMALLEST} to 40 points; smaller type is illegible in print"
        )
    return points


def parse_colours(colours: str | Mapping[str, str]) -> dict[str, str]:
    """Colours that replace those of the book, by the colour that each replaces."""
    if colours in ("light", "dark"):
        return {colour: colour if colours == "light" else dark for colour, dark in DARK.items()}
    if isinstance(colours, str):
        expected = "light, dark or a mapping of names to colours"
        raise ReviewHelpersError(f"colours {colours!r}: expected {expected}")
    for name, colour in colours.items():
        if name not in COLOUR_NAMES:
            near = ", ".join(difflib.get_close_matches(str(name), COLOUR_NAMES, n=3) or COLOUR_NAMES)
            raise ReviewHelpersError(f"colour {name!r}: found no such name, expected one of {near}")
        if not is_color_like(colour):
            expected = "a colour such as '#00568f'"
            raise ReviewHelpersError(f"colour {name!r}: found {colour!r}, expected {expected}")
    return {COLOUR_NAMES[name]: to_hex(colour) for name, colour in colours.items()}


def _on_ground(colours: Mapping[str, str]) -> dict[str, str]:
    """Colours with those of dark pages below them, where the ground is dark."""
    red, green, blue = to_rgb(colours.get(BACKGROUND, BACKGROUND))
    is_dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK_GROUND
    return {**(DARK if is_dark else {}), **colours}


def _with_settings(theme: Theme, settings: Mapping[str, object]) -> Theme:
    try:
        with matplotlib.rc_context():
            matplotlib.rcParams.update(settings)
    except (KeyError, ValueError) as error:
        expected = "settings of matplotlib such as 'font.size'"
        raise ReviewHelpersError(f"style: {_reason(error)}; expected {expected}") from error
    if "font.size" in settings:
        theme = replace(theme, font_size=parse_font_size(settings["font.size"]))
    # In the order of STYLED: the ground of the axes counts where it is another than that of the figure.
    colours = {
        replaced: to_hex(str(settings[name]))
        for name, replaced in STYLED.items()
        if name in settings and is_color_like(settings[name])
    }
    others = {name: value for name, value in settings.items() if name not in (*STYLED, "font.size")}
    colours = _on_ground({**theme.colours, **colours})
    return replace(theme, colours=colours, settings={**theme.settings, **others})
