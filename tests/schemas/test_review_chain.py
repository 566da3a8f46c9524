"""The chain of reviews: whatever is done to it between its first and its last byte is found, and named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.reviews import (
    NOTHING_BEFORE,
    Before,
    Draft,
    Head,
    Review,
    Verdict,
    chained,
    fault,
    first_broken,
    first_unlike,
    head,
    lines_of,
    read,
    standing,
    written,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def draft(verdict: Verdict = Verdict.ACCEPTED, **changes: object) -> Draft:
    """A decision on one claim."""
    known: dict[str, object] = {
        "subject_id": "0123456789abcdef",
        "source_id": "report",
        "content": "c" * 64,
        "verdict": verdict,
        "value": 57.0 if verdict is Verdict.CORRECTED else None,
        "because": "compared with the page",
        "reviewer": "Åsa Öberg",
        "reviewed_at": NOON,
        "before": Before("75 procent", 75.0, "75 procent av kommunerna", 7),
    }
    return Draft(**{**known, **changes})  # type: ignore[arg-type]


def chain(*drafts: Draft) -> list[Review]:
    reviews: list[Review] = []
    for each in drafts:
        reviews.append(chained(reviews[-1] if reviews else None, each))
    return reviews


def ledger(count: int = 5) -> list[bytes]:
    return [written(review) for review in chain(*(draft(subject_id=f"{n:016x}") for n in range(count)))]


@st.composite
def drafts(given_one: st.DrawFn) -> Draft:
    """Any decision that can be made, with any text that a page can hold."""
    verdict = given_one(st.sampled_from(Verdict))
    before = Before(
        given_one(TEXTS), given_one(st.none() | NUMBERS), given_one(TEXTS), given_one(st.none() | st.just(3))
    )
    value = given_one(NUMBERS) if verdict is Verdict.CORRECTED else None
    name = given_one(st.sampled_from(["Åsa Öberg", "A\u030asa", "李明", "Ольга", "O'Brien <b>", 'a "b" \\c']))
    return draft(verdict, before=before, value=value, reviewer=name, subject_id=given_one(st.sampled_from("abc")))


@given(st.lists(drafts(), max_size=6))
def test_what_is_written_is_read_back(made: list[Draft]) -> None:
    reviews = chain(*made)
    content = b"".join(map(written, reviews))
    assert lines_of(content) == [written(review) for review in reviews]
    assert read(lines_of(content)) == (reviews, None)
    assert all(written(review).count(b"\n") == 1 for review in reviews)


@given(st.data())
def test_any_edit_of_a_byte_is_found_in_its_line(data: st.DataObject) -> None:
    lines = ledger()
    number = data.draw(st.integers(1, len(lines)))
    line = bytearray(lines[number - 1])
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[at]))
    content = b"".join([*lines[: number - 1], bytes(line), *lines[number:]])
    assert first_broken(lines_of(content))[0] == number  # type: ignore[index]


@given(st.data())
def test_bytes_put_in_or_taken_out_anywhere_are_found_in_their_line(data: st.DataObject) -> None:
    lines = ledger()
    content = b"".join(lines)
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start, min(start + 400, len(content))))
    put = data.draw(st.binary(max_size=5))
    changed = content[:start] + put + content[end:]
    whole = sum(1 for upto in range(1, len(lines) + 1) if changed.startswith(b"".join(lines[:upto])))
    broken = first_broken(lines_of(changed))
    cut_at_the_end = changed == b"".join(lines[:whole])
    assert broken is None if cut_at_the_end else broken is not None and broken[0] == whole + 1


@given(st.integers(0, 3))
def test_a_removed_entry_is_found_where_it_was(gone: int) -> None:
    lines = ledger()
    found = first_broken(lines[:gone] + lines[gone + 1 :])
    assert found is not None and found[0] == gone + 1 and "missing" in found[1]


@given(st.permutations(range(5)))
def test_any_other_order_is_found(order: list[int]) -> None:
    lines = ledger()
    found = first_broken([lines[place] for place in order])
    moved = [number for number, place in enumerate(order, start=1) if place != number - 1]
    assert found is None if not moved else found is not None and found[0] == moved[0]


@given(st.integers(0, 5), st.integers(0, 4))
def test_an_entry_put_in_is_found(at: int, copied: int) -> None:
    lines = ledger()
    found = first_broken([*lines[:at], lines[copied], *lines[at:]])
    assert found is not None and found[0] == at + (2 if at == copied else 1)


@given(st.integers(0, 4))
def test_a_forged_entry_that_is_chained_breaks_the_line_after_it(at: int) -> None:
    lines = ledger()
    before = read(lines[:at])[0]
    forged = written(chained(before[-1] if before else None, draft(because="forged")))
    assert first_broken([*lines[:at], forged, *lines[at:]])[0] == at + 2  # type: ignore[index]


@given(st.integers(1, 5), st.data())
def test_a_ledger_cut_off_within_an_entry_is_torn_there(number: int, data: st.DataObject) -> None:
    lines = ledger()
    kept = data.draw(st.integers(1, len(lines[number - 1]) - 1))
    found = first_broken(lines_of(b"".join(lines[: number - 1]) + lines[number - 1][:kept]))
    assert found is not None and found[0] == number and found[1].startswith("cut off")


@given(st.integers(0, 4))
def test_a_removed_end_is_found_by_the_head_that_was_noted(kept: int) -> None:
    reviews = read(ledger())[0]
    noted = head(reviews)
    assert first_broken(ledger()[:kept]) is None, "a chain can't see this"
    assert first_unlike(reviews[:kept], [Head(0, NOTHING_BEFORE), noted])[0] == kept + 1  # type: ignore[index]
    assert first_unlike(reviews, [noted, head(reviews[:kept])]) is None


def test_a_chain_written_anew_is_found_by_the_head_that_was_noted() -> None:
    old = chain(draft(), draft(because="second"), draft(because="third"))
    anew = chain(draft(), draft(because="another"), draft(because="third"))
    assert first_broken(map(written, anew)) is None
    found = first_unlike(anew, [head(old[:1]), head(old[:2]), head(old)])
    assert found is not None and found[0] == 2 and "another than a run saw" in found[1]


def test_the_head_says_how_many_and_which() -> None:
    reviews = chain(draft(), draft())
    assert head([]) == Head(0, NOTHING_BEFORE)
    assert head(reviews) == Head(2, reviews[1].entry_hash)
    assert str(head(reviews)) == f"2 entries, head {reviews[1].entry_hash[:16]}"


def test_names_and_times_are_written_in_one_way() -> None:
    one = chained(None, draft(reviewer=" A\u030asa O\u0308berg "))
    later = NOON.astimezone(timezone(timedelta(hours=1)))
    assert one == chained(None, draft(reviewed_at=later))
    assert "Åsa Öberg".encode() in written(one)
    assert json.loads(written(one))["reviewed_at"] == "2026-11-24T12:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reviewer": " "}, "name"),
        ({"verdict": Verdict.REJECTED, "because": ""}, "reason"),
        ({"verdict": Verdict.WAIVED, "because": "\t"}, "reason"),
        ({"verdict": Verdict.CORRECTED, "value": None}, "the right value"),
        ({"verdict": Verdict.CORRECTED, "value": float("nan")}, "no number"),
        ({"verdict": Verdict.ACCEPTED, "value": 3.0}, "no other value"),
        ({"content": ""}, "what was judged"),
        ({"before": Before("\ud800", None, "", None)}, "what was judged"),
        ({"reviewer": "\u200b."}, "name"),
        ({"verdict": Verdict.WAIVED, "because": "\u2060"}, "reason"),
        ({"because": "two\u2028lines"}, r"the sign \u2028"),
        ({"because": "two\nlines"}, r"the sign \n"),
        ({"reviewer": "Åsa \u202etxet"}, r"the sign \u202e"),
        ({"because": "\udce5"}, r"the sign \udce5"),
        ({"because": "x" * 5000}, "5000 characters"),
    ],
)
def test_what_is_no_decision_is_refused_in_words(changes: dict[str, object], told: str) -> None:
    given_one = replace(draft(), **changes)  # type: ignore[arg-type]
    assert told in str(fault(given_one))
    with pytest.raises(ValueError) as caught:
        chained(None, given_one)
    assert str(caught.value) == fault(given_one)


def test_accepting_needs_no_reason() -> None:
    assert fault(draft(because="")) is None
    assert fault(draft(Verdict.UNDONE, because="")) is None


def test_the_last_verdict_stands_and_an_undone_one_gives_way_to_the_one_before() -> None:
    accepted, rejected = draft(because="1"), draft(Verdict.REJECTED, because="2")
    undone = draft(Verdict.UNDONE)
    other = draft(subject_id="other")

    def stands(*made: Draft) -> list[str]:
        return [review.because for review in standing(chain(*made)).values() if review.subject_id != "other"]

    assert stands(accepted, rejected) == ["2"]
    assert stands(accepted, other, rejected, undone) == ["1"]
    assert stands(accepted, rejected, undone, undone) == []
    assert stands(undone, accepted) == ["1"], "there was nothing to take back"
    assert list(standing(chain(accepted, other, undone))) == ["other"]
