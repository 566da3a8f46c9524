"""From words to lines, columns and paragraphs in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.gutters import EVEN_GAPS, find_columns
from extractors.text import Known, Line, Text, Word, concatenate, text_of

PARAGRAPH_LEADING = 1.55
APART_EM = 1.5
#: An initial is larger than its text by this factor.
INITIAL_SIZE = 1.7
#: A paragraph that breaks off after a word this short (på, med, från) goes on with a number.
_SHORT_WORD = 4
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)\]]*$")
#: A number that a sentence goes on with: no chapter's, which a capital follows.
_AMOUNT = re.compile(r"\d[\d\s.,]*(?:%|\)|[\s(]*[a-zåäö])")
_NUMBERS_ONLY = re.compile(r"[\s\d.,%+–−-]*\d[\s\d.,%+–−-]*")
BULLETS = "•●▪◦‣∙·○■□▸►–—-*"


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Group words that stand on one baseline; a raised footnote mark belongs to the line it is raised from."""
    lines: list[_OpenLine] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        home = next((line for line in reversed(lines[-6:]) if line.takes(word)), None)
        if home is None:
            lines.append(_OpenLine(word))
        else:
            home.add(word)
    ordered = [tuple(sorted(line.words, key=lambda word: word.x0)) for line in lines]
    return sorted(ordered, key=lambda line: (line_top(line), line[0].x0))


class _OpenLine:
    """A line that words are still added to; its largest word sets the baseline."""

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.largest = word
        self.end = word.x1

    def add(self, word: Word) -> None:
        self.words.append(word)
        self.end = max(self.end, word.x1)
        if word.size > self.largest.size:
            self.largest = word

    def takes(self, word: Word) -> bool:
        """One baseline, or a small mark above or below it; words that overlap are not of one line."""
        if not self._level(word):
            return False
        room = 0.3 * word.size
        if self.end - word.x0 <= room:
            return True
        return not any(min(other.x1, word.x1) - max(other.x0, word.x0) > room for other in self.words)

    def _level(self, word: Word) -> bool:
        small, large = (word, self.largest) if word.size < self.largest.size else (self.largest, word)
        if abs(self.largest.bottom - word.bottom) <= 0.25 * small.size:
            return True
        overlap = min(self.largest.bottom, word.bottom) - max(self.largest.top, word.top)
        shifted = small.size < 0.85 * large.size and len(small.text) <= 4
        lowered = small.text.isdigit() and len(small.text) <= 2
        return shifted and (small.bottom <= large.bottom or lowered) and overlap >= 0.4 * (small.bottom - small.top)


def line_top(line: Line) -> float:
    """Upper edge in points."""
    return min(word.top for word in line)


def line_bottom(line: Line) -> float:
    """Lower edge in points."""
    return max(word.bottom for word in line)


def line_text(line: Line) -> str:
    """Words with single spaces."""
    return " ".join(word.text for word in line)


def line_size(line: Line) -> float:
    """Median font size of the characters, in points: a raised mark changes no line's size."""
    if all(word.size == line[0].size for word in line):
        return line[0].size
    return median(size for word in line for size in [word.size] * len(word.text))


def split_at_gaps(line: Line, em: float = 1.3) -> list[Line]:
    """Split a line where the space between two words is wider than ``em`` font sizes."""
    parts: list[list[Word]] = [[line[0]]]
    for one, other in pairwise(line):
        if other.x0 - one.x1 > em * min(one.size, other.size):
            parts.append([])
        parts[-1].append(other)
    return [tuple(part) for part in parts]


def blocks_of(words: Sequence[Word]) -> list[list[Line]]:
    """Lines in reading order, in blocks: columns of running text are read one after the other."""
    if not words:
        return []
    lines = lines_of(words)
    columns = find_columns(lines, map(line_size, lines))
    if columns is None:
        return [lines]
    first, last, gutter = columns
    left = [word for line in lines[first:last] for word in line if word.x1 <= gutter]
    right = [word for line in lines[first:last] for word in line if word.x0 >= gutter]
    above = [word for line in lines[:first] for word in line]
    below = [word for line in lines[last:] for word in line]
    return blocks_of(above) + blocks_of(left) + blocks_of(right) + blocks_of(below)


