"""An order's papers are looked at as they will come out, and looking prints nothing."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.sscc import check_digit
from tests.documents.reading import decoded, printed_pages, read_text
from tests.services.conftest import everything
from tests.services.print_shop import ALL, PrintShop, print_shop
from tests.services.test_sheets import returning

KEPT_BY_LOOKING = {"commands"}  # who looked


@pytest.fixture
def kind() -> str:
    """What is asked here is asked in the same words of either database."""
    return "sqlite"


@pytest.fixture
def at(app: App) -> PrintShop:
    return print_shop(app)


def test_an_order_has_the_papers_it_has_come_to(at: PrintShop) -> None:
    papers, shop = at.app.order_papers, at.shop
    plain = shop.order()
    assert [one.key for one in papers.of_order(shop.app.orders.find(plain)).papers] == ["slip.0"]
    parcel_id = at.box()
    boxed = papers.of_order(max(row.id for row in at.app.orders.page("all")))
    assert [one.key for one in boxed.papers] == ["slip.0", f"label.{parcel_id}"]
    number = returning(shop)
    case = shop.read(number).cases[0]
    found = papers.of_order(at.app.orders.find(number))
    assert {(one.document, one.subject) for one in found.papers if one.subject_id == case.id} == {
        ("return", f"{number}-C1"),
        ("inspection", f"{number}-C1"),
    }


def test_a_look_is_the_paper_of_the_stations_printer_and_prints_nothing(at: PrintShop) -> None:
    parcel_id, order_id = at.box(), max(row.id for row in at.app.orders.page("all"))
    waybill = at.app.orders.load(order_id).parcels[0].waybill or ""
    before = everything(at.app)
    label = at.app.order_papers.look(at.shop.clerk, order_id, "label", parcel_id)
    after = everything(at.app)
    assert {name for name in after if after[name] != before[name]} == KEPT_BY_LOOKING
    assert at.app.database.read(lambda conn: [deed[:2] for deed in at.shop.deeds(conn, "paper.look")]) == [
        ("clerk", order_id)
    ]
    assert (label.printer, label.size, label.sample.pages) == ("Bench printer", "100x150", 1)
    assert waybill in read_text(label.sample.data)
    slip = at.app.order_papers.look(at.shop.clerk, order_id, "slip")
    assert (slip.printer, slip.size) == ("", "A5")
    with pytest.raises(OmsError) as refused:
        at.app.order_papers.look(at.shop.clerk, order_id, "manifest")
    assert refused.value.code == "paper_not_of_order"


@pytest.mark.parametrize("dpi", [203.2, 300])
def test_a_logistic_label_is_looked_at_with_the_number_it_will_bear_and_draws_none(at: PrintShop, dpi: float) -> None:
    parcel_id, order_id, app = at.box(), max(row.id for row in at.app.orders.page("all")), at.app
    app.paper_settings.change(at.shop.boss, gs1_prefix="6901234")
    printer = app.printers.add(at.shop.boss, "Units", "practice", "ok", paper="4x6in", language="zpl", dpi=dpi)
    app.printers.assign(at.shop.boss, "logistic", 0, printer.id)
    assert f"logistic.{parcel_id}" in [one.key for one in app.order_papers.of_order(order_id).papers]
    looks = [app.order_papers.look(at.shop.clerk, order_id, "logistic", parcel_id) for _ in range(2)]
    assert (looks[0].printer, looks[0].size) == ("Units", "4x6in")
    made = app.sheets.logistic(at.shop.clerk, [parcel_id], dpi=dpi)
    codes = {
        decoded(page)[0]
        for data in (made.data, *(look.sample.data for look in looks))
        for page in printed_pages(data, dpi)
    }
    assert codes == {("Code 128", "0006901234000000001" + check_digit("06901234000000001"))}


def test_a_look_stands_in_the_orders_trail(at: PrintShop) -> None:
    order_id = at.app.orders.find(at.shop.order())
    at.app.order_papers.look(at.shop.desk, order_id, "slip")
    last = at.app.orders.view(order_id, at.shop.desk).entries[-1]
    assert (last.event, last.actor) == ("look", "desk")


def test_the_labels_of_many_are_those_not_on_paper_yet_in_the_lists_order(at: PrintShop) -> None:
    shop, numbers = at.shop, [at.shop.order() for _ in range(4)]
    for number in numbers[:3]:
        at.app.packing.pack_by_scans(shop.clerk, number, ALL)
    parcels = [parcel.id for number in numbers[:3] for parcel in shop.read(number).parcels]
    at.app.print_desk.print_label(shop.clerk, parcels[1])
    found = at.app.order_papers.labelled([at.app.orders.find(number) for number in reversed(numbers)])
    assert list(found.parcel_ids) == [parcels[2], parcels[0]]
    assert [one.trouble.code if one.trouble else "" for one in found.results] == [
        "no_label_yet",
        "",
        "label_printed_before",
        "",
    ]
