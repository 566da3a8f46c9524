"""Show a picture in a terminal that can; in any other, and in a pipe, nothing at all.

Two protocols for PNG files, and only for terminals that say by their environment that they speak one: kitty's
(https://sw.kovidgoyal.net/kitty/graphics-protocol/) and iTerm2's (https://iterm2.com/documentation-images.html).
Asking the terminal itself would print its answer where nobody reads it.
"""

from __future__ import annotations

from base64 import standard_b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

#: The most that kitty takes in one escape sequence.
_CHUNK = 4096
_KITTY_TERMS = frozenset({"xterm-kitty", "xterm-ghostty"})
_KITTY_PROGRAMS = frozenset({"ghostty"})
_ITERM_PROGRAMS = frozenset({"iTerm.app", "WezTerm"})
#: These pass nothing on, or only when they are told to.
_MULTIPLEXERS = ("tmux", "screen")


def inline(png: bytes, out: TextIO, environment: Mapping[str, str]) -> str:
    """Return what to print to show the picture in the terminal that ``out`` is; nothing where it can't."""
    draw = _protocol(environment) if out.isatty() else None
    return f"{draw(png)}\n" if draw else ""


def _protocol(environment: Mapping[str, str]) -> Callable[[bytes], str] | None:
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if term.startswith(_MULTIPLEXERS) or "TMUX" in environment or "STY" in environment:
        return None
    if term in _KITTY_TERMS or program in _KITTY_PROGRAMS:
        return _kitty
    return _iterm if program in _ITERM_PROGRAMS else None


def _kitty(png: bytes) -> str:
    return "".join(_kitty_parts(standard_b64encode(png).decode()))


def _kitty_parts(payload: str) -> Iterator[str]:
    for start in range(0, len(payload), _CHUNK):
        more = int(start + _CHUNK < len(payload))
        head = f"a=T,f=100,m={more}" if start == 0 else f"m={more}"
        yield f"\x1b_G{head};{payload[start : start + _CHUNK]}\x1b\\"


def _iterm(png: bytes) -> str:
    payload = standard_b64encode(png).decode()
    return f"\x1b]1337;File=inline=1;preserveAspectRatio=1;size={len(png)}:{payload}\a"
