"""Hypothesis for this package: the same examples on every run, and no time limit for the first one."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
