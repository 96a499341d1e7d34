"""Structures of a figure, turned in its place: in Chromium, Firefox and WebKit, from both origins."""

from __future__ import annotations

import itertools
import json
import math
import shutil
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from engines import Engine, Session, engine, serve

from reviewhelpers.sphinxext import page_nodes, theme_pages

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE, STATIC = "chapters/page.html", theme_pages.FOLDER / "static"
BUTTON, CANVAS, SAID = ".in-3d button", ".structure canvas", ".structure-said"
TITLES = {"str-sheet": "Graphene", "str-vacancy": "Graphene with one vacancy", "str-nitrogen": "Pyridinic nitrogen"}
LENGTH = 1.42
KINDS = {
    "C": {"colour": "#5f6368", "dark": "#a3abb5", "radius": 0.365},
    "N": {"colour": "#00568f", "dark": "#3a8bcf", "radius": 0.355},
}


def sheet(id: str, reach: float = 9.0) -> dict[str, Any]:
    """A round patch of graphene, whole, without its middle atom, or with nitrogen around the gap."""
    a, b = (LENGTH * math.sqrt(3), 0.0), (LENGTH * math.sqrt(3) / 2, LENGTH * 1.5)
    places = []
    for i, j, atom in itertools.product(range(-8, 9), range(-8, 9), (0, 1)):
        x, y = i * a[0] + j * b[0], i * a[1] + j * b[1] + atom * LENGTH
        if math.hypot(x, y) < reach:
            places.append([x, y, 0.0])
    places.sort(key=lambda place: math.hypot(*place))
    gap = places.pop(0) if id != "str-sheet" else None
    bonds = [
        [one, other]
        for one, other in itertools.combinations(range(len(places)), 2)
        if math.dist(places[one], places[other]) < 1.1 * LENGTH
    ]
    nitrogen = id == "str-nitrogen"
    around = 3 if gap else 0
    elements = ["N" if nitrogen and at < around else "C" for at in range(len(places))]
    carbon = elements.count("C")
    return {
        "id": id,
        "title": TITLES[id],
        "statement": "Our model, idealised; no result of a source.",
        "formula": f"C{carbon}N3" if nitrogen else f"C{carbon}",
        "elements": elements,
        "positions": [[at + 0.0 for at in place] for place in places],
        "roles": ["defect" if at < around else "" for at in range(len(places))],
        "bonds": bonds,
        "vacancies": [["C", *gap]] if gap else [],
        "labels": dict.fromkeys(range(3), "N") if nitrogen else {},
        "frame": [],
        "view": [0, 35],
        "measured": [["C–C away from the gap", "1.42 Å"], ["Atoms around the gap", "3"]] if gap else [],
        "kinds": KINDS,
    }


def page(ids: tuple[str, ...] = tuple(TITLES)) -> str:
    """A page of the book with one figure that shows these structures, under the policy of the book."""
    builder = SimpleNamespace(current_docname="chapters/page", get_target_uri=lambda name: f"{name}.html")
    translator = SimpleNamespace(builder=builder, body=[])
    picture = page_nodes.FigurePicture(
        paths={"light": "figures/fig-a.svg", "dark": "figures/fig-a.dark.svg"},
        size=(691, 400),
        alt="A gap in a sheet",
        details="",
        in_3d=True,
    )
    listed = page_nodes.Structures(
        structures=[
            {
                "title": TITLES[id],
                "script": f"structures/{id}.js",
                "links": [("XYZ", f"structures/{id}.xyz"), ("CIF", f"structures/{id}.cif")],
            }
            for id in ids
        ]
    )
    parts = []
    for visit, node in ((page_nodes.visit_drawn, picture), (page_nodes.visit_structures, listed)):
        with pytest.raises(nodes.SkipNode):
            visit(translator, node)
        parts.append("".join(translator.body))
        translator.body.clear()
    theme = tomllib.loads((theme_pages.FOLDER / "theme.toml").read_text(encoding="utf-8"))
    text = "<p>Text above and below the figure, so that the page scrolls.</p>" * 12
    return (
        '<!doctype html><html lang="en" data-content_root="../" data-theme="light"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Figure</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(theme["options"]["policy"])}">'
        '<link rel="stylesheet" href="../_static/style.css">'
        '<script defer src="../_static/load-structures.js" data-script="structures.js?v=1"></script>'
        '<main id="main"><article><h1>Figure</h1><p><button id="before">Before</button></p>'
        f'<figure class="drawn">{parts[0]}<figcaption><p>Fig. 1 A gap</p>{parts[1]}</figcaption></figure>'
        f'<p><button id="after">After</button></p>{text}</article></main></html>'
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of this page."""
    root = tmp_path_factory.mktemp("structures")
    write(root)
    return root


def write(root: Path) -> None:
    """Write the site."""
    shutil.copytree(STATIC, root / "_static")
    for name in ("chapters", "figures", "structures"):
        (root / name).mkdir()
    (root / PAGE).write_text(page(), encoding="utf-8")
    for mode, colour in (("", "#ddd"), ("dark.", "#333")):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="691" height="400"><rect width="691" height="400" fill="{colour}"/></svg>'
        (root / "figures" / f"fig-a.{mode}svg").write_text(svg, encoding="utf-8")
    for id in TITLES:
        script = f"figureStructure({json.dumps(sheet(id))})\n"
        (root / "structures" / f"{id}.js").write_text(script, encoding="utf-8")
        for suffix in ("xyz", "cif"):
            (root / "structures" / f"{id}.{suffix}").write_text("1\n", encoding="utf-8")
