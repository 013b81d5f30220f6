"""The product at the right: its codes, where it lies, which orders hold it, what moved, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_oms.services.stock_list import Movement, StockCard, StockLine, available
from ui.deeds.moments import moment
from ui.shared import icons, theme
from ui.shared.action_bar import Action, ActionBar
from ui.shared.buttons import Button
from ui.shared.cards import Card, clear_layout, label, pair
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import LinkButton, link_row
from ui.shared.painting import box, smooth
from ui.shared.scrolling import bar_in_margin
from ui.shared.tokens import RADIUS

WIDE = 424
MARGIN = 16
PICTURE = 56
ACTIONS = (("count", "C", "edit"), ("place", "B", ""), ("damage", "D", ""), ("edit", "E", ""))


class ProductPicture(QWidget):
    """The product's picture, or a tag where there is none."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.setFixedSize(PICTURE, PICTURE)
        self._picture = QPixmap(place) if place else QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        square = QRectF(self.rect())
        box(painter, square, RADIUS, theme.color("mat"))
        if self._picture.isNull():
            shade = theme.family("neutral")[0] if theme.name() == "light" else theme.color("hairline")
            icons.draw(painter, "tag", PICTURE / 2 - 13, PICTURE / 2 - 13, 26, shade)
        else:
            painter.drawPixmap(square.adjusted(4, 4, -4, -4).toRect(), self._picture)


class StockPane(QFrame):
    """Shows one product in a warehouse; says what was asked for."""

    asked = Signal(str)  # count, place, damage, edit
    order_asked = Signal(str)  # an order's number

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "stock.pane", words("stock.pane"))
        self._words = words
        self.line: StockLine | None = None
        self._shown: tuple[StockLine, StockCard] | None = None
        self.setProperty("edge", "left")
        self.setFixedWidth(WIDE)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(MARGIN, 14, MARGIN, 12)
        self._cards.setSpacing(10)
        inner = QWidget()
        inner.setProperty("ground", "none")
        inner.setLayout(self._cards)
        self.area = named(QScrollArea(), "stock.cards", words("stock.pane"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        bar_in_margin(self.area, self._cards)
        self.bar = ActionBar(words("stock.actions"), words("shell.more"))
        self.bar.setFixedWidth(WIDE - 1)
        self.bar.show_actions(
            [
                Action(name, words(f"stock.do.{name}"), key, icon, "primary" if name == "count" else "plain")
                for name, key, icon in ACTIONS
            ]
        )
        self.bar.acted.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self.bar)
        self.show_nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDE, 300)

    def show_nothing(self) -> None:
        """No product is chosen."""
        self.line = self._shown = None
        self.bar.hide()
        clear_layout(self._cards)
        self._cards.addStretch(1)
        hint = label(self._words("stock.choose_one"), tone="muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._cards.addWidget(hint)
        self._cards.addStretch(1)

    def show_product(self, line: StockLine, card: StockCard, zone: str, now: int) -> None:
        """Show a product; nothing moves when nothing changed."""
        if self._shown == (line, card):
            return
        same = self.line is not None and self.line.sku_id == line.sku_id
        place = self.area.verticalScrollBar().value() if same else 0
        self.line, self._shown = line, (line, card)
        clear_layout(self._cards)
        self._cards.addLayout(self._head(line))
        self._add(self._levels(card))
        self._add(self._codes(card))
        self._add(self._holders(card))
        self._add(self._movements(card, zone, now))
        self._cards.addStretch(1)
        self._cards.activate()
        self.bar.say("")
        self.bar.show()
        self.area.verticalScrollBar().setValue(place)

    def _add(self, card: QWidget) -> None:
        self._cards.addWidget(card)
        card.show()  # at once, or the place scrolled to would not be there yet

    def _head(self, line: StockLine) -> QHBoxLayout:
        row, beside = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        beside.setSpacing(2)
        code = " · ".join(part for part in (line.code, line.spec) if part)
        beside.addWidget(label(line.name or line.code, style="section", wrap=True))
        beside.addWidget(label(code, style="secondary", tone="muted", wrap=True))
        beside.addStretch(1)
        row.addWidget(ProductPicture(line.picture), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        return row

    def _levels(self, card: StockCard) -> Card:
        words = self._words
        made = Card(words("stock.card.levels"))
        for line in card.levels:
            place = " ".join(part for part in (line.warehouse or words("stock.nowhere"), line.bin) if part)
            told = words("stock.level", on_hand=line.on_hand, allocated=line.allocated, available=available(line))
            made.content.addLayout(pair(label(place, bold=True), label(told, style="secondary", tone="muted")))
        return made

    def _codes(self, card: StockCard) -> Card:
        made = Card(self._words("stock.card.codes"))
        if not card.barcodes:
            made.content.addWidget(label(self._words("stock.codes_none"), style="secondary", tone="muted", wrap=True))
        for code in card.barcodes:
            made.content.addWidget(label(code))
        return made

    def _holders(self, card: StockCard) -> Card:
        words = self._words
        made = Card(words("stock.card.holders"))
        if not card.holders:
            made.content.addWidget(label(words("stock.holders_none"), style="secondary", tone="muted"))
        for place, holder in enumerate(card.holders):
            link = LinkButton(f"stock.holder.{place}", holder.number)
            link.clicked.connect(lambda _on=False, number=holder.number: self.order_asked.emit(number))
            told = " · ".join(
                (words(f"status.{holder.status}"), holder.warehouse, words("stock.units", n=holder.units))
            )
            row = link_row(link)
            row.addStretch(1)
            row.addWidget(label(told, style="secondary", tone="muted"))
            made.content.addLayout(row)
        return made

    def _movements(self, card: StockCard, zone: str, now: int) -> Card:
        words = self._words
        made = Card(words("stock.card.movements"))
        if not card.movements:
            made.content.addWidget(label(words("stock.movements_none"), style="secondary", tone="muted"))
        for one in card.movements:
            key = f"stock.reason.{one.reason}"
            reason = label(words(key) if words.knows(key) else one.reason)
            made.content.addLayout(pair(reason, label(" · ".join(changes(words, one)), bold=True)))
            who = one.user or words("stock.by_program")
            when = " · ".join((moment(words, one.at, zone, now), one.warehouse, who))
            made.content.addWidget(label(when, style="secondary", tone="muted"))
            made.content.addSpacing(6)
        return made

    def take_focus(self) -> None:
        """The keyboard goes to the first of the actions."""
        standing = [button for button in self.bar.findChildren(Button) if button.isVisible()]
        if standing:
            standing[0].setFocus()


def changes(words: Words, one: Movement) -> Iterable[str]:
    """What a movement changed, with its sign: "shelf -2"."""
    for name in ("on_hand", "allocated", "damaged"):
        units = getattr(one, name)
        if units:
            yield words(f"stock.moved.{name}", n=f"{units:+,}")
