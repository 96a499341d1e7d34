"""The tables of the book: a registry over functions, one module a part of the book.

A table is a function without arguments that returns a :class:`Table`. It is registered under a stable id::

    @table("tab-co2rr-vacancies", title="Systems with vacancies")
    def vacancies() -> Table: ...

The modules of this package are found and imported when a table is first asked for.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from reviewhelpers._core import csv_injection, notebook_output, rounding
from reviewhelpers._core.artifacts import GAP
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import Registry
from reviewhelpers.dataset import provenance
from reviewhelpers.markup import myst
from reviewhelpers.text import markdown

__all__ = [
    "FORMATS",
    "GAP",
    "LEGEND",
    "Entry",
    "Table",
    "described",
    "digest",
    "entry",
    "ids",
    "line",
    "load",
    "make",
    "render",
    "save",
    "show",
    "table",
    "works",
]

if TYPE_CHECKING:
    from markdown_it.token import Token

FORMATS = ("csv", "md", "tex")
"""The formats that a table can be rendered in."""

LEGEND = f"{GAP}: not reported."
"""What stands under a table with such a cell, unless its own words tell what the dash means there."""


@dataclass(frozen=True)
class Table:
    """A table twice: as plain values, and as a reader sees it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Plain values, for programs; units in the column names. Files hold numbers to ten significant digits.
    header : tuple of str
        The head of each column (MyST markdown).
    cells : tuple of tuple of str
        The rows as read (MyST markdown; a cell may hold roles such as ``{cite:t}``). The first cell of a
        row names it.
    caption : str
        What the table holds, what is data and what is derived (MyST markdown).
    note : str
        What stands under the table (MyST markdown).
    folded : str
        Words to click on before the rows show, for rows that few need; empty where they show at once.
    structures : tuple of str
        Ids of the models that it lists, whose files it brings.
    groups : tuple of (int, str)
        The number of the row before which a group begins, counted from zero, and the words that head it.
    asides : tuple of int
        Numbers of the rows that tell how something was done, where others tell what was found.
    """

    frame: pd.DataFrame
    header: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    caption: str
    note: str = ""
    folded: str = ""
    structures: tuple[str, ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    asides: tuple[int, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A registered table: its id, its title and the function that makes it."""

    id: str
    title: str
    function: Callable[[], Table]


_REGISTRY: Registry[Entry] = Registry("table", "tab-")


def table(id: str, *, title: str) -> Callable[[Callable[[], Table]], Callable[[], Table]]:
    """Register a function that makes a table.

    Parameters
    ----------
    id : str
        The stable id, which is also the label of the table in the book: ``tab-part-subject``.
    title : str
        The short title that stands beside the number of the table (MyST markdown).
    """

    def register(function: Callable[[], Table]) -> Callable[[], Table]:
        _REGISTRY.add(id, Entry(id, title, function))
        return function

    return register


