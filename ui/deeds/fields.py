"""The questions of a deed as fields of a form: each reads one argument of an event, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.money import exponent
from desktop_oms.formats import local, money_plain, zone
from desktop_oms.services.order_view import LineView
from ui.deeds.receiver_form import MoveForm
from ui.shared.buttons import CheckBox
from ui.shared.cards import label
from ui.shared.forms import Choice, FormRow, NumberField, TextField

MOMENT = "%Y-%m-%d %H:%M"


class Question(QWidget):
    """One question; `told` gives the event's arguments it answers, empty when nothing was said."""

    settled = Signal()  # it is answered, and nothing of it needs a look

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.first: QWidget | None = None  # where typing begins, when that is not the first field
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)

    def told(self) -> dict[str, Any]:
        """The arguments as the event takes them; raises OmsError for what cannot be read."""
        return {}

    def show_error(self, words: str) -> None:
        """Mark the question as wrongly answered; "" clears it."""


class TextQuestion(Question):
    """A line of text; of one that shows what the order says now, only what was changed is told."""

    def __init__(self, name: str, word: str, prompt: str = "") -> None:
        super().__init__(name)
        self.field = TextField(f"deed.{name}", word, prompt=prompt)
        self.row = FormRow(word, self.field)
        self.column.addWidget(self.row)
        self.kept = ""

    def keep(self, now: str) -> None:
        """Show what the order says now, to be changed or taken away."""
        self.kept = now
        self.field.setText(now)

    def told(self) -> dict[str, Any]:
        """What was typed; "" where what was there is taken away."""
        typed = self.field.text().strip()
        return {self.name: typed} if typed != self.kept else {}

    def show_error(self, words: str) -> None:
        """Mark the field."""
        self.row.show_error(words)


class ReasonQuestion(TextQuestion):
    """One of the reasons that are offered, or one in somebody's own words, which goes first."""

    def __init__(self, word: str, choose: str, other: str, reasons: Sequence[tuple[str, str]]) -> None:
        super().__init__("reason", other)
        self.choice = Choice("deed.reason.choice", word, [("", choose), *reasons])
        self.row.setParent(None)  # a tab goes from field to field as they were put in
        for row in (FormRow(word, self.choice), self.row):
            self.column.addWidget(row)
        self.first = self.field

    def told(self) -> dict[str, Any]:
        """What was typed, else what was chosen."""
        chosen = self.choice.chosen()
        return super().told() or ({"reason": chosen} if chosen else {})


class MoneyQuestion(TextQuestion):
    """An amount in the order's currency, as people type it: 12, 12.50."""

    def __init__(self, name: str, word: str, currency: str, prompt: str = "") -> None:
        super().__init__(name, word, prompt or currency)
        self.currency = currency

    def told(self) -> dict[str, Any]:
        """The amount in minor units."""
        typed = self.field.text().strip()
        return {self.name: minor_units(typed, self.currency)} if typed else {}


class MomentQuestion(TextQuestion):
    """A day and time on the channel's clock."""

    def __init__(self, name: str, word: str, time_zone: str, prompt: str) -> None:
        super().__init__(name, word, prompt)
        self.time_zone = time_zone

    def told(self) -> dict[str, Any]:
        """The moment in milliseconds UTC; 0 where one that was there is taken away."""
        told = super().told()
        return {name: moment_of(typed, self.time_zone) if typed else 0 for name, typed in told.items()}


class TickQuestion(Question):
    """Yes, or nothing said."""

    def __init__(self, name: str, word: str) -> None:
        super().__init__(name)
        self.field = CheckBox(f"deed.{name}", word)
        self.column.addWidget(self.field)
        self.kept = False

    def keep(self, now: bool) -> None:
        """Show what holds now."""
        self.kept = now
        self.field.setChecked(now)

    def told(self) -> dict[str, Any]:
        """Yes, when it is ticked; no, where a tick that was there is taken away."""
        ticked = self.field.isChecked()
        return {self.name: ticked} if ticked != self.kept else {}


