"""Answer a user's SQL: one statement that only reads, on the database alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
        with reading(path) as connection, ThreadPoolExecutor(1) as aside:
            answer = aside.submit(_answer, connection, statement)
            try:
                return answer.result()
            except KeyboardInterrupt:
                connection.interrupt()  # a thread that DuckDB works in hears nothing of Ctrl-C
                raise
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _answer(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[list[str], list[tuple[object, ...]]]:
    result = connection.execute(statement)
    return [str(column[0]) for column in result.description or ()], result.fetchall()


def _only(sql: str) -> str:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"expected one SQL statement, found {len(statements)}")
    statement = statements[0]
    if statement.type not in READS:
        kind = str(statement.type).rpartition(".")[2]
        raise QueryError(f"the database is read only: {kind} is not a question to it. Ask with SELECT.")
    return statement.query
