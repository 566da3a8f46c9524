"""What the data are, in words: shown by the dictionary and carried by every export."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "skl-facts"
TITLE = "E-services and apps in Sweden's municipalities, as published"
SUMMARY = (
    "Numbers that Sveriges Kommuner och Landsting (SKL, since 2019 SKR) published as PDFs and web pages about "
    "e-services and mobile apps in Sweden's 290 municipalities, each with the place where it is printed."
)
SUMMARY_SV = (
    "Uppgifter som Sveriges Kommuner och Landsting (SKL, sedan 2019 SKR) har publicerat som PDF-filer och webbsidor om "
    "e-tjänster och appar i Sveriges 290 kommuner, var och en med stället där den står."
)
#: No source states a licence, and none is made up here.
LICENCE = "notspecified"
LICENCE_TITLE = "No licence is stated by the publishers of the sources"
KEYWORDS = ("e-services", "e-tjänster", "appar", "municipalities", "kommuner", "Sweden", "SKL", "SKR")


@dataclass(frozen=True)
class Note:
    """A convention that readers of the data need to know."""

    title: str
    text: str


NOTES: tuple[Note, ...] = (
    Note(
        "From a number to its place",
        "Each row with a claim_id can be followed to claims (the printed text, its quote, source and page) and to "
        "claim_regions (boxes on the page). Nothing is averaged or filled in.",
    ),
    Note(
        "Origins",
        "The column origin says who made the document: published, reconstruction or synthetic (see the code list). A "
        "source that only stands in for another one is left out once that one has been read.",
    ),
    Note("Codes are text", "Municipality 0114 is not the number 114: read codes as text, or their first zero is lost."),
    Note(
        "Missing values",
        "NULL says that there is no value; an empty text is a text of no characters. Both are kept apart. What a "
        "table's cell prints instead of a number stands verbatim in table_cells.value_text: see kinds of missing.",
    ),
    Note(
        "Numbers",
        "percent is 0-100 and changes are signed. value_low and value_high are what the printed words allow. Boxes are "
        "PDF points from the page's top left, pages count from 1 in the file, and time stamps are in UTC.",
    ),
    Note(
        "Pictures",
        "evidence.png holds a picture of each claim's place. It is in the database and in its Parquet export; CSV, "
        "Excel and the Data Package leave that column out.",
    ),
)
EXPORT_NOTES: tuple[Note, ...] = (
    Note(
        "Parquet",
        "A file a view, with DuckDB's types. Each field's metadata holds its comment, unit and codes; the file's hold "
        "the view's comment, the run, and all of that again as JSON under skl:columns.",
    ),
    Note(
        "CSV",
        "UTF-8 as in RFC 4180: commas, line ends CR LF, texts always in quotes, numbers and dates never. Nothing "
        'between two commas is NULL, and two quotes ("") are an empty text. Texts are verbatim, also those that '
        "begin with = + - or @: a spreadsheet that opens a CSV may take them for formulas, the Excel export doesn't.",
    ),
    Note(
        "Excel",
        "A sheet of explanations, then a sheet a view. Texts and codes are text cells, never formulas; an empty cell "
        "is NULL, and a text cell without characters is an empty text. Control characters are written _xHHHH_, as "
        "Excel itself does. Time stamps are exact to a millisecond. What doesn't fit (a cell holds 32,767 characters, "
        "a sheet 1,048,576 rows) is cut or continued on a further sheet, and the explanations say where.",
    ),
    Note(
        "Data Package",
        "datapackage.json describes each CSV file: types, keys, references, code lists, ranges. Because few readers "
        'see quotes, NULL in an optional text column is written as a word ("NULL", or another one where a text says '
        "that) which missingValues names.",
    ),
)
