"""PostgreSQL's own programs `pg_dump` and `pg_restore`: found on this computer, as new as the server, and understood.

`pg_dump` refuses a server that is newer than itself, and what a much newer one writes an older server cannot read.  So
of all that are installed the oldest one is taken that is no older than the server, one on PATH first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import server_driver
from desktop_oms.storage.address import Address

TOOL_SECONDS = 6 * 3600
VERSION_SECONDS = 60
# Where the packages of Debian, Red Hat, Windows and macOS put each version's programs; PATH names one of them at most.
USUAL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
    "/Library/PostgreSQL/*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/opt/homebrew/opt/libpq/bin",
)
_REFUSED = re.compile("permission denied|must be owner|must be superuser")
_NO_COPY = re.compile("valid (?:tar )?archive|too short|could not read from input file")


def server_version(connection: Connection) -> int:
    """The server's main version, 18 for 18.6."""
    return int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000


def run(name: str, words: Sequence[str], address: Address, version: int) -> str:
    """Run a program of PostgreSQL on a database of a server of that main version; returns what it printed.

    Raises `backup_tool_missing`, `backup_tool_old`, `backup_not_allowed`, `backup_tool_failed`.
    """
    server = dict(address.server)
    password = server.pop("password", None)
    # The password goes by the environment, where no other user sees it.
    environment = {"PGPASSWORD": password} if password is not None else {}
    place = [f"--dbname={server_driver.write_address(server)}"]
    return _told(name, [_program(name, version), *place, *words], environment, address)


def contents(file: Path, version: int) -> str:
    """What stands in a copy, as `pg_restore` lists it; raises `backup_foreign`, and what `run` raises."""
    try:
        return _told("pg_restore", [_program("pg_restore", version), "--list", str(file)], {}, Address())
    except OmsError as trouble:
        if _NO_COPY.search(str(trouble.facts.get("said", ""))):
            raise OmsError("backup_foreign", file=str(file)) from None
        raise


def _told(name: str, command: Sequence[str], environment: dict[str, str], address: Address) -> str:
    done = subprocess.run(
        command,
        env={**os.environ, "PGCONNECT_TIMEOUT": "10", "LC_ALL": "C", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TOOL_SECONDS,
        check=False,
    )
    if not done.returncode:
        return done.stdout
    lines = done.stderr.strip().splitlines() or [""]
    said = next((line.partition("error: ")[2] for line in lines if "error: " in line), lines[0])
    if _REFUSED.search(said):
        raise OmsError("backup_not_allowed", user=address.server.get("user", ""), said=said)
    raise OmsError("backup_tool_failed", tool=name, said=said)


def _program(name: str, version: int) -> str:
    """The program that fits a server of that main version."""
    found = [(number, path) for path in _installed(name) if (number := _version_of(path, path.stat().st_mtime_ns))]
    if not found:
        raise OmsError("backup_tool_missing", tool=name)
    fitting = [one for one in found if one[0] >= version]
    if not fitting:
        newest = max(number for number, _ in found)
        raise OmsError("backup_tool_old", tool=name, found=newest, version=version)
    return str(min(fitting, key=lambda one: one[0])[1])


def _installed(name: str) -> Iterator[Path]:
    """Every program of that name on PATH and in the usual folders, those on PATH first."""
    on_path = os.environ.get("PATH", "").split(os.pathsep)
    for folder in (*on_path, *usual_folders()):
        found = shutil.which(name, path=folder) if folder else None
        if found is not None:
            yield Path(found)


def usual_folders() -> list[str]:
    """The folders of this computer in which a version of PostgreSQL keeps its programs."""
    return [str(folder) for pattern in USUAL_FOLDERS for folder in _matching(pattern)]


def _matching(pattern: str) -> list[Path]:
    root = Path(Path(pattern).anchor)
    return sorted(root.glob(str(Path(pattern).relative_to(root)))) if root.anchor and root.is_dir() else []


@cache
def _version_of(program: Path, _changed: int) -> int:
    """Its main version, 0 when it does not say; asked once as long as its file stays the same."""
    try:
        said = subprocess.run(
            [str(program), "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=VERSION_SECONDS,
            check=False,
        ).stdout
    except OSError:
        return 0
    found = re.search(r"(\d+)(?:\.\d+|beta|rc|devel|$|\s)", said.partition(")")[2])
    return int(found[1]) if found else 0
