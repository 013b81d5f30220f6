"""The page of tasks over the desk of the orders page, and how its tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from desktop_oms.domain import lifecycle
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.storage import log_rows, order_rows
from desktop_oms.storage.engine import Connection
from tests.ui.orders.conftest import make_desk
from tests.ui.real_shop import PageStage, empty_stage, ready_folder, said_by, settled, stage, stage_of
from ui.tasks.tasks_page import TasksPage

__all__ = ["empty_stage", "ready_folder", "settled", "stage"]


class TaskStage(PageStage):
    """The page of tasks over a real shop."""

    def show(self, language: str = "en", size: tuple[int, int] = (1440, 900)) -> TasksPage:
        return settled(cast(TasksPage, self.stage.show(TasksPage, language, size)))

    def open_task(self, number: str, kind: str, **facts: object) -> None:
        """The program finds something odd about an order, as it does while it works."""
        app, order_id = self.app, self.app.orders.find(number)

        def work(conn: Connection) -> None:
            order = order_rows.load(conn, order_id, lock=True)
            before = order_rows.snapshot(order)
            run = lifecycle.begin(order, SYSTEM, app.worlds.for_order(conn, order, {}))
            run.open_task(kind, **facts)  # type: ignore[arg-type]
            lifecycle.finish(run)
            at, new_id = app.database.now(), app.database.new_id
            log_rows.append_events(conn, order, run.steps, f"odd:{number}:{kind}", order.status, at=at, new_id=new_id)
            order_rows.save(conn, before, order)

        app.database.write(work)

    def order(self, number: str) -> Order:
        return self.app.orders.load(self.app.orders.find(number))


@pytest.fixture
def desk(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[TaskStage]:
    """The desk with its six orders: one has unknown goods, one no address."""
    for made in stage_of(make_desk, tmp_path, ready_folder / "desk.sqlite", qtbot):
        yield TaskStage(made)


def said(page: TasksPage) -> str:
    """All visible words of the task at the right."""
    return said_by(settled(page).pane)
