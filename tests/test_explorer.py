"""The explorer's data: the harmonised table and the rules of comparability, and nothing else."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
import support
from bs4 import BeautifulSoup
from subcases import for_each

from reviewhelpers import tables
from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.content import explorer
from reviewhelpers.dataset import data
from reviewhelpers.markup import printed_marks
from reviewhelpers.sphinxext import explorer as page
from reviewhelpers.sphinxext import theme_pages
from reviewhelpers.text import markdown

FRAME = summary_table.build()
RECORDS = explorer.records()
KEYS = json.loads(json.dumps(explorer.keys()))
ROWS = for_each("at", range(len(FRAME)), list(FRAME["id"]).__getitem__)


def loaded(script: str) -> dict[str, Any]:
    """What the script file sets."""
    found: dict[str, Any] = json.loads(script.removeprefix("window.explorer = ").removesuffix(";\n"))
    return found


# Records


@ROWS
def test_a_record_is_its_row_of_the_harmonised_table(at: int) -> None:
    row, record = FRAME.iloc[at], RECORDS[at]
    system = data.table("systems").loc[row["system"]]
    for key in ("id", "system", "name", "reaction", "product", "note"):
        assert record[key] == row[key]
    assert record["defect"] == row["defect class"]
    assert record["flags"] == row["flags"].split()
    assert " ".join(record["metals"]) == system["metal"]
    printed = data.table("performance").loc[row["rows"].split()]
    assert set(record["sources"]) == set(printed["source"])
    assert record["work"]["key"] == system["cite"] or record["work"]["credit"] == system["credit_as_printed"]
    used = {id for name in summary_table.FIGURES_OF_MERIT for id in row[f"{name} from"].split()}
    assert {each["row"] for each in record["prints"]} == used | set(row["rows"].split())
    for each in record["prints"]:
        if each["print"]:
            assert each["print"] == printed_marks.parts(data.row(each["row"])["as_printed"])


def test_details_show_no_source_of_a_formula() -> None:
    shown_as = [each["print"] for record in RECORDS for each in record["prints"]]
    texts = ["".join(part if isinstance(part, str) else part[1] for part in parts) for parts in shown_as]
    assert [text for text in texts if re.search(r"\\\\|\$.*\$|[_^]\{|</?su[bp]>", text)] == []
    assert any(["sub", "CO"] in parts for parts in shown_as)


@ROWS
@for_each("key", explorer.AXES)
def test_a_value_is_that_of_the_harmonised_table_or_its_reason(at: int, key: str) -> None:
    name = explorer.AXES[key].column
    row, merit = FRAME.iloc[at], RECORDS[at]["merits"][key]
    if row[f"{name} missing"]:
        assert merit == {"missing": row[f"{name} missing"]}
        return
    assert merit["derived"] is not row[f"{name} formula"].startswith("printed")
    # Half of the third figure is at most this share of a value; what is printed stands as printed.
    near = 5e-3 if merit["derived"] else 1e-9
    assert merit["value"] == pytest.approx(row[name], rel=near)
    for ours, theirs in (("upper", "max"), ("uncertainty", "uncertainty")):
        assert merit.get(ours, float("nan")) == pytest.approx(row[f"{name} {theirs}"], rel=near, nan_ok=True)
    assert merit["relation"] == row[f"{name} relation"]
    assert merit["formula"] == row[f"{name} formula"]
    assert merit["rows"] == row[f"{name} from"].split()


@ROWS
def test_a_record_reads_as_the_table_of_all_systems(at: int) -> None:
    record, made = RECORDS[at], tables.make("tab-across-systems")
    # The table stands by class of defect.
    cells = made.cells[list(made.frame["id"]).index(record["id"])]
    conditions = "—" if record["conditions"] == "not reported" else markdown.text(record["conditions"])
    assert (markdown.text(record["name"]), conditions) == (cells[0], cells[2])
    order = {axis.column: key for key, axis in explorer.AXES.items()}
    for cell, name in zip(cells[3:8], summary_table.FIGURES_OF_MERIT, strict=True):
        merit = record["merits"][order[name]]
        shown = re.sub(r"^\{abbr\}`|[†‡] \(.*\)`$", "", cell)
        missing = merit.get("missing")
        assert shown == merit.get("text", "—" if missing == "not printed" else f"*{missing}*")
        assert ("†" in cell) == merit.get("derived", False)


def test_printed_numbers_stand_as_printed() -> None:
    found = {each["id"]: each["merits"] for each in RECORDS}
    assert found["li2022-dong2020-fe"]["efficiency"]["value"] == 95.2
    # Printed per second, shown per hour: 27.51e-10 mol/s × 3600 s × 1e6 = 9.9036 µmol; no tail of a float.
    assert found["gan2024-mno2-x-yield"]["yield"]["value"] == 9.9036
    # −1.327156 by Faraday's law
    assert found["gan2024-mno2-x-yield"]["current"]["value"] == -1.33


# Rules


def test_the_axes_are_the_figures_of_merit() -> None:
    assert {axis.column for axis in explorer.AXES.values()} == set(summary_table.FIGURES_OF_MERIT)
    for axis in explorer.AXES.values():
        if axis.log:
            assert (FRAME[axis.column].dropna() * axis.sign > 0).all()


def test_the_rules_are_those_of_comparability() -> None:
    assert [each["name"] for each in explorer.rules()] == list(comparability.RULES)


def broken(key: str, one: int, other: int) -> list[str]:
    """The rules that two records break on an axis, found as the script does."""
    classes = [KEYS["classes"][key][KEYS["of"][key][at]] for at in (one, other)]
    names = []
    for name, relation, *pair in zip(comparability.RULES, KEYS["relations"], *classes, strict=True):
        a, b = (relation["keys"][number] for number in pair)
        match relation["kind"]:
            case "unequal":
                is_broken = None not in (a, b) and a != b
            case "unequal-if-marked":
                is_broken = (a[1] or b[1]) and None not in (a[0], b[0]) and a[0] != b[0]
            case "either-lacks":
                is_broken = (a[0] or b[0]) and (a[1] is None or a[1] != b[1])
            case "listed":
                is_broken = pair[1] in a
            case "apart":
                is_broken = apart(a, b, relation["closerThan"])
        if is_broken:
            names.append(name)
    return names


def apart(a: dict | None, b: dict | None, width: float) -> bool:
    if not a or not b:
        return False
    if not a["volts"] or not b["volts"]:
        return a["currents"] != b["currents"]
    silent = a["work"] == b["work"] and not (a["stated"] and b["stated"])
    scale = "volts" if a["scale"] == b["scale"] or silent else "rhe"
    if not a[scale] or not b[scale]:
        return False
    ends = zip(a[scale], b[scale], strict=True)
    return not all(one == other if None in (one, other) else abs(one - other) < width for one, other in ends)


@pytest.mark.parametrize("key", [key for key in explorer.AXES if key != "potential"])
def test_the_flags_of_every_pair_are_those_of_comparability(key: str) -> None:
    """The statement behind a value is a row of the data; its conditions are those of the record."""
    name = explorer.AXES[key].column
    held = {at: row for at, (_, row) in enumerate(FRAME.iterrows()) if row[f"{name} missing"] == ""}
    assert [at for at, number in enumerate(KEYS["of"][key]) if number is not None] == list(held)
    made = {at: explorer.statement(row, name).to_dict() for at, row in held.items()}
    for one, other in itertools.combinations(held, 2):
        flags = comparability.flags(made[one], made[other])
        assert broken(key, one, other) == [flag.name for flag in flags]


@pytest.mark.slow
def test_what_is_published_grows_with_the_rows_and_not_with_their_pairs() -> None:
    sizes = []
    for times in (3, 30):
        with support.many(times, performance=("id", "system"), systems=("id",)):
            sizes.append(len(page.script({}, explorer.everything())))
    assert sizes[1] < 12 * sizes[0]
    assert sizes[1] < 5_000_000


def test_what_is_published_grows_so_where_every_row_has_conditions_of_its_own() -> None:
    sizes = []
    for times in (2, 10):
        with support.many(
            times, performance=("id", "system", "electrolyte", "cite"), systems=("id",), shift=True
        ):
            sizes.append(len(json.dumps(explorer.keys())))
    assert sizes[1] < 6 * sizes[0]


@ROWS
def test_the_statement_behind_a_value_is_its_row_under_the_conditions_of_the_record(at: int) -> None:
    row = FRAME.iloc[at]
    for name in summary_table.FIGURES_OF_MERIT:
        if row[f"{name} missing"]:
            continue
        found = explorer.statement(row, name)
        assert found["id"] in row[f"{name} from"].split()
        assert found["quantity"] == data.row(found["id"])["quantity"]
        assert (found["cell"], found["electrolyte"]) == (row["cell"], row["electrolyte"])


def test_two_laboratories_at_two_potentials_may_not_be_compared() -> None:
    """Cobalt sulfide with vacancies beside iron in molybdenum sulfide: two potentials, two laboratories."""
    at = {each["id"]: number for number, each in enumerate(RECORDS)}
    pair = (at["gan2024-cos1-x-yield"], at["gan2024-fe-mos2-x-fe"])
    assert "other-potential" in broken("efficiency", *pair)


def test_the_view_begins_where_most_rows_have_a_place() -> None:
    """A row stands in full or in a lane where one of the axes has its value."""
    start = explorer.FORM["start"]
    assert start == {"x": "efficiency", "y": "current"}
    shown = [each for each in RECORDS if any("value" in each["merits"][axis] for axis in start.values())]
    assert len(shown) > len(RECORDS) * 0.6


def test_pairs_are_of_systems_and_their_controls() -> None:
    systems, known = data.table("systems"), set(FRAME["system"])
    pairs = explorer.counterparts()
    assert ("li2022-mno2-x", "li2022-mno2") in pairs
    for one, control in pairs:
        assert {one, control} <= known
        assert systems.loc[control, "role"] == "control"


def test_own_rows_have_units_that_the_axes_know() -> None:
    own = explorer.own()
    assert {row["quantity"] for row in csv.DictReader(own["template"].splitlines())} <= set(own["quantities"])
    assert own["quantities"]["turnover_frequency"]["units"]["1/s"] == pytest.approx(3600)
    axes = explorer.everything()["axes"]
    assert {each["axis"] for each in own["quantities"].values()} - set(axes) == {"total"}
    assert axes[explorer.CATEGORY]["category"]


# Choices


def test_every_record_can_be_chosen_by_every_filter() -> None:
    offered = explorer.choices()
    for each in RECORDS:
        assert each["reaction"] in offered["reaction"]
        assert each["product"] in {"", *offered["product"]}
        assert each["defect"] in offered["defect"]
        assert set(each["metals"]) <= set(offered["metal"])
        assert set(each["sources"]) <= set(offered["source"])


def test_no_choice_is_empty_and_no_two_read_alike() -> None:
    fields = {"metal": "metals", "source": "sources"}
    for name, options in explorer.choices().items():
        held = [each[fields.get(name, name)] for each in RECORDS]
        used = {value for each in held for value in (each if isinstance(each, list) else [each])}
        assert set(options) == used - {""}
        assert len(set(options.values())) == len(options)


# The file


def test_the_script_is_the_same_on_every_run() -> None:
    code = (
        "from reviewhelpers.content import explorer; from reviewhelpers.sphinxext.explorer import script; "
        "print(script({'li2022-ye2017-fe': 'a'}, explorer.everything()), end='')"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": str(data.ROOT / "src"), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == page.script({"li2022-ye2017-fe": "a"}, explorer.everything())
    whole = loaded(made[0])
    assert whole["records"] == RECORDS
    assert whole["keys"] == KEYS
    assert whole["pages"] == {"li2022-ye2017-fe": "a"}


def test_what_a_reader_loads_is_small() -> None:
    sent = [(page.ASSETS / name).read_bytes() for name in page.SHIPPED]
    sent.append(page.script({}, explorer.everything()).encode())
    assert sum(len(gzip.compress(each)) for each in sent) < 45_000


def test_the_style_knows_no_other_properties_than_the_book() -> None:
    own, book = (
        set(re.findall(r"var\((--[a-z-]+)", path.read_text(encoding="utf-8")))
        for path in (page.ASSETS / "explorer.css", theme_pages.FOLDER / "static" / "style.css")
    )
    assert own <= book


# The site


def test_the_files_stand_beside_the_page_and_no_other_page_loads_them(site: support.Site) -> None:
    folder = site.html / page.FOLDER
    assert sorted(path.name for path in folder.iterdir()) == sorted([*page.SHIPPED, page.DATA])
    for name in page.SHIPPED:
        assert (folder / name).read_bytes() == (page.ASSETS / name).read_bytes()
    loading = [
        path.relative_to(site.html).as_posix()
        for path in site.pages()
        if f"{page.FOLDER}/{page.DATA}" in path.read_text(encoding="utf-8")
    ]
    assert loading == ["chapters/across/explore.html"]


def test_every_row_and_work_that_a_point_names_has_its_place(site: support.Site) -> None:
    whole = loaded((site.html / page.FOLDER / page.DATA).read_text(encoding="utf-8"))
    named = {each["row"] for record in RECORDS for each in record["prints"] if each["print"]}
    assert set(whole["pages"]) == named
    files = set(whole["pages"].values())
    ids = {
        f"{file}#{element['id']}"
        for file in (*files, "chapters/references.html")
        for element in support.soup(site.html / file).find_all(id=True)
    }
    assert {f"{file}#row-{row}" for row, file in whole["pages"].items()} <= ids
    assert {f"chapters/references.html#cite-{each['work']['key']}" for each in RECORDS} <= ids


def test_without_a_script_the_page_leads_to_the_same_values(site: support.Site) -> None:
    text = (site.html / "chapters" / "across" / "explore.html").read_text(encoding="utf-8")
    built = BeautifulSoup(text, "html.parser")
    assert built.select_one(".explorer noscript a")["href"] == "compare.html#tab-across-systems"
    assert built.select_one(".explorer form").has_attr("hidden")
    assert not built.select(".explorer [style]")
    for name, options in explorer.choices().items():
        values = [each["value"] for each in built.select(f".explorer [name={name}] option[value!='']")]
        assert (values or [each["value"] for each in built.select("[name=defect]")]) == list(options)


def test_points_on_an_inferred_scale_can_be_told_from_the_others() -> None:
    held = {record["id"]: record["scale"] for record in RECORDS}
    assert set(held.values()) == {explorer.STATED, explorer.INFERRED}
    inferred = {id for id, scale in held.items() if scale == explorer.INFERRED}
    assert "pei2024-l-comn-fe" in inferred
    for id in inferred:
        assert printed_scales.scale_of(data.row(id)).how == printed_scales.INFERRED
