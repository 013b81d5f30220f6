"""Keeping the database well: copies, restoring, bringing it up, and the question whether everything adds up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop_oms.services.database import Database
from desktop_oms.settings import data_folder
from desktop_oms.storage import backup, engine, reconcile, schema
from desktop_oms.storage.reconcile import Finding
from desktop_oms.storage.schema import Migrated

__all__ = ["Finding", "Migrated", "Upkeep", "migrate", "restore"]


class Upkeep:
    """Looks after the open database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def backup(self, target: Path | str) -> Path:
        """Copy the database into a new file while people work; raises `backup_*`."""
        return backup.backup(self.database.engine, Path(target))

    def daily(self, folder: Path | None = None) -> Path | None:
        """Make today's copy unless it is there, and keep seven; returns the copy if one was made.

        Copies lie in the folder `backups` beside the database's file, or among the program's data.
        """
        path = self.database.path
        place = folder or (path.parent if path else data_folder()) / "backups"
        return backup.daily(self.database.engine, place, self.database.now())

    def reconcile(self, *, full: bool = False, progress: Callable[[str], None] | None = None) -> list[Finding]:
        """What does not add up, empty when all is well; `full` looks at each order's history, not only at some."""
        return self.database.read(lambda conn: reconcile.reconcile(conn, full=full, progress=progress))


def restore(source: Path | str, place: Path | str) -> Path | None:
    """Put a copy in the database's place; returns the safety copy of what was there.  Nobody may have it open.

    Raises `backup_*`, and whatever keeps the database from being opened; then nothing has changed.
    """
    return backup.restore(Path(source), place)


def migrate(place: Path | str) -> Migrated:
    """Bring a database up to this program's tables, after a copy; says from which version to which."""
    opened = engine.open_engine(place, create=False)
    try:
        return schema.migrate(opened)
    finally:
        engine.close_engine(opened)
