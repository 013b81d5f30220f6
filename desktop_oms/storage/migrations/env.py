"""Runs the steps on the connection (and inside the transaction) that `storage.migrating` opened."""

from alembic import context

from desktop_oms.storage.schema import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
