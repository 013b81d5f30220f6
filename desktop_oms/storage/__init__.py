"""The only place with tables: engine, migrations, queries."""

from desktop_oms.storage.spared import spare

spare()  # before anything here imports SQLAlchemy
