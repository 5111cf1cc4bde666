"""Rows of an SQLite database."""

from __future__ import annotations

from reader.contexts import closing

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from typing import Any


def rows_of(
    connection: sqlite3.Connection, query: str, values: tuple[Any, ...] = ()
) -> list[tuple[Any, ...]]:
    """The rows that a query finds."""
    with closing(connection.execute(query, values)) as cursor:
        return cursor.fetchall()
