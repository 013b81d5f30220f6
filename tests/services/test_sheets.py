"""Manifests, return slips, logistic labels and sheets of codes: made of what stands in the database."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.sscc import check_digit
from desktop_oms.services.bench_rules import Package
from desktop_oms.services.code_sheets import GRAMS, LABEL, LET_THROUGH, PACKING, QUANTITIES
from desktop_oms.services.prints import Print
from desktop_oms.storage import catalogue_rows
from tests.documents.reading import decoded, printed_pages, read_text
from tests.services.conftest import StandingClock
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def handed_over(shop: Shop, **lines: int) -> str:
    """An order whose parcel left: its number."""
    number = shop.order(**lines)
    told = shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    shop.app.hand_over.scan(shop.clerk, str(told[-1].facts["waybill"]))
    return number


def codes_on(data: bytes) -> set[str]:
    return {text for page in printed_pages(data, 203.2) for _, text in decoded(page)}


def returning(shop: Shop) -> str:
    """An order with an approved case that waits for its goods."""
    number = handed_over(shop)
    order = shop.read(number)
    shop.app.hand_over.deliver(shop.boss, order.parcels[0].id, "seen by the buyer")
    shop.do(shop.desk, number, "case.request", kind="return_refund", lines={order.lines[1].id: 2}, reason="damaged")
    shop.do(shop.boss, number, "case.approve", shop.read(number).cases[0], reason="see the picture")
    return number


def test_a_manifest_lists_its_parcels_by_town_and_names_nobody(shop: Shop) -> None:
    numbers = [handed_over(shop) for _ in range(2)]
    made = shop.app.sheets.manifests(shop.clerk, ["m000001"])
    text = read_text(made.data)
    for fact in (*numbers, "F10000001", "F10000002", "深圳市南山区", "累计2/2件", "未关闭"):
        assert fact in text
    assert "13912345678" not in text
    assert "M000001" in codes_on(made.data)
    shop.app.hand_over.close(shop.clerk, shop.app.hand_over.numbered("M000001").id)
    assert "未关闭" not in read_text(shop.app.sheets.manifests(shop.clerk, ["M000001"]).data)
    with pytest.raises(OmsError) as refused:
        shop.app.sheets.manifests(shop.clerk, ["M9"])
    assert refused.value.code == "manifest_missing"


def test_a_return_slip_says_what_comes_back_why_where_to_and_until_when(shop: Shop) -> None:
    number = returning(shop)
    house = replace(shop.app.setup.state().warehouse("SZ"), city="深圳市", street="货运路9号", contact="王师傅")
    shop.app.database.write(lambda conn: catalogue_rows.put(conn, house))
    seller = shop.app.setup.state().seller("").id
    shop.app.stores.change_seller(shop.boss, seller, sender_name="销售部", sender_address="上海市寄件路2号")
    said = shop.app.after_sales.detail(shop.read(number).cases[0].id, shop.desk).return_to
    paper = read_text(shop.app.sheets.returns(shop.desk, [f"{number}-C1"]).data)
    assert said == "王师傅 深圳市货运路9号"
    assert all(part in paper for part in said.split())
    assert "寄件路" not in paper
    place = {"return_name": "退货组", "return_phone": "0571-1", "return_address": "杭州市退货路1号"}
    shop.app.stores.change_seller(shop.boss, seller, **place)
    made = shop.app.sheets.returns(shop.desk, [f"{number}-C1"])
    text = read_text(made.data)
    for fact in ("退货单", f"{number}-C1", "退货组", "杭州市退货路1号", "NAVY/XL", "×2", "原因：破损", "前寄回"):
        assert fact in text
    assert "500ml" not in text
    assert f"{number}-C1" in codes_on(made.data)
    bench = shop.app.sheets.returns(shop.clerk, [number], bench=True, size="100x150")
    assert "验货单" in read_text(bench.data)
    assert (made.name, bench.name) == (f"return-{number}-C1.pdf", f"inspection-{number}-C1.pdf")


def test_a_case_without_goods_on_their_way_back_has_no_return_slip(shop: Shop) -> None:
    number = shop.order()
    order = shop.read(number)
    asked = {"kind": "refund_unshipped", "lines": {order.lines[0].id: 1}, "reason": "not_wanted"}
    shop.do(shop.desk, number, "case.request", **asked)
    with pytest.raises(Refused) as refused:
        shop.app.sheets.returns(shop.desk, [f"{number}-C1"])
    assert refused.value.code == "no_return_of_goods"
    for unknown in (f"{number}-C7", "nothing", "X-C1"):
        with pytest.raises(OmsError) as missing:
            shop.app.sheets.returns(shop.desk, [unknown])
        assert missing.value.code == "case_number_unknown"


def test_a_parcel_keeps_its_sscc_and_the_next_one_gets_the_next(shop: Shop) -> None:
    first = shop.read(handed_over(shop)).parcels[0].id
    second = shop.read(handed_over(shop)).parcels[0].id
    with pytest.raises(OmsError) as refused:
        shop.app.sheets.logistic(shop.clerk, [first])
    assert refused.value.code == "gs1_prefix_missing"
    shop.app.paper_settings.change(shop.boss, gs1_prefix="6901234")
    made = [shop.app.sheets.logistic(shop.clerk, [parcel], size=size) for parcel, size in ((first, ""), (first, "A6"))]
    assert [one.copy for one in made] == [1, 2]
    [code] = codes_on(made[0].data)
    assert codes_on(made[1].data) == {code}
    assert code == "00" + "06901234000000001" + check_digit("06901234000000001")
    [other] = codes_on(shop.app.sheets.logistic(shop.clerk, [second]).data)
    assert other[2:19] == "06901234000000002"
    before = {one.id for one in shop.app.printing.waiting()}
    both = shop.app.sheets.logistic(shop.clerk, [second, first])
    assert codes_on(both.data) == {code, other}
    assert {one.id for one in shop.app.printing.waiting()} - before == {both.job_id}


def test_two_stations_give_a_parcel_one_sscc(
    shop: Shop, shop_url: str, standing_clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel_id = shop.read(handed_over(shop)).parcels[0].id
    shop.app.paper_settings.change(shop.boss, gs1_prefix="6901234")
    real, others = shop.app.printing.batch, list[Print]()
    with closing(build(shop_url, now=standing_clock, create=False)) as other:

        def and_meanwhile(*told: Any) -> Print:
            others.append(other.sheets.logistic(shop.other_clerk, [parcel_id]))  # the number is drawn, nothing printed
            return real(*told)

        monkeypatch.setattr(shop.app.printing, "batch", and_meanwhile)
        made = shop.app.sheets.logistic(shop.clerk, [parcel_id])
    assert codes_on(made.data) == codes_on(others[0].data)


def test_the_commands_packages_numbers_and_weights_of_the_bench_are_on_its_sheet(shop: Shop) -> None:
    for package in (Package("BOX-3", 120, "30x20x10"), Package("气泡袋")):
        rules = shop.app.bench_settings.put_package(shop.boss, package)
    made = shop.app.sheets.codes(shop.clerk, "commands")
    found = codes_on(made.data)
    assert {f"CMD:{name.upper()}" for name in (*PACKING, *LABEL, *LET_THROUGH)} <= found
    assert {"CMD:SELLABLE", "CMD:DAMAGED", "CMD:WRONG", "CMD:DONE"} <= found
    assert {f"QTY:{count}" for count in QUANTITIES} | {f"WGT:{grams}" for grams in GRAMS} <= found
    bag = rules.packages[1]
    assert {"PKG:BOX-3", f"PKG:{bag.code}"} <= found
    assert rules.package(bag.code.lower()) == rules.package("气泡袋") == bag
    assert {text[:4] for _, text in decoded(printed_pages(made.data, 203.2)[0])} == {"CMD:"}
    shop.app.paper_settings.change(shop.boss, document_language="en")
    assert "Nextparcel" in read_text(shop.app.sheets.codes(shop.clerk, "commands").data)


def test_badges_locations_and_products_have_their_own_families_of_codes(shop: Shop) -> None:
    sheets = shop.app.sheets
    assert {"USR:boss", "USR:clerk"} <= codes_on(sheets.codes(shop.boss, "badges").data)
    assert codes_on(sheets.codes(shop.boss, "badges", ["CLERK"]).data) == {"USR:clerk"}
    assert codes_on(sheets.codes(shop.clerk, "locations").data) == {"LOC:A-2", "LOC:A-10", "LOC:B-1"}
    assert codes_on(sheets.codes(shop.clerk, "locations", ["C-1,C-2"]).data) == {"LOC:C-1", "LOC:C-2"}
    products = sheets.codes(shop.clerk, "products", ["CUP", "TEE-XL"])
    assert codes_on(products.data) == {CUP_CODE, "TEE-XL"}
    assert "陶瓷杯500ml" in read_text(products.data)
    with pytest.raises(OmsError, match="paper_number_missing"):
        sheets.codes(shop.clerk, "products")
    for document, name, code in (("badges", "nobody", "user_unknown"), ("products", "NO", "sku_unknown")):
        with pytest.raises(OmsError) as refused:
            sheets.codes(shop.clerk, document, [name])
        assert refused.value.code == code


def test_labels_begin_where_the_sheet_is_still_whole(shop: Shop) -> None:
    parcels = [shop.read(handed_over(shop)).parcels[0].id for _ in range(2)]
    made = shop.app.printing.labels(shop.clerk, parcels, size="A4-4up", start=4)
    assert len(printed_pages(made.data, 203.2)) == 2
    assert codes_on(made.data) == {"F10000001", "F10000002"}
