"""What vanished and what appeared are paired again, number by number, and never by guess."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.differences import ChangeKind, compare
from schemas.history import Entry, Moment, Record, State, noted, replay, spells


def claim(value: float, quote: str, **changes: object) -> Record:
    """A percentage in prose, at one place of a page."""
    known: dict[str, object] = {
        "source_id": "a",
        "page": 1,
        "reader": "prose",
        "value_text": f"{value:g} procent",
        "value": value,
        "unit": "percent",
        "statistic": "share",
        "quote": quote,
        "subject": quote,
        "x0": 70.0,
        "top": 100.0,
        "x1": 120.0,
        "bottom": 112.0,
    }
    return {**known, **changes}  # type: ignore[dict-item]


def kinds(before: dict[str, Record], now: dict[str, Record]) -> list[tuple[str, str | None, str | None]]:
    changes = compare(State(claims=before), State(claims=now))
    return [(change.kind, change.was and change.was.id, change.now and change.now.id) for change in changes]


def test_the_same_words_on_another_page_have_moved() -> None:
    quote = "46 procent har appar."
    assert kinds({"x": claim(46, quote)}, {"y": claim(46, quote, page=2)}) == [("moved", "x", "y")]


def test_a_place_that_differs_by_rounding_has_not_moved() -> None:
    quote = "46 procent har appar."
    assert kinds({"x": claim(46, quote)}, {"x": claim(46, quote, x0=70.9)}) == []
    assert kinds({"x": claim(46, quote)}, {"x": claim(46, quote, x0=72.0)}) == [("moved", "x", "x")]


def test_each_edited_number_of_a_page_finds_its_own() -> None:
    before = {"x": claim(46, "46 procent har appar."), "y": claim(81, "81 procent har tjänster.", top=200, bottom=212)}
    now = {"v": claim(82, "82 procent har tjänster.", top=300, bottom=312), "w": claim(47, "47 procent har appar.")}
    assert sorted(kinds(before, now)) == [("changed", "x", "w"), ("changed", "y", "v")]


def test_a_cell_is_known_by_its_labels() -> None:
    cell = {"reader": "table", "x0": None, "top": None, "x1": None, "bottom": None}
    before = {name: claim(5, "+5%", value_text="+5%", subject=name, **cell) for name in ("bygglov", "förskola")}
    now = {
        "a": claim(7, "+7%", value_text="+7%", subject="förskola", **cell),
        "b": claim(5, "+5%", value_text="+5%", subject="bygglov", **cell),
    }
    assert kinds(before, now) == [("changed", "förskola", "a")]


def test_what_is_like_nothing_appears_and_vanishes() -> None:
    before = {"x": claim(46, "46 procent har appar.")}
    now = {"y": claim(12, "Bland de svarande finns 12 procent utan plan.", page=7)}
    assert sorted(kinds(before, now)) == [("appeared", None, "y"), ("vanished", "x", None)]


def test_numbers_of_other_sources_are_never_paired() -> None:
    quote = "46 procent har appar."
    found = kinds({"x": claim(46, quote)}, {"y": claim(46, quote, source_id="b")})
    assert sorted(found) == [("appeared", None, "y"), ("vanished", "x", None)]


def test_a_published_value_is_told_with_its_claim_or_alone() -> None:
    was, now = {"value": 46.0, "status": "single"}, {"value": 47.0, "status": "single"}
    before = State(claims={"x": claim(46, "46 procent.", observation_id="o")}, observations={"o": was, "p": was})
    after = State(claims={"y": claim(47, "47 procent.", observation_id="o")}, observations={"o": now, "p": now})
    changes = compare(before, after)
    assert [(change.kind, change.published_now and change.published_now.id) for change in changes] == [
        (ChangeKind.CHANGED, "o"),
        (ChangeKind.CHANGED, "p"),
    ]
    assert changes[0].now is not None and changes[1].now is None


def moment(number: int) -> Moment:
    return Moment(f"run-{number}", datetime(2024, 5, number, tzinfo=UTC))


def test_a_replay_gives_the_last_state_and_spells_the_times() -> None:
    states = [State(claims={"x": {"value": 1}}), State(), State(claims={"x": {"value": 1}, "y": {"value": 2}})]
    entries: list[Entry] = []
    for number, state in enumerate(states, start=1):
        last = entries[-1].run if entries else None
        entries.append(noted(moment(number), last, replay(entries), state))
        assert replay(entries) == state
    found = [
        (spell.id, spell.first.run_id, spell.last.run_id, spell.until) for spell in spells(entries, "claims", moment(4))
    ]
    assert found == [("x", "run-1", "run-1", "run-2"), ("x", "run-3", "run-4", None), ("y", "run-3", "run-4", None)]


def test_an_entry_that_is_read_twice_spoils_nothing() -> None:
    entry = noted(moment(1), None, State(), State(claims={"x": {"value": 1}}))
    assert replay([entry, entry]) == replay([entry])
