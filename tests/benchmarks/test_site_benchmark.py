"""The benchmark of the auditor's page can run."""

from __future__ import annotations

from site_pages import measured


def test_a_short_report_is_measured() -> None:
    told = measured(2)
    assert told["pages"] == "2" and int(told["numbers"]) >= 40 and "size" in told
