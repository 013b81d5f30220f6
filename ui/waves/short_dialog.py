"""Goods are not in their bin: how many are missing, and what becomes of the orders; by hand or by command barcodes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.codes import Family, read
from desktop_oms.domain.pick_walk import PickLine
from desktop_oms.services.wave_shorts import OUTCOMES, ShortResult
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice, NumberField
from ui.shared.messages import Words
from ui.shared.page import Desk, Page
from ui.waves.wave_desk import WaveDesk

CAUSES = ("not_found", "damaged")
BY_CODE = {"REST": "ship_rest", "LATER": "later", "ORDER": "order"}


class ShortDialog(FormDialog):
    """Asks about one line of the walk."""

    def __init__(self, parent: QWidget, words: Words, line: PickLine) -> None:
        form = Form(words)
        outcomes = [(key, words(f"wave.outcome_{key}")) for key in OUTCOMES]
        causes = [(key, words(f"wave.cause_{key}")) for key in CAUSES]
        self.line = line
        self.missing = NumberField("wave.short.missing", words("wave.missing"), line.left, lowest=1, highest=line.left)
        self.outcome = Choice("wave.short.outcome", words("wave.outcome"), outcomes, OUTCOMES[0])
        self.cause = Choice("wave.short.cause", words("wave.cause"), causes, CAUSES[0])
        form.add("missing", self.missing)
        form.add("outcome", self.outcome)
        form.add("cause", self.cause)
        goods = f"{line.goods.name} {line.goods.spec}".strip()
        title = words("wave.short_title", bin=line.goods.bin or words("wave.no_bin"), goods=goods)
        super().__init__(parent, words, "wave.short", title, words("wave.short_do"), form, words("wave.short_note"))

    def scan(self, code: str) -> None:
        """QTY:2 says how many, CMD:REST, CMD:LATER and CMD:ORDER decide, CMD:BACK leaves."""
        found = read(code)
        if found.family == Family.QUANTITY and found.number:
            self.missing.setValue(found.number)
        elif found.family == Family.COMMAND and found.body in BY_CODE:
            self.outcome.choose(BY_CODE[found.body])
            self.deed.click()
        elif found.family == Family.COMMAND and found.body == "BACK":
            self.reject()


class ShortDesk(QObject):
    """Opens the dialog over the walk, and lets the shop record what it says."""

    def __init__(self, desk: Desk, page: Page, at: WaveDesk, then: Callable[[], None]) -> None:
        """`then` is called when the dialog is gone."""
        super().__init__(page)
        self._desk, self._page, self._at, self._then = desk, page, at, then
        self.dialog: ShortDialog | None = None

    def ask(self, line: PickLine) -> None:
        """Ask about one line of the walk."""
        self.dialog = dialog = ShortDialog(self._page, self._desk.words, line)
        dialog.decided.connect(self._record)
        dialog.finished.connect(lambda _code: self._over())
        dialog.open()

    def _record(self) -> None:
        dialog, desk, wave_id = self.dialog, self._desk, self._at.wave_id
        if dialog is None:
            return
        facts = (dialog.line.goods.sku, dialog.missing.value(), dialog.outcome.chosen(), dialog.cause.chosen())

        def work() -> list[ShortResult]:
            results: list[ShortResult] = desk.app.wave_shorts.short(desk.actor(), wave_id, *facts)
            return results

        def done(results: list[ShortResult]) -> None:
            dialog.accept()
            self._tell(results)
            self._at.look_anew()

        desk.jobs.change(self._page, work, done, dialog.show_error)

    def _tell(self, results: list[ShortResult]) -> None:
        """What became of the orders; of those that the rules refused, why of the first."""
        words, refused = self._desk.words, [one.trouble for one in results if one.trouble is not None]
        out = sum(one.out for one in results)
        counts = {"wave.short_done": len(results) - len(refused) - out, "wave.short_out": out}
        told = [words(key, n=n) for key, n in counts.items() if n]
        if told:
            self._desk.shell.toast(words("orders.sentence_sign").join(told))
        if refused:
            self._page.tell_error(refused[0])

    def _over(self) -> None:
        self.dialog = None
        self._then()
