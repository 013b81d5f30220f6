"""Python's garbage, collected on the window's thread only.

Python looks for garbage on whatever thread happens to allocate.  When that is a lane of `jobs` and the garbage holds a
widget, Qt destroys the widget on the wrong thread and the program ends without a word.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 500
# Until the first rows stand nothing is looked at: it would take a seventh of the start.
SETTLE_MS, FIRST_LOOK_MS = 1_000, 5_000


class GarbageTime(QObject):
    """Takes over from Python's own collection as long as it lives, and looks twice a second."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._again = QTimer(self)
        self._again.setInterval(LOOK_EVERY_MS)
        self._again.timeout.connect(self.look)
        QTimer.singleShot(FIRST_LOOK_MS, self, self._again.start)

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def settle_soon(self) -> None:
        """The first page stands: when its rows had the time to come, the program settles."""
        QTimer.singleShot(SETTLE_MS, self, self.settle)

    def settle(self) -> None:
        """The program stands: what is there now stays, so no collection need look at it again."""
        gc.collect()
        gc.freeze()
        self._again.start()
