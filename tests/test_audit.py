"""Each rule reports an error planted in the data, and agrees or stays silent where there is none."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from support import change

from reviewhelpers._core.registry import UnknownId
from reviewhelpers.analysis import audit
from reviewhelpers.analysis.audit import report
from reviewhelpers.analysis.audit.key_findings import KEY_FINDINGS
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import bibliography, data

pytestmark = pytest.mark.counted

NAN = math.nan
Change = tuple[str, str, str, Any]
FINDING, OPEN, AGREEMENT = audit.KINDS
EQUATION = "equation_as_printed"


@dataclass(frozen=True)
class Case:
    """A rule, what is changed in the data, and what the rule then says of a row."""

    rule: str
    row: str
    changes: tuple[Change, ...] = ()
    kind: str = FINDING
    added: tuple[tuple[str, str, dict[str, Any]], ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}:{self.row}"


def add(monkeypatch: pytest.MonkeyPatch, table: str, like: str, cells: dict[str, Any]) -> None:
    """Have a table hold one row more, which is another one with some cells changed."""
    original = data.table

    def longer(name: str) -> pd.DataFrame:
        frame = original(name)
        if name == table:
            row = frame.loc[like].copy()
            for column, value in cells.items():
                row[column] = value
            frame.loc[cells["id"]] = row
        return frame

    monkeypatch.setattr(data, "table", longer)


def said(rule: str, row: str) -> set[str]:
    """The kinds of all that a rule says of a row."""
    return {found.kind for found in audit.run(rules=[rule]) if row in found.rows}


YE, YE_SYSTEM = "li2022-ye2017-fe", "ye2017-fe-n-c"
FLOW = "pei2024-l-comn-flow"
CU15, CU32, CU07 = (f"ji2023-cu{size}-ntc" for size in ("1-5", "3-2", "0-7"))
MENDED = ("reactions", "gan2024-equation-2", EQUATION, "NO ads( ) + e- +H +→ NOH ads( )")
VOLUME = ("preparation", "ji2023-ink-ipa-volume")
HEAT = ("preparation", "gan2024-ce-temperature", {"id": "hot", "system": "muthusamy2022-ninc-cf"})
PARTIAL = ("performance", "li2022-geng2018-j")
AS_PARTIAL = {"id": "partial", "quantity": "partial_current_density", "product": "CO"}

BEST, COS, DESORPTION = "pei2024-l-comn-fe", "gan2024-cos-yield", "pei2024-l-comn-co-desorption"
AT_BEST, CURRENT = ("performance", BEST), ("performance", "pei2024-l-comn-j")
TOTAL = {"id": "total", "quantity": "current_density", "product": ""}
COS_TOTAL = {
    **TOTAL,
    "source": "gan2024",
    "system": "zhang2022-cos",
    "reaction": "NORR",
    "potential": -0.4,
    "cell": "",
}
COPPER = {"source": "ji2023", "system": CU15, "reaction": "NITRR", "potential": -0.75}
COPPER_TOTAL = {**TOTAL, **COPPER}
TURNOVER = (
    "performance",
    "pei2024-l-comn-tof",
    {**COPPER, "id": "turnover", "product": "NH3", "value": 1000.0},
)

PLANTED = [
    # 82.8 / 44.8 = 1.85, not about 3
    Case("ratio-in-words", "gan2024-mno2-x-fe", (("claims", "gan2024-mno2-x-fe-gain", "value", 3.0),)),
    # 20 lies below the 27.02 of CoS
    Case("order-of-values", "gan2024-cos1-x-gain", (("performance", "gan2024-cos1-x-yield", "value", 20.0),)),
    # 88.2 × 0.5 / 1000 = 0.0441, not 0.44
    Case(
        "yield-in-two-bases",
        "ji2023-cu1-5-yield-area",
        (("performance", "ji2023-cu1-5-yield-area", "value", 0.44),),
    ),
    # the same number in another unit
    Case(
        "yield-in-two-bases",
        "ji2023-cu1-5-yield-area",
        (("performance", "ji2023-cu1-5-yield-area", "unit", "umol/h/cm**2"),),
    ),
    Case(
        "yield-to-compare", "gan2024-ninc-yield", (("performance", "gan2024-ninc-yield", "unit", "umol/h"),)
    ),
    Case(
        "selectivity-or-efficiency",
        "ji2023-cu1-5-selectivity",
        (("performance", "ji2023-cu1-5-conversion", "quantity", "retention"),),
        OPEN,
    ),
    # 16.1 × 0.83 = 13.36, not 16
    Case("current-and-efficiency", "partial", added=((*PARTIAL, {**AS_PARTIAL, "value": 16.0}),)),
    Case(
        "sign-of-current",
        f"{FLOW}-j",
        (("performance", "pei2024-l-comn-j", "value", -34.7), ("performance", f"{FLOW}-j", "value", 330.0)),
    ),
    # 92 / 576.07 = 0.160 mmol, not 0.26
    Case(
        "mass-and-amount",
        "ji2023-amil-cupc-2-amount",
        (("preparation", "ji2023-amil-cupc-2-amount", "value", 0.26),),
    ),
    Case("share-within-limits", YE, (("performance", YE, "value", 127.0),)),
    # > 80 % inside a window of > 90 %
    Case(
        "window-holds-its-points",
        "abstract-liu2021-fe",
        (("performance", "abstract-liu2021-fe", "value", 80.0),),
    ),
    # 0.13 V from the maximum at -0.47 V, in a window 300 mV wide
    Case(
        "window-with-ends",
        "pei2024-l-comn-h-stability-fe",
        (
            ("performance", "pei2024-l-comn-window", "value", 300.0),
            ("performance", "pei2024-l-comn-h-stability-fe", "potential", -0.6),
        ),
        OPEN,
    ),
    Case("one-value-for-a-range", YE, (("performance", YE, "potential_max", -0.2),)),
    # 107.7 / 120 = 89.75 %, not 80
    Case("retention-of-values", f"{FLOW}-retention", (("performance", f"{FLOW}-retention", "value", 80.0),)),
    Case(
        "no-change-in-words",
        "ji2023-cu0-7-no-change",
        (("structure", f"{CU07}-95-nuclearity", "value", 3.0),),
    ),
    Case("potential-with-scale", YE, (("performance", YE, "potential_scale", "not stated"),)),
    Case("number-with-potential", YE, (("performance", YE, "potential", NAN),)),
    # 100 mV too much
    Case(
        "own-scale-equation", "ji2023-eq1-sce", (("reference_electrodes", "sce-25-ji2023", "value", 0.341),)
    ),
    # Above every equilibrium of CO, on each scale; far below, where SHE is possible too
    Case("scale-by-elimination", BEST, (("performance", BEST, "potential", 0.3),)),
    Case("scale-by-elimination", BEST, (("performance", BEST, "potential", -0.7),), OPEN),
    # A millionth of a bar of CO needs -0.104 + 6 × 0.0592 / 2 = 0.073 V or less
    Case("potential-below-equilibrium", YE, (("performance", YE, "potential", 0.1),)),
    # 87.9 + 3.3 + 28.8 = 120
    Case("parts-of-a-whole", f"{CU15}-share-cu0", (("structure", f"{CU15}-share-cu0", "value", 28.8),)),
    # 2 × 8.8 % + 1 × 3.3 % = 0.21, below the 1.47 of Cu3.2/NTC
    Case(
        "order-of-valences",
        f"{CU15}-share-cu0",
        (("structure", f"{CU15}-share-cu0", "value", 87.9), ("structure", f"{CU15}-share-cu2", "value", 8.8)),
    ),
    Case(
        "equation-balances",
        "gan2024-equation-3",
        (("reactions", "gan2024-equation-3", EQUATION, "NOH ads( ) + e- → NH2O ads( )"),),
    ),
    Case(
        "steps-make-the-reaction",
        "gan2024-equation-4",
        (MENDED, ("reactions", "gan2024-equation-4", EQUATION, "NH2O ads( ) + 3e- + 2H +→ NH3 +H2O")),
    ),
    Case(
        "electrons-of-the-reaction",
        "ji2023-nitrate-electrons",
        (("structure", "ji2023-nitrate-electrons", "value", 6.0),),
    ),
    # 30, 133 or 182 mL, not 100
    Case(
        "nitrate-balance",
        "ji2023-cu1-5-conversion",
        added=((*VOLUME, {"id": "volume", "step": "test", "value": 100.0, "unit": "mL"}),),
    ),
    Case(
        "direction-of-steps",
        "ji2023-cun4-limiting",
        (("energetics", "ji2023-cun4-limiting", "subject", "*NH2 to *NH2OH"),),
    ),
    Case(
        "limiting-step-has-electrons",
        "ji2023-introduction-pds",
        (("claims", "ji2023-introduction-pds", "effect", "desorption"),),
    ),
    # 0.5 eV still lies below 0.78 eV
    Case(
        "limiting-step-has-most-energy",
        "ji2023-introduction-pds",
        (("energetics", "ji2023-cun4-cu4-nh2oh", "value", 0.5),),
    ),
    # 5.8 neighbours in a cluster of seven, whose pentagonal bipyramid has 2 × 16 / 7 = 4.57: less a fifth it
    # is 4.64
    Case(
        "neighbours-in-cluster",
        f"{CU15}-ocp-cn-cu",
        (
            ("structure", f"{CU15}-ocp-nuclearity", "value", 7.0),
            ("structure", f"{CU15}-ocp-cn-cu", "value", 5.8),
        ),
    ),
    # the largest of 1.22, 3.17 and 1.56 stands at -0.85 V
    Case(
        "largest-gain",
        f"{CU15}-growth-potential",
        (("structure", f"{CU15}-growth-potential", "value", -0.95),),
    ),
    # 3.58 / 4 = 0.90 at -0.85 V
    Case("dominant-site", f"{CU15}-n4-limit", (("structure", f"{CU15}-n4-limit", "value", -0.75),)),
    Case(
        "structure-in-two-sections",
        "ji2023-conclusions-cu1-5-nuclearity",
        (("structure", "ji2023-conclusions-cu1-5-nuclearity", "value", 7.0),),
    ),
    # 47.40° follows from 28.5°
    Case("lines-of-one-lattice", "gan2024-ce-xrd-220", (("spectra", "gan2024-ce-xrd-220", "value", 46.5),)),
    Case("mass-of-signals", "ji2023-ms-31", (("spectra", "ji2023-ms-31", "value", 30.0),)),
    # 1.4 Å against 1.908 Å: 2.5 Å stands for 2.75 to 3.01 Å, beside 2.6 Å by microscopy
    Case("phase-of-a-peak", "pei2024-exafs-co-mn", (("structure", "pei2024-pair-distance", "value", 0.26),)),
    # No peak of a known bond tells whether the phase was corrected.
    Case(
        "phase-of-a-peak",
        "pei2024-exafs-co-mn",
        (("spectra", "pei2024-exafs-co-n", "subject", "Mn–N"),),
        OPEN,
    ),
    # 12 × 8.8 % = 1.06, less than 2.84 × 0.8
    Case("counts-over-one-metal", f"{CU15}-cn-cu", (("structure", f"{CU15}-cn-n", "value", 3.0),)),
    # 6.21e12 × 3600 × exp(−0.80 / 0.025693) = 670 per hour
    Case("barrier-against-turnover", "pei2024-l-comn-tof", (("energetics", DESORPTION, "value", 0.80),)),
    # 8 × 90 / (8 × 90 + 5 × 10) = 93.5 %; 8 × 90 / (8 × 90 + 2 × 10) = 97.3 %
    Case(
        "charge-and-atoms",
        "ji2023-cu1-5-fe",
        (
            ("performance", "ji2023-cu1-5-fe", "value", 98.0),
            ("performance", "ji2023-cu1-5-selectivity", "value", 90.0),
        ),
    ),
    # 97.6 + 20
    Case(
        "efficiencies-add-up", BEST, added=((*AT_BEST, {"id": "hydrogen", "product": "H2", "value": 20.0}),)
    ),
    Case("partial-within-total", "total", added=((*CURRENT, {**TOTAL, "value": -30.0}),)),
    # 44.67 µmol/h × 5 × 96485 C/mol / 3600 s = 5.99 mA
    Case("product-and-current", COS, added=((*CURRENT, {**COS_TOTAL, "value": -3.0}),)),
    # 0.5 mg/cm² × 1.54 % / 63.546 g/mol = 0.121 µmol/cm² of copper; × 1000 / h × 8 × F / 3600 s = 26 mA
    Case("product-and-current", "turnover", added=(TURNOVER, (*CURRENT, {**COPPER_TOTAL, "value": -10.0}))),
    Case(
        "number-in-two-places",
        "ji2023-cu1-5-yield-conclusions",
        (("performance", "ji2023-cu1-5-yield-conclusions", "value", 82.2),),
    ),
    # 0.673 rounds to 0.7
    Case(
        "rounded-beside-exact", f"{CU07}-loading", (("structure", f"{CU07}-loading-rounded", "value", 0.8),)
    ),
    Case(
        "one-electrode-in-two-tests", "ji2023-na2so4", (("preparation", "ji2023-xas-na2so4", "value", 0.1),)
    ),
    Case(
        "heat-among-electrocatalysts",
        "gan2024-ninc-fe",
        (("performance", "gan2024-ninc-fe", "potential", NAN),),
        added=(HEAT,),
    ),
    Case("title-against-use", YE, (("performance", YE, "cite", "ji2022enhancing"),)),
    Case("title-against-dopant", "wu2015-ncnt", (("systems", "wu2015-ncnt", "defect_type", "B doping"),)),
    # The clusters of one work told of another, whose title has particles.
    Case(
        "title-against-size",
        "ji2023-ref23-cu3",
        (("structure", "ji2023-ref23-cu3", "cite", "yang2022potential"),),
    ),
    Case(
        "panel-against-claim",
        "li2022-hao2022-adsorption",
        (("claims", "li2022-hao2022-adsorption", "panel", "li2022-1B"),),
    ),
    Case(
        "one-work-one-key",
        "cit-gan2024-zhang2022enhancing",
        (("citations", "cit-gan2024-zhang2022enhancing", "as_printed", "Zhang et al., 2022b"),),
    ),
    Case(
        "one-key-one-work",
        "cit-li2022-yan2017defect",
        (("citations", "cit-li2022-xie2020defect", "as_printed", "Yan et al., 2017"),),
    ),
    Case(
        "credit-and-publisher",
        "li2022-1C",
        (
            (
                "panels",
                "li2022-1C",
                "credit_as_printed",
                "with permission from the Royal Society of Chemistry",
            ),
        ),
    ),
    # A volume of 33 is that of 2021.
    Case(
        "volume-and-year",
        "cit-li2022-dong2020ammonia",
        (("bibliography", "dong2020ammonia", "volume", "33"),),
    ),
    Case(
        "review-and-abstract", "gan2024-cos1-x-fe", (("performance", "abstract-cos1-x-fe", "value", 63.62),)
    ),
]

SOUND = [
    Case("ratio-in-words", "gan2024-mno2-x-fe", kind=AGREEMENT),
    Case("order-of-values", "gan2024-cos1-x-gain", kind=AGREEMENT),
    Case("yield-in-two-bases", "ji2023-cu1-5-yield-area", kind=AGREEMENT),
    Case("yield-to-compare", "gan2024-ninc-yield", kind=AGREEMENT),
    Case("selectivity-or-efficiency", "ji2023-cu1-5-selectivity", kind=AGREEMENT),
    # 16.1 × 0.83 = 13.36
    Case(
        "current-and-efficiency",
        "partial",
        kind=AGREEMENT,
        added=((*PARTIAL, {**AS_PARTIAL, "value": 13.4}),),
    ),
    Case("sign-of-current", f"{FLOW}-j", (("performance", "pei2024-l-comn-j", "value", -34.7),), AGREEMENT),
    Case("mass-and-amount", "ji2023-amil-cupc-2-amount", kind=AGREEMENT),
    Case("share-within-limits", YE, kind=AGREEMENT),
    # 101 ± 3 %
    Case(
        "share-within-limits",
        YE,
        (("performance", YE, "value", 101.0), ("performance", YE, "uncertainty", 3.0)),
        AGREEMENT,
    ),
    Case("window-holds-its-points", "abstract-liu2021-fe", kind=AGREEMENT),
    # 0.33 V from the maximum, outside a window 300 mV wide
    Case(
        "window-with-ends",
        "pei2024-l-comn-window",
        (("performance", "pei2024-l-comn-window", "value", 300.0),),
        "",
    ),
    Case("one-value-for-a-range", YE, kind=""),
    Case("one-value-for-a-range", "li2022-wang2022-fe-flow", kind=AGREEMENT),
    Case(
        "retention-of-values",
        f"{FLOW}-retention",
        (("performance", f"{FLOW}-retention", "value", 89.75),),
        AGREEMENT,
    ),
    Case(
        "no-change-in-words",
        "ji2023-cu0-7-no-change",
        (("structure", f"{CU07}-95-nuclearity", "value", 2.0),),
        AGREEMENT,
    ),
    Case("potential-with-scale", YE, kind=AGREEMENT),
    Case("number-with-potential", YE, kind=AGREEMENT),
    # The scale is printed; the solution is no bicarbonate.
    Case("scale-by-elimination", BEST, (("performance", BEST, "potential_scale", "RHE"),), ""),
    Case("scale-by-elimination", BEST, (("performance", BEST, "electrolyte", "1 M KOH"),), ""),
    Case("potential-below-equilibrium", YE, kind=AGREEMENT),
    # -0.05 V lies above the equilibrium of CO at 1 bar, and below that of a trace.
    Case("potential-below-equilibrium", YE, (("performance", YE, "potential", -0.05),), AGREEMENT),
    Case("parts-of-a-whole", f"{CU15}-share-cu0", kind=AGREEMENT),
    Case("order-of-valences", f"{CU15}-share-cu0", kind=AGREEMENT),
    Case("equation-balances", "gan2024-equation-3", kind=AGREEMENT),
    Case("steps-make-the-reaction", "gan2024-equation-4", (MENDED,), AGREEMENT),
    Case("electrons-of-the-reaction", "ji2023-nitrate-electrons", kind=AGREEMENT),
    # 30 mL if ppm count nitrogen
    Case(
        "nitrate-balance",
        "ji2023-cu1-5-conversion",
        kind=AGREEMENT,
        added=((*VOLUME, {"id": "volume", "step": "test", "value": 30.0, "unit": "mL"}),),
    ),
    Case("direction-of-steps", "ji2023-cun4-limiting", kind=AGREEMENT),
    # An anion that ends as a neutral species leaves its electron behind.
    Case(
        "direction-of-steps",
        "ji2023-step-no3-no2",
        (("reactions", "ji2023-step-no3-no2", EQUATION, "NO3- -> *NO3"),),
        "",
    ),
    Case("limiting-step-has-electrons", "ji2023-introduction-pds", kind=AGREEMENT),
    Case(
        "limiting-step-has-most-energy",
        "ji2023-introduction-pds",
        (("energetics", "ji2023-cun4-cu4-nh2oh", "value", 0.9),),
        AGREEMENT,
    ),
    # 2.9 neighbours where a tetrahedron has three
    Case(
        "neighbours-in-cluster",
        f"{CU15}-ocp-cn-cu",
        (("structure", f"{CU15}-ocp-nuclearity", "value", 4.0),),
        AGREEMENT,
    ),
    Case("largest-gain", f"{CU15}-growth-potential", kind=AGREEMENT),
    Case("dominant-site", f"{CU15}-n4-limit", kind=AGREEMENT),
    Case("structure-in-two-sections", "ji2023-conclusions-cu1-5-nuclearity", kind=AGREEMENT),
    Case("lines-of-one-lattice", "gan2024-ce-xrd-220", kind=AGREEMENT),
    Case("mass-of-signals", "ji2023-ms-31", kind=AGREEMENT),
    # A corrected peak of 1.9 Å leaves the other where it is printed.
    Case(
        "phase-of-a-peak",
        "pei2024-exafs-co-mn",
        (("spectra", "pei2024-exafs-co-n", "value", 1.9),),
        AGREEMENT,
    ),
    Case(
        "phase-of-a-peak",
        "pei2024-exafs-co-n",
        (
            ("structure", "pei2024-pair-distance", "subject", "pair"),
            ("structure", "pei2024-pair-distances", "subject", "pairs"),
        ),
        "",
    ),
    # 12 × 28.8 % = 3.46 and 4 × 71.2 % = 2.85, more than 2.84 × 0.8 and 3.0 × 0.8
    Case(
        "counts-over-one-metal",
        f"{CU15}-cn-cu",
        (("structure", f"{CU15}-share-cu0", "value", 28.8), ("structure", f"{CU15}-cn-n", "value", 3.0)),
        AGREEMENT,
    ),
    # 6.21e12 × 3600 × exp(−0.70 / 0.025693) = 33,000 per hour
    Case(
        "barrier-against-turnover",
        "pei2024-l-comn-tof",
        (("energetics", DESORPTION, "value", 0.70),),
        AGREEMENT,
    ),
    # 91.2 % if the rest is nitrogen
    Case(
        "charge-and-atoms", "ji2023-cu1-5-fe", (("performance", "ji2023-cu1-5-fe", "value", 91.0),), AGREEMENT
    ),
    Case("efficiencies-add-up", BEST, kind=""),
    Case(
        "efficiencies-add-up",
        BEST,
        kind=AGREEMENT,
        added=((*AT_BEST, {"id": "hydrogen", "product": "H2", "value": 2.4}),),
    ),
    # 97.6 + 4 is within the 2 that is printed as error
    Case(
        "efficiencies-add-up",
        BEST,
        kind=AGREEMENT,
        added=((*AT_BEST, {"id": "hydrogen", "product": "H2", "value": 4.0, "uncertainty": 2.0}),),
    ),
    Case("partial-within-total", "total", kind=AGREEMENT, added=((*CURRENT, {**TOTAL, "value": -40.0}),)),
    Case("product-and-current", COS, kind=AGREEMENT, added=((*CURRENT, {**COS_TOTAL, "value": -11.2}),)),
    Case(
        "product-and-current",
        "turnover",
        kind=AGREEMENT,
        added=(TURNOVER, (*CURRENT, {**COPPER_TOTAL, "value": -30.0})),
    ),
    Case("number-in-two-places", "ji2023-cu1-5-yield-conclusions", kind=AGREEMENT),
    Case("rounded-beside-exact", f"{CU07}-loading", kind=AGREEMENT),
    Case("one-electrode-in-two-tests", "ji2023-na2so4", kind=AGREEMENT),
    Case("heat-among-electrocatalysts", "gan2024-ninc-fe", kind=AGREEMENT, added=(HEAT,)),
    Case("title-against-use", YE, kind=AGREEMENT),
    Case("title-against-dopant", "wu2015-ncnt", kind=AGREEMENT),
    Case("title-against-size", "ji2023-ref23-cu3", kind=AGREEMENT),
    Case("panel-against-claim", "li2022-hao2022-adsorption", kind=AGREEMENT),
    Case("one-work-one-key", "cit-gan2024-zhang2022enhancing", kind=AGREEMENT),
    Case("one-key-one-work", "cit-li2022-yan2017defect", kind=AGREEMENT),
    Case("credit-and-publisher", "li2022-1C", kind=""),
    Case("credit-and-publisher", "li2022-1E", kind=AGREEMENT),
    Case("volume-and-year", "cit-li2022-dong2020ammonia", kind=AGREEMENT),
    Case("review-and-abstract", "gan2024-cos1-x-fe", kind=AGREEMENT),
]


def prepare(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the data as the case says."""
    for table, row, column, value in case.changes:
        if table == "bibliography":
            works = bibliography.read()
            works[row].fields[column] = value
            monkeypatch.setattr(bibliography, "read", lambda: works)  # noqa: B023
        else:
            change(monkeypatch, table, row, column, value)
    for table, like, cells in case.added:
        add(monkeypatch, table, like, cells)
    # The electrodes are kept once read.
    monkeypatch.setattr(electrode.scale_conversion, "_electrodes", lambda: data.table("reference_electrodes"))


