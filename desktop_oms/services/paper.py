"""What stands on an order's paper: labels, slips and pick lists made of the order and what its store wants printed.

The seller's paper decides (`paper_settings.py`), and before it the channel's own settings of the same names:
`document_language` (else the house's), `mask_receiver` (off: the courier must read it), `slip_prices` (off),
`return_policy`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from desktop_oms.documents import LabelContent, Logo, Party, SlipContent, SlipLine
from desktop_oms.domain.catalogue import Channel, Merchant, Warehouse
from desktop_oms.domain.entities import LIVE_PARCEL, SENT_PARCEL, OrderLine, Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.formats import mask_receiver, money, time_local, weight, with_mates
from desktop_oms.services.paper_settings import logo_of, style_of
from desktop_oms.services.receivers import CHINESE, full_address, one_line
from desktop_oms.services.shared_boxes import InBox, whole
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

LONGEST_SORT_CODE = 16
STANDING = LIVE_PARCEL | SENT_PARCEL


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends, and how the store wants its paper."""

    seller: Merchant
    channel: Channel
    warehouse: Warehouse | None
    language: str
    settings: Mapping[str, Any]
    logo: Logo | None = None

    @property
    def store(self) -> str:
        """The store's name on paper."""
        return str(self.settings.get("store_name") or self.seller.name)

    def time(self, at: int) -> str:
        """A moment on the store's clock."""
        return time_local(at, self.channel.time_zone, self.language)

    def receiver(self, order: Order) -> Party:
        """Whom it goes to, masked where the store hides its receivers."""
        told = (order.ship_name, order.ship_phone, full_address(order))
        return Party(*(mask_receiver(*told) if self.settings.get("mask_receiver") else told))

    def sender(self) -> Party:
        """The seller as sender; what it does not say is the warehouse's."""
        seller, house = self.seller, self.warehouse
        name = seller.sender_name or seller.name
        if house is None:
            return Party(name, seller.sender_phone, seller.sender_address)
        parts = (house.province, house.city, house.district, house.street)
        address = seller.sender_address or one_line(house.country, parts, house.postcode)
        return Party(name, seller.sender_phone or house.phone, address)


def letterhead(conn: Connection, order: Order, warehouse_id: int | None, *, with_logo: bool = False) -> Letterhead:
    """The letterhead for an order's paper that leaves from a warehouse; the logo only where the paper shows it."""
    seller = catalogue_rows.merchant_by_id(conn, order.merchant_id)
    channel = catalogue_rows.channel_by_id(conn, order.channel_id)
    assert seller is not None
    assert channel is not None
    house = next((one for one in catalogue_rows.warehouses(conn) if one.id == warehouse_id), None)
    own = {name: value for name, value in channel.settings.items() if value not in (None, "")}
    settings = {**asdict(style_of(conn, seller.id)), **own}
    language = settings["document_language"] or catalogue_rows.setting(conn, "language", "zh_CN")
    logo = logo_of(conn, seller.id) if with_logo else None
    return Letterhead(seller, channel, house, str(language), settings, logo)


def parcels_of(order: Order) -> list[Parcel]:
    """The boxes that go or went to the buyer, by their number."""
    return [parcel for parcel in order.parcels if parcel.kind == "outbound" and parcel.state in STANDING]


def place_among(order: Order, parcel: Parcel) -> tuple[int, int]:
    """The parcel's place among the order's boxes, and how many there are."""
    boxes = parcels_of(order)
    place = next((at for at, other in enumerate(boxes, start=1) if other.id == parcel.id), len(boxes) + 1)
    return place, max(place, len(boxes))


def label_content(box: Sequence[InBox], head: Letterhead, print_no: int, now: int) -> LabelContent:
    """A box's shipping label; cash is collected once, with each order's first parcel."""
    order, parcel = box[0].order, box[0].parcel
    place, count = place_among(order, parcel)
    owed = sum(collected_with(one) for one in box)
    return LabelContent(
        language=head.language,
        carrier=parcel.carrier,
        waybill=parcel.waybill or "",
        receiver=head.receiver(order),
        sender=head.sender(),
        order_no=with_mates(order.number, [one.order.number for one in box[1:]]),
        service=parcel.service,
        sort_code=parcel.sort_code,
        parcel_no=place,
        parcel_count=count,
        pieces=sum(row.qty for one in box for row in one.parcel.lines),
        weight=weight(parcel.weight_g) if parcel.weight_g else "",
        collect=money(owed, order.currency, head.language) if owed else "",
        print_no=print_no,
        printed_at=head.time(now),
    )


def collected_with(one: InBox) -> int:
    """What the courier takes in cash for one order of a box (minor units)."""
    first = place_among(one.order, one.parcel)[0] == 1
    return one.order.collect if one.order.promised and first else 0


