"""``reviewhelpers register``: renew the register of ids and digests."""

from __future__ import annotations

import click

from reviewhelpers._core import atomic_writes
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("register")
def command() -> int:
    """Renew data/ids.txt, which holds every id with a digest, after rows were changed on purpose."""
    from reviewhelpers.dataset import data
    from reviewhelpers.validation import check, register

    path = data.DATA / register.FILE
    text = check.registered_text()
    before, after = register.read(path, path.name)[0], register.parse(text)[0]
    with exclusive_access(path):
        atomic_writes.write(path, text.encode())
    # The register accepts any change of rows, so each is printed for review.
    changes = list(register.changes(before, after))
    print(*changes, f"{path.name}: {len(changes)} changes", sep="\n")
    return 0
