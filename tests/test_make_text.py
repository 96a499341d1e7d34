"""What a caller, the environment, git, a file or its name says is text to make and to its shells."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import support

from reviewhelpers.citing import items
from reviewhelpers.release import checksums, rebuild

MARK = "pwned"
HOSTILE = (
    f"$(shell touch {MARK})",
    f"${{shell touch {MARK}}}",
    f"$$(touch {MARK})",
    f"$(touch {MARK})",
    f"`touch {MARK}`",
    f"a;touch {MARK}",
    f'a"; touch {MARK}; "',
    f"a'; touch {MARK}; '",
    f'a" && touch {MARK} && echo "',
    f"a | touch {MARK}",
    f"a\ntouch {MARK}",
    f"$(eval $(shell touch {MARK}))",
    f"<(touch {MARK})",
    f"a & touch {MARK} #",
)
TARGETS = {
    "SUMS": "verify",
    "SINCE": "changes",
    "PAGES": "lighthouse",
    "ROWS": "bench",
    "PORT": "serve",
    "BOOK_URL": "book",
}
"""The variables that a caller may set, each with the target whose recipe takes it."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The Makefile in a repository of its own, with programs that only note what they are told."""
    root = tmp_path / "project"
    root.mkdir()
    support.copy_project(root, ("Makefile", "pyproject.toml", "requirements.lock"))
    programs = root / "venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "npm"):
        (programs / name).write_text(
            '#!/bin/sh\nprintf "%s\\n" "$0" "$@" "$BOOK_URL" >> told\n', encoding="utf-8"
        )
        (programs / name).chmod(0o755)
    for name in ("chapters", "data", "src", "tests/checkers"):
        (root / name).mkdir(parents=True)
    for name in ("references.bib", "_config.yml", "_toc.yml", "CITATION.cff", "LICENSE-CONTENT.md"):
        (root / name).touch()
    for name in ("package.json", "package-lock.json"):
        (root / "tests" / "checkers" / name).touch()
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "All")
    return root


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def make(root: Path, *words: str, environment: Mapping[str, str] = {}) -> str:
    """Run make; what the programs that it called were told."""
    ready = [word for mark in (".locked", ".ready") for word in ("-o", f"venv/{mark}")]
    held = {name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    held |= {"PATH": f"{root}/venv/bin{os.pathsep}{os.environ['PATH']}", **environment}
    subprocess.run(
        ["make", "VENV=venv", *ready, *words],
        cwd=root,
        env=held,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert not [path for path in root.rglob(f"*{MARK}*") if path.name == MARK]
    told = root / "told"
    return told.read_text(encoding="utf-8") if told.exists() else ""


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_caller_or_the_environment_says_is_text(project: Path, text: str) -> None:
    said = {name: f"{text}{name}" for name in TARGETS}
    words = [f"{name}={value}" for name, value in said.items()]
    told = make(project, "-k", *TARGETS.values(), *words)
    assert [name for name, value in said.items() if value not in told] == []
    make(project, "help", *words)
    (project / "told").unlink()
    shutil.rmtree(project / "_build", ignore_errors=True)
    told = make(project, "-k", *TARGETS.values(), environment=said)
    # The environment of many machines has a port that is meant for something else.
    assert [name for name, value in said.items() if value not in told] == ["PORT"]
    make(project, "help", environment=said)


def test_what_git_calls_a_tag_is_text(project: Path) -> None:
    taken = 0
    for text in HOSTILE:
        tag = "v1" + text.replace(" ", "${IFS}").replace("\n", "${IFS}")
        with contextlib.suppress(subprocess.CalledProcessError):
            git(project, "tag", tag)
            taken += 1
    # Git itself refuses some.
    assert taken > len(HOSTILE) / 2
    # The command asks git itself; neither make nor a shell reads what it calls a tag.
    assert "reviewhelpers\nbook\n" in make(project, "book")
    make(project, "help")


@pytest.mark.parametrize("folder", ["chapters", "data", "src"])
def test_the_name_of_a_file_is_text(project: Path, folder: str) -> None:
    for text in HOSTILE:
        (project / folder / f"{text.replace('/', '')}.csv").touch()
    assert "reviewhelpers\nbook\n" in make(project, "book")


@pytest.mark.parametrize("text", HOSTILE[2:7])
def test_the_name_of_the_folder_is_text(project: Path, tmp_path: Path, text: str) -> None:
    folder = tmp_path / text.replace(" ", "${IFS}")
    project.rename(folder)
    assert "reviewhelpers\nbook\n" in make(folder, "book")


SUM = f"{'0' * 64}  site.sha256\n"


@pytest.mark.parametrize(
    "text", [*HOSTILE, "javascript:alert(1)", "file:///etc/passwd", "-C /", "https://a b/"]
)
def test_sums_that_name_no_address_are_refused(tmp_path: Path, text: str) -> None:
    given = tmp_path / "SHA256SUMS"
    given.write_text(f"# commit {'1' * 40}\n# address {text}\n{SUM}", encoding="utf-8")
    with pytest.raises(checksums.SumsError, match=r"SHA256SUMS:[23]:.*found .*expected"):
        rebuild.build(tmp_path, given)
    assert not (tmp_path / "_build").exists()


@pytest.mark.parametrize(
    "text", [*HOSTILE, "../../etc/passwd", "/etc/passwd", "a/../b", "a\x1b[2J", "site.sha256"]
)
def test_sums_of_what_is_no_file_of_a_build_are_refused(tmp_path: Path, text: str) -> None:
    given = tmp_path / "SHA256SUMS"
    given.write_text(f"{SUM}{'0' * 64}  {text}\n", encoding="utf-8")
    with pytest.raises(checksums.SumsError, match=r"SHA256SUMS:[23]: found .*expected"):
        checksums.read(given)


def test_sums_that_say_two_things_are_refused(tmp_path: Path) -> None:
    given = tmp_path / "SHA256SUMS"
    given.write_text(f"# address https://a.example/\n# address https://b.example/\n{SUM}", encoding="utf-8")
    with pytest.raises(checksums.SumsError, match="SHA256SUMS:2: found a second"):
        checksums.read_address(given)


def test_the_build_of_a_commit_gets_the_address_as_text(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = project / "venv" / "bin" / "make"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" "$BOOK_URL" "$MAKEFLAGS" "$SUMS" > "{project}/told"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    given = project / "SHA256SUMS"
    given.write_text(f"# commit {'1' * 40}\n# address https://example.org/a,b/\n{SUM}", encoding="utf-8")
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("MAKEFLAGS", " -- SUMS=$(shell touch pwned)")
    monkeypatch.setenv("SUMS", HOSTILE[0])
    assert rebuild.build(project, given) == project / "_build" / "verify" / "_build"
    told = (project / "told").read_text(encoding="utf-8").splitlines()
    assert told[-3:] == ["https://example.org/a,b/", "", ""]
    assert "checksums" in told
    assert (project / "_build" / "verify" / "Makefile").exists()
    # A second time, over what the first one left.
    rebuild.build(project, given)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_address_of_the_environment_is_an_address_or_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    for address in (text, f"https://example.org/{text}", f"https://{text}/"):
        monkeypatch.setenv(items.ADDRESS, address)
        with pytest.raises(items.AddressError, match=r"BOOK_URL: found .*expected"):
            items.address()


@pytest.mark.parametrize(
    "address",
    [
        "https://a:b:c/",
        "https://:/",
        "https://:80/",
        "https://[/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a/../b/",
        "https://example.org/a/%2e%2E/b",
    ],
)
def test_an_address_that_no_browser_opens_as_it_stands_is_refused(address: str) -> None:
    with pytest.raises(items.AddressError, match="expected an address"):
        items.normalize_address(address)


def test_addresses_with_ports_and_numbers_are_taken() -> None:
    for address in ("http://127.0.0.1:8000/", "http://[::1]:8000/book/", "https://example.org/a..b/%20c/"):
        assert items.normalize_address(address) == address
