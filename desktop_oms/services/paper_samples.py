"""A seller's paper with an invented order on it: what a setting will look like, before anything is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_oms.documents import Content, LabelContent, Logo, Party, SlipContent, SlipLine, preview, render
from desktop_oms.documents.raster import page_count
from desktop_oms.domain.catalogue import Merchant
from desktop_oms.formats import date, mask_receiver, money, time_local
from desktop_oms.services.database import Database
from desktop_oms.services.paper_settings import PaperStyle, checked, logo_of, style_of
from desktop_oms.services.picking import house_zone
from desktop_oms.services.shop_state import read_state
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import say

SAMPLED = ("slip", "label")
PRICE, CURRENCY = 6800, "CNY"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as a PDF file, and how many pages it has."""

    data: bytes
    pages: int

    def picture(self, page: int, dpi: float) -> bytes:
        """A page (from 0) as a PNG picture of so many dots per inch."""
        return preview(self.data, dpi, page)


def of_print(data: bytes) -> Sample:
    """A PDF print, to be looked at the same way."""
    return Sample(data, page_count(data))


class PaperSamples:
    """Makes samples."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def sample(self, document: str, seller_code: str = "", values: Mapping[str, object] | None = None) -> Sample:
        """A slip or label of a seller with these settings over what is kept; raises what `PaperSettings.change` does.

        An empty database has a sample too.
        """
        content, size = self.database.read(lambda conn: self._content(conn, document, seller_code, values or {}))
        made = render(content, size)
        return Sample(made.data, made.pages)

    def _content(
        self, conn: Connection, document: str, seller_code: str, values: Mapping[str, object]
    ) -> tuple[Content, str]:
        seller = read_state(conn).seller(seller_code)
        style = checked(style_of(conn, seller.id), values)
        language = style.document_language or str(catalogue_rows.setting(conn, "language", "zh_CN"))
        now, zone = self.database.now(), house_zone(conn)
        if document == "label":
            return _label(seller, style, language, time_local(now, zone, language)), style.sizes.get("label", "")
        logo = logo_of(conn, seller.id)
        return _slip(seller, style, language, date(now, zone, language), logo), style.sizes.get("slip", "")


def _receiver(style: PaperStyle, language: str) -> Party:
    told = [say(f"sample.{part}", language) for part in ("name", "phone", "address")]
    return Party(*(mask_receiver(*told) if style.mask_receiver else told))


def _number(seller: Merchant) -> str:
    return f"{seller.prefix}100001"


def _slip(seller: Merchant, style: PaperStyle, language: str, day: str, logo: Logo | None) -> SlipContent:
    price = money(PRICE, CURRENCY, language)
    lines = tuple(
        SlipLine(
            say(f"sample.goods_{number}", language),
            f"SKU-{number}",
            number,
            number,
            0,
            say(f"sample.spec_{number}", language),
            price,
            money(PRICE * number, CURRENCY, language),
        )
        for number in (1, 2)
    )
    return SlipContent(
        language=language,
        store=style.store_name or seller.name,
        order_no=_number(seller),
        receiver=_receiver(style, language),
        lines=lines,
        placed_at=day,
        carrier=say("sample.carrier", language),
        buyer_notes=(say("sample.note", language),),
        gift_message=style.gift_message,
        return_policy=style.return_policy,
        thanks=style.thanks,
        prices=style.slip_prices,
        total=money(PRICE * 3, CURRENCY, language),
        logo=logo,
    )


def _label(seller: Merchant, style: PaperStyle, language: str, printed_at: str) -> LabelContent:
    sender = Party(seller.sender_name or seller.name, seller.sender_phone, seller.sender_address)
    return LabelContent(
        language=language,
        carrier=say("sample.carrier", language),
        waybill="F10000001",
        receiver=_receiver(style, language),
        sender=sender,
        order_no=_number(seller),
        sort_code=say("sample.sort_code", language),
        pieces=3,
        weight="1.24 kg",
        printed_at=printed_at,
    )
