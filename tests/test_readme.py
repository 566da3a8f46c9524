"""The README says what is so: its commands run as written, its output is what they print, and it names everything."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from flows.cli import app
from schemas.catalog import load_catalog
from schemas.tables import VIEWS
from warehouse.query import query

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOT_TRACKED = shutil.ignore_patterns("*.jsonl", "[0-9a-f]" * 64 + ".*")
CLOSED = "http://127.0.0.1:9"
NO_NETWORK = {"HTTP_PROXY": CLOSED, "HTTPS_PROXY": CLOSED, "ALL_PROXY": CLOSED, "NO_PROXY": "127.0.0.1,localhost"}
NO_NETWORK |= {name.lower(): value for name, value in NO_NETWORK.items()}
#: What stands for an id of the reader's own choice.
ANY_ID = "CLAIM_OR_OBSERVATION_ID"
#: Commands that never end: they run until they say that they have begun.
ENDLESS = {"skl serve": "Serving ", "skl audit serve": "Serving "}
#: Commands that end with another status than 0 on the default catalog, without a network, and why.
STATUS = {"skl fetch": 3}  # without a network, sources are missing, and named
#: Shell words that set up a reader's terminal, and do nothing here.
TERMINAL = (". .venv/bin/activate", "source .venv/bin/activate")
BLOCK = re.compile(
    r"^```sh\n(?P<code>.*?)^```\n(?:\s*^```(?:text|json|csv)\n(?P<output>.*?)^```$)?", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Example:
    """A command of the README, and the output that is shown below it."""

    command: str
    output: str | None = None

    def __str__(self) -> str:
        return self.command[:60]


def examples(text: str) -> Iterator[Example]:
    """The commands of the shell blocks; the output below a block is the last command's."""
    for block in BLOCK.finditer(text):
        code = block["code"].replace("\\\n", " ")
        commands = [line for line in code.splitlines() if line.strip() and not line.startswith("#")]
        for command in commands:
            yield Example(command, block["output"] if command is commands[-1] else None)


