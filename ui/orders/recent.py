"""What was worked with last at this screen: orders that were opened or acted on, searches that found something."""

from __future__ import annotations

from desktop_oms.domain.recent import listed, with_newest
from ui.shared.page import Desk
from ui.shared.recent_list import RecentList
from ui.shared.search_box import SearchBox


class Recent:
    """Kept with the preferences of this screen; it never leaves the machine."""

    def __init__(self, desk: Desk, search: SearchBox) -> None:
        self._desk, self._search = desk, search
        search.recent_asked.connect(self._show)
        search.entered.connect(lambda: self.note_search(search.text()))

    def _show(self) -> None:
        """Under the search box, what was looked for last; typed there when it is taken."""
        if self.searches():
            shown = RecentList(self._search, self._desk.words("orders.recent_searches"), self.searches())
            shown.chosen.connect(self._search.search_for)

    def note_order(self, number: str) -> None:
        """This order was opened or acted on."""
        self._desk.remember(recent_orders=with_newest(self._desk.preferences.settings.recent_orders, number))

    def note_search(self, typed: str) -> None:
        """This was looked for by somebody who meant it."""
        self._desk.remember(recent_searches=with_newest(self._desk.preferences.settings.recent_searches, typed))

    def searches(self) -> list[str]:
        """What was looked for, the newest first."""
        return listed(self._desk.preferences.settings.recent_searches)
