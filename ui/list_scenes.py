"""States of the order desk to be seen in pictures: its commands, its columns, its searches (rows of `ui.pictures`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_oms.app import App
from desktop_oms.domain.order_columns import read
from ui.palette import PaletteDesk
from ui.shared.palette import Palette


def commands(typed: str) -> Callable[[Any, App], None]:
    """The list of commands over an order to confirm, with this typed."""

    def prepare(page: Any, _app: App) -> None:
        page.queues.choose("to_audit")
        window = page.window()
        window.findChild(PaletteDesk).open()
        window.findChild(Palette).line.setText(typed)

    return prepare


def compact(page: Any, app: App) -> None:
    """Many columns in low rows, scrolled sideways, the first one staying; two tags."""
    for row, tag in zip(app.orders.page("all", limit=2), ("VIP", "Gift wrap"), strict=True):
        app.tagging.tag(page.desk.actor(), row.id, tag)
    layout = read("number,receiver,goods,tags,status,total,external_no,channel,placed_at,paid_at|1|")
    page.browser.columns.density = "compact"
    page.browser.columns.use(layout.text())
    page.reload()
    bar = page.browser.list.table.horizontalScrollBar()
    bar.setValue(bar.maximum() // 3)


def nothing_found(page: Any, _app: App) -> None:
    """A search that finds nothing, with the one that does."""
    page.show_subject("status:paid name:Zoe")


def recent_searches(page: Any, _app: App) -> None:
    """What was looked for last, under the search box."""
    for typed in ("8013", "status:paid total:400..", "B100076", "sku:TEE-NV-XL"):
        page.recent.note_search(typed)
    page.search.setFocus()
    page.search.recent_asked.emit()