def paragraphs_of(lines: list[Line]) -> list[list[Line]]:
    """Split a block's lines at wide leading, changes of font size, and bullets."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _breaks(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _breaks(paragraph: list[Line], line: Line) -> bool:
    last = paragraph[-1]
    height = max(line_size(last), line_size(line))
    pitch = line_bottom(line) - line_bottom(last)
    return (
        pitch > PARAGRAPH_LEADING * _usual_pitch(paragraph, height)
        or pitch < -0.5 * height
        or abs(line_size(last) - line_size(line)) > 0.12 * height
        or is_bullet(line)
        or (last[0].bold and all(word.bold for word in last) and not any(word.bold for word in line))
    )


def _usual_pitch(paragraph: list[Line], height: float) -> float:
    pitches = [line_bottom(other) - line_bottom(one) for one, other in pairwise(paragraph)]
    return median(pitches) if pitches else 1.25 * height


def is_bullet(line: Line) -> bool:
    """Whether a line begins with a bullet of its own."""
    first = line[0].text
    return len(line) > 1 and len(first) == 1 and first in BULLETS


def flow(paragraphs: Iterable[Text], known: Known = frozenset()) -> list[Text]:
    """Join a paragraph that goes on in the next column or on the next page to its beginning.

    Type of another size in between (a note at the page's foot, a pull quote, a caption) does not part the two.
    """
    joined: list[Text] = []
    last: dict[float, int] = {}
    for text in paragraphs:
        size = _type_size(text)
        before = last.get(size)
        if before is not None and _goes_on(joined[before], text):
            joined[before] = concatenate(joined[before], text, known)
        else:
            last[size] = len(joined)
            joined.append(text)
    return joined


def _type_size(text: Text) -> float:
    """Median size of the type to half a point; 0 for text without layout."""
    return round(2 * median(piece.word.size for piece in text.pieces)) / 2 if text.pieces else 0.0


def _goes_on(one: Text, other: Text) -> bool:
    before, after = one.verbatim, other.verbatim
    if _SENTENCE_END.search(before) or len(before) < 40 or _far_apart(one, other):
        return False
    if before.endswith("-") or after[:1].islower():
        return True
    last = before.rsplit(None, 1)[-1]
    announced = last.isalpha() and last.islower() and (len(last) <= _SHORT_WORD or _AMOUNT.match(after) is not None)
    return after[:1].isdigit() and announced


def _far_apart(one: Text, other: Text) -> bool:
    """Whether more than a page lies between two texts."""
    pages = one.pieces[-1].word.page if one.pieces else one.page, other.page
    return pages[0] is not None and pages[1] is not None and pages[1] - pages[0] > 1


def paragraph_texts(words: Sequence[Word], known: Known = frozenset()) -> list[Text]:
    """Paragraphs of running text in reading order.

    A number with a wide space before or after it belongs to something drawn or set in columns, not to the sentence
    beside it: it is left out.
    """
    texts: list[Text] = []
    for block in blocks_of(_with_initials(words)):
        kept = [rest for line in block if (rest := line if _justified(line, block) else _without_numbers_apart(line))]
        texts += [text_of(lines, known=known) for lines in paragraphs_of(kept)]
    return texts


def _with_initials(words: Sequence[Word]) -> Sequence[Word]:
    """Give a large initial that spans some lines to the first word beside it, whose first letter it is."""
    letters = [word for word in words if len(word.text) == 1 and word.text.isupper()]
    joined = list(words)
    for initial in letters:
        beside = [word for word in joined if _beside_initial(initial, word)]
        first = min(beside, key=lambda word: (word.top, word.x0), default=None)
        if first is not None and first.text[:1].islower():
            edges = (initial.x0, *first.edges) if first.edges else ()
            joined[joined.index(first)] = replace(first, text=initial.text + first.text, x0=initial.x0, edges=edges)
            joined.remove(initial)
    return joined


def _beside_initial(initial: Word, word: Word) -> bool:
    large = initial.size > INITIAL_SIZE * word.size
    near = 0 <= word.x0 - initial.x1 < word.size
    return large and near and initial.top - word.size < word.top < initial.middle


def _justified(line: Line, block: list[Line]) -> bool:
    """Whether a line ends where others do, with spaces that are wide but even: its numbers are not set apart."""
    em = line_size(line)
    ends = sum(1 for other in block if abs(other[-1].x1 - line[-1].x1) <= 0.5 * em)
    letters = sum(1 for word in line if word.text[:1].isalpha())
    if len(line) < 3 or ends < 2 or 2 * letters < len(line):
        return False
    gaps = [other.x0 - one.x1 for one, other in pairwise(line)]
    return max(gaps) <= EVEN_GAPS * max(min(gaps), 0.2 * em)


def _without_numbers_apart(line: Line) -> Line:
    parts = split_at_gaps(line, APART_EM)
    if len(parts) == 1:
        return line
    return tuple(word for part in parts if not _NUMBERS_ONLY.fullmatch(line_text(part)) for word in part)
