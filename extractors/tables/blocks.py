"""Where tables without (enough) rules are: values that stand below each other, line after line, make a block."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.tables.chunks import Chunk

Lines = Sequence[Sequence[Chunk]]
#: Values further apart than this, in font sizes, are of two tables; section headings may stand between.
_REACH = 4.5
#: Two values are of one column when they share this much of the narrower one's width.
_SHARED = 0.4
#: Running text: at least so many words, and so many font sizes wide.
_PROSE_WORDS, _PROSE_WIDTH = 8, 18.0
#: A column of running text beside a table: lines under each other, nearly all of full width.
_STACK_LINES, _STACK_FULL, _STACK_SHARE, _STACK_WORDS = 5, 0.85, 0.7, 4
_CAPTION = re.compile(
    r"(?:table|tabell|tab\.|exhibit|figure|figur|fig\.|diagram|chart|bilaga|appendix) [a-z]{0,2}[-.]?\d"
)


@dataclass(frozen=True)
class Block:
    """A table's data: the columns of values, and the lines of the page that hold at least one of them."""

    chains: tuple[tuple[Chunk, ...], ...]

    @cached_property
    def data_lines(self) -> tuple[int, ...]:
        """Numbers of the lines with values."""
        return tuple(sorted({chunk.line for chain in self.chains for chunk in chain}))

    @cached_property
    def x0(self) -> float:
        """Left edge of the leftmost value."""
        return min(chunk.x0 for chain in self.chains for chunk in chain)

    @cached_property
    def x1(self) -> float:
        """Right edge of the rightmost value."""
        return max(chunk.x1 for chain in self.chains for chunk in chain)


def is_caption(text: str) -> bool:
    """Whether a line names a table or a figure."""
    return bool(_CAPTION.match(text))


def is_prose(chunk: Chunk) -> bool:
    """Whether a chunk is a line of running text rather than a cell."""
    words = sum(1 for word in chunk.words if word.text[:1].isalpha())
    return words >= _PROSE_WORDS and chunk.x1 - chunk.x0 >= _PROSE_WIDTH * chunk.size


def prose_stacks(lines: Lines) -> set[Chunk]:
    """Chunks of columns of running text: lines with one left edge and one pitch, nearly all as wide as the column."""
    found: set[Chunk] = set()
    for stack in _stacks(lines):
        full = _STACK_FULL * max(chunk.x1 - chunk.x0 for chunk in stack)
        wide = sum(1 for chunk in stack if chunk.x1 - chunk.x0 >= full)
        words = sum(len(chunk.words) for chunk in stack)
        if len(stack) >= _STACK_LINES and wide >= _STACK_SHARE * len(stack) and words >= _STACK_WORDS * len(stack):
            found.update(stack)
    return found


def _stacks(lines: Lines) -> Iterable[list[Chunk]]:
    open_stacks: list[list[Chunk]] = []
    for line in lines:
        for chunk in line:
            if chunk.is_value:
                continue
            home = next((stack for stack in open_stacks if _continues(stack, chunk)), None)
            if home is None:
                open_stacks.append([chunk])
            else:
                home.append(chunk)
        if line:
            closed = [stack for stack in open_stacks if line[0].top - stack[-1].bottom > _REACH * stack[-1].size]
            yield from closed
            open_stacks = [stack for stack in open_stacks if stack not in closed]
    yield from open_stacks


def _continues(stack: list[Chunk], chunk: Chunk) -> bool:
    last = stack[-1]
    pitch = chunk.bottom - last.bottom
    if abs(chunk.x0 - last.x0) > 0.3 * chunk.size or not 0 < pitch < 1.8 * chunk.size:
        return False
    return len(stack) < 2 or abs(pitch - (last.bottom - stack[-2].bottom)) < 0.15 * chunk.size


def find_blocks(lines: Lines, prose: set[Chunk]) -> list[Block]:
    """Blocks of values, from the page's top; lines hold chunks from left to right."""
    chains = [chain for chain in _chains(lines, prose) if len(chain) > 1]
    groups = _grouped(lines, chains, prose)
    blocks = [Block(tuple(map(tuple, group))) for group in groups]
    return sorted(blocks, key=lambda block: (block.data_lines[0], block.x0))


def _chains(lines: Lines, prose: set[Chunk]) -> list[list[Chunk]]:
    """Values under each other, without running text or a caption between them."""
    chains: list[list[Chunk]] = []
    open_chains: list[list[Chunk]] = []
    for line in lines:
        breaks = [chunk for chunk in line if chunk in prose or is_prose(chunk) or is_caption(chunk.text)]
        open_chains = [chain for chain in open_chains if not _broken(chain, line, breaks)]
        for chunk in line:
            if not chunk.is_value or chunk in breaks:
                continue
            home = _home(open_chains, chunk)
            if home is None:
                home = []
                chains.append(home)
                open_chains.append(home)
            home.append(chunk)
    return chains


def _broken(chain: list[Chunk], line: Sequence[Chunk], breaks: list[Chunk]) -> bool:
    last = chain[-1]
    if line and min(chunk.top for chunk in line) - last.bottom > _REACH * last.size:
        return True
    return any(chunk.overlap(last.x0, last.x1) > 0 for chunk in breaks)


def _home(chains: list[list[Chunk]], chunk: Chunk) -> list[Chunk] | None:
    best, shared = None, 0.0
    for chain in chains:
        last = chain[-1]
        if last.line == chunk.line:
            continue
        overlap = chunk.overlap(last.x0, last.x1)
        if overlap >= _SHARED * min(chunk.x1 - chunk.x0, last.x1 - last.x0) and overlap > shared:
            best, shared = chain, overlap
    return best


def _grouped(lines: Lines, chains: list[list[Chunk]], prose: set[Chunk]) -> list[list[list[Chunk]]]:
    """Chains that share lines are columns of one table."""
    owner = {chunk: index for index, chain in enumerate(chains) for chunk in chain}
    parent = list(range(len(chains)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for line in lines:
        members: list[int | None] = [None if chunk in prose else owner.get(chunk, -1) for chunk in line]
        for one, other in _neighbours(members):
            parent[root(other)] = root(one)
    groups: defaultdict[int, list[list[Chunk]]] = defaultdict(list)
    for index, chain in enumerate(chains):
        groups[root(index)].append(chain)
    return list(groups.values())


def _neighbours(members: list[int | None]) -> Iterable[tuple[int, int]]:
    """Pairs of chains next to each other on a line; running text (None) between them keeps them apart."""
    known = [member for member in members if member is None or member >= 0]
    for one, other in pairwise(known):
        if one is not None and other is not None:
            yield one, other
