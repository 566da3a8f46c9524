"""What the house promises about itself: which way imports go, what lies where, and what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "schemas": set(),
    "extractors": {"schemas"},
    "warehouse": {"schemas"},
    "flows": {"schemas", "extractors", "warehouse"},
}
ONLY_IN = {
    "pdfplumber": "extractors",
    "pdfminer": "extractors",
    "pypdfium2": "extractors",
    "pypdfium2_raw": "extractors",
    "duckdb": "warehouse",
    "prefect": "flows",
    "httpx": "flows",
    "requests": "flows",
    "urllib3": "flows",
    "typer": "flows",
    "distributed": "flows",
}
TOP_LEVEL = {"pyproject.toml", "README.md", "Makefile", "requirements.lock", "raw", "tests", *MAY_IMPORT}
#: Extras that neither the two commands nor the tests need.
NOT_LOCKED = {"ocr", "benchmark"}
SLASH = "/"
MACHINE = {
    "a path beside the repository": re.compile(rf"\.\.{SLASH}shared"),
    "a path of one machine": re.compile(rf"(?<![\w.:/-]){SLASH}(?:work|root|tmp|home|Users)(?:{SLASH}|\b(?=[\"'\s)]))"),
    "a package index": re.compile(r"--(?:extra-)?index-url|--find-links|files\.pythonhosted|pypi\.org|[/.]simple/"),
}


def tracked() -> list[Path]:
    """The files that are committed, or are about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return [ROOT / name for name in sorted(set(listed.split("\0")) - {""}) if (ROOT / name).is_file()]


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in MAY_IMPORT]


def imported(code: str) -> Iterator[tuple[int, str]]:
    """Each import anywhere in the code: its line and the top-level package; relative ones as ``.``."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." if node.level else str(node.module).split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield node.lineno, ast.unparse(node.args[0]).strip("'\"").split(".")[0] if node.args else "?"


def wrong(package: str, name: str) -> bool:
    """Whether a module of ``package`` may not import ``name``."""
    if name in MAY_IMPORT:
        return name != package and name not in MAY_IMPORT[package]
    return name in (".", "tests") or ONLY_IN.get(name, package) != package


def test_the_rule_finds_what_is_wrong() -> None:
    code = (
        "def f():\n    from warehouse.build import b\n    import httpx, json\nfrom . import x\nimport schemas.codes\n"
    )
    found = {name for _, name in imported(code)}
    assert found == {"warehouse", "httpx", "json", ".", "schemas"}
    assert {name for name in found if wrong("extractors", name)} == {"warehouse", "httpx", "."}
    assert {name for name in found if wrong("flows", name)} == {"."}
    assert {name for name in found if wrong("schemas", name)} == {"warehouse", "httpx", "."}


def test_imports_go_one_way() -> None:
    faults = []
    files = modules()
    assert {path.relative_to(ROOT).parts[0] for path in files} == set(MAY_IMPORT)
    for path in files:
        package = path.relative_to(ROOT).parts[0]
        for line, name in imported(path.read_text(encoding="utf-8")):
            if wrong(package, name):
                faults.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert faults == []


def test_each_engine_is_used_where_it_may_be() -> None:
    """A rule about a library that nobody imports would hold for nothing."""
    names = {name for path in modules() for _, name in imported(path.read_text(encoding="utf-8"))}
    assert {"pdfplumber", "pypdfium2", "duckdb", "prefect", "httpx"} <= names


def test_packages_are_the_four_that_are_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    held = {".".join(path.relative_to(ROOT).parts[:-1]) for path in modules() if path.name == "__init__.py"}
    assert listed == held
    assert {name.partition(".")[0] for name in listed} == set(MAY_IMPORT)


def test_top_level_holds_what_it_may() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:8000] and not content.startswith(b"%PDF"):
            yield str(path.relative_to(ROOT)), content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("what", MACHINE)
def test_no_file_holds(what: str) -> None:
    faults = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        if name != "tests/test_architecture.py"
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE[what].search(line)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("what", "bad"),
    [
        ("a path beside the repository", 'open("../shared/sources/report.pdf")'),
        ("a path of one machine", 'PATH = "/' + 'work/main/raw"'),
        ("a path of one machine", "cp /" + "root/.cache x"),
        ("a path of one machine", "in /tmp/x"),
        ("a package index", "--index-url https://mirror.example/simple/"),
    ],
)
def test_what_is_looked_for_would_be_found(what: str, bad: str) -> None:
    assert MACHINE[what].search(bad)
    assert not MACHINE[what].search("https://skr.se/tmp/rapport.pdf, warehouse/tmp/x, raw/skl, <a href='/start'>")


def test_the_lock_has_hashes_and_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)==\S+", lock, flags=re.MULTILINE)
    assert len(pins) > 50
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", lock, flags=re.MULTILINE)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [wants for extra, wants in project["optional-dependencies"].items() if extra not in NOT_LOCKED]
    wanted = sum(extras, project["dependencies"])
    names = {re.split(r"[<>=\[ ]", each)[0].lower() for each in wanted} - {project["name"]}
    assert names - set(pins) == set()
