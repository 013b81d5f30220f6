"""Picking and sorting, full screen: a band, one large card, and the commands at the foot, read at arm's length."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.pick_walk import PickSession, Work
from ui.shared import theme
from ui.shared.band import Band, Call
from ui.shared.buttons import Button
from ui.shared.command_card import CommandCard
from ui.shared.forms import TextField
from ui.shared.goods import has_picture, paint_picture, parts_of
from ui.shared.lettering import fitted_lines, fitted_size, flowing, line_height, lines_of_text
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import across, box, smooth, text
from ui.shared.stop_view import StopView
from ui.shared.tokens import BASKET_SCALE, CONTROL_PACKING, LOW_WINDOW, RADIUS_CARD
from ui.waves.calls import Card, call_of, card_of
from ui.waves.stop_news import stop_news

EDGE = 32
COMMANDS = (("undo", "F4", "CMD:UNDO"), ("short", "F6", "CMD:SHORT"))


class CardView(QWidget):
    """The large card."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "wave.card", words("wave.card"))
        self._spoken = words("wave.card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.card = Card()

    def show_card(self, card: Card) -> None:
        """Show another card."""
        if card != self.card:
            self.card = card
            self.setAccessibleName(card.spoken() or self._spoken)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        area = QRectF(self.rect()).adjusted(EDGE, 20, -EDGE, -20)
        box(painter, area, RADIUS_CARD, theme.color("surface"), theme.color("hairline"))
        if self.card.sentence:
            self._paint_sentence(painter, area.adjusted(40, 24, -40, -24))
        elif self.card.name:
            self._paint_goods(painter, area)

    def _paint_sentence(self, painter: QPainter, room: QRectF) -> None:
        px, lines = fitted_lines(self.card.sentence, int(room.width()), int(room.height() - 80), (56, 40, 32, 26), True)
        first = room.center().y() - 40 - (len(lines) - 1) * line_height(px) / 2
        end = lines_of_text(painter, room.x(), first, lines, px, bold=True)
        step = fitted_size(self.card.step, room.width(), (32, 26, 20))
        text(painter, room.x(), end + 28, self.card.step, step, colour=theme.color("muted"), width=room.width())

    def _paint_goods(self, painter: QPainter, area: QRectF) -> None:
        card, low = self.card, self.window().height() < LOW_WINDOW
        pad, muted = 40, theme.color("muted")
        wide = area.width() * 0.36
        left, right = area.x() + pad, area.right() - wide
        room, caption = area.width() - wide - 2 * pad, 20 if low else 26
        if has_picture(card.picture):
            side = min(300.0, area.height() - 2 * pad, room * 0.45)
            paint_picture(painter, right - side - 24, area.y() + pad, side, card.picture)
            room -= side + 24
        y = area.y() + (36 if low else 56)
        if card.place:
            text(painter, left, y, card.caption, caption, colour=muted)
            y += 60 if low else 72
            px = fitted_size(card.place, room, (72, 64, 56, 40, 32), True)
            text(painter, left, y, card.place, px, bold=True, width=room)
            y += 76 if low else 104
        px, lines = fitted_lines(card.name, int(room), 54, tuple(px for px in (26, 20, 16) if px <= caption))
        y = lines_of_text(painter, left, y, lines, px, colour=muted) - line_height(px) + (20 if low else 28)
        parts = parts_of(card.spec) or [card.code]
        px, lines = flowing(parts, int(room), int(area.bottom() - y - 60), (64, 56, 40, 32, 26, 20))
        end = lines_of_text(painter, left, y + line_height(px) / 2, lines, px, bold=True)
        if card.spec:
            text(painter, left, end - line_height(px) / 2 + 20, card.code, 20, colour=muted, width=room)
        self._paint_count(painter, QRectF(right, area.y(), wide, area.height()), low)

    def _paint_count(self, painter: QPainter, area: QRectF, low: bool) -> None:
        card = self.card
        ink, ground = theme.family("active")
        inner = area.adjusted(0, 24, -24, -24)
        box(painter, inner, RADIUS_CARD, ground)
        middle = inner.center()
        small, room = 20 if low else 26, inner.width() - 48
        text(painter, middle.x(), inner.y() + 40, card.count_caption, small, colour=ink, side="centre")
        largest = inner.height() * 0.45
        px = fitted_size(card.count, room, tuple(px for px in BASKET_SCALE if px <= largest), True)
        text(painter, middle.x(), middle.y() - 8, card.count, px, bold=True, colour=ink, side="centre", width=room)
        under = middle.y() + px * 0.5 + 24
        px, lines = fitted_lines(card.below, int(room), int(inner.bottom() - under), (32, 26, 20, 16))
        first = under
        lines_of_text(painter, middle.x(), first, lines, px, colour=ink, side="centre")


class ScanView(QWidget):
    """`given` is a code that was typed or pressed, `left` when somebody wants to leave."""

    given = Signal(str)
    left = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.band, self.card, self.stop = Band("wave.band"), CardView(words), StopView(words, "wave")
        self.stop.commanded.connect(self.given)
        self.stop.hide()
        self.field = TextField("wave.code", words("wave.type_code"), prompt=words("wave.type_prompt"))
        self.field.setProperty("packing", True)
        self.field.setFixedWidth(320)
        self.field.returnPressed.connect(self._give)
        self.buttons: dict[str, CommandCard] = {}
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 14, EDGE, 14)
        foot.setSpacing(12)
        self.way_out = Button("wave.leave", words("wave.leave"), key="Esc", height=CONTROL_PACKING, size=16)
        self.way_out.clicked.connect(self.left)
        foot.addWidget(self.way_out)
        foot.addWidget(self.field)
        foot.addStretch(1)
        for name, key, code in COMMANDS:
            button = CommandCard(f"wave.{name}", words(f"wave.{name}"), key, code=code)
            button.clicked.connect(lambda _on=False, code=code: self.given.emit(code))
            self.buttons[name] = button
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.card, 1)
        column.addWidget(self.stop, 1)
        column.addLayout(foot)
        self.show_nothing()

    def show_nothing(self) -> None:
        """The wave is on its way."""
        self.band.say(Call("idle", "picking", self._words("wave.opening")))
        self.card.show_card(Card())
        self._stand_still(stopped=False)

    def show_session(self, session: PickSession, unheeded: str = "") -> None:
        """Show the wave as its session has it; `unheeded` is what was scanned over a stop."""
        if session.stop is not None:
            self.stop.show_news(stop_news(session.stop, session, self._words, unheeded))
        else:
            self.band.say(call_of(session, self._words))
            self.card.show_card(card_of(session, self._words))
        self._stand_still(stopped=session.stop is not None)
        for name, button in self.buttons.items():
            wanted = name == "undo" or session.work != Work.SORT
            button.setVisible(wanted and session.stop is None)

    def _stand_still(self, *, stopped: bool) -> None:
        """A stop takes the whole room above the foot until it was acknowledged."""
        self.stop.setVisible(stopped)
        self.band.setVisible(not stopped)
        self.card.setVisible(not stopped)

    def take_focus(self) -> None:
        """The keyboard belongs to the scanner; what is typed slowly goes into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        code = self.field.text().strip()
        self.field.clear()
        if code:
            self.given.emit(code)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        above = self.stop if self.stop.isVisible() else self.card
        across(painter, 0, above.geometry().bottom() + 1, self.width(), "border")
