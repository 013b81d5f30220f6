"""What the desk notes beside orders: tags, owners, groups that ship together, blocked buyers."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the new tables and their indexes; in the file, statements end with a semicolon and an empty line."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"0005_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
