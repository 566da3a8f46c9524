"""Code lists: every closed vocabulary of the warehouse, in the field's own words (SDMX, DDI)."""

from enum import StrEnum


class Origin(StrEnum):
    """Who made the document that a number stands in."""

    PUBLISHED = "published"
    RECONSTRUCTION = "reconstruction"
    SYNTHETIC = "synthetic"


class Kind(StrEnum):
    """What a source is, and so which readers it gets."""

    REPORT = "report"
    PRESS = "press"
    RANKING = "ranking"
    APP_LIST = "app_list"
    ESERVICE_COUNTS = "eservice_counts"


class Language(StrEnum):
    """Language of a source's prose and numbers."""

    SWEDISH = "sv"
    ENGLISH = "en"


class MediaType(StrEnum):
    """Type of a snapshot, read from its bytes."""

    PDF = "application/pdf"
    HTML = "text/html"
    TEXT = "text/plain"

    @property
    def suffix(self) -> str:
        """File name suffix, with its dot."""
        return {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt"}[self.value]


class Reader(StrEnum):
    """Which part of the extractors read a claim."""

    PROSE = "prose"
    CAPTION = "caption"
    TABLE = "table"
    CHART_LABEL = "chart_label"
    CHART_GEOMETRY = "chart_geometry"
    RANKING = "ranking"
    APP_LIST = "app_list"
    ESERVICE_COUNTS = "eservice_counts"


class Unit(StrEnum):
    """What a value counts; ``percent`` is 0-100, changes in it are percentage points."""

    PERCENT = "percent"
    MUNICIPALITIES = "municipalities"
    ESERVICES = "eservices"
    APPS = "apps"
    POINTS = "points"
    GROUPS = "groups"
    INHABITANTS = "inhabitants"
    OTHER = "other"


class Statistic(StrEnum):
    """What a value says of the things counted."""

    SHARE = "share"
    CHANGE = "change"
    COUNT = "count"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    MEAN = "mean"
    MEDIAN = "median"
    RESPONDENTS = "respondents"
    SCORE = "score"
    RANK = "rank"
    TARGET = "target"


class RowKind(StrEnum):
    """What a table's row is: data, or something reckoned from other rows."""

    DATA = "data"
    TOTAL = "total"
    MEAN = "mean"
    MEDIAN = "median"


class Choice(StrEnum):
    """How a question can be answered: by one answer, by several, or by a number."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"


class Qualifier(StrEnum):
    """How the words around a number bend it."""

    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class CoverageStatus(StrEnum):
    """What became of a number token on a page."""

    USED = "used"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


class CheckStatus(StrEnum):
    """Outcome of a check."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"


class ObservationStatus(StrEnum):
    """How well an observation is vouched for."""

    CORROBORATED = "corroborated"
    SINGLE = "single"
    CONTRADICTED = "contradicted"
