"""Paper of orders: what stands on it, how often it is made, and that it is the same to the byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services import paper
from desktop_oms.services.printing import head_of, paper_of
from desktop_oms.services.shared_boxes import InBox
from desktop_oms.storage import catalogue_rows
from tests.documents.reading import decoded, printed_pages, read_text
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def packed(shop: Shop, **lines: int) -> tuple[str, int]:
    """An order with its labelled box: number and parcel."""
    number = shop.order(**lines)
    shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    return number, shop.read(number).parcels[0].id


def test_a_label_says_who_gets_what_from_whom(shop: Shop) -> None:
    number, parcel_id = packed(shop)
    text = read_text(shop.app.printing.label(shop.clerk, parcel_id).data)
    for part in ("F10000001", number, "\U00020bb7田㐂䶮", "13912345678", "山野小铺", "深圳市", "3件", "自有车队"):
        assert part in text, part


def test_a_store_may_hide_its_receivers(shop: Shop) -> None:
    channel = shop.app.setup.state().channel("shopify")
    shop.app.setup.change_channel(shop.boss, channel.id, mask_receiver=True)
    _, parcel_id = packed(shop)
    text = read_text(shop.app.printing.label(shop.clerk, parcel_id).data)
    assert "13912345678" not in text
    assert "139******78" in text
    assert "801" not in text


def test_paper_speaks_the_language_of_its_store(shop: Shop) -> None:
    channel = shop.app.setup.state().channel("shopify")
    shop.app.setup.change_channel(shop.boss, channel.id, document_language="en")
    number, _ = packed(shop)
    assert "Packingslip" in read_text(shop.app.printing.slip(shop.clerk, shop.app.orders.find(number)).data)


def test_prices_stand_on_a_slip_only_where_the_store_wants_them(shop: Shop) -> None:
    number, _ = packed(shop)
    order_id = shop.app.orders.find(number)
    assert "¥" not in read_text(shop.app.printing.slip(shop.clerk, order_id).data)
    channel = shop.app.setup.state().channel("shopify")
    shop.app.setup.change_channel(shop.boss, channel.id, slip_prices=True, return_policy="七天无理由退货")
    text = read_text(shop.app.printing.slip(shop.clerk, order_id).data)
    assert "¥35.00" in text
    assert "七天无理由退货" in text


def test_the_amounts_of_a_slip_add_up_whatever_the_total_holds_besides_the_goods(shop: Shop) -> None:
    number, _ = packed(shop)
    order = shop.read(number)
    order.goods, order.shipping, order.discount_seller, order.discount_platform = 10000, 1200, 500, 300
    head = shop.app.database.read(lambda conn: head_of(conn, order, order.parcels[0]))
    for total, told in ((10400, ("¥12.00", "-¥8.00", "")), (10900, ("¥12.00", "-¥8.00", "¥5.00"))):
        order.total = total
        slip = paper.slip_content(order, head)
        assert (slip.shipping, slip.discount, slip.tax) == told


def test_a_slip_before_packing_lists_what_is_to_go_out(shop: Shop) -> None:
    number = shop.order()
    made = shop.app.printing.slip(shop.desk, shop.app.orders.find(number))
    text = read_text(made.data)
    assert "NAVY/XL" in text
    assert "请放门口" in text
    assert ("Code 128", number) in decoded(printed_pages(made.data, 203.2)[0])
    assert (made.name, made.copy) == (f"slip-{number}.pdf", 1)


def test_a_slip_of_a_part_tells_what_follows(shop: Shop) -> None:
    number = shop.order(CUP=3)
    order = shop.read(number)
    (part,) = order.fulfilments
    for event in ("fulfilment.pick", "fulfilment.picked"):
        shop.do(shop.clerk, number, event, part)
    shop.do(shop.clerk, number, "parcel.open", lines={order.lines[0].id: 1}, fulfilment_id=part.id)
    order = shop.read(number)
    head = shop.app.database.read(lambda conn: head_of(conn, order, order.parcels[0]))
    (line,) = paper.slip_content(order, head, [InBox(order, order.parcels[0])]).lines
    assert (line.ordered, line.packed, line.to_follow) == (3, 1, 2)


def test_cash_is_written_on_the_first_label_only(shop: Shop) -> None:
    number = shop.order(cod=True, CUP=2)
    job = shop.app.packing.open(shop.clerk, number)
    order = shop.read(number)
    head = shop.app.database.read(lambda conn: head_of(conn, order, order.parcels[0]))
    first = order.parcels[0]
    second = replace(first, id=first.id + 1, seq=2)
    order.parcels.append(second)
    labels = [paper.label_content([InBox(order, parcel)], head, 1, 0) for parcel in (first, second)]
    assert [(label.collect, label.parcel_no, label.parcel_count) for label in labels] == [
        ("¥25.00", 1, 2),
        ("", 2, 2),
    ]
    assert job.collect == 2500


def test_goods_abroad_are_sorted_by_postcode_and_at_home_by_district(shop: Shop) -> None:
    order = shop.read(shop.order())
    assert paper.sort_code(order) == "深圳市 南山区"
    order.ship_city, order.ship_district = "伊犁哈萨克自治州", "察布查尔锡伯自治县"
    assert paper.sort_code(order) == "察布查尔锡伯自治县"
    order.ship_country, order.ship_postcode, order.ship_city = "PL", "00-238", "Warszawa"
    assert paper.sort_code(order) == "00-238"
    order.ship_postcode = "x" * 40
    assert paper.sort_code(order) == ""


def test_the_first_print_is_the_one_packing_asked_for_and_a_further_one_is_the_same_to_the_byte(shop: Shop) -> None:
    _, parcel_id = packed(shop)
    (waiting,) = shop.app.printing.waiting()
    first = shop.app.printing.label(shop.clerk, parcel_id)
    assert (first.job_id, first.copy) == (waiting.id, 1)
    shop.app.printing.done(shop.clerk, first.job_id)
    for reason, code in (("", "label_printed_before"), ("address", "label_address_changed")):
        with pytest.raises(Refused, match=code):
            shop.app.printing.label(shop.clerk, parcel_id, reason=reason)
    again = shop.app.printing.label(shop.clerk, parcel_id, reason="jam")
    assert (again.copy, again.data) == (2, first.data)
    assert again.job_id != first.job_id
    third = shop.app.printing.again(shop.clerk, first.job_id, "damaged")
    assert (third.copy, third.data) == (3, first.data)
    with pytest.raises(Refused, match="reason_missing"):
        shop.app.printing.again(shop.clerk, first.job_id, " ")


def test_a_label_on_other_paper_is_made_anew(shop: Shop) -> None:
    _, parcel_id = packed(shop)
    small = shop.app.printing.label(shop.clerk, parcel_id, size="76X130")
    zpl = shop.app.printing.label(shop.clerk, parcel_id, fmt="zpl", dpi=300)
    assert (small.size, small.copy) == ("76x130", 2)
    assert (zpl.copy, zpl.data[:3]) == (3, b"^XA")


def test_saved_prints_are_done_and_their_parcel_counts_as_printed(shop: Shop, tmp_path: Path) -> None:
    number, parcel_id = packed(shop)
    made = shop.app.printing.label(shop.clerk, parcel_id)
    files = [shop.app.printing.save(shop.clerk, made, tmp_path / "labels") for _ in range(2)]
    assert [file.name for file in files] == [f"label-{number}-1.pdf", f"label-{number}-1-2.pdf"]
    assert files[0].read_bytes() == made.data
    assert shop.app.printing.waiting() == []
    assert shop.read(number).parcels[0].printed_at == shop.app.database.now()


def test_a_folder_that_cannot_be_written_is_a_sentence(shop: Shop, tmp_path: Path) -> None:
    _, parcel_id = packed(shop)
    made = shop.app.printing.label(shop.clerk, parcel_id)
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OmsError, match="print_not_saved"):
        shop.app.printing.save(shop.clerk, made, tmp_path / "taken")
    assert len(shop.app.printing.waiting()) == 1


def test_a_parcel_without_waybill_has_no_label(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    with pytest.raises(Refused, match="no_label_yet"):
        shop.app.printing.label(shop.clerk, job.parcel_id)
    with pytest.raises(OmsError, match="parcel_missing"):
        shop.app.printing.label(shop.clerk, 1)
    with pytest.raises(OmsError, match="print_missing"):
        shop.app.printing.made(1)


def test_a_box_labelled_anew_never_gets_its_old_label(shop: Shop) -> None:
    number, parcel_id = packed(shop)
    old = shop.app.printing.label(shop.clerk, parcel_id)
    (parcel,) = shop.read(number).parcels
    shop.do(shop.clerk, number, "parcel.unlabel", parcel)
    shop.do(shop.clerk, number, "parcel.label", parcel, waybill="ZZ99")
    new = shop.app.printing.label(shop.clerk, parcel_id)
    assert new.data != old.data
    assert ("Code 128", "ZZ99") in decoded(printed_pages(new.data, 203.2)[0])


def test_labels_of_a_batch_come_in_the_lists_order(shop: Shop) -> None:
    made = [packed(shop) for _ in range(3)]
    wanted = [parcel_id for _, parcel_id in reversed(made)]
    batch = shop.app.printing.labels(shop.clerk, wanted)
    found = [dict(decoded(page))["Code 128"] for page in printed_pages(batch.data, 203.2)]
    assert found == ["F10000003", "F10000002", "F10000001"]
    shop.app.printing.done(shop.clerk, batch.job_id)
    assert all(shop.read(number).parcels[0].printed_at for number, _ in made)
    with pytest.raises(Refused, match="label_printed_before"):
        shop.app.printing.label(shop.clerk, wanted[0], size="100x180")
    with pytest.raises(Refused, match="label_printed_before"):
        shop.app.printing.labels(shop.clerk, wanted)
    again = shop.app.printing.labels(shop.clerk, wanted[:2], reason="jam")
    assert [one.reason for one in shop.app.printing.waiting() if one.id == again.job_id] == ["jam"]
    assert shop.app.printing.label(shop.clerk, wanted[0], size="100x180", reason="jam").copy > 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"size": "A3"}, "paper_size_unknown"),
        ({"fmt": "docx"}, "paper_format_unknown"),
        ({"dpi": 96}, "printer_dpi_unknown"),
    ],
)
def test_paper_that_does_not_exist_is_refused_in_words(asked: dict[str, object], code: str) -> None:
    with pytest.raises(OmsError, match=code):
        paper_of("label", **asked)  # type: ignore[arg-type]


def test_a_pick_list_goes_by_bin_and_marks_what_is_being_picked(shop: Shop) -> None:
    numbers = [shop.order(), shop.order(TEE_M=1, CUP=2)]
    ids = [shop.app.orders.find(number) for number in numbers]
    printed = shop.app.printing.pick_list(shop.clerk, ids)
    assert printed.made is not None
    assert printed.waves == ("W000001",)
    assert printed.refused == ()
    text = read_text(printed.made.data)
    assert text.index("A-2") < text.index("A-10") < text.index("B-1")
    assert ("Code 128", "W000001") in decoded(printed_pages(printed.made.data, 203.2)[0])
    for number in numbers:
        (part,) = shop.read(number).fulfilments
        assert part.state == "picking"
        assert part.wave_id is not None


def test_a_further_pick_list_of_a_wave_says_which_it_is(shop: Shop) -> None:
    number = shop.order(TEE_M=1, CUP=2)
    printing = shop.app.printing
    first = printing.pick_list(shop.clerk, [shop.app.orders.find(number)])
    wave = shop.app.waves.find(first.waves[0])
    assert first.made is not None
    second = printing.wave_list(shop.clerk, wave.id, size="A5")
    third = printing.again(shop.clerk, first.made.job_id, "lost")
    fourth = printing.wave_list(shop.clerk, wave.id)
    assert [made.copy for made in (first.made, second, third, fourth)] == [1, 2, 3, 4]
    assert "第4次打印" in read_text(fourth.data)
    assert third.data == first.made.data
    other = printing.pick_list(shop.clerk, [shop.app.orders.find(shop.order(CUP=1))])
    assert other.made is not None
    assert other.made.copy == 1


def test_a_pick_list_names_the_basket_of_each_order(shop: Shop) -> None:
    ids = [shop.app.orders.find(shop.order(CUP=n)) for n in (1, 2)]
    found = shop.app.printing.picking.start(shop.clerk, ids)
    (content,) = found.contents
    assert [(line.bin, line.qty, line.basket, line.order_no) for line in content.lines] == [
        ("A-10", 1, "1", "A100001"),
        ("A-10", 2, "2", "A100002"),
    ]


def test_what_cannot_be_picked_is_named_and_the_rest_is_printed(shop: Shop) -> None:
    good, unpaid, packed_one = shop.order(), shop.order(confirm=False), packed(shop)[0]
    held = shop.order()
    shop.do(shop.desk, held, "hold.place", reason="check")
    printed = shop.app.printing.pick_list(
        shop.clerk, [shop.app.orders.find(number) for number in (good, unpaid, packed_one, held)]
    )
    assert [result.trouble.code for result in printed.refused if result.trouble] == [
        "nothing_to_pick",
        "nothing_to_pick",
        "on_hold",
    ]
    assert printed.made is not None
    assert held not in read_text(printed.made.data)


def test_with_nothing_to_pick_there_is_no_list(shop: Shop) -> None:
    unpaid = shop.app.orders.find(shop.order(confirm=False))
    printed = shop.app.printing.pick_list(shop.clerk, [unpaid])
    assert (printed.made, len(printed.refused), printed.waves) == (None, 1, ())


def test_claimed_units_are_not_on_the_pick_list(shop: Shop) -> None:
    number = shop.order(CUP=3)
    line = shop.read(number).lines[0]
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    found = shop.app.printing.picking.start(shop.clerk, [shop.app.orders.find(number)])
    assert [line.qty for content in found.contents for line in content.lines] == [2]


def test_the_sender_falls_back_on_the_warehouse(shop: Shop) -> None:
    house = shop.app.setup.state().warehouse()
    told = replace(house, province="广东省", city="深圳市", street="仓库路 1 号", phone="0755-1")
    shop.app.database.write(lambda conn: catalogue_rows.put(conn, told))
    _, parcel_id = packed(shop)
    assert "仓库路1号" in read_text(shop.app.printing.label(shop.clerk, parcel_id).data)
