"""Pictures of the order desk's dialogs: what is done to the page until one is open."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop_oms.app import App
from desktop_oms.resources import resource
from ui.deeds.bulk_dialog import BulkDialog

STOPPED_AFTER = 6  # orders
SPOILED = ("dirty_taobao_orders.csv", "dirty_taobao_items.csv")
UNKNOWN = (
    "Ref,Receiver,Phone,Address,SKU,Product,Qty,Price\n"
    "M-7,Mia Chen,+442079460000,1 High Street London,CUP-500-GN,Cup,1,12.90\n"
)


def ship_apart(page: Any, app: App) -> None:
    """Some units of an order that waits to be picked go apart; its parts are shown first."""
    chen = app.people.actor("chen", "B1")
    views = [app.orders.view(row.id, chen) for row in app.orders.page("to_pick") if row.item_count > 2]
    page.show_subject(next(view.number for view in views if view.parts[0].state == "allocated"))
    page.deeds.apart.begin(page.pane.seen.view)
    page.deeds.apart.dialog.fields[0][1].setValue(1)
    page.deeds.apart.dialog._look()


def audit_trail(page: Any, app: App) -> None:
    """The audit trail of an order that was amended at a desk with a name."""
    page.queues.choose("in_transit")
    order = page.pane.seen.view
    args = {"packing_note": "Wrap twice", "urgent": True}
    app.commands.do(app.people.actor("chen", "B1"), order.id, "order.amend", args=args)
    page.deeds.trail.begin(order)


def many_stopped(page: Any, app: App) -> None:
    """Orders were being confirmed when somebody stopped it: what was done, what was refused, what was not begun."""
    page.queues.choose("to_audit")
    short, waiting = app.orders.page("to_allocate", limit=2), app.orders.page("to_audit", limit=9)
    page.browser.list.rows.check([row.id for row in waiting])
    task = page.bulk.task("confirm", {row.id: row.number for row in (*short, *waiting)})
    dialog = BulkDialog(page, page.words, page.desk.jobs, task)
    dialog.progress.told.connect(lambda done, _of: dialog.progress.cancel() if done == STOPPED_AFTER else None)
    dialog.start()


def hold(page: Any, _app: App) -> None:
    """An order to audit is to be held: why, until when, urgent afterwards."""
    page.queues.choose("to_audit")
    seen = page.pane.seen
    page.deeds.take(next(one for one in page.pane.offers() if one.name == "hold"), seen)


def columns(page: Any, _app: App) -> None:
    """Which columns the list shows, and by what it is sorted."""
    page.browser.toolbar.columns_asked.emit()


def import_checked(page: Any, _app: App) -> None:
    """A shop's export was looked through; a number that a spreadsheet spoiled is open."""
    page.take_files([resource("samples", "orders", name) for name in SPOILED])
    page.orders.board.board.table.choose(1)


def import_done(page: Any, app: App) -> None:
    """What became of a shop's export."""
    import_checked(page, app)
    page.orders.run()


def import_unknown(page: Any, _app: App) -> None:
    """A table of no shop we know: its columns are mapped by hand."""
    with TemporaryDirectory() as place:
        table = Path(place) / "orders.csv"
        table.write_text(UNKNOWN, encoding="utf-8")
        page.take_files([table])


def review(page: Any, app: App) -> None:
    """What a buyer wrote of an order that is completed, and a further one being recorded."""
    page.show_subject("status:completed")
    view = page.pane.seen.view
    kept = app.reviews.add(app.people.actor("chen"), view.id, 4, "Well packed; a little darker than in the picture.")
    app.reviews.answer(app.people.actor("chen"), kept.id, "Thank you")
    page.reload()
    page.deeds.reviews.add(page.pane.seen.view)


def address_pasted(page: Any, _app: App) -> None:
    """A receiver is amended by a pasted text that does not say everything."""
    page.queues.choose("to_audit")
    page.pane.bar.acted.emit("address")
    form = page.deeds.dialog.question("address").form
    form.paste.setPlainText(page.words("entry.sample_moved"))
    form.read()
