"""What pdfminer leaves out of a page's paints: areas of gradients, and which shapes are painted with one pattern.

The ``sh`` operator paints a gradient into all of the clipping path, without a path of its own; a pattern is known to
pdfminer by its name alone, which another form may use for another pattern (ISO 32000-1, 8.7.4.2 and 8.7.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt

from extractors.pdf.functions import evaluated
from extractors.pdf.quickcontent import QuickInterpreter

#: Edges of nested clipping paths this near, in points, are one edge.
_SAME_EDGE = 0.5
#: Clipping paths that are remembered; a file may nest any number.
_MOST_CLIPS = 24
#: What is no more opaque than this can't be seen: areas that a chart on the web catches the mouse with.
_CLEAR = 0.004
_COLOUR_PARTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4}

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Paint:
    """A pattern or a gradient: ``key`` is the same for what is painted alike.

    ``colours`` are a gradient's middle, first and last one, as parts from 0 to 1; empty where only rendering can tell.
    """

    key: str
    colours: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class _Alphas:
    """How opaque fills and strokes are, from 0 to 1 (ISO 32000-1, 11.6.4.4)."""

    fill: float = 1.0
    stroke: float = 1.0


@dataclass(frozen=True)
class _Clip:
    """A clipping path in the coordinates of its time."""

    matrix: tuple[float, float, float, float, float, float]
    path: tuple[Any, ...]

    @property
    def box(self) -> _Box:
        points = [
            apply_matrix_pt(self.matrix, (float(step[at]), float(step[at + 1])))
            for step in self.path
            for at in range(1, len(step) - 1, 2)
        ]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def is_box(self) -> bool:
        box = self.box
        corners = {
            apply_matrix_pt(self.matrix, (float(step[-2]), float(step[-1]))) for step in self.path if len(step) == 3
        }
        near = {(min(abs(x - box[0]), abs(x - box[2])), min(abs(y - box[1]), abs(y - box[3]))) for x, y in corners}
        straight = all(step[0] in "mlh" for step in self.path)
        return straight and len(corners) == 4 and all(max(off) < _SAME_EDGE / 10 for off in near)


class GradientInterpreter(QuickInterpreter):
    """Gives the device the areas of gradients as paths, and patterns as ``Paint`` instead of a name."""

    def init_state(self, ctm: Any) -> None:
        """Begin a page or a form with nothing clipped."""
        super().init_state(ctm)
        self._clips: tuple[_Clip, ...] = ()
        self._masked = False
        self._alphas = _Alphas()
        self._saved: list[tuple[tuple[_Clip, ...], bool, _Alphas]] = []
        self._tell_device()

    def do_q(self) -> None:
        """Save what is clipped, too."""
        self._saved.append((self._clips, self._masked, self._alphas))
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802 - pdfminer calls operators by their names
        """Restore what is clipped, too."""
        if self._saved:
            self._clips, self._masked, self._alphas = self._saved.pop()
            self._tell_device()
        super().do_Q()

    def do_gs(self, name: Any) -> None:
        """Note opacity, and a soft mask: with one, a gradient's own colours are not those that are seen."""
        state = resolve1(self._entry("ExtGState", name))
        if isinstance(state, dict):
            mask = resolve1(state.get("SMask"))
            if mask is not None:
                self._masked = isinstance(mask, (dict, PDFStream))
            self._alphas = _Alphas(_alpha(state, "ca", self._alphas.fill), _alpha(state, "CA", self._alphas.stroke))
            self._tell_device()
        super().do_gs(name)

    def _tell_device(self) -> None:
        """Fills and strokes that nothing is to be seen of are not painted."""
        self.device.fills = self._alphas.fill > _CLEAR  # type: ignore[attr-defined]
        self.device.strokes = self._alphas.stroke > _CLEAR  # type: ignore[attr-defined]

    def do_W(self) -> None:  # noqa: N802
        """Note the path that clips from here on."""
        if any(len(step) > 1 for step in self.curpath):
            self._clips = (*self._clips, _Clip(self.ctm, tuple(self.curpath)))[-_MOST_CLIPS:]

    def do_W_a(self) -> None:  # noqa: N802
        """Note the path that clips from here on, by the even-odd rule."""
        self.do_W()

    def do_scn(self) -> None:
        """Put a pattern's identity and its colours in the place of its name."""
        super().do_scn()
        colour = self.graphicstate.ncolor
        base, name = colour if isinstance(colour, tuple) and len(colour) == 2 else ("", colour)
        if isinstance(name, str):
            self.graphicstate.ncolor = self._paint("Pattern", name, str(base))  # type: ignore[assignment]

    def do_sh(self, name: object) -> None:
        """Paint the clipped area, as a path like others."""
        clip = _area(self._clips)
        if clip is None:
            return
        state = self.graphicstate.copy()
        state.ncolor = self._paint("Shading", name)  # type: ignore[assignment]
        self.device.set_ctm(clip.matrix)
        self.device.paint_path(state, False, True, False, list(clip.path))
        self.device.set_ctm(self.ctm)

    def _paint(self, kind: str, name: object, base: str = "") -> Paint:
        reference = self._entry(kind, name)
        owner = reference.objid if isinstance(reference, PDFObjRef) else f"{literal_name(name)} of {id(self.resources)}"
        entry = resolve1(reference)
        entry = entry.attrs if isinstance(entry, PDFStream) else entry
        shading = resolve1(entry.get("Shading")) if kind == "Pattern" and isinstance(entry, dict) else entry
        shading = shading.attrs if isinstance(shading, PDFStream) else shading
        colours = () if self._masked or not isinstance(shading, dict) else _colours(shading)
        return Paint(f"{kind} {owner} {base}", colours)

    def _entry(self, kind: str, name: object) -> Any:
        """A resource as it stands in its dictionary, often a reference; None when there is none."""
        entries = resolve1(self.resources.get(kind)) if isinstance(self.resources, dict) else None
        return entries.get(literal_name(name)) if isinstance(entries, dict) else None


