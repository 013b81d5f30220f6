"""What stands in the place of an empty list: why it is empty, where was looked, and the nearest way to more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.found import Found
from ui.orders.order_list import OrderList
from ui.shared.counts import full_count
from ui.shared.notices import EmptyState
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.widening import Widening


class Emptiness(QObject):
    """Shows it in the list; `widened` with another search that finds something, when the person takes it."""

    widened = Signal(str)
    ended = Signal()  # the search is over
    import_asked = Signal()

    def __init__(self, desk: Desk, page: QWidget, orders: OrderList) -> None:
        super().__init__(page)
        self._desk, self._words, self._page, self._list = desk, desk.words, page, orders
        self._told = ""  # what was looked for in vain, as it is shown

    def show_shop(self) -> None:
        """The shop has no order at all."""
        words = self._words
        state = EmptyState(
            words("orders.none_yet"),
            words("orders.none_yet_advice"),
            action=words("orders.import_file"),
            icon="upload",
        )
        state.acted.connect(self.import_asked)
        self._list.show_empty(state)

    def show_queue(self, queue: str) -> None:
        """Nothing stands in the queue now."""
        words = self._words
        self._list.show_empty(EmptyState(words("orders.queue_empty", queue=words(f"orders.queue.{queue}"))))

    def show_search(self, sought: str, found: Found) -> None:
        """A search came to nothing: say where was looked, and ask for the nearest search that finds something."""
        if self._told == sought and self._list.tells_emptiness():
            return  # told, and the nearest search was asked for
        self._told = sought
        self._show(sought, found, None)
        if found.problem is None:
            ask = self._desk.app.orders.widening
            self._desk.jobs.ask(
                self._page,
                lambda: ask(sought),
                lambda wider: self._show_wider(sought, found, wider),
                lambda _error: None,
            )

    def tell_again(self) -> None:
        """More is known of a search that came to nothing: how many orders it finds in all."""
        if self._told and self._list.tells_emptiness():
            self.forget()
            self._list.emptied.emit()

    def forget(self) -> None:
        """Something else is shown."""
        self._told = ""

    def _show_wider(self, sought: str, found: Found, wider: Widening | None) -> None:
        if wider is not None and sought == self._told:
            self._show(sought, found, wider)

    def _show(self, sought: str, found: Found, wider: Widening | None) -> None:
        words = self._words
        sentence, advice = self._nothing_found(sought, found)
        end = words("orders.search_end")
        if wider is None:
            state = EmptyState(sentence, advice, action=end, icon="cross")
            state.acted.connect(self.ended)
        else:
            count = full_count(wider.count)
            action = words("search.wider", text=wider.text, n=wider.count, count=count)
            state = EmptyState(sentence, advice, action=action, icon="search", second=end)
            state.acted.connect(lambda: self.widened.emit(wider.text))
            state.second_acted.connect(self.ended)
        self._list.show_empty(state)

    def _nothing_found(self, sought: str, found: Found) -> tuple[str, str]:
        """What to say: that it cannot be meant, how far was looked, or where."""
        words = self._words
        if found.problem is not None:
            return words("search.not_meant"), words.error(found.problem)
        if found.looked:
            looked = full_count(found.looked)
            return words("search.looked_none", looked=looked), words("search.looked_none_advice")
        if found.field:
            field = words(f"search.field.{found.field}").split()[0]
            return words("orders.none_found", text=found.text), words("search.looked_in", field=field)
        return words("orders.none_found", text=sought), words("orders.none_found_advice")