class ChoiceQuestion(Question):
    """One of several words."""

    def __init__(self, name: str, word: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(name)
        self.field = Choice(f"deed.{name}", word, choices)
        self.row = FormRow(word, self.field)
        self.column.addWidget(self.row)

    def told(self) -> dict[str, Any]:
        """The key of the choice."""
        chosen = self.field.chosen()
        return {self.name: chosen} if chosen else {}

    def show_error(self, words: str) -> None:
        """Mark the field."""
        self.row.show_error(words)


class EndQuestion(ChoiceQuestion):
    """When a hold ends: never by itself, at a time from now, tomorrow morning, or with the ship-by time."""

    def __init__(self, word: str, choices: Sequence[tuple[str, str]], now: int, time_zone: str) -> None:
        super().__init__("end", word, choices)
        self._now, self._zone = now, time_zone

    def told(self) -> dict[str, Any]:
        """The end as the hold takes it."""
        chosen = self.field.chosen()
        if chosen == "ship_by":
            return {"until_ship_by": True}
        if chosen == "tomorrow":
            morning = (local(self._now, self._zone) + timedelta(days=1)).replace(
                hour=9, minute=0, second=0, microsecond=0
            )
            return {"until": int(morning.timestamp() * 1000)}
        return {"until": self._now + int(chosen) * 3_600_000} if chosen.isdigit() else {}


class UnitsQuestion(Question):
    """How many units of each line; `most` and the first value come from what the line still has."""

    def __init__(self, name: str, word: str, lines: Sequence[tuple[LineView, int]], *, all_at_first: bool) -> None:
        super().__init__(name)
        self.column.addWidget(label(word, style="secondary", tone="muted"))
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.setColumnStretch(0, 1)
        self.fields: dict[int, NumberField] = {}
        self._rows: dict[int, tuple[QWidget, QLabel]] = {}
        for row, (line, most) in enumerate(lines):
            goods = goods_of(line)
            field = NumberField(f"deed.{name}.{line.seq}", goods, most if all_at_first else 0, highest=max(most, 0))
            field.setFixedWidth(96)
            self.fields[line.id] = field
            self._rows[line.id] = label(goods, wrap=True), label(f"/ {most}", style="secondary", tone="muted")
            for place, part in enumerate((*self._rows[line.id], field)):
                grid.addWidget(part, row, place)
        self.column.addLayout(grid)

    def limit(self, most: Mapping[int, int]) -> None:
        """Offer only so many units of each line, and no line of which there are none; a single unit is meant."""
        for line_id, field in self.fields.items():
            units = most.get(line_id, 0)
            field.setMaximum(units)
            self._rows[line_id][1].setText(f"/ {units}")
            for part in (*self._rows[line_id], field):
                part.setVisible(units > 0)
            if sum(most.values()) == 1:
                field.setValue(units)

    def told(self) -> dict[str, Any]:
        """Units by line, without zeros."""
        units = {line_id: field.value() for line_id, field in self.fields.items() if field.value()}
        return {self.name: units} if units else {}


class AmountsQuestion(Question):
    """An amount of money for each line."""

    def __init__(self, name: str, word: str, lines: Sequence[LineView], currency: str) -> None:
        super().__init__(name)
        self._currency = currency
        self.column.addWidget(label(word, style="secondary", tone="muted"))
        self.rows = {
            line.id: FormRow(
                goods_of(line),
                TextField(f"deed.{name}.{line.seq}", goods_of(line), prompt=money_plain(line.payable, currency)),
            )
            for line in lines
        }
        for row in self.rows.values():
            row.caption.setWordWrap(True)  # the goods' own names, of any length
            self.column.addWidget(row)

    def told(self) -> dict[str, Any]:
        """Minor units by line, without empty ones."""
        typed = {line_id: _text_of(row) for line_id, row in self.rows.items()}
        amounts = {line_id: minor_units(text, self._currency) for line_id, text in typed.items() if text}
        return {self.name: amounts} if amounts else {}


class CountsQuestion(Question):
    """Several counts for each line: sellable, damaged and wrong units that came back."""

    def __init__(self, lines: Sequence[tuple[LineView, int]], counts: Sequence[tuple[str, str]]) -> None:
        """`lines` with the most that can be counted of each."""
        super().__init__("lines")
        self.fields: dict[int, dict[str, NumberField]] = {}
        for line, most in lines:
            self.column.addWidget(label(goods_of(line), wrap=True))
            grid = QGridLayout()
            grid.setSpacing(8)
            self.fields[line.id] = {}
            for place, (count, word) in enumerate(counts):
                field = NumberField(f"deed.lines.{line.seq}.{count}", f"{goods_of(line)} {word}", highest=most)
                self.fields[line.id][count] = field
                grid.addWidget(FormRow(word, field), 0, place)
            self.column.addLayout(grid)

    def told(self) -> dict[str, Any]:
        """Counts by line, without zeros."""
        said = {
            line_id: {count: field.value() for count, field in fields.items() if field.value()}
            for line_id, fields in self.fields.items()
        }
        said = {line_id: counts for line_id, counts in said.items() if counts}
        return {"lines": said} if said else {}


class AddressQuestion(Question):
    """What changes of a receiver, pasted or part by part, below the receiver as it is now."""

    def __init__(self, now: str, form: MoveForm) -> None:
        """`now` says in words who gets the order."""
        super().__init__("address")
        self.form = form
        if now:
            self.column.addWidget(label(now, style="secondary", tone="muted", wrap=True))
        self.column.addWidget(form)
        form.settled.connect(self._go_on)

    @property
    def fields(self) -> dict[str, TextField]:
        """The parts by their names."""
        return self.form.fields

    def _go_on(self, field: QWidget | None) -> None:
        """After a pasted receiver: the part that is unsure, else the deed."""
        if field is None:
            self.settled.emit()
        else:
            field.setFocus()

    def told(self) -> dict[str, Any]:
        """The parts that change."""
        self.form.read_rest()
        told = self.form.told()
        return {"address": told} if told else {}


def goods_of(line: LineView) -> str:
    """How a line's goods are called in a question."""
    return " ".join(part for part in (line.name or line.sku, line.spec) if part)


def minor_units(typed: str, currency: str) -> int:
    """The amount in minor units; raises `amount_not_read` for what is no amount of this currency."""
    digits = exponent(currency)
    try:
        amount = Decimal(re.sub(r"[,\s]", "", typed)).scaleb(digits)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount != amount.to_integral_value() or abs(amount) > 10**15:
        raise OmsError("amount_not_read", typed=typed, currency=currency)
    return int(amount)


def moment_of(typed: str, time_zone: str) -> int:
    """A day and time in milliseconds UTC; raises `moment_not_read` showing how it is written."""
    try:
        then = datetime.strptime(typed, MOMENT).replace(tzinfo=zone(time_zone))
    except ValueError:
        raise OmsError("moment_not_read", typed=typed) from None
    return int(then.timestamp() * 1000)


def _text_of(row: FormRow) -> str:
    field = row.field
    return field.text().strip() if isinstance(field, TextField) else ""
