"""Answer a user's SQL: one statement that only reads, on the database alone."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.connection import reading
from warehouse.errors import QueryError

READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def query(path: Path, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return column names and rows of one SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.

    Raises QueryError with DuckDB's own message, or saying that the statement would change something; WarehouseError
    when there is no database that could be asked.
    """
    try:
        statement = _only(sql)
        with reading(path) as connection:
            result = connection.execute(statement)
            columns = [str(column[0]) for column in result.description or ()]
            return columns, result.fetchall()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _only(sql: str) -> str:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"expected one SQL statement, found {len(statements)}")
    statement = statements[0]
    if statement.type not in READS:
        kind = str(statement.type).rpartition(".")[2]
        raise QueryError(f"the database is read only: {kind} is not a question to it. Ask with SELECT.")
    return statement.query
