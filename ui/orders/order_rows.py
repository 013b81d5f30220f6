"""The columns of the order list, and how an order fills them; made off the window's thread, painted as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.order import Badge
from desktop_oms.domain.projection import STAGES
from desktop_oms.formats import mask_name, money
from desktop_oms.services.orders import OrderRow
from ui.deeds.moments import due, past
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row
from ui.shared.theme import look

IN_THE_HOUSE = frozenset(STAGES[STAGES.index("to_solve") : STAGES.index("in_transit")])
ENDED = frozenset({"cancelled", "refunded"})
# One badge a row: the one that most needs a hand.
BADGES = (
    Badge.REFUND_TROUBLE,
    Badge.URGENT,
    Badge.ON_HOLD,
    Badge.SHORTAGE,
    Badge.CHANGED_IN_SHOP,
    Badge.PARTLY_SHIPPED,
    Badge.PARTLY_REFUNDED,
    Badge.PARTLY_DELIVERED,
)
UNKNOWN = Channel(0, 0, "", "", "generic", "UTC", "")


def columns(words: Words) -> list[Column]:
    """The columns of the list in the reader's language."""
    chinese = words.language == "zh_CN"
    return [
        Column("check", "", 34, "check"),
        Column("number", words("orders.column.number"), 108, sortable=True),
        Column("buyer", words("orders.column.buyer"), 94 if chinese else 100),
        Column("goods", words("orders.column.goods")),
        Column("status", words("orders.column.status"), 146 if chinese else 168),
        Column("amount", words("orders.column.amount"), 92, "number"),
        Column("ship_by", words("orders.column.ship_by"), 104, sortable=True),
    ]


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Turns an order of the database into a row of the list."""

    words: Words
    channels: Mapping[int, Channel]
    now: Callable[[], int]

    def __call__(self, order: OrderRow) -> Row:
        """The row with its cells in column order; its facts are the order's row itself."""
        channel, now = self.channels.get(order.channel_id, UNKNOWN), self.now()
        cells = (
            Cell(),
            self._number(order, channel, now),
            Cell(mask_name(order.ship_name) or order.buyer, order.ship_city),
            Cell(order.summary, self.words("orders.pieces", n=order.item_count)),
            self._status(order, now),
            self._amount(order),
            self._ship_by(order, channel, now),
        )
        return Row(order.id, cells, order)

    def _number(self, order: OrderRow, channel: Channel, now: int) -> Cell:
        key = f"orders.tile.{channel.kind}"
        tile = self.words(key) if self.words.knows(key) else ""
        placed = past(self.words, order.placed_at, channel.time_zone, now)
        return Cell(order.number, placed, bold=True, tile=tile, channel=channel.kind)

    def _status(self, order: OrderRow, now: int) -> Cell:
        stage = self.words(f"stage.{order.work_stage}") if order.work_stage != "none" else ""
        badge, family = "", "neutral"
        if is_late(order, now):
            badge, family = self.words("orders.late"), "trouble"
        elif shown := next((one for one in BADGES if one & order.badges), None):
            key = f"badge.{str(shown.name).lower()}"
            badge, family = self.words(key), look(key).family
        status = f"status.{order.status}"
        return Cell(self.words(status), stage, status=status, badge=badge, badge_family=family)

    def _amount(self, order: OrderRow) -> Cell:
        ended = order.status in ENDED
        paid, tone = self._paid(order)
        total = money(order.total, order.currency, self.words.language)
        return Cell(total, paid, bold=not ended, tone="muted" if ended else "text", under_tone=tone)

    def _paid(self, order: OrderRow) -> tuple[str, str]:
        """What came of the money, and its tone."""
        if order.refunded:
            return self.words("orders.refunded"), "reverse"
        if order.captured >= order.total:
            return self.words("orders.paid"), "muted"
        if order.badges & Badge.CASH_ON_DELIVERY:
            return self.words("orders.on_delivery"), "attention"
        tone = "muted" if order.status in ENDED or order.status == "draft" else "attention"
        return self.words("orders.part_paid" if order.captured else "orders.unpaid"), tone

    def _ship_by(self, order: OrderRow, channel: Channel, now: int) -> Cell:
        waits = order.ship_by if order.work_stage in IN_THE_HOUSE else None
        return due(self.words, waits, channel.time_zone, now)


def is_late(order: OrderRow, now: int) -> bool:
    """Whether the order should have left the house by now; a question to the clock, never stored."""
    return order.ship_by is not None and order.ship_by < now and order.work_stage in IN_THE_HOUSE
