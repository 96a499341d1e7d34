"""Where all comes from: dependencies locked by sum and used, files by others listed with their licences."""

from __future__ import annotations

import ast
import importlib.metadata
import itertools
import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdf
import pytest
import support
from packaging.requirements import Requirement

from reviewhelpers.dataset import data
from reviewhelpers.sphinxext import third_party

ROOT = data.ROOT
LOCK = ROOT / "requirements.lock"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
SUM = re.compile(r"--hash=sha256:[0-9a-f]{64}")

RUN = {
    "import-linter": "checks the layers, run by the Makefile",
    "mypy": "checks types, run by the Makefile",
    "nbval": "compares notebooks with their outputs, a plugin of pytest",
    "pytest-xdist": "shares the tests among processes, a plugin of pytest",
    "ruff": "checks style, run by the Makefile",
}
"""Dependencies that no line imports, each with why it is there."""

FREE = re.compile(
    r"0BSD|Apache.*|Artistic.*|BSD.*|CC0-1.0|ISC.*|LGPL.*|MIT.*|Mozilla Public License 2.0.*|MPL-2.0|PSF-2.0"
    r"|Python Software Foundation License|Public Domain|Zlib"
)
"""The licences of packages that build and test the book; it carries none of them along."""

STATED_ELSEWHERE = {
    "axe-playwright-python": "MIT, in its LICENSE",
    "quantities": "BSD 3-Clause, in its LICENSE",
}
"""Packages whose metadata name no licence, and what the files beside them say."""


def normal(name: str) -> str:
    """A package's name in its one spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> list[tuple[str, list[str]]]:
    """The sums of each package of a lock; one that differs between platforms stands there more than once."""
    return [(normal(name), SUM.findall(rest)) for name, _, rest in LOCKED.findall(text)]


@cache
def names() -> set[str]:
    """The packages of the lock of this project."""
    return {name for name, _ in locked(LOCK.read_text(encoding="utf-8"))}


@cache
def direct() -> dict[str, str]:
    """Packages that ``pyproject.toml`` names, with what it asks of each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [project["dependencies"], *project["optional-dependencies"].values()]
    return {normal(re.split(r"[=<>~! ;\[]", line)[0]): line for line in itertools.chain(*asked)}


def imported(folders: tuple[str, ...] = ("src", "tests")) -> set[str]:
    """The outermost names of all modules that the code imports."""
    found = set()
    for path in [*(path for folder in folders for path in (ROOT / folder).rglob("*.py")), ROOT / "setup.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def unused(dependencies: set[str], modules: set[str], run: set[str]) -> list[str]:
    """Dependencies that nothing imports and nothing is said to run."""
    of = importlib.metadata.packages_distributions()
    used = {normal(package) for module in modules for package in of.get(module, [])}
    return sorted(dependencies - used - run)


# The lock


def test_every_package_of_the_lock_has_sums() -> None:
    text = LOCK.read_text(encoding="utf-8")
    sums = locked(text)
    assert len(sums) > 100
    assert [name for name, found in sums if not found] == []
    # Every line that asks for something was read: nothing comes from an address, or by a loose version.
    asking = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert [line for line in asking if not re.match(r"[A-Za-z0-9._-]+==\S+ ", line)] == []
    assert len(asking) == len(sums)
    assert "--require-hashes" in (ROOT / "src/reviewhelpers/workspace/virtualenv.py").read_text(
        encoding="utf-8"
    )


def test_a_package_without_a_sum_would_be_seen() -> None:
    sum_ = "--hash=sha256:" + "0" * 64
    assert locked(f"One.two==1 \\\n    {sum_}\n    # via x\nthree==2\n") == [
        ("one-two", [sum_]),
        ("three", []),
    ]


def test_every_direct_dependency_is_locked() -> None:
    assert direct().keys() - names() == set()


def test_what_the_book_runs_on_is_asked_for_by_ranges_that_hold_what_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["book"]]
    versions = {normal(name): version for name, version, _ in LOCKED.findall(LOCK.read_text("utf-8"))}
    assert [str(one) for one in asked if any(part.operator in ("==", "===") for part in one.specifier)] == []
    lower = [str(one) for one in asked if not any(part.operator == ">=" for part in one.specifier)]
    assert lower == []
    outside = [str(one) for one in asked if not one.specifier.contains(versions[normal(one.name)])]
    assert outside == []
    # What comes next there is another program, or has other faults to work around.
    for name, version in (("jupyter-book", "2.0"), ("citeproc-py", "0.12"), ("sphinx", "8.0")):
        (one,) = (one for one in asked if one.name == name)
        assert not one.specifier.contains(version), name


def test_every_direct_dependency_is_used() -> None:
    assert unused(set(direct()), imported(), set(RUN)) == []
    # The list of exceptions holds none that is imported after all, or gone.
    assert RUN.keys() - direct().keys() == set()
    assert unused(set(RUN), imported(), set()) == sorted(RUN)


def test_what_is_said_to_run_is_named_where_it_runs() -> None:
    files = ("Makefile", "_config.yml", "pyproject.toml")
    said = {file: (ROOT / file).read_text(encoding="utf-8") for file in files}
    for name in ("mypy", "ruff", "lint-imports"):
        assert name in said["Makefile"], name
    assert "-n 2" in said["Makefile"]
    assert "--nbval" in said["Makefile"]


def test_an_unused_dependency_would_be_seen() -> None:
    assert unused({"numpy", "pandas"}, {"pandas"}, set()) == ["numpy"]


# Licences of what builds the book