@pytest.mark.parametrize("case", PLANTED, ids=str)
def test_a_planted_error_is_reported(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(case, monkeypatch)
    assert case.kind in said(case.rule, case.row)


@pytest.mark.parametrize("case", SOUND, ids=str)
def test_what_is_sound_is_not_reported(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(case, monkeypatch)
    assert said(case.rule, case.row) == ({case.kind} if case.kind else set())


def test_the_conversion_of_ji2023_agrees_and_lacks_its_ph() -> None:
    assert said("own-scale-equation", "ji2023-eq1-sce") == {AGREEMENT, OPEN}


@pytest.mark.all_rows
def test_every_rule_has_a_planted_error_and_a_sound_case() -> None:
    assert {case.rule for case in PLANTED} == set(audit.names())
    assert {case.rule for case in SOUND} | {"own-scale-equation"} == set(audit.names())


@pytest.mark.parametrize(
    ("rule", "kind", "row"),
    [
        ("equation-balances", FINDING, "gan2024-equation-2"),
        ("steps-make-the-reaction", FINDING, "gan2024-equation-2"),
        ("ratio-in-words", FINDING, "gan2024-mno2-x-yield-gain"),
        ("nitrate-balance", FINDING, "ji2023-nano3"),
        *(("neighbours-in-cluster", FINDING, f"{CU15}-{at}-nuclearity") for at in ("ocp", "75", "85", "95")),
        ("retention-of-values", FINDING, f"{FLOW}-retention"),
        ("window-holds-its-points", FINDING, f"{FLOW}-stability-fe"),
        ("yield-to-compare", FINDING, "gan2024-sns2-x-yield"),
        ("review-and-abstract", FINDING, "li2022-gu2019-onset"),
        ("potential-below-equilibrium", FINDING, "li2022-gu2019-onset"),
        ("title-against-use", FINDING, "li2022-pang2019-selectivity"),
        ("heat-among-electrocatalysts", FINDING, "gan2024-ce-conversion"),
        ("share-within-limits", FINDING, "li2022-chen2020b-fe"),
        ("direction-of-steps", FINDING, "ji2023-cun4-cu4-limiting"),
        ("title-against-size", FINDING, "ji2023-ref24-cu9"),
        ("limiting-step-has-electrons", FINDING, "pei2024-limiting-step"),
        ("one-work-one-key", FINDING, "gan2024-2A"),
        ("one-key-one-work", FINDING, "cit-li2022-wang2022joint"),
        ("number-in-two-places", FINDING, "ji2023-caption-air-potential"),
        ("structure-in-two-sections", OPEN, "ji2023-conclusions-cu3-2-nuclearity"),
        ("one-electrode-in-two-tests", FINDING, "ji2023-xas-loading"),
        ("no-change-in-words", FINDING, "ji2023-cu0-7-no-change"),
        ("panel-against-claim", FINDING, "li2022-choi2019-cho"),
        ("credit-and-publisher", FINDING, "li2022-1A"),
        ("sign-of-current", FINDING, "li2022-gu2019-j"),
    ],
)
def test_what_is_known_of_the_sources_is_found_by_rule(rule: str, kind: str, row: str) -> None:
    assert kind in said(rule, row)


def the(rule: str, row: str) -> audit.Finding:
    return next(found for found in audit.run(rules=[rule]) if row in found.rows)


@pytest.mark.parametrize(
    ("rule", "row", "computed", "difference"),
    [
        # 27.51 / 8.83 = 3.12; less one 2.12
        (
            "ratio-in-words",
            "gan2024-mno2-x-yield-gain",
            "= 3.12; the increase alone is 2.12",
            "3.12 against > 2",
        ),
        # 88.2 × 0.5 / 1000 = 0.0441
        ("yield-in-two-bases", "ji2023-cu1-5-yield", "= 0.0441 mmol h⁻¹ cm⁻²", "within rounding"),
        # 107.7 / 120 = 0.8975
        ("retention-of-values", f"{FLOW}-retention", "= 89.75 %", "0.75 points, as if cut off"),
        # 0.044 × 1 × 2 / (0.95 × 0.866) = 0.107 mmol; / 3.57, 0.806 and 0.588 mmol/L
        (
            "nitrate-balance",
            "ji2023-nano3",
            "182 mL if ppm is mass of the salt, 133 mL",
            "mass of its nitrogen",
        ),
        # 1.9e-9 m²/s × 1 cm² × 7,200 s / (V × ln 20) with the three volumes; Levich: 31 µm
        (
            "nitrate-balance",
            "ji2023-nano3",
            "2.5 µm (mass of the salt), 3.4 µm (mass of the ion), 15 µm",
            "nitrogen",
        ),
        # 2 × 0.879 + 1 × 0.033 = 1.791; 2 × 0.711 + 0.049 = 1.471
        ("order-of-valences", f"{CU15}-share-cu2", "= 1.79; Cu3.2/NTC: 2 × 71.1 %", "none"),
        ("equation-balances", "gan2024-equation-2", "NO(ads) + e⁻ + H⁺ → NOH(ads)", "1 H⁺ on the left"),
        # A triangle has two each: 2.90 − 2 = 0.90; a tetrahedron takes 2.90
        (
            "neighbours-in-cluster",
            f"{CU15}-ocp-nuclearity",
            "at most 2 in 3 atoms; 2.90 asks for 4 atoms",
            "0.9",
        ),
        # Between 55 and 147 atoms of an icosahedron with 8.51 and 9.47, and of a cuboctahedron with 7.85 and
        # 8.98
        (
            "neighbours-in-cluster",
            f"{CU15}-95-nuclearity",
            "76 atoms in an icosahedron, 129 in a cubo",
            "3.74",
        ),
        # -0.104 − 0.08 = -0.184
        ("potential-below-equilibrium", "li2022-gu2019-onset", "−0.104 V vs RHE", "0.184 V"),
        # 1.908 − 1.4 = 0.508; 2.5 + 0.508 = 3.01; 2.5 + 0.254 = 2.75
        ("phase-of-a-peak", "pei2024-exafs-co-mn", "then Co–Mn is 2.75 to 3.01 Å", "0.15 Å"),
        # 12 × 0.088 = 1.056; 4 × 0.912 = 3.648; 2.84 / 1.056 = 2.69
        (
            "counts-over-one-metal",
            f"{CU15}-cn-cu",
            "= 1.06, printed 2.84; Cu–N at most 4 × (1 − 8.8 %) in flat sites = 3.65",
            "2.7",
        ),
        # 8 × 86.6 = 692.8; + 5 × 13.4 = 759.8; + 2 × 13.4 = 719.6
        # + 4 × 13.4 = 746.4; + 3 × 13.4 = 733.0; 692.8 over each
        (
            "charge-and-atoms",
            "ji2023-cu1-5-selectivity",
            "91.2 %, nitrous oxide 92.8 %, nitric oxide 94.5 %, nitrite 96.3 %, unreduced nitrate 100 %",
            "by nitrogen or nitrous oxide alone; enough by nitric oxide, nitrite, unreduced nitrate",
        ),
        # 6.212e12 × 3600 × exp(−0.92 / 0.0256926) = 6.28; 1067 / 6.28 = 170
        ("barrier-against-turnover", "pei2024-l-comn-tof", "at most 6.3 h⁻¹", "170"),
        # −0.47 + 0.241 + 0.0592 × 7.52 = 0.216; −0.47 + 0.445 = −0.025; −0.47 + 0.197 + 0.445 = 0.172
        (
            "scale-by-elimination",
            BEST,
            "0.22 V (SCE), −0.47 V (RHE), 0.17 V (Ag/AgCl",
            "only RHE is possible",
        ),
        # 78.6 / 2.8 = 28.07
        ("ratio-in-words", "gan2024-sns2-x-yield-gain", "78.6 / 2.8 = 28.1 µmol h⁻¹", "open"),
        # 3.3 mmol × 284.2 g/mol / 0.90 mL = 1.042 g/mL
        ("mass-and-amount", "ji2023-ti-volume", "= 1.04 g mL⁻¹", "open"),
    ],
)
def test_arithmetic_is_that_worked_by_hand(rule: str, row: str, computed: str, difference: str) -> None:
    found = the(rule, row)
    assert computed in found.computed
    assert difference in found.difference


def test_a_retention_that_the_rounding_of_the_start_allows_is_told_so() -> None:
    # (107.7 − 0.05) / (120 + 0.5) = 89.34 %
    assert "89.3 % or more" in the("retention-of-values", f"{FLOW}-retention").advice


def test_order_is_by_source_kind_and_weight_and_does_not_change() -> None:
    found = audit.run()
    weights = [*audit.WEIGHTS, ""]
    keys = [
        (audit.sources().index(each.source), audit.KINDS.index(each.kind), weights.index(each.weight))
        for each in found
    ]
    assert keys == sorted(keys)
    assert found == audit.run()
    assert weights[0] == "physics"
    assert {kind for kinds in audit.WEIGHTS.values() for kind in kinds} == set(audit.SERIOUSNESS)


def test_each_finding_says_what_the_authors_may_have_meant() -> None:
    for each in audit.run():
        fair = "uthors" in each.advice or each.meant.endswith(".")
        assert fair is (each.kind != AGREEMENT) or (each.kind == AGREEMENT and not each.meant), each


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("yield-to-compare", ("gan2024-sns2-x-yield", "abstract-cos1-x-battery-yield")),
        ("no-change-in-words", ("ji2023-cu0-7-no-change", "ji2023-stable")),
        ("retention-of-values", (f"{FLOW}-retention", "pei2024-l-comn-h-retention")),
        ("ratio-in-words", ("gan2024-mno2-x-yield-gain", "gan2024-sns2-x-yield-gain")),
    ],
)
def test_what_may_be_meant_fits_the_case_and_not_the_rule_alone(rule: str, rows: tuple[str, str]) -> None:
    one, other = (the(rule, row).meant for row in rows)
    assert "" not in (one, other)
    assert one != other


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        # Both works bear out a general point and fit it; no number of theirs stands among electrodes.
        ("title-against-use", "ji2023-clusters-tune-d-band"),
        ("title-against-use", "li2022-dong2019-edges"),
        # The abstract lists seawater among the media.
        ("review-and-abstract", "li2022-nakata2014-fe"),
        # Its sign decides: uphill is unfavourable.
        ("order-of-values", "ji2023-nitrate-nps"),
        # The abstract, and the paper's own conversion, settle these.
        ("potential-with-scale", "gan2024-cos-fe"),
        ("potential-with-scale", "ji2023-cu1-5-yield"),
        ("potential-with-scale", "ji2023-lsv-range"),
    ],
)
def test_what_is_no_fault_is_not_reported(rule: str, row: str) -> None:
    assert said(rule, row) == {AGREEMENT}


