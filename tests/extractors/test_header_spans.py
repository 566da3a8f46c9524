"""Headers over several columns, in tables without rules: the right path, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from reads import read_pdf
from typeset import Pen, pdf

from schemas.claim import Extraction

ROWS = [("Ale", (12, 34, 56, 78)), ("Boden", (21, 43, 65, 87)), ("Kil", (11, 22, 33, 44)), ("Umeå", (5, 6, 7, 8))]
XS = (200, 280, 360, 440)


def table(headers: Sequence[tuple[float, float, str]], columns: int = 4) -> Extraction:
    """Read a table without rules; headers are (x, top, text)."""

    def draw(pen: Pen) -> None:
        for x, top, text in headers:
            pen.text(x, top, text, bold=True)
        for line, (name, values) in enumerate(ROWS):
            pen.text(70, 180 + 20 * line, name)
            for x, value in zip(XS[:columns], values, strict=False):
                pen.text(x, 180 + 20 * line, str(value))

    return read_pdf(pdf(draw))


def paths(found: Extraction) -> dict[str, str]:
    """The headers of each value that is read."""
    return {cell.value_text: cell.column_label for cell in found.cells if cell.claim is not None}


def test_headers_that_come_again_tell_which_columns_each_of_those_above_spans() -> None:
    years = [(x, 160, year) for x, year in zip(XS, ("2014", "2011", "2014", "2011"), strict=True)]
    found = paths(table([(200, 140, "Appar"), (360, 140, "Tjänster"), *years]))
    assert [found[value] for value in ("12", "34", "56", "78")] == [
        "Appar | 2014",
        "Appar | 2011",
        "Tjänster | 2014",
        "Tjänster | 2011",
    ]


def test_a_column_that_a_header_beside_it_may_be_over_too_is_refused() -> None:
    below = [(x, 160, text) for x, text in zip(XS[:2], ("Antal", "Andel"), strict=False)]
    found = table([(200, 140, "Appar"), *below], columns=2)
    assert paths(found).get("12") == "Appar | Antal"
    assert "34" not in paths(found)
    assert "“Appar” may stand over it too" in found.held[0].reason


def test_a_header_of_two_lines_centred_beside_one_of_one_line_is_one_header() -> None:
    found = paths(table([(200, 145, "Antal"), (200, 157, "kommuner"), (280, 151, "Andel")], columns=2))
    assert (found["12"], found["34"]) == ("Antal kommuner", "Andel")
