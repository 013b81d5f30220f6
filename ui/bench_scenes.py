"""The packing bench and the cart in states that pictures show: what is done to the page before it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from desktop_oms.app import App
from desktop_oms.domain.order import Order
from desktop_oms.domain.pick_walk import Work
from desktop_oms.domain.waves import Wish
from desktop_oms.services.wave_scans import WaveBench

USER, STATION = "chen", "B1"
ADDRESS = ("name", "phone", "country", "province", "city", "district", "street", "postcode")

Prepare = Callable[[Any, App], None]


def order_to_pack(app: App) -> Any:
    """The first order to pack with several pieces."""
    return next(row for row in app.orders.page("to_pick", limit=100) if row.item_count > 2)


def at_bench(*scans: str, before: Callable[[App], None] | None = None) -> Prepare:
    """An order with several pieces, opened; "item" is the next piece, "all" all that are left, anything else a code."""

    def prepare(page: Any, app: App) -> None:
        number = order_to_pack(app).number
        if before is not None:
            before(app)
        page.scan(number)
        for scan in scans:
            session = page.bench.session
            while scan == "all" and session.current is not None:
                page.scan(session.current.sku)
            if scan != "all":
                page.scan(session.current.sku if scan == "item" else scan)

    return prepare


def with_printer(script: str) -> Callable[[App], None]:
    """The bench has a label printer with that script, and a second one to fall back on."""

    def make(app: App) -> None:
        boss = app.people.actor(USER, STATION)
        app.printers.add(boss, "Zebra GK420", "practice", "")
        usual = app.printers.add(boss, "Zebra ZD421", "practice", script)
        app.printers.assign(boss, "label", 0, usual.id)
        app.printers.change(boss, usual.id, fallback="Zebra GK420" if script == "ok" else "")

    return make


def with_note(app: App) -> None:
    """The order desk asks something of the packer."""
    note = {"packing_note": "Fragile: wrap it twice"}
    app.commands.do(app.people.actor(USER), order_to_pack(app).id, "order.amend", args=note)


def weighed(app: App) -> None:
    """No box is labelled unweighed."""
    app.bench_settings.change(app.people.actor(USER), weigh=True)


def elsewhere(app: App) -> None:
    """The order is open at another bench."""
    app.packing.open(app.people.actor(USER, "B2"), order_to_pack(app).number)


def set_up(page: Any, _app: App) -> None:
    """The dialog in which a bench learns its scanner and its scale."""
    page.foot.asked.emit("set_up")


def _wave(page: Any, app: App) -> Any:
    """A wave of what waits to be picked, at the cart."""
    clerk = app.people.actor(USER, STATION)
    waves, _results = app.waves.make(clerk, [one.order_id for one in app.waves.propose(Wish(most=8)).chosen])
    page.reload()
    return waves[0]


def wave_being_picked(page: Any, app: App) -> None:
    """A wave that somebody has begun, with one order taken out."""
    wave, clerk = _wave(page, app), app.people.actor(USER, STATION)
    bench = WaveBench(app.wave_scans, clerk, wave.id, Work.BASKETS)
    for line in bench.session.lines[:3]:
        for _ in range(line.left):
            bench.scan(line.goods.sku)
    app.waves.kick_out(clerk, wave.id, wave.baskets[-1].number)
    page.reload()


def picking(page: Any, app: App) -> None:
    """The scanner's view of a wave after the first piece."""
    page.begin(_wave(page, app), Work.BASKETS)
    page.scan(page.at.session.current.goods.sku)


def picking_stopped(code: str) -> Prepare:
    """The cart after a scan that stops it."""

    def prepare(page: Any, app: App) -> None:
        picking(page, app)
        page.scan(code)

    return prepare


def ready_to_pack(page: Any, app: App) -> None:
    """Two baskets of a wave are full, two boxes were begun at this bench, the rest lies on its shelf."""
    clerk = app.people.actor(USER, STATION)
    waves, _results = app.waves.make(clerk, [one.order_id for one in app.waves.propose(Wish(most=4)).chosen])
    bench = WaveBench(app.wave_scans, clerk, waves[0].id, Work.BASKETS)
    for line in bench.session.lines[:3]:
        for _ in range(line.left):
            bench.scan(line.goods.sku)
    page.reload()


def sorting(page: Any, app: App) -> None:
    """The sorting wall after a scan: the basket's number."""
    page.begin(_wave(page, app), Work.SORT)
    page.scan(page.at.session.lines[0].goods.sku)


def ship_together(app: App) -> list[Order]:
    """Three orders that are to be picked, sent to one receiver from now on."""
    person = app.people.actor(USER, STATION)
    orders = [app.orders.load(row.id) for row in app.orders.page("to_pick", limit=200)]
    money = Counter((one.merchant_id, one.currency) for one in orders if len(one.fulfilments) == 1)
    (usual, _count), *_ = money.most_common(1)
    alike = [one for one in orders if (one.merchant_id, one.currency) == usual and len(one.fulfilments) == 1]
    mates = sorted(alike, key=lambda one: -len(one.lines))[:3]
    address = {part: getattr(mates[0], f"ship_{part}") for part in ADDRESS}
    for mate in mates:
        app.commands.do(person, mate.id, "order.amend", args={"address": address})
    app.together.make(person, [mate.id for mate in mates])
    return mates


def leaving(*, asked: bool) -> Prepare:
    """An order in a box with two others, in the order's pane; with `asked` it is about to leave them."""

    def prepare(page: Any, app: App) -> None:
        mates = ship_together(app)
        app.packing.open(app.people.actor(USER, STATION), mates[0].number)
        page.show_subject(mates[1].number)
        if asked:
            page.pane.asked.emit(next(one for one in page.pane.offers() if one.deed.name == "leave"))

    return prepare


def shared_box(*scans: str, held: bool = False) -> Prepare:
    """Three orders to one receiver in one box, opened; with `held` one of them is put on hold meanwhile."""

    def prepare(page: Any, app: App) -> None:
        person, mates = app.people.actor(USER, STATION), ship_together(app)
        page.scan(mates[0].number)
        for scan in scans:
            current = page.bench.session.current
            page.scan(scan if scan != "item" else current.sku)
        if held:
            app.commands.do(person, mates[1].id, "hold.place", args={"reason": "buyer_asked"})
            page.scan(page.bench.session.current.sku)

    return prepare
