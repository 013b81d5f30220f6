"""What a database says its tables are, in a form in which two databases can be compared."""

from __future__ import annotations

from sqlalchemy import Connection, text

SERVER = """
    SELECT 'column', c.table_name, c.column_name, c.data_type, c.is_nullable, c.collation_name, c.column_default
      FROM information_schema.columns c WHERE c.table_schema = current_schema()
    UNION ALL SELECT 'rule', r.conrelid::regclass::text, r.conname, pg_get_constraintdef(r.oid), r.contype::text, '', ''
      FROM pg_constraint r WHERE r.connamespace = current_schema()::regnamespace
    UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '', ''
      FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL SELECT 'trigger', t.tgrelid::regclass::text, t.tgname, pg_get_triggerdef(t.oid), p.prosrc, '', ''
      FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
"""
FILE = "SELECT type, tbl_name, name, sql FROM sqlite_master"


def schema_of(connection: Connection) -> set[tuple[object, ...]]:
    """Every column, rule, index and trigger, but for the table that keeps the version."""
    asked = text(FILE if connection.dialect.name == "sqlite" else SERVER)
    found = [tuple(row) for row in connection.execute(asked)]
    return {tuple(" ".join(str(cell).split()) for cell in row) for row in found if row[1] != "schema_version"}
