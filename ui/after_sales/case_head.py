"""The head of a case: its number, kind and state, who has claimed it, and how much time is left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.entities import ENDED_CASE
from desktop_oms.formats import mask_name
from desktop_oms.services.case_view import CaseDetail
from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.case_rows import SOON, exact_left
from ui.after_sales.consequences import in_trouble
from ui.deeds.moments import moment
from ui.shared import icons, theme
from ui.shared.buttons import Button
from ui.shared.cards import clear_layout, label
from ui.shared.chips import Chip
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.painting import box, smooth, text
from ui.shared.tokens import SECONDARY, SECTION

WIDE = 178


class Clock(QWidget):
    """How much time is left, in words and as a bar that runs empty."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self._share, self._tone = "", 0.0, "muted"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(46)

    def show_time(self, words: str, share: float, tone: str) -> None:
        """`share` of the whole time is left, 0 to 1."""
        self.words, self._share, self._tone = words, min(1.0, max(0.0, share)), tone
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(WIDE, round(advance(self.words, SECTION, True)) + 26), 46)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        colour = theme.color(self._tone)
        taken = text(painter, self.width(), 14, self.words, SECTION, bold=True, colour=colour, side="right")
        icons.draw(painter, "clock", self.width() - taken - 22, 6, 16, colour, 2)
        whole = QRectF(self.width() - WIDE, 35, WIDE, 6)
        box(painter, whole, 3, theme.color("hairline"))
        if self._share:
            box(painter, QRectF(whole.x(), whole.y(), max(6.0, WIDE * self._share), 6), 3, colour)


class CaseHead(QWidget):
    """Shows the head of one case; `open_asked(order number)` when its order is to be seen."""

    open_asked = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._number = ""
        self.number = label(style="title")
        self.kind = label(style="section")
        self.source = label(style="secondary", tone="muted", wrap=True)
        self.open = Button("cases.open_order", words("cases.do.open_order"), key="O", height=26, size=SECONDARY)
        self.open.clicked.connect(lambda: self.open_asked.emit(self._number))
        self.clock = Clock()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.number)
        first.addWidget(self.kind)
        first.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(first)
        left.addLayout(self._chips)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 1)
        both.addWidget(self.clock)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 8)
        column.setSpacing(4)
        column.addLayout(both)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.source, 1)
        foot.addWidget(self.open)
        column.addLayout(foot)

    def show_case(self, seen: CaseSeen) -> None:
        """Show a case."""
        words, detail, row = self._words, seen.detail, seen.detail.row
        self.number.setText(detail.number)
        self.kind.setText(words(f"case_kind.{row.kind}"))
        self._number = row.number
        self._show_chips(seen)
        signed = max((parcel.delivered_at or 0 for parcel in detail.order.parcels), default=0)
        order = words("cases.order_named", number=row.number)
        when = ""
        if signed:
            when = words("cases.signed_at", time=moment(words, signed, detail.order.time_zone, detail.now))
        facts = (order, detail.order.channel, mask_name(row.name), when)
        self.source.setText(" · ".join(part for part in facts if part))
        self.show_clock(detail)

    def _show_chips(self, seen: CaseSeen) -> None:
        words, detail, row = self._words, seen.detail, seen.detail.row
        clear_layout(self._chips)
        family = "ended" if row.state in ENDED_CASE else "reverse"
        self._chips.addWidget(Chip(words(f"state.case.{row.state}"), family, "after_sales"))
        if in_trouble(seen):
            self._chips.addWidget(Chip(words("cases.trouble_short"), "trouble", "alert"))
        if row.claimed_name and (row.claimed_until or 0) > detail.now:
            mine = not seen.claimed_by_other
            told = words("cases.claimed_by_you") if mine else words("cases.claimed_by", user=seen.claimed_by_other)
            self._chips.addWidget(Chip(told, "active" if mine else "attention", "user"))
        self._chips.addStretch(1)
        for place in range(self._chips.count()):
            item = self._chips.itemAt(place)
            chip = item.widget() if item is not None else None
            if chip is not None:
                chip.show()

    def show_clock(self, detail: CaseDetail) -> None:
        """Show how much time is left."""
        row = detail.row
        if row.due_at is None or row.state in ENDED_CASE:
            self.clock.show_time("", 0, "muted")
            return
        left = row.due_at - detail.now
        tone = "trouble" if left < 0 else "attention" if left < SOON else "muted"
        self.clock.show_time(exact_left(self._words, left), left / max(detail.clock, 1), tone)
