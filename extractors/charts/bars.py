"""Bars: vertical and horizontal, single, grouped and stacked."""

from __future__ import annotations

from extractors.charts.model import ChartReading, Refusal, Zone


def read_bars(zone: Zone) -> ChartReading | Refusal | None:
    """Read a bar chart; None when its shapes are no bars."""
    return Refusal("not read") if not zone.shapes else None
