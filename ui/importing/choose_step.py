"""The first step: order files dropped or chosen; product and stock files beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Merchant
from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.cards import Card, label
from ui.shared.forms import Choice, FormRow
from ui.shared.messages import Words
from ui.shared.notices import EmptyState
from ui.shared.painting import box, smooth
from ui.shared.tokens import RADIUS_CARD


class DropArea(QWidget):
    """A dashed area around its content; filled while files hang over the page."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._over = False
        content.setProperty("ground", "none")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(content)

    def show_over(self, over: bool) -> None:
        """Files hang over the page, or no longer."""
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box(painter, area, RADIUS_CARD, theme.color("selection" if self._over else "surface"))
        colour = theme.color("accent" if self._over else "control")
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area, RADIUS_CARD, RADIUS_CARD)


class ChooseStep(QWidget):
    """Says which kind of file is wanted: `orders_wanted`, `products_wanted`, `stock_wanted`."""

    orders_wanted = Signal()
    products_wanted = Signal()
    stock_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        invitation = EmptyState(
            words("importing.drop"),
            words("importing.formats"),
            action=words("importing.choose"),
            icon="upload",
            key="O",
        )
        invitation.acted.connect(self.orders_wanted)
        self.choose = invitation.action
        self.area = DropArea(invitation)
        self.seller = Choice("importing.seller", words("importing.seller"))
        self._seller_row = FormRow(words("importing.seller"), self.seller)
        self._seller_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.area, 1)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self._card("products", "P", self.products_wanted, self._seller_row), 1)
        beside.addWidget(self._card("stock", "S", self.stock_wanted), 1)
        column.addLayout(beside)

    def _card(self, name: str, key: str, wanted: SignalInstance, more: QWidget | None = None) -> Card:
        card = Card(self.words(f"importing.{name}_title"))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        card.content.setSpacing(10)
        card.content.addWidget(label(self.words(f"importing.{name}_about"), tone="muted", wrap=True))
        card.content.addStretch(1)
        button = Button(f"importing.{name}", self.words(f"importing.choose_{name}"), icon="upload", key=key)
        button.clicked.connect(wanted)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        if more is not None:
            row.addWidget(more)
        row.addStretch(1)
        card.content.addLayout(row)
        return card

    def offer_sellers(self, sellers: Sequence[Merchant]) -> None:
        """With several sellers a product file must say whose products it holds."""
        self.seller.offer([(seller.code, seller.name) for seller in sellers])
        self._seller_row.setVisible(len(sellers) > 1)
