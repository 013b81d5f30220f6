"""Each sample file, brought in as a whole, ends as docs/import-outcomes.md says; once more it writes nothing."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.import_plan import ImportPlan
from desktop_oms.storage import order_rows
from desktop_oms.words import say
from tests.gateways.files.outcomes import CURRENCIES, SAMPLES, sample
from tests.gateways.files.test_outcomes import stated
from tests.services.conftest import everything
from tests.services.orders import STOCKED, assert_sound, load, stocked

READY = STOCKED

ENDED = {"shipped", "completed", "cancelled", "refunded"}


def preview(app: App, name: str) -> ImportPlan:
    profile, companions = SAMPLES[name]
    currency = "CNY" if name.startswith("shared") else CURRENCIES.get(profile, "CNY")
    code = f"{profile}-{currency}".upper()
    known = [channel.code for channel in app.setup.state().channels]
    if code not in known:
        boss = app.people.actor("boss")
        app.setup.add_channel(boss, "A", profile, profile.title(), "Asia/Shanghai", currency, code)
    files = [sample(file) for file in (name, *companions)]
    return app.importing.preview(files, profile, app.setup.state().channel(code).id)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_ends_as_stated_and_once_more_writes_nothing(app: App, name: str) -> None:
    stocked(app)
    desk, plan = app.people.actor("desk"), preview(app, name)
    result = app.importing.run(plan, desk)
    assert_sound(app)
    found = {}
    for planned, made in zip(plan.orders, result.orders, strict=True):
        rows = ",".join(str(row) for row in planned.incoming.rows)
        found[name, rows] = outcome_now(app, made.order_id, made.outcome)
    said = {key: value[1] for key, value in stated().items() if key[0] == name and value[1] != "refused"}
    assert found == said
    refused = [
        value for key, value in stated().items() if key[0] in (name, *SAMPLES[name][1]) and value[1] == "refused"
    ]
    assert len(plan.parsed.refused) == len(refused)
    before = everything(app)
    again = app.importing.run(preview(app, name), desk)
    assert {one.outcome for one in again.orders} <= {"unchanged"}
    assert everything(app) == before


def outcome_now(app: App, order_id: int | None, outcome: str) -> str:
    """The document's word for what an order has become."""
    order = load(app, order_id)
    if outcome == "history":
        assert order.status in ENDED or any(line.shipped for line in order.lines)
        return "history"
    if order.status == "awaiting_payment":
        return "waiting"
    if outcome == "new":
        assert (order.status, order.work_stage, list(order.open_tasks())) == ("paid", "to_audit", [])
        return "ready"
    assert any(order.open_tasks()) or any(order.live_cases()) or order.refunded
    return "task"


def test_every_order_that_is_ready_can_be_confirmed_or_lacks_stock(app: App) -> None:
    stocked(app)
    desk = app.people.actor("desk")
    plan = preview(app, "story_shopify.csv")
    app.importing.run(plan, desk)
    queue = [row.id for row in app.orders.page("to_audit")]
    results = app.commands.many(desk, queue, "order.confirm")
    refused = {load(app, one.order_id).external_no: one.trouble for one in results if one.trouble}
    assert {number: trouble.code for number, trouble in refused.items() if trouble} == {"#2008": "stock_short"}
    assert_sound(app)


def test_the_refused_rows_come_back_as_a_file(app: App, tmp_path: object) -> None:
    plan = preview(app, "dirty_shopify.csv")
    written = app.importing.write_refused(plan, f"{tmp_path}/refused.csv", "en")
    text = written[0].read_text(encoding="utf-8-sig")
    assert "#3002" in text
    assert "is not an amount of money" in text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_row_of_a_plan_can_be_said(app: App, language: str) -> None:
    for name in SAMPLES:
        for row in preview(app, name).rows:
            assert say(f"import_result.{row.result}", language)
            for note in row.notes:
                assert say(note.key, language, **note.facts)


def test_the_shop_number_finds_the_order(app: App) -> None:
    app.importing.run(preview(app, "story_shopify.csv"), app.people.actor("desk"))
    found = app.database.read(lambda conn: order_rows.find_id(conn, "#2001"))
    assert load(app, found).external_no == "#2001"
    with pytest.raises(OmsError, match="order_missing"):
        app.orders.find("#9999")