def _alpha(state: dict[str, Any], key: str, before: float) -> float:
    """An opacity of a graphics state's dictionary, or the one before."""
    value = resolve1(state.get(key))
    return float(value) if isinstance(value, (int, float)) else before


def _colours(shading: dict[str, Any]) -> tuple[tuple[float, ...], ...]:
    """Middle, first and last colour of an axial or radial gradient in a device's colours; empty for others."""
    space = resolve1(shading.get("ColorSpace"))
    parts = _parts(space)
    if resolve1(shading.get("ShadingType")) not in (2, 3) or not parts:
        return ()
    found = [evaluated(shading.get("Function"), share) for share in (0.5, 0.0, 1.0)]
    return tuple(colour for colour in found if colour and len(colour) == parts) if all(found) else ()


def _parts(space: Any) -> int:
    """How many numbers a colour of a space has; 0 where they are no plain colour."""
    if isinstance(space, list) and space:
        profile = resolve1(space[1]) if len(space) > 1 else None
        if literal_name(space[0]) == "ICCBased" and isinstance(profile, PDFStream):
            return int(resolve1(profile.attrs.get("N", 0)))
        return _COLOUR_PARTS.get(literal_name(space[0]), 0)
    return _COLOUR_PARTS.get(literal_name(space), 0) if space is not None else 0


def _area(clips: Sequence[_Clip]) -> _Clip | None:
    """The clipping path that holds what all of them leave; a box where they cut each other."""
    if not clips:
        return None
    boxes = [clip.box for clip in clips]
    left = _shared(boxes)
    if left[0] >= left[2] or left[1] >= left[3]:
        return None
    whole = [clip for clip, box in zip(clips, boxes, strict=True) if _is_near(box, left)]
    outlines = [clip for clip in clips if not clip.is_box]
    if len(outlines) <= 1 and whole:
        return next((clip for clip in whole if clip in outlines), whole[0])
    x0, y0, x1, y1 = left
    path = (("m", x0, y0), ("l", x1, y0), ("l", x1, y1), ("l", x0, y1), ("h",))
    return _Clip((1, 0, 0, 1, 0, 0), path)


def _shared(boxes: Iterable[_Box]) -> _Box:
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return max(lefts), max(lows), min(rights), min(highs)


def _is_near(one: _Box, other: _Box) -> bool:
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(one, other, strict=True))
