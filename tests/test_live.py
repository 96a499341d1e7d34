"""What `make live` stages: the expected bytes or nothing, and one line that says why."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import support

from reviewhelpers import figures, tables
from reviewhelpers.__main__ import main
from reviewhelpers._core import csv_injection
from reviewhelpers.dataset import data
from reviewhelpers.live import editor_code, execution, outputs, runtime, site

pytestmark = pytest.mark.slow

SIX = b"a wheel"
SOURCES = {
    "core": {"name": "core", "version": "1", "files": {}},
    "wheels": {"name": "carrier", "version": "2", "sha256": "", "folder": "in/it", "roots": ["six"]},
    "package": [
        {"name": "pure", "version": "3", "file": "pure-3.whl", "sha256": runtime.sha256(b"pure")},
    ],
}
LOCK = {
    "packages": {
        "six": {"file_name": "six.whl", "sha256": runtime.sha256(SIX), "depends": []},
        "unused": {"file_name": "unused.whl", "sha256": "", "depends": []},
    }
}


def tar(files: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with tarfile.open(fileobj=result, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return result.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return result.getvalue()


class Registry:
    """Gives what a test puts into it, and counts how often it is asked."""

    def __init__(self) -> None:
        self.core = {"core.wasm": b"core", runtime.LOCK: json.dumps(LOCK).encode()}
        self.given = {
            "core": tar(self.core),
            "carrier": packed({"in/it/six.whl": SIX}),
            "pure": b"pure",
        }
        self.asked: list[str] = []

    def fetch(self, name: str, version: str, sum: str) -> bytes:
        """The archive of a package."""
        self.asked.append(name)
        return self.given[name]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    result = Registry()
    files = {name: runtime.sha256(content) for name, content in result.core.items()}
    sources = {**SOURCES, "core": {**SOURCES["core"], "files": files}}  # type: ignore[dict-item]
    monkeypatch.setattr(runtime, "sources", lambda: sources)
    return result


def fetched(registry: Registry, cache: Path) -> dict[str, bytes]:
    return runtime.fetch(cache, npm=registry.fetch, pip=registry.fetch)


def held(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")} if folder.exists() else set()


def test_what_was_fetched_is_not_fetched_again(registry: Registry, tmp_path: Path) -> None:
    first = fetched(registry, tmp_path)
    assert set(first) == {"core.wasm", runtime.LOCK, "six.whl", "pure-3.whl"} == held(tmp_path)
    assert registry.asked == ["core", "carrier", "pure"]
    assert fetched(registry, tmp_path) == first
    assert registry.asked == ["core", "carrier", "pure"]


def test_a_file_cut_in_the_cache_is_fetched_again(registry: Registry, tmp_path: Path) -> None:
    first = fetched(registry, tmp_path)
    (tmp_path / "six.whl").write_bytes(SIX[:-1])
    assert fetched(registry, tmp_path) == first
    assert registry.asked == ["core", "carrier", "pure", "carrier"]


@pytest.mark.parametrize(
    ("name", "given", "output"),
    [
        ("pure", b"evil", f"pure-3.whl of pure 3: found SHA-256 {runtime.sha256(b'evil')}, expected "),
        ("carrier", packed({"in/it/six.whl": b"evil"}), "six.whl of carrier 2: found SHA-256 "),
        ("carrier", packed({"in/it/other.whl": SIX}), "six.whl: not in carrier 2"),
        ("carrier", packed({"in/it/six.whl": SIX})[:40], "carrier 2: cut or damaged: "),
        ("core", tar({"core.wasm": b"core" * 999, runtime.LOCK: b"{}"})[:60], "core 1: cut or damaged: "),
        ("core", b"", "core 1: cut or damaged: "),
        ("core", tar({runtime.LOCK: b"{}"}), "core.wasm: not in core 1"),
    ],
    # The archives bear the time.
    ids=["other", "other inside", "not inside", "cut", "cut core", "empty core", "not in core"],
)
def test_a_wrong_missing_or_cut_file_is_one_line_and_leaves_no_part(
    registry: Registry, tmp_path: Path, name: str, given: bytes, output: str
) -> None:
    registry.given[name] = given
    with pytest.raises(runtime.RuntimeUnavailable) as raised:
        fetched(registry, tmp_path)
    assert str(raised.value).startswith(output)
    assert "\n" not in str(raised.value)
    lost = {"pure": {"pure-3.whl"}, "carrier": {"six.whl", "pure-3.whl"}}
    assert held(tmp_path) == {"core.wasm", runtime.LOCK, "six.whl", "pure-3.whl"} - lost.get(
        name, {"core.wasm", runtime.LOCK, "six.whl", "pure-3.whl"}
    )


def test_a_registry_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(runtime.RuntimeUnavailable, match=r"^pint 0\.25\.3: cannot be fetched: ERROR: .+$"):
        runtime.download_with_pip("pint", "0.25.3", "0" * 64)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(runtime.RuntimeUnavailable, match=r"^pyodide 1: npm cannot be run: .+$"):
        runtime.download_from_npm("pyodide", "1", "")


def test_the_command_says_it_in_one_line_and_makes_no_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    words = ["live", "--site", str(tmp_path), "--out", str(tmp_path / "live"), "--cache", str(tmp_path / "c")]
    assert main(words) == 1
    assert capsys.readouterr().err.startswith("reviewhelpers: pyodide 314.0.3: npm cannot be run")
    assert held(tmp_path) == {"c"}


def test_a_site_without_a_figure_leaves_the_last_live_one(tmp_path: Path) -> None:
    book, place = tmp_path / "html", tmp_path / "live"
    with pytest.raises(site.LiveSiteError, match="found no site; run 'make book'"):
        site.build(book, place, {})
    book.mkdir()
    (book / "index.html").write_text("<head></head>")
    place.mkdir()
    (place / "old").write_text("old")
    with pytest.raises(site.LiveSiteError, match="on no page"):
        site.build(book, place, {})
    assert held(tmp_path) == {"html", "index.html", "live", "old"}


def test_the_lock_of_a_site_names_what_is_there_and_no_more(registry: Registry, tmp_path: Path) -> None:
    wheel = tmp_path / "reviewhelpers-1.2.3-py3-none-any.whl"
    wheel.write_bytes(b"ours")
    result = runtime.add_package(fetched(registry, tmp_path / "cache"), wheel)
    lock = json.loads(result[runtime.LOCK])["packages"]
    assert set(lock) == {"six", "pure", "reviewhelpers"}
    assert lock["reviewhelpers"]["depends"] == ["pure", "six"]
    for package in lock.values():
        assert runtime.sha256(result[package["file_name"]]) == package["sha256"]


def test_packages_are_those_of_the_lock_of_the_project() -> None:
    locked = (data.ROOT / "requirements.lock").read_text(encoding="utf-8")
    sources = tomllib.loads(runtime.SOURCES.read_text(encoding="utf-8"))
    for package in sources["package"]:
        entry = locked.partition(f"\n{package['name']}=={package['version']} ")[2].partition("    # via")[0]
        assert package["sha256"] in entry, package["name"]


def test_an_editor_starts_from_lines_of_python() -> None:
    for id in figures.ids():
        compile(editor_code.figure_code(id, ["li2022-ye2017-fe"]), id, "exec")
    for id in tables.ids():
        compile(editor_code.table_code(id), id, "exec")


def only(id: str, code: str, **given: str) -> dict[str, Any]:
    """The only output of code."""
    (output,) = execution.run(id, code, **given)["outputs"]  # type: ignore[arg-type]
    made: dict[str, Any] = output
    return made


def test_a_result_has_a_picture_for_dark_pages_while_its_colours_allow() -> None:
    code = 'from reviewhelpers import figures\n\nplot = figures.make("fig-co2rr-efficiency")\n'
    assert only("fig-co2rr-efficiency", f"{code}plot").keys() == {"kind", "svg", "dark", "alt", "csv"}
    other = f'{code}plot.figure.text(0, 0, "x", color="#123456")\nplot'
    assert only("fig-co2rr-efficiency", other).keys() == {"kind", "svg", "alt", "csv"}


def test_the_width_of_the_window_decides_on_the_form() -> None:
    id = "fig-co2rr-efficiency"
    code = f'from reviewhelpers import figures\n\nfigures.make("{id}")'
    for width in ("page", "phone"):
        made = only(id, code, width=width)
        assert made["svg"].encode() == figures.save(id, figures.make(id, width=width), "svg")
    own = f'from reviewhelpers import figures\n\nfigures.make("{id}", width="talk")'
    assert only(id, own, width="phone")["svg"] == only(id, own)["svg"]
    assert figures.make(id).get_size_inches()[0] > 7


def test_a_figure_of_matplotlib_has_no_values_and_says_so() -> None:
    code = "from matplotlib.figure import Figure\n\nfigure = Figure()\nfigure.subplots().plot([1, 2])\nfigure"
    made = only("fig-co2rr-efficiency", code)
    assert made["alt"] == outputs.OWN_FIGURE
    assert made["svg"].startswith("<?xml")
    assert "csv" not in made


def test_places_are_reached_from_pages_at_any_depth() -> None:
    figure = (
        '<details class="rebuild"><summary>Rebuild</summary><code>reviewhelpers figures fig-a-b '
        "--format svg</code></details>"
    )
    page = f"<head></head>{figure}"
    for name, root in (("index.html", "live"), ("a/b.html", "../live"), ("a/b/c.html", "../../live")):
        result = site.insert_editors(page, name, {"fig-a-b": 'x = "<1>"\nx'}, "5a")
        assert f'src="{root}/live.js"' in result
        assert f'src="{root}/python.js" data-files="5a"' in result
        assert 'data-lines="x = &quot;&lt;1&gt;&quot;&#10;x"' in result
        assert result.index('class="live"') < result.index('class="rebuild"')


def test_the_live_site_is_the_book_and_a_folder_more(live: Path, site: support.Site) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        found = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

    book, result = files(site.html), files(live)
    assert {name for name in result.keys() - book.keys() if not name.startswith("live/")} == set()
    changed = {name for name in book if result[name] != book[name]}
    assert changed
    assert {Path(name).suffix for name in changed} == {".html"}


def test_every_byte_that_python_needs_is_listed_and_the_list_is_named_by_the_pages(live: Path) -> None:
    listing = (live / "live" / "files.json").read_bytes()
    for name, told in json.loads(listing).items():
        content = (live / "live" / name).read_bytes()
        assert told == {"size": len(content), "sha256": runtime.sha256(content)}, name
    apart = {*site.PAGE_ASSETS, site.FRAME, site.LISTING, "template.csv"}
    assert {path.name for path in (live / "live").iterdir()} - apart == json.loads(listing).keys()
    named = {
        sum
        for page in live.rglob("*.html")
        for sum in re.findall(r'live/python\.js" data-files="([^"]*)"', page.read_text(encoding="utf-8"))
    }
    assert named == {runtime.sha256(listing)}


def test_the_frame_of_python_may_ask_no_host() -> None:
    result = site.frame()
    policy = re.search('Content-Security-Policy" content="([^"]*)"', result)
    assert policy
    allowed = {name: words for name, *words in (part.split() for part in policy[1].split(";"))}
    (script,) = re.findall("<script>(.*?)</script>", result, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert allowed["default-src"] == ["'none'"]
    assert set(allowed["script-src"]) == {f"'sha256-{digest}'", "blob:", "'wasm-unsafe-eval'"}
    assert allowed["worker-src"] == ["blob:"]
    assert {word for words in allowed.values() for word in words} <= {*allowed["script-src"], "'none'"}
    assert result.index("Content-Security-Policy") < result.index("<script>")


def test_what_a_spreadsheet_runs_is_the_same_in_the_browser(tmp_path: Path) -> None:
    if not shutil.which("node"):
        pytest.skip("no Node is installed")
    texts = [
        *(
            "=",
            "=1",
            " =1",
            "==",
            "+",
            "-",
            "+1",
            "-0.43",
            "-89 %",
            "- x",
            "+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "@",
        ),
        *(
            "\t1",
            "\r1",
            "-2+3+cmd|x",
            "+2 ≥ Cu",
            "-.5",
            "-a",
            "\u00a0=1",
            "−5",
            "'=1",
            "a=1",
            "1;=1",
            "-٣",
            "-f(x)",
        ),
        *("+1\n(", "\u2003@x", "-5+A1", "-1&A1", "- A1", "-.5*A1", "-5%A1", "-2:5", "-1E+A1", "a;-5+A1"),
        *(
            "-0.55 to -0.95 V",
            "-0.993 +/- 0.0129 V",
            "-1 234.5",
            "-5 +A1",
            "x; -0.5 V (RHE)",
            "-1e-3",
            "x;-A1",
        ),
    ]
    source = (site.ASSETS / "inert.js").read_text(encoding="utf-8")
    pattern = re.search(r"const FORMULA = (/.*/su);", source)
    assert pattern
    script = f"console.log(JSON.stringify({json.dumps(texts)}.map(text => {pattern[1]}.test(text))))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [csv_injection.is_formula(text) for text in texts]


def csv_faults(texts: list[str]) -> list[str]:
    """What the page says of results with these texts as CSV; empty where they are offered."""
    if not shutil.which("node"):
        pytest.skip("no Node is installed")
    source = (site.ASSETS / "inert.js").read_text(encoding="utf-8")
    table = "{kind: 'table', csv, header: [['a']], rows: [['x']], heads: 0, note: ''}"
    asked = f"csv => live.checkResult({{outputs: [{table}]}}).refused ?? ''"
    script = f"globalThis.live = {{}};{source};console.log(JSON.stringify({json.dumps(texts)}.map({asked})))"
    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)
    output: list[str] = json.loads(done.stdout)
    return output


@pytest.mark.parametrize(
    "text",
    [
        'a\n""=1+1\n',
        'a\n""@SUM(A1)\n',
        'a\nx"=1"\n',
        'sep=|\na|=HYPERLINK("https://example.org")\n',
        "SEP=x\na x=1+1\n",
        'ID;PWXL;N;E\nC;X1;Y1;K0;EEXEC("x")\nE\n',
        *(f"a\n{sign}=1+1\n" for sign in "\0\x1c\x85\u200e\u2060\u00ad\u180e"),
        'a,b\n1,"=1"\n',
        'a\n"1\n=1+1"\n',
        'a\n"open\n',
    ],
)
def test_values_that_a_spreadsheet_reads_otherwise_are_not_offered(text: str) -> None:
    assert csv_faults([text]) != [""]


def test_values_of_every_table_and_figure_are_offered() -> None:
    texts = [tables.render(id, "csv") for id in tables.ids()]
    assert csv_faults(['a,b\r\n"x, ""y""",-0.43\r\n', "", "a", "Idea\n1\n", *texts]) == [""] * (
        4 + len(texts)
    )


def test_a_drawing_of_no_printed_value_can_be_changed_too() -> None:
    code = editor_code.figure_code("fig-atoms-vacancies", ["str-graphene-vacancy"])
    assert "replaced_tables" not in code
    names: dict[str, object] = {}
    exec(code, names)
    assert names["plot"].id == "fig-atoms-vacancies"  # type: ignore[attr-defined]
