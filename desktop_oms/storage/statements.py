"""SQL for the busiest paths: built by SQLAlchemy from the tables, put into words once, then run on the driver's cursor.

Loading an order reads twelve tables.  SQLAlchemy's own execution costs about 75 microseconds a statement, the database
3 to 5; so what every command runs is compiled once per database and goes to the driver as text with placeholders.  It
is the same connection and transaction.  Values go in and come out as the driver knows them, except that SQLite's 0 and
1 are turned into False and True by whoever reads flags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.expression import ClauseElement, FromClause

from desktop_oms.storage import server_driver

Row = tuple[Any, ...]

_SQLITE: Any = SQLiteDialect_pysqlite(paramstyle="qmark")

COPY_FROM = 50  # so many rows are worth a COPY
LONGEST_LIST = 512  # values in one IN (...)


class Statement:
    """One SQL statement with named parameters, which callers give as a tuple in the order of `names`."""

    def __init__(self, clause: ClauseElement, names: Sequence[str]) -> None:
        self._clause = clause
        self._names = tuple(names)
        self._texts: dict[str, str] = {}

    def text(self, connection: Connection) -> str:
        """The statement in the words of the connection's database."""
        kind = connection.dialect.name
        found = self._texts.get(kind)
        if found is None:
            found = self._texts[kind] = self._compile(kind)
        return found

    def _compile(self, kind: str) -> str:
        compiled: Any = self._clause.compile(dialect=_SQLITE if kind == "sqlite" else server_driver.dialect())
        if tuple(compiled.positiontup or ()) != self._names:
            raise ValueError(f"parameters stand as {compiled.positiontup}, not {self._names}")
        return str(compiled)


def cursor(connection: Connection) -> Any:
    """The driver's own cursor inside the connection's transaction."""
    return connection.connection.cursor()


def rows(connection: Connection, statement: Statement, values: Row) -> list[Row]:
    """All rows that a statement finds."""
    at = cursor(connection)
    at.execute(statement.text(connection), values)
    found: list[Row] = at.fetchall()
    return found


def run(connection: Connection, statement: Statement, values: Row) -> int:
    """Runs a statement; returns how many rows it changed."""
    at = cursor(connection)
    at.execute(statement.text(connection), values)
    changed: int = at.rowcount
    return changed


def run_many(connection: Connection, statement: Statement, values: Sequence[Row]) -> None:
    """Runs a statement once for each row of values, in one go."""
    if values:
        cursor(connection).executemany(statement.text(connection), values)


def all_rows(connection: Connection, statements: Iterable[Statement], values: Row) -> list[list[Row]]:
    """Runs several statements with the same values, in one round trip where the database is on a server."""
    return answers(connection, [(statement, values) for statement in statements])


def answers(connection: Connection, asked: Iterable[tuple[Statement, Row]]) -> list[list[Row]]:
    """The rows of several statements, each with its values, in one round trip where the database is on a server."""
    if connection.dialect.name == "sqlite":
        at = cursor(connection)
        return [at.execute(statement.text(connection), values).fetchall() for statement, values in asked]
    server: Any = connection.connection.driver_connection
    with server.pipeline():
        begun = [server.execute(statement.text(connection), values) for statement, values in asked]
        return [answer.fetchall() for answer in begun]


class Insert(Statement):
    """Inserts rows into the named columns of a table; with `once` a row whose unique key stands already is left out."""

    def __init__(self, table: Table, names: Sequence[str], *, once: bool = False) -> None:
        super().__init__(table.insert().values({name: bindparam(name) for name in names}), names)
        columns = ", ".join(names)
        self._copy = f"COPY {table.name} ({columns}) FROM STDIN"
        self._once = once

    def _compile(self, kind: str) -> str:
        return super()._compile(kind) + (" ON CONFLICT DO NOTHING" if self._once else "")

    def put(self, connection: Connection, values: Sequence[Row]) -> None:
        """Inserts all rows; many at once go to PostgreSQL as one COPY."""
        if len(values) < COPY_FROM or self._once or connection.dialect.name == "sqlite":
            run_many(connection, self, values)
            return
        with cursor(connection).copy(self._copy) as copy:
            for row in values:
                copy.write_row(row)

    def put_one(self, connection: Connection, values: Row) -> bool:
        """Inserts one row; False when it was left out."""
        return run(connection, self, values) == 1


class Chosen:
    """Selects some columns of the rows whose `column` has one of the given values."""

    def __init__(
        self, columns: Sequence[ColumnElement[Any]], column: ColumnElement[Any], source: FromClause | None = None
    ) -> None:
        """`source` are the joined tables of columns that stand in several."""
        self._columns = columns
        self._column = column
        self._source = source
        self._by_length: dict[int, Statement] = {}

    def find(self, connection: Connection, values: Iterable[Any]) -> list[Row]:
        """The rows, in no order.  Lists of similar length share a statement, the last value standing in for none."""
        wanted = sorted(set(values))
        found: list[Row] = []
        for at in range(0, len(wanted), LONGEST_LIST):
            part = wanted[at : at + LONGEST_LIST]
            length = 1 << (len(part) - 1).bit_length()
            found += rows(connection, self._statement(length), (*part, *part[-1:] * (length - len(part))))
        return found

    def _statement(self, length: int) -> Statement:
        known = self._by_length.get(length)
        if known is None:
            names = [f"value_{at}" for at in range(length)]
            chosen = self._column.in_([bindparam(name) for name in names])
            asked = select(*self._columns).where(chosen)
            asked = asked if self._source is None else asked.select_from(self._source)
            known = self._by_length[length] = Statement(asked, names)
        return known
