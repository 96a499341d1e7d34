"""Nothing that is printed depends on the processor: the same bytes with its newer instructions held down.

numpy, OpenBLAS and the C library each choose among several versions of their code by what the processor can
do, and these differ in the last bits of what they give.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

CHOOSING = ("NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES", "OPENBLAS_CORETYPE", "GLIBC_TUNABLES")
"""The variables by which code for a processor is chosen."""

OLDEST = {"x86_64": "Prescott", "AMD64": "Prescott", "aarch64": "ARMV8", "arm64": "ARMV8"}
"""The oldest processor of each family that OpenBLAS has code for."""

CALLED = {"Prescott": ("PRESCOTT", "KATMAI")}
"""How OpenBLAS calls it, where that is not its name: it takes the first of those with the same code."""

LIBRARY = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX512F_Usable"
"""Has the C library, where it is GNU's on x86, use none of these in its logarithms and powers."""

MACHINE = platform.machine()


def printed(chosen: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What a process says that prints all of the book, with code chosen by some variables."""
    inherited = {name: value for name, value in os.environ.items() if name not in CHOOSING}
    # OpenBLAS then names the processor that its code is for.
    environment = inherited | {"OPENBLAS_VERBOSE": "2"} | chosen
    script = Path(__file__).with_name("book_outputs.py")
    return subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def features() -> list[str]:
    """What numpy has code of its own for and this processor can do."""
    said = "import json, numpy; print(json.dumps(numpy.show_config(mode='dicts')['SIMD Extensions']))"
    inherited = {name: value for name, value in os.environ.items() if name not in CHOOSING}
    ran = subprocess.run(
        [sys.executable, "-c", said], env=inherited, capture_output=True, text=True, check=True
    )
    return list(json.loads(ran.stdout).get("found", []))


@pytest.fixture(scope="module")
def runs() -> dict[str, Any]:
    """What is printed by each choice of code, with what was said of it."""
    held = {"OPENBLAS_CORETYPE": OLDEST.get(MACHINE, ""), "GLIBC_TUNABLES": LIBRARY}
    if newer := features():
        held["NPY_DISABLE_CPU_FEATURES"] = " ".join(newer)
    choices = {"as it is": {}, "held down": held}
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


def test_notebooks_and_commands_give_the_same_bytes(runs: dict[str, Any]) -> None:
    here, there = runs["as it is"]["digests"], runs["held down"]["digests"]
    assert here.keys() == there.keys()
    assert len(here) > 300
    assert [name for name in here if here[name] != there[name]] == []
