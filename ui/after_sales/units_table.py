"""What happened to each unit of the order, in columns: a claim that is wrong is seen as a wrong digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_oms.formats import money_grouped
from desktop_oms.services.case_view import UnitRow
from ui.shared import icons, theme
from ui.shared.cards import Card
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.painting import across, box, smooth, text
from ui.shared.tokens import BODY, RADIUS, SECONDARY, SECTION

HIGH, PICTURE = 52, 36
COUNTS = ("bought", "sent", "signed", "refunded", "claimed")
ROOMY = 600  # from this width on the columns stand further apart


class UnitsTable(QWidget):
    """The lines of an order with their counts."""

    def __init__(self, words: Words, rows: Sequence[UnitRow], currency: str) -> None:
        super().__init__()
        self._words, self._rows, self._currency = words, tuple(rows), currency
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(22 + HIGH * len(self._rows))
        self.setAccessibleName("\n".join(self._spoken(row) for row in self._rows))

    def sizeHint(self) -> QSize:
        return QSize(460, self.height())

    def _spoken(self, row: UnitRow) -> str:
        counts = [f"{self._words(f'cases.units.{name}')} {counted(row, name)}" for name in COUNTS]
        each = f"{self._words('cases.units.each')} {money_grouped(row.each, self._currency)}"
        kind = self._words(f"cases.line.{row.kind}") if row.kind != "sale" else ""
        return " · ".join(part for part in (row.name or row.sku, row.spec, row.sku, kind, each, *counts) if part)

    def _columns(self) -> tuple[list[float], float]:
        """The right edges of the columns, and where the goods end."""
        step, price = (64.0, 78.0) if self.width() >= ROOMY else (58.0, 60.0)
        widest = max((advance(money_grouped(row.each, self._currency)) for row in self._rows), default=0.0)
        price = max(price, widest + 14)
        edges = [self.width() - step * place for place in range(len(COUNTS) - 1, -1, -1)]
        return [edges[0] - step, *edges], edges[0] - step - price

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        edges, goods_end = self._columns()
        muted = theme.color("muted")
        for edge, name in zip(edges, ("each", *COUNTS), strict=True):
            text(painter, edge, 9, self._words(f"cases.units.{name}"), SECONDARY, colour=muted, side="right")
        for place, row in enumerate(self._rows):
            self._paint_row(painter, 22 + place * HIGH, row, edges, goods_end)
            if place:
                across(painter, PICTURE + 12, 22 + place * HIGH, self.width() - PICTURE - 12)

    def _paint_row(self, painter: QPainter, y: float, row: UnitRow, edges: Sequence[float], end: float) -> None:
        cy, muted = y + HIGH / 2, theme.color("muted")
        box(painter, QRectF(0, cy - PICTURE / 2, PICTURE, PICTURE), RADIUS, theme.color("mat"))
        icons.draw(painter, "image", PICTURE / 2 - 9, cy - 9, 18, theme.color("off"))
        x, room = PICTURE + 12.0, end - PICTURE - 18
        name = row.name or row.sku
        kind = self._words(f"cases.line.{row.kind}") if row.kind != "sale" else ""
        if self.width() >= ROOMY:
            taken = text(painter, x, cy - 9, name, BODY, width=room if not row.spec else room * 0.62)
            text(painter, x + taken + 8, cy - 9, row.spec, BODY, bold=True, width=room - taken - 8)
            under = text(painter, x, cy + 10, row.sku, SECONDARY, colour=muted, width=room)
        else:  # name and spec get a line each; the code of goods that have a name is heard and found elsewhere
            text(painter, x, cy - 9, name, BODY, width=room)
            under = text(painter, x, cy + 10, row.spec or row.sku, SECONDARY, bold=bool(row.spec), width=room)
        if kind:
            tone = theme.color("reverse" if row.kind == "replacement" else "muted")
            text(painter, x + under + 8, cy + 10, kind, SECONDARY, bold=True, colour=tone, width=room - under - 8)
        text(painter, edges[0], cy, money_grouped(row.each, self._currency), BODY, side="right")
        for edge, name in zip(edges[1:], COUNTS, strict=True):
            self._paint_count(painter, edge, cy, counted(row, name), claimed=name == "claimed")

    @staticmethod
    def _paint_count(painter: QPainter, right: float, cy: float, count: int, *, claimed: bool) -> None:
        if not count:
            text(painter, right, cy, "–", BODY, colour=theme.color("muted"), side="right")
        elif claimed:
            text(painter, right, cy, str(count), SECTION, bold=True, colour=theme.color("reverse"), side="right")
        else:
            text(painter, right, cy, str(count), BODY, side="right")


def counted(row: UnitRow, name: str) -> int:
    """A count by the name of its column; what was exchanged is settled as what was refunded is."""
    return row.refunded + row.exchanged if name == "refunded" else int(getattr(row, name))


def units_card(words: Words, rows: Sequence[UnitRow], currency: str) -> Card:
    """The card of the units: what the case is about first."""
    card = Card(words("cases.card.units"))
    ordered = sorted(rows, key=lambda row: (not row.claimed, row.seq))
    card.content.addWidget(UnitsTable(words, ordered, currency))
    return card
