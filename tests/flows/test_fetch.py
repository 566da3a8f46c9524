"""Fetching, against a real HTTP server on this machine."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scripted_server import PDF, Reply, Server

from flows.fetch import Fetched, add, fetch, summary
from flows.hosts import WebError
from flows.snapshots import SnapshotError, last_reached, open_snapshot, read_ledger
from flows.web import Web, WebSettings
from schemas.catalog import Source
from schemas.codes import MediaType

MakeSource = Callable[..., Source]
ERROR_PAGE = b"<!doctype html><html><head><title>Sidan finns inte</title></head><body>404</body></html>"
TITLED_LINK = '<html><body><a href="{}">\n Kommunrankingen&nbsp;(PDF, nytt f&ouml;nster)</a></body></html>'


def content_of(fetched: Fetched) -> bytes:
    assert fetched.snapshot is not None, summary(fetched)
    return open_snapshot(fetched.snapshot)


def outcomes(fetched: Fetched) -> str:
    return " | ".join(attempt.outcome for attempt in fetched.attempts)


def test_a_pdf_becomes_a_snapshot(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF, headers={"ETag": '"1"'}))})
    fetched = fetch(source, offline=False, web=web)
    assert content_of(fetched) == PDF
    assert fetched.new and fetched.reached and fetched.problem is None
    assert fetched.snapshot and fetched.snapshot.etag == '"1"'
    assert summary(fetched) == f"s: new snapshot, PDF, 1 kB, from {server.url('/r.pdf')}"


def test_redirects_to_another_host_are_recorded(server: Server, web: Web, make_source: MakeSource) -> None:
    server.on("/b.pdf", Reply(PDF))
    middle = server.on("/m", Reply(status=302, headers={"Location": "/b.pdf"}))
    start = server.on("/a.pdf", Reply(status=301, headers={"Location": server.url("/m", "localhost")}))
    fetched = fetch(make_source({"url": start}), offline=False, web=web)
    assert content_of(fetched) == PDF
    assert fetched.snapshot and fetched.snapshot.url == server.url("/b.pdf", "localhost")
    assert fetched.snapshot.redirects == (start, middle.replace("127.0.0.1", "localhost"))


def test_a_redirect_to_a_file_is_refused(server: Server, web: Web, make_source: MakeSource) -> None:
    url = server.on("/x", Reply(status=302, headers={"Location": "file:///etc/passwd"}))
    fetched = fetch(make_source({"url": url}), offline=False, web=web)
    assert fetched.snapshot is None
    assert "refused a redirect to file:" in outcomes(fetched)
    assert server.count("/x") == 1


def test_a_redirect_loop_ends(server: Server, web: Web, make_source: MakeSource) -> None:
    url = server.on("/x", Reply(status=302, headers={"Location": "/x"}))
    assert "more than 10 redirects" in outcomes(fetch(make_source({"url": url}), offline=False, web=web))
    assert server.count("/x") == 11


def test_a_lost_press_page_that_leads_to_the_front_page_is_refused(
    server: Server, web: Web, make_source: MakeSource
) -> None:
    server.on("/", Reply(b"<html><body>Start</body></html>"))
    url = server.on("/news/1.html", Reply(status=301, headers={"Location": "/"}))
    fetched = fetch(make_source({"url": url}, kind="press"), offline=False, web=web)
    assert fetched.snapshot is None and "front page" in outcomes(fetched)


def test_a_press_page_that_is_a_front_page_itself_is_taken(server: Server, web: Web, make_source: MakeSource) -> None:
    to_other_host = Reply(status=301, headers={"Location": server.url("/", "localhost")})
    url = server.on("/", to_other_host, Reply(b"<html><p>Nyhet</p></html>"))
    assert fetch(make_source({"url": url}, kind="press"), offline=False, web=web).new


def test_the_link_on_a_landing_page_is_followed(server: Server, web: Web, make_source: MakeSource) -> None:
    page = server.on("/news/p.html", Reply(TITLED_LINK.format("../dl/r.pdf").encode()))
    server.on("/dl/r.pdf", Reply(PDF))
    source = make_source({"page": page, "link_text": "Kommunrankingen"}, kind="ranking")
    fetched = fetch(source, offline=False, web=web)
    assert content_of(fetched) == PDF
    assert fetched.snapshot and fetched.snapshot.url == server.url("/dl/r.pdf")
    assert fetched.snapshot.redirects == (page,)


def test_a_landing_page_must_be_html_and_have_the_link(server: Server, web: Web, make_source: MakeSource) -> None:
    link = {"link_text": "Kommunrankingen"}
    bare = {"page": server.on("/bare", Reply(b"<html><a href='/x'>Annat</a></html>"))} | link
    fetched = fetch(make_source({"page": server.on("/pdf", Reply(PDF))} | link, bare), offline=False, web=web)
    first, second = (attempt.outcome for attempt in fetched.attempts)
    assert first == "the landing page is PDF, expected HTML"
    assert "no link" in second and "“annat”" in second


def test_an_html_error_page_is_no_report_and_the_next_location_is_tried(
    server: Server, web: Web, make_source: MakeSource
) -> None:
    bad = server.on("/gone.pdf", Reply(ERROR_PAGE, headers={"Content-Type": "application/pdf"}))
    good = server.on("/copy.pdf", Reply(PDF))
    fetched = fetch(make_source({"url": bad}, {"url": good}), offline=False, web=web)
    assert content_of(fetched) == PDF
    assert fetched.attempts[0].outcome == "it is HTML (“Sidan finns inte”), expected PDF or plain text"
    assert "Sidan finns inte" in summary(fetched)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("press", b"<html><p>Nyhet</p></html>", MediaType.HTML),
        ("press", "Fyra av fem kommuner – nyhet".encode(), MediaType.TEXT),
        ("press", PDF, MediaType.PDF),
        ("report", b"1 Sammanfattning\f2 Inledning", MediaType.TEXT),
        ("report", b"<html><p>Nyhet</p></html>", None),
        ("app_list", b"PK\x03\x04\x00\x00", None),
        ("eservice_counts", b"", None),
    ],
)
def test_types_by_kind(
    server: Server, web: Web, make_source: MakeSource, kind: str, body: bytes, expected: MediaType | None
) -> None:
    fetched = fetch(make_source({"url": server.on("/x", Reply(body))}, kind=kind), offline=False, web=web)
    assert (fetched.snapshot.media_type if fetched.snapshot else None) == expected


def test_500_then_ok(server: Server, web: Web, make_source: MakeSource, naps: list[float]) -> None:
    url = server.on("/r.pdf", Reply(status=500), Reply(status=503), Reply(PDF))
    assert content_of(fetch(make_source({"url": url}), offline=False, web=web)) == PDF
    assert len(naps) == 2 and 0.25 <= naps[0] <= 0.5 and 0.5 <= naps[1] <= 1.0


def test_500_for_ever_ends(server: Server, web: Web, make_source: MakeSource) -> None:
    fetched = fetch(make_source({"url": server.on("/r.pdf", Reply(status=500))}), offline=False, web=web)
    assert "500 Internal Server Error, 4 times" in outcomes(fetched)
    assert server.count("/r.pdf") == 4


def test_404_is_not_retried(server: Server, web: Web, make_source: MakeSource) -> None:
    fetched = fetch(make_source({"url": server.url("/none.pdf")}), offline=False, web=web)
    assert "404" in outcomes(fetched) and server.count("/none.pdf") == 1


def test_retry_after_is_honoured(server: Server, web: Web, make_source: MakeSource, naps: list[float]) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=4), usegmt=True)
    waits = [Reply(status=429, headers={"Retry-After": value}) for value in ("3", date)]
    url = server.on("/r.pdf", *waits, Reply(PDF))
    assert content_of(fetch(make_source({"url": url}), offline=False, web=web)) == PDF
    assert naps[0] == 3 and 2 < naps[1] <= 4


def test_a_retry_after_of_an_hour_is_not_waited_for(
    server: Server, web: Web, make_source: MakeSource, naps: list[float]
) -> None:
    url = server.on("/r.pdf", Reply(status=503, headers={"Retry-After": "3600"}))
    fetched = fetch(make_source({"url": url}), offline=False, web=web)
    assert "asks to come back in 3600 s" in outcomes(fetched) and naps == []


def test_a_body_that_breaks_off_is_fetched_again(server: Server, web: Web, make_source: MakeSource) -> None:
    url = server.on("/r.pdf", Reply(PDF[:10], length=len(PDF)), Reply(PDF))
    assert content_of(fetch(make_source({"url": url}), offline=False, web=web)) == PDF


def test_a_body_that_always_breaks_off_leaves_nothing(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF[:10], length=len(PDF)))})
    fetched = fetch(source, offline=False, web=web)
    assert fetched.snapshot is None and "broke off" in outcomes(fetched)
    assert [path.name for path in source.folder.iterdir()] == ["source.toml"]


@pytest.mark.parametrize("packed", [False, True])
def test_oversize(server: Server, web: Web, make_source: MakeSource, packed: bool) -> None:
    body = PDF + b"x" * 300_000
    reply = Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"}) if packed else Reply(body)
    fetched = fetch(make_source({"url": server.on("/r.pdf", reply)}), offline=False, web=web)
    assert fetched.snapshot is None and "larger than the limit of 200,000 bytes" in outcomes(fetched)


def test_gzip(server: Server, web: Web, make_source: MakeSource) -> None:
    reply = Reply(gzip.compress(PDF), headers={"Content-Encoding": "gzip"})
    fetched = fetch(make_source({"url": server.on("/r.pdf", reply)}), offline=False, web=web)
    assert content_of(fetched) == PDF


def test_broken_gzip(server: Server, web: Web, make_source: MakeSource) -> None:
    reply = Reply(b"not gzip at all", headers={"Content-Encoding": "gzip"})
    fetched = fetch(make_source({"url": server.on("/r.pdf", reply)}), offline=False, web=web)
    assert "can't be unpacked" in outcomes(fetched)


def test_a_server_that_hangs_is_asked_twice_and_then_left_alone(
    server: Server, web: Web, make_source: MakeSource
) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF, delay=0.8))})
    started = time.monotonic()
    first = fetch(source, offline=False, web=web)
    assert "gave no answer" in outcomes(first) and time.monotonic() - started < 1.5
    assert server.count("/r.pdf") == 2
    assert "not asked again" in outcomes(fetch(source, offline=False, web=web))
    assert server.count("/r.pdf") == 2


def test_a_body_that_drips_ends_at_the_deadline(server: Server, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF * 10, drip=0.05))})
    started = time.monotonic()
    with Web(WebSettings(read=0.5, deadline=0.3)) as web:
        fetched = fetch(source, offline=False, web=web)
    assert "not complete after 0.3 s" in outcomes(fetched) and time.monotonic() - started < 1


def test_no_network_costs_well_under_a_second(make_source: MakeSource) -> None:
    dead = ["http://nowhere.invalid/a.pdf", "http://127.0.0.1:9/a.pdf"]
    sources = [make_source(*({"url": url} for url in dead), source_id=f"s{n}") for n in range(5)]
    started = time.monotonic()
    with Web() as web:
        lines = [summary(fetch(source, offline=False, web=web)) for source in sources]
    assert time.monotonic() - started < 1
    assert "nowhere.invalid can't be found" in lines[0] and "127.0.0.1 can't be connected" in lines[0]
    assert lines[4].count("not asked again") == 2
    assert lines[4].endswith("to add a file: skl add FILE --source s4")
    assert not any("\n" in line for line in lines)


def test_a_name_server_that_hangs_is_not_waited_for(make_source: MakeSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.hosts._resolve", lambda _host: time.sleep(3))
    source = make_source({"url": "http://slow.example/a.pdf"})
    started = time.monotonic()
    with Web(WebSettings(connect=0.2)) as web:
        assert "looking up slow.example took more than" in outcomes(fetch(source, offline=False, web=web))
        fetch(source, offline=False, web=web)
    assert time.monotonic() - started < 1


def test_one_dead_host_is_known_to_all_threads(make_source: MakeSource) -> None:
    source = make_source({"url": "http://127.0.0.1:9/a.pdf"})
    with Web() as web:
        fetch(source, offline=False, web=web)
        found: list[str] = []
        threads = [
            threading.Thread(target=lambda: found.append(outcomes(fetch(source, offline=False, web=web))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 4 and all("not asked again" in outcome for outcome in found)


def test_304_is_unchanged(server: Server, web: Web, make_source: MakeSource) -> None:
    validators = {"ETag": '"v1"', "Last-Modified": "Thu, 19 Jun 2014 08:00:00 GMT"}
    url = server.on("/r.pdf", Reply(PDF, headers=validators), Reply(status=304))
    source = make_source({"url": url})
    first = fetch(source, offline=False, web=web, now=datetime(2026, 1, 1, tzinfo=UTC))
    later = datetime(2026, 2, 1, tzinfo=UTC)
    second = fetch(source, offline=False, web=web, now=later)
    headers = server.asked[-1][1]
    assert headers["if-none-match"] == '"v1"' and headers["if-modified-since"] == validators["Last-Modified"]
    assert not second.new and second.reached and second.snapshot == first.snapshot
    assert len(read_ledger(source)) == 1 and last_reached(source) == later
    assert summary(second) == "s: unchanged since the snapshot of 2026-01-01"


def test_no_condition_is_sent_for_lost_bytes(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF, headers={"ETag": '"v1"'}))})
    first = fetch(source, offline=False, web=web)
    assert first.snapshot
    first.snapshot.path.unlink()
    again = fetch(source, offline=False, web=web)
    assert "if-none-match" not in server.asked[-1][1]
    assert content_of(again) == PDF and not again.new and len(read_ledger(source)) == 1


def test_304_without_a_condition_is_an_error(server: Server, web: Web, make_source: MakeSource) -> None:
    fetched = fetch(make_source({"url": server.on("/r", Reply(status=304))}), offline=False, web=web)
    assert fetched.snapshot is None and "304" in outcomes(fetched)


def test_new_bytes_are_a_new_snapshot(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF), Reply(PDF + b"2"), Reply(PDF))})
    assert [fetch(source, offline=False, web=web).new for _ in range(4)] == [True, True, True, False]
    assert [open_snapshot(past) for past in read_ledger(source)] == [PDF, PDF + b"2", PDF]


def test_an_outage_does_not_bring_back_the_archive(server: Server, web: Web, make_source: MakeSource) -> None:
    url = server.on("/r.pdf", Reply(PDF), Reply(status=404))
    source = make_source({"url": url}, {"url": server.on("/old.pdf", Reply(PDF + b"old"))})
    fetch(source, offline=False, web=web)
    during = fetch(source, offline=False, web=web)
    assert content_of(during) == PDF and not during.reached and during.problem is None
    assert server.count("/old.pdf") == 0
    assert "not reached, the snapshot of" in summary(during) and "404" in summary(during)


def test_the_publisher_beats_the_archive_when_it_returns(server: Server, web: Web, make_source: MakeSource) -> None:
    url = server.on("/r.pdf", Reply(status=404), Reply(PDF))
    source = make_source({"url": url}, {"url": server.on("/old.pdf", Reply(PDF + b"old"))})
    assert content_of(fetch(source, offline=False, web=web)) == PDF + b"old"
    assert content_of(fetch(source, offline=False, web=web)) == PDF


def test_offline_asks_nobody_and_reads_files(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF))}, {"file": "r.pdf"})
    (source.folder / "r.pdf").write_bytes(PDF + b"disk")
    fetched = fetch(source, offline=True, web=web)
    assert content_of(fetched) == PDF + b"disk" and server.asked == []
    assert fetched.snapshot and fetched.snapshot.url == "file:r.pdf"
    assert "offline" in fetched.attempts[0].outcome
    assert not fetch(source, offline=True, web=web).new


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), (b"", "it is empty"), (ERROR_PAGE, "it is HTML"), (b"\x00\x01", "unknown type")],
)
def test_bad_files_beside_source_toml(web: Web, make_source: MakeSource, content: bytes | None, said: str) -> None:
    source = make_source({"file": "r.pdf"})
    if content is not None:
        (source.folder / "r.pdf").write_bytes(content)
    fetched = fetch(source, offline=True, web=web)
    assert fetched.snapshot is None and said in outcomes(fetched)
    assert fetched.problem and "r.pdf" in fetched.problem and "skl add FILE --source s" in fetched.problem


def test_a_broken_ledger_is_a_problem_not_a_traceback(web: Web, make_source: MakeSource) -> None:
    source = make_source({"file": "r.pdf"})
    (source.folder / "snapshots.jsonl").write_text("{}\n")
    fetched = fetch(source, offline=True, web=web)
    assert fetched.snapshot is None and fetched.problem and "snapshots.jsonl, line 1" in fetched.problem


def test_add_takes_a_file_and_keeps_it_before_the_archive(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.url("/r.pdf")}, {"url": server.on("/old.pdf", Reply(PDF + b"old"))})
    mine = source.folder.parent / "mine.pdf"
    mine.write_bytes(PDF)
    snapshot = add(mine, source)
    assert snapshot.added_by_hand and snapshot.url == "file:mine.pdf" and open_snapshot(snapshot) == PDF
    assert content_of(fetch(source, offline=False, web=web)) == PDF and server.count("/old.pdf") == 0
    assert last_reached(source) is None
    server.on("/r.pdf", Reply(PDF + b"published"))
    assert content_of(fetch(source, offline=False, web=web)) == PDF + b"published"
    add(mine, source)
    assert open_snapshot(read_ledger(source)[-1]) == PDF


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), (b"", "it is empty"), (ERROR_PAGE, "it is HTML")]
)
def test_add_refuses(make_source: MakeSource, content: bytes | None, said: str) -> None:
    source = make_source()
    mine = source.folder.parent / "mine.pdf"
    if content is not None:
        mine.write_bytes(content)
    with pytest.raises(SnapshotError, match=said) as caught:
        add(mine, source)
    assert "mine.pdf" in str(caught.value)


def test_add_of_a_folder_is_refused(make_source: MakeSource) -> None:
    source = make_source()
    with pytest.raises(SnapshotError, match="can't be read"):
        add(source.folder, source)


def test_an_address_that_is_none_is_a_sentence(web: Web) -> None:
    with pytest.raises(WebError, match="not an address"):
        web.get("http://[::1/x")


def test_the_ledger_says_where_from_and_when(server: Server, web: Web, make_source: MakeSource) -> None:
    source = make_source({"url": server.on("/r.pdf", Reply(PDF))})
    fetch(source, offline=False, web=web, now=datetime(2026, 1, 1, tzinfo=UTC))
    line = json.loads((source.folder / "snapshots.jsonl").read_text())
    assert line["url"] == server.url("/r.pdf") and line["retrieved_at"] == "2026-01-01T00:00:00Z"
