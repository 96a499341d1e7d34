"""Cells for the live site, one of each kind, with what each shows; and a page that holds some of them."""

from __future__ import annotations

import json
from pathlib import Path

MODEL = """\
# model: two-levels
import numpy as np


def levels(coupling: float) -> np.ndarray:
    \"\"\"Levels of two sites with a coupling, in eV.\"\"\"
    return np.linalg.eigvalsh([[0.0, coupling], [coupling, 0.0]])


# ---
for coupling in (-1.0, -2.5):
    low, high = levels(coupling)
    print(f"{coupling:.1f} eV: {low:.2f} and {high:.2f} eV")"""
"""The cell of a model, as pages hold them."""

MODEL_PRINTS = "-1.0 eV: -1.00 and 1.00 eV\n-2.5 eV: -2.50 and 2.50 eV\n"

TAGGED = 'a, b = 1, 2\nprint(a < b, "&amp;")'
"""A cell with the tag `live`."""

PLAIN = "print(3)"
"""A cell without an editor."""

CELLS: dict[str, tuple[str, list[dict[str, object]]]] = {
    "print": (
        "print('one')\nprint('two', 2, sep=', ')",
        [{"kind": "stream", "name": "stdout", "text": "one\ntwo, 2\n"}],
    ),
    "number": ("6 * 7", [{"kind": "value", "text": "42"}]),
    "text": ("'CO₂'", [{"kind": "value", "text": "'CO₂'"}]),
    "array": (
        "import numpy as np\nnp.arange(3.0)",
        [{"kind": "value", "text": "array([0., 1., 2.])"}],
    ),
    "long list": (
        "['x' * 40, 'y' * 40]",
        [{"kind": "value", "text": f"['{'x' * 40}',\n '{'y' * 40}']"}],
    ),
    "nothing": ("x = 1\nNone", []),
    "semicolon": ("6 * 7;  # quiet", []),
    "empty": ("# only a comment", []),
    "table": (
        "import pandas as pd\n"
        "pd.DataFrame({'E / V': [0.1 + 0.2, -0.5], 'product': ['CO', 'H₂']}, index=pd.Index(['a', 'b'], name='run'))",
        [
            {
                "kind": "table",
                "header": [["", "E / V", "product"], ["run", "", ""]],
                "rows": [["a", "0.3", "CO"], ["b", "-0.5", "H₂"]],
                "heads": 1,
                "note": "2 rows × 2 columns.",
                "csv": "run,E / V,product\na,0.3,CO\nb,-0.5,H₂\n",
            }
        ],
    ),
    "two values": (
        "print('first')\ndisplay(1, 'two')\nprint('last')\n3",
        [
            {"kind": "stream", "name": "stdout", "text": "first\n"},
            {"kind": "value", "text": "1"},
            {"kind": "value", "text": "'two'"},
            {"kind": "stream", "name": "stdout", "text": "last\n"},
            {"kind": "value", "text": "3"},
        ],
    ),
    "error stream": (
        "import sys\nprint('careful', file=sys.stderr)\nprint('on')",
        [
            {"kind": "stream", "name": "stderr", "text": "careful\n"},
            {"kind": "stream", "name": "stdout", "text": "on\n"},
        ],
    ),
    "error": (
        "print('before')\ndef half(x):\n    return x / 0\nhalf(1)",
        [
            {"kind": "stream", "name": "stdout", "text": "before\n"},
            {
                "kind": "error",
                "text": "ZeroDivisionError: division by zero",
                "line": 3,
                "traceback": (
                    "Line 4\n    half(1)\nLine 3, in half\n    return x / 0\n"
                    "ZeroDivisionError: division by zero"
                ),
            },
        ],
    ),
    "error after an error": (
        "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('no a') from error",
        [
            {
                "kind": "error",
                "text": "ValueError: no a",
                "line": 4,
                "traceback": (
                    "Line 2\n    {}['a']\nKeyError: 'a'\n\nThen:\n\n"
                    "Line 4\n    raise ValueError('no a') from error\nValueError: no a"
                ),
            }
        ],
    ),
    "exit": (
        "import sys\nsys.exit('enough')\nprint('never')",
        [
            {
                "kind": "error",
                "text": "SystemExit: enough",
                "line": 2,
                "traceback": "Line 2\n    sys.exit('enough')\nSystemExit: enough",
            }
        ],
    ),
    "many lines": (
        "for number in range(1_000_000):\n    print(number)\n'end'",
        [
            {"kind": "stream", "name": "stdout", "text": "".join(f"{n}\n" for n in range(500))},
            {"kind": "notice", "text": "Cut here: 999500 more lines were printed."},
            {"kind": "value", "text": "'end'"},
        ],
    ),
    "model": (MODEL, [{"kind": "stream", "name": "stdout", "text": MODEL_PRINTS}]),
}
"""Code by kind, and its outputs."""

