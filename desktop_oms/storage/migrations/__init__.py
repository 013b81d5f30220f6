"""The steps from one set of tables to the next, numbered 0001, 0002, ... in `versions`.

A step adds columns rather than rebuilding tables, works on SQLite and PostgreSQL, and never changes once released.
`schema.HEAD` names the newest.  A test holds a migrated database against a fresh `metadata.create_all`.
"""
