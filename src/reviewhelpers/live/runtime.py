"""The files of the Python runtime for browsers, each accepted only with the expected SHA-256.

Downloads are cached in a folder. Pyodide, its lock and its wheels come from npm and PyPI; a file that is
missing, truncated or different raises an error with a message of one line.
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
"""Downloads the archive of a package by name, version and SHA-256 (``""`` where its files are checked)."""


class RuntimeUnavailable(ReviewHelpersError):
    """A file of the runtime that cannot be downloaded, or is not the expected one."""


@functools.cache
def sources() -> dict[str, Any]:
    """The content of ``sources.toml``."""
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def download_from_npm(name: str, version: str, sum: str) -> bytes:
    """Download a package from npm.

    Raises
    ------
    RuntimeUnavailable
        When npm fails.
    """
    command = ["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--loglevel=error"]
    return _run(command, f"{name} {version}", "*.tgz")


def download_with_pip(name: str, version: str, sum: str) -> bytes:
    """Download a wheel with pip, which checks its SHA-256.

    Raises
    ------
    RuntimeUnavailable
        When pip fails.
    """
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary", ":all:", "--ignore-requires-python", "--require-hashes"),
        *("--requirement", "requirements.txt"),
    ]
    return _run(command, f"{name} {version}", "*.whl", f"{name}=={version} --hash=sha256:{sum}\n")


def _run(command: list[str], name: str, pattern: str, requirement: str = "") -> bytes:
    """The file that a command writes into a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "requirements.txt").write_text(requirement, encoding="utf-8")
        try:
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        except OSError as error:
            raise RuntimeUnavailable(f"{name}: {command[0]} cannot be run: {error.strerror}") from error
        found = sorted(Path(folder).glob(pattern))
        if result.returncode or len(found) != 1:
            lines = result.stderr.splitlines()
            errors = [line for line in lines if line.startswith(("ERROR", "npm err", "npm ERR"))]
            raise RuntimeUnavailable(f"{name}: cannot be fetched: {(errors or ['nothing came'])[0]}")
        return found[0].read_bytes()


def fetch(cache: Path, npm: Fetch = download_from_npm, pip: Fetch = download_with_pip) -> dict[str, bytes]:
    """All files of the runtime except the wheel of this package, by name; cached ones are not downloaded.

    Parameters
    ----------
    cache : Path
        Folder of the downloads.
    npm, pip : callable
        Functions that download packages.

    Raises
    ------
    RuntimeUnavailable
        When a file is missing or has another checksum; the message names both checksums.
    """
    atomic_writes.make_folder(cache)
    core, wheels = sources()["core"], sources()["wheels"]
    found = _load_files(
        cache,
        core["files"],
        lambda: npm(core["name"], core["version"], ""),
        lambda archive, name: _read_tar_member(archive, f"package/{name}"),
        f"{core['name']} {core['version']}",
    )
    official = json.loads(found[LOCK])["packages"]
    wheel_sums = {
        official[name]["file_name"]: official[name]["sha256"] for name in _required_packages(official)
    }
    found |= _load_files(
        cache,
        wheel_sums,
        lambda: pip(wheels["name"], wheels["version"], wheels["sha256"]),
        lambda archive, name: _read_zip_member(archive, f"{wheels['folder']}/{name}"),
        f"{wheels['name']} {wheels['version']}",
    )
    for package in sources()["package"]:
        name, version, sum = package["name"], package["version"], package["sha256"]
        found |= _load_files(
            cache,
            {package["file"]: sum},
            functools.partial(pip, name, version, sum),
            lambda archive, _: archive,
            f"{name} {version}",
        )
    return found


def _required_packages(official: Mapping[str, Any]) -> list[str]:
    """Packages of Pyodide that this package depends on, directly or not."""
    required: set[str] = set()
    pending = list(sources()["wheels"]["roots"])
    while pending:
        name = pending.pop()
        if name not in required:
            required.add(name)
            pending += official[name]["depends"]
    return sorted(required)


def _load_files(
    cache: Path,
    sums: Mapping[str, str],
    archive: Callable[[], bytes],
    member: Callable[[bytes, str], bytes],
    package: str,
) -> dict[str, bytes]:
    """Files from the cache; where one is missing or damaged there, all from their archive."""
    cached = {name: (cache / name).read_bytes() for name in sums if (cache / name).is_file()}
    if all(name in cached and sha256(cached[name]) == sum for name, sum in sums.items()):
        return cached
    content = archive()
    found = {}
    for name, sum in sums.items():
        try:
            found[name] = member(content, name)
        except KeyError as error:
            raise RuntimeUnavailable(f"{name}: not in {package}") from error
        except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise RuntimeUnavailable(f"{package}: cut or damaged: {error}") from error
        if sha256(found[name]) != sum:
            raise RuntimeUnavailable(
                f"{name} of {package}: found SHA-256 {sha256(found[name])}, expected {sum}"
            )
    for name, file in found.items():
        atomic_writes.write(cache / name, file)
    return found


def _read_tar_member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
        member = opened.extractfile(name)
        if member is None:
            raise KeyError(name)
        return member.read()


def _read_zip_member(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def add_package(files: Mapping[str, bytes], wheel: Path) -> dict[str, bytes]:
    """Add the wheel of this package to the runtime, and reduce the lock to the packages that it has.

    Parameters
    ----------
    files : mapping
        The result of :func:`fetch`.
    wheel : Path
        The wheel.
    """
    official = json.loads(files[LOCK])
    packages = {name: official["packages"][name] for name in _required_packages(official["packages"])}
    for package in sources()["package"]:
        packages[package["name"]] = _lock_entry(
            package["name"], package["version"], package["file"], package["sha256"]
        )
    content = wheel.read_bytes()
    version = wheel.name.split("-")[1]
    packages[PACKAGE] = _lock_entry(PACKAGE, version, wheel.name, sha256(content), sorted(packages))
    lock = {**official, "packages": packages}
    return {**files, wheel.name: content, LOCK: (json.dumps(lock, indent=1, sort_keys=True) + "\n").encode()}


def _lock_entry(name: str, version: str, file: str, sum: str, depends: Iterable[str] = ()) -> dict[str, Any]:
    """The entry of a package in the lock of Pyodide."""
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
