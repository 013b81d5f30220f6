"""What stands on paper: plain data with ready texts (money, times and masked names already written out).

Every content has a `language` ("zh_CN" or "en") for the fixed words and a `number` by which errors name it.  Its
`coded` fields go into barcodes: they are never cleaned, for a code must say what was given or not be printed at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Party:
    """A receiver or sender as it is to be read: masked already where the store hides its receivers."""

    name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class LabelContent:
    """One shipping label 面单. `waybill` goes into the barcode, `qr` (empty: the waybill) into the QR code.

    `collect` is the amount to collect on delivery, written out, or empty; `weight` may be empty.
    """

    language: str
    carrier: str
    waybill: str
    receiver: Party
    sender: Party
    order_no: str
    service: str = ""
    sort_code: str = ""
    parcel_no: int = 1
    parcel_count: int = 1
    pieces: int = 0
    weight: str = ""
    collect: str = ""
    qr: str = ""
    print_no: int = 1
    printed_at: str = ""

    coded: ClassVar[tuple[str, ...]] = ("waybill", "qr")

    @property
    def number(self) -> str:
        """The order number, by which errors name this label."""
        return self.order_no


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of goods on a slip: pieces ordered, in this parcel, and still to follow; prices only when wanted."""

    name: str
    sku: str
    ordered: int
    packed: int
    to_follow: int = 0
    spec: str = ""
    price: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class SlipContent:
    """One packing slip 装箱单. Prices and the total are printed only where `prices` is switched on.

    `buyer_notes` holds the note of every order that travels in the parcel.
    """

    language: str
    store: str
    order_no: str
    receiver: Party
    lines: tuple[SlipLine, ...]
    placed_at: str = ""
    carrier: str = ""
    parcel_no: int = 1
    parcel_count: int = 1
    buyer_notes: tuple[str, ...] = ()
    gift_message: str = ""
    return_policy: str = ""
    prices: bool = False
    total: str = ""

    coded: ClassVar[tuple[str, ...]] = ("order_no",)

    @property
    def number(self) -> str:
        """The order number, by which errors name this slip."""
        return self.order_no


@dataclass(frozen=True, slots=True)
class PickLine:
    """What to take from one bin: the goods, how many, and the basket (and order) they go to."""

    bin: str
    name: str
    sku: str
    qty: int
    spec: str = ""
    basket: str = ""
    order_no: str = ""


@dataclass(frozen=True, slots=True)
class PickListContent:
    """One pick list 拣货单 of a wave; the lines are printed by bin, A-2 before A-10, whatever order they come in."""

    language: str
    wave: str
    lines: tuple[PickLine, ...]
    picker: str = ""
    warehouse: str = ""
    printed_at: str = ""

    coded: ClassVar[tuple[str, ...]] = ("wave",)

    @property
    def number(self) -> str:
        """The wave number, by which errors name this list."""
        return self.wave


Content = LabelContent | SlipContent | PickListContent
