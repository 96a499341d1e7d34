"""Sums of a release: complete, read by sha256sum, and unlike as soon as one byte is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reviewhelpers.__main__ import main
from reviewhelpers.export import download_links
from reviewhelpers.release import checksums

WHEEL = "reviewhelpers-1.2.3-py3-none-any.whl"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Something of each kind that a release publishes."""
    return built(tmp_path / "build")


def built(folder: Path) -> Path:
    files = ["html/index.html", "html/chapters/one.html", "live/index.html", "figures/fig-a.svg", WHEEL]
    files += download_links.FILES.values()
    files += [f"html/{download_links.FOLDER}/{name}" for name in download_links.FILES.values()]
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_sums_name_all_and_are_read_by_others(build: Path) -> None:
    path = checksums.write(build, "abc", "https://example.org/")
    assert set(checksums.read(path)) == {*checksums.FOLDERS, *download_links.FILES.values(), WHEEL}
    assert path.read_text().splitlines()[:2] == ["# commit abc", "# address https://example.org/"]
    assert set(checksums.read(build / "site.sha256")) == {"index.html", "chapters/one.html"}
    if shutil.which("sha256sum"):
        for names, folder in ((path, build), (build / "site.sha256", build / "html")):
            subprocess.run(
                ["sha256sum", "--check", "--quiet", names.resolve()],
                cwd=folder,
                check=True,
                capture_output=True,
            )


@pytest.mark.parametrize(
    "name", ["html/index.html", "live/index.html", "figures/fig-a.svg", WHEEL, download_links.FILES["pdf"]]
)
def test_one_byte_more_is_told(
    build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    released = checksums.write(build, "abc", "")
    other = built(tmp_path / "other")
    checksums.write(other, "abc", "")
    assert main(["verify", str(released), str(other)]) == 0
    (other / name).write_text(f"{name}.")
    checksums.write(other, "abc", "")
    capsys.readouterr()
    assert main(["verify", str(released), str(other)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 1
    assert out[0].startswith(f"{name}: published with sum ")


def test_without_the_list_a_folder_differs_as_a_whole(build: Path, tmp_path: Path) -> None:
    released = tmp_path / "SHA256SUMS"
    shutil.copy(checksums.write(build, "", ""), released)
    (build / "html" / "new.html").touch()
    checksums.write(build, "", "")
    assert [line.partition(": ")[0] for line in checksums.differences(released, build)] == ["site.sha256"]


def test_another_commit_is_told(build: Path, tmp_path: Path) -> None:
    released = shutil.copy(checksums.write(build, "1" * 40, ""), tmp_path / "SHA256SUMS")
    checksums.write(build, "2" * 40, "")
    assert checksums.differences(released, build) == [
        f"commit: published from {'1' * 12}, built from {'2' * 12}"
    ]


def test_what_only_one_has_is_told(build: Path, tmp_path: Path) -> None:
    released = checksums.write(build, "", "")
    other = built(tmp_path / "other")
    (other / "html" / "new.html").touch()
    (other / "figures" / "fig-a.svg").rename(other / "figures" / "fig-b.svg")
    checksums.write(other, "", "")
    assert checksums.differences(released, other) == [
        "figures/fig-a.svg: published, and not built here",
        "figures/fig-b.svg: built here, and not published",
        "html/new.html: built here, and not published",
    ]


@pytest.mark.parametrize(
    "name",
    [
        WHEEL,
        download_links.FILES["epub"],
        download_links.FILES["slides"],
        "figures/fig-a.svg",
        "live/index.html",
    ],
)
def test_nothing_may_be_missing(build: Path, name: str) -> None:
    (build / name).unlink()
    with pytest.raises(checksums.SumsError, match="run 'make "):
        checksums.write(build, "", "")


@pytest.mark.parametrize("text", ["", "# commit a\n", "abc  file\n", "\n"])
def test_what_holds_no_sums_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "SHA256SUMS").write_text(text)
    with pytest.raises(checksums.SumsError, match="SHA256SUMS"):
        checksums.read(tmp_path / "SHA256SUMS")
