"""What broken and hostile files cost: exit status, message, seconds and memory of ``skl ingest`` on each alone.

``python tests/benchmarks/hostile.py [SHARED] [--prefect] [--only WORD]``. SHARED is a folder with ``corpus/hostile``.
Each file is the one source of a catalog. A run is as documented when it ends in time with one of the documented exit
statuses, says why on stderr if the file was refused, prints no traceback, leaves no process and no half-written file.
Memory is the most that the whole tree of processes held at once (proportional set size), on Linux.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plain_table import show, show_lines

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "tests" / "flows"), str(REPOSITORY)]

from mutated import EITHER, READ, REFUSED, Hostile, all_of  # noqa: E402
from shelf import NO_NETWORK, Shelf  # noqa: E402

SECONDS, MEGABYTES = 30, 1_000
_STUCK = 300
_CHECKSUM = 64  # snapshots of the same files lie beside them, named so
_EMPTY = "no number in it is data"
_FAILED = re.compile(r"^file: failed: (.+)$", re.MULTILINE)
CORPUS = {
    "empty.pdf": (REFUSED, "it is empty"),
    "zero-pages.pdf": (REFUSED, ""),
    "password.pdf": (REFUSED, "password"),
    "protected.pdf": (REFUSED, "password"),
    "encrypted.pdf": (REFUSED, "password"),
}


@dataclass(frozen=True)
class Ending:
    """How an ingestion ended; ``faults`` says what is not as documented."""

    file: Hostile
    status: int
    message: str
    seconds: float
    processor: float
    megabytes: float
    claims: int
    invented: int
    faults: tuple[str, ...]


def own_files() -> dict[str, bytes]:
    """The project's own PDFs, the report first."""
    paths = sorted((REPOSITORY / "raw").glob("skl/*/*.pdf"), key=lambda path: ("report" not in path.name, path.name))
    return {path.stem: path.read_bytes() for path in paths if len(path.stem) < _CHECKSUM}


def corpus(shared: Path) -> Iterator[Hostile]:
    """The hostile files of others."""
    for path in sorted((shared / "corpus" / "hostile").glob("*.pdf")):
        ends, says = CORPUS.get(path.name, (EITHER, ""))
        yield Hostile(path.name, path.read_bytes(), ends, says)


def run(file: Hostile, folder: Path, *words: str) -> Ending:
    """Ingest one file alone, and watch."""
    shelf = Shelf(folder)
    shelf.put("file", file.content)
    before = _spent()
    places = ["--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    command = [sys.executable, "-m", "flows.cli", "ingest", "--offline", *places, *words]
    started, most = time.perf_counter(), 0.0
    with (folder / "told").open("w+b") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, cwd=REPOSITORY, env=_environment(folder))
        while process.poll() is None and time.perf_counter() - started < _STUCK:
            most = max(most, sum(map(_held, tree(process.pid))))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        process.kill()
        status = process.wait()
        told.seek(0)
        text = told.read().decode(errors="replace")
    processor = _spent() - before
    claims = _claims(shelf)
    invented = len(claims - printed(file.whole)) if file.whole else 0
    faults = [*_faults(file, status, text, len(claims)), *_costs(seconds, most), *_left(shelf, status)]
    if invented:
        faults.append(f"{invented} claims that the whole file does not make")
    failed = _FAILED.search(text)
    return Ending(
        file, status, failed[1] if failed else "", seconds, processor, most, len(claims), invented, tuple(faults)
    )


@cache
def printed(whole: bytes) -> set[tuple[object, ...]]:
    """What is read from the file that another was made from."""
    with tempfile.TemporaryDirectory() as scratch:
        shelf = Shelf(Path(scratch))
        shelf.put("file", whole)
        shelf.ingest()
        return _claims(shelf)


def _spent() -> float:
    """Processor time of all processes that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _environment(folder: Path) -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | NO_NETWORK | {"PYTHONPATH": str(REPOSITORY), "PREFECT_HOME": str(folder.parent / "prefect")}


def _claims(shelf: Shelf) -> set[tuple[object, ...]]:
    if not shelf.warehouse.exists():
        return set()
    return set(shelf.rows("SELECT page, value_text, value FROM claims"))


def _faults(file: Hostile, status: int, text: str, claims: int) -> Iterator[str]:
    """What is not as documented in the exit status and the messages."""
    failed = _FAILED.search(text)
    if status not in (0, 1, 3):
        yield f"exit status {status}"
    if "Traceback" in text:
        yield "a traceback"
    if status == 1 and not (failed or _EMPTY in text):
        yield "no reason given"
    if (file.ends == REFUSED and status != 1) or (file.ends == READ and (status not in (0, 3) or failed)):
        yield f"expected to be {file.ends}, with {claims} claims"
    if not re.search(file.says, text):
        yield f"does not say “{file.says}”"


def _costs(seconds: float, megabytes: float) -> Iterator[str]:
    if seconds > SECONDS:
        yield f"{seconds:.0f} s"
    if megabytes > MEGABYTES:
        yield f"{megabytes:.0f} MB"


def _left(shelf: Shelf, status: int) -> Iterator[str]:
    """What is missing on the disk, or should not be there."""
    if (status in (0, 3)) != shelf.warehouse.exists():
        yield "a warehouse of nothing" if shelf.warehouse.exists() else "no warehouse"
    if left := [path.name for path in shelf.raw.parent.rglob("*") if path.name.endswith((".tmp", ".part"))]:
        yield f"half-written: {left}"


def tree(root: int) -> Iterator[int]:
    """A process and all that descend from it; nothing where there is no /proc."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
    waiting = [root]
    while waiting:
        yield (process := waiting.pop())
        waiting += parents.get(process, [])


def _held(process: int) -> float:
    """Megabytes of a process, its share of what it shares; 0 when it is gone."""
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        return float(told.partition("Pss:")[2].split()[0]) / 1_000
    return 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all and print how they ended."""
    parser = argparse.ArgumentParser(description="What broken and hostile files cost an ingestion.")
    parser.add_argument("shared", nargs="?", type=Path, help="a folder with corpus/hostile")
    parser.add_argument("--prefect", action="store_true", help="as a Prefect flow, which starts in about 8 s")
    parser.add_argument("--only", default="", metavar="WORD", help="only files whose name has it")
    options = parser.parse_args(arguments)
    files = [*(corpus(options.shared) if options.shared else ()), *all_of(own_files())]
    words = [] if options.prefect else ["--no-prefect"]
    endings = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, file in enumerate(each for each in files if options.only in each.name):
            (folder := Path(scratch) / str(number)).mkdir()
            endings.append(run(file, folder, *words))
            sys.stderr.write(f"{file.name}: {endings[-1].status}\n")
    rows = [
        (
            each.file.name,
            each.status,
            f"{each.seconds:.1f}",
            f"{each.processor:.1f}",
            f"{each.megabytes:.0f}",
            each.claims,
            each.invented,
            each.message[:110],
        )
        for each in endings
    ]
    header = ("file", "exit", "seconds", "of processor", "MB", "claims", "invented", "message")
    show("Hostile files", header, rows)
    good = sum(not each.faults for each in endings)
    sys.stdout.write(f"\nas documented, <= {SECONDS} s and <= {MEGABYTES} MB: {good} of {len(endings)}\n")
    show_lines("Not as documented", [f"{each.file.name}: {'; '.join(each.faults)}" for each in endings if each.faults])
    return 0 if good == len(endings) else 1


if __name__ == "__main__":
    sys.exit(main())
