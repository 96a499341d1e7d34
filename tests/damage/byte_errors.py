"""Damages to the bytes of any file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from damage.base import Damage, Original, enclosing_block, kind

FILES = ("data/performance.csv", "data/systems.csv", "references.bib", "_toc.yml", "_config.yml")


def _bytes(name: str, change: Callable[[Original, bytes], tuple[bytes, int | None]], times: int = 8) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        file = of.random.choice([*FILES, of.random.choice(of.notebooks), f"data/{of.table()}.csv"])
        content, row = change(of, of.text(file).encode())
        return Damage("", file, content, file, row)


def _at(of: Original, raw: bytes, put: bytes) -> tuple[bytes, int]:
    at = of.random.randrange(len(raw) // 10, len(raw))
    while raw[at] & 0xC0 == 0x80:  # not inside a character
        at -= 1
    return raw[:at] + put + raw[at:], raw[:at].count(b"\n") + 1


_bytes("read as Latin-1", lambda of, raw: (raw.replace(b" ", "é".encode("latin-1"), 1), None), 7)
_bytes("UTF-16", lambda of, raw: (raw.decode().encode(of.random.choice(["utf-16", "utf-16-le"])), None), 7)
_bytes("byte order mark", lambda of, raw: (b"\xef\xbb\xbf" + raw, 1), 7)
_bytes("twice encoded", lambda of, raw: (_twice(raw), None), 7)
_bytes("invalid byte", lambda of, raw: _at(of, raw, of.random.choice([b"\xff", b"\xc3", b"\x80"])))
_bytes("NUL", lambda of, raw: _at(of, raw, b"\0"))
_bytes("lines that end in CR LF", lambda of, raw: (raw.replace(b"\n", b"\r\n"), 1), 7)
_bytes("lines that end in CR", lambda of, raw: (raw.replace(b"\n", b"\r"), 1), 7)
_bytes("line ends mixed", lambda of, raw: (_mixed(of, raw), None), 7)
_bytes("empty file", lambda of, raw: (b"", None), 5)


def _twice(raw: bytes) -> bytes:
    """UTF-8 that was taken for Windows-1252 and written again."""
    text = raw.decode()
    if text.isascii():
        text = text.replace(" ", "\u00a0", 1)
    return text.encode().decode("latin-1").encode()


def _mixed(of: Original, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = of.random.randrange(len(lines) - 1)
    lines[at] += b"\r"
    return b"\n".join(lines)


def _cut(name: str, file: Callable[[Original], str]) -> None:
    @kind(name, 1)
    def _(of: Original) -> Iterator[Damage]:
        path = file(of)
        raw = of.text(path).encode()
        for share in range(1, 100):
            at = len(raw) * share // 100
            row = raw[:at].rstrip(b"\n").count(b"\n") + 1
            left = raw[:at].decode("utf-8", "replace").split("\n")
            yield Damage(
                "", path, raw[:at], f"{path} after {at} bytes", row, None, "", enclosing_block(left, row - 1)
            )


_cut("table cut at every hundredth of its bytes", lambda of: "data/performance.csv")
_cut("bibliography cut at every hundredth of its bytes", lambda of: "references.bib")
_cut("notebook cut at every hundredth of its bytes", lambda of: of.random.choice(of.notebooks))
_cut("table of contents cut at every hundredth of its bytes", lambda of: "_toc.yml")
_cut("configuration cut at every hundredth of its bytes", lambda of: "_config.yml")


@kind("stray quote in a table", 10)
def _(of: Original) -> Damage:
    file = f"data/{of.table()}.csv"
    raw, row = _at(of, of.text(file).encode(), b'"')
    return Damage("", file, raw, file, row)
