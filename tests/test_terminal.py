"""What is printed reaches its reader: in each encoding, and without a traceback where nobody takes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewhelpers._core import terminal
from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

WORK = "li2022defect"
SAID: dict[str, Sequence[str]] = {
    "a work": ("cite", WORK),
    "a part": ("cite", "fig-co2rr-efficiency", "--style", "apa"),
    "for a manager": ("cite", WORK, "--style", "ris"),
    "an audit": ("audit", "--source", "gan2024"),
    "help": ("cite", "--help"),
    "a mistyped label": ("cite", "Ω–₂"),
    "a mistyped command": ("Ω–₂",),
    "a mistyped format": ("figures", "--format", "Ω–₂"),
    "a folder that is not there": ("check", "--sources", "Ω–₂"),
    "a file that is not there": ("figures", "--with", "Ω–₂.csv"),
}
PLACES = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def environment(**more: str) -> dict[str, str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))
    }
    return inherited | {"PYTHONPATH": str(data.ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", **more}


def run(words: Sequence[str], **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "reviewhelpers", *words]
    return subprocess.run(command, env=environment(**more), cwd=data.ROOT, capture_output=True, check=False)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", SAID)
def test_every_encoding_gets_readable_text(name: str, place: str) -> None:
    ran = run(SAID[name], **PLACES[place])
    encoding = place if place[0].islower() else "ascii"
    out, err = (text.decode(encoding) for text in (ran.stdout, ran.stderr))
    assert "Traceback" not in err
    assert ran.returncode == (2 if "mistyped" in name or "folder" in name else int("file" in name)), err
    # Letters that the encoding lacks are spelled, not numbered.
    assert "\\u" not in out
    assert "?" not in out
    if name == "a work":
        assert "CO2" in out
    if place == "ascii" and "mistyped" in name:
        assert "Omega-2" in err


@pytest.mark.parametrize("words", [("cite", WORK, "--style", "csl"), ("audit", "--format", "json")])
def test_json_says_the_same_in_every_encoding(words: Sequence[str]) -> None:
    places = ("utf-8", "ascii", "cp1252")
    told = [run(words, PYTHONIOENCODING=place).stdout.decode(place) for place in places]
    assert not told[0].isascii()
    assert json.loads(told[0]) == json.loads(told[1]) == json.loads(told[2])


def test_json_of_any_text() -> None:
    text = json.dumps({"é": "\U0001d6fa ₂"}, ensure_ascii=False)
    code = f"from reviewhelpers._core import terminal; print(terminal.escape_for_json({text!r}))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout.decode("ascii")) == json.loads(text)


def test_all_that_the_data_print_can_be_spelled() -> None:
    letters = {
        letter
        for path in (*sorted(data.DATA.glob("*.csv")), data.ROOT / "references.bib")
        for letter in path.read_text(encoding="utf-8")
    }
    assert len(letters) > 100
    assert {letter for letter in letters if not terminal.transliterate(letter).isascii()} == set()
    assert [
        letter for letter in sorted(letters) if "\\" in terminal.transliterate(letter) and letter != "\\"
    ] == []


def test_a_way_that_was_asked_for_stays() -> None:
    out = run(("cite", WORK), PYTHONIOENCODING="ascii:xmlcharrefreplace").stdout
    assert b"CO&#8322;" in out


def test_a_name_that_is_no_text_is_told() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "reviewhelpers", "figures", "--with", b"\xff.csv"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr == b"reviewhelpers: \\xff.csv: No such file or directory\n"


# Streams that nobody takes

FULL = Path("/dev/full")
ENDED = {"help": (("--help",), 0), "no work": (("cite", "Ω–₂"), 2)}
WAYS = {
    "closed output": '"$@" >&-',
    "closed errors": '"$@" 2>&-',
    "both closed": '"$@" >&- 2>&-',
    "a pipe closed early": '{ "$@"; echo "$?" >"$STATUS"; } | true',
    "both into a pipe closed early": '{ "$@" 2>&1; echo "$?" >"$STATUS"; } | true',
    "full output": '"$@" >/dev/full',
    "full errors": '"$@" 2>/dev/full',
    "both full": '"$@" >/dev/full 2>&1',
}
KEPT = 'code=$?; [ -e "$STATUS" ] || echo $code >"$STATUS"'


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is full")
@pytest.mark.parametrize(
    ("name", "way", "unbuffered"),
    [
        *((name, way, "") for name in ENDED for way in WAYS),
        *(("help", way, "1") for way in WAYS if "full" in way or "pipe" in way),
    ],
)
def test_a_stream_that_takes_nothing(name: str, way: str, unbuffered: str, tmp_path: Path) -> None:
    words, status = ENDED[name]
    told = tmp_path / "status"
    ran = subprocess.run(
        ["sh", "-c", f"{WAYS[way]}\n{KEPT}", "sh", sys.executable, "-m", "reviewhelpers", *words],
        env=environment(STATUS=str(told), PYTHONUNBUFFERED=unbuffered),
        cwd=data.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    ended = int(told.read_text())
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    lost = ("pipe" in way or "full output" in way or way == "both full") and name != "no work"
    assert ended == (1 if lost else status)
    if way == "full output" and lost:
        assert ran.stderr == "reviewhelpers: standard output: cannot be written: No space left on device\n"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is full")
def test_progress_that_nobody_takes_keeps_no_file_from_being_written(tmp_path: Path) -> None:
    words = (
        f"{sys.executable} -m reviewhelpers tables tab-use-tables --format csv --out {tmp_path} 2>/dev/full"
    )
    ran = subprocess.run(["sh", "-c", words], env=environment(), check=False)
    assert ran.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["tab-use-tables.csv"]
