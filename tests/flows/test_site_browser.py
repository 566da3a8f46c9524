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
from flows.site import write_site
from flows.site_server import SiteServer
from flows.site_serving import serving
from warehouse.site import read_site

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt-get install chromium")
VIEWS = ("numbers", "contradictions", "coverage")


@pytest.fixture(scope="module")
def made(once: Once, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return site_warehouse(once, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(made: tuple[Path, Path]) -> str:
    raw, database = made
    write_site(read_site(database), raw, raw.parent / "out")
    return (raw.parent / "out" / "index.html").as_uri()


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
def server(started: SiteServer) -> SiteServer:
    """Give a server whose ledger is empty."""
    (started.raw / "reviews.jsonl").unlink(missing_ok=True)
    return started


def open_report(page: Any, address: str) -> None:
    page.goto(address)
    key = page.locator("#source option", has_text="report-reconstruction").get_attribute("value")
    page.select_option("#source", key)
    page.wait_for_selector("#pages article")


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


def test_hostile_text_is_shown_and_never_run(page: Any, site: str) -> None:
    page.goto(site)
    page.select_option("#source", page.locator("#source option", has_text="(hostile)").get_attribute("value"))
    page.wait_for_selector("#pages article")
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
    assert [(each.verdict, each.value) for each in read_reviews(server.raw)] == [
        ("accepted", None),
        ("corrected", 12.5),
    ]
    page.reload()
    page.wait_for_selector("#list .badge")
    assert page.locator("#list .badge").count() == 2 and page.locator("#reviewer").inner_text() == "Åsa Öberg"
    page.keyboard.press("z")
    playwright.expect(page.locator("#list .badge")).to_have_count(1)


def test_a_verdict_waits_for_a_network_that_is_gone(page: Any, server: SiteServer) -> None:
    open_report(page, server.url)
    page.evaluate("localStorage.setItem('skl-reviewer', 'Bo')")
    page.context.set_offline(True)
    page.keyboard.press("n")
    page.keyboard.press("u")
    playwright.expect(page.locator("#message")).to_contain_text("Servern svarar inte")
    assert read_reviews(server.raw) == [] and page.locator("#list .badge").count() == 0
    page.context.set_offline(False)
    playwright.expect(page.locator("#list .badge")).to_have_count(1, timeout=8000)
    assert [each.verdict for each in read_reviews(server.raw)] == ["unsure"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_serious_fault_of_accessibility(page: Any, server: SiteServer, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    open_report(page, server.url)
    page.select_option("#language", language)
    page.keyboard.press("Tab")
    assert page.evaluate("document.documentElement.lang") == language
    page.locator("#list .number").nth(3).click()
    # The page's own policy lets no script in but its own; the checker comes in by the browser's debugger.
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        found = axe.run(page).response["violations"]
        assert [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
        ] == []


def test_a_narrow_window_needs_no_sideways_scroll(page: Any, site: str) -> None:
    """A phone, and also what 200 % leaves of a laptop's window."""
    page.set_viewport_size({"width": 390, "height": 800})
    open_report(page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
