"""What can be wrong with a document."""


class DocumentError(Exception):
    """The document can't be read; the message says why, in words for people."""


class ScanError(DocumentError):
    """None of its pages has any text, so that only OCR could read it."""
