"""Documents are read in processes of their own: what one of them sets off costs itself, in bounded time, only."""

from __future__ import annotations

import io
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pypdfium2
import pytest
from hostile_files import bomb, crowded, many_pages
from shelf import NO_NETWORK, ROOT, Shelf, share, skl

from flows.isolation import Isolation, _Plain
from flows.settings import PAGES_A_TERM, Terms
from schemas.claim import Extraction, Region
from schemas.codes import Kind, Language, MediaType

PDF = {
    "media": MediaType.PDF,
    "kind": Kind.REPORT,
    "language": Language.SWEDISH,
    "year": 2014,
    "title": "T",
}
SLOW = crowded(300_000)
TERMS = Terms()


@pytest.fixture
def isolation() -> Iterator[Isolation]:
    with Isolation() as running:
        yield running


def read(isolation: Isolation, content: bytes, terms: Terms = TERMS) -> tuple[Extraction | None, str]:
    value, problem = isolation.ask("read", PDF, content, terms)
    assert (value is None) != (problem is None)
    return value, problem or ""


def pid(isolation: Isolation) -> int:
    (helper,) = isolation._all
    return helper.process.pid


def lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def gone_within(seconds: float, process: int) -> bool:
    deadline = time.monotonic() + seconds
    while lives(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not lives(process)


def test_one_process_reads_many_documents(isolation: Isolation) -> None:
    first = pid(isolation)
    for percent in (46, 31):
        extraction, _ = read(isolation, share(percent))
        assert extraction is not None and extraction.claims[0].value == percent
    assert read(isolation, b"%PDF-1.4 nothing else")[1].startswith("it is not a PDF, or it is damaged")
    assert pid(isolation) == first


def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_read(isolation: Isolation) -> None:
    first, begun = pid(isolation), time.monotonic()
    assert "took more than 1 s (by the clock: 5 s) and was stopped" in (
        told := read(isolation, SLOW, Terms(max_seconds=1))[1]
    )
    assert "--max-seconds" in told
    assert time.monotonic() - begun < 15 and not lives(first)
    assert read(isolation, share(46))[0] is not None


def test_a_longer_document_may_take_longer() -> None:
    terms = Terms(max_seconds=20)
    assert [terms.seconds(pages) for pages in (1, PAGES_A_TERM, 3 * PAGES_A_TERM)] == [20, 20, 60]


def test_a_document_that_needs_too_much_memory_is_stopped_and_the_next_is_read(isolation: Isolation) -> None:
    first = pid(isolation)
    told = read(isolation, bomb(600), Terms(max_memory=150))[1]
    assert "more than 150 MB" in told and "--max-memory" in told
    assert not lives(first)
    assert read(isolation, share(46))[0] is not None


def test_more_memory_may_be_allowed(isolation: Isolation) -> None:
    assert read(isolation, bomb(100), Terms(max_memory=120))[0] is None
    extraction, told = read(isolation, bomb(100), Terms(max_memory=900))
    assert extraction is not None, told


def test_a_million_pages_are_refused_at_once(isolation: Isolation) -> None:
    begun = time.monotonic()
    assert "1,000,000 pages" in read(isolation, many_pages(1_000_000))[1]
    assert time.monotonic() - begun < 10


def test_a_crash_costs_the_document_that_was_read(isolation: Isolation) -> None:
    assert read(isolation, share(46))[0] is not None, "it has started, however busy the machine is"
    helper = pid(isolation)

    def crash() -> None:
        time.sleep(1.5)
        os.kill(helper, signal.SIGSEGV)

    killer = Thread(target=crash)
    killer.start()
    assert "lost (SIGSEGV)" in read(isolation, SLOW)[1]
    killer.join()
    assert read(isolation, share(46))[0] is not None


def test_an_idle_process_that_was_killed_costs_nothing(isolation: Isolation) -> None:
    os.kill(pid(isolation), signal.SIGKILL)
    isolation._idle[0].process.wait(timeout=5)
    assert read(isolation, share(46))[0] is not None


def test_a_document_that_hangs_without_taking_processor_time_is_stopped_too(isolation: Isolation) -> None:
    assert read(isolation, share(46))[0] is not None
    os.kill(pid(isolation), signal.SIGSTOP)
    begun = time.monotonic()
    assert "took more than 1 s (by the clock: 5 s)" in read(isolation, share(46), Terms(max_seconds=1))[1]
    assert time.monotonic() - begun < 10


def test_leaving_ends_busy_processes_too() -> None:
    with Isolation() as isolation:
        helper = pid(isolation)
        thread = Thread(target=read, args=(isolation, SLOW))
        thread.start()
        time.sleep(1)
    thread.join(timeout=5)
    assert not thread.is_alive() and not lives(helper)


def test_a_process_gives_data_only() -> None:
    assert _Plain(io.BytesIO(pickle.dumps(Region(1, 2, 3, 4, 5)))).load() == Region(1, 2, 3, 4, 5)
    with pytest.raises(pickle.UnpicklingError, match="system is no data"):
        _Plain(io.BytesIO(pickle.dumps(os.system))).load()


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], check=True, capture_output=True, text=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()[1:]]
    return [int(row[0]) for row in rows if int(row[1]) == parent and "flows.inside" in row[2]]


def busy_ingestion(shelf: Shelf) -> tuple[subprocess.Popen[str], int]:
    """An ingestion that is reading something slow, and the process that reads it."""
    shelf.put("slow", SLOW)
    words = ["ingest", "--no-prefect", "--offline", "--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    # A background job of a shell ignores Ctrl-C, and so would its children.
    heeds = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", heeds + "runpy.run_module('flows.cli', run_name='__main__')", *words]
    environment = os.environ | NO_NETWORK | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    deadline = time.monotonic() + 30
    while not (found := children(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    return process, found[0]


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9), (signal.SIGTERM, -15)])
def test_nothing_is_left_behind_when_an_ingestion_is_stopped(tmp_path: Path, sent: signal.Signals, status: int) -> None:
    process, helper = busy_ingestion(Shelf(tmp_path))
    scratch = Path(f"/proc/{helper}/cmdline").read_bytes().split(b"\0")[-2].decode()
    assert lives(helper) and Path(scratch).is_dir()
    process.send_signal(sent)
    _, told = process.communicate(timeout=10)
    assert process.returncode == status and "Traceback" not in told
    assert gone_within(5, helper)
    assert not Path(scratch).exists()


def test_the_parent_never_loads_an_engine() -> None:
    code = """
import sys
import flows.audit, flows.cli, flows.ingest
print(sorted({"pdfplumber", "pdfminer", "pypdfium2"} & set(sys.modules)))
"""
    command = [sys.executable, "-c", code]
    outcome = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert outcome.stdout == "[]\n"


def test_the_limits_can_be_set_and_a_run_with_others_is_a_new_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("good", share(46))
    shelf.put("large", bomb(100))
    words: list[Any] = ["ingest", "--no-prefect", "--offline", "--raw", shelf.raw, "--warehouse", shelf.warehouse]
    outcome = skl(*words, "--max-memory", 100)
    assert outcome.returncode == 3 and re.search(r"^large: failed: .*more than 100 MB", outcome.stderr, re.MULTILINE)
    assert shelf.shares() == {"good": 46.0}
    outcome = skl(*words)
    assert outcome.returncode == 0, outcome.stderr
    assert "Nothing new" not in outcome.stderr


def test_what_was_read_before_changes_nothing(isolation: Isolation) -> None:
    path = ROOT.parent / "shared" / "corpus" / "surveys" / "survey-2012.pdf"  # its fonts are not embedded
    if not path.is_file():
        pytest.skip(f"the survey is not here: {path}")
    survey, pages, out = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new(), io.BytesIO()
    pages.import_pages(survey, [0, 1])
    pages.save(out)
    first, again = (read(isolation, out.getvalue())[0] for _ in range(2))
    assert first == again
