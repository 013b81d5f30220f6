"""What was worked with last at this screen: orders that were opened or acted on, searches that found something."""

from __future__ import annotations

from desktop_oms.domain.recent import listed, with_newest
from ui.shared.page import Desk


class Recent:
    """Kept with the preferences of this screen; it never leaves the machine."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note_order(self, number: str) -> None:
        """This order was opened or acted on."""
        self._desk.remember(recent_orders=with_newest(self._desk.preferences.settings.recent_orders, number))

    def note_search(self, typed: str) -> None:
        """This was looked for, and found."""
        self._desk.remember(recent_searches=with_newest(self._desk.preferences.settings.recent_searches, typed))

    def searches(self) -> list[str]:
        """What was looked for, the newest first."""
        return listed(self._desk.preferences.settings.recent_searches)
