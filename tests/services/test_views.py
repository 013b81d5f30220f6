"""Views are a person's own or everybody's, are saved by name and count their orders."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def test_own_views_stand_before_shared_ones_and_count(shop: Shop) -> None:
    shop.order("S-1", confirm=False)
    shop.order("S-2")
    views = shop.app.views
    views.save(shop.boss, "B paid", search="status:paid", shared=True)
    views.save(shop.boss, "A mine", queue="to_pick")
    views.save(shop.clerk, "Z own", search="S-1, S-2, X-9")
    seen = views.seen_by(shop.clerk)
    assert [view.name for view in seen] == ["Z own", "B paid"]
    assert [view.name for view in views.seen_by(shop.boss)] == ["A mine", "B paid"]
    everything = [*seen, *views.seen_by(shop.boss)]
    counts = views.counts(everything)
    assert {view.name: counts[view.id] for view in everything} == {"Z own": 2, "B paid": 1, "A mine": 1}


def test_a_view_saved_again_takes_the_place_of_the_old_one(shop: Shop) -> None:
    views = shop.app.views
    first = views.save(shop.boss, "  Big   orders ", search="total:500..", columns="number,total")
    again = views.save(shop.boss, "Big orders", search="total:900..", turned=True)
    assert again.id == first.id
    assert views.seen_by(shop.boss) == [again]
    assert (again.name, again.search, again.columns, again.turned) == ("Big orders", "total:900..", "", True)
    assert first.columns == "number,total|0|"
    views.remove(shop.boss, "big ORDERS")
    assert views.seen_by(shop.boss) == []


def test_what_makes_no_view_is_refused(shop: Shop) -> None:
    views = shop.app.views
    views.save(shop.boss, "Everybody's", search="status:paid", shared=True)
    for deed, code in (
        (lambda: views.save(shop.boss, "  "), "view_name_missing"),
        (lambda: views.save(shop.boss, "x" * 41), "view_name_long"),
        (lambda: views.save(shop.boss, "x", queue="to_dance"), "queue_unknown"),
        (lambda: views.save(shop.boss, "x", search="status:dancing"), "search_value_unknown"),
        (lambda: views.remove(shop.boss, "x"), "view_missing"),
        (lambda: views.remove(shop.clerk, "Everybody's"), "view_of_other"),
    ):
        with pytest.raises(OmsError) as refused:
            deed()
        assert refused.value.code == code
    assert [view.name for view in views.seen_by(shop.boss)] == ["Everybody's"]


def test_no_view_is_counted_without_views(shop: Shop) -> None:
    view = shop.app.views.save(shop.boss, "Paid", search="status:paid")
    assert shop.app.views.counts([view]) == {view.id: 0}
    assert shop.app.views.counts([]) == {}
