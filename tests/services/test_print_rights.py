"""Whoever may only read prints nothing, gives no print up, settles none, and moves nothing to another wave."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.roles import Actor
from tests.services.conftest import everything
from tests.services.print_shop import PrintShop, print_shop
from tests.services.shop_orders import SHELVED

READY = SHELVED


@pytest.fixture
def desk(app: App) -> PrintShop:
    return print_shop(app, "offline, unsure, unsure")


@pytest.fixture
def auditor(desk: PrintShop) -> Actor:
    desk.app.setup.add_user(desk.shop.boss, "auditor", "Auditor", "U")
    return desk.app.people.actor("auditor", "bench 1")


def test_whoever_may_only_read_prints_nothing_and_settles_nothing(
    desk: PrintShop, auditor: Actor, tmp_path: Path
) -> None:
    app, clerk = desk.app, desk.shop.clerk
    boxes = [desk.box(), desk.box()]
    failed, unsure = desk.label(boxes[0]), desk.label(boxes[1])
    assert (failed.state, unsure.state) == ("failed", "stuck")
    order_id = app.orders.find(desk.shop.order())
    slip = app.printing.slip(clerk, order_id)
    before = everything(app)
    for deed in (
        lambda: app.print_desk.print_label(auditor, boxes[0]),
        lambda: app.print_desk.put(auditor, slip, printer_id=desk.printer.id),
        lambda: app.print_desk.put_out(auditor, slip, tmp_path),
        lambda: app.print_desk.test(auditor, desk.printer.id),
        lambda: app.print_queue.retry(auditor, failed.job.id),
        lambda: app.print_queue.again(auditor, unsure.job.id, "lost"),
        lambda: app.print_queue.void(auditor, unsure.job.id, "other"),
        lambda: app.print_queue.settle(auditor, unsure.job.id),
        lambda: app.print_queue.drop(auditor, slip),
        lambda: app.print_queue.sheets(auditor, slip.job_id, 96),
        lambda: app.printing.label(auditor, boxes[0]),
        lambda: app.printing.again(auditor, slip.job_id, "lost"),
        lambda: app.printing.slip(auditor, order_id),
        lambda: app.printing.save(auditor, slip, tmp_path),
        lambda: app.printing.pick_list(auditor, [order_id]),
        lambda: app.sheets.logistic(auditor, boxes),
        lambda: app.sheets.codes(auditor, "commands"),
    ):
        with pytest.raises(Refused, match="not_your_role") as caught:
            deed()
        assert "U" not in str(caught.value.facts["roles"])
    assert everything(app) == before
    assert list(tmp_path.glob("*.pdf")) == []
    assert app.print_queue.listing("open")  # looking is for everybody


@pytest.mark.parametrize("login", ["clerk", "desk", "reviewer", "boss"])
def test_whoever_works_here_prints(desk: PrintShop, login: str) -> None:
    actor = desk.app.people.actor(login, "bench 1")
    made = desk.app.print_desk.print_label(actor, desk.box())
    assert desk.app.print_queue.refusal(actor) is None
    assert desk.app.print_queue.retry(actor, made.job.id).state == "stuck"
    assert desk.app.print_queue.settle(actor, made.job.id).state == "done"
    assert desk.app.print_queue.void(actor, made.job.id, "other").state == "void"


def test_a_part_being_picked_is_moved_to_another_wave_by_those_who_run_waves(desk: PrintShop, auditor: Actor) -> None:
    app, clerk = desk.app, desk.shop.clerk
    order_id = app.orders.find(desk.shop.order())
    app.waves.make(clerk, [order_id])
    before = everything(app)
    _, (result,) = app.waves.make(auditor, [order_id])
    assert result.trouble is not None
    assert (result.trouble.code, result.trouble.facts["event"]) == ("not_your_role", "wave.move")
    assert everything(app) == before
    for actor in (clerk, desk.shop.desk, desk.shop.boss):
        (_wave,), (result,) = app.waves.make(actor, [order_id])
        assert result.trouble is None