def test_what_comes_first_in_a_reaction_need_not_show_first() -> None:
    assert not [name for name in audit.names() if "intermediates" in name]


def test_a_downhill_step_that_is_called_uphill_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "energetics", "ji2023-cun4-cu-nps-adsorption", "value", -3.89)
    assert said("order-of-values", "ji2023-nitrate-nps") == {FINDING}


def test_another_medium_than_the_abstract_lists_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "li2022-nakata2014-fe", "electrolyte", "0.5 M KHCO3")
    assert said("review-and-abstract", "li2022-nakata2014-fe") == {FINDING}


def test_comparisons_without_a_second_number_are_told_once_for_a_source() -> None:
    found = [each for each in audit.run(rules=["order-of-values"]) if each.kind == OPEN]
    assert len(found) == len({each.source for each in found})
    claims = data.table("claims").index
    assert sum(row in claims for each in found for row in each.rows) > len(found)


def test_the_ten_that_matter_are_findings() -> None:
    assert len(KEY_FINDINGS) == 10
    for matter in KEY_FINDINGS:
        assert FINDING in said(matter.rule, matter.row), matter
        assert matter.changes.endswith(".")


@pytest.mark.all_rows
def test_every_finding_is_complete_and_names_rows_that_exist() -> None:
    known = {id for entry in data.descriptor()["resources"] for id in data.table(entry["name"]).index}
    for each in audit.run():
        assert each.rows
        assert set(each.rows) <= known, each
        assert all((each.printed, each.computed, each.difference, each.advice)), each
        assert (each.seriousness in audit.SERIOUSNESS) is (each.kind != AGREEMENT), each
        assert "nan" not in f"{each.printed} {each.computed} {each.difference}".lower().split(), each


