"""Running text keeps every character's place: spans are boxes on the lines that they are printed on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import Line, Word, concatenate, hyphenation, plain, text_of

EM = 6.0
LETTERS = st.sampled_from("abcdeåäö123%,")
WORDS = st.lists(LETTERS, min_size=1, max_size=8).map("".join)


def line_of(texts: list[str], number: int, page: int = 1) -> Line:
    """Set a line of words, each letter 6 points wide."""
    x, words = 70.0, []
    top = 100.0 + 14 * number
    for text in texts:
        edges = tuple(x + EM * index for index in range(len(text) + 1))
        words.append(Word(text, page, x, top, edges[-1], top + 10, 10, edges))
        x = edges[-1] + EM
    return tuple(words)


@st.composite
def broken_texts(draw: st.DrawFn) -> list[Line]:
    """Random words in random lines, some of which end in a hyphen."""
    texts = draw(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=5))
    lines = []
    for number, line in enumerate(texts):
        last = line[-1] + draw(st.sampled_from(["", "", "-"]))
        lines.append(line_of([*line[:-1], last], number))
    return lines


def inside(one: float, low: float, high: float) -> bool:
    return low - 1e-6 <= one <= high + 1e-6


@given(broken_texts(), st.data())
def test_a_spans_regions_lie_in_the_boxes_of_its_words_one_a_line(lines: list[Line], data: st.DataObject) -> None:
    text = text_of(lines)
    start = data.draw(st.integers(0, len(text.verbatim) - 1))
    end = data.draw(st.integers(start + 1, len(text.verbatim)))
    pieces = [piece for piece in text.pieces if piece.start < end and piece.start + piece.length > start]
    regions = text.regions(start, end)
    assert len(regions) == len({piece.line for piece in pieces})
    for region, number in zip(regions, sorted({piece.line for piece in pieces}), strict=True):
        words = [piece.word for piece in pieces if piece.line == number]
        assert inside(region.x0, min(word.x0 for word in words), max(word.x1 for word in words))
        assert inside(region.x1, min(word.x0 for word in words), max(word.x1 for word in words))
        assert (region.top, region.bottom) == (words[0].top, words[0].bottom)
        assert region.x0 < region.x1


@given(broken_texts())
def test_the_words_make_up_the_verbatim_text(lines: list[Line]) -> None:
    text = text_of(lines)
    from_pieces = "".join(piece.word.text[piece.offset : piece.offset + piece.length] for piece in text.pieces)
    assert from_pieces == text.verbatim.replace(" ", "")
    for piece in text.pieces:
        part = piece.word.text[piece.offset : piece.offset + piece.length]
        assert text.verbatim[piece.start : piece.start + piece.length] == part
    dropped = sum(len(word.text) for line in lines for word in line) - len(from_pieces)
    assert 0 <= dropped < len(lines)


@given(broken_texts(), st.data())
def test_the_box_of_one_character_is_that_characters(lines: list[Line], data: st.DataObject) -> None:
    text = text_of(lines)
    piece = data.draw(st.sampled_from([piece for piece in text.pieces if piece.length]))
    offset = data.draw(st.integers(0, piece.length - 1))
    (region,) = text.regions(piece.start + offset, piece.start + offset + 1)
    assert (region.x0, region.x1) == (piece.word.edges[offset], piece.word.edges[offset + 1])


@given(st.text(max_size=40))
def test_plain_text_has_one_character_for_each(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("text", ["ŞİMDİ İ", "STRAẞE", "A\u00a0–\u2212B"])
def test_plain_text_keeps_its_length_where_lower_case_is_longer(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("procent-", "enheter", "procentenheter"),
        ("e-", "förvaltning", "e-förvaltning"),
        ("IT-", "lösningar", "IT-lösningar"),
        ("(e-", "tjänster)", "(e-tjänster)"),
        ("Dals-", "Ed", "Dals-Ed"),
        ("2011-", "2014", "2011-2014"),
        ("läs-", "och", "läs- och"),
        ("läs-", "eller", "läs- eller"),
        ("kom\u2010", "munen", "kommunen"),
        ("och –", "men", "och – men"),
        ("hela", "landet", "hela landet"),
    ],
)
def test_words_over_a_line_break(before: str, after: str, joined: str) -> None:
    text = text_of([line_of(before.split(), 0), line_of([after], 1)])
    assert text.verbatim == joined
    assert hyphenation(before, after) in ("space", "keep", "drop")


def test_a_paragraph_over_two_pages_keeps_both_pages() -> None:
    joined = concatenate(text_of([line_of(["drygt", "57"], 3, page=1)]), text_of([line_of(["procent"], 0, page=2)]))
    assert joined.verbatim == "drygt 57 procent"
    assert [region.page for region in joined.regions(6, 16)] == [1, 2]
    assert (joined.page_at(6), joined.page_at(10)) == (1, 2)


def test_text_of_a_word_without_edges_is_the_whole_words_box() -> None:
    word = Word("57%", 1, 10, 10, 40, 20, 10)
    (region,) = text_of([(word,)]).regions(0, 2)
    assert region == word.region
