"""How many orders could ship together, told above the list; taken, it shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.shared.buttons import Button
from ui.shared.jobs import Lane
from ui.shared.page import Desk
from ui.shared.tokens import SECONDARY

if TYPE_CHECKING:
    from desktop_oms.services.together import Mates

EVERY = 12  # reads of the page: orders to one receiver do not come every second


class TogetherHint(QObject):
    """`asked` with the numbers of the orders that could ship together."""

    asked = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._numbers: tuple[str, ...] = ()
        self._reads = 0
        self.button = Button("orders.together", "", "ghost", icon="link", label="-", height=26, size=SECONDARY)
        self.button.clicked.connect(lambda: self.asked.emit(" ".join(self._numbers)))
        self.button.hide()

    def read(self) -> None:
        """Look whether there are any, now and then."""
        self._reads += 1
        if self._reads % EVERY == 1:
            self._desk.jobs.ask(self._page, self._look, self._show, lambda _error: None, lane=Lane.LONG)

    def _look(self) -> list[Mates]:
        """The first look brings the service with it: off the window's thread, as its rules take long to load."""
        found: list[Mates] = self._desk.app.together.hints()
        return found

    def _show(self, found: list[Mates]) -> None:
        free = [mates for mates in found if not mates.group_id]
        self._numbers = tuple(number for mates in free for number in mates.numbers)
        words = self._desk.words("desk.hint_together", n=len(self._numbers))
        self.button.set_word(words)
        self.button.setAccessibleName(words)
        self.button.setVisible(bool(free))
