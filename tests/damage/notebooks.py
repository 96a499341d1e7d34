"""Damages to notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from damage.base import Damage, Original, kind


def _of_notebook(
    name: str, times: int, change: Callable[[Original, list[dict], dict], str | None], holding: str = ""
) -> None:
    """Register a change of a notebook, of those alone that hold a text."""

    @kind(name, times)
    def _(of: Original) -> Damage | Iterator[Damage]:
        fitting = [file for file in of.notebooks if holding in of.text(file)] if holding else of.notebooks
        if not fitting:
            return iter(())
        while True:
            file = of.random.choice(fitting)
            notebook = json.loads(of.text(file))
            what = change(of, notebook["cells"], notebook["metadata"])
            if what:
                # As a careful person would store it.
                text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
                return Damage("", file, text.encode(), f"{file}: {what}", None, what.partition(":")[0])


def _code(of: Original, cells: list[dict], mime: str = "") -> tuple[int, dict] | tuple[None, None]:
    fitting = [
        (at, cell)
        for at, cell in enumerate(cells)
        if cell["cell_type"] == "code"
        and any(mime in output.get("data", {"": 0}) or not mime for output in cell["outputs"])
    ]
    return of.random.choice(fitting) if fitting else (None, None)


def _stored_line(of: Original, cells: list[dict]) -> tuple[int, list[str]] | tuple[None, None]:
    at, cell = _code(of, cells, "text/plain")
    if cell is None or "show(" not in cell["source"][-1]:
        return None, None
    return at, cell["outputs"][0]["data"]["text/plain"]


def _picture(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    mime = of.random.choice(["image/svg+xml", "image/png", "text/markdown", "text/html"])
    cells[at]["outputs"][0]["data"][mime] = ["<svg/>"]
    return f"cell {at}: picture"


def _shown(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    what = of.random.choice(["id", "size", "digest"])
    old, new = {
        "id": (r"^(fig|tab)-", r"\1-x"),
        "size": (r"\d+ (points|rows)", r"\1"),
        "digest": (r".$", ""),
    }[what]
    line[0] = re.sub(old, new, line[0])
    return f"cell {at}: {what}"


def _plain(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    line[-1] = line[-1] + "0"
    return f"cell {at}: text"


def _no_output(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, cell = _code(of, cells)
    if cell is None:
        return None
    cell["outputs"] = []
    return f"cell {at}: outputs gone"


def _other_code(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    cells[at]["source"][-1] = re.sub(r'show\("(fig|tab)-', r'show("\1-x', cells[at]["source"][-1])
    return f"cell {at}: code"


def _swap_outputs(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    others = [
        cell
        for cell in cells
        if cell["cell_type"] == "code" and cell["outputs"] != cells[at or 0].get("outputs")
    ]
    if line is None or not others:
        return None
    one, other = cells[at], of.random.choice(others)
    one["outputs"], other["outputs"] = other["outputs"], one["outputs"]
    return f"cell {at}: outputs of another"


def _further_metadata(of: Original, cells: list[dict], metadata: dict) -> str | None:
    key = of.random.choice(["reviewhelpers", "widgets", "myst"])
    metadata[key] = {"digest": "0" * 16}
    return f"metadata: {key}"


def _text(
    pattern: str, new: Callable[[Original, re.Match[str]], str], what: str
) -> Callable[..., str | None]:
    def change(of: Original, cells: list[dict], metadata: dict) -> str | None:
        fitting = [
            (at, line, found)
            for at, cell in enumerate(cells)
            if cell["cell_type"] == "markdown"
            for line, text in enumerate(cell["source"])
            for found in re.finditer(pattern, text)
        ]
        if not fitting:
            return None
        at, line, found = of.random.choice(fitting)
        text = cells[at]["source"][line]
        cells[at]["source"][line] = text[: found.start()] + new(of, found) + text[found.end() :]
        return f"cell {at}: {what}"

    return change


def _cell_gone(of: Original, cells: list[dict], metadata: dict) -> str | None:
    fitting = [
        at
        for at, cell in enumerate(cells)
        if cell["cell_type"] == "code" or re.search(r"^\([\w-]+\)=", "".join(cell["source"]), re.MULTILINE)
    ]
    at = of.random.choice(fitting)
    del cells[at]
    return f"cell {at}: gone"


def _cell_empty(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at = of.random.randrange(len(cells))
    cells[at]["source"] = []
    return f"cell {at}: emptied"


def _cell_twice(of: Original, cells: list[dict], metadata: dict) -> str | None:
    fitting = [
        at
        for at, cell in enumerate(cells)
        if cell["cell_type"] == "code" or re.search(r"^\([\w-]+\)=", "".join(cell["source"]), re.MULTILINE)
    ]
    at = of.random.choice(fitting)
    cells.insert(at, json.loads(json.dumps(cells[at])))
    return f"cell {at + 1}: twice"


def _form(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at = of.random.randrange(len(cells))
    how = of.random.choice(["cell_type", "source", "metadata", "cell"])
    if how == "cell":
        cells[at] = "text"  # type: ignore[call-overload]
    else:
        cells[at][how] = {"cell_type": "other", "source": 7, "metadata": []}[how]
    return f"cell {at}: {how} of another form"


_of_notebook("picture in a notebook", 8, _picture)
_of_notebook("line of a figure or table changed by hand", 10, _shown)
_of_notebook("more in the line of a figure or table", 6, _plain)
_of_notebook("stored output gone", 5, _no_output)
_of_notebook("stored outputs swapped", 5, _swap_outputs)
_of_notebook("another figure or table in code", 6, _other_code)
_of_notebook("settings in a notebook", 6, _further_metadata)
_of_notebook("cell of a notebook gone", 6, _cell_gone)
_of_notebook("cell of a notebook emptied", 6, _cell_empty)
_of_notebook("cell of a notebook twice", 5, _cell_twice)
_of_notebook("notebook of another form", 8, _form)
_of_notebook("label missing", 8, _text(r"^\([\w-]+\)=\n?", lambda of, found: "", "label gone"))
_of_notebook(
    "label doubled",
    8,
    _text(
        r"^\([\w-]+\)=",
        lambda of, found: "(co2rr-compare)=" if of.random.random() < 0.5 else f"{found[0]}\n{found[0]}",
        "label twice",
    ),
)
_of_notebook(
    "label misspelt", 8, _text(r"^\(([\w-]+)\)=", lambda of, found: f"({found[1][:-1]})=", "label misspelt")
)
_of_notebook(
    "reference misspelt",
    8,
    _text(r"(\{ref\}`[^`]*?)(\w)(>?`)", lambda of, found: f"{found[1]}{found[3]}", "reference misspelt"),
)
_of_notebook(
    "citation misspelt",
    8,
    _text(r"(\{cite:\w\}`[^`]*?)(\w)`", lambda of, found: f"{found[1]}`", "citation misspelt"),
)
_of_notebook(
    "value of a row misspelt",
    8,
    _text(r"(\{value\}`[^`]*?)(\w)`", lambda of, found: f"{found[1]}`", "row misspelt"),
)
_of_notebook(
    "term misspelt",
    8,
    _text(r"(\{term\}`[^`]*?)(\w)(>?)`", lambda of, found: f"{found[1]}{found[3]}`", "term misspelt"),
)
_of_notebook(
    "role misspelt or not closed",
    8,
    _text(
        r"\{(value|ref|cite:t|term)\}`([^`]*)`",
        lambda of, found: of.random.choice([f"{{{found[1]}x}}`{found[2]}`", f"{{{found[1]}}}`{found[2]}"]),
        "role broken",
    ),
)

_of_notebook(
    "figure shown again misspelt",
    8,
    _text(r"(\{figure-again\} [a-z0-9-]*)([a-z0-9])$", lambda of, found: found[1], "figure misspelt"),
    holding="{figure-again}",
)


def _model(of: Original, cells: list[dict], metadata: dict) -> str | None:
    fitting = [at for at, cell in enumerate(cells) if "".join(cell["source"][:1]).startswith("# model:")]
    if not fitting:
        return None
    at = of.random.choice(fitting)
    source = cells[at]["source"]
    ends = [line for line, text in enumerate(source) if text.strip() == "# ---"]
    what = of.random.choice(["name", "end", "number", "line"])
    numbers = [line for line, text in enumerate(source[: ends[0]]) if re.search(r"\d", text) and line]
    if what == "name":
        source[0] = source[0].rstrip("\n") + "x\n"
    elif what == "end":
        del source[ends[0]]
    elif what == "number" and numbers:
        line = of.random.choice(numbers)
        source[line] = re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), source[line], count=1)
    else:
        del source[of.random.choice([line for line in range(1, ends[0]) if source[line].strip()])]
    return f"cell {at}: {what} of a model"


_of_notebook("code of a model changed", 12, _model, holding="# model:")


@kind("JSON of a notebook broken", 10)
def _(of: Original) -> Damage:
    file = of.random.choice(of.notebooks)
    text = of.text(file)
    while True:
        at = of.random.randrange(len(text))
        if text[at] in '{}[]":,' and text[at - 1] != "\\":
            broken = text[:at] + text[at + 1 :]
            try:
                json.loads(broken)
            except ValueError:
                return Damage(
                    "", file, broken.encode(), f"{file}: {text[at]!r} gone", text[:at].count("\n") + 1
                )
