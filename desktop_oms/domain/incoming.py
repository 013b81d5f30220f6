"""An order as the outside tells it, before it is ours: what every file profile and every storefront produces.

Amounts are integer minor units of `currency`; `None` means the source does not say.  Times are milliseconds UTC.
Texts are what the source holds after its own quirks are taken off (tabs, `="..."`, leading apostrophes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop_oms.domain.catalogue import Sku


class ShopState(StrEnum):
    """How far the shop says the order has come."""

    UNPAID = "unpaid"
    PAID = "paid"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Address:
    """A receiver. `masked` receivers with a `platform_token` count as complete: the platform prints that label."""

    name: str = ""
    phone: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    postcode: str = ""
    masked: bool = False
    platform_token: str = ""

    @property
    def kept_by_platform(self) -> bool:
        """True for a receiver whom only the platform knows in full, and whose label it prints."""
        return self.masked and bool(self.platform_token)


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """One line of goods. `amount` is what the buyer pays for it where the source says so; `price` is for one unit."""

    sku: str
    name: str
    spec: str
    qty: int
    price: int | None
    amount: int | None = None
    shipped: int = 0
    refunded: int = 0
    external_id: str = ""


def called(line: IncomingLine, known: Sku | None) -> tuple[str, str]:
    """What the goods of a line are called, and their variant: as the source says, else as the catalogue does."""
    if known is None or line.name:
        return line.name, line.spec
    return known.name, line.spec or known.spec


@dataclass(frozen=True, slots=True)
class IncomingParcel:
    """A parcel that the shop says has left."""

    carrier: str
    waybill: str
    shipped_at: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingOrder:
    """One whole order of a channel; `rows` are its rows in the file, counted as a spreadsheet shows them."""

    external_no: str
    currency: str
    state: ShopState
    lines: tuple[IncomingLine, ...]
    ship_to: Address
    placed_at: int | None = None
    paid_at: int | None = None
    completed_at: int | None = None
    goods: int | None = None
    discount_seller: int = 0
    discount_platform: int = 0
    shipping: int | None = None
    tax: int = 0
    total: int | None = None
    paid: int | None = None
    refunded: int = 0
    buyer: str = ""
    buyer_note: str = ""
    seller_note: str = ""
    delivery: str = ""
    cash_on_delivery: bool = False
    open_refund: bool = False
    parcels: tuple[IncomingParcel, ...] = ()
    ship_by: int | None = None
    rows: tuple[int, ...] = ()
    notices: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row (or the rows of one order) that cannot become an order: where, which column, why, and the raw cells."""

    rows: tuple[int, ...]
    external_no: str
    column: str
    code: str
    facts: dict[str, object]
    cells: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One of the files of an import, as it was understood; `delimiter` is "" for a workbook.

    `fields` says which column holds which field, so that a refused row can be shown beside the others.
    """

    name: str
    encoding: str
    delimiter: str
    header_row: int
    columns: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[str, ...]:
        """The titles of columns that no field is taken from."""
        read = frozenset(self.fields.values())
        return tuple(column for column in self.columns if column and column not in read)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one import (one file, or orders + items together) holds, before anything is written."""

    profile: str
    encoding: str
    header_row: int
    columns: tuple[str, ...]
    orders: tuple[IncomingOrder, ...]
    refused: tuple[RefusedRow, ...]
    files: tuple[SourceFile, ...] = ()
