"""The auditor's page in a real Chromium, from disk and from its server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from site_shelf import BIDI, Once, site_warehouse

from flows.reviews import read_reviews
from flows.sample import worklist
from flows.site_samples import USUAL
from flows.site_server import SiteServer
from flows.site_serving import serving
from schemas.reviews import Review

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt-get install chromium")
VIEWS = ("numbers", "sample", "contradictions", "changes", "coverage")

#: Rows and pages are many and alike: the checker looks at the first of each.
SOME = {"exclude": [["#list li:nth-child(n+9)"], ["#list section:nth-child(n+5)"], ["#pages article:nth-child(n+4)"]]}


@pytest.fixture(scope="module")
def made(once: Once, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return site_warehouse(once, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(started: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same site on disk, without sign-off."""
    out = tmp_path_factory.mktemp("disk") / "site"
    shutil.copytree(started.routes[""].parent, out)
    index = out / "data" / "index.js"
    index.write_text(index.read_text(encoding="utf-8").replace('"live":true', '"live":false'), encoding="utf-8")
    return (out / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []
    context.close()


@pytest.fixture(scope="module")
def started(made: tuple[Path, Path]) -> Iterator[SiteServer]:
    raw, database = made
    with serving(raw, database) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def server(started: SiteServer) -> Iterator[SiteServer]:
    """Give a server whose ledger is as it was made: with the one verdict that lapsed."""
    ledger = started.raw / "reviews.jsonl"
    as_made = ledger.read_bytes()
    yield started
    ledger.write_bytes(as_made)


def given(server: SiteServer) -> list[Review]:
    """The verdicts that were given since."""
    return read_reviews(server.raw)[1:]


def open_source(page: Any, address: str, name: str) -> None:
    page.goto(address)
    page.select_option("#source", page.locator("#source option", has_text=name).get_attribute("value"))
    page.wait_for_selector("#pages article, #pages pre")


def open_report(page: Any, address: str) -> None:
    open_source(page, address, "report-reconstruction")


def within(page: Any, inner: str, outer: str) -> bool:
    """Whether it is in view, within the second that scrolling may take."""
    for _ in range(10):
        one, other = page.locator(inner).first.bounding_box(), page.locator(outer).bounding_box()
        if one["y"] >= other["y"] and one["y"] + one["height"] <= other["y"] + other["height"]:
            return True
        page.wait_for_timeout(100)
    return False


def test_a_number_leads_to_its_mark_and_a_mark_to_its_number(page: Any, site: str) -> None:
    open_report(page, site)
    row = page.locator("#list .number.used").nth(60)
    row.click()
    page.wait_for_selector(".mark.chosen")
    assert within(page, ".mark.chosen", "#pages")
    other = page.locator(".mark.used:not(.chosen)").nth(3)
    wanted = other.get_attribute("data-id")
    other.click()
    page.wait_for_selector('#list [aria-current="true"]')
    chosen = page.locator('#list li:has([aria-current="true"])')
    assert chosen.get_attribute("data-number") == wanted
    assert within(page, '#list [aria-current="true"]', "#list")


def test_of_a_long_list_only_what_is_near_is_made(page: Any, site: str) -> None:
    open_report(page, site)
    page.evaluate("SKL.select(SKL.source.numbers.at(-1).id, 'both')")
    assert page.locator("#list li").count() < 200
    assert within(page, '#list [aria-current="true"]', "#list")
    before = page.locator("#list li").first.get_attribute("data-number")
    page.click("#less")
    rows = page.locator("#list li")
    assert before in rows.evaluate_all("all => all.map(each => each.dataset.number)")[1:] and rows.count() > 200


def test_filters_and_search_narrow_the_list(page: Any, site: str) -> None:
    open_report(page, site)
    page.select_option("#state", "explained")
    assert page.locator("#list .number").count() == page.locator("#list .number.explained").count() > 0
    page.select_option("#state", "all")
    page.fill("#search", "prioritet")
    texts = page.locator("#list .number").all_inner_texts()
    assert texts and page.locator("#list .number.explained").count() == 0
    page.fill("#search", "<nothing>")
    assert page.locator("#list .number").count() == 0


def test_a_contradiction_shows_both_places(page: Any, site: str) -> None:
    open_report(page, site)
    page.click("[data-view=contradictions]")
    page.wait_for_selector(".pair figure")
    assert page.locator(".pair").first.locator("figure").count() >= 2
    assert page.locator(".pair .clip .mark").count() >= 1


def test_a_sum_that_fails_shows_all_its_parts_and_what_the_check_means(page: Any, site: str) -> None:
    open_report(page, site)
    page.click("[data-view=contradictions]")
    changed = page.locator(".pair", has_text="En förändring är skillnaden mellan de två årens andelar")
    playwright.expect(changed.locator("figure")).to_have_count(3)
    assert changed.locator(".clip .mark").count() == 2 and "fem procent" in changed.inner_text()
    assert "Väntat: 2 till 4 procentenheter · Funnet: 6.5 till 7.5" in changed.inner_text()
    page.select_option("#language", "en")
    playwright.expect(page.locator("#view-contradictions")).to_contain_text("Expected: 2 to 4 percentage points")


def test_what_changed_since_it_was_judged_is_in_the_queue_with_before_and_after(page: Any, server: SiteServer) -> None:
    page.goto(server.url)
    page.click("[data-view=changes]")
    sides = page.locator("#view-changes .side")
    playwright.expect(sides).to_have_count(2)
    assert "13 procent" in sides.nth(0).inner_text() and "31 procent" in sides.nth(1).inner_text()
    assert page.locator("#view-changes .clip img").count() == 2
    page.click("#view-changes button")
    playwright.expect(page.locator("#list [aria-current=true]")).to_contain_text("ändrad sedan granskningen")
    assert page.locator("#list .details .side").count() == 2
    page.evaluate("localStorage.setItem('skl-reviewer', 'Bo')")
    page.keyboard.press("a")
    playwright.expect(page.locator("#list [aria-current=true] .badge")).to_have_text(" ✓ godkänd")
    assert [(each.verdict, each.before.value_text) for each in given(server)] == [("accepted", "31 procent")]


def test_a_row_held_back_has_a_mark_that_leads_to_the_reason(page: Any, site: str) -> None:
    open_source(page, site, "(list)")
    page.locator("#pages .mark.quarantined").click(position={"x": 60, "y": 8})
    assert "Norrköping" in page.locator("#list .details").inner_text()
    open_report(page, site)
    page.select_option("#state", "quarantined")
    page.locator("#list .number").first.click()
    page.wait_for_selector("#pages .mark.quarantined.ring.chosen")
    page.click("#list .details button:has-text('Visa motsägelsen')")
    playwright.expect(page.locator(".pair:focus")).to_have_count(1)


def test_what_a_source_is_stands_above_it(page: Any, site: str) -> None:
    open_source(page, site, "(web)")
    assert "bara de stycken som siffror lästes ur" in page.locator(".about").inner_text()
    assert "Om oss" not in page.locator("#pages pre").inner_text()
    assert page.locator("#pages pre .mark.contradicted").inner_text() == "fem procent"
    page.select_option("#language", "en")
    assert "Invented test material" in page.locator(".about").inner_text()
    open_source(page, site, "(stand-in)")
    assert "Left out of the public views, because bidi was read" in page.locator(".about").inner_text()


def test_a_sample_is_signed_off_in_its_order_and_says_its_sentence(page: Any, server: SiteServer) -> None:
    page.goto(server.url)
    page.evaluate("localStorage.setItem('skl-reviewer', 'Bo')")
    page.click("[data-view=sample]")
    drawn = worklist(server.warehouse, USUAL)
    rows = page.locator("#list li")
    assert rows.evaluate_all("all => all.map(each => each.dataset.number)") == [v.claim_id for _, v in drawn.rows]
    assert "Ingen är granskad" in page.locator("#result").inner_text()
    for index, pressed in enumerate(("n", "a", "a", "u")):
        page.keyboard.press(pressed)
        playwright.expect(rows.nth(index).locator("[aria-current=true]")).to_have_count(1)
    playwright.expect(page.locator("#list .badge")).to_have_count(3)
    assert [each.subject_id for each in given(server)] == [v.claim_id for _, v in drawn.rows[:3]]
    playwright.expect(page.locator("#result")).to_contain_text(f"2 av {len(drawn.rows)} granskade")
    playwright.expect(page.locator("#result")).to_contain_text("Som det är nu:")
    page.select_option("#language", "en")
    playwright.expect(page.locator("#result")).to_contain_text("what was not accepted is counted as wrong")


def test_hostile_text_is_shown_and_never_run(page: Any, site: str) -> None:
    open_source(page, site, "(hostile)")
    page.fill("#search", "<script>")
    for row in page.locator("#list .number").all():
        row.click()
    assert "<script>window.ran" in page.locator("#list blockquote").first.inner_text()
    page.select_option("#source", page.locator("#source option", has_text="(bidi)").get_attribute("value"))
    page.wait_for_selector("#pages pre")
    assert BIDI.strip() in (page.locator("#pages pre").text_content() or "")
    assert page.evaluate("window.ran") is None and page.locator("#pages img, #list img").count() == 0


def test_sign_off_by_keyboard_lasts_and_is_undone(page: Any, server: SiteServer) -> None:
    open_report(page, server.url)
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.fill("[name=name]", "Åsa Öberg")
    page.keyboard.press("Enter")
    page.wait_for_selector("#list .badge")
    page.keyboard.press("n")
    page.keyboard.press("r")
    page.fill("[name=value]", "12,5")
    page.fill("[name=because]", "fel kolumn")
    page.keyboard.press("Enter")
    playwright.expect(page.locator("#list .badge")).to_have_count(2)
    assert [(each.verdict, each.value) for each in given(server)] == [
        ("accepted", None),
        ("corrected", 12.5),
    ]
    page.reload()
    page.wait_for_selector("#list .badge")
    assert page.locator("#list .badge").count() == 2 and page.locator("#reviewer").inner_text() == "Åsa Öberg"
    page.locator("#list li:has(.badge) .number").first.click()
    page.keyboard.press("z")
    playwright.expect(page.locator("#list .badge")).to_have_count(1)


def test_undo_takes_back_the_last_verdict_although_the_next_number_is_chosen(page: Any, server: SiteServer) -> None:
    open_report(page, server.url)
    page.evaluate("localStorage.setItem('skl-reviewer', 'Bo')")
    page.keyboard.press("n")
    first = page.locator("#list li:has([aria-current=true])").get_attribute("data-number")
    page.keyboard.press("a")
    playwright.expect(page.locator("#list .badge")).to_have_count(1)
    assert page.locator("#list li:has([aria-current=true])").get_attribute("data-number") != first
    page.keyboard.press("z")
    playwright.expect(page.locator("#list .badge")).to_have_count(0)
    assert page.locator("#list li:has([aria-current=true])").get_attribute("data-number") == first


def test_an_answer_that_was_lost_does_not_undo_twice(page: Any, server: SiteServer) -> None:
    open_report(page, server.url)
    page.evaluate("localStorage.setItem('skl-reviewer', 'Bo')")
    page.keyboard.press("n")
    subject = page.locator("#list li:has([aria-current=true])").get_attribute("data-number")
    page.uncheck("#advance")
    for pressed, told in (("a", "godkänd"), ("u", "osäker")):
        page.locator("#list [aria-current=true]").press(pressed)
        playwright.expect(page.locator("#message")).to_contain_text(told)
    lost: list[int] = []

    def lose(route: Any) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        route.fulfill(response=answer) if len(lost) > 1 else route.abort()

    page.route("**/reviews", lose)
    page.locator("#list [aria-current=true]").press("z")
    playwright.expect(page.locator("#message")).to_contain_text("ångrat", timeout=8000)
    assert lost == [200, 200] and [each.verdict for each in given(server)] == ["accepted", "unsure", "undone"]
    assert page.locator("#list [aria-current=true] .badge").inner_text().strip() == "✓ godkänd" and subject


def test_a_verdict_waits_for_a_network_that_is_gone(page: Any, server: SiteServer) -> None:
    open_report(page, server.url)
    page.evaluate("localStorage.setItem('skl-reviewer', 'Bo')")
    page.context.set_offline(True)
    page.keyboard.press("n")
    page.keyboard.press("u")
    playwright.expect(page.locator("#message")).to_contain_text("Servern svarar inte")
    assert given(server) == [] and page.locator("#list .badge").count() == 0
    page.context.set_offline(False)
    playwright.expect(page.locator("#list .badge")).to_have_count(1, timeout=8000)
    assert [each.verdict for each in given(server)] == ["unsure"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_serious_fault_of_accessibility(page: Any, server: SiteServer, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    open_source(page, server.url, {"sv": "report-reconstruction", "en": "(list)"}[language])
    page.select_option("#language", language)
    page.keyboard.press("Tab")
    assert page.evaluate("document.documentElement.lang") == language
    page.locator("#list .number").nth(3).click()
    # The page's own policy lets no script in but its own; the checker comes in by the browser's debugger.
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        found = axe.run(page, SOME, {"resultTypes": ["violations"]}).response["violations"]
        assert [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
        ] == []


def test_a_narrow_window_needs_no_sideways_scroll(page: Any, site: str) -> None:
    """A phone, and also what 200 % leaves of a laptop's window."""
    page.set_viewport_size({"width": 360, "height": 740})
    open_report(page, site)
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_paper_has_a_cover_every_mark_and_every_number(page: Any, site: str) -> None:
    open_report(page, site)
    assert page.locator("#pages article:last-child .mark").count() == 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#pages article:last-child .mark").count() > 0
    listed = "SKL.source.numbers.filter((each) => each.state !== 'explained').length"
    assert page.locator("#list .number").count() == page.evaluate(listed) > 200
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list .number").count() == 200
    open_source(page, site, "(list)")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 3
    page.emulate_media(media="print")
    assert page.locator(".about dl").is_visible() and not page.locator("#filters").is_visible()
