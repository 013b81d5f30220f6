"""The demo shop shows everything there is, adds up, and is the same for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.badges import STAGES, Badge
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.demo_plots import PLOTS
from tests.services.conftest import NOON, StandingClock
from tests.services.orders import assert_sound

STATUSES = {
    *("draft", "submitted", "awaiting_payment", "paid", "confirmed", "shipped", "completed"),
    *("refunding", "exchanging", "cancelled", "refunded"),
}


def test_the_demo_shows_every_status_badge_and_work_stage(bare_app: App) -> None:
    made = bare_app.demo.create(orders=len(PLOTS), seed=3)
    rows = bare_app.orders.page("all", limit=1000)
    assert len(rows) == made.orders == len(PLOTS)
    assert {row.status for row in rows} == STATUSES
    assert {row.work_stage for row in rows} == set(STAGES)
    assert {badge for row in rows for badge in Badge if row.badges & badge} == set(Badge)
    assert all(NOON - 10 * 24 * 3_600_000 <= row.created_at <= NOON for row in rows)
    assert {row.currency for row in rows} == {"CNY", "USD"}
    counts = bare_app.orders.counts()
    assert all(counts[queue] for queue in counts if queue not in ("late", "due_soon"))
    assert bare_app.stock.shortages()[0].restock_at
    assert_sound(bare_app)


def shape(place: Path) -> list[tuple[object, ...]]:
    app = build(place, now=StandingClock())
    app.demo.create(orders=60, seed=11)
    rows = app.orders.page("all", limit=1000)
    found = [(row.number, row.external_no, row.ship_name, row.status, row.total, row.created_at) for row in rows]
    app.close()
    return sorted(found, key=repr)


def test_the_same_seed_makes_the_same_shop(tmp_path: Path) -> None:
    assert shape(tmp_path / "one.sqlite") == shape(tmp_path / "two.sqlite")


def test_the_demo_goes_into_an_empty_database_only(app: App) -> None:
    with pytest.raises(OmsError, match="demo_not_empty"):
        app.demo.create(orders=5)


def test_the_demo_can_be_stopped(bare_app: App) -> None:
    bare_app.demo.create(orders=50, progress=lambda done: done < 3)
    assert bare_app.orders.counts()["all"] == 3


def test_a_small_demo_holds_the_newest_tales(bare_app: App) -> None:
    bare_app.demo.create(orders=6)
    assert bare_app.orders.counts()["all"] == 6
    assert bare_app.people.actor("chen").name == "chen"
