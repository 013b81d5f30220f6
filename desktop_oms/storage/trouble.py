"""What can go wrong with a database, sorted by what helps: trying the whole transaction again, or telling a person.

SQLSTATE classes are those of the PostgreSQL manual, appendix A; SQLite's result codes those of sqlite.org/rescode.html.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolIsEmpty

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import server_driver
from desktop_oms.storage.address import Address
from desktop_oms.storage.sqlite_file import driver


class TryAgain(Exception):
    """What was read has changed meanwhile: the whole command must run again on fresh rows."""


class StaleOrder(TryAgain):
    """Somebody else saved the order since it was loaded."""


class StockChanged(TryAgain):
    """A stock level no longer allows what was decided on it."""


def troubles() -> tuple[type[Exception], ...]:
    """What may come out of a transaction beside bugs."""
    return (DBAPIError, driver.Error, PoolIsEmpty, TryAgain, *server_driver.errors())


def broken_rules() -> tuple[type[Exception], ...]:
    """A unique key that is taken, a row that must exist, or a rule of the table; the row was not written."""
    return (IntegrityError, driver.IntegrityError, *server_driver.errors("IntegrityError"))


# Serialization failure, deadlock, lock not available, and a standby that was promoted or is read-only by now.
PASSING = frozenset({"40001", "40P01", "55P03", "25006"})
# Connections without a state: whoever waits a little is let in.
COMES_BACK = frozenset({"database_unreachable", "database_crowded"})
# The server is going down, starting up, or the connection broke.
BROKEN = ("08", "57P0")

SENTENCES = {
    "22003": "database_number_too_large",
    "28": "database_login_refused",
    "3D": "database_missing",
    "42501": "database_not_allowed",
    "42P01": "database_foreign",
    "53100": "database_full",
    "53300": "database_crowded",
    "25006": "database_read_only",
    "XX001": "database_corrupt",
    "XX002": "database_corrupt",
    "55P03": "database_busy",
    "40": "database_busy",
}

REFUSED = (
    (re.compile('database ".*" does not exist'), "database_missing"),
    (re.compile("pg_hba"), "database_host_refused"),
    (re.compile('authentication failed|role ".*" does not exist|no password supplied'), "database_login_refused"),
    (re.compile("certificate|does not support SSL"), "database_not_safe"),
    (re.compile("No space left on device"), "database_full"),
    (re.compile("too many clients|too many connections|connection slots are reserved"), "database_crowded"),
)
SQLITE_SENTENCES = {
    "database is locked": "database_busy",
    "database table is locked": "database_busy",
    "file is not a database": "database_foreign",
    "malformed": "database_corrupt",
    "database or disk is full": "database_full",
    "readonly database": "database_read_only",
    "unable to open database file": "database_unreachable",
    "disk i/o error": "database_unreachable",
}


def is_passing(trouble: BaseException) -> bool:
    """True when the same transaction, run again from its start, may well succeed."""
    if isinstance(trouble, TryAgain | PoolIsEmpty):
        return True
    cause = _cause(trouble)
    if isinstance(cause, server_driver.errors()):
        state: str | None = cause.sqlstate  # type: ignore[attr-defined]
        # A connection that breaks under a statement has no state, and neither has one that is never made.
        return _server_code(cause) in COMES_BACK if state is None else _passes(state)
    return isinstance(cause, driver.OperationalError) and "locked" in str(cause)


def as_sentence(trouble: BaseException, address: Address) -> OmsError | None:
    """The trouble in words for a person, or None when it is a bug or a broken rule and not the database's state."""
    if isinstance(trouble, TryAgain | PoolIsEmpty):
        return OmsError("database_busy", database=address.shown)
    cause = _cause(trouble)
    code: str | None = None
    if isinstance(cause, server_driver.errors()):
        code = _server_code(cause)
    elif isinstance(cause, driver.DatabaseError):
        said = str(cause).lower()
        code = next((code for words, code in SQLITE_SENTENCES.items() if words in said), None)
    return None if code is None else OmsError(code, database=address.shown)


def is_lost(trouble: BaseException) -> bool:
    """True when the server is gone or may no longer be written to: its other connections are worth nothing either."""
    cause = _cause(trouble)
    if not isinstance(cause, server_driver.errors()):
        return False
    state: str | None = cause.sqlstate  # type: ignore[attr-defined]
    return state is None or state == "25006" or state.startswith(BROKEN)


def _cause(trouble: BaseException) -> Any:
    original: Any = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    return original if isinstance(original, BaseException) else trouble


def _passes(state: str) -> bool:
    return state in PASSING or state.startswith(BROKEN)


def _server_code(cause: Any) -> str | None:
    state = cause.sqlstate
    if state is not None:
        if state.startswith(BROKEN):
            return "database_unreachable"
        return next((code for start, code in SENTENCES.items() if state.startswith(start)), None)
    if not isinstance(cause, server_driver.errors("OperationalError")):
        return None
    # A refused connection tells its reason in words only.
    said = str(cause)
    return next((code for words, code in REFUSED if words.search(said)), "database_unreachable")
