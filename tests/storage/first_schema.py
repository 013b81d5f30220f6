"""Writes the SQL files of migration 0001 from the tables: `python -m tests.storage.first_schema`.

Only until the first release; from then on a change of the tables is a migration of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from desktop_oms.storage import migrating
from desktop_oms.storage.sqlite_file import APPLICATION_ID
from desktop_oms.storage.tables import metadata

VERSIONS = migrating.SCRIPTS / "versions"


def first_schema(kind: str) -> str:
    """All statements that make the tables on that kind of database."""
    statements = [f"PRAGMA application_id = {APPLICATION_ID}"] if kind == "sqlite" else []

    def note(clause: Any, *_values: object, **_named: object) -> None:
        statements.append(str(clause.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine(f"{kind}://", note)
    metadata.create_all(engine, checkfirst=False)
    # Tables come sorted, a table's indexes do not.
    statements.sort(key=lambda words: words if words.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")) else "")
    return "".join(f"{statement};\n\n" for statement in statements)


if __name__ == "__main__":
    for kind in ("sqlite", "postgresql"):
        Path(VERSIONS / f"0001_{kind}.sql").write_text(first_schema(kind), encoding="utf-8")
