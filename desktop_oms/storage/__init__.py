"""The only place with tables: engine, migrations, queries."""
