"""Prints on their way to printers: sent once, watched, taken over, stuck, lost, printed again, and resumed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.printing import ANYWHERE, UNSURE
from desktop_oms.gateways.printers.practice import PracticePrinter
from desktop_oms.services.print_queue import ADDRESS
from tests.documents.reading import decoded
from tests.gateways.printers.sink import Sink
from tests.services.conftest import StandingClock
from tests.services.print_shop import ALL, PrintShop, as_image, code_of, print_shop
from tests.services.shop_orders import SHELVED, open_shop

READY = SHELVED

MINUTE = 60_000


@pytest.fixture
def desk(app: App) -> PrintShop:
    return print_shop(app)


def test_a_label_goes_to_the_stations_printer_in_its_paper_and_language(desk: PrintShop) -> None:
    made = desk.label(desk.box())
    assert (made.state, made.printer, made.job.fmt, made.job.size) == (
        "spooled",
        "Bench printer",
        "zpl",
        "100x150@203.2",
    )
    assert desk.paper.printed == [desk.app.printing.made(made.job.id).data]
    (changed,) = desk.app.print_queue.watch(desk.shop.clerk)
    assert (changed.job.id, changed.state) == (made.job.id, "done")
    assert desk.app.print_queue.unsettled() == 0


def test_packing_makes_the_label_for_the_stations_printer_and_sends_it(desk: PrintShop, tmp_path: Path) -> None:
    number = desk.shop.order()
    job = desk.app.packing.open(desk.shop.clerk, number)
    session = job.session()
    for code in ALL:
        desk.app.packing.record_scan(desk.shop.clerk, job, session.scan(code))
    label = desk.app.packing.finish(desk.shop.clerk, job.parcel_id).label
    assert label.data.startswith(b"^XA")
    out = desk.app.print_desk.put_out(desk.shop.clerk, label, tmp_path)
    assert (out.printer, out.file) == ("Bench printer", None)
    assert desk.paper.printed == [label.data]
    desk.app.print_desk.put_out(desk.shop.clerk, label, tmp_path)
    assert len(desk.paper.printed) == 1
    desk.app.packing.confirm_label(desk.shop.clerk, job.parcel_id, desk.shop.read(number).parcels[0].waybill or "")
    assert desk.app.print_queue.one(label.job_id).state == "confirmed"


def test_without_a_printer_the_label_becomes_a_file(app: App, tmp_path: Path) -> None:
    shop = open_shop(app)
    number = shop.order()
    app.packing.pack_by_scans(shop.clerk, number, ALL)
    label = app.printing.label(shop.clerk, shop.read(number).parcels[0].id)
    out = app.print_desk.put_out(shop.clerk, label, tmp_path)
    assert out.printer == ""
    assert out.file is not None
    assert out.file.read_bytes() == label.data
    with pytest.raises(OmsError, match="no_printer"):
        app.print_desk.print_label(shop.clerk, shop.read(number).parcels[0].id)


def test_a_click_that_arrives_twice_prints_one_label(desk: PrintShop) -> None:
    parcel_id = desk.box()
    first, second = (desk.label(parcel_id, request="click-1") for _ in range(2))
    assert first.job.id == second.job.id
    desk.app.print_queue.watch(desk.shop.clerk)
    assert desk.label(parcel_id, request="click-1").state == "done"
    assert len(desk.paper.printed) == 1


def test_two_clicks_at_once_print_one_label(desk: PrintShop) -> None:
    parcel_id = desk.box()
    outcomes: list[str] = []
    turn = threading.Barrier(4)

    def click(number: int) -> None:
        turn.wait(20)
        try:
            outcomes.append(desk.label(parcel_id, request=f"click-{number % 2}").state)
        except Refused as refusal:
            outcomes.append(refusal.code)

    hands = [threading.Thread(target=click, args=(number,)) for number in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(40)
    assert len(outcomes) == 4
    assert len(desk.paper.printed) == 1


def test_a_print_of_open_outcome_becomes_no_file(desk: PrintShop) -> None:
    parcel_id = desk.box()
    sent = desk.label(parcel_id)
    assert sent.state in UNSURE
    paper = {"size": sent.job.size.partition("@")[0], "fmt": sent.job.fmt}
    with pytest.raises(Refused, match="label_printed_before"):
        desk.app.printing.label(desk.shop.clerk, parcel_id, **paper)
    made = desk.app.printing.label(desk.shop.clerk, parcel_id, reason="lost", **paper)
    assert made.job_id != sent.job.id


def test_a_further_copy_needs_a_reason_and_is_the_same_to_the_byte(desk: PrintShop) -> None:
    parcel_id = desk.box()
    first = desk.label(parcel_id)
    desk.app.print_queue.watch(desk.shop.clerk)
    with pytest.raises(Refused, match="label_printed_before"):
        desk.label(parcel_id)
    again = desk.app.print_queue.again(desk.shop.clerk, first.job.id, "damaged")
    assert (again.job.copy, again.job.reason) == (2, "damaged")
    assert desk.paper.printed[0] == desk.paper.printed[1]
    with pytest.raises(Refused, match="reason_missing"):
        desk.app.print_queue.again(desk.shop.clerk, first.job.id, " ")


def test_a_label_goes_to_the_other_printer_and_back(desk: PrintShop) -> None:
    app, clerk = desk.app, desk.shop.clerk
    first = desk.label(desk.box())
    with pytest.raises(OmsError, match="no_other_printer"):
        app.print_queue.elsewhere(clerk, first.job.id, "other printer")
    spare = app.printers.add(desk.shop.boss, "Spare", "practice", "")
    app.printers.change(desk.shop.boss, desk.printer.id, fallback="Spare")
    moved = app.print_queue.elsewhere(clerk, first.job.id, "other printer")
    assert (moved.printer, moved.job.copy, moved.job.reason) == ("Spare", 2, "other printer")
    assert app.print_queue.one(first.job.id).state == "void"
    other = app.printers.way(spare)
    assert isinstance(other, PracticePrinter)
    assert other.printed == desk.paper.printed
    assert app.print_queue.elsewhere(clerk, moved.job.id, "other printer").printer == "Bench printer"


def test_a_printer_that_is_off_leaves_the_print_to_be_sent_later(app: App) -> None:
    desk = print_shop(app, "offline, ok")
    made = desk.label(desk.box())
    assert (made.state, code_of(made)) == ("failed", "printer_offline")
    assert desk.app.print_queue.unsettled("bench 1") == 1
    again = desk.app.print_queue.retry(desk.shop.clerk, made.job.id)
    assert (again.job.id, again.state, code_of(again)) == (made.job.id, "spooled", "")
    with pytest.raises(Refused, match="print_not_to_send"):
        desk.app.print_queue.retry(desk.shop.clerk, made.job.id)
    assert len(desk.paper.printed) == 1


def test_the_fallback_takes_over_only_what_was_never_sent(app: App) -> None:
    desk = print_shop(app, "offline, unsure")
    other = app.printers.add(desk.shop.boss, "Spare", "practice", "")
    app.printers.change(desk.shop.boss, desk.printer.id, fallback="Spare")
    first = desk.label(desk.box())
    assert (first.state, first.printer) == ("spooled", "Spare")
    second = desk.label(desk.box())
    assert (second.state, second.printer, code_of(second)) == ("stuck", "Bench printer", "printer_unsure")
    spare = app.printers.way(other)
    assert isinstance(spare, PracticePrinter)
    assert len(spare.printed) == 1


def test_a_fallback_with_other_paper_or_dots_does_not_take_over(app: App) -> None:
    desk = print_shop(app, "offline, offline")
    for name, paper, dpi in (("Small", "76x130", 203.2), ("Fine", "100x150", 300)):
        app.printers.add(desk.shop.boss, name, "practice", "", paper=paper, dpi=dpi)
        app.printers.change(desk.shop.boss, desk.printer.id, fallback=name)
        made = desk.label(desk.box())
        assert (made.state, made.printer, code_of(made)) == ("failed", "Bench printer", "printer_offline")


def test_a_jam_is_told_and_the_label_printed_again_takes_its_place(app: App) -> None:
    desk = print_shop(app, "jam, ok")
    made = desk.label(desk.box())
    (stuck,) = desk.app.print_queue.watch(desk.shop.clerk)
    assert (stuck.state, code_of(stuck)) == ("stuck", "printer_jam")
    assert desk.app.print_queue.watch(desk.shop.clerk) == []
    again = desk.app.print_queue.again(desk.shop.clerk, made.job.id, "jam")
    assert desk.app.print_queue.one(made.job.id).state == "void"
    assert desk.paper.cancelled == [made.sending.reference if made.sending else ""]
    assert again.state == "spooled"


def test_what_the_spooler_lost_is_told_and_never_sent_by_itself(app: App) -> None:
    desk = print_shop(app, "lost")
    made = desk.label(desk.box())
    desk.app.print_queue.watch(desk.shop.clerk)
    now = desk.app.print_queue.one(made.job.id)
    assert (now.state, code_of(now)) == ("stuck", "print_lost")
    assert desk.paper.printed == []
    assert [one.job.id for one in desk.app.print_queue.listing("stuck")] == [made.job.id]
    desk.app.print_queue.again(desk.shop.clerk, made.job.id, "lost")
    assert len(desk.paper.printed) == 1


def test_a_person_who_holds_the_paper_settles_a_print(app: App) -> None:
    desk = print_shop(app, "unsure")
    parcel_id = desk.box()
    made = desk.label(parcel_id)
    assert desk.app.print_queue.settle(desk.shop.clerk, made.job.id).state == "done"
    number = made.job.subject.split("-")[0]
    assert desk.shop.read(number).parcels[0].printed_at


def test_a_program_that_died_while_sending_leaves_a_print_that_is_shown(
    desk: PrintShop, standing_clock: StandingClock
) -> None:
    class Dead(BaseException):
        pass

    made = desk.app.printing.label(desk.shop.clerk, desk.box(), fmt="zpl")
    desk.app.print_desk._put(desk.shop.clerk, made.job_id, desk.printer, "")

    def die(*_told: object) -> str:
        raise Dead

    desk.paper.send = die  # type: ignore[method-assign, assignment]
    with pytest.raises(Dead):
        desk.app.print_sender.send(desk.shop.clerk, made.job_id)
    assert desk.app.print_queue.one(made.job_id).state == "sending"
    assert desk.app.print_queue.unsettled("bench 1") == 1
    assert desk.app.print_queue.watch(desk.shop.clerk) == []
    standing_clock.ms += 2 * MINUTE
    (found,) = desk.app.print_queue.watch(desk.shop.clerk)
    assert (found.state, code_of(found)) == ("stuck", "printer_unsure")


def test_a_size_that_is_not_in_the_printer_is_found_before_printing(desk: PrintShop) -> None:
    boss, printers = desk.shop.boss, desk.app.printers
    parcel_id = desk.box()
    big = printers.add(boss, "Office", "practice", "", language="pdf", paper="A5")
    with pytest.raises(OmsError, match="size_mismatch") as caught:
        desk.app.print_desk.print_label(desk.shop.clerk, parcel_id, printer_id=big.id)
    assert (caught.value.facts["loaded"], caught.value.facts["document"]) == ("A5", "label")
    with pytest.raises(OmsError, match="size_mismatch"):
        printers.assign(boss, "label", ANYWHERE, big.id)
    with pytest.raises(OmsError, match="size_mismatch"):
        printers.change(boss, desk.printer.id, paper="A5")
    slip = desk.app.printing.slip(desk.shop.clerk, desk.app.orders.find(desk.shop.order()), size="A4")
    with pytest.raises(OmsError, match="size_mismatch"):
        desk.app.print_desk.put(desk.shop.clerk, slip, printer_id=big.id)
    pdf = desk.app.printing.slip(desk.shop.clerk, desk.app.orders.find(desk.shop.order()), size="100x150")
    with pytest.raises(OmsError, match="printer_language_mismatch"):
        desk.app.print_desk.put(desk.shop.clerk, pdf, printer_id=desk.printer.id)
    assert desk.app.print_queue.listing("open") == [
        one for one in desk.app.print_queue.listing("open") if one.state == "waiting"
    ]


def test_a_label_may_go_to_another_printer_and_is_made_for_it(app: App) -> None:
    desk = print_shop(app, "jam")
    fine = app.printers.add(desk.shop.boss, "Fine", "practice", "", dpi=300, paper="76x130")
    made = desk.label(desk.box())
    again = app.print_queue.again(desk.shop.clerk, made.job.id, "jam", printer_id=fine.id)
    assert (again.printer, again.job.size, again.job.copy, again.state) == ("Fine", "76x130@300", 2, "spooled")


def test_an_address_that_changed_voids_the_waybill_with_the_label(desk: PrintShop) -> None:
    parcel_id = desk.box()
    made = desk.label(parcel_id)
    with pytest.raises(Refused, match="label_address_changed"):
        desk.app.print_queue.again(desk.shop.clerk, made.job.id, ADDRESS)
    assert desk.app.print_queue.void(desk.shop.clerk, made.job.id, ADDRESS).state == "void"
    (parcel,) = desk.shop.read(made.job.subject.split("-")[0]).parcels
    assert (parcel.state, parcel.waybill) == ("packed", None)
    with pytest.raises(Refused, match="no_label_yet"):
        desk.label(parcel_id)


def test_a_void_print_is_not_sent_and_a_new_one_is_made(app: App) -> None:
    desk = print_shop(app, "offline, ok")
    parcel_id = desk.box()
    made = desk.label(parcel_id)
    assert desk.app.print_queue.void(desk.shop.clerk, made.job.id, "other").state == "void"
    with pytest.raises(Refused, match="print_not_to_send"):
        desk.app.print_queue.retry(desk.shop.clerk, made.job.id)
    new = desk.label(parcel_id)
    assert (new.state, new.job.copy) == ("spooled", 2)


def test_slips_go_to_the_printer_of_slips(app: App) -> None:
    desk = print_shop(app)
    office = app.printers.add(desk.shop.boss, "Office", "practice", "", language="pdf", paper="A5")
    app.printers.assign(desk.shop.boss, "slip", ANYWHERE, office.id)
    paper = app.print_desk.paper(desk.shop.clerk, "slip")
    assert paper is not None
    assert (paper.size, paper.fmt) == ("A5", "pdf")
    made = app.printing.slip(desk.shop.clerk, app.orders.find(desk.shop.order()), size=paper.size, fmt=paper.fmt)
    first, second = (app.print_desk.put(desk.shop.clerk, made, request="slips") for _ in range(2))
    assert (first.printer, first.job.id) == ("Office", second.job.id)
    assert app.print_desk.paper(desk.shop.clerk, "picklist") is None


@pytest.mark.parametrize("page", ["test", "calibration"])
@pytest.mark.parametrize("language", ["pdf", "zpl", "raster"])
def test_a_printer_prints_its_own_pages(desk: PrintShop, language: str, page: str) -> None:
    printer = desk.app.printers.add(desk.shop.boss, f"{language} one", "practice", "", language=language)
    made = desk.app.print_desk.test(desk.shop.boss, printer.id, page, request=f"test {language}")
    assert (made.state, made.job.document) == ("spooled", "testpage")
    picture = desk.app.print_queue.pages(made.job.id).picture(0, 203.2)
    assert picture.startswith(b"\x89PNG")
    if page == "test":
        assert ("Code 128", "TEST-128") in decoded(as_image(picture))


def test_raster_printers_get_dots_only(desk: PrintShop) -> None:
    printer = desk.app.printers.add(desk.shop.boss, "Dots", "practice", "", language="raster", dpi=300)
    made = desk.app.print_desk.print_label(desk.shop.clerk, desk.box(), printer_id=printer.id)
    data = desk.app.printing.made(made.job.id).data
    assert b"^BC" not in data
    kinds = {kind for kind, _ in decoded(as_image(desk.app.print_queue.pages(made.job.id).picture(0, 203.2)))}
    assert kinds == {"Code 128", "QR Code"}


def test_a_real_port_9100_gets_the_label_and_says_when_it_is_out(app: App) -> None:
    shop = open_shop(app)
    with Sink() as sink:
        printer = app.printers.add(shop.boss, "Zebra", "tcp", sink.address)
        app.printers.assign(shop.boss, "label", ANYWHERE, printer.id)
        desk = PrintShop(shop, printer)
        made = desk.label(desk.box())
        assert sink.wait_for(1) == [app.printing.made(made.job.id).data]
        sink.paper_out = True
        (stuck,) = app.print_queue.watch(shop.clerk)
        assert code_of(stuck) == "printer_paper"
        sink.paper_out = False
        (done,) = app.print_queue.watch(shop.clerk)
        assert done.state == "done"
    offline = desk.label(desk.box())
    assert (offline.state, code_of(offline)) == ("failed", "printer_offline")


def test_filters_count_what_they_list(desk: PrintShop, standing_clock: StandingClock) -> None:
    old = desk.label(desk.box())
    desk.app.print_queue.watch(desk.shop.clerk)
    standing_clock.pass_hours(30)
    desk.box()
    desk.label(desk.box())
    counts = desk.app.print_queue.counts()
    for which, count in counts.items():
        assert len(desk.app.print_queue.listing(which)) == count, which
    assert old.job.id not in [one.job.id for one in desk.app.print_queue.listing("today")]


def test_prints_are_there_after_the_program_was_started_again(shop_url: str, standing_clock: StandingClock) -> None:
    app = build(shop_url, now=standing_clock)
    desk = print_shop(app, "unsure")
    made = desk.label(desk.box())
    data = app.printing.made(made.job.id).data
    app.close()
    again = build(shop_url, now=standing_clock)
    (found,) = again.print_queue.listing("open")
    assert (found.job.id, found.state) == (made.job.id, "stuck")
    assert again.printing.made(found.job.id).data == data
    again.close()