def stated(package: importlib.metadata.Distribution) -> list[str]:
    """The licences of which a package states each; it may be used under one of them."""
    told = package.metadata
    if told.get("License-Expression"):
        return [str(told["License-Expression"])]
    classified = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if "License ::" in line]
    return classified or [line for line in (told.get("License") or "").splitlines()[:1] if line]


def accepted(name: str, licences: list[str]) -> bool:
    """Whether one of the licences is free, with all parts of an expression that joins some."""
    return any(
        all(FREE.fullmatch(part.strip("() ")) for part in re.split(r" (?:AND|OR) ", licence))
        for licence in licences
    ) or (not licences and name in STATED_ELSEWHERE)


def test_every_installed_package_is_free() -> None:
    held = {normal(package.metadata["Name"]): package for package in importlib.metadata.distributions()}
    found = {name: stated(held[name]) for name in names() & held.keys()}
    assert len(found) > 100
    assert {name: said for name, said in found.items() if not accepted(name, said)} == {}


def test_a_licence_that_is_not_free_would_be_seen() -> None:
    assert not accepted("a", ["GPL-3.0-only"])
    assert not accepted("a", ["MIT AND GPL-3.0-only"])
    assert not accepted("a", ["Other/Proprietary License"])
    assert not accepted("a", [])
    assert accepted("a", ["MIT AND PSF-2.0"])


# Files by others


def test_every_part_has_a_licence_that_we_take_in() -> None:
    assert third_party.faults() == []


def test_an_unknown_licence_stops_the_build(tmp_path: Path) -> None:
    listed = tmp_path / "shipped.toml"
    listed.write_text(
        '[[part]]\nname = "x"\nversion = "1"\nlicence = "SSPL-1.0"\nby = ""\naddress = ""\nuse = ""\n'
        "[ours]\nsite = []\npackage = []\n"
    )
    assert third_party.faults(listed)[0].startswith("x: found SSPL-1.0, expected one of ")


def package_files() -> Iterator[str]:
    """The files of the package as it stands here, without what tools leave behind."""
    package = ROOT / "src" / "reviewhelpers"
    for path in package.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path.relative_to(package).as_posix()


def test_every_file_of_the_package_is_ours_or_listed() -> None:
    assert third_party.unlisted_in_package(package_files()) == []


@pytest.mark.slow
def test_every_file_of_the_wheel_is_ours_or_listed(a_wheel: Path) -> None:
    with zipfile.ZipFile(a_wheel) as archive:
        held = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert {name.partition("/")[0] for name in held} == {"reviewhelpers"}
    inside = [name.removeprefix("reviewhelpers/") for name in held]
    bundled = {
        "bundled/references.bib",
        *(f"bundled/data/{path.name}" for path in (ROOT / "data").glob("[!.]*") if path.is_file()),
        *(f"bundled/data/structures/{path.name}" for path in (ROOT / "data" / "structures").glob("*.xyz")),
    }
    assert bundled <= set(inside)
    assert third_party.unlisted_in_package(set(inside) - bundled) == []
    # What the list says comes along, and the text of the licence with what needs it.
    assert {name for part in third_party.parts() for name in part.package} <= set(inside)


def test_the_site_holds_what_is_ours_or_listed(site: support.Site) -> None:
    held = [path.relative_to(site.html).as_posix() for path in site.html.rglob("*") if path.is_file()]
    assert third_party.unlisted_in_site(held) == []


def test_each_part_is_there(site: support.Site) -> None:
    lost = [
        (part.name, pattern)
        for part in third_party.parts()
        for pattern in part.site
        if not [*site.html.glob(pattern)]
    ]
    assert lost == []


@pytest.mark.slow
def test_the_live_site_holds_what_is_ours_or_listed(live: Path) -> None:
    held = [path.relative_to(live).as_posix() for path in live.rglob("*") if path.is_file()]
    assert third_party.unlisted_in_site(held) == []
    lost = [pattern for part in third_party.parts() for pattern in part.live if not [*live.glob(pattern)]]
    assert lost == []


def test_typefaces_of_figures_are_listed(site: support.Site) -> None:
    known = tuple(pattern.rstrip("*") for part in third_party.parts() for pattern in part.fonts)
    met = set()
    for path in sorted((site.html / "figures").glob("*.pdf")):
        for page in pypdf.PdfReader(path).pages:
            fonts = page["/Resources"].get("/Font", {})  # type: ignore[index]
            met |= {str(fonts[name].get_object()["/BaseFont"]).lstrip("/") for name in fonts}
    # A subset bears six letters and a plus before its name.
    faces = {re.sub(r"^[A-Z]{6}\+", "", name) for name in met}
    assert faces
    assert {face for face in faces if not face.startswith(known)} == set()


def test_the_page_lists_every_part(site: support.Site) -> None:
    text = (site.html / "chapters" / "use" / "licences.html").read_text(encoding="utf-8")
    for part in third_party.parts():
        for said in (part.name, part.by, *third_party.TERMS[part.licence]):
            assert said in text, part.name


@pytest.mark.slow
def test_the_wheel_is_the_same_on_every_run(
    a_wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONHASHSEED", "12345")
    again = support.wheel(tmp_path / "another place", tmp_path / "made")
    assert (again.name, again.read_bytes()) == (a_wheel.name, a_wheel.read_bytes())


# That the commands named here exist


def test_security_names_what_there_is() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for path in re.findall(r"`(tests/\w+\.py)`", text):
        assert (ROOT / path).is_file(), path
    assert shutil.which("sha256sum") or sys.platform != "linux"
