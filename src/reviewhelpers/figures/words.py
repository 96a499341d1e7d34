"""The words of a figure, which stand in Markdown beside its code: title, caption, description, how it was made."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError

ALT, METHOD = "Alternative text", "How it was made"

_FIELD = re.compile(r"\{(\w+)\}(?!`)")
"""A named field; a role of MyST such as ``{cite:t}`…``` is none."""


@dataclass(frozen=True)
class Words:
    """The parts of a figure's Markdown file, with their named fields."""

    path: Path
    title: str
    caption: str
    alt: str
    method: str

    def filled(self, part: str, fields: Mapping[str, str]) -> str:
        """One part with its fields.

        Parameters
        ----------
        part : {"caption", "alt", "method"}
            Which one.
        fields : mapping of str to str
            What the code of the figure gives.

        Raises
        ------
        ReviewHelpersError
            When the file names a field that the code does not give.
        """

        def field(match: re.Match[str]) -> str:
            if match[1] not in fields:
                raise ReviewHelpersError(
                    f"{self.path.name}: found the field {match[0]}, expected one of "
                    f"{', '.join(f'{{{name}}}' for name in sorted(fields))}; or give it in the code of the figure"
                )
            return fields[match[1]]

        return _FIELD.sub(field, getattr(self, part))

    def fields(self) -> set[str]:
        """The names of all fields of the file."""
        return set(_FIELD.findall(f"{self.caption} {self.alt} {self.method}"))


@functools.lru_cache(200)
def read(path: Path) -> Words:
    """Read the words of a figure.

    Raises
    ------
    ReviewHelpersError
        When the file or a part of it is missing.
    """
    try:
        head, *sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    except OSError as error:
        raise ReviewHelpersError(f"{path}: found no such file, expected the words of a figure") from error
    title, _, caption = map(str.strip, head.strip().partition("\n"))
    parts = {name.strip(): _paragraphs(body) for name, _, body in (part.partition("\n") for part in sections)}
    if not (title.startswith("# ") and caption and parts.get(ALT) and parts.keys() <= {ALT, METHOD}):
        raise ReviewHelpersError(
            f"{path.name}: found {', '.join([title, *parts])}, expected '# ' and the title, the caption, "
            f"'## {ALT}' and, where it is wanted, '## {METHOD}'"
        )
    return Words(path, title[2:].strip(), _paragraphs(caption), parts[ALT], parts.get(METHOD, ""))


def _paragraphs(text: str) -> str:
    """Text whose lines are joined to paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
