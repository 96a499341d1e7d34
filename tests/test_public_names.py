"""The names under which users import: public ones, typed, and those of the last release."""

from __future__ import annotations

import importlib
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reviewhelpers

USER = """\
from reviewhelpers import data, electrode, packing

reveal_type(electrode.convert_potential)
reveal_type(packing.BULK)
data.no_such_function()
"""


@pytest.mark.parametrize("name", reviewhelpers.PUBLIC)
def test_a_public_name_leads_to_its_module(name: str) -> None:
    module = importlib.import_module(f"reviewhelpers.{name}")
    assert module is importlib.import_module(f"reviewhelpers.{reviewhelpers.PUBLIC[name]}")
    assert module.__spec__ is not None
    assert module.__spec__.name == module.__name__
    assert "." in name or getattr(reviewhelpers, name) is module


@pytest.mark.parametrize("name", reviewhelpers.DEPRECATED)
@pytest.mark.parametrize("line", ["from reviewhelpers import {}", "import reviewhelpers.{}"])
def test_an_old_name_warns_at_the_line_of_the_caller(name: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(line.format(name), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-W", "always::DeprecationWarning", "user.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    warned = [told for told in ran.stderr.splitlines() if "DeprecationWarning: reviewhelpers." in told]
    assert warned, ran.stderr
    assert all("user.py:1:" in told and f"reviewhelpers.{name} is now" in told for told in warned)


def test_what_is_listed_is_public() -> None:
    assert {*dir(reviewhelpers)} == {"figures", "tables"} | {
        name for name in reviewhelpers.PUBLIC if "." not in name
    }


def test_a_public_class_is_pickled_under_a_name_that_loads() -> None:
    from reviewhelpers.reactions import parse

    reaction = parse("CO2 + 2 H+ + 2 e- -> CO + H2O")
    assert pickle.loads(pickle.dumps(reaction)) == reaction


def test_a_type_checker_sees_public_names(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "user.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "def (" in ran.stdout.partition("user.py:3")[2].splitlines()[0], ran.stdout
    assert re.search(r"user.py:4: .*\bint\b", ran.stdout)
    assert "no_such_function" in ran.stdout
    assert "import-untyped" not in ran.stdout
