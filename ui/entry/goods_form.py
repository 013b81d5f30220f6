"""What is ordered: a search line that takes codes, scans and names, and a line for each product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Sku
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import money, money_plain
from desktop_oms.services.entry import DraftLine
from ui.deeds.fields import minor_units
from ui.shared.buttons import Button, CheckBox
from ui.shared.cards import label
from ui.shared.forms import NumberField, TextField
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.tokens import ROW_COMPACT

if TYPE_CHECKING:
    from desktop_oms.services.catalogue import ProductRow

PAUSE_MS = 150
SHOWN = 6
KEY = Qt.ItemDataRole.UserRole
Look = Callable[[str], Sequence["ProductRow"]]
COLUMNS = ("goods", "qty", "price", "gift", "amount")


class SearchLine(TextField):
    """Arrow keys move in the list below, Enter takes what is chosen there, Esc empties the line."""

    taken = Signal()

    def __init__(self, spoken: str, prompt: str, found: QListWidget) -> None:
        super().__init__("entry.goods", spoken, prompt=prompt)
        self._found = found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, found = event.key(), self._found
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and found.count():
            step = 1 if key == Qt.Key.Key_Down else -1
            found.setCurrentRow(min(found.count() - 1, max(0, found.currentRow() + step)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.taken.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


@dataclass(slots=True)
class GoodsLine:
    """The widgets of one line."""

    code: str
    name: str
    qty: NumberField
    price: TextField
    gift: CheckBox
    amount: QLabel
    parts: list[QWidget]


def _named_goods(name: str, code: str) -> QWidget:
    """The name of a product with its code under it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(name or code, wrap=True))
    if name:
        column.addWidget(label(code, style="secondary", tone="muted"))
    return both


