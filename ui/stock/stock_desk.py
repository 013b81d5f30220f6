"""Counts and corrections: each asks in a dialog that stays open until the service has taken what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.formats import local
from desktop_oms.services.stock import StockRow
from desktop_oms.services.stock_list import StockLine
from ui.deeds.fields import MOMENT, moment_of
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice, NumberField, TextField
from ui.shared.page import Desk

DAY = MOMENT.split()[0]
MORNING = "09:00"  # goods that come on a day are there in the morning

Told = Mapping[str, Any]


class StockDesk(QObject):
    """`take(name, line)` asks and does it; `finished` says what stands there now."""

    finished = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: FormDialog | None = None
        self.zone = "UTC"
        self.houses: Sequence[tuple[str, str]] = ()

    def take(self, name: str, line: StockLine | None) -> None:
        """Ask what has to be known, then do it: count, place or damage; without a product nothing happens."""
        if line is None:
            return
        asks: Mapping[str, Callable[[Form, StockLine], None]] = {
            "count": self._ask_count,
            "damage": self._ask_damage,
            "place": self._ask_place,
        }
        form = Form(self._desk.words)
        asks[name](form, line)
        if not line.warehouse:
            form.add("warehouse", Choice("stock.house", self._desk.words("stock.warehouse"), self.houses))
        self._open(name, line, form)

    # what is asked

    def _word(self, name: str) -> str:
        return self._desk.words(f"stock.field.{name}")

    def _ask_reason(self, form: Form) -> None:
        form.add("reason", TextField("stock.reason", self._word("reason"), prompt=self._word("reason_prompt")))

    def _ask_count(self, form: Form, line: StockLine) -> None:
        form.add("on_hand", NumberField("stock.on_hand", self._word("on_hand"), line.on_hand))
        self._ask_reason(form)

    def _ask_damage(self, form: Form, line: StockLine) -> None:
        form.add("damaged", NumberField("stock.damaged", self._word("damaged"), line.damaged))
        self._ask_reason(form)

    def _ask_place(self, form: Form, line: StockLine) -> None:
        day = local(line.restock_at, self.zone).strftime(DAY) if line.restock_at else ""
        form.add("bin", TextField("stock.bin", self._word("bin"), line.bin))
        form.add("buffer", NumberField("stock.buffer", self._word("buffer"), line.buffer))
        form.add("restock", TextField("stock.restock", self._word("restock"), day, prompt=self._word("restock_prompt")))

    # what is done, off the window's thread

    def _do(self, name: str, line: StockLine, told: Told) -> StockRow:
        actor, room = self._desk.actor(), self._desk.app.stock
        house = told.get("warehouse") or line.warehouse
        if name == "count":
            row: StockRow = room.set(actor, line.code, house, told["on_hand"], told["reason"])
        elif name == "damage":
            row = room.damage(actor, line.code, house, told["damaged"], told["reason"])
        else:
            day = told["restock"]
            comes = moment_of(f"{day} {MORNING}", self.zone) if day else 0
            row = room.place(actor, line.code, house, bin=told["bin"], buffer=told["buffer"], restock_at=comes)
        return row

    def _open(self, name: str, line: StockLine, form: Form) -> None:
        words, desk = self._desk.words, self._desk
        title, note = words(f"stock.title.{name}", sku=line.code), words(f"stock.note.{name}")
        dialog = FormDialog(self._page, words, "stock.form", title, words("stock.save"), form, note)
        self.dialog = dialog

        def decide() -> None:
            told = {**form.texts(), **form.numbers()}
            desk.jobs.change(self._page, partial(self._do, name, line, told), done, dialog.show_error)

        def done(row: StockRow) -> None:
            dialog.accept()
            facts = {"sku": row.code, "warehouse": row.warehouse, "on_hand": row.on_hand, "available": row.available}
            self.finished.emit(words("stock.saved", **facts))

        dialog.decided.connect(decide)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
