"""Nothing that is printed depends on the processor: the same bytes with its newer instructions held down.

The files of the site are compared where it is built twice (`test_reproducible`); here those that it does not offer.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from processors import CALLED, CHOOSING, MACHINE, OLDEST, features, held_down

pytestmark = pytest.mark.slow


def printed(chosen: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What a process says that writes what the site does not offer, with code chosen by some variables."""
    inherited = {name: value for name, value in os.environ.items() if name not in CHOOSING}
    # OpenBLAS then names the processor that its code is for.
    environment = inherited | {"OPENBLAS_VERBOSE": "2"} | chosen
    script = Path(__file__).with_name("book_outputs.py")
    return subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def runs() -> dict[str, Any]:
    """What is printed by each choice of code, with what was said of it."""
    choices: dict[str, dict[str, str]] = {"as it is": {}, "held down": held_down()}
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(choices, pool.map(printed, choices.values()), strict=True))
    for choice, ran in found.items():
        assert ran.returncode == 0, f"{choice}: {ran.stderr}"
    return {choice: json.loads(ran.stdout) | {"stderr": ran.stderr} for choice, ran in found.items()}


def test_the_code_was_held_down(runs: dict[str, Any]) -> None:
    assert runs["as it is"]["features"] == features()
    assert runs["held down"]["features"] == []
    core = re.search(r"^Core: (\S+)$", runs["held down"]["stderr"], re.MULTILINE)
    # numpy may be built with another library than OpenBLAS, as on macOS.
    assert core is None or core[1].upper() in CALLED.get(OLDEST[MACHINE], (OLDEST[MACHINE],))


def test_commands_give_the_same_bytes(runs: dict[str, Any]) -> None:
    here, there = runs["as it is"]["digests"], runs["held down"]["digests"]
    assert here.keys() == there.keys()
    assert len(here) > 100
    assert [name for name in here if here[name] != there[name]] == []
