"""Questions of which only the newest counts: whoever cancels must not be led on by an answer that comes later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from ui.shared.jobs import Jobs, Lane

Answer = TypeVar("Answer")


class Latest:
    """Asks on the long lane; `drop` forgets the question on its way."""

    def __init__(self, jobs: Jobs, page: QWidget) -> None:
        self._jobs, self._page = jobs, page
        self._asked = 0

    def drop(self) -> None:
        """Nobody waits for an answer any more."""
        self._asked += 1

    def ask(
        self, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Callable[[OmsError], None]
    ) -> None:
        """Ask; the answer, or the error, is handed on only if nothing was asked or dropped since."""
        self.drop()
        asked = self._asked

        def take(answer: Answer) -> None:
            if asked == self._asked:
                done(answer)

        def miss(error: OmsError) -> None:
            if asked == self._asked:
                failed(error)

        self._jobs.ask(self._page, work, take, miss, lane=Lane.LONG)
