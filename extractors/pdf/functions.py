"""PDF functions of one number: which colours a gradient runs through."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdfminer.pdftypes import PDFException, PDFStream, resolve1

#: Functions of functions (stitching) deeper than this are no gradient's.
_DEEPEST = 4


def evaluated(function: Any, share: float, depth: int = 0) -> tuple[float, ...] | None:
    """The values of a function at ``share`` of its domain, None for a kind that isn't known.

    Sampled functions of bytes, exponential and stitching ones, and arrays of them (ISO 32000-1, 7.10); the calculator
    functions of PostScript are left to rendering.
    """
    function = resolve1(function)
    if isinstance(function, list):
        parts = [evaluated(part, share, depth + 1) for part in function] if depth < _DEEPEST else [None]
        return tuple(part[0] for part in parts if part) if all(parts) else None
    entries = function.attrs if isinstance(function, PDFStream) else function
    if not isinstance(entries, dict) or depth > _DEEPEST:
        return None
    try:
        found = _of_kind(function, entries, share, depth)
    except (ArithmeticError, LookupError, TypeError, ValueError, PDFException):
        return None
    # A negative number to a broken power is none.
    return found if found and all(isinstance(value, float) for value in found) else None


def _of_kind(function: Any, entries: dict[str, Any], share: float, depth: int) -> tuple[float, ...] | None:
    kind = resolve1(entries.get("FunctionType"))
    if kind == 0 and isinstance(function, PDFStream):
        return _sampled(function, entries, share)
    if kind == 2:
        return _exponential(entries, share)
    return _stitched(entries, share, depth) if kind == 3 else None


def _numbers(entries: dict[str, Any], key: str, default: Sequence[float] = ()) -> list[float]:
    found = resolve1(entries.get(key))
    return [float(resolve1(number)) for number in (default if found is None else found)]


def _sampled(function: PDFStream, entries: dict[str, Any], share: float) -> tuple[float, ...] | None:
    """Between two samples of one byte for each value, in a straight line."""
    sizes, ranges = _numbers(entries, "Size"), _numbers(entries, "Range")
    if len(sizes) != 1 or resolve1(entries.get("BitsPerSample")) != 8 or "Decode" in entries or "Encode" in entries:
        return None
    count, values = int(sizes[0]), len(ranges) // 2
    samples = function.get_data()
    place = share * (count - 1)
    first = min(int(place), max(0, count - 2))
    rows = [samples[row * values : (row + 1) * values] for row in (first, min(first + 1, count - 1))]
    levels = [one + (other - one) * (place - first) for one, other in zip(*rows, strict=True)]
    return tuple(
        low + (high - low) * level / 255 for level, (low, high) in zip(levels, list(pairwise(ranges))[::2], strict=True)
    )


def _exponential(entries: dict[str, Any], share: float) -> tuple[float, ...]:
    low, high = _numbers(entries, "Domain", (0, 1))
    place = (low + share * (high - low)) ** float(resolve1(entries["N"]))
    ends = _numbers(entries, "C0", (0,)), _numbers(entries, "C1", (1,))
    return tuple(start + (end - start) * place for start, end in zip(*ends, strict=True))


def _stitched(entries: dict[str, Any], share: float, depth: int) -> tuple[float, ...] | None:
    """The function of the part that a place is in, at the share that ``Encode`` says."""
    low, high = _numbers(entries, "Domain")
    place = low + share * (high - low)
    bounds = [low, *_numbers(entries, "Bounds"), high]
    functions, encode = resolve1(entries["Functions"]), _numbers(entries, "Encode")
    part = next((index for index, end in enumerate(bounds[1:-1]) if place < end), len(functions) - 1)
    start, end = bounds[part], bounds[part + 1]
    inner = (place - start) / (end - start) if end > start else 0.0
    first, last = encode[2 * part : 2 * part + 2]
    return evaluated(functions[part], first + (last - first) * inner, depth + 1)
