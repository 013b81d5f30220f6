"""The middle of the page: whose order it is, the receiver, the goods, notes and dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Channel
from desktop_oms.formats import local
from desktop_oms.services.entry import DraftForm, OpenDraft, Pasted
from ui.deeds.fields import MOMENT, moment_of
from ui.deeds.receiver_form import ReceiverForm
from ui.entry.goods_form import GoodsForm, Look
from ui.shared.buttons import CheckBox
from ui.shared.cards import Card
from ui.shared.forms import Choice, FormRow, TextField
from ui.shared.jobs import Jobs
from ui.shared.messages import Words

NOTES = ("buyer_note", "seller_note", "packing_note")


class EntryForm(QWidget):
    """Everything of a draft but its money."""

    changed = Signal()
    channel_changed = Signal()
    failed = Signal(object)  # OmsError

    def __init__(self, words: Words, jobs: Jobs, parse: Callable[[str], Pasted], look: Look) -> None:
        super().__init__()
        self._zone = "UTC"
        self.channel = Choice("entry.channel", words("entry.channel"))
        self.buyer = TextField("entry.buyer", words("entry.buyer"), prompt=words("entry.buyer_prompt"))
        self.receiver = ReceiverForm(words, parse)
        self.goods = GoodsForm(words, jobs, look)
        self.notes = {name: TextField(f"entry.{name}", words(f"entry.{name}")) for name in NOTES}
        self.ship_by = TextField(
            "entry.ship_by", words("orders.argument.ship_by"), prompt=words("orders.moment_prompt")
        )
        self.urgent = CheckBox("entry.urgent", words("orders.argument.urgent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card(words("entry.receiver"), self.receiver))
        column.addWidget(self._card(words("entry.goods"), self.goods))
        column.addWidget(self._card(words("entry.order"), self._rest(words)))
        self.receiver.changed.connect(self.changed)
        self.receiver.settled.connect(self._go_on)
        self.goods.changed.connect(self.changed)
        self.goods.failed.connect(self.failed)
        self.channel.currentIndexChanged.connect(lambda _at: self.channel_changed.emit())
        for field in (self.buyer, self.ship_by, *self.notes.values()):
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.urgent.toggled.connect(lambda _on: self.changed.emit())

    @staticmethod
    def _card(title: str, inner: QWidget) -> Card:
        card = Card(title)
        card.content.addWidget(inner)
        return card

    def _rest(self, words: Words) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(FormRow(words("entry.channel"), self.channel), 0, 0)
        grid.addWidget(FormRow(words("entry.buyer"), self.buyer), 0, 1)
        grid.addWidget(FormRow(words("entry.buyer_note"), self.notes["buyer_note"]), 1, 0)
        grid.addWidget(FormRow(words("entry.packing_note"), self.notes["packing_note"]), 1, 1)
        grid.addWidget(FormRow(words("entry.seller_note"), self.notes["seller_note"]), 2, 0)
        grid.addWidget(FormRow(words("orders.argument.ship_by"), self.ship_by), 2, 1)
        grid.addWidget(self.urgent, 3, 0)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return inner

    def _go_on(self, field: QWidget | None) -> None:
        """After a pasted receiver: the part that is unsure, else the goods."""
        (field or self.goods.search).setFocus()

    # channels

    def offer_channels(self, channels: Sequence[Channel]) -> None:
        """The channels an order may belong to."""
        self.channel.offer([(str(channel.id), channel.name) for channel in channels])

    def channel_id(self) -> int:
        """The chosen channel's key, 0 when there is none."""
        return int(self.channel.chosen() or 0)

    def show_channel(self, channel: Channel) -> None:
        """Amounts and times follow the channel."""
        self._zone = channel.time_zone
        self.goods.currency = channel.currency

    # the whole form

    def clear(self) -> None:
        """Nothing typed."""
        self.receiver.clear()
        self.goods.clear()
        for field in (self.buyer, self.ship_by, *self.notes.values()):
            field.clear()
        self.urgent.setChecked(False)

    def show_form(self, seen: OpenDraft) -> None:
        """Show a draft as it was saved."""
        form = seen.form
        self.clear()
        self.channel.choose(str(form.channel_id))
        self.goods.currency = seen.currency
        self.receiver.show_address(form.ship_to)
        for line in form.lines:
            self.goods.add(line, seen.names.get(line.code, ""), quiet=True)
        self.buyer.setText(form.buyer)
        for name, field in self.notes.items():
            field.setText(getattr(form, name))
        self.ship_by.setText(local(form.ship_by, self._zone).strftime(MOMENT) if form.ship_by else "")
        self.urgent.setChecked(form.urgent)

    def told(self) -> DraftForm:
        """What was typed, without the money; raises OmsError for what cannot be read."""
        typed = self.ship_by.text().strip()
        return DraftForm(
            self.channel_id(),
            self.receiver.address(),
            self.goods.told(),
            self.buyer.text().strip(),
            buyer_note=self.notes["buyer_note"].text().strip(),
            seller_note=self.notes["seller_note"].text().strip(),
            packing_note=self.notes["packing_note"].text().strip(),
            ship_by=moment_of(typed, self._zone) if typed else None,
            urgent=self.urgent.isChecked(),
        )
