"""What a row of ``performance`` says of its system and its test: work, drive, loading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import pandas as pd

from reviewhelpers.dataset import bibliography, data

Row: TypeAlias = pd.Series | Mapping[str, Any]
"""A row of ``performance`` as pandas holds it, or as a dictionary, which takes less time to read."""


def driven_by(row: Row) -> str:
    """What drives the reaction of a row instead of a current: ``heat``, ``light``, or nothing.

    Asked only where neither potential nor current nor electrolyte is printed. Heat: a test at a temperature
    is printed for the system. Light: the title of the work says so.

    Examples
    --------
    >>> driven_by(data.row("gan2024-ce-conversion")), driven_by(data.row("li2022-pang2019-selectivity"))
    ('heat', 'light')
    """
    electric = not pd.isna(row["potential"]) or not pd.isna(row["current_density"]) or row["electrolyte"]
    return "" if electric or "current" in row["quantity"] else _other_drive(row["system"], row["cite"])


@data.cached
def _other_drive(system: str, cite: str) -> str:
    """Heat or light, by the tests of a system or the title of a work, or nothing."""
    steps = data.rows_where("preparation", "system", system)
    steps = steps[steps["quantity"] == "temperature"]
    if (steps["step"] == "test").any():
        return "heat"
    entry = bibliography.read().get(cite)
    title = bibliography.plain_text(entry.fields.get("title", "")).lower() if entry else ""
    return "light" if re.search(r"\bphoto(?!electro)|\b(sun|visible )?light\b|\bsolar\b", title) else ""


@data.cached
def loading(system: str) -> pd.Series | None:
    """The row of ``preparation`` with the loading of a system in the performance test; none where none is.

    A loading that is printed for a class, such as Cuₓ/NTC, holds for its members.

    Examples
    --------
    >>> loading("ji2023-cu1-5-ntc")["id"], loading("li2022-mno2") is None
    ('ji2023-loading', True)
    """
    candidates = [system, *_classes_of(system)]
    loadings = _loadings()
    first = min(
        (loadings[id] for id in candidates if id in loadings), key=lambda entry: entry[0], default=None
    )
    return first and first[1]


@data.cached
def _loadings() -> dict[str, tuple[int, pd.Series]]:
    """The first loading of each system in a performance test, with its place in the table."""
    steps = data.table("preparation")
    steps = steps[(steps["quantity"] == "loading") & (steps["step"] == "test")]
    loadings: dict[str, tuple[int, pd.Series]] = {}
    for number, (_, row) in enumerate(steps.iterrows()):
        loadings.setdefault(row["system"], (number, row))
    return loadings


def _classes_of(system: str) -> list[str]:
    """The classes of its source that a system is a member of."""
    names = _system_column("name_ascii")
    if system not in names:
        return []
    classes = _classes().get(_system_column("source")[system], [])
    return [id for id in classes if _is_member(names[system], names[id])]


@data.cached
def _classes() -> dict[str, list[str]]:
    """The classes of systems of each source."""
    classes: dict[str, list[str]] = {}
    for id, role in _system_column("role").items():
        if role == "class":
            classes.setdefault(_system_column("source")[id], []).append(id)
    return classes


def _is_member(name: str, class_name: str) -> bool:
    """Whether a name is that of a class with a number for its x."""
    return "x" in class_name and bool(re.fullmatch(re.escape(class_name).replace("x", r"[\d.]+"), name))


@data.cached
def _system_column(column: str) -> dict[str, str]:
    return {str(id): str(text) for id, text in data.table("systems")[column].items()}


@data.cached
def quantity_column(column: str) -> dict[str, str]:
    """A column of ``quantities`` by the id of the quantity."""
    return {str(id): str(text) for id, text in data.table("quantities")[column].items()}


def system_name(row: Row) -> str:
    """The name of the system of a row; its id where ``systems`` does not have it."""
    return _system_column("name").get(row["system"], str(row["system"]))


def work(row: Row) -> str:
    """The work behind a row: its key, or the key that the source prints for the system."""
    credit = _system_column("credit_as_printed").get(row["system"], "")
    return str(row["cite"] or f"{row['source']} {credit}")


def same_work(one: Row, other: Row) -> bool:
    """Whether two rows report one work.

    Examples
    --------
    >>> same_work(data.row("gan2024-cos-fe"), data.row("abstract-cos1-x-fe"))
    True
    """
    return work(one) == work(other)
