"""Paper: data in, PDF or ZPL out; no database, no Qt."""
