r"""What a source prints, as plain text with raised and lowered parts, for places that set no formulas.

A row holds the characters of its source, and some of those are marks: ``$\text{FE}_{\text{CO}}$``, ``g_{cata}^{-1}``,
``CO{sub}`2```, ``h<sup>-1</sup>``. A reader wants what they stand for.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias

from reviewhelpers.markup import mathml

Part: TypeAlias = str | list[str]
"""Text, or ``["sub", text]`` and ``["sup", text]``."""

_MARKS = re.compile(
    r"\$(?P<formula>[^$]+)\$|\{(?P<role>su[bp])\}`(?P<text>[^`]*)`|<(?P<tag>su[bp])>(?P<inside>[^<>]*)</(?P=tag)>"
    r"|(?P<sign>[_^])\{(?P<index>[^{}]*)\}|\\(?P<plain>[*&%])"
)
_INDICES = {"msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup")}


def parts(printed: str) -> list[Part]:
    r"""What a text with marks says.

    Examples
    --------
    >>> parts(r"maximum $\text{FE}_{\text{CO}}$ of 97.6%")
    ['maximum FE', ['sub', 'CO'], ' of 97.6%']
    >>> parts(r"$-0.57\text{ V}$, CO{sub}`2`, g_{cata}, 5\*")
    ['−0.57 V, CO', ['sub', '2'], ', g', ['sub', 'cata'], ', 5*']
    """
    pieces = [piece for piece in _pieces(printed) if piece[1]]
    joined = (
        (kind, "".join(text for _, text in some)) for kind, some in groupby(pieces, lambda each: each[0])
    )
    return [[kind, text] if kind else text for kind, text in joined]


def plain(printed: str) -> str:
    r"""The same without raising and lowering.

    Examples
    --------
    >>> plain(r"FE ($\sim 94.3\%$)")
    'FE (~94.3%)'
    """
    return "".join(part if isinstance(part, str) else part[1] for part in parts(printed))


def _pieces(printed: str) -> Iterator[tuple[str, str]]:
    position = 0
    for mark in _MARKS.finditer(printed):
        yield "", printed[position : mark.start()]
        position = mark.end()
        if mark["formula"] is not None:
            yield from _of_formula(mark["formula"], mark[0])
        elif mark["role"]:
            yield mark["role"], mark["text"]
        elif mark["tag"]:
            yield mark["tag"], mark["inside"]
        elif mark["sign"]:
            yield "sub" if mark["sign"] == "_" else "sup", mark["index"]
        else:
            yield "", mark["plain"]
    yield "", printed[position:]


def _of_formula(tex: str, whole: str) -> Iterator[tuple[str, str]]:
    try:
        tree = ET.fromstring(mathml.tex_to_mathml(tex))
    except ValueError:
        # Two signs of a currency, or a formula cut short by the quote: it stays as it is.
        yield "", whole
        return
    yield from _of_element(tree, "")


def _of_element(element: ET.Element, kind: str) -> Iterator[tuple[str, str]]:
    indices = _INDICES.get(element.tag.rpartition("}")[2], ())
    yield kind, (element.text or "").replace("\u00a0", " ")
    children = list(element)
    split = len(children) - len(indices)
    for child, own in zip(children, (*("",) * split, *indices), strict=True):
        yield from _of_element(child, own or kind)
