"""A shop whose bench has a practice printer, for the tests of printing."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from desktop_oms.app import App
from desktop_oms.domain.printing import Printer
from desktop_oms.gateways.printers.practice import PracticePrinter
from desktop_oms.services.print_queue import Listed, trouble_of
from tests.services.shop_orders import CUP_CODE, Shop, open_shop

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]


@dataclass
class PrintShop:
    """A shop whose bench has a practice printer with a script."""

    shop: Shop
    printer: Printer

    @property
    def app(self) -> App:
        return self.shop.app

    @property
    def paper(self) -> PracticePrinter:
        """What the practice printer was given."""
        way = self.app.printers.way(self.app.printers.by_id(self.printer.id))
        assert isinstance(way, PracticePrinter)
        return way

    def box(self) -> int:
        """A labelled box whose label was not printed yet."""
        number = self.shop.order()
        self.app.packing.pack_by_scans(self.shop.clerk, number, ALL)
        return self.shop.read(number).parcels[0].id

    def label(self, parcel_id: int, **told: str) -> Listed:
        return self.app.print_desk.print_label(self.shop.clerk, parcel_id, **told)  # type: ignore[arg-type]


def print_shop(app: App, script: str = "") -> PrintShop:
    shop = open_shop(app)
    printer = app.printers.add(shop.boss, "Bench printer", "practice", script)
    app.printers.assign(shop.boss, "label", shop.clerk.station_id, printer.id)
    return PrintShop(shop, printer)


def as_image(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("L")


def code_of(one: Listed) -> str:
    found = trouble_of(one)
    return found.code if found else ""
