"""Reads an order with everything beside it, as the pages show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.roles import Actor
from ui.deeds.seen import Beside, Seen
from ui.shared.page import Desk
from ui.shared.reader import Reader, reading_actor


class OrderReader(Reader):
    """`arrived` brings a `Seen`."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(desk, page, self._look)

    def _look(self, order_id: int) -> Seen:
        app = self._desk.app
        actor, nobody = reading_actor(self._desk)
        view = app.orders.view(order_id, actor)
        tasks = app.tasks.page(order_id=order_id) if any(task.state == "open" for task in view.tasks) else []
        return Seen(view, tuple(tasks), app.database.now(), nobody, self._beside(actor, order_id))

    def _beside(self, actor: Actor, order_id: int) -> Beside:
        """What the desk noted beside the order."""
        app = self._desk.app
        company = app.together.company(actor, order_id)
        return Beside(
            tuple(app.lists.tags_of([order_id]).get(order_id, ())),
            app.tagging.owners_of([order_id]).get(order_id, ""),
            company.numbers,
            app.buyers.hints(order_id),
            app.hold_reasons.own(),
            company.stays,
        )
