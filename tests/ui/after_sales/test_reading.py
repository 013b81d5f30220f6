"""The page of after-sales as it is read: queue by deadline, the case, its money, the empty and the broken state."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.after_sales import AfterSales
from tests.ui.after_sales.conftest import BACK, BUYER, SWAP, TORN, WORN, CaseStage, choose, said, settled, shown
from tests.ui.reachable import tab_order, unreachable
from tests.ui.real_shop import Stage, rows
from ui.after_sales.after_sales_page import AfterSalesPage
from ui.after_sales.case_rows import GROUPS, CaseListing, CaseWriter
from ui.orders.orders_page import OrdersPage
from ui.shared.buttons import Button

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


def told(page: AfterSalesPage) -> list[str]:
    return [row[0] for row in rows(page.queue.table)]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh_CN",
            [
                "待处理 3",
                f"{WORN} · 仅退款 · \U00020bb7**** · 剩 47 小时 · ¥10.00",
                f"{TORN} · 仅退款 · \U00020bb7**** · 剩 2 天 · ¥10.00",
            ],
        ),
        (
            "en",
            [
                "To decide 3",
                f"{WORN} · Refund only · \U00020bb7**** · 47 h left · ¥10.00",
                f"{TORN} · Refund only · \U00020bb7**** · 2 days left · ¥10.00",
            ],
        ),
    ],
)
def test_cases_stand_under_their_groups_by_deadline(cases: CaseStage, language: str, lines: list[str]) -> None:
    cases.clock.pass_hours(1)
    page = cases.show(language)
    assert told(page)[:3] == lines
    assert told(page)[3].startswith(SWAP)
    assert told(page)[4] in ("待买家寄回 1", "Waiting for goods 1")
    assert told(page)[5].startswith(BACK)
    assert shown(page) == WORN


def test_a_heading_is_stepped_over(cases: CaseStage) -> None:
    page = cases.show()
    cases.key(page, DOWN, DOWN)
    cases.stage.qtbot.waitUntil(lambda: shown(page) == SWAP)
    cases.key(page, DOWN)
    cases.stage.qtbot.waitUntil(lambda: shown(page) == BACK)
    cases.key(page, Qt.Key.Key_Up)
    cases.stage.qtbot.waitUntil(lambda: shown(page) == SWAP)
    tester = QAbstractItemModelTester(page.queue.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reload()
    assert tester.model() is page.queue.model


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_case_says_what_happened_and_what_it_costs(cases: CaseStage, language: str) -> None:
    page = cases.show(language)
    choose(cases, page, TORN)
    words = said(page)
    chinese = (
        *(
            "仅退款",
            "待审核",
            "质量问题",
            "The seam is open.",
            "凭证 1：Cuff, close",
            "买 1 · 发 1 · 签收 1 · 已退换 0 · 本次 1",
        ),
        *(
            "订单实付",
            "35.00",
            "还能退",
            "最多可退",
            "¥10.00",
            "之后还剩 25.00",
            "4 订单",
            "同意 ¥10.00",
            "在那之前可以撤回",
        ),
    )
    english = (
        *("Refund only", "Requested", "Poor quality", "The seam is open.", "Evidence 1: Cuff, close"),
        *("Bought 1 · Sent 1 · Signed 1 · Settled 0 · Claimed 1", "Order paid", "35.00", "Left to refund", "Maximum"),
        *("¥10.00", "25.00 left after that", "4 orders", "Approve ¥10.00", "Until then it can be undone"),
    )
    for part in chinese if language == "zh_CN" else english:
        assert part in words, part
    assert page.header.accessibleName().startswith(
        "售后 3 单待处理" if language == "zh_CN" else "After-sales 3 to decide"
    )


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("zh_CN", ("换货、补发，不退款", "-10.00", "评价", "★★☆☆☆", "杯盖漏水", "已回复：已补发")),
        ("en", ("Goods are sent instead", "-10.00", "Review", "★★☆☆☆", "杯盖漏水", "answered: 已补发")),
    ],
)
def test_an_exchange_shows_why_no_money_goes_back_and_what_the_buyer_said(
    cases: CaseStage, language: str, parts: tuple[str, ...]
) -> None:
    app, order_id = cases.app, cases.app.orders.find(SWAP.partition("-")[0])
    order, desk = app.orders.load(order_id), app.people.actor("desk")
    app.commands.do(BUYER, order_id, "case.withdraw", order.cases[0].id)
    app.commands.do(desk, order_id, "order.complete", args={"reason": "all arrived"})
    app.reviews.answer(desk, app.reviews.add(desk, order_id, 2, "杯盖漏水").id, "已补发")
    args = {"kind": "exchange", "lines": {order.lines[0].id: 1}, "reason": "size"}
    app.commands.do(BUYER, order_id, "case.request", args=args)
    page = cases.show(language)
    choose(cases, page, SWAP.replace("C1", "C2"))
    words = said(page)
    for part in parts:
        assert part in words, part


def test_a_case_whose_money_did_not_go_through_says_so_at_its_head(cases: CaseStage) -> None:
    app, order_id = cases.app, cases.app.orders.find(WORN.partition("-")[0])
    app.after_sales.decide(app.people.actor("reviewer"), app.after_sales.find(WORN), "case.approve")
    cases.undo_over()
    (refund,) = app.orders.load(order_id).refunds
    system = Actor(0, "system", frozenset({Role.SYSTEM}))
    for event in ("refund.dispatch", "refund.fail"):
        app.commands.do(system, order_id, event, refund.id)
    page = cases.show()
    choose(cases, page, TORN)
    assert "Refund trouble" not in said(page)
    page.show_subject(WORN)
    cases.stage.qtbot.waitUntil(lambda: page.money.seen is not None and page.money.seen.detail.number == WORN)
    assert "Refund trouble" in said(page)


def test_a_picture_is_seen_large_by_keys(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, TORN)
    assert page.pane.reason is not None
    (tile,) = page.pane.reason.tiles.tiles
    assert tile.picture is not None
    assert (tile.picture.width(), tile.picture.height()) == (320, 230)
    tile.setFocus()
    cases.key(page, ENTER)
    dialog = page.findChild(QDialog, "evidence.large")
    assert dialog is not None
    assert dialog.windowTitle() == "1 of 1  Cuff, close"
    cases.key(page, Qt.Key.Key_Escape)
    assert page.findChild(QDialog, "evidence.large") is None


def test_a_case_is_found_by_its_number_its_order_and_the_filter(cases: CaseStage) -> None:
    page = cases.show()
    page.show_subject(BACK)
    assert [line.split(" · ")[0] for line in told(page)] == [BACK]
    page.show_subject(TORN.partition("-")[0])
    assert [line.split(" · ")[0] for line in told(page)] == [TORN]
    page.show_subject("nobody")
    assert page.sides.currentWidget().accessibleName() == 'No case found for "nobody"'
    page.open_group("waiting_goods")
    assert [line.split(" · ")[0] for line in told(page)] == [BACK]
    page.open_group("trouble")
    assert page.sides.currentWidget().accessibleName() == "No case in this group: Refund trouble"
    page.open_group("all")
    assert len(told(page)) == 6


@pytest.mark.parametrize(("language", "sentence"), [("zh_CN", "没有进行中的售后"), ("en", "No case is open")])
def test_without_cases_the_page_says_so(stage: Stage, language: str, sentence: str) -> None:
    page = stage.show(AfterSalesPage, language)
    assert isinstance(page, AfterSalesPage)
    assert page.sides.currentWidget().accessibleName() == sentence


def test_a_database_out_of_reach_is_told_and_older_rows_stay(cases: CaseStage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = cases.show()

    def gone(*_: object, **__: object) -> None:
        raise OmsError("database_unreachable", database="shop")

    monkeypatch.setattr(AfterSales, "totals", gone)
    page.reload()
    assert page.words("error.database_unreachable", database="shop") in page.news()["error"]
    assert len(told(page)) == 6
    monkeypatch.undo()
    page.reload()
    assert "error" not in page.news()


def test_a_refresh_keeps_the_chosen_case_and_what_was_typed(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, TORN)
    page.money.part.now.setText("7")
    cases.app.after_sales.claim(cases.app.people.actor("reviewer2"), cases.app.after_sales.find(WORN))
    page.reload()
    assert shown(page) == TORN
    assert page.money.part.now.text() == "7"
    assert "Reviewer2" in told(page)[1]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_names_and_a_place_in_the_tab_order(cases: CaseStage, language: str) -> None:
    page = cases.show(language)
    choose(cases, page, TORN)
    assert unreachable(page) == []
    order = tab_order(page)
    assert order.index("cases.search") < order.index("cases.queue") < order.index("evidence.1")
    (approve,) = [name for name in order if name.startswith("step.case_approve")]
    assert order.index("evidence.1") < order.index("cases.amount") < order.index(approve)


def test_a_long_list_gives_the_same_rows_from_any_place(cases: CaseStage) -> None:
    """Groups, headings and pages fit together wherever a piece begins."""
    app = cases.app
    listing = CaseListing(app.after_sales, app.after_sales.totals(), GROUPS, CaseWriter(cases.show().words, 0))
    whole = listing.fetch(0, 100)
    assert len(whole) == listing.total() == 6
    assert listing.headings() == [0, 4]
    for first in range(6):
        assert [row.id for row in listing.fetch(first, 2)] == [row.id for row in whole[first : first + 2]]
    assert settled(cases.show()).queue.cases.rowHeight(0) == 32


def test_the_order_leads_to_its_case(cases: CaseStage) -> None:
    page = cases.stage.show(OrdersPage)
    assert isinstance(page, OrdersPage)
    page.show_subject(TORN.partition("-")[0])
    (lead,) = [
        one for one in page.findChildren(Button) if one.objectName().startswith("card.open_case") and one.isVisible()
    ]
    lead.click()
    assert cases.stage.room.opened == [("after_sales", TORN)]


@pytest.mark.parametrize(("language", "buyer", "to"), [("zh_CN", "买家", "退货地址："), ("en", "Buyer", "Return to: ")])
def test_who_asked_and_where_the_goods_go(cases: CaseStage, language: str, buyer: str, to: str) -> None:
    """The buyer has a name in both languages; the address is the seller's own one, as the message to the buyer says."""
    stores = cases.app.stores
    seller = cases.app.setup.state().seller()
    stores.change_seller(cases.app.people.actor("boss"), seller.id, return_address="Dock 4", return_name="Returns")
    case_id = cases.app.after_sales.find(TORN)
    cases.app.after_sales.decide(
        cases.app.people.actor("reviewer"), case_id, "case.change_kind", args={"kind": "return_refund"}
    )
    page = cases.show(language)
    choose(cases, page, TORN)
    words = said(page)
    assert f"{to}Returns Dock 4" in words
    assert f"\n{buyer}\n" in words
