"""Window stories look and tidy up as all window tests do."""

from tests.ui.conftest import clean_after, garbage_on_the_windows_thread, look

__all__ = ["clean_after", "garbage_on_the_windows_thread", "look"]
