"""What can be done with a wave beside scanning: its list on paper, an order out of it, goods put back, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop_oms.domain.waves import Basket, Wave
from desktop_oms.services.print_desk import PutOut
from ui.deeds.paper_out import out_words, put_out
from ui.shared.dialogs import ConfirmDialog
from ui.shared.page import Desk, Page

Deed = Callable[[Wave, Basket | None], None]


class WaveDeeds(QObject):
    """Asks the shop, and says what came of it."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(page)
        self._desk, self._page, self._words = desk, page, desk.words
        self._deeds: dict[str, Deed] = {
            "print": self._print,
            "kick_out": self._kick_out,
            "back_done": self._back_done,
            "close": self._close,
            "cancel": self._cancel,
        }

    def act(self, name: str, wave: Wave, basket: Basket | None) -> None:
        """Do what an action of the bar asks for."""
        self._deeds[name](wave, basket)

    def assign(self, wave: Wave | None, login: str) -> None:
        """Say who picks a wave."""
        app, actor = self._desk.app, self._desk.actor
        if wave is not None:
            self._change(lambda: app.waves.assign(actor(), wave.id, login))

    def _change(self, work: Callable[[], Any], told: str = "") -> None:
        def done(_answer: object) -> None:
            if told:
                self._desk.shell.toast(told)

        self._desk.jobs.change(self._page, work, done, self._page.tell_error)

    def _print(self, wave: Wave, _basket: Basket | None) -> None:
        desk, wave_list = self._desk, self._desk.app.printing.wave_list

        def work() -> PutOut:
            return put_out(desk, "picklist", lambda actor, **told: wave_list(actor, wave.id, **told))

        def done(out: PutOut) -> None:
            desk.shell.toast(out_words(self._words, out, "wave.printed"))

        desk.jobs.change(self._page, work, done, self._page.tell_error)

    def _kick_out(self, wave: Wave, basket: Basket | None) -> None:
        app, actor = self._desk.app, self._desk.actor
        if basket is not None:
            told = self._words("wave.kicked", basket=basket.number)
            self._change(lambda: app.waves.kick_out(actor(), wave.id, basket.number, order_id=basket.order_id), told)

    def _back_done(self, wave: Wave, _basket: Basket | None) -> None:
        app, actor = self._desk.app, self._desk.actor
        self._change(lambda: app.waves.put_back(actor(), wave.id), self._words("wave.back_done"))

    def _close(self, wave: Wave, _basket: Basket | None) -> None:
        app, actor = self._desk.app, self._desk.actor
        self._change(lambda: app.waves.close(actor(), wave.id), self._words("wave.closed", wave=wave.number))

    def _cancel(self, wave: Wave, _basket: Basket | None) -> None:
        words, app, actor = self._words, self._desk.app, self._desk.actor
        n = sum(basket.wants or basket.state == "stopped" for basket in wave.baskets)
        question = words("wave.cancel_question", wave=wave.number)
        consequence = words("wave.cancel_consequence", n=n)
        if ConfirmDialog.ask(self._page, question, consequence, words("wave.cancel"), words("wave.keep")):
            self._change(lambda: app.waves.cancel(actor(), wave.id))
