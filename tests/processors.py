"""Variables that hold the code of numpy, OpenBLAS and the C library down to what the oldest processors have.

Each of these libraries chooses among several versions of its code by what the processor can do, and these
differ in the last bits of what they give.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys

CHOOSING = ("NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES", "OPENBLAS_CORETYPE", "GLIBC_TUNABLES")
"""The variables by which code for a processor is chosen."""

OLDEST = {"x86_64": "Prescott", "AMD64": "Prescott", "aarch64": "ARMV8", "arm64": "ARMV8"}
"""The oldest processor of each family that OpenBLAS has code for."""

CALLED = {"Prescott": ("PRESCOTT", "KATMAI")}
"""How OpenBLAS calls it, where that is not its name: it takes the first of those with the same code."""

LIBRARY = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX512F_Usable"
"""Has the C library, where it is GNU's on x86, use none of these in its logarithms and powers."""

MACHINE = platform.machine()


def features() -> list[str]:
    """What numpy has code of its own for and this processor can do."""
    said = "import json, numpy; print(json.dumps(numpy.show_config(mode='dicts')['SIMD Extensions']))"
    inherited = {name: value for name, value in os.environ.items() if name not in CHOOSING}
    ran = subprocess.run(
        [sys.executable, "-c", said], env=inherited, capture_output=True, text=True, check=True
    )
    return list(json.loads(ran.stdout).get("found", []))


def held_down() -> dict[str, str]:
    """The variables by which a process uses none of the newer instructions."""
    held = {"OPENBLAS_CORETYPE": OLDEST.get(MACHINE, ""), "GLIBC_TUNABLES": LIBRARY}
    if newer := features():
        held["NPY_DISABLE_CPU_FEATURES"] = " ".join(newer)
    return held
