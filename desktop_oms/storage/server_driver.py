"""PostgreSQL's driver, imported when a server is first spoken to: a shop that is kept in a file never pays for it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

NAME = "psycopg"


def driver() -> Any:
    """The driver's module."""
    return importlib.import_module(NAME)


def errors(kind: str = "Error") -> tuple[type[Exception], ...]:
    """The driver's class of errors, for an `except`; nothing as long as no server was spoken to."""
    known = sys.modules.get(NAME)
    return () if known is None else (getattr(known, kind),)


def read_address(text: str) -> dict[str, str]:
    """The connection words of a `postgresql://` address; raises ValueError for what libpq does not understand.

    The error says nothing: libpq repeats parts of the address, a password perhaps, in its own words.
    """
    conninfo = importlib.import_module(f"{NAME}.conninfo")
    try:
        words = conninfo.conninfo_to_dict(text)
    except errors("ProgrammingError"):
        raise ValueError from None
    return {name: str(word) for name, word in words.items() if word is not None}


def write_address(words: Mapping[str, str]) -> str:
    """The same words as one text for PostgreSQL's own tools."""
    made: str = importlib.import_module(f"{NAME}.conninfo").make_conninfo("", **words)
    return made


@cache
def dialect() -> Any:
    """SQLAlchemy's way of writing statements for this driver, with its placeholders."""
    return importlib.import_module("sqlalchemy.dialects.postgresql.psycopg").PGDialect_psycopg(paramstyle="format")
