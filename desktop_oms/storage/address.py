"""Where the database is: a file on this computer, or a PostgreSQL server.  Passwords are kept but never shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import server_driver

_SERVER = ("postgresql://", "postgres://")
_FILE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Address:
    """A database: `path` for SQLite, else `server`, the PostgreSQL connection words of libpq."""

    path: Path | None = None
    server: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_file(self) -> bool:
        """True for SQLite."""
        return self.path is not None

    @property
    def shown(self) -> str:
        """How people see it: the path, or user, host and name without the password."""
        if self.path is not None:
            return str(self.path)
        user = f"{self.server['user']}@" if "user" in self.server else ""
        hosts = self.server.get("host", "").split(",")
        ports = self.server.get("port", "").split(",")
        pairs = zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=False)
        places = ",".join(f"{host}:{port}" if port else host for host, port in pairs)
        return f"postgresql://{user}{places}/{self.server.get('dbname', '')}"

    @property
    def name(self) -> str:
        """What people call it in passing: the file's name, or the database's name and its first host."""
        if self.path is not None:
            return self.path.name
        host = self.server.get("host", "").split(",")[0]
        return " · ".join(filter(None, (self.server.get("dbname", ""), host)))


def parse(text: str | Path) -> Address:
    """Reads a path, `sqlite:///path` or `postgresql://user:password@host,host/name?options`.

    Raises `database_address` when it is none of these.
    """
    if isinstance(text, Path):
        return Address(path=text.absolute())
    if text.startswith(_SERVER):
        return _parse_server(text)
    if text.startswith(_FILE):
        text = text.removeprefix(_FILE)
    if not text.strip() or "://" in text or "\0" in text:
        raise OmsError("database_address", scheme=text.partition("://")[0].strip() if "://" in text else "")
    return Address(path=Path(text).expanduser().absolute())


def _parse_server(text: str) -> Address:
    try:
        return Address(server=server_driver.read_address(text))
    except ValueError:
        raise OmsError("database_address", scheme="postgresql") from None