EXAMPLES = list(examples(README))
MAKE = [example for example in EXAMPLES if example.command.startswith("make ")]
SKL = [example for example in EXAMPLES if example.command.startswith("skl ")]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, default_catalog: Path) -> Path:
    """A folder as a fresh clone has it, after an ingestion without a network."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(default_catalog / "raw", folder / "raw")
    shutil.copytree(default_catalog / "out", folder / "warehouse")
    return folder


def words(example: Example, folder: Path) -> list[str]:
    """The command as this Python runs it; an id is put where the README has a name for one."""
    command = example.command
    if ANY_ID in command:
        known = query(folder / "warehouse" / "skl.duckdb", "SELECT max(observation_id) FROM percentages")[1]
        command = command.replace(ANY_ID, str(known[0][0]))
    name, *rest = shlex.split(command)
    assert name == "skl"
    return [sys.executable, "-m", "flows.cli", *rest]


def environment(folder: Path) -> dict[str, str]:
    unset = {name: text for name, text in os.environ.items() if not name.startswith("PREFECT_")}
    home = {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return unset | NO_NETWORK | home


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=folder, env=environment(folder), timeout=120
    )


def status(example: Example) -> int:
    return next((code for start, code in STATUS.items() if example.command.startswith(start)), 0)


def endless(example: Example) -> str | None:
    return next((said for start, said in ENDLESS.items() if example.command.startswith(start)), None)


def test_blocks_are_found() -> None:
    text = (
        "```sh\nskl a \\\n  b\n\n# why\nskl c\n```\n\n```text\nx  y\n```\n```toml\nskl = 1\n```\n```sh\nmake d\n```\n"
    )
    assert list(examples(text)) == [Example("skl a    b"), Example("skl c", "x  y\n"), Example("make d")]


def test_every_shell_line_of_the_readme_is_run() -> None:
    shown = [line for code in re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S) for line in code.splitlines()]
    assert len(MAKE) >= 2 and len(SKL) >= 6
    known = {*MAKE, *SKL}
    assert [example for example in EXAMPLES if example not in known and example.command not in TERMINAL] == []
    assert len([line for line in shown if line.startswith(("skl ", "make "))]) == len(MAKE) + len(SKL)
    assert "<!--" not in README, "a place that is still to be filled in"


@pytest.mark.parametrize("example", [each for each in SKL if endless(each) is None], ids=str)
def test_a_command_runs_as_written(clone: Path, example: Example) -> None:
    outcome = run(words(example, clone), clone)
    assert outcome.returncode == status(example), outcome.stderr
    assert "Traceback" not in outcome.stderr
    if example.command.startswith("skl query"):
        assert outcome.stdout.strip() and outcome.stderr == ""
    if example.output is not None:
        assert outcome.stdout == example.output


@pytest.mark.parametrize("example", [each for each in SKL if endless(each)], ids=str)
def test_a_command_that_never_ends_begins(clone: Path, example: Example) -> None:
    said = endless(example)
    command = words(example, clone)
    with (
        (clone / "said.txt").open("w") as err,
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=err, cwd=clone, env=environment(clone), start_new_session=True
        ) as process,
    ):
        deadline = time.monotonic() + 30
        while not (told := (clone / "said.txt").read_text()) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGKILL)
    assert said is not None and told.startswith(said), told


@pytest.mark.parametrize("example", MAKE, ids=str)
def test_a_make_target_is_one(example: Example) -> None:
    outcome = run(["make", "-n", "-C", str(ROOT), *shlex.split(example.command)[1:]], ROOT)
    assert outcome.returncode == 0 and outcome.stdout.strip(), outcome.stderr


def test_make_ingest_runs_under_prefect_without_a_network(tmp_path: Path, clone: Path) -> None:
    """The recipe's last line, in a folder as a fresh clone has it, with a Prefect that was never started."""
    recipe = run(["make", "--no-print-directory", "-n", "-C", str(ROOT), "ingest"], ROOT).stdout.splitlines()[-1]
    program, *rest = shlex.split(recipe)
    assert Path(program).name == "skl" and rest == ["ingest"]
    shutil.copytree(ROOT / "raw", tmp_path / "raw", ignore=NOT_TRACKED)
    outcome = run([sys.executable, "-m", "flows.cli", *rest], tmp_path)
    assert (outcome.returncode, outcome.stdout) == (0, ""), outcome.stderr
    assert "4 reconstruction" in outcome.stderr and "Traceback" not in outcome.stderr
    counts = "SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM percentages), (SELECT count(*) FROM ranks)"
    one, other = (query(folder / "warehouse" / "skl.duckdb", counts)[1] for folder in (tmp_path, clone))
    assert one == other and one[0][0] > 100


def every_command(group: Any, before: str = "skl") -> Iterator[str]:
    """Each command of the program by its words."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


@pytest.mark.parametrize("command", every_command(get_command(app)))
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"^\| `{command}\b|^{command}\b", README, re.MULTILINE), command


def test_every_command_that_is_named_exists() -> None:
    known = set(every_command(get_command(app)))
    named = re.findall(r"(?:^|`)(skl [a-z]+(?: [a-z]+){0,2})", README, re.M)
    unknown = {line for line in named if not any(f"{line} ".startswith(f"{command} ") for command in known)}
    assert unknown == set()


@pytest.mark.parametrize("option", ["--raw", "--warehouse", "--offline", "--workers", "--engine", "--format", "--cron"])
def test_options_are_named(option: str) -> None:
    assert option in README


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_view_is_named(view: str) -> None:
    assert f"`{view}`" in README


def test_the_example_of_a_source_is_valid(tmp_path: Path) -> None:
    for index, text in enumerate(re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)):
        (tmp_path / str(index)).mkdir()
        (tmp_path / str(index) / "source.toml").write_text(text, encoding="utf-8")
        assert tomllib.loads(text)["location"]
    catalog = load_catalog(tmp_path)
    assert catalog.faults == () and catalog.sources


def test_links_and_pictures_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert links
    assert [link for link in links if link not in anchors and not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("named", re.findall(r"`(?:python|python3) ([^`]+)`", README))
def test_python_programs_that_are_named_exist(named: str) -> None:
    """``python -m package.module`` is asked for by its name, a file below tests/ for its help."""
    first, *rest = shlex.split(named)
    if first == "-m" and not rest[0].startswith("tests."):
        assert (ROOT / Path(*rest[0].split("."))).with_suffix(".py").is_file()
        return
    outcome = run([sys.executable, *shlex.split(named), "--help"], ROOT)
    assert outcome.returncode == 0 and outcome.stdout.startswith("usage:"), outcome.stderr
