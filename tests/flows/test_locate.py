"""Links as content systems write them."""

from __future__ import annotations

import pytest

from flows.locate import LocateError, find_link

PAGE = "https://skr.se/news/2014/page.2456.html"
TARGET = "https://skr.se/download/18.ab/ranking.pdf"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/download/18.ab/ranking.pdf">Kommunrankingen</a>',
        '<a href="../../download/18.ab/ranking.pdf">Kommunrankingen (PDF, nytt fönster)</a>',
        '<a href="//skr.se/download/18.ab/ranking.pdf">\n\t KOMMUNRANKINGEN  </a>',
        '<a href=" https://skr.se/download/18.ab/ranking.pdf\n">Kommunrankingen&nbsp;(pdf, 230&nbsp;kB)</a>',
        '<a href="/download/18.ab/ranking.pdf#page=2">Kommunrankingen, pdf, 1,2 MB, öppnas i ny flik</a>',
        '<a href="/download/18.ab/ranking.pdf"><span>Kommun</span><b>rankingen</b><span>(PDF)</span></a>',
        '<a href="/download/18.ab/ranking.pdf"><span>Kommunrankingen</span><span>pdf, 230 kB</span></a>',
        '<a href="/download/18.ab/ranking.pdf" aria-label="Kommunrankingen, öppnas i nytt fönster">Hämta</a>',
        '<a href="/download/18.ab/ranking.pdf" title="Kommunrankingen. Länk till annan webbplats."></a>',
        '<a href="/download/18.ab/ranking.pdf"><img src="x.png" alt="Kommunrankingen"></a>',
        '<a href="/download/18.ab/ranking.pdf">Kommun&shy;rankingen [pdf]</a>',
        '<a href="/download/18.ab/ranking.pdf">Kommunrankingen.pdf</a>',
        '<a href="/download/18.ab/ranking.pdf">Kommunrankingen – alla poäng</a>',
    ],
)
def test_one_link_in_many_spellings(link: str) -> None:
    html = f'<html><a href="/a">Start</a> <p>{link}</p> <a href="/b">Kommunrankingens metod</a></html>'
    assert find_link(html, PAGE, "Kommunrankingen") == TARGET


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_bytes_are_decoded_first(encoding: str) -> None:
    html = f'<html><meta charset="{encoding}"><a href="/x.pdf">Undersökning om e-tjänster (PDF)</a></html>'
    assert find_link(html.encode(encoding), PAGE, "Undersökning om e-tjänster") == "https://skr.se/x.pdf"


def test_entities_and_the_base_address() -> None:
    html = '<base href="/files/"><a href="a.pdf?x=1&amp;y=2">Unders&ouml;kning &amp; ranking</a>'
    assert find_link(html, PAGE, "Undersökning & ranking") == "https://skr.se/files/a.pdf?x=1&y=2"


def test_the_same_target_twice_is_one() -> None:
    html = '<a href="/r.pdf">Kommunrankingen</a><a href="/r.pdf#top">Kommunrankingen (PDF)</a>'
    assert find_link(html, PAGE, "Kommunrankingen") == "https://skr.se/r.pdf"


def test_equality_goes_before_beginning() -> None:
    html = '<a href="/1">Bilaga 2: metod</a><a href="/2">Bilaga 2 (PDF)</a><a href="/3">Bilaga 20</a>'
    assert find_link(html, PAGE, "Bilaga 2") == "https://skr.se/2"


def test_a_number_is_not_a_beginning_of_a_longer_one() -> None:
    with pytest.raises(LocateError, match="no link"):
        find_link('<a href="/3">Bilaga 20</a>', PAGE, "Bilaga 2")


def test_two_targets_are_told_apart_by_the_whole_text_or_not_at_all() -> None:
    html = '<a href="/page">Kommunrankingen</a><a href="/r.pdf">Kommunrankingen (PDF, nytt fönster)</a>'
    with pytest.raises(LocateError, match=r"2 different links.*https://skr\.se/page, https://skr\.se/r\.pdf"):
        find_link(html, PAGE, "Kommunrankingen")
    assert find_link(html, PAGE, "Kommunrankingen (PDF, nytt fönster)") == "https://skr.se/r.pdf"


def test_none_lists_the_candidates() -> None:
    html = '<a href="/1">Kommunernas ranking</a><a href="/2">Om oss</a>'
    with pytest.raises(LocateError, match=r"“kommunernas ranking” \(https://skr\.se/1\)$"):
        find_link(html, PAGE, "Årets ranking")


@pytest.mark.parametrize("href", ["javascript:open()", "mailto:a@b.se", "#ranking", "file:///r.pdf", "http://[x"])
def test_what_can_not_be_fetched_is_no_link(href: str) -> None:
    with pytest.raises(LocateError, match="the page has no links"):
        find_link(f'<a href="{href}">Kommunrankingen</a>', PAGE, "Kommunrankingen")


def test_in_an_archived_page_the_link_stays_in_the_archive() -> None:
    page = "https://web.archive.org/web/20150301120000id_/" + PAGE
    for href in ("/download/18.ab/ranking.pdf", TARGET):
        found = find_link(f'<a href="{href}">Kommunrankingen</a>', page, "Kommunrankingen")
        assert found == "https://web.archive.org/web/20150301120000id_/" + TARGET


def test_an_archived_page_with_rewritten_links() -> None:
    page = "https://web.archive.org/web/20150301120000/" + PAGE
    html = f'<a href="/web/20150301120000/{TARGET}">Kommunrankingen</a>'
    assert find_link(html, page, "Kommunrankingen") == f"https://web.archive.org/web/20150301120000/{TARGET}"
