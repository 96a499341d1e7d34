"""The page on changes: one section for each release, with its changes in a JSON file."""

from __future__ import annotations

from pathlib import Path

from reviewhelpers._core import atomic_writes
from reviewhelpers.citing import addresses, book_metadata
from reviewhelpers.release import diff

PAGE = "chapters/use/changes"
FOLDER = Path("chapters") / "use" / "changes"
NONE_YET = "There is no release yet, so there is nothing to compare.\n"
"""Text of the page before the first release."""


def add(root: Path, since: str = "", figures: list[str] | None = None) -> Path | None:
    """Add the changes between the last release and the current state to the page.

    Parameters
    ----------
    root : Path
        Folder of the project; its ``pyproject.toml`` has the version of the next release.
    since : str
        Tag of the release to compare with; by default the newest.
    figures : list of str, optional
        Ids of the figures to compare; by default all.

    Returns
    -------
    Path or None
        The file with the changes; None where there is no earlier release.
    """
    since = since or book_metadata.latest_tag(root)
    if not since:
        return None
    version = book_metadata.version_number(root)
    if f"v{version}" == since:
        raise diff.ChangesError(f"pyproject.toml: found version {version}, expected one later than {since}")
    with diff.checkout(root, since) as released:
        changes = diff.compare(diff.read_state(released, figures), diff.read_state(root, figures))
    path = root / FOLDER / f"{version}.json"
    atomic_writes.make_folder(path.parent)
    atomic_writes.write_all({path: diff.to_json(since, changes).encode()} | _section(root, version))
    return path


def _section(root: Path, version: str) -> dict[Path, bytes]:
    """The page with a section for the changes, the newest first, and the list of addresses with that of the section."""
    page = root / f"{PAGE}.md"
    text = page.read_text(encoding="utf-8")
    label = f"use-changes-{version.replace('.', '-')}"
    if f"({label})=" not in text:
        section = f"({label})=\n## Version {version}\n\n```{{changes}} {version}\n```\n"
        before, mark, after = text.replace(NONE_YET, "").partition("\n(use-changes-")
        text = before.rstrip("\n") + "\n\n" + section + mark + after
    addresses_file = root / "chapters" / addresses.ADDRESSES.name
    lines = addresses_file.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    rest = sorted({*(line for line in lines if line and not line.startswith("#")), f"{PAGE}#{label}"})
    return {addresses_file: ("\n".join([*comments, *rest]) + "\n").encode(), page: text.encode()}
