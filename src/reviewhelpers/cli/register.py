"""``reviewhelpers register``: renew the register of ids and digests."""

from __future__ import annotations

import click

from reviewhelpers._core import atomic_writes
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("register")
def command() -> int:
    """Renew data/ids.txt, which holds every id with a digest, after rows were changed on purpose."""
    from reviewhelpers.dataset import data
    from reviewhelpers.validation import check, id_register

    path = data.DATA / id_register.FILE
    text = check.register_text()
    before, after = id_register.read(path, path.name)[0], id_register.parse(text)[0]
    with exclusive_access(path):
        atomic_writes.write(path, text.encode())
    # The register accepts any change of rows, so each is printed for review.
    changes = list(id_register.changes(before, after))
    print(*changes, f"{path.name}: {len(changes)} changes", sep="\n")
    return 0
