"""Find the one link on a landing page that a source's ``link_text`` means, as content systems write links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from schemas.media import decode

_SHOWN = 8
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NOTE = (
    r"(?:pdf(?:[- ]?(?:fil|dokument|format|file))?|\d+(?:[.,]\d+)? ?(?:[kmg]i?b|bytes?|sidor|sid|pages)\.?"
    r"|(?:öppnas )?(?:i )?(?:ett )?(?:nytt fönster|ny flik)|(?:opens )?(?:in )?(?:a )?new (?:window|tab)"
    r"|(?:länk )?(?:till )?(?:en )?annan webbplats|extern(?:al)? (?:länk|link)"
    r"|(?:ladda|laddas) ne[dr]|download)"
)
_SUFFIX = re.compile(rf"(?:[\s,;:.|·–—-]+[(\[]?|[(\[])\s*{_NOTE}(?:[\s,;:|·/–—-]+{_NOTE})*\s*[)\]]?[.,;]?$")
# "id_" asks the Internet Archive for the page as it was, so its links still point to the publisher's site.
_ARCHIVED = re.compile(r"^(https?://web\.archive\.org/web/\d+id_/)(https?:/.*)$", re.IGNORECASE | re.DOTALL)


class LocateError(Exception):
    """No link, or more than one, has the text; the message lists the candidates."""


def find_link(html: bytes | str, page_url: str, link_text: str) -> str:
    """Return the absolute http(s) address of the link that reads ``link_text``.

    Compared without case, space, and notes such as "(PDF, nytt fönster)": first for equality, then for links
    that begin with the text. Raises LocateError unless exactly one distinct address is left.
    """
    links = _links(BeautifulSoup(html if isinstance(html, str) else decode(html), "lxml"), page_url)
    for fits in _tests(link_text):
        targets = {target for names, target in links if any(map(fits, names))}
        if len(targets) == 1:
            return targets.pop()
        if targets:
            listed = ", ".join(sorted(targets)[:_SHOWN])
            raise LocateError(f"{len(targets)} different links on {page_url} read “{link_text}”: {listed}")
    raise LocateError(f"no link on {page_url} reads “{link_text}”; {_candidates(links, link_text)}")


def _tests(link_text: str) -> list[Callable[[str], bool]]:
    """Return what a link's name must pass, strictest first."""
    wanted = _normalise(link_text)
    bare = _without_notes(wanted)
    beginning = re.compile(re.escape(bare) + r"(?!\w)")
    tests: list[Callable[[str], bool]] = [
        lambda name: _without_notes(name) == bare,
        lambda name: beginning.match(name) is not None,
    ]
    return tests if wanted == bare else [lambda name: name == wanted, *tests]


def _links(page: BeautifulSoup, page_url: str) -> list[tuple[set[str], str]]:
    """Return the names and the address of each link that leads elsewhere."""
    archived = _ARCHIVED.match(page_url)
    base_tag = page.find("base", href=True)
    own = archived.group(2) if archived else page_url
    base = _join(own, str(base_tag["href"])) or own if isinstance(base_tag, Tag) else own
    found = []
    for link in page.find_all(["a", "area"], href=True):
        target = _join(base, str(link["href"])) if isinstance(link, Tag) else None
        if target and target != own:
            found.append((_names(link), _in_archive(target, archived)))
    return found


def _join(base: str, href: str) -> str | None:
    """Return the absolute address without its fragment; None when it is not one that can be fetched."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return parts._replace(fragment="").geturl()


def _in_archive(target: str, archived: re.Match[str] | None) -> str:
    if archived is None or urlsplit(target).hostname == "web.archive.org":
        return target
    return archived.group(1) + target


def _names(link: Tag) -> set[str]:
    """Return all that a link may be called: its text, glued and spaced, its labels, its pictures' texts."""
    pictures = [str(picture["alt"]) for picture in link.find_all("img", alt=True) if isinstance(picture, Tag)]
    labels = [str(link.get(name, "")) for name in ("aria-label", "title", "alt")]
    names = {_normalise(name) for name in (link.get_text(""), link.get_text(" "), *labels, *pictures)}
    return names - {""}


def _normalise(text: str) -> str:
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(visible.casefold().split())


def _without_notes(name: str) -> str:
    while (match := _SUFFIX.search(name)) and match.start() > 0:
        name = name[: match.start()].rstrip()
    return name


def _candidates(links: list[tuple[set[str], str]], link_text: str) -> str:
    """List the links that share a word with the text, or the first ones."""
    words = set(_normalise(link_text).split())
    near = [link for link in links if any(words & set(name.split()) for name in link[0])] or links
    if not near:
        return "the page has no links"
    listed = ", ".join(f"“{max(names, key=len, default='')}” ({target})" for names, target in near[:_SHOWN])
    return f"its links are, among others: {listed}" if len(near) > _SHOWN else f"candidates: {listed}"