def sort_code(order: Order) -> str:
    """What our own drivers sort by: city and district in Chinese, elsewhere the postcode, else the city.

    Where both are too long to be read from two metres it is the district alone, which is the narrower of the two.
    """
    if order.ship_country.upper() in CHINESE:
        town = order.ship_city or order.ship_province
        codes: tuple[str, ...] = (" ".join(filter(None, (town, order.ship_district))), order.ship_district, town)
    else:
        codes = (order.ship_postcode or order.ship_city,)
    return next((code for code in codes if code and len(code) <= LONGEST_SORT_CODE), "")


def slip_content(order: Order, head: Letterhead, box: Sequence[InBox] = ()) -> SlipContent:
    """The packing slip of a box with all orders in it, or of the whole order before it is boxed."""
    inside: list[tuple[Order, Parcel | None]] = [(one.order, one.parcel) for one in box] or [(order, None)]
    order, parcel = inside[0]
    place, count = place_among(order, parcel) if parcel else (1, 1)
    several = len(inside) > 1
    orders = [one for one, _ in inside]
    return SlipContent(
        language=head.language,
        store=head.store,
        order_no=order.number,
        receiver=head.receiver(order),
        lines=tuple(line for one, part in inside for line in _slip_lines(one, part, head, several=several)),
        placed_at=head.time(order.placed_at),
        carrier=" ".join(filter(None, (parcel.carrier, parcel.service))) if parcel else "",
        parcel_no=place,
        parcel_count=count,
        buyer_notes=tuple(_slip_note(one, several=several) for one, _ in inside if one.buyer_note),
        return_policy=str(head.settings.get("return_policy") or ""),
        gift_message=str(head.settings.get("gift_message") or ""),
        thanks=str(head.settings.get("thanks") or ""),
        logo=head.logo,
        prices=bool(head.settings.get("slip_prices")),
        total=money(sum(one.total for one in orders), order.currency, head.language),
        shipping=_besides(sum(one.shipping for one in orders), order, head),
        discount=_besides(-sum(map(_discount, orders)), order, head),
        tax=_besides(sum(one.total - one.goods - one.shipping + _discount(one) for one in orders), order, head),
        mates=tuple(one.number for one, _ in inside[1:]),
    )


def _discount(order: Order) -> int:
    """What shop and platform took off the order (minor units); a tax within the prices is none on top of them."""
    return order.discount_seller + order.discount_platform


def _besides(amount: int, order: Order, head: Letterhead) -> str:
    """An amount that the total holds besides the goods, "" for none."""
    return money(amount, order.currency, head.language) if amount else ""


def slip_contents(conn: Connection, order: Order, parcel_id: int | None) -> list[SlipContent]:
    """The slips of an order: of one parcel, else of each box, else one of everything that is to go out.

    Raises `parcel_missing`, and `nothing_on_slip` of an order of which nothing goes out.
    """
    boxes = [parcel for parcel in parcels_of(order) if parcel_id in (None, parcel.id)]
    if parcel_id is not None and not boxes:
        raise OmsError("parcel_missing", parcel=str(parcel_id))
    if not boxes and not any(line.going_out > 0 for line in order.lines):
        raise Refused("nothing_on_slip", number=order.number)
    if not boxes:
        return [slip_content(order, letterhead(conn, order, None, with_logo=True))]
    found = [whole(conn, order, parcel) for parcel in boxes]
    heads = [letterhead(conn, box[0].order, box[0].parcel.warehouse_id, with_logo=True) for box in found]
    return [slip_content(order, head, box) for head, box in zip(heads, found, strict=True)]


def _slip_lines(order: Order, parcel: Parcel | None, head: Letterhead, *, several: bool) -> list[SlipLine]:
    goods = [line for line in order.lines if parcel is None or parcel.line_for(line.id) or line.to_ship > 0]
    return [_slip_line(order, line, parcel, head, order.number if several else "") for line in goods]


def _slip_note(order: Order, *, several: bool) -> str:
    return f"{order.number}: {order.buyer_note}" if several else order.buyer_note


def _slip_line(order: Order, line: OrderLine, parcel: Parcel | None, head: Letterhead, of: str) -> SlipLine:
    row = parcel.line_for(line.id) if parcel else None
    packed = max(0, line.going_out) if parcel is None else (row.qty if row else 0)
    return SlipLine(
        name=line.name or line.sku_code,
        sku=line.sku_code,
        ordered=line.qty - line.taken_out,
        packed=packed,
        to_follow=max(0, line.to_ship) if parcel else 0,
        spec=line.spec,
        price=money(line.unit_price, order.currency, head.language),
        amount=money(line.amount, order.currency, head.language),
        of=of,
        gift=line.kind == "gift",
    )
