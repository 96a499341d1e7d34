"""ZIP archives that are byte for byte the same for the same files and date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date

EARLIEST = date(1980, 1, 1)
"""The earliest date that a ZIP archive can store, used if the date of the book is not known."""


def build_zip(contents: Iterable[tuple[str, bytes]], day: date | None, uncompressed: frozenset[str]) -> bytes:
    """A ZIP archive of files in the order given, all with one date.

    Unlike the archive of the data it is compressed, to a quarter of its size; therefore it is the same only
    where the same library compresses it.

    Parameters
    ----------
    contents : iterable of tuple
        Path and bytes of each file.
    day : date or None
        The date of the files.
    uncompressed : frozenset of str
        Paths of the files that must not be compressed.
    """
    buffer = io.BytesIO()
    day = max(day or EARLIEST, EARLIEST)
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in contents:
            # Noon, so that the date is the same in every time zone.
            entry = zipfile.ZipInfo(name, date_time=(day.year, day.month, day.day, 12, 0, 0))
            entry.create_system = 3  # Unix, without which the file mode is ignored
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in uncompressed else zipfile.ZIP_DEFLATED
            file.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()
