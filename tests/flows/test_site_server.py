"""``skl audit serve`` answers who has the address and nobody else, and writes nothing but reviews."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_shelf import Once, hostile_warehouse

from flows.reviews import read_reviews
from flows.site_server import SiteServer
from flows.site_serving import serving
from warehouse.site import read_site

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def started(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    raw, database = hostile_warehouse(once, tmp_path_factory.mktemp("site"))
    with serving(raw, database) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()


@pytest.fixture
def server(started: SiteServer) -> SiteServer:
    """Give a server whose ledger is empty."""
    (started.raw / "reviews.jsonl").unlink(missing_ok=True)
    return started


def ask(server: SiteServer, path: str, body: object = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    sent = None if body is None else json.dumps(body).encode()
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    if sent is not None:
        told = {"Origin": f"http://{server.hosts[0]}", "Content-Type": "application/json"} | told
    connection.request("GET" if sent is None else "POST", path, sent, told)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def verdict(server: SiteServer, **changed: object) -> dict[str, object]:
    shown = next(each for source in read_site(server.warehouse).sources for each in source.numbers)
    assert shown["kind"] == "claim"
    sent = {"subject_id": shown["id"], "content": shown["content"], "verdict": "accepted", "value": None}
    return sent | {"because": "", "reviewer": "Åsa", "after": None} | changed


def send(server: SiteServer, **changed: object) -> tuple[int, dict[str, object]]:
    status, _, content = ask(server, f"/{server.token}/reviews", verdict(server, **changed))
    return status, json.loads(content)


def test_the_page_is_served_and_may_run_only_its_own_scripts(server: SiteServer) -> None:
    status, headers, content = ask(server, f"/{server.token}/")
    assert status == 200 and b"<script src=" in content and b"<script>" not in content
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["", "x", "../etc", "%2e%2e"])
def test_an_address_without_the_token_is_refused(server: SiteServer, token: str) -> None:
    assert ask(server, f"/{token}/index.html")[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "evil.example:80", "127.0.0.1.evil.example"])
def test_another_host_is_refused(server: SiteServer, host: str) -> None:
    status, _, content = ask(server, f"/{server.token}/", Host=host)
    assert status == 403 and server.token.encode() not in content


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_another_origin_writes_nothing(server: SiteServer, origin: str) -> None:
    before = len(read_reviews(server.raw))
    assert ask(server, f"/{server.token}/reviews", verdict(server), Origin=origin)[0] == 403
    assert len(read_reviews(server.raw)) == before


@pytest.mark.parametrize(
    "path",
    ["../raw/reviews.jsonl", "..%2f..%2fetc/passwd", "/etc/passwd", "pages/../index.html", "data\\index.js", "."],
)
def test_paths_are_looked_up_and_never_followed(server: SiteServer, path: str) -> None:
    assert ask(server, f"/{server.token}/{path}")[0] == 404


def test_a_verdict_that_is_sent_twice_is_written_once(server: SiteServer) -> None:
    first, again = send(server), send(server)
    assert first == again and first[0] == 200 and len(read_reviews(server.raw)) == 1
    assert b"accepted" in ask(server, f"/{server.token}/data/reviews.js")[2]


def test_an_undo_that_is_sent_twice_undoes_once(server: SiteServer) -> None:
    accepted = send(server)[1]["head"]
    unsure = send(server, verdict="unsure", after=accepted)[1]["head"]
    for _ in range(2):
        status, told = send(server, verdict="undone", after=unsure)
        assert status == 200 and told["review"]["verdict"] == "accepted"  # type: ignore[index]
    assert len(read_reviews(server.raw)) == 3
    undone = send(server, verdict="undone", after=told["head"])
    assert undone[0] == 200 and undone[1]["review"] is None
    assert send(server, verdict="undone", after=undone[1]["head"])[0] == 422


def test_what_somebody_else_decided_in_the_meantime_is_a_conflict_and_is_shown(server: SiteServer) -> None:
    assert send(server, verdict="unsure", reviewer="Bo")[0] == 200
    status, told = send(server, verdict="rejected", because="fel kolumn")
    assert status == 409 and "unsure by Bo" in str(told["problem"]) and told["code"] == "conflict"
    assert told["review"]["reviewer"] == "Bo" and len(read_reviews(server.raw)) == 1  # type: ignore[index]
    assert send(server, verdict="rejected", because="fel kolumn", after=told["head"])[0] == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"subject_id": "nothing"},
        {"content": "other"},
        {"verdict": "released"},
        {"verdict": "rejected"},
        {"reviewer": " "},
        {"because": "\u202e"},
        {"more": 1},
    ],
)
def test_what_is_no_verdict_is_refused_with_a_reason(server: SiteServer, changed: dict[str, object]) -> None:
    status, _, content = ask(server, f"/{server.token}/reviews", verdict(server, **changed))
    assert status == 422 and json.loads(content)["problem"]


def test_a_long_or_unlike_body_is_refused(server: SiteServer) -> None:
    assert ask(server, f"/{server.token}/reviews", verdict(server, because="x" * 30_000))[0] == 413
    assert ask(server, f"/{server.token}/reviews", verdict(server), Content_Type="text/plain")[0] == 415
    assert ask(server, f"/{server.token}/index.html", verdict(server))[0] == 404


def test_the_port_is_this_machines_own(server: SiteServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_data_can_not_end_its_script(server: SiteServer) -> None:
    for name in server.routes:
        if name.startswith("data/"):
            content = Path(server.routes[name]).read_bytes()
            assert b"<" not in content and "\u2028".encode() not in content