DRAWINGS: dict[str, tuple[str, list[str]]] = {
    "open at the end": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.xlabel('time / s');",
        ["figure"],
    ),
    "value and figure": ("import matplotlib.pyplot as plt\nplt.plot([1, 2])", ["value", "figure"]),
    "shown between": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('x')\nplt.plot([3])\nplt.show()",
        ["figure", "stream", "figure"],
    ),
    "last line and open": ("import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nfig", ["figure"]),
    "before an error": ("import matplotlib.pyplot as plt\nplt.plot([1, 2])\n1 / 0", ["error", "figure"]),
    "no axes": ("import matplotlib.pyplot as plt\nplt.figure();", ["value"]),
    "figure of the book": (
        "from reviewhelpers import figures\nfigures.show('fig-schemes-co2-doors')",
        ["figure"],
    ),
    "table of the book": ("from reviewhelpers import tables\ntables.show('tab-use-sources')", ["table"]),
    "picture of a page": (
        "from reviewhelpers import figures\n"
        "figure = figures.style.new_figure()\nfigure.subplots().plot([1, 2])\n"
        "figures.picture(figure, alt='It grows.')",
        ["figure"],
    ),
}
"""Code that draws, and the kinds of its outputs."""

MARKUP = "<img src=x onerror='document.title=1'><script>document.title=1</script><a href='//e.org'>e</a>&lt;"
"""What would act if it became markup."""

HOSTILE: dict[str, str] = {
    "printed markup": f"print({MARKUP!r})",
    "markup as a value": f"class Bad:\n    def __repr__(self):\n        return {MARKUP!r}\nBad()",
    "markup in HTML of its own": (
        f"class Bad:\n    def _repr_html_(self):\n        return {MARKUP!r}\n"
        f"    def __repr__(self):\n        return {MARKUP!r}\nBad()"
    ),
    "markup in a table": (
        f"import pandas as pd\nbad = {MARKUP!r}\n"
        "pd.DataFrame({bad: [bad]}, index=pd.Index([bad], name=bad))"
    ),
    "markup in an error": f"raise ValueError({MARKUP!r})",
    "markup in the name of an error": f"raise type({MARKUP!r}, (Exception,), {{}})('x')",
    "markup in a warning": f"import warnings\nwarnings.warn({MARKUP!r})",
    "markup in a picture": (
        f"import matplotlib.pyplot as plt\nplt.plot([1])\nplt.title({MARKUP!r}, parse_math=False);"
    ),
}
"""Cells that try to get markup into the page."""

CLAIMS: dict[str, str] = {
    "no outputs": "{'outputs': None}",
    "outputs that are no list": "{'outputs': 'text'}",
    "no known kind": "{'outputs': [{'kind': 'html', 'text': '<b>x</b>'}]}",
    "a kind of every object": "{'outputs': [{'kind': 'constructor', 'text': 'x'}]}",
    "an output that is none": "{'outputs': [7]}",
    "text that is none": "{'outputs': [{'kind': 'value', 'text': ['x']}]}",
    "a stream of no name": "{'outputs': [{'kind': 'stream', 'name': 'x', 'text': 'x'}]}",
    "an error of no line": "{'outputs': [{'kind': 'error', 'text': 'x', 'line': '<b>', 'traceback': ''}]}",
    "a table of no rows": "{'outputs': [{'kind': 'table', 'header': [['a']], 'rows': ['x'], 'heads': 0, 'note': ''}]}",
    "a picture of no text": "{'outputs': [{'kind': 'figure', 'svg': 7, 'alt': 'x'}]}",
    "too many outputs": "{'outputs': [{'kind': 'value', 'text': 'x'}] * 201}",
    "too long a text": "{'outputs': [{'kind': 'value', 'text': 'x' * 3_000_001}]}",
    "too many cells": (
        "{'outputs': [{'kind': 'table', 'header': [['a']], 'rows': [['x']] * 60_001, 'heads': 0, 'note': ''}]}"
    ),
}
"""What a Python whose `run` was replaced may answer, as expressions; none of it is shown."""

FOREIGN = """\
from matplotlib.figure import Figure

class Mine(Figure):
    def savefig(self, file, **given):
        file.write(b"<html xmlns='http://www.w3.org/1999/xhtml'><script>document.title=1</script></html>")

mine = Mine()
mine.subplots()
mine
"""
"""A figure that writes something else than a picture."""


def page() -> str:
    """A notebook with a model, a tagged cell, a plain cell and a figure of the book."""

    def code(source: str, text: str, tags: list[str]) -> dict[str, object]:
        output = {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}
        return {
            "cell_type": "code",
            "execution_count": 1,
            "id": f"cell-{abs(hash(source))}"[:20],
            "metadata": {"tags": tags} if tags else {},
            "outputs": [output],
            "source": source.splitlines(keepends=True),
        }

    words = "(two)=\n# Two\n\nA model in front of the others.\n"
    cells = [
        {"cell_type": "markdown", "id": "words", "metadata": {}, "source": words.splitlines(keepends=True)},
        code(MODEL, MODEL_PRINTS, []),
        code(TAGGED, "True &amp;\n", ["live"]),
        code(PLAIN, "3\n", []),
    ]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def write(path: Path) -> None:
    """Write that notebook."""
    path.write_text(page() + "\n", encoding="utf-8")
