"""The files that a browser runs, each taken only where its SHA-256 is the one expected.

What was fetched stays in a folder, so that it is fetched once. Pyodide, its lock and its wheels come by npm
and pip; a file that is missing, cut or another one ends the work with one line.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError

SOURCES = Path(__file__).with_name("sources.toml")
LOCK = "pyodide-lock.json"
PACKAGE = "reviewhelpers"

Fetch = Callable[[str, str, str], bytes]
"""Gives the archive of a package by its name, version and SHA-256 (``""`` where its files have theirs)."""


class RuntimeMissing(ReviewHelpersError):
    """A file of the runtime that cannot be had, or is not the one expected."""


@functools.cache
def sources() -> dict[str, Any]:
    """What ``sources.toml`` holds."""
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def from_npm(name: str, version: str, sum: str) -> bytes:
    """The archive of a package of npm.

    Raises
    ------
    RuntimeMissing
        Where npm does not give it.
    """
    command = ["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--loglevel=error"]
    return _run(command, f"{name} {version}", "*.tgz")


def from_pip(name: str, version: str, sum: str) -> bytes:
    """The wheel of a package of pip, with the sum that pip then checks.

    Raises
    ------
    RuntimeMissing
        Where pip does not give it.
    """
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary", ":all:", "--ignore-requires-python", "--require-hashes"),
        *("--requirement", "requirements.txt"),
    ]
    return _run(command, f"{name} {version}", "*.whl", f"{name}=={version} --hash=sha256:{sum}\n")


def _run(command: list[str], what: str, pattern: str, requirement: str = "") -> bytes:
    """What a command leaves in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "requirements.txt").write_text(requirement, encoding="utf-8")
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        except OSError as error:
            raise RuntimeMissing(f"{what}: {command[0]} cannot be run: {error.strerror}") from error
        found = sorted(Path(folder).glob(pattern))
        if done.returncode or len(found) != 1:
            said = [
                line for line in done.stderr.splitlines() if line.startswith(("ERROR", "npm err", "npm ERR"))
            ]
            raise RuntimeMissing(f"{what}: cannot be fetched: {(said or ['nothing came'])[0]}")
        return found[0].read_bytes()


def fetch(cache: Path, npm: Fetch = from_npm, pip: Fetch = from_pip) -> dict[str, bytes]:
    """All files of the runtime but the wheel of this package, by name; those at hand are not fetched again.

    Parameters
    ----------
    cache : Path
        The folder of what was fetched before.
    npm, pip : callable
        How to fetch.

    Raises
    ------
    RuntimeMissing
        Where a file is missing or its sum is not the one expected; the message names both sums.
    """
    atomic_writes.folder(cache)
    core, wheels = sources()["core"], sources()["wheels"]
    found = _taken(
        cache,
        core["files"],
        lambda: npm(core["name"], core["version"], ""),
        lambda archive, name: _of_tar(archive, f"package/{name}"),
        f"{core['name']} {core['version']}",
    )
    official = json.loads(found[LOCK])["packages"]
    needed = {official[name]["file_name"]: official[name]["sha256"] for name in _needed(official)}
    found |= _taken(
        cache,
        needed,
        lambda: pip(wheels["name"], wheels["version"], wheels["sha256"]),
        lambda archive, name: _of_zip(archive, f"{wheels['folder']}/{name}"),
        f"{wheels['name']} {wheels['version']}",
    )
    for package in sources()["package"]:
        name, version, sum = package["name"], package["version"], package["sha256"]
        found |= _taken(
            cache,
            {package["file"]: sum},
            functools.partial(pip, name, version, sum),
            lambda archive, _: archive,
            f"{name} {version}",
        )
    return found


def _needed(official: Mapping[str, Any]) -> list[str]:
    """The packages of Pyodide that ours need, with those that these need."""
    found: set[str] = set()
    todo = list(sources()["wheels"]["roots"])
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += official[name]["depends"]
    return sorted(found)


def _taken(
    cache: Path,
    sums: Mapping[str, str],
    archive: Callable[[], bytes],
    member: Callable[[bytes, str], bytes],
    what: str,
) -> dict[str, bytes]:
    """Files from the cache; where one is missing or cut there, all from their archive."""
    at_hand = {name: (cache / name).read_bytes() for name in sums if (cache / name).is_file()}
    if all(name in at_hand and sha256(at_hand[name]) == sum for name, sum in sums.items()):
        return at_hand
    fetched = archive()
    found = {}
    for name, sum in sums.items():
        try:
            found[name] = member(fetched, name)
        except KeyError as error:
            raise RuntimeMissing(f"{name}: not in {what}") from error
        except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise RuntimeMissing(f"{what}: cut or damaged: {error}") from error
        if sha256(found[name]) != sum:
            raise RuntimeMissing(f"{name} of {what}: found SHA-256 {sha256(found[name])}, expected {sum}")
    for name, content in found.items():
        atomic_writes.write(cache / name, content)
    return found


def _of_tar(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
        held = opened.extractfile(name)
        if held is None:
            raise KeyError(name)
        return held.read()


def _of_zip(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def with_package(found: Mapping[str, bytes], wheel: Path) -> dict[str, bytes]:
    """The runtime with the wheel of this package, and a lock that names what is there and nothing else.

    Parameters
    ----------
    found : mapping
        What :func:`fetch` gives.
    wheel : Path
        The wheel.
    """
    official = json.loads(found[LOCK])
    packages = {name: official["packages"][name] for name in _needed(official["packages"])}
    for package in sources()["package"]:
        packages[package["name"]] = _locked(
            package["name"], package["version"], package["file"], package["sha256"]
        )
    content = wheel.read_bytes()
    version = wheel.name.split("-")[1]
    packages[PACKAGE] = _locked(PACKAGE, version, wheel.name, sha256(content), sorted(packages))
    lock = {**official, "packages": packages}
    return {**found, wheel.name: content, LOCK: (json.dumps(lock, indent=1, sort_keys=True) + "\n").encode()}


def _locked(name: str, version: str, file: str, sum: str, depends: Iterable[str] = ()) -> dict[str, Any]:
    """A package as Pyodide's lock has it."""
    return {
        "name": name,
        "version": version,
        "file_name": file,
        "sha256": sum,
        "depends": list(depends),
        "imports": [name],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }
