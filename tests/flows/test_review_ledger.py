"""The ledger of reviews on a disk: crashes, full and locked disks, two writers at once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shelf import ROOT

from flows import reviews as flow
from flows.reviews import REVIEWS_FILE, BrokenLedgerError, ReviewError, append_review, read_reviews, repair
from schemas.reviews import Before, Draft, Verdict, first_broken, lines_of

WRITER = """
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from flows.reviews import append_review
    from schemas.reviews import Before, Draft, Verdict

    def decide(name, number):
        before = Before("46 procent", 46.0, "46 procent av kommunerna", 2)
        append_review(Path(sys.argv[1]), Draft(
            f"{number:016x}", "report", "c", Verdict.ACCEPTED, None, "", name, datetime.now(UTC), before))
"""


def draft(number: int = 1, reviewer: str = "Åsa Öberg", **changes: object) -> Draft:
    before = Before("46 procent", 46.0, "46 procent av kommunerna", 2)
    known = (f"{number:016x}", "report", "c", Verdict.ACCEPTED, None, "", reviewer, datetime.now(UTC), before)
    return Draft(**dict(zip(Draft.__dataclass_fields__, known, strict=True)) | changes)  # type: ignore[arg-type]


def write(raw: Path, code: str) -> subprocess.Popen[bytes]:
    program = textwrap.dedent(WRITER) + textwrap.dedent(code)
    return subprocess.Popen([sys.executable, "-c", program, str(raw)], cwd=ROOT, env=os.environ | {"PYTHONPATH": "."})


def test_a_decision_is_on_the_disk_when_it_is_returned(tmp_path: Path) -> None:
    assert read_reviews(tmp_path) == []
    made = [append_review(tmp_path, draft(number, "李明")) for number in range(3)]
    assert read_reviews(tmp_path) == made
    assert "李明" in (tmp_path / REVIEWS_FILE).read_text(encoding="utf-8")


def test_two_processes_that_write_at_once_make_one_chain(tmp_path: Path) -> None:
    writers = [write(tmp_path, f"for number in range(15): decide({name!r}, number)") for name in ("Åsa", "Björn")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = read_reviews(tmp_path)
    assert len(found) == 30
    assert [sum(1 for review in found if review.reviewer == name) for name in ("Åsa", "Björn")] == [15, 15]


def test_a_crash_while_writing_is_found_told_and_repaired(tmp_path: Path) -> None:
    first = append_review(tmp_path, draft())
    crash = """
        whole = os.write
        def half(handle, line):
            whole(handle, line[: len(line) // 2])
            os.kill(os.getpid(), 9)
        os.write = half
        decide("Åsa", 2)
    """
    assert write(tmp_path, crash).wait(60) == -9
    content = (tmp_path / REVIEWS_FILE).read_bytes()
    with pytest.raises(BrokenLedgerError, match=r"line 2: cut off.*skl audit ledger repair") as caught:
        read_reviews(tmp_path)
    assert caught.value.line == 2
    with pytest.raises(BrokenLedgerError):
        append_review(tmp_path, draft(3))
    assert (tmp_path / REVIEWS_FILE).read_bytes() == content, "nothing is added to a broken ledger"
    torn = repair(tmp_path)
    assert torn and content.endswith(torn)
    assert (tmp_path / f"{REVIEWS_FILE}.torn").read_bytes() == torn + b"\n"
    assert read_reviews(tmp_path) == [first]
    assert append_review(tmp_path, draft(3)).previous_hash == first.entry_hash
    assert repair(tmp_path) is None


def test_other_damage_is_named_and_not_repaired(tmp_path: Path) -> None:
    for number in range(3):
        append_review(tmp_path, draft(number))
    path = tmp_path / REVIEWS_FILE
    path.write_bytes(path.read_bytes().replace(b"accepted", b"rejected", 1))
    for deed in (read_reviews, repair, lambda raw: append_review(raw, draft(9))):
        with pytest.raises(BrokenLedgerError, match=r"reviews\.jsonl, line 1: edited.*Restore") as caught:
            deed(tmp_path)
        assert caught.value.line == 1


def test_a_full_disk_keeps_nothing_of_a_decision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_review(tmp_path, draft())
    before = (tmp_path / REVIEWS_FILE).read_bytes()
    whole = os.write
    monkeypatch.setattr(flow.os, "write", lambda handle, line: whole(handle, line[:20]))
    with pytest.raises(ReviewError, match=r"No space left on device.*Nothing was recorded"):
        append_review(tmp_path, draft(2))
    assert (tmp_path / REVIEWS_FILE).read_bytes() == before


def test_a_disk_that_may_only_be_read_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = append_review(tmp_path, draft())
    opened = os.open

    def read_only(path: object, flags: int, *rest: object, **named: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return opened(path, flags, *rest, **named)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(ReviewError, match=r"Read-only file system.*Nothing was recorded"):
        append_review(tmp_path, draft(2))
    assert read_reviews(tmp_path) == [made], "what is there can still be read"


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="no such folder"):
        append_review(tmp_path / "nowhere", draft())


def test_a_decision_with_a_fault_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="not recorded: who decides"):
        append_review(tmp_path, draft(reviewer=""))
    assert not (tmp_path / REVIEWS_FILE).exists()


def test_a_ledger_that_another_program_ends_lines_of_is_broken(tmp_path: Path) -> None:
    append_review(tmp_path, draft())
    content = (tmp_path / REVIEWS_FILE).read_bytes()
    assert first_broken(lines_of(content.replace(b"\n", b"\r\n"))) is not None
    assert first_broken(lines_of(content + b"\n")) is not None
