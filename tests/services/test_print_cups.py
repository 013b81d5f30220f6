"""Through a real CUPS: printed, watched, killed in the middle, and nothing counts as printed that is not on paper."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import ANYWHERE
from desktop_oms.gateways.printers import Device, open_backend
from tests.gateways.printers.sink import Sink
from tests.services.print_shop import PrintShop, code_of
from tests.services.shop_orders import SHELVED, open_shop
from tests.spooler import Spooler

READY = SHELVED

PATIENCE = 120  # seconds
ZPL = b"^XA^PW8^LL8^LH0,0^LS0\n^XZ\n"


@pytest.fixture
def spooler() -> Iterator[Spooler]:
    made = Spooler()
    yield made
    made.close()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as made:
        yield made


def until(look: Callable[[], bool]) -> None:
    """Ask, over the network each time, until it is so."""
    end = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < end


def desk_of(app: App, address: str) -> PrintShop:
    shop = open_shop(app)
    printer = app.printers.add(shop.boss, "Zebra", "cups", address, language="zpl")
    app.printers.assign(shop.boss, "label", ANYWHERE, printer.id)
    return PrintShop(shop, printer)


def test_the_spooler_hands_the_very_bytes_on_and_says_when_they_are_out(spooler: Spooler, sink: Sink) -> None:
    printer = open_backend("cups", Device("Zebra", spooler.queue("zebra", f"socket://{sink.address}")))
    printer.check()
    reference = printer.send("label A1 #1", ZPL, "zpl")
    assert sink.wait_for(1, PATIENCE) == [ZPL]
    until(lambda: printer.look(reference, "label A1 #1").progress == "done")
    assert printer.look(reference, "label A2 #2").progress == "lost"
    assert printer.look("999", "label A1 #1").progress == "lost"


def test_a_queue_that_stands_still_or_is_not_there_is_told(spooler: Spooler, sink: Sink) -> None:
    address = spooler.queue("zebra", f"socket://{sink.address}")
    spooler.pause("zebra")
    printer = open_backend("cups", Device("Zebra", address))
    reference = printer.send("one", ZPL, "zpl")
    seen = printer.look(reference, "one")
    assert (seen.progress, seen.why and seen.why.code) == ("stuck", "printer_paused")
    printer.cancel(reference)
    seen = printer.look(reference, "one")
    assert (seen.progress, seen.why and seen.why.code) == ("stuck", "print_cancelled")
    with pytest.raises(OmsError, match="printer_refused"):
        open_backend("cups", Device("None", address.replace("zebra", "none"))).send("one", ZPL, "zpl")


def test_a_label_is_done_when_the_spooler_has_printed_it(app: App, spooler: Spooler, sink: Sink) -> None:
    desk = desk_of(app, spooler.queue("zebra", f"socket://{sink.address}"))
    made = desk.label(desk.box())
    assert made.state == "spooled"
    assert sink.wait_for(1, PATIENCE) == [app.printing.made(made.job.id).data]
    until(lambda: any(one.state == "done" for one in app.print_queue.watch(desk.shop.clerk)))


def test_a_job_that_was_taken_before_the_spooler_was_killed_is_shown_and_printed_again(
    app: App, spooler: Spooler, sink: Sink
) -> None:
    desk = desk_of(app, spooler.queue("zebra", f"socket://{sink.address}"))
    spooler.pause("zebra")
    made = desk.label(desk.box())
    assert made.state == "spooled"
    spooler.kill()
    assert app.print_queue.watch(at="bench 2") == []  # the spooler of another computer knows nothing of it
    (stuck,) = app.print_queue.watch(desk.shop.clerk)
    assert (stuck.state, code_of(stuck)) == ("stuck", "printer_gone")
    spooler.start()
    app.print_queue.watch(desk.shop.clerk)
    now = app.print_queue.one(made.job.id)
    assert (now.state, code_of(now)) in (("stuck", "print_lost"), ("stuck", "printer_paused"))
    assert app.print_queue.unsettled() == 1
    with Sink() as other:
        app.printers.change(
            desk.shop.boss, desk.printer.id, address=spooler.queue("other", f"socket://{other.address}")
        )
        again = app.print_queue.again(desk.shop.clerk, made.job.id, "lost")
        assert other.wait_for(1, PATIENCE) == [app.printing.made(made.job.id).data]
        assert again.job.copy == 2
        until(lambda: app.print_queue.watch(desk.shop.clerk) != [] or app.print_queue.unsettled() == 0)
    assert sink.prints == []
