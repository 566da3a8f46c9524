"""Checksums of text tell a changed word from a changed line end."""

from __future__ import annotations

import pytest

from extractors.pdf.fingerprints import content_hash, layout_hash, text_hash
from extractors.pdf.page import PageContent
from extractors.text import Word

TEXT = "Av kommunerna har 46 procent e-tjänster för bygglov."


def page(*words: tuple[str, float, float]) -> PageContent:
    placed = tuple(Word(text, 1, x0, top, x0 + 6 * len(text), top + 10, 10.0) for text, x0, top in words)
    return PageContent(1, 595, 842, placed)


@pytest.mark.parametrize(
    "other",
    [
        "Av kommunerna har 46 procent\ne-tjänster för bygg-\nlov.",
        "Av kommunerna  har 46\u00a0procent e-\ntjänster för bygglov.\n",
    ],
)
def test_line_ends_spaces_and_broken_words_are_no_content(other: str) -> None:
    assert text_hash(other) == text_hash(TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("46", "47"), TEXT.replace("46", "-46"), TEXT.replace("46", "4 6")])
def test_a_digit_a_sign_and_a_space_within_a_number_are(other: str) -> None:
    assert text_hash(other) != text_hash(TEXT)


def test_a_word_that_moved_changes_the_layout_only() -> None:
    one, other = page(("46", 70, 100), ("procent", 90, 100)), page(("46", 70, 140), ("procent", 90, 140))
    assert content_hash([one]) == content_hash([other]) and layout_hash([one]) != layout_hash([other])


def test_the_order_in_which_a_file_draws_its_words_is_no_layout() -> None:
    one, other = page(("46", 70, 100), ("procent", 90, 100)), page(("procent", 90, 100), ("46", 70, 100))
    assert content_hash([one]) == content_hash([other]) and layout_hash([one]) == layout_hash([other])
