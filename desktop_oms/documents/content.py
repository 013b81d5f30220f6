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
class Logo:
    """A store's logo: the bytes of a PNG file without transparency, and its size in pixels."""

    data: bytes
    width: int
    height: int


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
    """One line of goods on a slip: pieces ordered, in this parcel, and still to follow; prices only when wanted.

    `of` is the number of its order where several orders are in one box, `gift` says that the line is given away.
    """

    name: str
    sku: str
    ordered: int
    packed: int
    to_follow: int = 0
    spec: str = ""
    price: str = ""
    amount: str = ""
    of: str = ""
    gift: bool = False


@dataclass(frozen=True, slots=True)
class SlipContent:
    """One packing slip 装箱单. Prices and the total are printed only where `prices` is switched on, and with them what
    the total holds besides the goods: `shipping`, `discount` and `tax`, each empty where there is none.

    `buyer_notes` holds the note of every order that travels in the parcel, `mates` the numbers of the further ones.
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
    thanks: str = ""
    prices: bool = False
    total: str = ""
    shipping: str = ""
    discount: str = ""
    tax: str = ""
    logo: Logo | None = None
    mates: tuple[str, ...] = ()

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
    print_no: int = 1

    coded: ClassVar[tuple[str, ...]] = ("wave",)

    @property
    def number(self) -> str:
        """The wave number, by which errors name this list."""
        return self.wave


@dataclass(frozen=True, slots=True)
class LogisticContent:
    """One logistic label of a box or pallet by the GS1 logistic label guideline.

    `sscc` are the 18 digits of the Serial Shipping Container Code.
    """

    language: str
    sscc: str
    receiver: Party
    sender: Party
    order_no: str
    carrier: str = ""
    waybill: str = ""
    parcel_no: int = 1
    parcel_count: int = 1
    pieces: int = 0
    weight: str = ""

    coded: ClassVar[tuple[str, ...]] = ("sscc",)

    @property
    def number(self) -> str:
        """The order number, by which errors name this label."""
        return self.order_no


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Goods that come back: pieces announced, and why."""

    name: str
    sku: str
    qty: int
    spec: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnContent:
    """One return slip 退货单, laid into the parcel by the buyer; `bench` makes it the receiving bench's own sheet.

    The receiving bench marks per line how many pieces came good, damaged, wrong or not at all.
    """

    language: str
    store: str
    case_no: str
    order_no: str
    return_to: Party
    lines: tuple[ReturnLine, ...]
    buyer: str = ""
    kind: str = ""
    asked_at: str = ""
    deadline: str = ""
    waybill: str = ""
    note: str = ""
    bench: bool = False
    logo: Logo | None = None

    coded: ClassVar[tuple[str, ...]] = ("case_no",)

    @property
    def number(self) -> str:
        """The case number, by which errors name this slip."""
        return self.case_no


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One parcel on a manifest; `destination` is a town, never a person."""

    waybill: str
    order_no: str
    destination: str = ""
    weight: str = ""
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class ManifestContent:
    """One manifest 交接单 of a carrier; without `closed_at` it is still open, and says so."""

    language: str
    manifest: str
    carrier: str
    rows: tuple[ManifestRow, ...]
    house: str = ""
    warehouse: str = ""
    day: str = ""
    closed_at: str = ""
    printed_at: str = ""

    coded: ClassVar[tuple[str, ...]] = ("manifest",)

    @property
    def number(self) -> str:
        """The manifest's number, by which errors name it."""
        return self.manifest


@dataclass(frozen=True, slots=True)
class CodeCard:
    """A code to scan, the word a person knows it by, and what it does or belongs to."""

    code: str
    word: str
    hint: str = ""

    coded: ClassVar[tuple[str, ...]] = ("code",)


@dataclass(frozen=True, slots=True)
class CodeSection:
    """Cards of one kind below a title, so many side by side, each of that height in mm."""

    cards: tuple[CodeCard, ...]
    title: str = ""
    columns: int = 2
    height: float = 36.0


@dataclass(frozen=True, slots=True)
class CodeSheetContent:
    """Codes on paper: the commands of a bench, badges, locations or products, to be cut out or scanned as they hang."""

    language: str
    title: str
    subtitle: str
    sections: tuple[CodeSection, ...]

    @property
    def number(self) -> str:
        """The sheet's title, by which errors name it."""
        return self.title


Content = (
    LabelContent | SlipContent | PickListContent | LogisticContent | ReturnContent | ManifestContent | CodeSheetContent
)
