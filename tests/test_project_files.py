"""Files of the project are files of the project, by names that are only that, and hold no leftovers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import support

from reviewhelpers._core import invisible_characters
from reviewhelpers.dataset import bibliography
from reviewhelpers.validation import book_config, csv_format, pages, project_files, text_files
from reviewhelpers.validation.check import check

PAGE = "chapters/use/extend.md"
NOTEBOOK = "chapters/norr/why.ipynb"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    support.copy_project(
        folder, ("chapters", "data", "references.bib", "_toc.yml", "_config.yml", "CITATION.cff")
    )
    (tmp_path / "secret.txt").write_text("secret\n", encoding="utf-8")
    return folder


def test_the_project_itself_is_sound(root: Path) -> None:
    assert [str(fault) for fault in (*project_files.faults(root), *project_files.texts(root))] == []


@pytest.mark.parametrize(
    "target", ["../../secret.txt", "/etc/passwd", "../..", "../.git/config", "../_build/x", "gone"]
)
@pytest.mark.parametrize(
    "name", ["chapters/linked.md", "data/linked.csv", "chapters/use", "references.bib", ".hidden"]
)
def test_a_link_that_leads_out_is_refused(root: Path, name: str, target: str) -> None:
    path = root / ("data/.hidden" if name == ".hidden" else name)
    if path.exists():
        path.rename(root.parent / "moved")
    path.symlink_to(target)
    (fault,) = project_files.faults(root)
    assert fault.file == path.relative_to(root).as_posix()
    assert repr(target) in fault.found
    with pytest.raises(project_files.TreeError, match="expected a file"):
        project_files.refuse(root)


def test_a_link_within_the_project_is_none_of_these(root: Path) -> None:
    (root / "chapters" / "again.md").symlink_to("index.md")
    assert project_files.faults(root) == []


def test_what_is_no_file_is_refused(root: Path) -> None:
    os.mkfifo(root / "data" / "pipe.csv")
    (fault,) = project_files.faults(root)
    assert (fault.file, fault.found) == ("data/pipe.csv", "what is neither a file nor a folder")


@pytest.mark.parametrize(
    "name",
    [
        "a b.md",
        "a;b.csv",
        "$(touch a).csv",
        "a`b`.md",
        'a"b.md',
        "a'b.md",
        "a\u202eb.md",
        "ä.md",
        "-n.md",
        "a\nb",
    ],
)
@pytest.mark.parametrize("folder", ["chapters", "data"])
def test_a_name_that_says_more_is_refused(root: Path, folder: str, name: str) -> None:
    (root / folder / name).touch()
    (fault,) = project_files.faults(root)
    assert fault.file.startswith(f"{folder}/")
    assert fault.file.isascii()
    assert fault.file.isprintable()


def test_a_build_refuses_a_link_that_leads_out(tmp_path: Path) -> None:
    project = support.copy_project(tmp_path)
    (tmp_path / "data" / "claims.csv").unlink()
    (tmp_path / "data" / "claims.csv").symlink_to("/etc/hostname")
    done = project.python("-m", "reviewhelpers", "build", tmp_path / "_build" / "work", timeout=300)
    assert done.returncode != 0
    assert "data/claims.csv:-:-: found a link to '/etc/hostname', expected a file" in done.stderr
    assert "Traceback" not in done.stderr


# Characters that a reader does not see

SIGNS = (
    *"\0\x07\x1b\x7f\x85\xad\u034f\u061c\u115f\u17b4\u180e\u200b\u200d\u200e\u202a\u202e\u2028\u2060\u2066\u2800\u3164",
    *"\ufe0f\ufeff\uffa0\ufffa\ufffd\ufffe\ue000\U000e0001\U000e0041\U000e0100\U000f0000\U0010fffd\U0001d173\U0001fffe",
)


def test_what_unicode_says_is_not_seen_is_known() -> None:
    import unicodedata

    passed = "\t\n\r"
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cc", "Cs", "Co") and sign not in passed:
            assert invisible_characters.find_first(sign), hex(code)
    for text in ("CO₂ → HCOO⁻", "−0.47 V ± 0.01", "N–C", "naïve", "a\u00a0b", "\u2009", "5 µm", "✓ ≥ η"):
        assert invisible_characters.find_first(text) is None


@pytest.mark.parametrize("sign", SIGNS)
def test_each_is_told_by_file_line_and_column(root: Path, sign: str) -> None:
    told = f"the character {sign!a}"
    raw = f"id,text\none,two\nthree,fo{sign}ur\n".encode()
    found, _ = csv_format.read("data/a.csv", raw, ["id", "text"])
    assert (
        ("data/a.csv", 3, "text", told) in [(f.file, f.row, f.column, f.found) for f in found]
    ) or sign == "\0"
    found, _ = csv_format.read("data/a.csv", f"id,text\nt{sign}wo,two\n".encode(), ["id", "text"])
    assert [(f.row, f.column) for f in found] == [(2, "id")]
    works = root / "references.bib"
    text = works.read_text(encoding="utf-8").replace("Markedly", f"Mark{sign}edly", 1)
    works.write_text(text, encoding="utf-8")
    line = text[: text.index(f"Mark{sign}edly")].count("\n") + 1
    places = [(f.row, f.column) for f in bibliography.faults(works, root / "data" / "citations.csv")]
    assert (line, "title") in places
    for name in ("_toc.yml", "_config.yml", "CITATION.cff"):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + f"# a{sign}b\n", encoding="utf-8")
        row = path.read_text(encoding="utf-8").rstrip("\n").count("\n") + 1
        assert row in [fault.row for fault in text_files.text(path, name)[1]]
    described = root / "data" / "datapackage.json"
    described.write_text(
        described.read_text(encoding="utf-8").replace('"title": "', f'"title": "\\u{ord(sign):04x}', 1)
        if ord(sign) < 0x10000
        else described.read_text(encoding="utf-8").replace('"title": "', f'"title": "{sign}', 1),
        encoding="utf-8",
    )
    assert [fault.found for fault in project_files.texts(root) if fault.file == "data/datapackage.json"]


@pytest.mark.parametrize("sign", ["\ud800", "\u202e", "\x1b"])
def test_what_a_notebook_escapes_is_told_by_cell(root: Path, sign: str) -> None:
    path = root / NOTEBOOK
    for place in ("source", "outputs"):
        notebook = json.loads((support.data.ROOT / NOTEBOOK).read_text(encoding="utf-8"))
        at = next(at for at, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code")
        if place == "source":
            notebook["cells"][at]["source"][0] += f"# {sign}"
        else:
            notebook["cells"][at] |= {"source": ["1"]}
            notebook["cells"][at]["outputs"][0]["data"]["text/plain"] = [sign]
        path.write_text(f"{json.dumps(notebook)}\n", encoding="utf-8")
        told = pages.of_file(path, NOTEBOOK)
        assert (f"cell {at}", f"the character {sign!a}") in [(f.column, f.found) for f in told]


def test_what_yaml_escapes_is_told(root: Path) -> None:
    path = root / "_config.yml"
    text = path.read_text(encoding="utf-8").replace('copyright: "2026"', 'copyright: "20\\u202e26"')
    path.write_text(text, encoding="utf-8")
    row = text[: text.index("copyright")].count("\n") + 1
    assert (row, "copyright") in [(fault.row, fault.column) for fault in book_config.config_faults(root)]


# Marks of a merge

MERGE = "<<<<<<< HEAD\n{0}\n||||||| base\n{0}\n=======\n{0}\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    "name",
    [
        "data/claims.csv",
        "references.bib",
        "_toc.yml",
        "_config.yml",
        "data/datapackage.json",
        "data/ids.txt",
        PAGE,
    ],
)
def test_marks_of_a_merge_are_told_by_line(root: Path, name: str) -> None:
    path = root / name
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[6:7] = MERGE.format(lines[6]).rstrip("\n").split("\n")
    path.write_text("\n".join(lines), encoding="utf-8")
    found = {
        "data/claims.csv": lambda: check(
            root / "data", root / "references.bib", schema=False, registered=False
        ),
        "references.bib": lambda: bibliography.faults(path, root / "data" / "citations.csv"),
        PAGE: lambda: pages.of_file(path, name),
    }.get(
        name,
        lambda: [*project_files.texts(root), *book_config.toc_faults(root), *book_config.config_faults(root)],
    )()
    rows = [fault.row for fault in found if fault.file == name and "merge" in fault.found]
    assert rows == [7, 9, 11, 13]


def held() -> list[str]:
    """The files that git holds, or would."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=support.data.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("no git")
    return [name for name in done.stdout.split("\0") if name and (support.data.ROOT / name).is_file()]


