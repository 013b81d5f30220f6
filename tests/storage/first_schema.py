"""Writes the SQL files of the migrations from the tables: `python -m tests.storage.first_schema [number table ...]`.

Without arguments those of migration 0001; with a number and tables those of the migration that brings these tables.
Only until the first release; from then on what is written stays as it is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from desktop_oms.storage import migrating
from desktop_oms.storage.sqlite_file import APPLICATION_ID
from desktop_oms.storage.tables.every import metadata

VERSIONS = migrating.SCRIPTS / "versions"
MADE = re.compile(r"CREATE TABLE (\w+)")


def schema(kind: str, names: Collection[str]) -> list[str]:
    """All statements that make these tables on that kind of database."""
    statements: list[str] = []

    def note(clause: Any, *_values: object, **_named: object) -> None:
        statements.append(str(clause.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine(f"{kind}://", note)
    metadata.create_all(engine, tables=[metadata.tables[name] for name in names], checkfirst=False)
    # Tables come sorted, a table's indexes do not.
    statements.sort(key=lambda words: words if words.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")) else "")
    return statements


def later_tables(kind: str) -> set[str]:
    """The tables that a later migration brings."""
    later = [file for file in VERSIONS.glob(f"*_{kind}.sql") if not file.name.startswith("0001")]
    return {name for file in later for name in MADE.findall(file.read_text(encoding="utf-8"))}


def first_schema(kind: str) -> str:
    """The file of migration 0001 for that kind of database."""
    mark = [f"PRAGMA application_id = {APPLICATION_ID}"] if kind == "sqlite" else []
    later = later_tables(kind)
    return written([*mark, *schema(kind, sorted(set(metadata.tables) - later))])


def written(statements: Sequence[str]) -> str:
    """Statements as a file holds them."""
    return "".join(f"{statement};\n\n" for statement in statements)


if __name__ == "__main__":
    for kind in ("sqlite", "postgresql"):
        if sys.argv[1:]:
            number, *names = sys.argv[1:]
            Path(VERSIONS / f"{number}_{kind}.sql").write_text(written(schema(kind, names)), encoding="utf-8")
        else:
            Path(VERSIONS / f"0001_{kind}.sql").write_text(first_schema(kind), encoding="utf-8")
