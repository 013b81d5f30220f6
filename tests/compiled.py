"""Statements compiled once for all databases of a kind: hundreds are opened in a session, each for a moment.

SQLAlchemy keeps what it compiled for each engine apart, by its dialect; here dialects that are alike share it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

MOST = 4000  # statements

Key = tuple[Dialect, *tuple[Hashable, ...]]


class Compiled(LRUCache[Any, Any]):
    """What was compiled, by the kind of dialect instead of the dialect itself."""

    def get(self, key: Key, default: Any = None) -> Any:
        return super().get(_alike(key), default)

    def __setitem__(self, key: Key, value: Any) -> None:
        super().__setitem__(_alike(key), value)


def _alike(key: Key) -> tuple[Hashable, ...]:
    dialect, *rest = key
    return (dialect.name, dialect.driver, dialect.server_version_info, *rest)


def share() -> None:
    """From now on, in this process."""
    compiled = Compiled(MOST)

    @event.listens_for(Engine, "engine_connect")
    def use(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)