READ_LINE_BY_LINE = (".ipynb", ".csv", ".bib", ".cff")
BESIDE = ("README.md", "Makefile", ".ci/run", ".gitattributes", ".github/workflows/checks.yml")


def test_no_text_that_git_holds_is_left_out(tmp_path: Path) -> None:
    # Each file is damaged at its end, where no other check of its kind would look for it first.
    names = []
    for name in held():
        raw = (support.data.ROOT / name).read_bytes()
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if b"\0" in raw:
            path.write_bytes(raw)
        elif name.endswith(READ_LINE_BY_LINE) or name.startswith(("_", "chapters/")):
            continue  # These are damaged above.
        else:
            path.write_bytes(raw + f"{'<' * 7} HEAD\n# a\u202eb\n".encode())
            names.append(name)
    assert {*BESIDE, "tests/test_project_files.py", "bench/bench.py", "docs/threat-model.md"} <= {*names}
    told = project_files.texts(tmp_path)
    for sort in ("the mark of a merge", "the character"):
        seen = {fault.file for fault in told if fault.found.startswith(sort)}
        assert seen == {*names}


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "vbscript:a", "data:text/html,a", "file:///a", "//a.example", "a b"]
)
@pytest.mark.parametrize("field", ["url", "eprint", "pubmed", "doi"])
def test_fields_that_become_links_are_of_the_web(root: Path, field: str, text: str) -> None:
    path = root / "references.bib"
    whole = path.read_text(encoding="utf-8")
    at = whole.index(",\n", whole.index("{pei2024low")) + 2
    end = whole.index("\n}", at)
    entry = "\n".join(line for line in whole[at:end].split("\n") if not line.startswith("  doi"))
    whole = f"{whole[:at]}  {field} = {{{text}}},\n{entry}{whole[end:]}"
    path.write_text(whole, encoding="utf-8")
    row = whole[:at].count("\n") + 1
    told = bibliography.faults(path, root / "data" / "citations.csv")
    assert (row, field, repr(text)) in [(fault.row, fault.column, fault.found) for fault in told]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|a", "-x", "-1+HYPERLINK(a)", "\uff1d1", "a;=1+1"])
def test_no_column_may_hold_a_formula(root: Path, text: str) -> None:
    columns = ["id", "as_printed", "condition_as_printed", "relation", "note", "value"]
    raw = (
        ",".join(columns)
        + "\n"
        + "\n".join(f"r{at}" + "," * at + f'"{text}"' + "," * (5 - at) for at in range(1, 6))
    )
    found, _ = csv_format.read("data/a.csv", f"{raw}\n".encode(), columns)
    assert [(fault.row, fault.column) for fault in found] == [(at + 1, columns[at]) for at in range(1, 6)]


def test_doubly_encoded_text_is_told_and_square_angstroms_are_none(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("A spread of 0.006 Å² in 12 Å³.\n", encoding="utf-8")
    assert text_files.text(path, "page.md")[1] == []
    path.write_bytes("A spread.\n0.006 Å².\n".encode().decode("latin-1").encode())
    found = [(fault.row, fault.expected) for fault in text_files.text(path, "page.md")[1]]
    assert (2, "UTF-8 that was encoded once") in found
