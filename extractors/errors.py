"""What can be wrong with a document."""


class DocumentError(Exception):
    """The document can't be read; the message says why, in words for people."""
