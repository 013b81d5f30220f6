"""What support needs to know of a shop, in one file and without personal data: versions, settings, counts, the log.

Nothing is copied as it stands.  Facts are chosen one by one; of the log only known lines are kept, and in them only
plain words in small letters, which is how the program writes its log: names, numbers, places, values and the logins of
the house are struck out.  So a bundle may be sent by plain mail.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import desktop_oms
from desktop_oms import logs
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.limits import LIMITS
from desktop_oms.domain.roles import Actor
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.services.setup import MANAGERS
from desktop_oms.settings import Settings, log_folder
from desktop_oms.storage import catalogue_rows, house_rows, schema
from desktop_oms.storage.engine import Connection

LINES = 2_000  # the newest of the log
PACKAGES = ("PySide6_Essentials", "SQLAlchemy", "alembic", "psycopg", "reportlab", "python-calamine", "zxing-cpp")
KEPT_SETTINGS = ("language", "theme")
STRUCK = "…"

HEAD = re.compile(r"(?P<head>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+) (?P<said>.*)")
FRAME = re.compile(r'\s+File "(?:.*[\\/])?(?P<file>[\w.]+)", line (?P<line>\d+), in (?P<name>[\w<>.]+)')
FAULT = re.compile(r"(?P<kind>[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|Refused))(?:[:(].*)?")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")  # what is quoted is a value
PLAIN = re.compile(r"[(\[]?([a-z][a-z_]*|[A-Z]\w*Error)[.,:;)\]]*|[-–:=]")


class Support:
    """Makes the bundle."""

    def __init__(self, database: Database, folder: Path | None = None) -> None:
        """`folder` is where the log lies, unless it is where it usually is."""
        self.database = database
        self.folder = folder

    def bundle(self, actor: Actor, target: Path | str, settings: Settings) -> Path:
        """Write the bundle, a zip; raises `not_your_role`, `file_not_written`."""
        require_role(actor, "support.bundle", MANAGERS)
        file = Path(target)
        parts = {"about.json": versions(), "shop.json": self.database.read(self._shop)}
        parts["settings.json"] = {name: getattr(settings, name) for name in KEPT_SETTINGS}
        logins = frozenset(user.login.casefold() for user in self.database.read(catalogue_rows.users))
        log = "\n".join(struck(self._log(), logins)) + "\n"
        try:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
                for name, facts in parts.items():
                    made.writestr(name, json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
                made.writestr("log.txt", log)
        except OSError as trouble:
            file.unlink(missing_ok=True)
            raise OmsError("file_not_written", file=str(file), reason=trouble.strerror or "") from None
        return file

    def _shop(self, conn: Connection) -> dict[str, object]:
        policy = catalogue_rows.policy(conn)
        return {
            "schema": schema.version(conn, self.database.shown),
            "database": "sqlite" if self.database.path else "postgresql",
            "rows": house_rows.counts(conn),
            "channels": sorted(one.kind for one in catalogue_rows.channels(conn)),
            "rules": [[one.kind, one.active] for one in catalogue_rows.rules(conn)],
            "limits": {limit.name: limit.written(limit.value(policy)) for limit in LIMITS},
        }

    def _log(self) -> list[str]:
        file = (self.folder or log_folder()) / logs.FILE
        try:
            return file.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:]
        except OSError:
            return []


def versions() -> dict[str, object]:
    """The versions of the program, of Python, of the system and of what the program stands on."""
    known: dict[str, str] = {}
    for package in PACKAGES:
        try:
            known[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            known[package] = ""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return {
        "program": getattr(desktop_oms, "__version__", ""),
        "python": sys.version.split()[0],
        "system": system,
        "packages": known,
    }


def struck(lines: Iterable[str], logins: frozenset[str] = frozenset()) -> list[str]:
    """The log's lines as they may leave the house; a line of no known shape is left out."""
    kept = []
    for line in lines:
        if head := HEAD.fullmatch(line):
            kept.append(f"{head['head']} {plain(head['said'], logins)}")
        elif frame := FRAME.fullmatch(line):
            kept.append(f'  File "{frame["file"]}", line {frame["line"]}, in {frame["name"]}')
        elif fault := FAULT.fullmatch(line):
            kept.append(fault["kind"])
    return kept


def plain(said: str, logins: frozenset[str]) -> str:
    """A message with everything struck out that is not a plain word of the program; neighbours are struck as one."""
    words: list[str] = []
    for word in QUOTED.sub(STRUCK, said).split():
        known = PLAIN.fullmatch(word)
        told = word if known and (known[1] or "").casefold() not in logins else STRUCK
        if told != STRUCK or words[-1:] != [STRUCK]:
            words.append(told)
    return " ".join(words)