def test_one_source_at_a_time_makes_up_the_whole() -> None:
    parts = [found for source in audit.sources() for found in audit.run(source)]
    assert tuple(parts) == audit.run()
    assert all(audit.run(source) for source in audit.sources())


def test_an_unknown_source_or_rule_lists_the_near_ones() -> None:
    with pytest.raises(UnknownId, match=r"no source 'ji2022'; near ones: .*ji2023"):
        audit.run("ji2022")
    with pytest.raises(UnknownId, match="no source 'abstract-gu2019'"):
        audit.run("abstract-gu2019")
    with pytest.raises(UnknownId, match="no rule 'equation-balance'; near ones: equation-balances"):
        audit.run(rules=["equation-balance"])


@pytest.mark.all_rows
def test_every_rule_states_a_principle_in_one_sentence() -> None:
    for name in audit.names():
        entry = audit.entry(name)
        assert entry.takes
        assert entry.principle.endswith("."), name
        assert 25 < len(entry.principle) < 160, name


def test_the_three_formats_hold_the_same() -> None:
    found = audit.run("gan2024")
    objects = json.loads(report.render(found, "json"))
    rows = list(csv.reader(io.StringIO(report.render(found, "csv"))))
    lines = report.render(found, "md").splitlines()
    assert rows[0] == list(report.COLUMNS)
    assert len(objects) == len(rows) - 1 == len(lines) - 2 == len(found)
    for each, one, row in zip(found, objects, rows[1:], strict=True):
        assert one["rows"] == list(each.rows)
        assert row == [" ".join(value) if isinstance(value, list) else value for value in one.values()]
    assert {line.replace(r"\|", "").count("|") for line in lines} == {len(report.COLUMNS) + 1}
