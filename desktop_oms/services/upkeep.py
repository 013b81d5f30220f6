"""Keeping the database well: copies, restoring, bringing it up, and the question whether everything adds up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.services.people import ADMINS
from desktop_oms.services.setup import MANAGERS
from desktop_oms.settings import data_folder
from desktop_oms.storage import (
    backup,
    catalogue_rows,
    current,
    engine,
    house_rows,
    log_rows,
    moving,
    print_rows,
    reconcile,
    schema,
)
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.reconcile import Finding
from desktop_oms.storage.schema import Migrated

__all__ = ["Copy", "Finding", "Migrated", "Moved", "Place", "Upkeep", "migrate", "move", "reach", "restore"]

# What the program itself takes to the outside; messages of other topics wait for a bridge to a shop or a supplier.
DELIVERED = ("gateway.refund",)
SUFFIXES = tuple(backup.SUFFIX.values())


@dataclass(frozen=True, slots=True)
class Place:
    """The open database: where it is (no password), its size in bytes, its orders, and the folder of its copies."""

    shown: str
    path: Path | None
    size: int
    orders: int
    schema: str
    copies: Path


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the database: its file, when it was made (ms UTC), its size in bytes.

    `orders` is how many it holds, None where nobody has looked or it cannot be asked.
    """

    file: Path
    made_at: int
    size: int
    orders: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A shop that was brought elsewhere: how many orders, from where and to where (no password)."""

    orders: int
    source: str
    target: str


class Upkeep:
    """Looks after the open database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def place(self) -> Place:
        """Where the database is and how large it has become."""

        def look(conn: Connection) -> Place:
            named = self.database.shown
            return Place(
                named,
                self.database.path,
                house_rows.size(conn),
                house_rows.orders(conn),
                schema.version(conn, named),
                self.folder(),
            )

        return self.database.read(look)

    def outbox(self) -> int:
        """How many messages that the program delivers have not been delivered yet; 1000 for more."""
        return self.database.read(lambda conn: log_rows.count_out(conn, DELIVERED))

    def demand_known(self) -> None:
        """Raises `database_newer` when a newer program has brought the tables up since this one opened them."""
        self.database.read(lambda conn: schema.demand_known(conn, self.database.shown))

    def folder(self) -> Path:
        """Where the daily copies lie: beside the database's file, or among the program's data."""
        path = self.database.path
        return (path.parent if path else data_folder()) / "backups"

    def copies(self) -> list[Copy]:
        """The copies in that folder, the newest first."""
        try:
            files = [file for file in self.folder().iterdir() if file.suffix in SUFFIXES and file.is_file()]
        except FileNotFoundError:
            return []
        return sorted(map(copy_of, files), key=lambda copy: copy.made_at, reverse=True)

    def look(self, actor: Actor, source: Path | str) -> Copy:
        """What a copy holds, before it is put back; raises `not_your_role` and whatever `restore` would refuse."""
        require_role(actor, "database.restore", ADMINS)
        return copy_of(Path(source), backup.orders_in(Path(source)))

    def backup_by(self, actor: Actor, target: Path | str) -> Path:
        """Copy the database at somebody's wish: the copy holds every buyer, so not everybody may have one."""
        require_role(actor, "database.backup", MANAGERS)
        return self.backup(target)

    def backup(self, target: Path | str) -> Path:
        """Copy the database into a new file while people work; raises `backup_*`."""
        return backup.backup(self.database.engine, Path(target))

    def daily(self, folder: Path | None = None) -> Path | None:
        """Make today's copy unless it is there, and keep seven; returns the copy if one was made.

        Copies lie in the folder `backups` beside the database's file, or among the program's data.
        """
        return backup.daily(self.database.engine, folder or self.folder(), self.database.now())

    def daily_for(self, login: str) -> Path | None:
        """Today's copy as the window of a person makes it beside the work; "" is the only person there is.

        A file lies on this computer as it is.  Of a server's database only a manager's window makes a copy, for it
        holds every buyer, and not every bench may have one.
        """
        return self.daily() if self.database.path or self._is_manager(login) else None

    def _is_manager(self, login: str) -> bool:
        here = [user for user in self.database.read(catalogue_rows.users) if user.active]
        chosen = [user for user in here if user.login == login] if login or len(here) > 1 else here
        return any(Role(letter) in MANAGERS for user in chosen for letter in user.roles)

    def unsettled_prints(self) -> int:
        """How many prints on their way to a printer nobody has settled: queued, in a spooler, stuck or not sent."""
        return self.database.read(lambda conn: print_rows.unsettled_count(conn, ""))

    def stuck_prints(self) -> int:
        """How many prints did not come out and wait for a person."""
        return self.database.read(print_rows.stuck_count)

    def reconcile(self, *, full: bool = False, progress: Callable[[str], None] | None = None) -> list[Finding]:
        """What does not add up, empty when all is well; `full` looks at each order's history, not only at some."""
        now = self.database.now()
        return self.database.read(lambda conn: reconcile.reconcile(conn, full=full, progress=progress, now=now))


def copy_of(file: Path, orders: int | None = None) -> Copy:
    """A file as a copy of the database."""
    facts = file.stat()
    return Copy(file, facts.st_mtime_ns // 1_000_000, facts.st_size, orders)


def restore(source: Path | str, place: Path | str) -> Path | None:
    """Put a copy in the database's place; returns the safety copy of what was there.  Nobody may have it open.

    Raises `backup_*`, and whatever keeps the database from being opened; then nothing has changed.
    """
    return backup.restore(Path(source), place)


def reach(place: Path | str) -> None:
    """See that a database answers and is one of ours, or empty; raises `database_*`, and changes nothing."""
    opened = engine.open_engine(place)
    try:
        engine.read(opened, lambda conn: schema.version(conn, str(place)), patience_ms=current.FIRST_CONTACT_MS)
    finally:
        engine.close_engine(opened)


def move(place: Path | str, target: str, told: Callable[[int, int], None] = lambda _done, _of: None) -> Moved:
    """Bring a shop into an empty database elsewhere, from a file onto a server or back.

    The old place stays as it was.  `told` hears how many rows are over, of all.  Raises `move_*`, `database_at_work`,
    `database_*`; then the new place holds nothing.
    """
    source = engine.open_engine(place, create=False)
    try:
        there = engine.open_engine(target)
        try:
            orders = moving.move(source, there, told)
            return Moved(orders, engine.address_of(source).shown, engine.address_of(there).shown)
        finally:
            engine.close_engine(there)
    finally:
        engine.close_engine(source)


def migrate(place: Path | str) -> Migrated:
    """Bring a database up to this program's tables, after a copy; says from which version to which."""
    opened = engine.open_engine(place, create=False)
    try:
        return current.migrate(opened)
    finally:
        engine.close_engine(opened)