def load() -> None:
    """Import the modules that register tables; a second call costs nothing."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)


def ids() -> tuple[str, ...]:
    """The ids of all tables, sorted."""
    load()
    return _REGISTRY.ids()


def entry(id: str) -> Entry:
    """The registered table `id`, not yet made."""
    load()
    return _REGISTRY.get(id)


def make(id: str) -> Table:
    """Make a table.

    Raises
    ------
    UnknownId
        When there is no table of this id.
    ReviewHelpersError
        When the table has no rows or no caption, a row does not have as many cells as the header, or a group
        begins where no row is.
    """
    result = entry(id).function()
    if not result.cells or not result.caption.strip():
        raise ReviewHelpersError(f"{id}: expected rows and a caption")
    for number, row in enumerate(result.cells, start=1):
        if len(row) != len(result.header):
            raise ReviewHelpersError(
                f"{id}: row {number} has {len(row)} cells, expected {len(result.header)}"
            )
    starts = [start for start, _ in result.groups]
    if starts and (starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= len(result.cells)):
        raise ReviewHelpersError(f"{id}: groups begin at rows {starts}, expected the first and later ones")
    note = result.note
    if f"{GAP}:" not in result.caption + note and any(GAP in row for row in result.cells):
        note = f"{LEGEND} {note}".strip()
    return replace(result, caption=markdown.caption(result.caption), note=markdown.caption(note))


def works(table: Table) -> list[str]:
    """Keys of the works behind a table: those behind the rows it names, and those its cells cite."""
    cells = (cell for row in table.cells for cell in row)
    return sorted(
        {*provenance.works_of_rows(provenance.row_ids_in(table.frame)), *provenance.works_cited_in(cells)}
    )


def digest(id: str, table: Table) -> str:
    """A digest of all that a reader sees of a table: values, title, caption, header, cells, note."""
    more = [part for part in (table.groups, table.asides) if part]
    return notebook_output.digest_values(
        _csv(table), entry(id).title, table.caption, table.note, table.header, table.cells, *more
    )


def described(id: str, table: Table) -> dict[str, Any]:
    """The description of a table that was made before, as the book publishes it."""
    return {
        "kind": "table",
        "id": id,
        "title": entry(id).title,
        "caption": table.caption,
        "header": list(table.header),
        "rows": [list(row) for row in table.cells],
        "row_ids": _row_ids(table),
        "note": table.note,
        "works": works(table),
        "digest": digest(id, table),
        **({"folded": table.folded} if table.folded else {}),
        **({"groups": [list(group) for group in table.groups]} if table.groups else {}),
        **({"asides": list(table.asides)} if table.asides else {}),
    }


def _row_ids(table: Table) -> list[list[str]]:
    """The rows of the data behind each row of a table, that of its id first; nothing where the two do not match."""
    if len(table.frame) != len(table.cells):
        return [[] for _ in table.cells]
    # The id of a row names the row of the data that it is, where it names one.
    columns = sorted(table.frame.columns, key=lambda column: column != "id")
    frame = table.frame[columns]
    return [provenance.row_ids_in(frame.iloc[[number]]) for number in range(len(frame))]


def line(content: Mapping[str, Any]) -> str:
    """The line that a notebook stores of a table, from its description (see :func:`described`)."""
    size = f"{len(content['rows'])} rows × {len(content['header'])} columns"
    return f"{content['id']}: {size}, sha256 {content['digest']}"


def show(id: str) -> notebook_output.NotebookOutput:
    """A table for a notebook cell to return."""
    result = make(id)
    size = {"id": id, "rows": result.cells, "header": result.header, "digest": digest(id, result)}
    views = {}
    # Python in the browser lacks the reader of Markdown; there the page shows the table itself.
    with contextlib.suppress(ModuleNotFoundError):
        views["text/markdown"] = _markdown(result)
    return notebook_output.NotebookOutput(line(size), views, shown=result)


def render(id: str, format: str) -> str:
    """The text of a table's file, lines ended by a line feed.

    Parameters
    ----------
    id : str
        The id of the table.
    format : {"csv", "md", "tex"}
        ``csv``: the plain values. A spreadsheet runs a text that starts like a formula (``=``, ``@``, or a
        sign without a number after it), so such a text gets an apostrophe in front; numbers stay as they
        are. ``md``: a pipe table. ``tex``: a ``longtable`` for XeLaTeX or LuaLaTeX with the packages array,
        booktabs and longtable.
    """
    return save(id, make(id), format)


def save(id: str, table: Table, format: str) -> str:
    """The text of the file of a table that is made already; see :func:`render`."""
    if format == "csv":
        return _csv(table)
    if format == "md":
        return _markdown(table)
    if format == "tex":
        return _latex(table, id, entry(id).title)
    raise ReviewHelpersError(f"table format {format!r}: expected one of {', '.join(FORMATS)}")


def _csv(table: Table) -> str:
    frame = table.frame.rename(columns=csv_injection.neutralize)
    return str(frame.apply(_file_column).to_csv(index=False, lineterminator="\n"))


def _file_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column.dtype):
        return column.map(functools.partial(rounding.round_for_print, figures=rounding.TABULATED))
    return column.map(csv_injection.neutralize) if _is_text(column) else column


def _is_text(column: pd.Series) -> bool:
    return bool(pd.api.types.is_string_dtype(column.dtype) or pd.api.types.is_object_dtype(column.dtype))


def _markdown(table: Table) -> str:
    heads = {start: (f"**{words}**", *("" for _ in table.header[1:])) for start, words in table.groups}
    lines = [table.header, tuple("---" for _ in table.header)]
    for number, row in enumerate(table.cells):
        lines += [heads[number], row] if number in heads else [row]
    return "".join(f"| {' | '.join(_without_roles(cell) for cell in line)} |\n" for line in lines)


def _without_roles(cell: str) -> str:
    """A cell for a program that reads Markdown but not MyST: roles are replaced by their text."""
    text = myst.apply_edits(
        cell,
        ((role.start, role.end, _plain(role)) for role in myst.of_kind(myst.read_line(cell), myst.Role)),
    )
    # Text of the data must not act as markup: HTML tags and links that run a script are escaped.
    text = re.sub(r"(?<!\\)<(?!/?su[bp]>)(?=[A-Za-z/!?])", r"\\<", text)
    text = re.sub(r"\]\((?=\s*(?:javascript|vbscript|data):)", r"]\\(", text, flags=re.IGNORECASE)
    return re.sub(r"(?<!\\)\|", r"\\|", text).replace("\n", " ")


def _plain(role: myst.Role) -> str:
    cited = role.works
    if cited:
        apart = "; " if any(work.before or work.behind for work in cited) else ","
        return rf"\[{apart.join(work.with_words(work.key) for work in cited)}\]"
    if role.name in ("sub", "sup"):
        # GitHub shows these two HTML elements; no markdown says the same.
        return f"<{role.name}>{role.content}</{role.name}>"
    return role.title


# Signs that TeX reads as commands, or that its usual text fonts lack.
_TEX_SIGNS = r"""
\ \textbackslash{}   & \&   % \%   $ \$   # \#   _ \_   { \{   } \}   ^ \textasciicircum{}
< \textless{}   > \textgreater{}   | \textbar{}   ~ $\sim$   ≈ $\approx$   ± $\pm$   × $\times$   · $\cdot$
⋅ $\cdot$   − $-$   – --   — ---   ‐ -   … \ldots{}   ≥ $\geq$   ≤ $\leq$   → $\rightarrow$
⇌ $\rightleftharpoons$   ∞ $\infty$   • $\bullet$   ● $\bullet$   ○ $\circ$   ✓ $\surd$   ✗ $\times$
° \textdegree{}   Å \AA{}   µ $\mu$   μ $\mu$   α $\alpha$   β $\beta$   γ $\gamma$   δ $\delta$
ε $\varepsilon$   η $\eta$   θ $\theta$   λ $\lambda$   π $\pi$   σ $\sigma$   τ $\tau$   ω $\omega$
Γ $\Gamma$   Δ $\Delta$   Σ $\Sigma$   Ω $\Omega$
"""
_TEX: dict[str, str] = dict(re.findall(r"(\S) (\S+)", _TEX_SIGNS)) | {
    "\u00a0": "~",  # no-break space
    "\u2009": r"\,",  # thin space
    "\u202f": r"\,",  # narrow no-break space
    "\u2011": "-",  # no-break hyphen
}
_LOW = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", "0123456789+-=()aeoxhklmnpstij", strict=True))
_HIGH = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni", strict=True))
_SCRIPTS = re.compile(f"(?P<low>[{''.join(_LOW)}]+)|(?P<high>[{''.join(_HIGH)}]+)|(?P<other>.)", re.DOTALL)


def _tex_text(text: str) -> str:
    """Plain text for TeX; sub- and superscript characters as the markup that any font can show."""

    def escaped(match: re.Match[str]) -> str:
        for group, known, command in (("low", _LOW, "textsubscript"), ("high", _HIGH, "textsuperscript")):
            if match[group]:
                script = "".join(known[character] for character in match[group])
                return f"\\{command}{{{script.replace('-', '$-$')}}}"
        character: str = match.group()
        return _TEX.get(character, character)

    return _SCRIPTS.sub(escaped, text)


def _tex_inline(cell: str) -> str:
    """A cell's MyST as TeX."""
    return "".join(map(_tex_markup, myst.tokens(cell)))


