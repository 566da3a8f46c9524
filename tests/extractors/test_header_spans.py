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


def test_as_many_headers_as_columns_are_one_for_each_however_far_from_its_values() -> None:
    below = [(215, 160, "Antal"), (315, 160, "Andel"), (392, 160, "Budget"), (490, 160, "Totalt")]
    found = paths(table(below))
    assert [found[value] for value in ("12", "34", "56", "78")] == ["Antal", "Andel", "Budget", "Totalt"]


def test_a_line_of_headers_in_another_size_is_no_part_of_those_below_it() -> None:
    def draw(pen: Pen) -> None:
        pen.text(215, 145, "Svar", 16)
        for x, text in zip(XS[:2], ("Antal", "Andel"), strict=False):
            pen.text(x, 163, text, 8)
        for line, (name, values) in enumerate(ROWS):
            pen.text(70, 180 + 20 * line, name)
            for x, value in zip(XS[:2], values, strict=False):
                pen.text(x, 180 + 20 * line, str(value))

    assert "Svar Antal" not in paths(read_pdf(pdf(draw))).values()


def test_rules_between_all_rows_do_not_cut_the_upper_headers_off() -> None:
    def draw(pen: Pen) -> None:
        lines = [("", "Appar", "", "Tjänster", ""), ("", "2014", "2011", "2014", "2011")]
        for number, (name, *cells) in enumerate([*lines, *((name, *map(str, values)) for name, values in ROWS)]):
            pen.text(70, 140 + 20 * number, name)
            for x, text in zip(XS, cells, strict=True):
                pen.text(x, 140 + 20 * number, text)
            pen.line(70, 155 + 20 * number, 470, 155 + 20 * number)

    assert paths(read_pdf(pdf(draw)))["12"] == "Appar | 2014"


def test_a_heading_centred_between_rows_heads_those_below_it() -> None:
    def draw(pen: Pen) -> None:
        for x, text in zip(XS[:3], ("Antal", "Andel", "Budget"), strict=False):
            pen.text(x, 140, text)
        pen.line(70, 155, 390, 155)
        for top, heading, row in ((160, "Alla svarande", ROWS[0]), (200, "Bara kommuner", ROWS[1])):
            pen.text(250, top, heading)
            for line in range(2):
                pen.text(70, top + 15 * (line + 1), f"{row[0]}{'' if not line else ' norra'}")
                for x, value in zip(XS[:3], row[1], strict=False):
                    pen.text(x, top + 15 * (line + 1), str(value + 100 * line))

    found = read_pdf(pdf(draw))
    sections = {cell.value_text: cell.section for cell in found.cells if cell.claim is not None}
    assert (sections["12"], sections["21"]) == ("Alla svarande", "Bara kommuner")
