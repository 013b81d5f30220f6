"""The first tables, in the words of each database as `metadata` makes them: see the two files beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table, index and guard; in the file, statements end with a semicolon and an empty line."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"0001_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