def _tex_markup(token: Token) -> str:
    match token.type:
        case "myst_role":
            return _tex_role(token.meta["name"], token.content)
        case "code_inline":
            return f"\\texttt{{{_tex_text(token.content)}}}"
        case "strong_open":
            return r"\textbf{"
        case "em_open":
            return r"\emph{"
        case "strong_close" | "em_close":
            return "}"
        case "softbreak" | "hardbreak":
            return "\n"
        case "math_inline":
            return _tex_text(f"${token.content}$")
    return _tex_text(token.content)


def _tex_role(name: str, content: str) -> str:
    if name in ("sub", "sup"):
        return rf"\text{name}script{{{_tex_text(content)}}}"
    cited = myst.works(content) if name.startswith("cite") else ()
    if any(work.before or work.behind for work in cited):
        return "; ".join(map(_tex_work, cited))
    keys = ",".join(work.key for work in cited)
    return rf"\cite{{{keys}}}" if cited else _tex_text(myst.split_title(content)[0])


def _tex_work(work: myst.Work) -> str:
    before = f"{_tex_text(work.before)} " if work.before else ""
    behind = f"[{_tex_text(work.behind)}]" if work.behind else ""
    return rf"{before}\cite{behind}{{{work.key}}}"


def _latex(table: Table, id: str, title: str) -> str:
    # Each column gets a share of the line by its longest cell, within limits so that a long text does not
    # starve the others.
    columns = list(zip(table.header, *table.cells, strict=True))
    needs = [min(max(len(_without_roles(cell)) for cell in column), 40) + 4 for column in columns]
    gaps = len(columns) - 1
    shares = [need / sum(needs) for need in needs]
    widths = [(rounding.fixed(share, 4), rounding.fixed(2 * gaps * share, 4)) for share in shares]
    columns_tex = "".join(
        rf">{{\raggedright\arraybackslash}}"
        rf"p{{\dimexpr {width}\linewidth-{between}\tabcolsep\relax}}"
        for width, between in widths
    )

    def line(cells: tuple[str, ...]) -> str:
        return " & ".join(_tex_inline(cell) for cell in cells) + r" \\"

    head = line(tuple(f"**{cell}**" if "**" not in cell else cell for cell in table.header))
    # A row that opens with a bracket would be read as the optional argument of the row end before it.
    body = [re.sub(r"^\[", "{[}", line(row)) for row in table.cells]
    for start, words in reversed(table.groups):
        body.insert(
            start, rf"\multicolumn{{{len(columns)}}}{{@{{}}l@{{}}}}{{\textbf{{{_tex_inline(words)}}}}} \\"
        )
    caption = f"{_tex_inline(title)}. {_tex_inline(table.caption)}"
    foot = [rf"\multicolumn{{{len(columns)}}}{{@{{}}p{{\linewidth}}@{{}}}}{{{_tex_inline(table.note)}}} \\"]
    return "\n".join(
        [
            "% XeLaTeX or LuaLaTeX; packages array, booktabs, longtable",
            rf"\begin{{longtable}}{{@{{}}{columns_tex}@{{}}}}",
            rf"\caption{{{caption}}}\label{{{id}}}\\",
            r"\toprule",
            head,
            r"\midrule",
            r"\endfirsthead",
            r"\toprule",
            head,
            r"\midrule",
            r"\endhead",
            *body,
            r"\bottomrule",
            *(foot if table.note else []),
            r"\end{longtable}",
            "",
        ]
    )
