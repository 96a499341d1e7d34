"""The picture of the layers in ``docs/architecture.md`` is that of the code and of the contract on its imports."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from reviewhelpers._core.paths import ROOT

PACKAGE = ROOT / "src" / "reviewhelpers"
PICTURE = ROOT / "docs" / "architecture.md"
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)


def pictured() -> dict[str, str]:
    """Each layer of the picture, from the highest to the lowest, with its description."""
    section = PICTURE.read_text(encoding="utf-8").partition("\n## Layers\n")[2]
    rows = _ROW.findall(section)
    assert len(rows) == len(dict(rows)), "a layer stands in the picture twice"
    return dict(rows)


def described(folder: Path) -> str:
    """The first line of the docstring of a folder."""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert docstring, f"{folder.name} has no docstring"
    return docstring.splitlines()[0]


def contracted(settings: dict[str, object]) -> list[list[str]]:
    """The layers of each contract on them, from the highest to the lowest, by the names of their folders."""
    linter = settings.get("importlinter", {})
    assert isinstance(linter, dict)
    return [
        [re.sub(r"^\(|\)$", "", layer).removeprefix("reviewhelpers.") for layer in contract["layers"]]
        for contract in linter.get("contracts", [])
        if contract["type"] == "layers"
    ]


def test_the_picture_names_every_folder() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert set(pictured()) == folders
    # What stands above the layers is the entry point and the map of public names.
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_the_picture_describes_each_folder_as_its_docstring_does() -> None:
    layers = pictured()
    assert layers == {name: described(PACKAGE / name) for name in layers}


def test_the_picture_has_the_order_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert [*pictured()] in contracted(settings)


def test_a_contract_is_read_in_every_spelling() -> None:
    layers = {"type": "layers", "layers": ["reviewhelpers.cli", "(live)", "_core"]}
    other = {"type": "independence", "modules": ["reviewhelpers.cli"]}
    assert contracted({"importlinter": {"contracts": [other, layers]}}) == [["cli", "live", "_core"]]
    assert contracted({}) == []
