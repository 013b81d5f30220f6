"""The reviewer's queue on both databases: exact counts, cases found by scraps, and a list approved within the limit."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import Refused
from tests.services.shop_orders import SHELVED, open_shop
from tests.ui.after_sales.conftest import ask, delivered

READY = SHELVED


def test_cases_are_counted_found_and_approved_within_the_limit(app: App) -> None:
    shop = open_shop(app)
    for number in ("S-1", "S-2"):
        delivered(app, shop, number)
    cases = [ask(app, n, "refund_only", "damaged") for n in (1, 2)]
    assert app.after_sales.totals() == app.after_sales.counts()
    assert app.after_sales.totals()["to_decide"] == 2
    assert [row.id for row in app.after_sales.search("a100001-c1")] == [cases[0]]
    assert [row.id for row in app.after_sales.search("A100002")] == [cases[1]]
    assert [row.id for row in app.after_sales.search("5678")] == [cases[1], cases[0]]
    assert app.after_sales.search("A100009-C1") == []
    reviewer = app.people.actor("reviewer")
    app.limits.set(app.people.actor("boss"), "refund_limit_reviewer", 500)
    codes = [one.trouble.code for one in app.after_sales.approve_many(reviewer, cases) if one.trouble]
    assert codes == ["over_limit", "over_limit"]
    app.limits.set(app.people.actor("boss"), "refund_limit_reviewer", 5000)
    done = app.after_sales.approve_many(reviewer, [*cases, 1], progress=lambda n: n < 1)
    assert [one.trouble for one in done] == [None]
    gone, again = app.after_sales.approve_many(reviewer, [1, cases[0]])
    assert gone.trouble is not None
    assert again.trouble is not None
    assert (gone.trouble.code, again.done) == ("case_missing", None)  # what is gone ends nothing
    assert app.after_sales.totals()["to_decide"] == 1


def test_an_exchange_may_name_other_goods(app: App) -> None:
    shop = open_shop(app)
    delivered(app, shop, "S-1")
    case = ask(app, 1, "refund_only", "damaged")
    args = {"kind": "exchange", "sku_id": shop.skus["TEE-M"]}
    app.after_sales.decide(app.people.actor("reviewer"), case, "case.change_kind", args=args)
    order = app.orders.load(app.orders.find("A100001"))
    assert (order.cases[0].kind, order.cases[0].replacement_sku) == ("exchange", shop.skus["TEE-M"])


def test_a_decision_that_was_made_is_told_again_although_somebody_took_the_case_since(app: App) -> None:
    shop = open_shop(app)
    delivered(app, shop, "S-1")
    case, reviewer = ask(app, 1, "refund_only", "damaged"), app.people.actor("reviewer")
    first = app.after_sales.decide(reviewer, case, "case.approve", command_id="a click")
    app.after_sales.claim(app.people.actor("reviewer2"), case)
    assert app.after_sales.decide(reviewer, case, "case.approve", command_id="a click") == first
    with pytest.raises(Refused, match="case_claimed"):
        app.after_sales.decide(reviewer, case, "case.unapprove")