class GoodsForm(QWidget):
    """The lines of an order; `changed` with every key that counts."""

    changed = Signal()
    failed = Signal(object)  # OmsError
    unknown = Signal(str)  # what was looked for, to be written down as a product
    price_wanted = Signal(str)  # the code of goods that came onto the order: for how much were they sold last?

    def __init__(self, words: Words, jobs: Jobs, look: Look) -> None:
        """`look` finds products off the window's thread."""
        super().__init__()
        self._words, self._jobs, self._look = words, jobs, look
        self.currency = "CNY"
        self.lines: list[GoodsLine] = []
        self.found = named(QListWidget(), "entry.found", words("orders.goods_found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemClicked.connect(lambda _item: self._take())
        self.found.hide()
        self.search = SearchLine(words("entry.goods"), words("entry.goods_prompt"), self.found)
        self.note = label("", style="secondary", tone="muted", wrap=True)
        self.new = Button("entry.new_product", words("product.new"), "ghost", icon="plus", key="Ctrl+G", height=32)
        self.new.hide()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(0, 1)
        self.heads = [label(words(f"entry.column.{name}"), style="secondary", tone="muted") for name in COLUMNS]
        for place in (1, 2, 4):  # numbers end where their column ends, and so do their headings
            self.heads[place].setAlignment(Qt.AlignmentFlag.AlignRight)
            self.heads[place].setContentsMargins(0, 0, 0 if place == 4 else 10, 0)
        for column, head in enumerate(self.heads):
            self.grid.addWidget(head, 0, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.search)
        whole.addWidget(self.found)
        beside = QHBoxLayout()
        beside.addWidget(self.note, 1)
        beside.addWidget(self.new)
        whole.addLayout(beside)
        whole.addLayout(self.grid)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.search.taken.connect(self._enter)
        self.new.clicked.connect(self._write_down)
        self._show_heads()

    # looking for products

    def ask(self, *, take: bool = False) -> None:
        """Look for what is typed; `take` puts the product in when it is clear which one is meant."""
        self._pause.stop()
        typed = self.search.text().strip()
        if typed:
            self._jobs.ask(self, partial(self._look, typed), partial(self._show, typed, take), self.failed.emit)
        else:
            self._show("", False, ())

    def _enter(self) -> None:
        if self._pause.isActive() or not self.found.count():
            self.ask(take=True)
        else:
            self._take()

    def _show(self, typed: str, take: bool, found: Sequence[ProductRow]) -> None:
        if typed != self.search.text().strip():
            return
        self.found.clear()
        for product in found[:SHOWN]:
            name = " ".join(part for part in (product.name, product.spec) if part)
            told = self._words("orders.goods_row", code=product.code, name=name, available=product.available)
            item = QListWidgetItem(told)
            item.setData(KEY, (product.code, name))
            item.setSizeHint(QSize(0, ROW_COMPACT))
            self.found.addItem(item)
        exact = [at for at, product in enumerate(found[:SHOWN]) if typed in (product.code, *product.barcodes)]
        self.found.setCurrentRow(exact[0] if exact else 0)
        self.found.setFixedHeight(ROW_COMPACT * self.found.count() + 8)
        self.found.setVisible(bool(found))
        self.note.setText(self._words("orders.goods_none") if typed and not found else "")
        self.note.setVisible(bool(typed and not found))
        self.new.setVisible(bool(typed) and not exact)
        if take and (exact or len(found) == 1):
            self._take()

    def _take(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            self._put(*item.data(KEY))

    def _put(self, code: str, name: str) -> None:
        self.add(DraftLine(code, 1, 0), name)
        self.search.clear()
        self._show("", False, ())

    def _write_down(self) -> None:
        self.search.setFocus()  # the keyboard comes back here when no product is written down after all
        self.unknown.emit(self.search.text().strip())

    def put_new(self, sku: Sku) -> None:
        """A line for the product that was just written down."""
        self._put(sku.code, " ".join(part for part in (sku.name, sku.spec) if part))

    # lines

    def add(self, line: DraftLine, name: str, *, quiet: bool = False) -> None:
        """A line for the product, or one unit more of it; the cursor goes to its price while that is open."""
        same = next((one for one in self.lines if one.code == line.code and not one.gift.isChecked()), None)
        if same is not None and not quiet:
            same.qty.setValue(same.qty.value() + line.qty)
            return
        self._build(line, name, priced=quiet)
        self._show_heads()
        if not quiet:
            self.lines[-1].price.setFocus()
            self.changed.emit()
            self.price_wanted.emit(line.code)

    def suggest(self, code: str, price: int | None) -> None:
        """Put the price of the last sale where none was typed yet, to be taken by Enter or typed over."""
        for line in self.lines if price else ():
            if line.code == code and not line.price.text() and not line.gift.isChecked():
                line.price.setText(money_plain(price or 0, self.currency))
                line.price.selectAll()
                self._count()

    def _build(self, line: DraftLine, name: str, *, priced: bool) -> None:
        words, place = self._words, 1 + len(self.lines)
        goods = f"{name} · {line.code}" if name else line.code
        qty = NumberField(f"entry.qty.{place}", f"{goods} {words('entry.column.qty')}", line.qty, lowest=1)
        price = TextField(f"entry.price.{place}", f"{goods} {words('entry.column.price')}")
        price.setText(money_plain(line.price, self.currency) if priced else "")
        gift = CheckBox(f"entry.gift.{place}", words("entry.column.gift"))
        gift.setChecked(line.gift)
        price.setEnabled(not line.gift)
        amount = label("", bold=True)
        cross = Button(
            f"entry.remove.{place}", "", "ghost", icon="trash", label=words("entry.remove", goods=goods), height=28
        )
        qty.setFixedWidth(76)
        price.setFixedWidth(104)
        amount.setMinimumWidth(84)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for field in (qty, price):
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        parts: list[QWidget] = [_named_goods(name, line.code), qty, price, gift, amount, cross]
        made = GoodsLine(line.code, name, qty, price, gift, amount, parts)
        self.lines.append(made)
        for column, part in enumerate(parts):
            self.grid.addWidget(part, place, column)
            part.show()  # at once, or the cursor could not go there yet
        qty.valueChanged.connect(lambda _n: self._count())
        price.textEdited.connect(lambda _text: self._count())
        price.returnPressed.connect(self.search.setFocus)
        qty.lineEdit().returnPressed.connect(self.search.setFocus)
        gift.toggled.connect(price.setDisabled)
        gift.toggled.connect(lambda _on: self._count())
        cross.clicked.connect(lambda: self.remove(made))
        self._show_amount(made)

    def remove(self, line: GoodsLine) -> None:
        """Take a line out; those below move up."""
        kept = [one for one in self.lines if one is not line]
        told = [(one.name, one.qty.value(), one.price.text(), one.gift.isChecked()) for one in kept]
        codes = [one.code for one in kept]
        self.clear()
        for code, (name, qty, price, gift) in zip(codes, told, strict=True):
            self._build(DraftLine(code, qty, 0, gift), name, priced=False)
            self.lines[-1].price.setText(price)
        self._show_heads()
        self.search.setFocus()
        self._count()

    def clear(self) -> None:
        """No lines."""
        for line in self.lines:
            for part in line.parts:
                self.grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.lines = []
        self._show_heads()

    def _show_heads(self) -> None:
        for column in range(len(COLUMNS)):
            self.heads[column].setVisible(bool(self.lines))
        self.note.setText("" if self.lines else self._words("entry.no_goods"))
        self.note.setVisible(not self.lines)

    def _count(self) -> None:
        for line in self.lines:
            self._show_amount(line)
        self.changed.emit()

    def _show_amount(self, line: GoodsLine) -> None:
        try:
            worth = (
                0 if line.gift.isChecked() else minor_units(line.price.text() or "0", self.currency) * line.qty.value()
            )
            line.amount.setText(money(worth, self.currency, self._words.language))
        except OmsError:
            line.amount.setText("")

    def told(self) -> tuple[DraftLine, ...]:
        """The lines as typed; raises `price_missing` and `amount_not_read`."""
        return tuple(self._told(line) for line in self.lines)

    def _told(self, line: GoodsLine) -> DraftLine:
        gift, typed = line.gift.isChecked(), line.price.text().strip()
        if not typed and not gift:
            raise OmsError("price_missing", sku=line.code)
        price = 0 if gift else minor_units(typed, self.currency)
        return DraftLine(line.code, line.qty.value(), price, gift)
