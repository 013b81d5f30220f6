"""Window stories look and tidy up as all window tests do; after-sales stories begin in the services' ready shop."""

from tests.services.conftest import app, kind, ready, shop_url, standing_clock
from tests.ui.conftest import clean_around, garbage_on_the_windows_thread, look

__all__ = [
    "app",
    "clean_around",
    "garbage_on_the_windows_thread",
    "kind",
    "look",
    "ready",
    "shop_url",
    "standing_clock",
]
