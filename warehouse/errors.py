"""What can go wrong with the database for reasons that a user can see and mend."""


class WarehouseError(Exception):
    """The database can't be written or read; the message names the file and what to do."""


class QueryError(WarehouseError):
    """A question to the database can't be answered; the message is DuckDB's own where it has one."""


class EvidenceError(WarehouseError):
    """No claim or observation has this id; the message says how to find one."""


class OutputError(WarehouseError):
    """Files can't be put where they were asked for; the message names the folder and what is in the way."""
