"""Lets an order leave those it ships with: says first what becomes of the box and its label, then does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.entities import LIVE_PARCEL
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView
from ui.deeds.seen import Seen
from ui.shared.dialogs import ConfirmDialog
from ui.shared.messages import Words
from ui.shared.page import Desk


class LeaveDesk(QObject):
    """`begin` asks; `finished` says what was done, `refused` why nothing was."""

    finished = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: ConfirmDialog | None = None

    def begin(self, seen: Seen) -> None:
        """Ask once more: an order that left is not put back, and a label that is void has to be peeled off."""
        words, view, mates = self._desk.words, seen.view, seen.beside.together if seen.beside is not None else ()
        title = words("desk.leave_title", number=view.number)
        self.dialog = dialog = ConfirmDialog(
            self._page, title, consequence(words, view, mates), words("orders.do.leave"), words("desk.leave_back")
        )
        dialog.accepted.connect(lambda: self._leave(view))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _leave(self, view: OrderView) -> None:
        desk = self._desk

        def done(_none: object) -> None:
            self.finished.emit(desk.words("desk.together_left", number=view.number))

        def failed(error: OmsError) -> None:
            why = desk.words.error(error)
            self.refused.emit(desk.words("orders.refused", deed=desk.words("orders.do.leave"), why=why))

        desk.jobs.change(self._page, lambda: desk.app.together.leave(desk.actor(), view.id), done, failed)


def consequence(words: Words, view: OrderView, mates: Sequence[str]) -> str:
    """What comes of it: the orders it leaves, its pieces in the box, the label of the box."""
    told = [words("desk.leave_group", numbers=words("orders.list_sign").join(mates))]
    for parcel in view.parcels:
        if parcel.mates and parcel.state in LIVE_PARCEL:
            if parcel.scanned:
                told.append(words("desk.leave_box", n=parcel.scanned))
            if parcel.waybill:
                told.append(words("desk.leave_label", waybill=parcel.waybill))
    return "\n".join(told)
