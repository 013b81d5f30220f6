"""Sheets that hold several labels: where on the first one, which may have lost some, the labels begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import ChoiceQuestion
from ui.shared.page import Desk


def ask_place(
    desk: Desk,
    page: QWidget,
    order_ids: Sequence[int],
    begin: Callable[[int], None],
    failed: Callable[[OmsError], None],
) -> None:
    """Begin with the place that is chosen (from 1); nobody is asked where each label has paper of its own."""
    words = desk.words

    def ask(places: int) -> None:
        if places == 1:
            begin(1)
            return
        choices = [(str(n), words("papers.place_of", n=n, of=places)) for n in range(1, places + 1)]
        question = ChoiceQuestion("start", words("papers.first_place"), choices)
        dialog = DeedDialog(page, words, words("papers.sheet_title"), words("papers.print"), [question])

        def decided(told: Mapping[str, Any]) -> None:
            dialog.accept()
            begin(int(told["start"]))

        dialog.decided.connect(decided)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    desk.jobs.ask(page, lambda: desk.app.print_desk.places(desk.actor(), order_ids), ask, failed)
