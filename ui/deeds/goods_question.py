"""Choosing a product of the catalogue by a few letters of its code, name or variant, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop_oms.domain.errors import OmsError
from ui.deeds.fields import Question, minor_units
from ui.shared.buttons import CheckBox
from ui.shared.forms import FormRow, NumberField, TextField
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.tokens import ROW_COMPACT

if TYPE_CHECKING:
    from desktop_oms.services.catalogue import ProductRow

Look = Callable[[str], Sequence["ProductRow"]]
PAUSE_MS = 200
SHOWN = 30
KEY = Qt.ItemDataRole.UserRole
CODE = KEY + 1


class _Typed(TextField):
    """The search line; arrow keys move in the list below it."""

    def __init__(self, object_name: str, spoken: str, prompt: str, goods: QListWidget) -> None:
        super().__init__(object_name, spoken, prompt=prompt)
        self._goods = goods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._goods.setCurrentRow(min(self._goods.count() - 1, max(0, self._goods.currentRow() + step)))
        else:
            super().keyPressEvent(event)


ROWS = 6  # of goods in sight; more of them scroll


class GoodsQuestion(Question):
    """Which goods; answers with their key under the question's name."""

    def __init__(self, name: str, words: Words, jobs: Jobs, look: Look, first: str = "") -> None:
        """`look` finds products off the window's thread; `first` is looked for at once."""
        super().__init__(name)
        self._words, self._jobs, self._look = words, jobs, look
        self.goods = named(QListWidget(), f"deed.{name}.found", words("orders.goods_found"))
        self.goods.setFixedHeight(ROWS * ROW_COMPACT + 8)  # whole rows: half a row looks like the end of the list
        self.field = _Typed(f"deed.{name}", words("orders.argument.sku_id"), words("orders.goods_prompt"), self.goods)
        self.row = FormRow(words("orders.argument.sku_id"), self.field)
        self.column.addWidget(self.row)
        self.column.addWidget(self.goods)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.field.textEdited.connect(lambda _text: self._look_again())
        self.field.setText(first)
        self._ask()

    def _look_again(self) -> None:
        """Another text: what stood first for the last one is not what is meant, until the list follows."""
        self.goods.setCurrentRow(-1)
        self._pause.start()

    def _ask(self) -> None:
        typed = self.field.text().strip()
        self._jobs.ask(self._page(), partial(self._look, typed), partial(self._show, typed), self._miss)

    def _page(self) -> QWidget:
        """Answers are dropped when the question itself is gone."""
        return self

    def _show(self, typed: str, found: Sequence[ProductRow]) -> None:
        if typed != self.field.text().strip():
            return
        self.goods.clear()
        for product in found[:SHOWN]:
            words = self._words(
                "orders.goods_row",
                code=product.code,
                name=" ".join(part for part in (product.name, product.spec) if part),
                available=product.available,
            )
            item = QListWidgetItem(words)
            item.setData(KEY, product.sku_id)
            item.setData(CODE, product.code)
            item.setSizeHint(QSize(0, ROW_COMPACT))
            self.goods.addItem(item)
        self.goods.setCurrentRow(0)
        self.show_error("" if found else self._words("orders.goods_none"))

    def _miss(self, error: OmsError) -> None:
        self.show_error(self._words.error(error))

    def told(self) -> dict[str, Any]:
        """The key of the chosen product; raises `goods_not_chosen`, also while the list does not follow the text."""
        item = self.goods.currentItem()
        if item is None:
            raise OmsError("goods_not_chosen")
        return {self.name: item.data(KEY)}

    def show_error(self, words: str) -> None:
        """Mark the search line."""
        self.row.show_error(words)


class AddQuestion(GoodsQuestion):
    """Which goods, how many of them and for how much each; a gift costs nothing."""

    price_row: FormRow | None = None  # products are looked for before it is there

    def __init__(self, words: Words, jobs: Jobs, look: Look, currency: str) -> None:
        super().__init__("add", words, jobs, look)
        self._currency = currency
        self.units = NumberField("deed.add.units", words("orders.argument.units"), 1, lowest=1)
        self.price = TextField("deed.add.price", words("orders.argument.price"), prompt=currency)
        self.price_row = FormRow(words("orders.argument.price"), self.price)
        self.gift = CheckBox("deed.add.gift", words("orders.argument.gift"))
        self.gift.toggled.connect(lambda on: self.price.setEnabled(not on))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(FormRow(words("orders.argument.units"), self.units), 1)
        row.addWidget(self.price_row, 2)
        self.column.addLayout(row)
        self.column.addWidget(self.gift)

    def told(self) -> dict[str, Any]:
        """The new line; raises `goods_not_chosen`, `price_missing`, `amount_not_read`."""
        chosen = super().told()["add"]
        gift = self.gift.isChecked()
        typed = self.price.text().strip()
        if not gift and not typed:
            raise OmsError("price_missing", sku=self.goods.currentItem().data(CODE))
        price = 0 if gift else minor_units(typed, self._currency)
        return {"add": [{"sku_id": chosen, "qty": self.units.value(), "price": price, "gift": int(gift)}]}

    def show_error(self, words: str) -> None:
        """Mark the price where it cannot be read, else the search line."""
        unread = self.price_row is not None and bool(words) and self.goods.currentItem() is not None
        if self.price_row is not None:
            self.price_row.show_error(words if unread else "")
        super().show_error("" if unread else words)
