"""Rows of an SQLite database."""

from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


def rows_of(
    connection: "sqlite3.Connection", query: str, values: tuple[Any, ...] = ()
) -> list[tuple[Any, ...]]:
    """The rows that a query finds."""
    with closing(connection.execute(query, values)) as cursor:
        return cursor.fetchall()
