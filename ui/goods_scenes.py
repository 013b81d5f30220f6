"""States of the pages of stock and tasks for their pictures."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractButton

from desktop_oms.app import App


def stock_that_lacks(page: Any, _app: App) -> None:
    """The goods that orders wait for."""
    page.tabs.findChild(QAbstractButton, "stock.tabs.short").click()


def product_in_a_form(page: Any, _app: App) -> None:
    """A product that is changed."""
    page.products.edit(page.pane.line.sku_id)


def goods_nobody_knows(page: Any, _app: App) -> None:
    """Goods that no product has the code of, about to be written down."""
    page.kinds.choose("sku_unknown")
    page.pane.bar.acted.emit("new_product")


def task_of_the_shop(page: Any, _app: App) -> None:
    """What a shop changed, both sides beside each other."""
    page.kinds.choose("changed_in_shop")
