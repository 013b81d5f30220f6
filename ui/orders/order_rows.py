"""The columns of the order list, and how an order fills them; made off the window's thread, painted as it is."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain.badges import STAGES, Badge
from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.order_columns import EXPORTED
from desktop_oms.formats import mask_name, money
from desktop_oms.services.order_lists import OrderRow, Tag
from ui.deeds.moments import due, moment, past
from ui.shared.cells import BLANK, Cell, Column
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
WIDTHS = {
    "number": 108,
    "receiver": 100,
    "goods": 0,
    "status": 160,
    "total": 100,
    "ship_by": 104,
    "tags": 120,
    "external_no": 180,
    "channel": 120,
    "placed_at": 104,
    "created_at": 104,
    "paid_at": 104,
    "captured": 100,
    "refunded": 100,
    "phone_tail": 84,
}
SUMS = frozenset({"total", "captured", "refunded"})
SORTED = {"number": "created_at", "created_at": "created_at", "placed_at": "placed_at", "ship_by": "ship_by"}
"""What of an order a list is sorted by when it is sorted by a column; by others there is no index to go along."""
NO_TAGS: Mapping[int, Sequence[Tag]] = {}
UNKNOWN = Channel(0, 0, "", "", "generic", "UTC", "")


def columns(words: Words) -> list[Column]:
    """The columns of the list in the reader's language."""
    chinese = words.language == "zh_CN"
    wide = {**WIDTHS, **({"receiver": 94, "status": 146} if chinese else {})}
    shown = [
        Column(key, words(f"orders.column.{key}"), wide[key], "number" if key in SUMS else "text", key in SORTED)
        for key in EXPORTED
    ]
    return [Column("check", "", 34, "check"), *shown]


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Turns an order of the database into a row of the list."""

    words: Words
    channels: Mapping[int, Channel]
    now: Callable[[], int]
    shown: Callable[[], Container[str]]

    def __call__(self, order: OrderRow, tags: Mapping[int, Sequence[Tag]] = NO_TAGS) -> Row:
        """The row with its cells in column order, blank where a column is not shown; its facts are the order's row."""
        channel, now = self.channels.get(order.channel_id, UNKNOWN), self.now()
        shown, own = self.shown(), tags.get(order.id, ())
        cells = (self._cell(key, order, channel, now, own) if key in shown else BLANK for key in EXPORTED)
        return Row(order.id, (BLANK, *cells), order)

    def _cell(self, key: str, order: OrderRow, channel: Channel, now: int, tags: Sequence[Tag]) -> Cell:
        match key:
            case "number":
                return self._number(order, channel, now)
            case "status":
                return self._status(order, now)
            case "total":
                return self._amount(order)
            case "ship_by":
                return self._ship_by(order, channel, now)
            case "placed_at" | "created_at" | "paid_at":
                at: int | None = getattr(order, key)
                return Cell(moment(self.words, at, channel.time_zone, now) if at is not None else "", tone="muted")
            case "captured" | "refunded":
                amount: int = getattr(order, key)
                return Cell(money(amount, order.currency, self.words.language) if amount else "")
        return self._text(key, order, channel, tags)

    def _text(self, key: str, order: OrderRow, channel: Channel, tags: Sequence[Tag]) -> Cell:
        match key:
            case "receiver":
                return Cell(mask_name(order.ship_name) or order.buyer, order.ship_city)
            case "goods":
                beside = "" if "tags" in self.shown() else self._tags(tags).text
                pieces = self.words("orders.pieces", n=order.item_count)
                return Cell(order.summary, pieces, badge=beside, badge_family=tags[0].family if tags else "neutral")
            case "tags":
                return self._tags(tags)
            case "channel":
                return Cell(channel.name, tone="muted")
        return Cell(getattr(order, key) or "", tone="muted")

    def _tags(self, tags: Sequence[Tag]) -> Cell:
        named = self.words("orders.list_sign").join(tag.name for tag in tags)
        return Cell(named, tone=tags[0].family, bold=True) if tags else BLANK

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
