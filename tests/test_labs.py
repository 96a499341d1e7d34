"""The lab sheets: blank they run and say what is missing, filled by hand they come out right."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import lab_solutions as solved
import pytest

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.analysis import labs
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks

pytestmark = pytest.mark.counted

SHEETS = sorted((data.ROOT / "chapters" / "learn").glob("lab-*.ipynb"))


def cells(sheet: str) -> list[str]:
    """The code of a sheet."""
    path = data.ROOT / "chapters" / "learn" / f"lab-{sheet}.ipynb"
    return ["".join(cell["source"]) for cell in notebooks.read(path)["cells"] if cell["cell_type"] == "code"]


def run(code: list[str]) -> list[str]:
    """What the last lines of cells give, run one after the other."""
    space: dict[str, Any] = {}
    shown = []
    for cell in code:
        tree = ast.parse(cell)
        last = tree.body.pop()
        exec(compile(tree, "cell", "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
            shown += [repr(value)] if value is not None else []
        else:
            exec(compile(ast.Module([last], []), "cell", "exec"), space)
    return shown


def filled(cell: str, values: dict[str, Any]) -> str:
    """A cell with the blanks behind these names filled."""
    for name, value in values.items():
        cell, count = re.subn(rf'("?{re.escape(name)}"?(?:: | = ))None', rf"\g<1>{value!r}", cell)
        assert count == 1, name
    return cell


# The sheets


def test_there_are_three_sheets_and_each_says_what_to_hand_in() -> None:
    assert [path.stem for path in SHEETS] == ["lab-audit", "lab-site", "lab-yields"]
    for path in SHEETS:
        text = "".join("".join(cell["source"]) for cell in notebooks.read(path)["cells"])
        for part in ("*Goal:*", "*Time:*", "*Hand in:*", "## Install", "## Hand in", "pip install", "……"):
            assert part in text, (path, part)


def test_yields_by_hand_are_right() -> None:
    code = cells("yields")
    code[2] = filled(code[2], solved.YIELDS)
    code[3] = filled(code[3], {"loading": solved.LOADING_MG_CM2})
    code[4] = filled(code[4], solved.CURRENTS)
    _, units_, loading, currents, refused = run(code)[:5]
    assert units_.count(": right, ") == currents.count(": right, ") == len(solved.YIELDS)
    assert loading == f"{solved.YIELDS['ji2023-cu1-5-yield']:.1f} µmol h⁻¹ cm⁻²"
    assert refused.endswith("needs the electrode area; area not given")


def test_a_slip_in_the_yields_is_told() -> None:
    wrong = {name: value / 3600 for name, value in solved.YIELDS.items()}
    code = cells("yields")
    code[2] = filled(code[2], wrong)
    assert run(code[:3])[1].count("did you mix up seconds and hours?") == 3


def test_warm_up_of_the_audit_finds_what_is_found_by_hand() -> None:
    code = cells("audit")
    for name, value in solved.FLOW_TEST.items():
        code[2] = re.sub(rf'("id": "{name}".*?"value": )None', rf"\g<1>{value}", code[2])
    found = run(code[2:3])[0]
    assert found.startswith("finding (number) by retention-of-values: left, start, end")
    assert f"= {solved.LEFT_PERCENT:.2f} %" in found
    assert found.count("finding (") == 1


def test_warm_up_broken_on_purpose_is_found_too() -> None:
    code = cells("audit")
    for name, value in (solved.FLOW_TEST | {"start": 120.0, "left": 189.0}).items():
        code[2] = re.sub(rf'("id": "{name}".*?"value": )None', rf"\g<1>{value}", code[2])
    found = run([code[2]])[0]
    assert found.startswith("retention-of-values cannot be run on these rows: found 120 and -107.7")
    assert {"share-within-limits", "sign-of-current"} <= set(re.findall(r"by ([a-z-]+):", found))


def test_case_of_the_lecturer_sorts_every_claim() -> None:
    code = cells("site")
    code[2] = filled(code[2], solved.SORTING)
    told = run(code[:3])[1].splitlines()
    count = {side: list(solved.SORTING.values()).count(side) for side in labs.SIDES}
    assert told[0].startswith(f"for: {count['for']} claims ({count['for']} computed); 2 on printed numbers")
    assert told[1] == "against: no claim"
    assert told[2].startswith(f"neither: {count['neither']} claims (")
    assert told[3] == f"0 of {len(solved.SORTING)} claims not sorted"


# What the sheets call


def row(**cells: Any) -> dict[str, Any]:
    return {
        "table": "performance",
        "id": "a",
        "quantity": "faradaic_efficiency",
        "value": 90.0,
        "unit": "percent",
    } | cells


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"table": "performances"}, r"row 1: table: found 'performances', expected such as performance"),
        ({"quantity": "efficiency"}, r"row 1: quantity: found 'efficiency', expected such as faradaic"),
        ({"quantity": ""}, r"row 1: quantity: found '', expected one of "),
        ({"unit": "volz"}, r"row 1: unit: found 'volz'"),
        ({"value": "high"}, r"row 1: value: found '?high"),
        ({"id": ""}, r"row 1: id: found nothing"),
        ({"voltage": 1}, r"found column 'voltage', expected one of id, source"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ReviewHelpersError, match=told):
        labs.audit([row(**wrong)])


def test_blank_rows_are_counted_and_left_out() -> None:
    assert repr(labs.audit([row(value=None)])) == "1 of 1 rows are still blank"
    assert repr(labs.audit([])) == "no rows yet"
    told = repr(labs.audit([row(value=None), row(id="b", value=107.0)], kinds=["finding"]))
    assert told.startswith("1 of 2 rows are still blank\nfinding (")
    assert "\nfinding (physics) by share-within-limits: b\n" in told


def test_rows_of_a_readers_own_leave_no_trace() -> None:
    before = len(data.table("performance"))
    labs.audit([row()])
    assert len(data.table("performance")) == before
    assert labs.MINE not in data.table("sources").index
    with (
        pytest.raises(data.DataError),
        data.added_rows({"performance": [{"id": "b"}], "no-table": [{"id": "c"}]}),
    ):
        pass
    assert len(data.table("performance")) == before


def test_a_loading_of_a_readers_own_is_found() -> None:
    loading = {"table": "preparation", "id": "l", "system": "A", "quantity": "loading", "value": 2.0}
    loading |= {"unit": "mg/cm**2", "step": "test"}
    common = {"system": "A", "product": "NH3", "reaction": "NITRR", "unit": "mmol/h/g"}
    rows = [
        loading,
        row(id="m", quantity="yield_per_mass", value=10.0, **common),
        row(id="r", quantity="yield_per_area", value=0.04, **(common | {"unit": "mmol/h/cm**2"})),
    ]
    # 10 mmol a gram on two milligrams are 0.02 mmol, half of what the third row says.
    found = repr(labs.audit(rows, kinds=["finding"]))
    assert "by yield-in-two-bases: m, r, l" in found
    assert "= 0.02 mmol" in found


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (None, "blank"),
        (44.67, "right, 44.7 µmol h⁻¹ cm⁻²"),
        (44.9, "right, 44.7"),
        (46.0, "yours is 1.03 times the right value; look at loading"),
        (-44.67, "the sign is the other one"),
        (0, "a yield or current of zero"),
        (44.67 * 3600, "did you mix up seconds and hours?"),
        (44.67e-3, "did you mix up a step of a thousand"),
    ],
)
def test_marks(own: float | None, told: str) -> None:
    marked = labs.marked({"gan2024-cos1-x-yield": own}, "umol/h/cm**2").text
    assert told in marked
    # Which value is right is not given away.
    assert ("44.7" in marked) == marked.partition(": ")[2].startswith("right")


def test_case_refuses_what_is_no_claim_or_side() -> None:
    with pytest.raises(labs.LabError, match="found claim 'ji2023-cu-sites', expected one listed above"):
        labs.case({"ji2023-cu-sites": "for"}, "ji2023", "active site")
    with pytest.raises(labs.LabError, match="found side 'pro', expected one of for, against, neither"):
        labs.case({"ji2023-cu-site": "pro"}, "ji2023", "active site")
    with pytest.raises(labs.LabError, match="found source 'ji', expected one of "):
        labs.claims("ji", "active site")


def test_solutions_are_worked_by_hand() -> None:
    text = Path(solved.__file__).read_text(encoding="utf-8")
    assert "reviewhelpers" not in text


def test_the_old_name_of_an_output_still_works_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match="PlainText"):
        assert getattr(labs, "Told") is labs.PlainText  # noqa: B009
