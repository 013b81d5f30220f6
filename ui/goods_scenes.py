"""States of the pages of stock and tasks for their pictures."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from desktop_oms.app import App

HEAD = "order number,receiver,phone,city,address,SKU,product,quantity,price,total"
RECEIVER = ("Mia Chen", "13800138000", "Leeds", "1 High Street")
NOBODYS = (("HAT-SUN", ""), ("BOX-GIFT", "Gift box"))


def stock_that_lacks(page: Any, _app: App) -> None:
    """The goods that orders wait for."""
    tabs = page.tabs.findChildren(QAbstractButton, "stock.tabs.short")
    next(tab for tab in tabs if tab.isVisible()).click()  # those with older counts may not be gone yet


def product_in_a_form(page: Any, _app: App) -> None:
    """A product that is changed."""
    page.products.edit(page.pane.line.sku_id)


def goods_nobody_knows(page: Any, _app: App) -> None:
    """Goods that no product has the code of, about to be written down."""
    page.kinds.choose("sku_unknown")
    page.pane.bar.acted.emit("new_product")


def orders_to_bring_in(page: Any, app: App) -> None:
    """Orders of a table of one's own: goods it names, goods the catalogue names, goods nobody knows."""
    state = app.setup.state()
    known = app.catalogue.page(seller=state.sellers[0].code, limit=6)
    goods = [(known[0].code, known[0].name), *((one.code, "") for one in known[1:]), *NOBODYS]
    rows = [",".join((f"G{n}", *RECEIVER, *one, "1,59.90,59.90")) for n, one in zip(count(2001), goods, strict=False)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "orders.csv"
        file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
        page.take_files([file])
    own = next(channel for channel in state.channels if channel.merchant_id == state.sellers[0].id)
    page.orders.mapping.channel.choose(str(own.id))
    page.orders.check()


def task_of_the_shop(page: Any, _app: App) -> None:
    """What a shop changed, both sides beside each other."""
    page.kinds.choose("changed_in_shop")
