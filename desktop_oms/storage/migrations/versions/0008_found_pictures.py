"""Pictures of parcels that nobody announced; see the two files beside this one."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the new tables and their indexes; in the file, statements end with a semicolon and an empty line."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"{revision}_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
