"""docs/import-outcomes.md says what becomes of every row of every sample file; the program agrees, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.domain.incoming import ShopState
from tests.gateways.files.outcomes import SAMPLES, known_skus, outcome, parse_sample

Stated = dict[tuple[str, str], tuple[str, str, str]]
DOCUMENT = Path(__file__).parents[3] / "docs" / "import-outcomes.md"


def stated() -> Stated:
    """(file, rows) -> (order, outcome, codes) as the document says."""
    found: Stated = {}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 6 and cells[0] in _files():
            found[cells[0], cells[1]] = (cells[2], cells[3], cells[4])
    return found


def _files() -> set[str]:
    return {file for name, (_, companions) in SAMPLES.items() for file in (name, *companions)}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_of_a_sample_ends_as_the_document_says(name: str) -> None:
    parsed, skus = parse_sample(name), known_skus()
    found: Stated = {}
    for order in parsed.orders:
        kind, codes = outcome(order, skus)
        rows = ",".join(str(row) for row in order.rows)
        found[name, rows] = (order.external_no, kind, ", ".join(codes) or "-")
    for row in parsed.refused:
        rows = ",".join(str(number) for number in row.rows)
        found[row.file, rows] = (row.external_no or "-", "refused", row.code)
    mine = {name, *SAMPLES[name][1]}
    assert found == {key: value for key, value in stated().items() if key[0] in mine}


def test_the_shared_taobao_order_keeps_its_text_in_spite_of_its_quotes() -> None:
    (order,) = parse_sample("shared_taobao_orders.csv").orders
    assert order.buyer_note == "要藏青色, 别发错"
    assert (order.seller_note, order.buyer) == ("", "小**娜")
    assert (order.ship_to.name, order.ship_to.phone, order.ship_to.masked) == ("张三", "13800138000", False)
    assert (order.ship_to.province, order.ship_to.city, order.ship_to.district) == ("广东省", "深圳市", "南山区")
    assert order.ship_to.street == "粤海街道 科技园南路18号"
    assert (order.total, order.paid, order.placed_at) == (5990, 5990, 1_795_140_672_000)


def test_the_shared_shopify_order_has_both_lines_and_the_refund() -> None:
    (order,) = parse_sample("shared_shopify.csv").orders
    assert [(line.sku, line.name, line.spec, line.price) for line in order.lines] == [
        ("TEE-NV-XL", "纯棉短袖T恤", "藏青 / XL", 5990),
        ("CUP-500", "保温杯", "500ml", 12900),
    ]
    assert (order.goods, order.shipping, order.total, order.paid, order.refunded) == (18890, 1000, 19890, 19890, 2000)
    assert (order.ship_to.postcode, order.buyer_note) == ("518057", "line one\nline two")


def test_the_shared_pinduoduo_order_is_finished_without_receiver_or_waybill() -> None:
    (order,) = parse_sample("shared_pdd.csv").orders
    assert order.state is ShopState.COMPLETED
    assert [(line.sku, line.name, line.spec, line.shipped) for line in order.lines] == [("", "接考横幅", "", 1)]
    assert [(parcel.carrier, parcel.waybill) for parcel in order.parcels] == [("申通快递", "")]
    assert (order.goods, order.total, order.placed_at) == (1780, 1780, None)


def test_the_story_files_hold_what_a_day_at_the_shop_brings() -> None:
    shopify, taobao = parse_sample("story_shopify.csv"), parse_sample("story_taobao_orders.csv")
    assert (len(shopify.orders), len(taobao.orders), shopify.refused, taobao.refused) == (13, 10, (), ())
    assert taobao.encoding == "gb18030"
    free_shipping = shopify.orders[7]
    assert (free_shipping.shipping, free_shipping.discount_seller, free_shipping.total) == (0, 0, 18300)
    assert shopify.orders[8].ship_to.name == "𠮷田桜"
    assert taobao.orders[1].ship_to.name == "𠮷野家"
    assert taobao.orders[2].discount_seller == 3000
    assert taobao.orders[2].seller_note == "老客户，多送一双袜子"
    assert [parcel.waybill for parcel in taobao.orders[5].parcels] == ["78960012345671"]
