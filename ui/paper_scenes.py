"""What is done to a page before a picture of it is taken, where paper, printers and prints are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop_oms.app import App
from desktop_oms.services.bench_rules import Package

USER, STATION = "chen", "B1"


def slip_of_order(page: Any, _app: App) -> None:
    """The papers of an order whose parcel is on its way: its slip."""
    page.queues.choose("in_transit")
    page.papers.look(page.pane.seen.view.id)


def label_of_order(page: Any, app: App) -> None:
    """The papers of an order that waits for its carrier: its label, which goes to a printer."""
    boss = app.people.actor(USER, STATION)
    app.printers.assign(boss, "label", 0, app.printers.add(boss, "Zebra ZD421", "tcp", "10.0.3.20").id)
    page.queues.choose("to_hand_over")
    page.papers.look(page.pane.seen.view.id)
    dialog = page.papers.dialog
    dialog.list.choose(list(dialog.papers)[-1])


def prints(page: Any, app: App) -> None:
    """A batch of labels that jammed, a label that could not be sent, and one that came out."""
    boss = app.people.actor(USER, STATION)
    printer = app.printers.add(boss, "Zebra ZD421", "practice", "ok, ok, jam, silent, offline, ok, unsure")
    parcels = [box.parcel_id for box in app.hand_over.waiting()]
    told: dict[str, Any] = {"printer_id": printer.id, "reason": "jam"}
    app.print_desk.print_labels(boss, parcels[:5], **told)
    for parcel_id in parcels[5:7]:
        app.print_desk.print_label(boss, parcel_id, **told)
    app.print_queue.watch(boss)
    page.filters.choose("today")
    states = [one.state for one in app.print_queue.listing("today")]
    if "stuck" in states:
        page.prints.table.choose(states.index("stuck"))
    page.desk.jobs.changed.emit()


def print_in_doubt(page: Any, app: App) -> None:
    """A label whose sending broke off: nobody knows whether it is on paper."""
    boss = app.people.actor(USER, STATION)
    printer = app.printers.add(boss, "Zebra ZD421", "practice", "unsure")
    parcel = app.hand_over.waiting()[0].parcel_id
    app.print_desk.print_label(boss, parcel, printer_id=printer.id, reason="jam")
    page.filters.choose("stuck")
    page.prints.table.choose(0)
    page.desk.jobs.changed.emit()


def batch_to_resume(page: Any, app: App) -> None:
    """A jammed batch, and the question behind which label it goes on."""
    prints(page, app)
    page.pane.asked.emit("resume")


def print_again(page: Any, app: App) -> None:
    """A further copy, and the question why."""
    print_in_doubt(page, app)
    page.pane.asked.emit("again")


def slips_of_many(page: Any, app: App) -> None:
    """A print of several pages."""
    boss = app.people.actor(USER, STATION)
    app.printing.slips(boss, [row.id for row in app.orders.page("to_pick", limit=4)])
    page.filters.choose("today")
    page.prints.table.choose(0)


def printer_form(page: Any, app: App) -> None:
    """A printer being changed."""
    printers(page, app)
    section = page.section()
    section.printers.opened.emit(section.printers.rows[0].facts)


def printers(page: Any, app: App) -> None:
    """Three printers, and where labels and slips go."""
    boss = app.people.actor(USER, STATION)
    spare = app.printers.add(boss, "Zebra GK420", "tcp", "10.0.3.21")
    zebra = app.printers.add(boss, "Zebra ZD421", "tcp", "10.0.3.20", fallback=spare.name)
    office = app.printers.add(boss, "HP LaserJet", "cups", "HP_LaserJet", paper="A5")
    app.printers.assign(boss, "label", boss.station_id, zebra.id)
    app.printers.assign(boss, "label", 0, spare.id)
    app.printers.assign(boss, "slip", 0, office.id)
    page.show_subject("printers")


def benches(page: Any, app: App) -> None:
    """The rules of the benches, three packages, and a carrier with its cut-off."""
    boss = app.people.actor(USER, STATION)
    for name, grams, size in (("BOX-S", 90, "20×15×10 cm"), ("BOX-L", 310, "45×30×25 cm"), ("BAG", 18, "28×36 cm")):
        app.bench_settings.put_package(boss, Package(name, grams, size))
    first = app.bench_settings.values().carriers[0]
    app.bench_settings.put_carrier(boss, replace(first, cut_off="18:00"), first)
    page.show_subject("benches")
