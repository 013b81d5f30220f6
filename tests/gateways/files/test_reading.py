"""The rules of reading orders: whole orders or none, states, money, receivers, parcels, two files."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import IncomingOrder, IncomingParcel, ParsedFile, ShopState
from desktop_oms.gateways.files import parse
from desktop_oms.words import LANGUAGES, say, table
from tests.gateways.files.outcomes import SAMPLES, parse_sample, sample

HEADER = "订单号,状态,收件人,手机,收货地址,商家编码,商品名称,数量,单价,运费,合计,备注\n"


def generic(*rows: str, header: str = HEADER, **more: object) -> ParsedFile:
    data = (header + "".join(row + "\n" for row in rows)).encode()
    return parse([("orders.csv", data)], "generic", time_zone="Asia/Shanghai", currency="CNY", **more)  # type: ignore[arg-type]


def row(number: str = "A1", state: str = "待发货", name: str = "张三", qty: str = "1", total: str = "59.90") -> str:
    return f"{number},{state},{name},13800138000,广东省 深圳市 南山区 南路1号,TEE,T恤,{qty},59.90,0,{total},"


def only(parsed: ParsedFile) -> IncomingOrder:
    assert not parsed.refused, parsed.refused
    (order,) = parsed.orders
    return order


def codes(parsed: ParsedFile) -> list[tuple[tuple[int, ...], str]]:
    return [(refused.rows, refused.code) for refused in parsed.refused]


def trouble(files: list[tuple[str, bytes]], profile: str, **more: str) -> OmsError:
    with pytest.raises(OmsError) as found:
        parse(files, profile, **{"time_zone": "Asia/Shanghai", "currency": "CNY", **more})
    return found.value


def test_a_bad_row_refuses_its_whole_order_and_names_the_culprit() -> None:
    parsed = generic(row("A1"), row("A2"), row("A2", qty="0"), row("A3"))
    assert [order.external_no for order in parsed.orders] == ["A1", "A3"]
    assert codes(parsed) == [((3,), "row_of_refused_order"), ((4,), "row_quantity_too_small")]
    assert parsed.refused[0].facts == {"row": 4, "file": "orders.csv"}
    assert parsed.refused[1].column == "数量"


def test_rows_of_one_order_need_not_stand_together() -> None:
    parsed = generic(row("A1", total="119.80"), row("A2"), row("A1", total="119.80"))
    assert [(order.external_no, order.rows) for order in parsed.orders] == [("A1", (2, 4)), ("A2", (3,))]
    assert parsed.orders[0].total == 11980


def test_a_bad_row_far_below_still_refuses_its_order() -> None:
    parsed = generic(row("A1"), row("A2"), row("A1", qty="x"))
    assert [order.external_no for order in parsed.orders] == ["A2"]
    assert codes(parsed) == [((2,), "row_of_refused_order"), ((4,), "row_quantity_not_whole")]


def test_one_number_with_two_receivers_is_refused() -> None:
    parsed = generic(row("A1"), row("A1", name="李四"))
    assert codes(parsed) == [((2,), "row_of_refused_order"), ((3,), "row_receiver_differs")]
    assert parsed.refused[1].facts == {"row": 2}


def test_raw_cells_of_a_refused_row_are_kept() -> None:
    (refused,) = generic('="A1",待发货,,,,TEE,,=1+1,,,,').refused
    assert (refused.external_no, refused.cells[:2], refused.cells[7]) == ("A1", ('="A1"', "待发货"), "=1+1")


def test_a_file_says_which_column_holds_which_field() -> None:
    (source,) = generic(row("A1", qty="0")).files
    assert {name: source.fields[name] for name in ("order_no", "receiver", "qty")} == {
        "order_no": "订单号",
        "receiver": "收件人",
        "qty": "数量",
    }


def test_a_missing_address_or_sku_is_not_a_refusal() -> None:
    order = only(generic("A1,待发货,,,,,没有编码的商品,1,,,,"))
    assert (order.ship_to.name, order.ship_to.street, order.lines[0].sku) == ("", "", "")
    assert (order.total, order.notices) == (None, ("total_unknown",))


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("待付款", ShopState.UNPAID),
        ("待发货", ShopState.PAID),
        ("部分发货", ShopState.PARTLY_SHIPPED),
        ("已发货", ShopState.SHIPPED),
        ("Delivered", ShopState.COMPLETED),
        ("已取消", ShopState.CANCELLED),
        ("已退款", ShopState.REFUNDED),
        ("", ShopState.PAID),
    ],
)
def test_state_words_say_how_far_the_shop_has_come(word: str, state: ShopState) -> None:
    order = only(generic(row(state=word)))
    assert order.state is state
    assert order.paid == (0 if state in (ShopState.UNPAID, ShopState.CANCELLED) else 5990)
    assert order.refunded == (5990 if state is ShopState.REFUNDED else 0)
    assert order.lines[0].shipped == (1 if state in (ShopState.SHIPPED, ShopState.COMPLETED) else 0)


def test_an_order_with_shipped_and_waiting_lines_is_partly_shipped() -> None:
    order = only(generic(row(state="已发货"), row(state="待发货")))
    assert order.state is ShopState.PARTLY_SHIPPED
    assert [line.shipped for line in order.lines] == [1, 0]


def test_a_closed_line_of_a_living_order_counts_as_refunded() -> None:
    order = only(generic(row(state="已取消"), row(state="待发货")))
    assert order.state is ShopState.PAID
    assert [line.refunded for line in order.lines] == [1, 0]


def test_an_unknown_after_sales_word_counts_as_an_open_refund() -> None:
    header = "订单号,售后状态,商品名称,数量\n"
    assert only(generic("A1,买家要退钱,T恤,1", header=header)).open_refund
    assert not only(generic("A1,无售后,T恤,1", header=header)).open_refund


def test_without_a_state_column_the_time_of_payment_decides() -> None:
    header = "订单号,付款时间,商品名称,数量\n"
    assert only(generic("A1,,T恤,1", header=header)).state is ShopState.UNPAID
    paid = only(generic("A1,2026-11-20 10:00:00,T恤,1", header=header))
    assert (paid.state, paid.paid_at) == (ShopState.PAID, 1_795_140_000_000)


@pytest.mark.parametrize(
    ("cell", "state", "paid"),
    [
        ("yes", ShopState.PAID, 5990),
        ("是", ShopState.PAID, 5990),
        ("No", ShopState.UNPAID, 0),
        ("未付", ShopState.UNPAID, 0),
        ("59.90", ShopState.PAID, 5990),
        ("0", ShopState.UNPAID, 0),
        ("", ShopState.PAID, 5990),
    ],
)
def test_a_column_paid_holds_an_amount_or_yes_and_no(cell: str, state: ShopState, paid: int) -> None:
    order = only(generic(f"A1,Tee,1,59.90,{cell}", header="order,product,qty,total,paid\n"))
    assert (order.state, order.paid, order.notices) == (state, paid, ())
    assert codes(generic("A1,Tee,1,59.90,maybe", header="order,product,qty,total,paid\n")) == [
        ((2,), "row_money_unreadable")
    ]


def test_an_order_that_costs_nothing_is_paid() -> None:
    assert only(generic("A1,Tee,1,0,0", header="order,product,qty,total,paid\n")).state is ShopState.PAID


def test_columns_that_nothing_is_taken_from_are_told() -> None:
    (source,) = generic("A1,Tee,1,red", header="order,product,qty,colour\n").files
    assert source.unread == ("colour",)


def test_totals_that_do_not_add_up_stay_and_are_noticed() -> None:
    order = only(generic(row(total="50.00")))
    assert (order.goods, order.total, order.discount_seller, order.notices) == (5990, 5000, 0, ("amounts_differ",))


def test_the_orders_own_currency_counts() -> None:
    header = "order number,currency,product,qty,price,total\n"
    order = only(generic("A1,jpy,Tee,1,1200,1200", header=header))
    assert (order.currency, order.total) == ("JPY", 1200)
    assert codes(generic("A1,yen!,Tee,1,1200,1200", header=header)) == [((2,), "row_currency_unknown")]


def test_a_waybill_is_a_parcel_only_when_something_left() -> None:
    header = "订单号,状态,商品名称,数量,快递公司,快递单号,发货时间\n"
    waiting = only(generic("A1,待发货,T恤,1,顺丰,SF1,", header=header))
    assert waiting.parcels == ()
    shipped = only(generic('A1,已发货,T恤,1,顺丰,"No:SF1,SF2",2026-11-20 10:00:00', header=header))
    assert shipped.parcels == tuple(IncomingParcel("顺丰", waybill, 1_795_140_000_000) for waybill in ("SF1", "SF2"))


def test_a_long_number_that_ends_in_zeros_is_kept_with_a_notice() -> None:
    assert only(generic(row("390657123456789000"))).notices == ("number_maybe_rounded",)
    assert only(generic(row("3906571234567890123"))).notices == ()


def test_a_mapping_replaces_all_guesses() -> None:
    mapping = {"order_no": "订单号", "product": "备注", "qty": "数量"}
    order = only(generic("A1,已发货,张三,1,x,TEE,T恤,2,1,1,1,真名", mapping=mapping))
    assert (order.lines[0].name, order.lines[0].sku, order.lines[0].qty, order.state) == ("真名", "", 2, ShopState.PAID)
    with pytest.raises(OmsError) as found:
        generic(row(), mapping={"order_no": "订单号", "qty": "没有这列", "product": "商品名称"})
    assert (found.value.code, found.value.facts["column"]) == ("file_column_missing", "没有这列")


def test_unknown_columns_are_ignored_and_a_missing_one_is_named() -> None:
    name, data = sample("shared_pdd.csv")
    broken = data.replace("商品数量(件)".encode(), "件件件".encode())
    found = trouble([(name, broken)], "pdd")
    assert (found.code, found.facts) == (
        "file_column_missing",
        {"column": "商品数量(件)", "profile": "pdd", "file": name},
    )


def test_orders_without_their_items_file_are_not_read() -> None:
    assert trouble([sample("story_taobao_orders.csv")], "taobao").code == "file_items_missing"


def test_the_items_file_alone_is_read_with_a_notice() -> None:
    parsed = parse([sample("story_taobao_items.csv")], "taobao", time_zone="Asia/Shanghai", currency="CNY")
    assert len(parsed.orders) == 10
    assert all("orders_file_missing" in order.notices for order in parsed.orders)


def test_the_two_files_may_come_in_any_order() -> None:
    names = ("story_taobao_items.csv", "story_taobao_orders.csv")
    parsed = parse([sample(name) for name in names], "taobao", time_zone="Asia/Shanghai", currency="CNY")
    assert parsed.orders == parse_sample("story_taobao_orders.csv").orders
    assert [source.name for source in parsed.files] == ["story_taobao_orders.csv", "story_taobao_items.csv"]


def test_two_files_of_one_name_are_told_apart() -> None:
    names = ("dirty_taobao_orders.csv", "dirty_taobao_items.csv")
    files = [("export.csv", sample(name)[1]) for name in names]
    parsed = parse(files, "taobao", time_zone="Asia/Shanghai", currency="CNY")
    assert [source.name for source in parsed.files] == ["export.csv", "export.csv (2)"]
    assert len(parsed.refused) == len(parse_sample(names[0]).refused)
    assert {refused.file for refused in parsed.refused} == {"export.csv", "export.csv (2)"}


def test_two_files_of_the_same_kind_are_refused() -> None:
    assert trouble([sample("shared_pdd.csv"), sample("dirty_pdd.csv")], "pdd").code == "file_same_kind_twice"


@pytest.mark.parametrize(
    ("profile", "more", "code"),
    [
        ("ebay", {}, "file_profile_unknown"),
        ("pdd", {"time_zone": "Mars/Olympus"}, "file_time_zone_unknown"),
        ("pdd", {"time_zone": "../etc/passwd"}, "file_time_zone_unknown"),
        ("pdd", {"currency": "yuan"}, "file_currency_unknown"),
    ],
)
def test_unknown_settings_are_named(profile: str, more: dict[str, str], code: str) -> None:
    assert trouble([sample("shared_pdd.csv")], profile, **more).code == code


def test_no_file_at_all_is_an_empty_one() -> None:
    assert trouble([], "pdd").code == "file_empty"


def test_a_file_with_a_header_and_nothing_else_holds_no_orders() -> None:
    assert (generic().orders, generic().refused) == ((), ())


def test_progress_is_told_and_ends_at_the_whole() -> None:
    told: list[tuple[int, int]] = []
    generic(*(row(f"A{i}") for i in range(2_500)), progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert len(told) == 3
    assert told == sorted(told)


def test_the_result_travels_from_a_child_process() -> None:
    parsed = parse_sample("dirty_taobao_orders.csv")
    assert pickle.loads(pickle.dumps(parsed)) == parsed
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(parse_sample, "dirty_taobao_orders.csv").result(timeout=120) == parsed


@pytest.mark.parametrize("name", SAMPLES)
def test_every_refusal_and_notice_is_a_sentence_in_both_languages(name: str) -> None:
    parsed = parse_sample(name)
    for language in LANGUAGES:
        for refused in parsed.refused:
            sentence = say(f"error.{refused.code}", language, **refused.facts)
            assert all(str(fact) in sentence for key, fact in refused.facts.items() if key == "value")
        for notice in {notice for order in parsed.orders for notice in order.notices}:
            assert f"notice.{notice}" in table()
