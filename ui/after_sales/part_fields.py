"""What a reviewer agrees to when it is not everything: fewer units, money kept back, and why.

What is kept back and what is refunded are two sides of one sum: writing one writes the other, and what was written last
is what is agreed to, an amount or a deduction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import money_plain
from desktop_oms.services.case_view import CaseMoney, UnitRow
from ui.after_sales.case_reader import CaseSeen
from ui.deeds.fields import minor_units
from ui.shared.cards import clear_layout, label, pair
from ui.shared.forms import NumberField, TextField
from ui.shared.messages import Words

WIDE = 120


class AmountField(TextField):
    """An amount of money; Enter or Esc leave it, so that the letters of the steps work again (`left`)."""

    left = Signal()

    def __init__(self, object_name: str, spoken: str) -> None:
        super().__init__(object_name, spoken)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc lead back to the queue."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class UnitsField(NumberField):
    """How many units; the arrow keys change it, Enter or Esc leave it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc lead back to the queue."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Part:
    """What the fields say: units by line (None: all), and in minor units what is kept back or the amount agreed to."""

    lines: dict[int, int] | None
    deduction: int = 0
    amount: int | None = None

    @property
    def whole(self) -> bool:
        """True when it is everything that was asked for."""
        return self == Part(None)


class PartFields(QWidget):
    """The fields of one case; `changed` when another sum has to be worked out, `left` when a field was left."""

    changed = Signal()
    left = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.units: dict[int, UnitsField] = {}
        self._asked: dict[int, int] = {}
        self._currency, self._most = "", 0  # what the units are worth that are agreed to
        self._by_amount = False  # the amount was written last, not what is kept back
        self.kept = AmountField("cases.keep_back", words("cases.keep_back"))
        self.now = AmountField("cases.amount", words("cases.refund_now"))
        self.why = TextField("cases.amount_reason", words("cases.less_reason"), prompt=words("cases.less_reason"))
        self.wrong = label(style="secondary", tone="trouble", wrap=True)
        self.kept.textEdited.connect(lambda _text: self._typed(self.kept, self.now))
        self.now.textEdited.connect(lambda _text: self._typed(self.now, self.kept))
        self.kept.left.connect(self.left)
        self.now.left.connect(self.left)
        self.why.returnPressed.connect(self.left)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._sums = QWidget()
        sums = QVBoxLayout(self._sums)
        sums.setContentsMargins(0, 0, 0, 0)
        sums.setSpacing(6)
        sums.addLayout(pair(label(words("cases.keep_back"), tone="muted"), self.kept))
        sums.addLayout(pair(label(words("cases.refund_now"), bold=True), self.now))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._rows)
        column.addWidget(self._sums)
        column.addWidget(self.wrong)
        column.addWidget(self.why)

    def show_case(self, seen: CaseSeen) -> None:
        """Begin with everything that was asked for."""
        detail, sums = seen.detail, seen.detail.money
        self._currency, self._most, self._by_amount = sums.currency, sums.maximum, False
        claimed = [unit for unit in detail.units if unit.claimed]
        self._asked = {unit.line_id: unit.claimed for unit in claimed}
        clear_layout(self._rows)
        self.units.clear()
        several = sum(self._asked.values()) > 1 and not any(unit.received or unit.missing for unit in claimed)
        for unit in claimed if several else ():
            self._add_units(unit)
        with QSignalBlocker(self.kept), QSignalBlocker(self.now):
            self.kept.setText(money_plain(0, sums.currency))
            self.now.setText(money_plain(sums.maximum, sums.currency))
        self.why.clear()
        self._sums.setVisible(sums.maximum > 0)
        asks = detail.row.state == "requested" and not seen.nobody and bool(sums.maximum or self.units)
        self.setVisible(asks)
        self.show_wrong("")

    def _add_units(self, unit: UnitRow) -> None:
        goods = " ".join(part for part in (unit.name or unit.sku, unit.spec) if part)
        spoken = self._words("cases.units_agreed", goods=goods, n=unit.claimed)
        field = UnitsField(f"cases.agreed.{unit.seq}", spoken, unit.claimed, highest=unit.claimed)
        field.setFixedWidth(72)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.valueChanged.connect(lambda _units: self.changed.emit())
        field.left.connect(self.left)
        self.units[unit.line_id] = field
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label(goods, tone="muted", wrap=True), 1)
        line.addWidget(field)
        line.addWidget(label(f"/ {unit.claimed}", style="secondary", tone="muted"))
        self._rows.addWidget(row)
        row.show()

    def _typed(self, written: AmountField, other: AmountField) -> None:
        """The other side of the sum follows, as soon as this one can be read."""
        try:
            rest = self._most - minor_units(written.text().strip(), self._currency)
        except OmsError as error:
            self.show_wrong(self._words.error(error))
            return
        self._by_amount = written is self.now
        with QSignalBlocker(other):
            other.setText(money_plain(rest, self._currency))
        self.changed.emit()

    def show_sum(self, sums: CaseMoney) -> None:
        """The sum of these units is known: the side that was not written follows from it."""
        self._most = sums.worth + sums.shipping
        other = self.kept if self._by_amount else self.now
        with QSignalBlocker(other):
            if not other.hasFocus():
                other.setText(
                    money_plain(self._most - sums.maximum if self._by_amount else sums.maximum, self._currency)
                )

    # what is told

    def part(self) -> Part:
        """What is agreed to; raises OmsError for what is no amount."""
        agreed = {line_id: field.value() for line_id, field in self.units.items()}
        lines = agreed if agreed and agreed != self._asked else None
        if self.isHidden() or self._sums.isHidden():
            return Part(lines)
        amount = minor_units(self.now.text().strip(), self._currency)
        kept = minor_units(self.kept.text().strip(), self._currency) if not self._by_amount else 0
        return Part(lines, kept, amount if self._by_amount and amount != self._most else None)

    def says(self, part: Part) -> bool:
        """Whether the fields still say so; what cannot be read says nothing."""
        try:
            return self.part() == part
        except OmsError:
            return False

    def told(self) -> dict[str, Any]:
        """What the approval is told; nothing for all that was asked for.  Raises OmsError for what cannot be read."""
        part, found = self.part(), dict[str, Any]()
        if part.lines is not None:
            found["lines"] = part.lines
        if part.deduction:
            found["deduction"] = part.deduction
        if part.amount is not None:
            found["amount"] = part.amount
        if found and (reason := self.why.text().strip()):
            found["reason"] = reason
        return found

    def show_wrong(self, words: str) -> None:
        """Mark the sum as wrong and say why; "" clears it.  Why it is less is asked for only when it is less."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        for field in (self.kept, self.now):
            field.setProperty("wrong", bool(words))
            field.setAccessibleDescription(words)
            field.style().unpolish(field)
            field.style().polish(field)
        self.why.setVisible(bool(words) or self._is_less())

    def _is_less(self) -> bool:
        try:
            return not self.part().whole
        except OmsError:
            return True

    def begin(self) -> None:
        """The keyboard goes to the first field."""
        for field in self.controls()[:1]:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(field, UnitsField | AmountField):
                field.selectAll()

    def controls(self) -> list[QWidget]:
        """What the Tab key walks through, in reading order."""
        return [*self.units.values(), self.kept, self.now, self.why]
