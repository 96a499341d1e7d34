"""YAML files with the line of every fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from reviewhelpers._core import invisible_characters
from reviewhelpers._core.errors import Fault
from reviewhelpers.validation import text_files


def mapping(path: Path, name: str) -> tuple[dict[str, Any], dict[tuple[Any, ...], int], list[Fault]]:
    """A YAML file whose top is a mapping, the line of each of its values by path, and its faults."""
    read, faults = text_files.text(path, name)
    if faults:
        return {}, {}, faults
    try:
        node = yaml.compose(read, Loader=yaml.SafeLoader)
        value = yaml.safe_load(read)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        if str(getattr(error, "context", "")).startswith("while scanning"):
            # An unclosed construct begins above the line where the parser stops.
            mark = getattr(error, "context_mark", None) or mark
        problem = getattr(error, "problem", None) or " ".join(str(error).split())
        return (
            {},
            {},
            [Fault(name, mark.line + 1 if mark else None, None, f"no YAML ({problem})", "valid YAML")],
        )
    lines: dict[tuple[Any, ...], int] = {}
    _walk(node, (), lines, faults, name)
    for place, sign in invisible_characters.find_in_values(value):
        # In YAML an escape may stand for any character.
        column = next((str(part) for part in reversed(place) if isinstance(part, str)), None)
        faults.append(
            Fault(
                name,
                lines.get(place),
                column,
                f"the character {sign!a}",
                "characters that a reader sees",
            )
        )
    if not isinstance(value, dict):
        return {}, {}, [*faults, Fault(name, 1, None, f"a {type(value).__name__}", "fields and their values")]
    return value, lines, faults


def _walk(
    node: Any, path: tuple[Any, ...], lines: dict[tuple[Any, ...], int], faults: list[Fault], name: str
) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                # YAML keeps the last of two equal keys without a message.
                faults.append(
                    Fault(name, key.start_mark.line + 1, key.value, "the key a second time", "the key once")
                )
            seen.add(key.value)
            _walk(value, (*path, key.value), lines, faults, name)
            lines[*path, key.value] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            _walk(item, (*path, position), lines, faults, name)
