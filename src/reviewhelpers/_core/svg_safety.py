"""Checks of stored SVG: shapes that matplotlib draws, nothing that a browser would run or fetch."""

from __future__ import annotations

import functools
import re
from xml.parsers import expat

SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')
"""The size of a picture, as matplotlib writes it; pages need it."""

_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ELEMENTS = {
    _SVG: {
        *("svg", "g", "defs", "use", "clipPath", "pattern", "metadata", "style", "title"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    },
    _RDF: {"RDF"},
    "http://creativecommons.org/ns#": {"Work"},
    "http://purl.org/dc/elements/1.1/": {"title", "format", "type"},
}
_POINTS = re.compile(r"\d+(?:\.\d+)?pt")
_EXTERNAL = re.compile(r"url\s*\((?!\s*[\"']?#)|@import|image-set|expression|javascript:|\\", re.IGNORECASE)
"""Parts of a style that refer to something outside the picture; escapes with a backslash may hide them."""
_NUMBERS = ("d", "points", "transform", "viewBox", "x", "y", "width", "height")
"""Attributes that renderers read as numbers only."""
_DOCTYPE = ("svg", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd", "-//W3C//DTD SVG 1.1//EN", 0)


@functools.lru_cache(200)
def faults(text: str) -> tuple[str, ...]:
    """Reasons why a text is not a safe picture; none where it is.

    Parameters
    ----------
    text : str
        The picture as a notebook stores it.

    Examples
    --------
    >>> space = 'xmlns="http://www.w3.org/2000/svg"'
    >>> faults(f'<svg width="72pt" height="36pt" {space}><path d="M 0 0"/></svg>')
    ()
    >>> faults(f'<svg width="72pt" height="36pt" {space}><script/></svg>')
    ("the element 'script'",)
    >>> faults("<svg></sv")[-1]
    'what is no XML (unclosed token: line 1, column 5)'
    """
    found: list[str] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        space, _, local = name.rpartition(" ")
        if depth == 0 and (name != f"{_SVG} svg" or not _is_sized(attributes)):
            found.append("a picture without its size in points")
        if local not in _ELEMENTS.get(space, ()):
            found.append(f"the element {local!r}")
        for attribute, value in attributes.items():
            found.extend(_attribute_faults(attribute, value))
        depth += 1

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*declaration: object) -> None:
        if declaration != _DOCTYPE:
            found.append(f"a document type {str(declaration[0])[:30]!r} of its own")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = lambda name, *_: found.append(f"the entity {name[:30]!r}")
    parser.ProcessingInstructionHandler = lambda target, _: found.append(f"the instruction {target[:30]!r}")
    parser.StartCdataSectionHandler = lambda: found.append("a section of CDATA")
    parser.CharacterDataHandler = lambda data: found.extend(
        f"a style that leads out, {match[0]!r}" for match in _EXTERNAL.finditer(data)
    )
    try:
        parser.Parse(text.encode(errors="surrogatepass"), True)
    except expat.ExpatError as error:
        found.append(f"what is no XML ({error})")
    except ValueError as error:
        found.append(f"what is no text ({error})")
    if not found and not SIZE.search(text):
        found.append("a picture without its size in points")
    return tuple(dict.fromkeys(found))


def _is_sized(attributes: dict[str, str]) -> bool:
    return all(_POINTS.fullmatch(attributes.get(name, "")) for name in ("width", "height"))


@functools.lru_cache(100_000)
def _attribute_faults(name: str, value: str) -> tuple[str, ...]:
    space, _, local = name.rpartition(" ")
    if local in _NUMBERS:
        return ()
    if local.lower() in ("href", "src", "base") and not re.fullmatch(r"#[\w.-]+", value):
        return (f"the link {value[:60]!r}",)
    if local.lower().startswith("on") or space not in ("", _LINK, _RDF):
        return (f"the attribute {local!r}",)
    external = _EXTERNAL.search(value)
    return (f"the attribute {local!r} with {external[0]!r}",) if external else ()
