"""The window: Qt pages over the services. Knows services and domain, never the database."""
