"""The cards of parcels: who carries what, the four facts of each box, and what the carrier said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_oms.services.order_view import OrderView, ParcelView, PartView
from ui.deeds.moments import past
from ui.shared import icons, theme
from ui.shared.cards import Card, label, pair
from ui.shared.chips import Chip
from ui.shared.messages import Words
from ui.shared.painting import broken, disc, smooth, text
from ui.shared.tokens import AXIS, SECONDARY

LOOKS = {
    "open": ("active", "packing"),
    "packed": ("active", "packing"),
    "labelled": ("active", "tag"),
    "in_transit": ("moving", "truck"),
    "delivered": ("done", "check_circle"),
    "lost": ("trouble", "alert"),
    "returned": ("reverse", "undo"),
    "void": ("ended", "slash"),
}
PART_LOOKS = {
    "shortage": ("attention", "inbox"),
    "offered": ("attention", "clock"),
    "done": ("done", "check"),
    "cancelled": ("ended", "slash"),
}
TRACKED = 8  # the newest events of a carrier; older ones tell nobody anything
ROW = 24
WORDS_LEFT = 72


class FourFacts(QWidget):
    """Number fetched, label printed, handed over, delivered: four dots, each with its time once it is so."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        """`facts` are (word, time or "")."""
        super().__init__()
        self._facts = tuple(facts)
        self.setFixedHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(f"{word} {when}".strip() for word, when in self._facts))

    def sizeHint(self) -> QSize:
        return QSize(340, 46)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        pitch = self.width() / len(self._facts)
        for place, (word, when) in enumerate(self._facts):
            x = 6 + place * pitch
            if place < len(self._facts) - 1:
                reached = bool(when and self._facts[place + 1][1])
                painter.setPen(QPen(theme.color("accent" if reached else "border"), 1.5))
                painter.drawLine(QPointF(x + 10, 9), QPointF(x + pitch - 10, 9))
            if when:
                disc(painter, x, 9, 6, theme.color("accent"))
                icons.draw(painter, "check", x - 4, 5, 8, theme.color("on_accent"), 3.4)
            else:
                disc(painter, x, 9, 5, theme.color("surface"), theme.color("control"), 1.25)
            colour = theme.color("text" if when else "muted")
            text(painter, x - 6, 26, word, AXIS, colour=colour, width=pitch - 6)
            text(painter, x - 6, 40, when, AXIS, colour=theme.color("muted"), width=pitch - 6)


class Track(QWidget):
    """What a carrier said, the newest on top and in bold."""

    def __init__(self, told: Sequence[tuple[str, str]]) -> None:
        """`told` are (time, words)."""
        super().__init__()
        self._told = tuple(told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW * len(self._told))
        self.setAccessibleName(", ".join(f"{when} {words}" for when, words in self._told))

    def sizeHint(self) -> QSize:
        return QSize(340, self.height())

    def _lines(self) -> list[list[str]]:
        width = max(80.0, self.width() - WORDS_LEFT)
        return [broken(words, width, SECONDARY, bold=place == 0) for place, (_, words) in enumerate(self._told)]

    def resizeEvent(self, _event: object) -> None:
        """Long words of a carrier wrap."""
        self.setFixedHeight(sum(ROW + 18 * (len(lines) - 1) for lines in self._lines()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        y = 0
        for place, ((when, _), lines) in enumerate(zip(self._told, self._lines(), strict=True)):
            cy, high = y + ROW / 2, ROW + 18 * (len(lines) - 1)
            if place < len(self._told) - 1:
                painter.setPen(QPen(theme.color("border"), 1.5))
                painter.drawLine(QPointF(5, cy + 7), QPointF(5, y + high + ROW / 2 - 7))
            moving = theme.color("moving")
            disc(
                painter,
                5,
                cy,
                4,
                moving if place == 0 else theme.color("surface"),
                moving if place == 0 else theme.color("control"),
                1.5,
            )
            text(painter, 20, cy, when, SECONDARY, colour=theme.color("muted"), width=WORDS_LEFT - 26)
            for number, line in enumerate(lines):
                colour = theme.color("text" if place == 0 else "muted")
                text(painter, WORDS_LEFT, cy + 18 * number, line, SECONDARY, bold=place == 0, colour=colour)
            y += high


def parcel_card(words: Words, view: OrderView, parcel: ParcelView, now: int) -> Card:
    """One box: its place among the order's boxes, state, carrier and waybill, goods, four facts, tracking."""
    outbound = [one for one in view.parcels if one.kind == parcel.kind]
    of = len(outbound)
    title = words("orders.card.parcel", n=outbound.index(parcel) + 1, of=of)
    if parcel.kind != "outbound":
        title = words("orders.card.parcel_back")
    card = Card(title, " ".join(part for part in (parcel.carrier, parcel.waybill) if part))
    family, icon = LOOKS.get(parcel.state, ("neutral", "packing"))
    card.beside_title(Chip(words(f"state.parcel.{parcel.state}"), family, icon))

    def when(at: int | None) -> str:
        return past(words, at, view.time_zone, now) if at else ""

    card.content.setSpacing(6)
    if parcel.state != "void":
        times = (parcel.labelled_at, parcel.printed_at, parcel.handed_at, parcel.delivered_at)
        names = ("numbered", "printed", "handed_over", "delivered")
        facts = [(words(f"orders.fact.{name}"), when(at)) for name, at in zip(names, times, strict=True)]
        card.content.addWidget(FourFacts(facts))
    goods = words("orders.list_sign").join(words("orders.goods_times", sku=sku, n=qty) for sku, qty, _ in parcel.lines)
    scanned = words("orders.scanned", done=parcel.scanned, n=parcel.pieces) if parcel.state == "open" else ""
    told = " · ".join(part for part in (goods, scanned, parcel.claimed_by if parcel.state == "open" else "") if part)
    card.content.addWidget(label(told, style="secondary", tone="muted", wrap=True))
    if parcel.mates:
        numbers = words("orders.list_sign").join(parcel.mates)
        card.content.addWidget(label(words("orders.card.same_box", numbers=numbers), style="secondary", wrap=True))
    if parcel.tracking:
        said = [(when(one.at), " ".join(p for p in (one.words, one.place) if p)) for one in parcel.tracking[:TRACKED]]
        card.content.addWidget(Track(said))
    return card


def parts_card(words: Words, parts: Sequence[PartView], *, title: str = "", new: frozenset[int] = frozenset()) -> Card:
    """Who sends what: our warehouses and the suppliers; `new` ones (by key) are marked as going apart."""
    card = Card(title or words("orders.card.parts"))
    card.content.setSpacing(6)
    for part in parts:
        sender = part.sender or words("orders.sender_unknown")
        head = label(words("apart.new", sender=sender) if part.id in new else sender, bold=True, wrap=True)
        family, icon = PART_LOOKS.get(part.state, ("neutral", "truck" if part.third_party else "stock"))
        card.content.addLayout(pair(head, Chip(words(f"state.fulfilment.{part.state}"), family, icon)))
        goods = words("orders.list_sign").join(
            words("orders.goods_times", sku=sku, n=qty) for sku, qty, _, _ in part.lines
        )
        if goods:
            card.content.addWidget(label(goods, style="secondary", tone="muted", wrap=True))
    return card
