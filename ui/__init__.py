"""The window: Qt pages over the services. Knows services and domain, never the database."""

from ui.shared.spared import spare

spare()  # before anything else is imported
