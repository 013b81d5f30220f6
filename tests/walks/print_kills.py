"""A program that is killed while it prints, at each step, before a printer that stays on, and what is there then.

The printer is a real socket.  What it was given whole is on paper, what broke off in the middle is not.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe
from typing import Any

from desktop_oms.app import App, build
from desktop_oms.domain.printing import SENDABLE, UNSURE
from desktop_oms.gateways.printers.tcp import TcpPrinter
from desktop_oms.services.database import Database, clock
from desktop_oms.services.print_queue import Listed
from tests.gateways.printers.sink import Sink
from tests.services.conftest import make_shop
from tests.services.shop_orders import CUP_CODE, Shop, open_shop
from tests.walks.kills import PATIENCE, context

MINUTE = 60_000
END = b"^XZ"


class Steps:
    """Counts what a printing program does one after the other, and stands still at one of them until it is killed."""

    def __init__(self, last: int, told: Pipe) -> None:
        self.last, self.told, self.count = last, told, 0

    def step(self, name: str) -> None:
        """One more; at the last one the one who kills is told, and nothing goes on."""
        self.count += 1
        if self.count == self.last:
            self.told.send(name)
            self.told.poll(PATIENCE)

    def before(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, with a step before it."""

        def counted(*given: Any, **named: Any) -> Any:
            self.step(f"before {name}")
            return work(*given, **named)

        return counted

    def after(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, with a step behind it."""

        def counted(*given: Any, **named: Any) -> Any:
            done = work(*given, **named)
            self.step(f"after {name}")
            return done

        return counted


def print_until_killed(place: str, parcel_id: int, last: int, told: Pipe) -> None:
    """A program that prints a label, as far as its last step."""
    app = build(place, create=False)
    steps = Steps(last, told)
    Database.write = steps.before("a transaction", Database.write)  # type: ignore[method-assign]
    sends = steps.before("the bytes", TcpPrinter.send)
    TcpPrinter.send = steps.after("the bytes", sends)  # type: ignore[method-assign]
    clerk = app.people.actor("clerk", "bench 1")
    app.print_desk.print_label(clerk, parcel_id, request=f"click {parcel_id}")
    app.print_queue.watch(clerk)
    told.send("")
    told.poll(PATIENCE)


class PrintKiller:
    """Kills printing programs on one database; looks after each kill what is on paper and what is said about it."""

    def __init__(self, place: str, sink: Sink) -> None:
        self.place, self.sink = place, sink
        self.kills: list[str] = []
        make_shop(place)
        app = build(place)
        self.shop = open_shop(app)
        printer = app.printers.add(self.shop.boss, "Zebra", "tcp", sink.address)
        app.printers.assign(self.shop.boss, "label", 0, printer.id)
        app.close()

    def kill(self, last: int) -> bool:
        """Have a label printed and kill the program at a step; False when it was through before."""
        app = build(self.place)
        parcel_id, waybill = self.box(app)
        app.close()
        told, teller = context.Pipe()
        child = context.Process(target=print_until_killed, args=(self.place, parcel_id, last, teller))
        child.start()
        teller.close()
        assert told.poll(PATIENCE), "the program did not come to print"
        step = str(told.recv())
        child.kill()
        child.join(PATIENCE)
        told.close()
        if step:
            self.kills.append(step)
        self.look(parcel_id, waybill, finished=not step)
        return bool(step)

    def box(self, app: App) -> tuple[int, str]:
        """A box that has its waybill; its label was not printed yet."""
        people = (app.people.actor(login) for login in ("boss", "desk", "clerk", "clerk2", "cashier"))
        shop = Shop(app, *people, skus=self.shop.skus)
        number = shop.order(CUP=1)
        clerk = app.people.actor("clerk", "bench 1")
        app.packing.pack_by_scans(clerk, number, [CUP_CODE])
        parcel = shop.read(number).parcels[0]
        return parcel.id, parcel.waybill or ""

    def on_paper(self, waybill: str) -> int:
        """How often a label came out of the printer."""
        return sum(waybill.encode() in data and END in data for data in self.sink.quiet())

    def look(self, parcel_id: int, waybill: str, *, finished: bool) -> None:
        """A minute later: the label is known, and what may be on paper is not one that would be sent again."""
        app = build(self.place, now=lambda: clock() + 2 * MINUTE)
        clerk = app.people.actor("clerk", "bench 1")
        app.print_queue.watch(clerk)
        mine = [one for one in app.print_queue.listing("today", 10_000) if f"/{parcel_id}/" in one.job.subject]
        assert mine, "the label is lost"
        sent = [one for one in mine if one.sending is not None]
        paper = self.on_paper(waybill)
        assert paper <= 1, f"{paper} labels of one click"
        assert paper == 0 or any(one.state not in SENDABLE for one in sent), "on paper, and nobody knows"
        self.go_on(app, parcel_id, waybill, sent)
        app.close()
        assert not finished or paper == 1

    def go_on(self, app: App, parcel_id: int, waybill: str, sent: list[Listed]) -> None:
        """The same click once more sends nothing that may be out; a person decides about what is in doubt."""
        clerk = app.people.actor("clerk", "bench 1")
        before = self.on_paper(waybill)
        doubt = [one for one in sent if one.state in UNSURE]
        assert not doubt or all(one.sending and one.state == "stuck" for one in doubt), "in doubt, and not said"
        [one] = app.print_desk.print_labels(clerk, [parcel_id], request=f"click {parcel_id}")
        app.print_queue.watch(clerk)
        if doubt:
            assert self.on_paper(waybill) == before, "sent a second time by itself"
            if not before:
                app.print_queue.again(clerk, one.job.id, "lost")
        assert self.on_paper(waybill) == 1
