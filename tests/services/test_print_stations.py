"""Several printers and several stations: none waits for another's, and a print goes out where its printer is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import Refused
from tests.services.print_shop import PrintShop, print_shop
from tests.services.shop_orders import SHELVED

READY = SHELVED


@pytest.fixture
def desk(app: App) -> PrintShop:
    return print_shop(app)


def test_a_silent_printer_holds_up_only_its_own_prints(desk: PrintShop) -> None:
    other = desk.app.printers.add(desk.shop.boss, "Other", "practice", "ok")
    first, second, third = desk.box(), desk.box(), desk.box()
    asked, answers, send = threading.Event(), threading.Event(), desk.paper.send
    under_way: list[str] = []

    def silent(title: str, data: bytes, fmt: str) -> str:
        under_way.append(title)
        asked.set()
        assert answers.wait(30)
        assert len(under_way) == 1
        return send(under_way.pop(), data, fmt)

    desk.paper.send = silent  # type: ignore[method-assign]
    hands = [threading.Thread(target=desk.label, args=(parcel_id,)) for parcel_id in (first, second)]
    for hand in hands:
        hand.start()
    try:
        assert asked.wait(30)
        made = desk.app.print_desk.print_label(desk.shop.clerk, third, printer_id=other.id)
        assert (made.state, made.printer) == ("spooled", "Other")
        assert desk.paper.printed == []
    finally:
        answers.set()
        for hand in hands:
            hand.join(30)
    assert len(desk.paper.printed) == 2


def test_a_print_is_sent_only_from_the_station_whose_own_printer_it_lies_with(app: App, tmp_path: Path) -> None:
    desk, folder = print_shop(app), tmp_path / "paper"
    here, there = desk.shop.clerk, desk.shop.other_clerk
    own = app.printers.add(desk.shop.boss, "Own", "file", str(folder), language="zpl")
    app.printers.assign(desk.shop.boss, "label", here.station_id, own.id)
    folder.write_bytes(b"no folder")
    made = desk.label(desk.box())
    assert (made.state, made.job.station) == ("failed", here.station)
    folder.unlink()
    for deed in (
        lambda: app.print_queue.retry(there, made.job.id),
        lambda: app.print_queue.again(there, made.job.id, "jam"),
        lambda: app.print_sender.send(there, made.job.id),
    ):
        with pytest.raises(Refused, match="print_of_other_station") as caught:
            deed()
        assert caught.value.facts == {"station": here.station, "printer": "Own"}
    assert not folder.exists()
    app.printers.assign(desk.shop.boss, "label", there.station_id, own.id)  # now it means that station's own, too
    moved = app.print_queue.retry(there, made.job.id)
    assert (moved.state, moved.job.station) == ("done", there.station)
    assert len(list(folder.iterdir())) == 1


def test_a_label_that_waited_is_of_the_station_that_sends_it(app: App, tmp_path: Path) -> None:
    desk = print_shop(app)
    own = app.printers.add(desk.shop.boss, "Own", "file", str(tmp_path / "paper"), language="zpl")
    parcel_id, there = desk.box(), desk.shop.other_clerk
    sent = app.print_desk.print_label(there, parcel_id, printer_id=own.id)
    assert (sent.state, sent.job.station) == ("done", there.station)
